/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What strangers send is not answered and not printed: it is counted.
 */
#include "daemon/switch/noise.h"

#include "switch-fixture.h"

#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

static const char *const methods[] = { "INVITE", "OPTIONS", "REGISTER",
                                       "CANCEL", "BYE",     "PING" };

static char *
make_request (const char *method, const char *from)
{
  return g_strdup_printf ("%s sip:442079460000@127.0.0.1 SIP/2.0\r\n"
                          "Via: SIP/2.0/UDP %s;branch=z9hG4bK-%s\r\n"
                          "From: <sip:x@x>;tag=1\r\nTo: <sip:y@y>\r\nCall-ID: %s@x\r\n"
                          "CSeq: 1 %s\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n",
                          method, from, method, method, method);
}

static GSocket *
open_socket (const char *host, char **address)
{
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                                  G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string (host, 0);
  g_autoptr (GSocketAddress) real = NULL;

  g_assert_true (g_socket_bind (socket, any, FALSE, NULL));
  g_socket_set_blocking (socket, FALSE);
  real = g_socket_get_local_address (socket, NULL);
  *address = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (real));
  return socket;
}

static void
send_to_trunk (Fixture *f, GSocket *socket, const char *text)
{
  g_autoptr (GSocketConnectable)
    where = g_network_address_parse (od_switch_get_trunk_address (f->sw), 0, NULL);
  g_autoptr (GSocketAddress)
    to = g_inet_socket_address_new_from_string (g_network_address_get_hostname (
                                                  G_NETWORK_ADDRESS (where)),
                                                g_network_address_get_port (
                                                  G_NETWORK_ADDRESS (where)));

  g_assert_cmpint (g_socket_send_to (socket, to, text, strlen (text), NULL, NULL), >, 0);
}

static gboolean
has_answer (gpointer data)
{
  char buffer[2048];

  return g_socket_receive (data, buffer, sizeof buffer, NULL, NULL) > 0;
}

static gboolean
wake (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
test_strangers_get_nothing (Fixture *f, gconstpointer data)
{
  g_autofree char *strange_address = NULL, *carrier_address = NULL, *options = NULL;
  g_autoptr (GSocket) stranger = open_socket ("127.0.0.2", &strange_address);
  g_autoptr (GSocket) carrier = open_socket ("127.0.0.1", &carrier_address);
  guint waker = g_timeout_add (5, wake, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++) {
    g_autofree char *request = make_request (methods[i], strange_address);

    send_to_trunk (f, stranger, request);
  }
  options = make_request ("OPTIONS", carrier_address);
  send_to_trunk (f, carrier, options);
  od_test_wait_until (has_answer, carrier, LIMIT_S, "the carrier's answer");
  g_assert_false (has_answer (stranger)); /* and it had asked before */
  g_source_remove (waker);
}

/* --- what is said of it ---------------------------------------------------------------
 */

static GMutex lock;
static GString *said;

static GLogWriterOutput
hear (GLogLevelFlags level, const GLogField *fields, gsize n, gpointer data)
{
  g_mutex_lock (&lock);
  for (gsize i = 0; i < n; i++) {
    if (strcmp (fields[i].key, "MESSAGE") == 0)
      g_string_append_printf (said, "%s\n", (const char *) fields[i].value);
  }
  g_mutex_unlock (&lock);
  return G_LOG_WRITER_HANDLED;
}

static gboolean
is_told (gpointer data)
{
  gboolean told;

  g_mutex_lock (&lock);
  told = strstr (said->str, "dropped: ") != NULL;
  g_mutex_unlock (&lock);
  return told;
}

static void
test_rubbish_is_counted_and_not_printed (Fixture *f, gconstpointer data)
{
  g_autofree char *address = NULL, *path = NULL, *printed = NULL;
  g_autoptr (GSocket) stranger = open_socket ("127.0.0.2", &address);
  int file = g_file_open_tmp (NULL, &path, NULL), before = dup (STDERR_FILENO);
  guint waker = g_timeout_add (5, wake, NULL);

  g_assert_cmpint (dup2 (file, STDERR_FILENO), >=, 0);
  for (guint i = 0; i < 50; i++)
    send_to_trunk (f, stranger, "this is no SIP at all\r\n\r\n");
  od_test_wait_until (is_told, NULL, LIMIT_S, "a line in the log");
  dup2 (before, STDERR_FILENO);
  close (before);
  close (file);
  g_source_remove (waker);
  g_assert_true (g_file_get_contents (path, &printed, NULL, NULL));
  unlink (path);
  g_assert_cmpstr (printed, ==, "");
  g_assert_nonnull (strstr (said->str, "messages that are no SIP"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  said = g_string_new (NULL);
  g_log_set_writer_func (hear, NULL, NULL);
  SWITCH_TEST ("rubbish-is-counted-and-not-printed", NULL,
               test_rubbish_is_counted_and_not_printed);
  SWITCH_TEST ("strangers-get-nothing", NULL, test_strangers_get_nothing);
  return g_test_run ();
}
