/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Says an account in baresip's words and baresip's refusals in ours. Promises that no
 * letter of a name or a password can become a parameter of the account line.
 */
#include "app/phone/sip-account.h"

#include "app/phone/phone-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_LINE 700 /* baresip 1.0 cuts at 1024, its reply repeats the line */

struct _OdSipAccount {
  char *registrar; /* "host:port" */
  char *user;
  char *name;
  char *line; /* holds the password */
};

static gboolean
has_only (const char *text, const char *marks)
{
  for (const char *c = text; *c != 0; c++)
    if (!g_ascii_isalnum (*c) && strchr (marks, *c) == NULL)
      return FALSE;
  return *text != 0;
}

OdSipAccount *
od_sip_account_new (const char *registrar,
                    const char *user,
                    const char *password,
                    GError **error)
{
  g_autoptr (OdSipAccount) self = NULL;
  const char *wrong = NULL;

  if (!has_only (registrar, ".-_:[]"))
    wrong = "address";
  else if (!has_only (user, ".-_+"))
    wrong = "user name";
  else if (!has_only (password, "!#$%&'()*+-./:=?@[]^_`{|}~"))
    wrong = "password";
  else if (strlen (registrar) + 3 * strlen (user) + strlen (password) > MAX_LINE / 2)
    wrong = "user name or password (it is too long)";
  if (wrong != NULL) {
    g_set_error (error, OD_PHONE_ERROR, OD_PHONE_ERROR_BAD_ACCOUNT,
                 _ ("The softphone cannot use this %s: ask for another account"), wrong);
    return NULL;
  }
  self = g_new0 (OdSipAccount, 1);
  /* Baresip asks the DNS only, which does not know this machine by its pet name. */
  if (g_str_has_prefix (registrar, "localhost:"))
    self->registrar = g_strconcat ("127.0.0.1", registrar + strlen ("localhost"), NULL);
  else
    self->registrar = g_strdup (registrar);
  self->user = g_strdup (user);
  self->name = g_strdup_printf ("sip:%s@%s", user, self->registrar);
  /* 60 s: how long the registrar keeps a phone that died without a word. Manual answer:
   * with any other, baresip 1.0 does not tell of incoming calls. */
  self->line = g_strdup_printf ("<%s;transport=tcp>;auth_user=%s;auth_pass=%s;regint=60;"
                                "audio_codecs=PCMU,PCMA;answermode=manual",
                                self->name, user, password);
  return g_steal_pointer (&self);
}

void
od_sip_account_free (OdSipAccount *self)
{
  explicit_bzero (self->line, strlen (self->line));
  g_free (self->registrar);
  g_free (self->user);
  g_free (self->name);
  g_free (self->line);
  g_free (self);
}

const char *
od_sip_account_get_name (OdSipAccount *self)
{
  return self->name;
}

const char *
od_sip_account_get_line (OdSipAccount *self)
{
  return self->line;
}

gboolean
od_sip_account_is_local (OdSipAccount *self)
{
  return g_str_has_prefix (self->registrar, "127.");
}

char *
od_sip_account_explain (OdSipAccount *self, const char *detail)
{
  guint64 code = detail != NULL ? g_ascii_strtoull (detail, NULL, 10) : 0;

  if (code == 401 || code == 403 || code == 407 || code == 404)
    return g_strdup_printf (_ ("The server refused the softphone of %s: wrong user "
                               "name or password. Sign in again."),
                            self->user);
  if (code != 0)
    return g_strdup_printf (_ ("The server at %s refused the softphone: %s"),
                            self->registrar, detail);
  return g_strdup_printf (_ ("The softphone does not reach the server at %s: %s"),
                          self->registrar, detail != NULL ? detail : "no answer");
}
