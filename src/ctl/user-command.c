/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * outdialctl user: makes accounts and sets passwords in the data folder, while outdiald
 * is stopped. A password comes by standard input, never as an argument that `ps` shows.
 */
#include "ctl/user-command.h"

#include "ctl/data-folder.h"
#include "daemon/store/password.h"
#include "daemon/store/store.h"
#include "daemon/store/user-store.h"

#include <errno.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

typedef struct {
  const char *name;
  OdRole role;
  char *hash;
} Account;

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

static char *
read_hash (int input, GError **error)
{
  g_autofree char *password = read_line (input);
  char *hash;

  if (!od_password_check_rules (password, error))
    return NULL;
  hash = od_password_hash (password);
  if (hash == NULL)
    g_set_error (error, OD_STORE_ERROR, OD_STORE_ERROR_REFUSED,
                 "There is not enough memory to hash a password (64 MiB)");

  return hash;
}

static gboolean
add_account (OdTx *tx, gpointer data, GError **error)
{
  Account *account = data;
  gint64 id;

  return od_user_store_add (tx, account->name, account->role, account->hash, &id, error);
}

static gboolean
set_password (OdTx *tx, gpointer data, GError **error)
{
  Account *account = data;

  return od_user_store_set_password (tx, account->name, account->hash, error);
}

static gboolean
write_account (const char *data_dir, OdStoreWork work, Account *account, GError **error)
{
  g_autoptr (OdStore) store = od_store_open (data_dir, NULL, od_clock_system (), error);

  return store != NULL && od_store_write_now (store, work, account, error);
}

gboolean
od_user_command_add (const char *data_dir,
                     const char *name,
                     const char *role,
                     int input,
                     GError **error)
{
  Account account = { .name = name };
  gboolean ok;

  if (!od_user_name_is_valid (name)) {
    g_set_error (error, OD_STORE_ERROR, OD_STORE_ERROR_REFUSED,
                 "“%s” cannot be a user name: use a-z, 0-9, dot, dash and underscore, at "
                 "most 32",
                 name);
    return FALSE;
  }
  if (!od_role_from_name (role, &account.role)) {
    g_set_error (error, OD_STORE_ERROR, OD_STORE_ERROR_REFUSED,
                 "“%s” is no role: use agent, supervisor or admin", role);
    return FALSE;
  }

  account.hash = read_hash (input, error);
  ok = account.hash != NULL && write_account (data_dir, add_account, &account, error);
  g_free (account.hash);
  return ok;
}

gboolean
od_user_command_passwd (const char *data_dir, const char *name, int input, GError **error)
{
  g_autofree char *path = od_data_folder_find (data_dir, error);
  Account account = { .name = name };
  gboolean ok;

  if (path == NULL)
    return FALSE;
  account.hash = read_hash (input, error);
  ok = account.hash != NULL && write_account (data_dir, set_password, &account, error);
  g_free (account.hash);
  return ok;
}
