/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * outdialctl dnc: the numbers that are not dialed. A file is imported whole or, if a line
 * of it is no number, not at all; a running outdiald gets it in batches, between which it
 * writes what its calls need.
 */
#include "ctl/dnc-command.h"

#include "ctl/data-folder.h"
#include "ctl/site.h"
#include "daemon/store/dnc-store.h"
#include "shared/model/number-list.h"
#include "shared/model/phone-number.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <string.h>

typedef struct {
  GPtrArray *phones; /* (element-type utf8) */
  const char *reason;
  GString *says;
} Work;

typedef struct {
  const char *name;
  gboolean needs_reason;
  gboolean of_file;
  OdStoreWork work; /* on the data of a stopped outdiald */
  OdSiteAsk ask;    /* in a running one */
} Verb;

static void
say_listed (Work *work, gboolean listed)
{
  g_string_append_printf (work->says, "+%s %s\n",
                          (const char *) g_ptr_array_index (work->phones, 0),
                          listed ? "is not dialed" : "may be dialed");
}

static void
say_added (Work *work, guint n_added)
{
  g_string_append_printf (work->says, "%u added, %u were listed already\n", n_added,
                          work->phones->len - n_added);
}

static void
say_taken_out (Work *work)
{
  g_string_append_printf (work->says, "+%s may be dialed again\n",
                          (const char *) g_ptr_array_index (work->phones, 0));
}

static void
say_word (Work *work, const OdDncWord *word)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (word->at_ms / 1000);
  g_autofree char *when = g_date_time_format (at, "%Y-%m-%d %H:%M UTC");
  gboolean on_call = word->call_id != NULL && word->call_id[0] != '\0';

  g_string_append_printf (work->says, "%s: %s as %s, by %s%s%s: %s\n", when,
                          word->listed ? "listed" : "taken out",
                          od_lead_dial_state_get_name (word->state),
                          word->account_name != NULL ? word->account_name
                                                     : "the administrator of the machine",
                          on_call ? ", call " : "", on_call ? word->call_id : "",
                          word->reason);
}

/* --- on the data of a stopped outdiald ------------------------------------------------
 */

static gboolean
look_up (OdTx *tx, gpointer data, GError **error)
{
  Work *work = data;
  const char *phone = g_ptr_array_index (work->phones, 0);
  g_autoptr (GPtrArray) history = od_dnc_store_list_history (tx, phone, error);
  gboolean listed;

  if (history == NULL || !od_dnc_store_is_listed (tx, phone, &listed, error))
    return FALSE;

  say_listed (work, listed);
  for (guint i = 0; i < history->len; i++)
    say_word (work, g_ptr_array_index (history, i));
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

  say_added (work, n_added);
  return TRUE;
}

static gboolean
take_out (OdTx *tx, gpointer data, GError **error)
{
  Work *work = data;
  const char *phone = g_ptr_array_index (work->phones, 0);

  if (!od_dnc_store_take_out (tx, phone, 0, work->reason, error))
    return FALSE;

  say_taken_out (work);
  return TRUE;
}

/* --- in a running outdiald ------------------------------------------------------------
 */

/* Its texts are lent by @json. */
static OdDncWord
word_of (json_t *json)
{
  OdDncWord word = { 0 };

#define TEXT(field) ((char *) json_string_value (json_object_get (json, field)))
  word.listed = json_is_true (json_object_get (json, OD_FIELD_LISTED));
  od_lead_dial_state_from_name (TEXT (OD_FIELD_WHY), &word.state);
  word.call_id = TEXT (OD_FIELD_CALL);
  word.at_ms = json_integer_value (json_object_get (json, OD_FIELD_AT_MS));
  word.account_name = TEXT (OD_FIELD_USER_NAME);
  word.reason = TEXT (OD_FIELD_REASON);
#undef TEXT
  return word;
}

static gboolean
ask_look_up (OdSite *site, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (GString) path = g_string_new (OD_PATH_DNC_NUMBER);
  json_t *answer, *json;
  gsize i;

  g_string_replace (path, "{id}", g_ptr_array_index (work->phones, 0), 1);
  answer = od_site_ask (site, "GET", path->str, NULL, error);
  if (answer == NULL)
    return FALSE;

  say_listed (work, json_is_true (json_object_get (answer, OD_FIELD_LISTED)));
  json_array_foreach (json_object_get (answer, OD_FIELD_HISTORY), i, json)
  {
    const OdDncWord word = word_of (json);

    say_word (work, &word);
  }
  json_decref (answer);
  return TRUE;
}

