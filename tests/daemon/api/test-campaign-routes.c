/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A campaign that the dialer stopped goes on only by somebody who says why.
 */
#include "daemon/api/route.h"

#include "daemon/api/api-stage.h"
#include "daemon/store/campaign-store.h"

#include <string.h>

static gboolean
stop (OdTx *tx, gpointer data, GError **error)
{
  return od_campaign_store_stop (tx, 1, "Nobody hears us.", error);
}

static void
on_stopped (gpointer data, const GError *error, gpointer user_data)
{
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static guint
set_state (Stage *stage, const char *body, json_t **answer)
{
  static guint n;
  g_autofree char *key =
    g_strdup_printf ("Idempotency-Key: 0190a000-0000-7000-8000-%012x\r\n", ++n);

  return stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR], "PUT /v1/campaigns/1/state",
                    key, body, answer);
}

static const char *
text (json_t *answer, const char *field)
{
  return json_string_value (json_object_get (answer, field));
}

static void
test_a_stopped_campaign_goes_on_with_a_reason (Stage *stage, gconstpointer data)
{
  gboolean stopped = FALSE;
  json_t *answer;

  stage_open_floor (stage, 1);
  od_store_write (stage->store, stop, NULL, NULL, on_stopped, &stopped);
  od_test_wait_until (is_true, &stopped, LIMIT_S, "the campaign to be stopped");

  g_assert_cmpuint (set_state (stage, "{\"active\": true}", &answer), ==, 409);
  g_assert_nonnull (strstr (text (answer, "title"), "was stopped: Nobody hears us."));
  json_decref (answer);
  g_assert_cmpuint (set_state (stage, "{\"active\": true, \"reason\": \"\"}", NULL), ==,
                    422);
  g_assert_cmpuint (set_state (stage, "{\"active\": true, \"reason\": \"Codec mended\"}",
                               &answer),
                    ==, 200);
  g_assert_true (json_is_null (json_object_get (answer, "stopped")));
  g_assert_cmpstr (text (answer, "go_on"), ==, "Codec mended");
  json_decref (answer);

  g_assert_cmpuint (set_state (stage, "{\"active\": false}", &answer), ==, 200);
  g_assert_true (json_is_null (json_object_get (answer, "go_on")));
  json_decref (answer);
  g_assert_cmpuint (set_state (stage, "{\"active\": true}", NULL), ==, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/campaign-routes/go-on", Stage, NULL, stage_set_up,
              test_a_stopped_campaign_goes_on_with_a_reason, stage_tear_down);
  return g_test_run ();
}
