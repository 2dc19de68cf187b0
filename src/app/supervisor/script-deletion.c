/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the question to what came of it: ASKED -> one request after the other -> TOLD. A
 * script that is refused does not stop the others; a server that is away does. Main
 * thread.
 */
#include "app/supervisor/script-deletion.h"

#include "app/form/question.h"
#include "app/supervisor/toast.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>

#define NAMED 10 /* scripts in a question; more are counted */

typedef struct {
  gint64 id;
  gint64 version; /* when it was asked */
  char *name;
} Script;

typedef struct {
  GWeakRef from;
  OdDesk *desk;       /* owned */
  GPtrArray *scripts; /* (element-type Script) */
  guint next;         /* the one under way */
  guint n_deleted;
  GPtrArray *refusals; /* (element-type utf8): sentences */
} Deletion;

static const char deletion_key[] = "deletion";

static void
script_free (gpointer data)
{
  Script *script = data;

  g_free (script->name);
  g_free (script);
}

static void
deletion_free (gpointer data)
{
  Deletion *self = data;

  g_weak_ref_clear (&self->from);
  g_object_unref (self->desk);
  g_ptr_array_unref (self->scripts);
  g_ptr_array_unref (self->refusals);
  g_free (self);
}

static Deletion *
deletion_new (OdRecordTable *from, OdDesk *desk, GPtrArray *records)
{
  Deletion *self = g_new0 (Deletion, 1);

  g_weak_ref_init (&self->from, from);
  self->desk = g_object_ref (desk);
  self->scripts = g_ptr_array_new_with_free_func (script_free);
  self->refusals = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < records->len; i++) {
    Script *script = g_new0 (Script, 1);

    script->id = od_record_get_id (records->pdata[i]);
    script->version = od_record_get_int (records->pdata[i], OD_FIELD_VERSION);
    script->name = g_strdup (od_record_get_text (records->pdata[i], OD_FIELD_NAME));
    g_ptr_array_add (self->scripts, script);
  }
  return self;
}

/* (nullable): the window it all happens over; NULL: it is gone. */
static GtkWindow *
get_window (OdRecordTable *from)
{
  GtkRoot *root = from != NULL ? gtk_widget_get_root (GTK_WIDGET (from)) : NULL;

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* --- what came of it -------------------------------------------------------------- */

static char *
describe_deleted (Deletion *self)
{
  const Script *first = self->scripts->pdata[0];

  if (self->scripts->len == 1)
    return g_strdup_printf (_ ("“%s” is deleted."), first->name);

  return g_strdup_printf (ngettext ("%u script is deleted.", "%u scripts are deleted.",
                                    self->n_deleted),
                          self->n_deleted);
}

static void
show_refusals (Deletion *self, GtkWindow *window)
{
  guint n = self->scripts->len - self->n_deleted;
  g_autofree char *heading = g_strdup_printf (ngettext ("%u Script Was Not Deleted",
                                                        "%u Scripts Were Not Deleted", n),
                                              n);
  g_autofree char *body = NULL;

  g_ptr_array_add (self->refusals, NULL);
  body = g_strjoinv ("\n", (char **) self->refusals->pdata);
  od_question_tell (window, heading, body);
}

static void
finish (Deletion *self)
{
  g_autoptr (OdRecordTable) from = g_weak_ref_get (&self->from);
  GtkWindow *window = get_window (from);

  od_desk_read_list (self->desk, OD_DESK_SCRIPTS);
  if (window != NULL && self->n_deleted > 0) {
    g_autofree char *text = describe_deleted (self);

    od_toast_show (GTK_WIDGET (from), text);
    od_record_table_keep_focus (from);
  }
  if (window != NULL && self->refusals->len > 0)
    show_refusals (self, window);
  deletion_free (self);
}

static char *
make_sentence (const Script *script, const GError *error)
{
  if (g_strcmp0 (od_backend_error_get_problem (error), "stale") == 0)
    return g_strdup_printf (_ ("Somebody else changed “%s” meanwhile: look at it again "
                               "before you delete it."),
                            script->name);
  if (g_strcmp0 (od_backend_error_get_problem (error), "refused") == 0)
    return g_strdup_printf ("%s.", error->message); /* it names the script */

  if (g_error_matches (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_REFUSED))
    return g_strdup_printf ("“%s”: %s", script->name, error->message);

  return g_strdup (error->message);
}

/* --- one after the other ---------------------------------------------------------- */

static void send_next (Deletion *self);

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  Deletion *self = data;
  const Script *script = self->scripts->pdata[self->next];
  g_autoptr (GError) error = NULL;
  json_t *answer = od_backend_call_finish (OD_BACKEND (source), result, &error);

  /* Somebody else was quicker: it is gone, which is what was asked for. */
  if (answer != NULL
      || g_strcmp0 (od_backend_error_get_problem (error), "not-found") == 0)
    self->n_deleted++;
  else
    g_ptr_array_add (self->refusals, make_sentence (script, error));
  json_decref (answer);

  self->next++;
  if (error != NULL
      && !g_error_matches (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_REFUSED))
    finish (self); /* the others would fare alike */
  else
    send_next (self);
}

static void
send_next (Deletion *self)
{
  OdBackendRequest request = { .method = "DELETE" };
  g_autofree char *path = NULL;
  const Script *script;

  if (self->next == self->scripts->len) {
    finish (self);
    return;
  }

  script = self->scripts->pdata[self->next];
  path = od_backend_fill_id (OD_PATH_SCRIPT, script->id);
  request.path = path;
  request.if_match = script->version;
  od_backend_call_async (od_desk_get_backend (self->desk), &request, NULL, on_answer,
                         self);
}

/* --- the question ----------------------------------------------------------------- */

/* A question that goes unanswered, with its window, takes the deletion along. */
static void
on_asked (AdwMessageDialog *question, const char *response, gpointer data)
{
  if (g_str_equal (response, OD_QUESTION_LOSE))
    send_next (g_object_steal_data (G_OBJECT (question), deletion_key));
}

static char *
make_heading (Deletion *self)
{
  const Script *first = self->scripts->pdata[0];
  guint n = self->scripts->len;

  if (n == 1)
    return g_strdup_printf (_ ("Delete “%s”?"), first->name);

  return g_strdup_printf (ngettext ("Delete %u Script?", "Delete %u Scripts?", n), n);
}

static char *
make_body (Deletion *self)
{
  GString *body = g_string_new (NULL);
  guint n = self->scripts->len;

  for (guint i = 0; n > 1 && i < MIN (n, NAMED); i++)
    g_string_append_printf (body, "“%s”\n", ((Script *) self->scripts->pdata[i])->name);
  if (n > NAMED)
    g_string_append_printf (body, ngettext ("and %u more\n", "and %u more\n", n - NAMED),
                            n - NAMED);
  g_string_append (body,
                   _ ("Calls keep what was read out in them. It cannot be undone."));
  return g_string_free (body, FALSE);
}

void
od_script_deletion_ask (OdRecordTable *from, OdDesk *desk, GPtrArray *scripts)
{
  Deletion *self = deletion_new (from, desk, scripts);
  GtkWindow *window = get_window (from);
  g_autofree char *heading = make_heading (self);
  g_autofree char *body = make_body (self);
  const OdQuestion words = { heading, body, _ ("_Keep"), _ ("_Delete") };
  GtkWindow *question = od_question_new (window, &words);

  g_object_set_data_full (G_OBJECT (question), deletion_key, self, deletion_free);
  g_signal_connect (question, "response", G_CALLBACK (on_asked), NULL);
  gtk_window_present (question);
}