/* As many from @first on as a request takes. (transfer full) */
static json_t *
batch_of (const Work *work, guint first)
{
  guint end = MIN (work->phones->len, first + OD_DNC_MAX_PHONES);
  json_t *phones = json_array ();

  for (guint i = first; i < end; i++)
    json_array_append_new (phones, json_string (g_ptr_array_index (work->phones, i)));
  return json_pack ("{s:o, s:s}", OD_FIELD_PHONES, phones, OD_FIELD_REASON, work->reason);
}

static gboolean
ask_add (OdSite *site, gpointer data, GError **error)
{
  Work *work = data;
  guint n_added = 0;

  for (guint i = 0; i < work->phones->len; i += OD_DNC_MAX_PHONES) {
    json_t *answer = od_site_ask (site, "POST", OD_PATH_DNC, batch_of (work, i), error);

    if (answer == NULL) {
      if (i > 0)
        g_prefix_error (error, "the first %u numbers are listed, then: ", i);
      return FALSE;
    }
    n_added += json_integer_value (json_object_get (answer, OD_FIELD_ADDED));
    json_decref (answer);
  }

  say_added (work, n_added);
  return TRUE;
}

static gboolean
ask_take_out (OdSite *site, gpointer data, GError **error)
{
  Work *work = data;
  json_t *body = json_pack ("{s:s, s:s}", OD_FIELD_PHONE,
                            g_ptr_array_index (work->phones, 0), OD_FIELD_REASON,
                            work->reason);
  json_t *answer = od_site_ask (site, "POST", OD_PATH_DNC_TAKE_OUT, body, error);

  if (answer == NULL)
    return FALSE;

  say_taken_out (work);
  json_decref (answer);
  return TRUE;
}

/* --- a command ------------------------------------------------------------------------
 */

static const Verb verbs[] = {
  { "look-up", FALSE, FALSE, look_up, ask_look_up },
  { "add", TRUE, FALSE, add, ask_add },
  { "import", TRUE, TRUE, add, ask_add },
  { "take-out", TRUE, FALSE, take_out, ask_take_out },
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
  g_autoptr (OdNumberList) list = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  list = od_number_list_read (text, length);
  if (list->n_refused > 0) {
    g_autoptr (GString) lines = g_string_new (NULL);

    for (guint i = 0; i < list->refused->len; i++) {
      const OdNumberRefusal *refusal = list->refused->pdata[i];

      g_string_append_printf (lines, "\nline %u: %s", refusal->line, refusal->why);
    }
    return od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                               "%u lines of %s are no numbers, so none was listed:%s",
                               list->n_refused, path, lines->str);
  }

  g_ptr_array_extend_and_steal (phones, g_steal_pointer (&list->phones));
  list->phones = g_ptr_array_new ();
  return TRUE;
}

static gboolean
run (Work *work, const Verb *verb, const OdDncCommand *command, GError **error)
{
  g_autofree char *path = od_data_folder_find (command->data_dir, error);

  if (path == NULL)
    return FALSE;
  if (verb->needs_reason && (work->reason == NULL || work->reason[0] == '\0'))
    return od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                               "--reason is missing: it is kept with the number");
  if (verb->needs_reason && g_utf8_strlen (work->reason, -1) > OD_DNC_MAX_REASON)
    return od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                               "--reason has more than %d characters", OD_DNC_MAX_REASON);
  if (!(verb->of_file ? read_file (command->what, work->phones, error)
                      : read_one (command->what, work->phones, error)))
    return FALSE;

  return od_site_work (command->data_dir, verb->work, verb->ask, work, error);
}

char *
od_dnc_command_run (const OdDncCommand *command, GError **error)
{
  g_autoptr (GPtrArray) phones = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) says = g_string_new (NULL);
  Work work = { phones, command->reason, says };

  if (!run (&work, find_verb (command->verb), command, error))
    return NULL;

  return g_string_free (g_steal_pointer (&says), FALSE);
}
