/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of the dialer have in common.
 */
#include "dialer-stage.h"

#include "daemon/store/call-store.h"
#include "daemon/store/campaign-store.h"
#include "daemon/store/leadset-store.h"
#include "daemon/store/pacing-store.h"
#include "daemon/store/upload-store.h"
#include "daemon/store/user-store.h"
#include "shared/model/uuid.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#define REALM "outdial"

static const char town[] = "who,does,ring_ms,talk_ms,say,weight\n"
                           "441*,answer,50,0,440,1\n"
                           "442*,answer,50,500,440,1\n"
                           "443*,busy,1000,,,1\n"
                           "444*,answer,1000,0,440,1\n"
                           "4450*,busy,0,,,1\n"
                           "4451,declined,50,,,1\n"
                           "4452,not-found,0,,,1\n"
                           "4453*,unavailable,0,,,1\n"
                           "4454,rings-out,50,,,1\n"
                           "446*,rings-out,0,,,1\n";

static gint64
now_ms (gpointer data)
{
  Stage *stage = data;

  return g_get_real_time () / 1000
         + (g_atomic_int_get (&stage->ahead_s) + g_atomic_int_get (&stage->set_s))
             * 1000L;
}

static gint64
mono_us (gpointer data)
{
  Stage *stage = data;

  return g_get_monotonic_time () + g_atomic_int_get (&stage->ahead_s) * 1000000L;
}

void
stage_allow_warnings (void)
{
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
}

void
stage_ahead (Stage *stage, gint seconds)
{
  g_atomic_int_add (&stage->ahead_s, seconds);
}

void
stage_set_wall (Stage *stage, gint seconds)
{
  g_atomic_int_add (&stage->set_s, seconds);
}

