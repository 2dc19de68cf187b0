/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * outdial-carrier: a pretend telephone company on this machine's loopback, and the
 * judge of our tests: its log says what was really dialed. Reads the command line,
 * opens the parts, turns libre's loop on the main thread.
 */
#include "carrier/carrier-version.h"
#include "carrier/office.h"

#include <errno.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum {
  USAGE = 2,        /* exit code: the command line is wrong */
  MAX_FILES = 8192, /* two a call (RTP, recording), thousands of calls */
};

struct options {
  char *town;
  char *log;
  char *listen;
  char *ready;
  char *rtp_ports;
  char *record;
  gint64 seed;
  gboolean version;
};

struct program {
  struct od_office *office; /* owned; NULL until it listens */
  const struct options *options;
  GPtrArray *towns; /* owned; the last one is dialed */
  int signal_fd;
  int code; /* what main returns */
};

static void
on_closed (void *arg)
{
  (void) arg;
  re_cancel ();
}

/* Returns: (nullable): the town as the file describes it now; NULL: it was said why not.
 */
static struct od_town *
read_town (struct program *program)
{
  struct od_town *town = NULL;
  g_autofree char *why = NULL;

  if (od_town_open (&town, program->options->town, (uint64_t) program->options->seed,
                    &why)) {
    re_fprintf (stderr, "%s\n", why ? why : "There is no memory for the town.");
    return NULL;
  }

  g_ptr_array_add (program->towns, town);
  return town;
}

/* SIGHUP: people have changed their ways. */
static void
on_signal (int flags, void *arg)
{
  struct program *program = arg;
  struct signalfd_siginfo info;
  struct od_town *town;

  (void) flags;
  if (read (program->signal_fd, &info, sizeof (info)) != sizeof (info))
    return;
  if (info.ssi_signo != SIGHUP)
    od_office_close (program->office, on_closed, program);
  else if ((town = read_town (program)) != NULL)
    od_office_move (program->office, town);
}

/* A judge that cannot write down what it saw must not go on. */
static void
on_log_broken (int err, void *arg)
{
  struct program *program = arg;

  re_fprintf (stderr, "The log cannot be written: %m. The carrier stops.\n", err);
  program->code = 1;
  re_cancel ();
}

static bool
parse_ports (struct od_office_config *config, const char *text)
{
  g_auto (GStrv) ends = g_strsplit (text, "-", 2);
  guint64 lo, hi;

  if (!ends[0] || !ends[1])
    return false;
  if (!g_ascii_string_to_unsigned (ends[0], 10, 1024, 65534, &lo, NULL)
      || !g_ascii_string_to_unsigned (ends[1], 10, 1024, 65535, &hi, NULL))
    return false;

  config->rtp_lo = (uint16_t) lo;
  config->rtp_hi = (uint16_t) hi;

  return lo + (lo & 1) <= hi;
}

