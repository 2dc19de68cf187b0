/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ask for a page, keep it, ask for the next; then write. Main thread but for the disk:
 * keeping and writing are a worker's, one at a time.
 *
 *   ASKING --page--> KEEPING --more--> ASKING … --last--> WRITING --> over
 */
#include "app/leadset/lead-export.h"

#include "app/intake/csv-writer.h"
#include "shared/wire/fields.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PAGE          500
#define CHECK_EVERY   1000 /* lines: then a worker asks whether it is to stop */
#define N_TEMP_TRIALS 10

typedef struct {
  OdLeadExport order;
  json_t *page; /* the last answer */
  gint64 next;  /* where the next page begins; 0: from the beginning, or it is over */
  guint64 n;    /* leads kept */
  FILE *kept;   /* one JSON object a line, no name on the disk; NULL: none yet */
  GHashTable *names; /* of all fields seen */
} Export;

static void ask (GTask *task); /* a page was kept */

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->order.backend);
  g_free ((char *) export->order.path);
  g_object_unref (export->order.file);
  json_decref (export->page);
  if (export->kept != NULL)
    fclose (export->kept);
  g_hash_table_unref (export->names);
  g_free (export);
}

static void
tell (Export *export, gboolean writing)
{
  if (export->order.tell != NULL)
    export->order.tell (export->n, writing, export->order.data);
}

static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* --- the worker's: keeping --------------------------------------------------------- */

/* @code: of errno, at once after what failed. */
static gboolean
set_kept_error (int code, GError **error)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
               "Leads cannot be kept in %s: %s", g_get_user_cache_dir (),
               g_strerror (code));
  return FALSE;
}

/* @why: the reason where the system gives none. */
static gboolean
set_lost_error (const char *why, GError **error)
{
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_IO,
               "Leads kept in %s cannot be read back: %s", g_get_user_cache_dir (), why);
  return FALSE;
}

/* In the cache and not in /tmp, which may be memory; nobody finds it after a crash. */
static gboolean
open_kept (Export *export, GError **error)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (),
                                            "outdial-export-XXXXXX", NULL);
  int fd;

  if (export->kept != NULL)
    return TRUE;
  if (g_mkdir_with_parents (g_get_user_cache_dir (), 0700) != 0)
    return set_kept_error (errno, error);
  fd = g_mkstemp (path);
  if (fd < 0)
    return set_kept_error (errno, error);
  g_unlink (path);
  export->kept = fdopen (fd, "w+");
  if (export->kept != NULL)
    return TRUE;
  set_kept_error (errno, error);
  close (fd);
  return FALSE;
}

static gboolean
keep (Export *export, json_t *lead, GError **error)
{
  char *text = json_dumps (lead, JSON_COMPACT); /* no line end stands in it */
  const char *name;
  json_t *value;
  gboolean ok = fprintf (export->kept, "%s\n", text) >= 0;
  int code = errno;

  free (text);
  json_object_foreach (json_object_get (lead, OD_FIELD_FIELDS), name, value)
  {
    if (!g_hash_table_contains (export->names, name))
      g_hash_table_add (export->names, g_strdup (name));
  }
  export->n++;
  return ok || set_kept_error (code, error);
}

static void
keep_page (GTask *work, gpointer source, gpointer data, GCancellable *cancellable)
{
  Export *export = data;
  g_autoptr (GError) error = NULL;
  json_t *lead;
  gsize i;

  if (open_kept (export, &error)) {
    json_array_foreach (json_object_get (export->page, OD_FIELD_LEADS), i, lead)
    {
      if (!keep (export, lead, &error))
        break;
    }
  }
  if (error == NULL && fflush (export->kept) != 0)
    set_kept_error (errno, &error);
  if (error == NULL)
    g_task_return_boolean (work, TRUE);
  else
    g_task_return_error (work, g_steal_pointer (&error));
}

/* --- the worker's: writing --------------------------------------------------------- */

static gboolean
write_line (GOutputStream *out, GString *line, GError **error)
{
  od_csv_writer_end (line);
  return g_output_stream_write_all (out, line->str, line->len, NULL, NULL, error);
}

static gboolean
write_header (GOutputStream *out, GList *names, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);

  od_csv_writer_add_text (line, "Phone");
  od_csv_writer_add_text (line, "Status");
  od_csv_writer_add_text (line, "Dialing");
  od_csv_writer_add_text (line, "Calls");
  for (; names != NULL; names = names->next)
    od_csv_writer_add_cell (line, names->data);
  return write_line (out, line, error);
}

static const char *
text_of (json_t *object, const char *name)
{
  const char *text = json_string_value (json_object_get (object, name));

  return text != NULL ? text : "";
}

static gboolean
write_lead (GOutputStream *out, json_t *lead, GList *names, GError **error)
{
  json_t *fields = json_object_get (lead, OD_FIELD_FIELDS);
  g_autofree char *phone = g_strconcat ("+", text_of (lead, OD_FIELD_PHONE), NULL);
  g_autofree char *calls =
    g_strdup_printf ("%" JSON_INTEGER_FORMAT,
                     json_integer_value (json_object_get (lead, OD_FIELD_ATTEMPTS)));
  g_autoptr (GString) line = g_string_new (NULL);

  od_csv_writer_add_text (line, phone);
  od_csv_writer_add_cell (line, text_of (lead, OD_FIELD_STATUS));
  od_csv_writer_add_text (line, text_of (lead, OD_FIELD_DIAL_STATE));
  od_csv_writer_add_text (line, calls);
  for (; names != NULL; names = names->next)
    od_csv_writer_add_cell (line, text_of (fields, names->data));
  return write_line (out, line, error);
}

