/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Good and wicked bytes for the netstring reader.
 */
#include "app/phone/netstring.h"

#include <string.h>

typedef struct {
  const char *name, *bytes;
  gsize length;          /* 0: up to the NUL */
  const char *messages;  /* those taken, each closed by '|' */
  OdNetstringResult end; /* what the reader says when it gives no more */
} Case;

/* clang-format off */
static const Case cases[] = {
  { "one",            "5:hello,",          0, "hello|",    OD_NETSTRING_MORE },
  { "empty message",  "0:,",               0, "|",         OD_NETSTRING_MORE },
  { "two",            "1:a,2:bc,",         0, "a|bc|",     OD_NETSTRING_MORE },
  { "comma inside",   "3:a,b,",            0, "a,b|",      OD_NETSTRING_MORE },
  { "nothing",        "",                  0, "",          OD_NETSTRING_MORE },
  { "half a length",  "12",                0, "",          OD_NETSTRING_MORE },
  { "no content yet", "5:",                0, "",          OD_NETSTRING_MORE },
  { "no comma yet",   "5:hello",           0, "",          OD_NETSTRING_MORE },
  { "one and a half", "1:a,5:he",          0, "a|",        OD_NETSTRING_MORE },
  { "NUL inside",     "3:a\0b,1:c,",      10, "a|c|",      OD_NETSTRING_MORE },
  { "longest length", "65535:",            0, "",          OD_NETSTRING_MORE },

  { "no length",      ":a,",               0, "",          OD_NETSTRING_GARBAGE },
  { "letters",        "GET / HTTP/1.1\r\n", 0, "",         OD_NETSTRING_GARBAGE },
  { "negative",       "-1:a,",             0, "",          OD_NETSTRING_GARBAGE },
  { "leading zero",   "01:a,",             0, "",          OD_NETSTRING_GARBAGE },
  { "many zeros",     "00000",             0, "",          OD_NETSTRING_GARBAGE },
  { "no colon",       "5;hello,",          0, "",          OD_NETSTRING_GARBAGE },
  { "wrong comma",    "5:hello;",          0, "",          OD_NETSTRING_GARBAGE },
  { "too long",       "65536:",            0, "",          OD_NETSTRING_GARBAGE },
  { "huge length",    "99999999999999999", 0, "",          OD_NETSTRING_GARBAGE },
  { "six digits",     "123456",            0, "",          OD_NETSTRING_GARBAGE },
  { "good then bad",  "1:a,x",             0, "a|",        OD_NETSTRING_GARBAGE },
  { "NUL first",      "\0001:a,",          5, "",          OD_NETSTRING_GARBAGE },
};
/* clang-format on */

/* Takes all there is, and checks the first answer that is no message. */
static void
take_all (OdNetstring *reader, GString *messages, OdNetstringResult *end)
{
  char *message = NULL;
  gsize length;

  while ((*end = od_netstring_next (reader, &message, &length)) == OD_NETSTRING_MESSAGE) {
    g_assert_cmpuint (message[length], ==, 0);
    g_string_append_printf (messages, "%s|", message);
    g_free (message);
  }
}

static void
test_bytes_become_messages (gconstpointer data)
{
  const Case *c = data;
  gsize length = c->length != 0 ? c->length : strlen (c->bytes);
  OdNetstringResult end = OD_NETSTRING_MORE;

  /* In one piece, then letter by letter: the pieces must not matter. */
  for (gsize piece = 1; piece <= MAX (length, 1); piece += MAX (length - 1, 1)) {
    g_autoptr (OdNetstring) reader = od_netstring_new ();
    g_autoptr (GString) messages = g_string_new (NULL);

    for (gsize at = 0; at < length; at += piece) {
      od_netstring_feed (reader, c->bytes + at, MIN (piece, length - at));
      take_all (reader, messages, &end);
    }
    take_all (reader, messages, &end);
    g_assert_cmpstr (messages->str, ==, c->messages);
    g_assert_cmpint (end, ==, c->end);
  }
}

static void
test_garbage_stays_garbage (void)
{
  g_autoptr (OdNetstring) reader = od_netstring_new ();
  char *message = NULL;
  gsize length;

  od_netstring_feed (reader, "x", 1);
  g_assert_cmpint (od_netstring_next (reader, &message, &length), ==,
                   OD_NETSTRING_GARBAGE);
  od_netstring_feed (reader, "1:a,", 4);
  g_assert_cmpint (od_netstring_next (reader, &message, &length), ==,
                   OD_NETSTRING_GARBAGE);
}

static void
test_what_is_wrapped_can_be_taken (void)
{
  g_autofree char *longest = g_strnfill (OD_NETSTRING_MAX, 'x');
  g_autoptr (GString) wrapped = od_netstring_wrap (longest);
  g_autoptr (OdNetstring) reader = od_netstring_new ();
  g_autofree char *message = NULL;
  gsize length;

  g_assert_true (g_str_has_prefix (wrapped->str, "65535:xxx"));
  od_netstring_feed (reader, wrapped->str, wrapped->len);
  g_assert_cmpint (od_netstring_next (reader, &message, &length), ==,
                   OD_NETSTRING_MESSAGE);
  g_assert_cmpstr (message, ==, longest);
}

/* Random bytes that look a little like netstrings; the promise is to survive. */
static void
test_noise_does_no_harm (void)
{
  static const char letters[] = "0123456789:,a\0";

  for (int round = 0; round < 5000; round++) {
    g_autoptr (OdNetstring) reader = od_netstring_new ();
    g_autoptr (GString) messages = g_string_new (NULL);
    OdNetstringResult end;

    for (int i = 0; i < 20; i++) {
      od_netstring_feed (reader, &letters[g_test_rand_int_range (0, 14)], 1);
      take_all (reader, messages, &end);
      g_assert_cmpint (end, !=, OD_NETSTRING_MESSAGE);
    }
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/netstring/", cases[i].name, NULL);
    g_test_add_data_func (path, &cases[i], test_bytes_become_messages);
  }
  g_test_add_func ("/netstring/stays-garbage", test_garbage_stays_garbage);
  g_test_add_func ("/netstring/wrap", test_what_is_wrapped_can_be_taken);
  g_test_add_func ("/netstring/noise", test_noise_does_no_harm);
  return g_test_run ();
}