/* Returns 0, or the exit code after one sentence. */
static int
parse_options (struct options *o, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
    { "town", 0, 0, G_OPTION_ARG_FILENAME, &o->town, "who lives there (CSV)", "FILE" },
    { "log", 0, 0, G_OPTION_ARG_FILENAME, &o->log, "what was dialed (JSON lines)",
      "FILE" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &o->listen,
      "loopback address for SIP over UDP; port 0: chosen (127.0.0.1:5070)", "ADDRESS" },
    { "ready", 0, 0, G_OPTION_ARG_FILENAME, &o->ready, "written once it listens",
      "FILE" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &o->seed, "of all that is drawn (1)", "N" },
    { "rtp-ports", 0, 0, G_OPTION_ARG_STRING, &o->rtp_ports,
      "ports for audio (the system's choice)", "LO-HI" },
    { "record", 0, 0, G_OPTION_ARG_FILENAME, &o->record,
      "keep what the callees heard, one WAV a call", "DIR" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &o->version, "say the version and exit", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (context, "A pretend telephone company on loopback.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error))
    re_fprintf (stderr, "%s: see outdial-carrier --help.\n", error->message);
  else if (*argc > 1)
    re_fprintf (stderr, "“%s” is not an option: see outdial-carrier --help.\n",
                (*argv)[1]);
  else if (!o->version && (!o->town || !o->log))
    re_fprintf (stderr, "Option %s is missing: see outdial-carrier --help.\n",
                o->town ? "--log" : "--town");
  else
    return 0;

  return USAGE;
}

static int
read_config (struct od_office_config *config, const struct options *o)
{
  const char *listen = o->listen ? o->listen : "127.0.0.1:5070";

  config->record_dir = o->record;
  if (sa_decode (&config->listen, listen, strlen (listen)) || !strrchr (listen, ':')) {
    re_fprintf (stderr, "--listen “%s” is not an address like 127.0.0.1:5070.\n", listen);
    return USAGE;
  }
  if (o->rtp_ports && !parse_ports (config, o->rtp_ports)) {
    re_fprintf (stderr, "--rtp-ports “%s” is not a range like 30000-39998.\n",
                o->rtp_ports);
    return USAGE;
  }
  if (o->record && !g_file_test (o->record, G_FILE_TEST_IS_DIR)) {
    re_fprintf (stderr, "--record “%s” is not a folder: make it first.\n", o->record);
    return 1;
  }

  return 0;
}

static int
open_office (struct program *program,
             const struct od_office_config *config,
             struct od_town *town,
             struct od_call_log *log)
{
  const struct sa *sa = &config->listen;
  int err;

  err = od_office_open (&program->office, config, town, log);
  if (err == EPERM)
    re_fprintf (stderr,
                "Cannot listen on %J: a pretend company lives on loopback only, give "
                "--listen 127.0.0.1:PORT.\n",
                sa);
  else if (err == EADDRINUSE)
    re_fprintf (stderr, "Port %J is in use: choose another with --listen.\n", sa);
  else if (err)
    re_fprintf (stderr, "Cannot listen on %J: %m.\n", sa, err);

  return err ? 1 : 0;
}

/* g_file_set_contents writes beside the file and renames: who sees it sees all of it. */
static int
write_ready (const char *path, const struct sa *address)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  char where[64];

  if (!path)
    return 0;

  re_snprintf (where, sizeof (where), "%J", address);
  g_key_file_set_string (keys, "ready", "sip_listen", where);
  g_key_file_set_int64 (keys, "ready", "pid", getpid ());
  text = g_key_file_to_data (keys, NULL, NULL);
  if (g_file_set_contents (path, text, -1, &error))
    return 0;

  re_fprintf (stderr, "The ready file cannot be written: %s.\n", error->message);

  return 1;
}

/* libre's table holds 128 descriptors unless it is told otherwise; it can be told only
 * while it is empty. */
static int
make_room (void)
{
  struct rlimit limit;
  int files = MAX_FILES;

  if (getrlimit (RLIMIT_NOFILE, &limit) == 0) {
    limit.rlim_cur = MIN (limit.rlim_max, MAX_FILES);
    files = (int) limit.rlim_cur;
    (void) setrlimit (RLIMIT_NOFILE, &limit); /* fewer calls, if it is refused */
  }
  (void) fd_setsize (0);

  return fd_setsize (files);
}

/* Signals are blocked from here on and read like any other input: none is lost, and
 * none interrupts anything. */
static int
listen_to_signals (struct program *program)
{
  sigset_t set;

  sigemptyset (&set);
  sigaddset (&set, SIGTERM);
  sigaddset (&set, SIGINT);
  sigaddset (&set, SIGHUP);
  if (sigprocmask (SIG_BLOCK, &set, NULL))
    return errno;

  program->signal_fd = signalfd (-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  if (program->signal_fd < 0)
    return errno;

  return fd_listen (program->signal_fd, FD_READ, on_signal, program);
}

static void
free_town (gpointer town)
{
  mem_deref (town);
}

/* Everything that can be wrong is told here, before the first call. */
static int
run (struct program *program, const struct options *o)
{
  struct od_office_config config = { 0 };
  struct od_call_log *log = NULL;
  struct od_town *town;
  int code, err;

  program->options = o;
  program->towns = g_ptr_array_new_with_free_func (free_town);

  code = read_config (&config, o);
  if (code)
    goto out;

  code = 1;
  town = read_town (program);
  if (!town)
    goto out;

  err = od_call_log_open (&log, o->log, on_log_broken, program);
  if (err) {
    re_fprintf (stderr, "The log %s cannot be opened: %m.\n", o->log, err);
    goto out;
  }

  /* Before the office starts the recorder's thread: it must inherit the mask, or a
   * SIGTERM could land there and kill us. */
  err = listen_to_signals (program);
  if (err) {
    re_fprintf (stderr, "Signals cannot be read: %m.\n", err);
    goto out;
  }

  if (open_office (program, &config, town, log)
      || write_ready (o->ready, od_office_address (program->office)))
    goto out;

  err = re_main (NULL);
  if (err)
    re_fprintf (stderr, "The carrier stops: %m.\n", err);
  code = err ? 1 : program->code;

out:
  if (program->signal_fd >= 0) {
    fd_close (program->signal_fd);
    close (program->signal_fd);
  }
  mem_deref (program->office);
  g_ptr_array_unref (program->towns);
  mem_deref (log);

  return code;
}

int
main (int argc, char *argv[])
{
  struct program program = { .signal_fd = -1 };
  struct options o = { .seed = 1 };
  int code;

  code = parse_options (&o, &argc, &argv);
  if (code == 0 && o.version) {
    re_printf ("outdial-carrier %s\n", OD_CARRIER_VERSION);
  } else if (code == 0) {
    code = libre_init () || make_room () ? 1 : run (&program, &o);
    libre_close ();
  }

  g_free (o.town);
  g_free (o.log);
  g_free (o.listen);
  g_free (o.ready);
  g_free (o.rtp_ports);
  g_free (o.record);

  return code;
}
