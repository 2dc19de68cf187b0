/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * outdialctl user: who may sign in, as what. A password comes by standard input, never as
 * an argument that `ps` shows, and before anything is opened: a stopped outdiald can be
 * started while a person types.
 */
#include "ctl/user-command.h"

#include "ctl/data-folder.h"
#include "ctl/site.h"
#include "daemon/store/password.h"
#include "daemon/store/user-store.h"
#include "shared/model/security-log.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <string.h>
#include <termios.h>
#include <unistd.h>

typedef struct _Verb Verb;

typedef struct {
  const Verb *verb;
  const char *name;
  OdRole role;
  char *password;   /* NULL: none is wanted */
  char *hash;       /* of it, for a stopped outdiald; a running one makes its own */
  gboolean on_data; /* that is where it was done */
  GString *says;
} Work;

struct _Verb {
  const char *name;
  gboolean nobody; /* it names no user */
  gboolean new_user;
  gboolean password;
  gboolean role;
  int disabled; /* what the user is to be; -1: as before */
  OdSecurityEvent event;
  OdStoreWork work; /* on the data */
  const char *method, *path;
  const char *says; /* of the user, afterwards */
};

static void
say_user (Work *work, const char *name, const char *role, gboolean disabled, json_t *n)
{
  g_string_append_printf (work->says, "%-32s %-10s %s", name, role,
                          disabled ? "disabled" : "enabled");
  if (n != NULL)
    g_string_append_printf (work->says, "  sessions: %" JSON_INTEGER_FORMAT,
                            json_integer_value (n));
  g_string_append_c (work->says, '\n');
}

/* --- on the data of a stopped outdiald ------------------------------------------------
 */

static gboolean
list_users (OdTx *tx, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) users = od_user_store_list (tx, error);

  for (guint i = 0; users != NULL && i < users->len; i++) {
    const OdUser *user = g_ptr_array_index (users, i);

    say_user (data, user->name, od_role_get_name (user->role), user->disabled, NULL);
  }
  return users != NULL;
}

static gboolean
add_user (OdTx *tx, gpointer data, GError **error)
{
  Work *work = data;
  gint64 id;

  return od_user_store_add (tx, work->name, work->role, work->hash, &id, error);
}

static gboolean
set_password (OdTx *tx, gpointer data, GError **error)
{
  Work *work = data;

  return od_user_store_set_password (tx, work->name, work->hash, error);
}

static gboolean
set_role (OdTx *tx, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (OdUser) user = od_user_store_get (tx, work->name, NULL, error);

  return user != NULL && od_user_store_set_role (tx, user, work->role, error);
}

static gboolean
set_disabled (OdTx *tx, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (OdUser) user = od_user_store_get (tx, work->name, NULL, error);

  return user != NULL
         && od_user_store_set_disabled (tx, user, work->verb->disabled, error);
}

static gboolean
end_sessions (OdTx *tx, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (OdUser) user = od_user_store_get (tx, work->name, NULL, error);

  return user != NULL && od_user_store_end_sessions (tx, user->id, error);
}

/* clang-format off */
static const Verb verbs[] = {
  { "list", .nobody = TRUE, .disabled = -1, .work = list_users,
    .method = "GET", .path = OD_PATH_USERS },
  { "add", .new_user = TRUE, .password = TRUE, .role = TRUE, .disabled = -1,
    .work = add_user, .event = OD_SECURITY_USER_ADDED,
    .method = "POST", .path = OD_PATH_USERS,
    .says = "may sign in now" },
  { "role", .role = TRUE, .disabled = -1, .work = set_role,
    .event = OD_SECURITY_ROLE_CHANGED,
    .method = "PUT", .path = OD_PATH_USER_ROLE,
    .says = "has this role now" },
  { "password", .password = TRUE, .disabled = -1, .work = set_password,
    .event = OD_SECURITY_PASSWORD_SET,
    .method = "PUT", .path = OD_PATH_USER_PASSWORD,
    .says = "has this password now and is signed out everywhere" },
  { "passwd", .password = TRUE, .disabled = -1, .work = set_password,
    .event = OD_SECURITY_PASSWORD_SET,
    .method = "PUT", .path = OD_PATH_USER_PASSWORD,
    .says = "has this password now and is signed out everywhere" },
  { "disable", .disabled = TRUE, .work = set_disabled,
    .event = OD_SECURITY_USER_DISABLED,
    .method = "PUT", .path = OD_PATH_USER_STATE,
    .says = "may not sign in any more and is signed out everywhere" },
  { "enable", .disabled = FALSE, .work = set_disabled,
    .event = OD_SECURITY_USER_ENABLED,
    .method = "PUT", .path = OD_PATH_USER_STATE,
    .says = "may sign in" },
  { "end-sessions", .disabled = -1, .work = end_sessions,
    .event = OD_SECURITY_SESSIONS_ENDED,
    .method = "DELETE", .path = OD_PATH_USER_SESSIONS,
    .says = "is signed out everywhere" },
};
/* clang-format on */

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
od_user_command_is_verb (const char *verb, gboolean names_user)
{
  const Verb *found = find_verb (verb);

  return found != NULL && found->nobody == !names_user;
}

static gboolean
work_on_data (OdTx *tx, gpointer data, GError **error)
{
  Work *work = data;

  work->on_data = work->verb->work (tx, work, error);
  return work->on_data;
}

/* No outdiald is there to write what stands in its log otherwise. */
static void
note (const Work *work)
{
  g_autofree char *me = g_strconcat ("outdialctl:", g_get_user_name (), NULL);

  if (work->on_data && !work->verb->nobody)
    od_security_log (work->verb->event, "local", work->name, me,
                     work->verb->role ? od_role_get_name (work->role) : NULL);
}

