/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The guard around a real baresip: no port of control, no callers from elsewhere, no
 * life without its parent. Run with an argument this program is such a parent.
 */
#include "app/phone/baresip-control.h"
#include "app/phone/baresip-process.h"
#include "app/phone/sip-account.h"

#include "support/waiting.h"

#include <arpa/inet.h>
#include <errno.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LIMIT_S   10
#define LISTENING "0A" /* TCP's state in /proc/net/tcp */

typedef struct {
  OdBaresipFolder *folder;
  OdBaresipProcess *process;
  OdBaresipControl *control;
  char *dir;
  gboolean answered, exited;
} Fixture;

static void
on_exited (gpointer data)
{
  ((Fixture *) data)->exited = TRUE;
}

static void
on_event (const OdBaresipEvent *event, gpointer data)
{
}

static void
on_closed (gpointer data)
{
}

static void
on_answer (gboolean ok, const char *text, gpointer data)
{
  ((Fixture *) data)->answered = TRUE;
}

static gboolean
is_answered (gpointer data)
{
  return ((Fixture *) data)->answered;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

static void
start_baresip (Fixture *fixture, const char *dir)
{
  const OdPhoneSound sound = { .may_be_silent = TRUE };
  g_autoptr (GError) error = NULL;

  fixture->folder = od_baresip_folder_new (NULL, dir, &sound, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (od_baresip_folder_configure (fixture->folder, "127.0.0.1", NULL));
  fixture->process = od_baresip_process_new (fixture->folder, on_exited, fixture, &error);
  g_assert_no_error (error);
}

static void
ask (Fixture *fixture, const char *command, const char *parameter)
{
  fixture->answered = FALSE;
  od_baresip_control_ask (fixture->control, command, parameter, on_answer, fixture);
  od_test_wait_until (is_answered, fixture, LIMIT_S, command);
}

/* A phone with an account has opened all it ever opens. */
static void
start_phone (Fixture *fixture, const char *dir)
{
  OdBaresipListener listener = { on_event, on_closed };
  g_autoptr (OdSipAccount)
    account = od_sip_account_new ("127.0.0.1:9", "alice", "secret", NULL);

  start_baresip (fixture, dir);
  fixture->control =
    od_baresip_control_new (od_baresip_process_take_channel (fixture->process), listener,
                            fixture);
  ask (fixture, "uanew", od_sip_account_get_line (account));
}

static void
fixture_open (Fixture *fixture)
{
  fixture->dir = od_test_scratch_dir ();
  start_phone (fixture, fixture->dir);
}

static void
fixture_close (Fixture *fixture)
{
  od_baresip_control_free (fixture->control);
  od_baresip_process_free (fixture->process);
  od_baresip_folder_free (fixture->folder);
  od_test_remove_dir (fixture->dir);
}

/* The sockets a process holds: inode numbers as text. */
static GHashTable *
sockets_of (pid_t pid)
{
  GHashTable *sockets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *path = g_strdup_printf ("/proc/%d/fd", pid);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *link = g_build_filename (path, name, NULL);
    g_autofree char *target = g_file_read_link (link, NULL);
    unsigned long inode;

    if (target != NULL && sscanf (target, "socket:[%lu]", &inode) == 1)
      g_hash_table_add (sockets, g_strdup_printf ("%lu", inode));
  }
  return sockets;
}

/* The local ports of a process' sockets in one of /proc/net's tables; @state "": in any
 * state. */
static GArray *
ports_of (pid_t pid, const char *table, const char *state)
{
  g_autoptr (GHashTable) sockets = sockets_of (pid);
  g_autofree char *path = g_build_filename ("/proc/net", table, NULL), *text = NULL;
  g_auto (GStrv) lines = NULL;
  GArray *ports = g_array_new (FALSE, FALSE, sizeof (guint));

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++) {
    char local[64], st[8], inode[32];
    guint port;

    if (sscanf (lines[i], " %*s %63s %*s %7s %*s %*s %*s %*s %*s %31s", local, st, inode)
          != 3
        || (*state != 0 && strcmp (st, state) != 0)
        || !g_hash_table_contains (sockets, inode))
      continue;
    port = (guint) strtoul (strrchr (local, ':') + 1, NULL, 16);
    g_array_append_val (ports, port);
  }
  return ports;
}

static void
test_there_is_no_control_port (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GArray) four = NULL, six = NULL;
  pid_t pid;

  fixture_open (&fixture); /* so control works */
  pid = od_baresip_process_get_pid (fixture.process);
  four = ports_of (pid, "tcp", LISTENING);
  six = ports_of (pid, "tcp6", LISTENING);
  g_assert_cmpuint (four->len, ==, 2); /* SIP over TCP and over TLS, both deaf */
  for (guint i = 0; i < four->len; i++)
    g_assert_cmpuint (g_array_index (four, guint, i), !=, OD_BARESIP_CONTROL_PORT);
  g_assert_cmpuint (six->len, ==, 0);
  fixture_close (&fixture);
}

static void
test_there_is_no_path_to_the_channel (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GHashTable) sockets = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint unnamed = 0;

  fixture_open (&fixture);
  sockets = sockets_of (od_baresip_process_get_pid (fixture.process));
  g_assert_true (g_file_get_contents ("/proc/net/unix", &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++) {
    g_auto (GStrv) words = g_regex_split_simple (" +", lines[i], 0, 0);

    /* Num RefCount Protocol Flags Type St Inode Path: flag 10000 is a listener. */
    if (g_strv_length (words) < 7 || !g_hash_table_contains (sockets, words[6]))
      continue;
    g_assert_cmpstr (words[3], ==, "00000000");
    g_assert_cmpuint (g_strv_length (words), ==, 7);
    unnamed++;
  }
  g_assert_cmpuint (unnamed, >=, 1);
  fixture_close (&fixture);
}