/* The book and the ready file are another process's: somebody must look now and then. */
static gboolean
on_wake (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
read_trunk (gpointer data)
{
  Stage *stage = data;
  g_autofree char *path = g_build_filename (stage->dir, "carrier.ready", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *host = NULL;

  if (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    host = g_key_file_get_string (file, "ready", "sip_listen", NULL);
  if (host != NULL)
    stage->trunk = od_trunk_new ("town", host);
  return stage->trunk != NULL;
}

/* Between fork and exec: a test that fails leaves no process behind. */
static void
die_with_us (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static void
start_carrier (Stage *stage)
{
  g_autoptr (GSubprocessLauncher)
    launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *program = g_build_filename (g_getenv ("OUTDIAL_BUILD"),
                                               "src/outdial-carrier", NULL);
  g_autofree char *map = g_build_filename (stage->dir, "town.csv", NULL);
  g_autofree char *ready = g_build_filename (stage->dir, "carrier.ready", NULL);
  g_autoptr (GError) error = NULL;

  stage->book = g_build_filename (stage->dir, "carrier.log", NULL);
  g_file_set_contents (map, town, -1, &error);
  g_assert_no_error (error);
  g_subprocess_launcher_set_child_setup (launcher, die_with_us, NULL, NULL);
  stage->carrier = g_subprocess_launcher_spawn (launcher, &error, program, "--town", map,
                                                "--log", stage->book, "--listen",
                                                "127.0.0.1:0", "--ready", ready, NULL);
  g_assert_no_error (error);
  od_test_wait_until (read_trunk, stage, LIMIT_S, "the carrier to listen");
}

static void
on_agent_moved (OdFloorAgent *agent, OdAgentState from, gpointer user_data)
{
  Stage *stage = user_data;

  if (agent->state != from)
    g_string_append_printf (stage->moves, "agent:%d %s %s\n", (int) agent->id,
                            od_agent_state_get_name (from),
                            od_agent_state_get_name (agent->state));
}

static void
on_call_moved (OdFloorCall *call, OdCallState from, gpointer user_data)
{
  Stage *stage = user_data;

  if (call->state != from)
    g_string_append_printf (stage->moves, "call:%s %s %s\n", call->lead->phone,
                            od_call_state_get_name (from),
                            od_call_state_get_name (call->state));
}

static gboolean
read_call (OdTx *tx, gpointer data, GError **error)
{
  Stage *stage = ((gpointer *) data)[0];
  OdCall *call = od_call_store_get (tx, ((gpointer *) data)[1], error);

  if (call != NULL)
    g_ptr_array_add (stage->ends, call);
  return call != NULL;
}

static void
call_id_free (gpointer data)
{
  g_free (((gpointer *) data)[1]);
  g_free (data);
}

static void
on_event (const OdEvent *event, gpointer user_data)
{
  Stage *stage = user_data;

  od_dialer_on_event (stage->dialer, event);
  if (event->kind == OD_EVENT_CALL_MOVED && strcmp (event->word, "dialing") == 0)
    stage->committed_us = g_get_monotonic_time ();
  if (event->kind == OD_EVENT_CALL_MOVED
      && (strcmp (event->word, "ended") == 0
          || strcmp (event->word, "interrupted") == 0)) {
    gpointer *ask = g_new (gpointer, 2);

    ask[0] = stage;
    ask[1] = g_strdup (event->call_id);
    od_store_write (stage->store, read_call, ask, call_id_free, NULL, NULL);
  }
}

static void
on_started (const GError *error, gpointer user_data)
{
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
open_rooms (Stage *stage)
{
  static const OdFloorWatcher watcher = { on_agent_moved, on_call_moved };
  OdSwitchConfig config = { .sip_listen = "127.0.0.1:0",
                            .trunk_listen = "127.0.0.1:0",
                            .rtp_address = "127.0.0.1" };
  OdDialerParts parts = { .clock = &stage->clock,
                          .switch_config = &config,
                          .trunk = stage->trunk };
  gboolean started = FALSE;
  g_autoptr (GError) error = NULL;

  stage->store = od_store_open (stage->dir, NULL, &stage->clock, &error);
  g_assert_no_error (error);
  stage->floor = od_floor_new (&stage->clock);
  parts.store = stage->store;
  parts.floor = stage->floor;
  stage->dialer = od_dialer_new (&parts, &error);
  g_assert_no_error (error);
  od_floor_watch (stage->floor, &watcher, stage);
  od_store_set_event_func (stage->store, on_event, stage);
  od_dialer_start (stage->dialer, on_started, &started);
  od_test_wait_until (is_true, &started, LIMIT_S, "the dialer to start");
}

void
stage_set_up (Stage *stage, gconstpointer data)
{
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  stage->clock = (OdClock){ now_ms, mono_us, stage };
  stage->dir = od_test_scratch_dir ();
  stage->moves = g_string_new ("\n");
  stage->ends = g_ptr_array_new_with_free_func ((GDestroyNotify) od_call_free);
  stage->waker = g_timeout_add (20, on_wake, NULL);
  start_carrier (stage);
  open_rooms (stage);
}

static void
close_rooms (Stage *stage)
{
  od_dialer_free (stage->dialer);
  od_store_close (stage->store);
  od_floor_free (stage->floor);
}

void
stage_restart (Stage *stage)
{
  close_rooms (stage);
  open_rooms (stage);
}

void
stage_tear_down (Stage *stage, gconstpointer data)
{
  close_rooms (stage);
  g_subprocess_send_signal (stage->carrier, SIGTERM);
  g_assert_true (g_subprocess_wait_check (stage->carrier, NULL, NULL));
  g_object_unref (stage->carrier);
  g_source_remove (stage->waker);
  g_string_free (stage->moves, TRUE);
  g_ptr_array_unref (stage->ends);
  od_trunk_free (stage->trunk);
  g_free (stage->book);
  od_test_remove_dir (stage->dir);
}

void
stage_write (Stage *stage, OdStoreWork work, gpointer data)
{
  g_autoptr (GError) error = NULL;

  od_store_write_now (stage->store, work, data, &error);
  g_assert_no_error (error);
}

static gboolean
add_campaign (OdTx *tx, gpointer data, GError **error)
{
  return od_campaign_store_add (tx, data, error);
}

gint64
stage_add_campaign (Stage *stage, const char *name, gint64 wrap_up_ms)
{
  g_autoptr (OdCampaign) campaign = od_campaign_new ();

  campaign->name = g_strdup (name);
  campaign->notes = g_strdup ("");
  campaign->active = TRUE;
  campaign->caller_id = g_strdup ("442079460000");
  campaign->rules = OD_RULES_TEST;
  campaign->wrap_up_ms = wrap_up_ms;
  campaign->source_statuses = g_strsplit ("READY", " ", -1);
  stage_write (stage, add_campaign, campaign);
  return campaign->id;
}

typedef struct {
  gint64 campaign_id;
  char *text;
} Learned;

static gboolean
read_learned (OdTx *tx, gpointer data, GError **error)
{
  Learned *learned = data;

  return od_pacing_store_get (tx, learned->campaign_id, &learned->text, error);
}

char *
stage_dup_learned (Stage *stage, gint64 campaign_id)
{
  Learned learned = { campaign_id, NULL };

  stage_write (stage, read_learned, &learned);
  return learned.text;
}

typedef struct {
  gint64 campaign_id;
  gboolean active;
} Switching;

static gboolean
set_active (OdTx *tx, gpointer data, GError **error)
{
  Switching *switching = data;
  g_autoptr (OdCampaign)
    campaign = od_campaign_store_get (tx, switching->campaign_id, error);

  if (campaign == NULL)
    return FALSE;
  campaign->active = switching->active;
  return od_campaign_store_save (tx, campaign, error);
}

static gboolean
is_switched (gpointer data)
{
  gpointer *asked = data;
  Stage *stage = asked[0];
  Switching *switching = asked[1];

  const OdCampaign *campaign = od_dialer_get_campaign (stage->dialer,
                                                       switching->campaign_id);

  return campaign != NULL && campaign->active == switching->active;
}

void
stage_set_active (Stage *stage, gint64 campaign_id, gboolean active)
{
  Switching switching = { campaign_id, active };
  gpointer asked[] = { stage, &switching };

  stage_write (stage, set_active, &switching);
  od_test_wait_until (is_switched, asked, LIMIT_S, "the dialer to see the campaign");
}

typedef struct {
  gint64 campaign_id;
  const char *numbers;
} Leads;

static gboolean
add_leads (OdTx *tx, gpointer data, GError **error)
{
  Leads *leads = data;
  g_autoptr (OdLeadset) leadset = od_leadset_new ();
  g_auto (GStrv) numbers = g_strsplit (leads->numbers, " ", -1);
  g_autofree char *upload = od_uuid_new (tx->now_ms);
  g_autoptr (GPtrArray)
    rows = g_ptr_array_new_with_free_func ((GDestroyNotify) od_lead_free);
  OdBatch batch = { .upload = upload, .sha256 = "00", .leads = rows };
  gint64 added, duplicates;

  leadset->name = g_strdup (upload);
  leadset->description = g_strdup ("");
  leadset->campaign_id = leads->campaign_id;
  leadset->active = TRUE;
  if (!od_leadset_store_add (tx, leadset, error))
    return FALSE;
  batch.leadset_id = leadset->id;
  for (gsize i = 0; numbers[i] != NULL; i++)
    g_ptr_array_add (rows, od_lead_new (numbers[i], "READY"));
  return od_upload_store_add_batch (tx, &batch, &added, &duplicates, error);
}

void
stage_add_leads (Stage *stage, gint64 campaign_id, const char *numbers)
{
  Leads leads = { campaign_id, numbers };

  stage_write (stage, add_leads, &leads);
}

typedef struct {
  const char *name;
  gint64 id;
} Account;

static gboolean
add_agent (OdTx *tx, gpointer data, GError **error)
{
  Account *account = data;

  return od_user_store_add (tx, account->name, OD_ROLE_AGENT, "-", &account->id, error);
}

gint64
stage_add_agent (Stage *stage, const char *name)
{
  Account account = { name, 0 };

  stage_write (stage, add_agent, &account);
  return account.id;
}

OdFloorAgent *
stage_agent (Stage *stage, gint64 agent_id)
{
  return od_floor_get_agent (stage->floor, agent_id);
}

static gboolean
is_registered (gpointer data)
{
  return ((OdFloorAgent *) data)->phone != NULL;
}

SipPeer *
stage_sign_in (Stage *stage, gint64 agent_id)
{
  g_autofree char *user = g_strdup_printf ("s-%d-%u", (int) agent_id, g_random_int ());
  g_autofree char *a1 = g_strconcat (user, ":" REALM ":secret", NULL);
  g_autofree char *ha1 = g_compute_checksum_for_string (G_CHECKSUM_MD5, a1, -1);
  SipPeer *phone = sip_peer_new_phone (od_dialer_get_sip_address (stage->dialer), user,
                                       "secret");

  od_dialer_sign_in (stage->dialer, agent_id, "somebody", user, ha1);
  sip_peer_register (phone, 60);
  od_test_wait_until (is_registered, stage_agent (stage, agent_id), LIMIT_S,
                      "the phone to register");
  return phone;
}

SipPeer *
stage_make_ready (Stage *stage, gint64 agent_id, gint64 campaign_id)
{
  SipPeer *phone = stage_sign_in (stage, agent_id);

  od_dialer_ask_state (stage->dialer, agent_id, campaign_id, TRUE);
  stage_wait_agent (stage, agent_id, OD_AGENT_READY);
  return phone;
}

SipPeer *
stage_put_on_line (Stage *stage, gint64 agent_id, gint64 campaign_id)
{
  SipPeer *phone = stage_make_ready (stage, agent_id, campaign_id);

  od_dialer_ask_state (stage->dialer, agent_id, 0, FALSE);
  stage_wait_agent (stage, agent_id, OD_AGENT_PAUSED);
  return phone;
}

typedef struct {
  const char *call_id;
  gint64 agent_id;
} Verdict;

static gboolean
dispose (OdTx *tx, gpointer data, GError **error)
{
  Verdict *verdict = data;

  return od_call_store_dispose (tx, verdict->call_id, verdict->agent_id, "SALE", 0,
                                error);
}

void
stage_dispose (Stage *stage, gint64 agent_id, gboolean then_pause)
{
  g_autofree char *call_id = g_strdup (stage_agent (stage, agent_id)->call_id);
  Verdict verdict = { call_id, agent_id };

  stage_write (stage, dispose, &verdict);
  od_dialer_disposed (stage->dialer, agent_id, call_id, "SALE", then_pause);
}

static gboolean
do_nothing (OdTx *tx, gpointer data, GError **error)
{
  return TRUE;
}

void
stage_settle_store (Stage *stage)
{
  /* What the first round's answers ask for is done by the second. */
  for (guint i = 0; i < 2; i++) /* a broken store's answers count too */
    od_store_write_now (stage->store, do_nothing, NULL, NULL);
}

void
stage_break_store (gboolean broken)
{
  struct rlimit limit;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = broken ? 1 : limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}
