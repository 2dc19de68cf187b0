/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * outdiald: opens the rooms in order, closes them in reverse. SIGTERM drains: no new
 * call, those under way end by themselves within DRAIN_LIMIT_S; a second one does not
 * wait.
 */
#include "daemon/api/api.h"
#include "daemon/config.h"
#include "daemon/dialer/dialer.h"
#include "daemon/floor/floor.h"
#include "daemon/store/retention-store.h"
#include "daemon/store/store-folder.h"
#include "daemon/store/store.h"
#include "daemon/tally/tally-keeper.h"
#include "shared/model/secrecy.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#define DRAIN_LIMIT_S 45
#define MAX_FILES     65536
#define TIDY_S        3600
/* For whoever has the turn of the data folder: an old release's data may be changed to
 * the new schema meanwhile; but nobody who stops waits for long. */
#define START_PATIENCE_S 60
#define STOP_PATIENCE_S  5

typedef struct {
  OdConfig *config;
  int turn_fd;      /* while it starts or stops; -1: outdialctl is answered */
  char *ready_path; /* where the chosen ports are written; NULL: nowhere */
  OdStore *store;
  OdFloor *floor;
  OdDialer *dialer;
  OdTallyKeeper *keeper;
  OdApi *api;
  char *api_address; /* the real one; NULL: not yet listening */
  GMainLoop *loop;
  guint tidy_id;
  gboolean untidy; /* the writer's, while it tidies: there is more */
  gboolean draining;
  int status;
} Daemon;

static void
complain (const char *sentence)
{
  fprintf (stderr, "outdiald: %s\n", sentence);
}

static void
on_event (const OdEvent *event, gpointer user_data)
{
  Daemon *self = user_data;

  od_api_on_event (self->api, event);
  od_dialer_on_event (self->dialer, event);
  od_tally_keeper_on_event (self->keeper, event);
}

static void
on_dashboard (const OdDashboard *dashboard, gpointer user_data)
{
  Daemon *self = user_data;

  if (self->api != NULL)
    od_api_on_dashboard (self->api, dashboard);
}

static gboolean
write_ready (Daemon *self, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (self->ready_path == NULL)
    return TRUE;
  g_key_file_set_string (file, "ready", "api", self->api_address);
  g_key_file_set_string (file, "ready", "sip", od_dialer_get_sip_address (self->dialer));
  g_key_file_set_string (file, "ready", "trunk",
                         od_dialer_get_trunk_address (self->dialer));
  g_key_file_set_integer (file, "ready", "pid", getpid ());
  return g_key_file_save_to_file (file, self->ready_path, error);
}

static void
fail (Daemon *self, const GError *error)
{
  complain (error->message);
  self->status = EXIT_FAILURE;
  g_main_loop_quit (self->loop);
}

static void
end_turn (Daemon *self)
{
  if (self->turn_fd >= 0)
    close (self->turn_fd);
  self->turn_fd = -1;
}

/* Everything is read: now people may come. */
static void
on_api_started (const GError *error, gpointer user_data)
{
  Daemon *self = user_data;
  g_autoptr (GError) local = NULL;

  if (error != NULL) {
    fail (self, error);
    return;
  }
  if (!od_api_listen_tcp (self->api, self->config->api_listen, &self->api_address, &local)
      || (self->config->api_socket != NULL
          && !od_api_listen_unix (self->api, self->config->api_socket, &local))
      || !od_api_listen_control (self->api, self->config->data_dir, &local)
      || !write_ready (self, &local)) {
    fail (self, local);
    return;
  }
  end_turn (self);
  g_message ("ready: api %s, phones %s", self->api_address,
             od_dialer_get_sip_address (self->dialer));
}

static void
on_dialer_started (const GError *error, gpointer user_data)
{
  Daemon *self = user_data;

  if (error != NULL)
    fail (self, error);
  else
    od_api_start (self->api, on_api_started, self);
}

static gboolean
tidy (OdTx *tx, gpointer data, GError **error)
{
  Daemon *self = data;

  return od_retention_store_tidy (tx, &self->untidy, error);
}

/* Slice by slice: what else is to be written comes between. */
static void
on_tidied (gpointer data, const GError *error, gpointer user_data)
{
  Daemon *self = data;

  if (error == NULL && self->untidy)
    od_store_write (self->store, tidy, self, NULL, on_tidied, NULL);
}

static gboolean
on_tidy (gpointer user_data)
{
  Daemon *self = user_data;

  od_store_write (self->store, tidy, self, NULL, on_tidied, NULL);
  return G_SOURCE_CONTINUE;
}