/* --- in a running outdiald ------------------------------------------------------------
 */

static gboolean
say_users (Work *work, json_t *users)
{
  json_t *user;
  gsize i;

  json_array_foreach (users, i, user)
  {
    say_user (work, json_string_value (json_object_get (user, OD_FIELD_NAME)),
              json_string_value (json_object_get (user, OD_FIELD_ROLE)),
              json_is_true (json_object_get (user, OD_FIELD_DISABLED)),
              json_object_get (user, OD_FIELD_SESSIONS));
  }
  return TRUE;
}

/* (transfer full): of the user in @users. */
static char *
fill_path (Work *work, json_t *users, GError **error)
{
  json_t *user;
  gsize i;

  json_array_foreach (users, i, user)
  {
    const char *name = json_string_value (json_object_get (user, OD_FIELD_NAME));
    g_autofree char *id = NULL;
    GString *path;

    if (g_strcmp0 (name, work->name) != 0)
      continue;
    id = g_strdup_printf ("%" JSON_INTEGER_FORMAT,
                          json_integer_value (json_object_get (user, OD_FIELD_ID)));
    path = g_string_new (work->verb->path);
    g_string_replace (path, "{id}", id, 1);
    return g_string_free (path, FALSE);
  }

  od_store_error_set (error, OD_STORE_ERROR_NOT_FOUND, "There is no user called “%s”",
                      work->name);
  return NULL;
}

/* NULL: it has none. */
static json_t *
body_of (const Work *work)
{
  json_t *body = json_object ();

  if (work->verb->new_user)
    json_object_set_new (body, OD_FIELD_NAME, json_string (work->name));
  if (work->verb->role)
    json_object_set_new (body, OD_FIELD_ROLE,
                         json_string (od_role_get_name (work->role)));
  if (work->verb->password)
    json_object_set_new (body, OD_FIELD_PASSWORD, json_string (work->password));
  if (work->verb->disabled >= 0)
    json_object_set_new (body, OD_FIELD_DISABLED, json_boolean (work->verb->disabled));
  if (json_object_size (body) > 0)
    return body;

  json_decref (body);
  return NULL;
}

static gboolean
ask_about (Work *work, OdSite *site, json_t *users, GError **error)
{
  g_autofree char *path = NULL;
  json_t *answer;

  if (work->verb->nobody)
    return say_users (work, users);
  path = work->verb->new_user ? g_strdup (work->verb->path)
                              : fill_path (work, users, error);
  if (path == NULL)
    return FALSE;

  answer = od_site_ask (site, work->verb->method, path, body_of (work), error);
  json_decref (answer);
  return answer != NULL;
}

static gboolean
ask (OdSite *site, gpointer data, GError **error)
{
  Work *work = data;
  json_t *answer = work->verb->new_user
                     ? json_object ()
                     : od_site_ask (site, "GET", OD_PATH_USERS, NULL, error);
  gboolean ok = answer != NULL
                && ask_about (work, site, json_object_get (answer, OD_FIELD_USERS),
                              error);

  json_decref (answer);
  return ok;
}

/* --- a command ------------------------------------------------------------------------
 */

/* The first line, without echo when a person types it. */
static char *
read_line (int input)
{
  g_autoptr (GString) line = g_string_new (NULL);
  struct termios before, silent;
  gboolean typed = tcgetattr (input, &before) == 0;
  char c;

  if (typed) {
    silent = before;
    silent.c_lflag &= ~(tcflag_t) ECHO;
    tcsetattr (input, TCSANOW, &silent);
  }
  while (read (input, &c, 1) == 1 && c != '\n')
    g_string_append_c (line, c);
  if (typed)
    tcsetattr (input, TCSANOW, &before);

  return g_string_free (g_steal_pointer (&line), FALSE);
}

static gboolean
read_password (Work *work, int input, GError **error)
{
  work->password = read_line (input);
  if (!od_password_check_rules (work->password, error))
    return FALSE;
  work->hash = od_password_hash (work->password);
  return work->hash != NULL
         || od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                                "There is not enough memory to hash a password (64 MiB)");
}

static gboolean
check (Work *work, const OdUserCommand *command, GError **error)
{
  if (work->verb->new_user && !od_user_name_is_valid (work->name))
    return od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                               "“%s” cannot be a user name: use a-z, 0-9, dot, dash and "
                               "underscore, at most 32",
                               work->name);
  if (work->verb->role && command->role == NULL)
    return od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                               "--role is missing: agent, supervisor or admin");
  if (work->verb->role && !od_role_from_name (command->role, &work->role))
    return od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                               "“%s” is no role: use agent, supervisor or admin",
                               command->role);

  return TRUE;
}

static gboolean
run (Work *work, const OdUserCommand *command, GError **error)
{
  g_autofree char *path = NULL;

  if (!work->verb->new_user) {
    path = od_data_folder_find (command->data_dir, error);
    if (path == NULL)
      return FALSE;
  }
  if (!check (work, command, error)
      || (work->verb->password && !read_password (work, command->input, error)))
    return FALSE;
  if (!od_site_work (command->data_dir, work_on_data, ask, work, error))
    return FALSE;

  note (work);
  if (work->verb->says != NULL)
    g_string_append_printf (work->says, "%s %s\n", work->name, work->verb->says);
  return TRUE;
}

char *
od_user_command_run (const OdUserCommand *command, GError **error)
{
  g_autoptr (GString) says = g_string_new (NULL);
  Work work = { .verb = find_verb (command->verb), .name = command->name, .says = says };
  gboolean ok = run (&work, command, error);

  g_free (work.password);
  g_free (work.hash);
  return ok ? g_string_free (g_steal_pointer (&says), FALSE) : NULL;
}
