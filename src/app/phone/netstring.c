/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Takes netstrings apart and puts them together. Promises to hold no more than one
 * message beyond what it was fed, and to survive any bytes whatever.
 */
#include "app/phone/netstring.h"

#include <string.h>

#define MAX_DIGITS 5 /* of a length no greater than OD_NETSTRING_MAX */

struct _OdNetstring {
  GByteArray *bytes; /* what has arrived and was not taken */
  gboolean spoilt;   /* garbage was seen */
};

OdNetstring *
od_netstring_new (void)
{
  OdNetstring *self = g_new0 (OdNetstring, 1);

  self->bytes = g_byte_array_new ();
  return self;
}

void
od_netstring_free (OdNetstring *self)
{
  g_byte_array_unref (self->bytes);
  g_free (self);
}

void
od_netstring_feed (OdNetstring *self, const char *bytes, gsize length)
{
  if (!self->spoilt)
    g_byte_array_append (self->bytes, (const guint8 *) bytes, (guint) length);
}

/* Reads the digits before the colon. @start: where the message begins. */
static OdNetstringResult
read_length (const guint8 *bytes, gsize available, gsize *start, gsize *length)
{
  gsize n = 0;

  *length = 0;
  while (n < available && n < MAX_DIGITS && g_ascii_isdigit (bytes[n]))
    *length = *length * 10 + (gsize) (bytes[n++] - '0');
  if (n > 1 && bytes[0] == '0')
    return OD_NETSTRING_GARBAGE;
  if (n == available)
    return OD_NETSTRING_MORE;
  if (n == 0 || bytes[n] != ':' || *length > OD_NETSTRING_MAX)
    return OD_NETSTRING_GARBAGE;
  *start = n + 1;
  return OD_NETSTRING_MESSAGE;
}

static OdNetstringResult
find_message (const GByteArray *bytes, gsize *start, gsize *length)
{
  OdNetstringResult result = read_length (bytes->data, bytes->len, start, length);

  if (result != OD_NETSTRING_MESSAGE)
    return result;
  if (bytes->len <= *start + *length)
    return OD_NETSTRING_MORE;
  if (bytes->data[*start + *length] != ',')
    return OD_NETSTRING_GARBAGE;
  return OD_NETSTRING_MESSAGE;
}

OdNetstringResult
od_netstring_next (OdNetstring *self, char **message, gsize *length)
{
  gsize start = 0;
  OdNetstringResult result;

  if (self->spoilt)
    return OD_NETSTRING_GARBAGE;
  result = find_message (self->bytes, &start, length);
  if (result == OD_NETSTRING_MESSAGE) {
    *message = g_strndup ((const char *) self->bytes->data + start, *length);
    g_byte_array_remove_range (self->bytes, 0, (guint) (start + *length + 1));
  } else if (result == OD_NETSTRING_GARBAGE) {
    self->spoilt = TRUE;
    g_byte_array_set_size (self->bytes, 0);
  }
  return result;
}

GString *
od_netstring_wrap (const char *text)
{
  GString *wrapped = g_string_new (NULL);

  g_string_printf (wrapped, "%zu:%s,", strlen (text), text);
  return wrapped;
}