static gboolean
open_rooms (Daemon *self, GError **error)
{
  const OdConfig *config = self->config;
  OdSwitchConfig switch_config = { .sip_listen = config->sip_listen,
                                   .sip_advertise = config->sip_advertise,
                                   .trunk_listen = config->trunk_listen,
                                   .trunk_host = config->trunk->host,
                                   .rtp_address = config->rtp_address,
                                   .rtp_port_min = config->rtp_port_min,
                                   .rtp_port_max = config->rtp_port_max };
  OdDialerParts dialer_parts = { .clock = od_clock_system (),
                                 .switch_config = &switch_config,
                                 .trunk = config->trunk };
  OdApiParts api_parts = { .clock = od_clock_system (),
                           .trunks_on_loopback = config->trunks_on_loopback,
                           .first_number = config->first_number,
                           .last_number = config->last_number };

  self->turn_fd = od_store_folder_take_turn (config->data_dir, START_PATIENCE_S, error);
  if (self->turn_fd < 0)
    return FALSE;
  self->store = od_store_open (config->data_dir,
                               config->time_zone != NULL ? config->time_zone : "UTC",
                               od_clock_system (), error);
  if (self->store == NULL)
    return FALSE;
  if (config->time_zone != NULL)
    g_message ("a day begins at midnight in %s", config->time_zone);
  else
    g_message ("a day begins at midnight UTC: the settings choose no time_zone");
  self->floor = od_floor_new (od_clock_system ());

  dialer_parts.store = api_parts.store = self->store;
  dialer_parts.floor = api_parts.floor = self->floor;
  self->dialer = od_dialer_new (&dialer_parts, error);
  if (self->dialer == NULL)
    return FALSE;
  api_parts.dialer = self->dialer;
  self->keeper = od_tally_keeper_new (self->store, on_dashboard, self);
  self->api = od_api_new (&api_parts);
  od_store_set_event_func (self->store, on_event, self);
  od_dialer_start (self->dialer, on_dialer_started, self);
  on_tidy (self);
  self->tidy_id = g_timeout_add_seconds (TIDY_S, on_tidy, self);
  return TRUE;
}

static void
close_rooms (Daemon *self)
{
  g_clear_handle_id (&self->tidy_id, g_source_remove);
  if (self->turn_fd < 0)
    self->turn_fd = od_store_folder_take_turn (self->config->data_dir, STOP_PATIENCE_S,
                                               NULL);
  /* Events still come while the last requests are answered: api stays until then. */
  if (self->api != NULL)
    od_api_free (self->api);
  self->api = NULL;
  g_clear_pointer (&self->dialer, od_dialer_free);
  g_clear_pointer (&self->store, od_store_close);
  g_clear_pointer (&self->keeper, od_tally_keeper_free);
  g_clear_pointer (&self->floor, od_floor_free);
  end_turn (self);
}

static gboolean
on_drained (gpointer user_data)
{
  Daemon *self = user_data;

  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

static gboolean
on_signal (gpointer user_data)
{
  Daemon *self = user_data;

  if (self->draining || self->dialer == NULL) {
    g_main_loop_quit (self->loop);
    return G_SOURCE_CONTINUE;
  }
  self->draining = TRUE;
  g_message ("stopping: calls under way may end, at most %d s", DRAIN_LIMIT_S);
  g_timeout_add_seconds (DRAIN_LIMIT_S, on_drained, self);
  od_dialer_drain (self->dialer, on_drained, self);
  return G_SOURCE_CONTINUE;
}

/* A call holds two sockets, a stream one: more than the usual 1024 together. */
static void
raise_file_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) == 0) {
    limit.rlim_cur = MIN (limit.rlim_max, MAX_FILES);
    setrlimit (RLIMIT_NOFILE, &limit);
  }
}

static gboolean
parse_options (Daemon *self, int argc, char **argv, char **config_path)
{
  g_autoptr (GOptionContext)
    context = g_option_context_new ("- the shared dialer backend");
  g_autoptr (GError) error = NULL;
  gboolean version = FALSE;
  const GOptionEntry entries[] = {
    { "config", 'c', 0, G_OPTION_ARG_FILENAME, config_path, "Settings", "FILE" },
    { "ready", 0, 0, G_OPTION_ARG_FILENAME, &self->ready_path,
      "Write the chosen ports here once everything listens", "FILE" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, "Print the version", NULL },
    { NULL },
  };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    g_autofree char *sentence =
      g_strdup_printf ("%s: outdiald --help tells what there is", error->message);

    complain (sentence);
    return FALSE;
  }
  if (version) {
    puts ("outdiald " OD_VERSION);
    exit (EXIT_SUCCESS);
  }
  if (argc > 1 || *config_path == NULL) {
    complain (argc > 1 ? "there is an argument too many: see --help"
                       : "tell me the settings: outdiald --config FILE");
    return FALSE;
  }

  return TRUE;
}

int
main (int argc, char **argv)
{
  Daemon self = { .turn_fd = -1, .status = EXIT_SUCCESS };
  g_autofree char *config_path = NULL;
  g_autoptr (GError) error = NULL;

  od_secrecy_begin ();
  if (!parse_options (&self, argc, argv, &config_path))
    return 2;
  self.config = od_config_load (config_path, &error);
  if (self.config == NULL) {
    complain (error->message);
    return EXIT_FAILURE;
  }

  raise_file_limit ();
  self.loop = g_main_loop_new (NULL, FALSE);
  g_unix_signal_add (SIGTERM, on_signal, &self);
  g_unix_signal_add (SIGINT, on_signal, &self);
  if (open_rooms (&self, &error)) {
    g_main_loop_run (self.loop);
  } else {
    complain (error->message);
    self.status = EXIT_FAILURE;
  }

  close_rooms (&self);
  g_main_loop_unref (self.loop);
  od_config_free (self.config);
  g_free (self.api_address);
  g_free (self.ready_path);
  return self.status;
}