/* @text, @room: getline()'s. Returns: (transfer full): NULL with @error. */
static json_t *
read_kept (Export *export, char **text, gsize *room, GError **error)
{
  json_t *lead;

  if (getline (text, room, export->kept) < 0) {
    set_lost_error (ferror (export->kept) ? g_strerror (errno)
                                          : "there are fewer than were kept",
                    error);
    return NULL;
  }

  lead = json_loads (*text, 0, NULL);
  if (lead == NULL)
    set_lost_error ("one of them is damaged", error);
  return lead;
}

static gboolean
write_leads (Export *export,
             GOutputStream *out,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GList)
    names = g_list_sort (g_hash_table_get_keys (export->names), (GCompareFunc) strcmp);
  char *text = NULL;
  gsize room = 0;
  gboolean ok = write_header (out, names, error);

  rewind (export->kept);
  for (guint64 i = 0; ok && i < export->n; i++) {
    json_t *lead = read_kept (export, &text, &room, error);

    ok = lead != NULL && write_lead (out, lead, names, error);
    json_decref (lead);
    if (ok && i % CHECK_EVERY == 0)
      ok = !g_cancellable_set_error_if_cancelled (cancellable, error);
  }
  free (text);
  return ok;
}

/* ".leads.csv.4711.part" beside "leads.csv"; the first free one. */
static GFileOutputStream *
create_beside (GFile *file, GFile **beside, GError **error)
{
  g_autoptr (GFile) parent = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file);
  GFileOutputStream *out = NULL;

  for (int i = 0; out == NULL && i < N_TEMP_TRIALS; i++) {
    g_autofree char *other = g_strdup_printf (".%s.%u.part", name, g_random_int ());

    g_clear_object (beside);
    g_clear_error (error);
    *beside = g_file_get_child (parent, other);
    out = g_file_create (*beside, G_FILE_CREATE_NONE, NULL, error);
    if (out == NULL && !g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_EXISTS))
      break;
  }
  return out;
}

static void
write_file (GTask *work, gpointer source, gpointer data, GCancellable *cancellable)
{
  Export *export = data;
  g_autoptr (GFile) beside = NULL;
  GError *error = NULL;
  g_autoptr (GFileOutputStream) raw = create_beside (export->order.file, &beside, &error);
  g_autoptr (GOutputStream) out = NULL;
  gboolean ok;

  if (raw == NULL) {
    g_task_return_error (work, error);
    return;
  }
  out = g_buffered_output_stream_new (G_OUTPUT_STREAM (raw));
  ok = write_leads (export, out, cancellable, &error);
  ok = g_output_stream_close (out, NULL, ok ? &error : NULL) && ok;
  ok = ok
       && g_file_move (beside, export->order.file, G_FILE_COPY_OVERWRITE, cancellable,
                       NULL, NULL, &error);
  if (ok) {
    g_task_return_boolean (work, TRUE);
    return;
  }
  g_file_delete (beside, NULL, NULL);
  g_task_return_error (work, error);
}

/* --- the main thread's ------------------------------------------------------------- */

static void
give_work (GTask *task, GTaskThreadFunc func, GAsyncReadyCallback callback)
{
  g_autoptr (GTask)
    work = g_task_new (NULL, g_task_get_cancellable (task), callback, task);

  g_task_set_source_tag (work, give_work);
  g_task_set_task_data (work, g_task_get_task_data (task), NULL);
  g_task_set_check_cancellable (work, FALSE); /* moved is moved */
  g_task_run_in_thread (work, func);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    fail (task, error);
    return;
  }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    fail (task, error);
    return;
  }
  if (g_task_return_error_if_cancelled (task)) {
    g_object_unref (task);
    return;
  }
  tell (export, export->next == 0);
  if (export->next != 0)
    ask (task);
  else
    give_work (task, write_file, on_written);
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;

  json_decref (export->page);
  export->page = od_backend_call_finish (OD_BACKEND (source), result, &error);
  if (export->page == NULL) {
    fail (task, error);
    return;
  }
  export->next = json_integer_value (json_object_get (export->page, OD_FIELD_NEXT));
  give_work (task, keep_page, on_kept);
}

static void
ask (GTask *task)
{
  Export *export = g_task_get_task_data (task);
  const char *path = export->order.path;
  g_autofree char *whole = g_strdup_printf ("%s%climit=%d&after=%" G_GINT64_FORMAT, path,
                                            strchr (path, '?') != NULL ? '&' : '?', PAGE,
                                            export->next);
  OdBackendRequest request = { "GET", whole, .patient = TRUE };

  od_backend_call_async (export->order.backend, &request, g_task_get_cancellable (task),
                         on_page, task);
}

void
od_lead_export_async (const OdLeadExport *order,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Export *export = g_new0 (Export, 1);

  export->order = *order;
  export->order.backend = g_object_ref (order->backend);
  export->order.path = g_strdup (order->path);
  export->order.file = g_object_ref (order->file);
  export->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_source_tag (task, od_lead_export_async);
  g_task_set_task_data (task, export, export_free);
  g_task_set_check_cancellable (task, FALSE);
  ask (task);
}

gboolean
od_lead_export_finish (GAsyncResult *result, guint64 *n, GError **error)
{
  Export *export = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_async_result_is_tagged (result, od_lead_export_async), FALSE);
  *n = export->n;
  return g_task_propagate_boolean (G_TASK (result), error);
}
