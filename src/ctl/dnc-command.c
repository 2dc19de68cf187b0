/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * outdialctl dnc: the numbers that are not dialed, while outdiald is stopped. A file that
 * is imported has a number a line, each with its country code; a line that is no number
 * refuses the file.
 */
#include "ctl/dnc-command.h"

#include "ctl/data-folder.h"
#include "daemon/store/dnc-store.h"
#include "daemon/store/store.h"
#include "shared/model/phone-number.h"

#include <string.h>

typedef struct {
  GPtrArray *phones; /* (element-type utf8) */
  const char *reason;
  GString *says;
} Work;

typedef struct {
  const char *name;
  gboolean needs_reason;
  OdStoreWork work;
} Verb;

static gboolean
look_up (OdTx *tx, gpointer data, GError **error)
{
  Work *work = data;
  const char *phone = g_ptr_array_index (work->phones, 0);
  g_autoptr (GPtrArray) history = od_dnc_store_list_history (tx, phone, error);
  gboolean listed;

  if (history == NULL || !od_dnc_store_is_listed (tx, phone, &listed, error))
    return FALSE;

  g_string_append_printf (work->says, "+%s %s\n", phone,
                          listed ? "is not dialed" : "may be dialed");
  for (guint i = 0; i < history->len; i++) {
    const OdDncWord *word = g_ptr_array_index (history, i);
    g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (word->at_ms / 1000);
    g_autofree char *when = g_date_time_format (at, "%Y-%m-%d %H:%M UTC");

    g_string_append_printf (work->says,
                            "%s: %s as %s, by user %" G_GINT64_FORMAT "%s%s: "
                            "%s\n",
                            when, word->listed ? "listed" : "taken out",
                            od_lead_dial_state_get_name (word->state), word->account_id,
                            word->call_id[0] != '\0' ? ", call " : "", word->call_id,
                            word->reason);
  }
  return TRUE;
}

static gboolean
add (OdTx *tx, gpointer data, GError **error)
{
  Work *work = data;
  guint n_added = 0;

  for (guint i = 0; i < work->phones->len; i++) {
    gboolean added;

    if (!od_dnc_store_add (tx, g_ptr_array_index (work->phones, i), 0, work->reason,
                           &added, error))
      return FALSE;
    n_added += added;
  }

  g_string_append_printf (work->says, "%u added, %u were listed already\n", n_added,
                          work->phones->len - n_added);
  return TRUE;
}

static gboolean
take_out (OdTx *tx, gpointer data, GError **error)
{
  Work *work = data;
  const char *phone = g_ptr_array_index (work->phones, 0);

  if (!od_dnc_store_take_out (tx, phone, 0, work->reason, error))
    return FALSE;

  g_string_append_printf (work->says, "+%s may be dialed again\n", phone);
  return TRUE;
}

static const Verb verbs[] = {
  { "look-up", FALSE, look_up },
  { "add", TRUE, add },
  { "import", TRUE, add },
  { "take-out", TRUE, take_out },
};

static const Verb *
find_verb (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++) {
    if (strcmp (verbs[i].name, name) == 0)
      return &verbs[i];
  }

  return NULL;
}

gboolean
od_dnc_command_is_verb (const char *verb)
{
  return find_verb (verb) != NULL;
}

static gboolean
read_one (const char *text, GPtrArray *phones, GError **error)
{
  char *phone = od_phone_number_normalize (text, "+", error);

  if (phone == NULL)
    return FALSE;

  g_ptr_array_add (phones, phone);
  return TRUE;
}

static gboolean
read_file (const char *path, GPtrArray *phones, GError **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, error))
    return FALSE;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_strstrip (lines[i]);
    if (lines[i][0] == '\0')
      continue;
    if (!read_one (lines[i], phones, error)) {
      g_prefix_error (error, "line %u: ", i + 1);
      return FALSE;
    }
  }

  return TRUE;
}

char *
od_dnc_command_run (const OdDncCommand *command, GError **error)
{
  const Verb *verb = find_verb (command->verb);
  g_autofree char *path = od_data_folder_find (command->data_dir, error);
  g_autoptr (GPtrArray) phones = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) says = g_string_new (NULL);
  g_autoptr (OdStore) store = NULL;
  Work work = { phones, command->reason, says };

  if (path == NULL)
    return NULL;
  if (verb->needs_reason && (command->reason == NULL || command->reason[0] == '\0')) {
    od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                        "--reason is missing: it is kept with the number");
    return NULL;
  }
  if (!(strcmp (verb->name, "import") == 0 ? read_file (command->what, phones, error)
                                           : read_one (command->what, phones, error)))
    return NULL;

  store = od_store_open (command->data_dir, NULL, od_clock_system (), error);
  if (store == NULL || !od_store_write_now (store, verb->work, &work, error))
    return NULL;

  return g_string_free (g_steal_pointer (&says), FALSE);
}