static int
connect_to (guint port, int kind)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (port) };
  struct timeval limit = { .tv_sec = LIMIT_S };
  int fd = socket (AF_INET, kind | SOCK_CLOEXEC, 0);

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  (void) setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  g_assert_cmpint (connect (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  return fd;
}

static const char options[] = "OPTIONS sip:alice@127.0.0.1 SIP/2.0\r\n"
                              "Via: SIP/2.0/TCP 127.0.0.1:1;branch=z9hG4bKx;rport\r\n"
                              "From: <sip:m@127.0.0.1>;tag=1\r\nTo: <sip:a@127.0.0.1>\r\n"
                              "Call-ID: x\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\n"
                              "Content-Length: 0\r\n\r\n";

static void
test_strangers_are_not_heard (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GArray) tcp = NULL, udp = NULL;
  guint deaf = 0;
  char answer[512];
  pid_t pid;

  fixture_open (&fixture);
  pid = od_baresip_process_get_pid (fixture.process);
  tcp = ports_of (pid, "tcp", LISTENING);
  for (guint i = 0; i < tcp->len; i++) {
    int fd = connect_to (g_array_index (tcp, guint, i), SOCK_STREAM);

    (void) send (fd, options, strlen (options), MSG_NOSIGNAL);
    g_assert_cmpint (recv (fd, answer, sizeof answer, 0), <=, 0);
    g_assert_cmpint (errno, !=, EAGAIN); /* it was refused, not overheard */
    (void) close (fd);
  }
  udp = ports_of (pid, "udp", "01"); /* connected, to itself */
  for (guint i = 0; i < udp->len; i++) {
    int fd = connect_to (g_array_index (udp, guint, i), SOCK_DGRAM);

    (void) send (fd, options, strlen (options), MSG_NOSIGNAL);
    g_assert_cmpint (recv (fd, answer, sizeof answer, 0), ==, -1);
    g_assert_cmpint (errno, ==, ECONNREFUSED);
    (void) close (fd);
    deaf++;
  }
  g_assert_cmpuint (deaf, ==, 1);
  ask (&fixture, "reginfo", NULL); /* and it is none the worse for it */
  fixture_close (&fixture);
}

static void
test_no_core_holds_the_password (void)
{
  Fixture fixture = { 0 };
  g_autofree char *path = NULL, *limits = NULL;

  fixture_open (&fixture);
  path = g_strdup_printf ("/proc/%d/limits",
                          od_baresip_process_get_pid (fixture.process));
  g_assert_true (g_file_get_contents (path, &limits, NULL, NULL));
  g_assert_true (g_regex_match_simple ("Max core file size +0 +0 ", limits, 0, 0));
  fixture_close (&fixture);
}

static void
test_without_orders_nothing_runs (void)
{
  static const char *const orders[] = {
    NULL, "", "1 240.0.0.1 4444", "x", "1 240.0.0.1 4444 0", "0 bad 4444 0"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++) {
    g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
    g_autoptr (GSubprocess) process = NULL;

    g_subprocess_launcher_setenv (launcher, "LD_PRELOAD",
                                  g_getenv ("OUTDIAL_PHONE_GUARD"), TRUE);
    if (orders[i] != NULL)
      g_subprocess_launcher_setenv (launcher, "OUTDIAL_PHONE_GUARDED", orders[i], TRUE);
    process = g_subprocess_launcher_spawn (launcher, NULL, "/bin/true", NULL);
    g_assert_true (g_subprocess_wait (process, NULL, NULL));
    g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 126);
  }
}

/* --- a parent that is killed ------------------------------------------------------ */

/* Becomes a program with a phone, says the phone's number, and waits for its end. */
static int
be_a_parent (const char *dir)
{
  Fixture fixture = { 0 };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  start_phone (&fixture, dir);
  printf ("%d\n", (int) od_baresip_process_get_pid (fixture.process));
  fflush (stdout);
  g_main_loop_run (loop);
  return 0;
}

static gboolean
on_gone (gint fd, GIOCondition condition, gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
test_a_killed_parent_takes_the_child_along (void)
{
  char *dir = od_test_scratch_dir ();
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GSubprocess) parent = NULL;
  char number[16] = "";
  gboolean gone = FALSE;
  int child;

  parent = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, self, dir, NULL);
  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (parent), number,
                                        sizeof number - 1, NULL, NULL),
                   >, 0);
  child = (int) syscall (SYS_pidfd_open, atoi (number), 0);
  g_assert_cmpint (child, >=, 0);
  g_unix_fd_add (child, G_IO_IN, on_gone, &gone);
  g_subprocess_force_exit (parent);
  od_test_wait_until (is_set, &gone, LIMIT_S, "the child to follow its parent");
  (void) close (child);
  g_subprocess_wait (parent, NULL, NULL);
  od_test_remove_dir (dir);
}

int
main (int argc, char *argv[])
{
  if (argc == 2 && g_path_is_absolute (argv[1]))
    return be_a_parent (argv[1]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone-guard/no-control-port", test_there_is_no_control_port);
  g_test_add_func ("/phone-guard/no-path", test_there_is_no_path_to_the_channel);
  g_test_add_func ("/phone-guard/strangers", test_strangers_are_not_heard);
  g_test_add_func ("/phone-guard/no-core", test_no_core_holds_the_password);
  g_test_add_func ("/phone-guard/no-orders", test_without_orders_nothing_runs);
  g_test_add_func ("/phone-guard/parent", test_a_killed_parent_takes_the_child_along);
  return g_test_run ();
}
