/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The registrar of agents' phones: digest, one binding a user, short lives. Runs on the
 * switch thread.
 *
 * How a call finds its way back (tried with libre 1.1.0): libre keeps every TCP
 * connection in a table by the peer's address, accepted ones too, and a request whose
 * next hop is exactly that address, "sip:ADDRESS:PORT;transport=tcp" of the REGISTER's
 * source, is sent down that connection, INVITE and later requests alike. The Contact is
 * only the request URI. Were the connection gone, libre would try to open one to that
 * port; so a binding dies with its connection, which libre's keepalive tells.
 */
#include "daemon/switch/registrar.h"

#include "daemon/switch/phone-ping.h"
#include "daemon/switch/sip-digest.h"
#include "shared/model/security-log.h"
#include "shared/model/thread.h"

#define LIFE_MAX_S 60 /* a phone that crashed is missed after a minute at most */
#define LIFE_MIN_S 10
/* The keepalive is used for its bell, which rings when the connection closes; its pings,
 * which not every phone answers, are put off for longer than any binding lives. */
#define PING_S 3600

/* A ping right behind the answer to the REGISTER would wait in TCP until that is
 * acknowledged, which takes 40 ms, and be measured with it. */
#define QUIET_US (200 * 1000)

#define MAX_AGENT 64 /* characters of a phone's own name that are kept */

/* So many who signed out last are still known: their phones say goodbye, or ask again,
 * with a password that was right. More than a whole floor that goes home. */
#define MAX_GONE 1024

struct account {
  struct le le;
  struct od_registrar *registrar;
  char *user;
  uint8_t ha1[MD5_SIZE];
  char *contact; /* URI, NULL: not registered */
  char *hop;     /* URI of its connection; set when contact is */
  struct sa src;
  gint64 expires_us;
  struct sip_keepalive *bell; /* NULL once rung */
  char *user_agent;           /* what it said of itself; NULL: nothing; so below */
  char *host;                 /* us, as it has us */
  char *protocol;
  struct od_phone_ping *ping; /* NULL: none is under way */
  gint64 ping_at_us;          /* when the next one is due */
};

struct od_registrar {
  struct sip *sip;
  struct od_phone_door *door;
  struct list
    accounts;       /* a few hundred; looked through per REGISTER and per agent call */
  struct list gone; /* of signed-out users, at most MAX_GONE, the oldest first */
  OdSipDigest digest;
  gint64 ping_us; /* from one ping to the next */
  od_registrar_h *phoneh;
  void *arg;
};

static void
forget_phone (struct account *account)
{
  account->bell = mem_deref (account->bell);
  account->ping = mem_deref (account->ping);
  account->contact = mem_deref (account->contact);
  account->hop = mem_deref (account->hop);
  account->user_agent = mem_deref (account->user_agent);
  account->host = mem_deref (account->host);
  account->protocol = mem_deref (account->protocol);
}

static void
account_destroy (void *data)
{
  struct account *account = data;

  list_unlink (&account->le);
  forget_phone (account);
  mem_deref (account->user);
}

static void
registrar_destroy (void *data)
{
  struct od_registrar *registrar = data;

  list_flush (&registrar->accounts);
  list_flush (&registrar->gone);
}

int
od_registrar_alloc (struct od_registrar **registrarp,
                    struct sip *sip,
                    struct od_phone_door *door,
                    guint ping_ms,
                    od_registrar_h *phoneh,
                    void *arg)
{
  struct od_registrar *registrar = mem_zalloc (sizeof (*registrar), registrar_destroy);

  OD_ASSERT_SWITCH ();
  if (!registrar)
    return ENOMEM;

  registrar->sip = sip;
  registrar->door = door;
  registrar->ping_us = (gint64) ping_ms * 1000;
  registrar->phoneh = phoneh;
  registrar->arg = arg;
  od_sip_digest_init (&registrar->digest);
  *registrarp = registrar;
  return 0;
}

static struct account *
find_in (const struct list *accounts, const struct pl *user)
{
  struct le *le;

  for (le = list_head (accounts); le; le = le->next) {
    struct account *account = le->data;

    if (!pl_strcmp (user, account->user))
      return account;
  }

  return NULL;
}

static struct account *
find_account (struct od_registrar *registrar, const struct pl *user)
{
  return find_in (&registrar->accounts, user);
}

static void
tell (struct account *account, OdFactKind kind, gint64 latency_us)
{
  OdFact fact = { .kind = kind,
                  .user = account->user,
                  .at_us = g_get_monotonic_time (),
                  .latency_us = latency_us };

  if (kind == OD_FACT_PHONE_REGISTERED)
    fact.phone = (OdPhoneInfo){ account->user_agent, account->host, account->protocol };
  account->registrar->phoneh (&fact, account->registrar->arg);
}

static void
unbind (struct account *account)
{
  bool bound = account->contact != NULL;

  forget_phone (account);
  if (bound)
    tell (account, OD_FACT_PHONE_GONE, 0);
}

static void
on_pinged (gint64 there_and_back_us, void *arg)
{
  struct account *account = arg;

  account->ping = mem_deref (account->ping);
  tell (account, OD_FACT_PHONE_PING, there_and_back_us);
}

/* One that is under way is not overtaken: a phone that does not answer is asked again
 * when libre has given it up, after half a minute. */
static void
ping (struct account *account, gint64 now_us)
{
  struct od_registrar *registrar = account->registrar;

  account->ping_at_us = now_us + registrar->ping_us;
  if (!account->ping && account->host)
    (void) od_phone_ping_send (&account->ping, registrar->sip, account->contact,
                               account->hop, account->host, on_pinged, account);
}

int
od_registrar_add (struct od_registrar *registrar, const char *user, const guint8 *ha1)
{
  struct pl name;
  struct account *account;
  int err;

  OD_ASSERT_SWITCH ();
  pl_set_str (&name, user);
  account = find_account (registrar, &name);
  if (account) {
    memcpy (account->ha1, ha1, MD5_SIZE);
    return 0;
  }

  account = mem_zalloc (sizeof (*account), account_destroy);
  if (!account)
    return ENOMEM;

  err = str_dup (&account->user, user);
  if (err) {
    mem_deref (account);
    return err;
  }

  account->registrar = registrar;
  memcpy (account->ha1, ha1, MD5_SIZE);
  list_append (&registrar->accounts, &account->le, account);
  return 0;
}

void
od_registrar_remove (struct od_registrar *registrar, const char *user)
{
  struct pl name;
  struct account *account;

  OD_ASSERT_SWITCH ();
  pl_set_str (&name, user);
  account = find_account (registrar, &name);
  if (!account)
    return;

  unbind (account);
  list_unlink (&account->le);
  list_append (&registrar->gone, &account->le, account);
  if (list_count (&registrar->gone) > MAX_GONE)
    mem_deref (list_head (&registrar->gone)->data);
}

static void
on_connection_closed (int err, void *arg)
{
  unbind (arg);
}

static void
log_guess (const struct sip_msg *msg, const struct pl *user)
{
  g_autofree char *name = g_strndup (user->p, user->l);
  char address[64];

  if (re_snprintf (address, sizeof address, "%j", &msg->src) > 0)
    od_security_log (OD_SECURITY_PHONE_FAILED, address, name, NULL, NULL);
}

static void
challenge (struct od_registrar *registrar, const struct sip_msg *msg, bool stale)
{
  char nonce[64];

  od_sip_digest_issue (&registrar->digest, &msg->src, g_get_monotonic_time (), nonce);
  (void) sip_replyf (registrar->sip, msg, 401, "Unauthorized",
                     "WWW-Authenticate: Digest realm=\"" OD_SIP_REALM "\", nonce=\"%s\", "
                     "algorithm=MD5, qop=\"auth\"%s\r\nContent-Length: 0\r\n\r\n",
                     nonce, stale ? ", stale=true" : "");
}

/* The caller proved to be @user, who may have signed out, or was answered 401 and NULL is
 * returned. The answer does not say whether the user exists. */
static struct account *
authenticate (struct od_registrar *registrar, const struct sip_msg *msg)
{
  static const guint8 nobody[MD5_SIZE];
  const struct sip_hdr *hdr = sip_msg_hdr (msg, SIP_HDR_AUTHORIZATION);
  OdDigestVerdict verdict = OD_DIGEST_WRONG;
  struct account *account = NULL;
  struct httpauth_digest_resp resp;

  if (hdr && !httpauth_digest_response_decode (&resp, &hdr->val)) {
    account = find_account (registrar, &resp.username);
    if (!account)
      account = find_in (&registrar->gone, &resp.username);
    verdict = od_sip_digest_check (&registrar->digest, &resp, msg,
                                   account ? account->ha1 : nobody,
                                   g_get_monotonic_time ());
    if (account && verdict == OD_DIGEST_OK
        && !pl_strcmp (&msg->to.uri.user, account->user))
      return account;
    if (verdict == OD_DIGEST_WRONG)
      log_guess (msg, &resp.username);
  }

  challenge (registrar, msg, account && verdict == OD_DIGEST_STALE);
  return NULL;
}

/* Seconds asked for: the Contact's own parameter first. */
static uint32_t
read_expires (const struct sip_msg *msg, const struct sip_addr *contact)
{
  struct pl val;

  if (!msg_param_decode (&contact->params, "expires", &val))
    return pl_u32 (&val);

  return pl_isset (&msg->expires) ? pl_u32 (&msg->expires) : LIFE_MAX_S;
}

static int
bind_contact (struct account *account, const struct sip_msg *msg, const struct pl *uri)
{
  char *contact = NULL;
  char *hop = NULL;
  int err;

  err = pl_strdup (&contact, uri);
  if (err)
    return err;

  err = re_sdprintf (&hop, "sip:%J;transport=tcp", &msg->src);
  if (err) {
    mem_deref (contact);
    return err;
  }

  mem_deref (account->contact);
  mem_deref (account->hop);
  account->contact = contact;
  account->hop = hop;
  account->src = msg->src;
  return 0;
}

/* What cannot be kept is as if it had not been said. */
static void
learn_info (struct account *account, const struct sip_msg *msg)
{
  const struct sip_hdr *agent = sip_msg_hdr (msg, SIP_HDR_USER_AGENT);

  account->user_agent = mem_deref (account->user_agent);
  account->host = mem_deref (account->host);
  account->protocol = mem_deref (account->protocol);
  if (agent && pl_isset (&agent->val))
    (void) re_sdprintf (&account->user_agent, "%b", agent->val.p,
                        MIN (agent->val.l, (size_t) MAX_AGENT));
  if (msg->uri.port)
    (void) re_sdprintf (&account->host, "%r:%u", &msg->uri.host, msg->uri.port);
  else
    (void) re_sdprintf (&account->host, "%r", &msg->uri.host);
  (void) re_sdprintf (&account->protocol, "SIP_%s", sip_transp_name (msg->tp));
}

static void
register_phone (struct account *account,
                const struct sip_msg *msg,
                const struct sip_addr *c)
{
  struct od_registrar *registrar = account->registrar;
  bool known = account->contact && sa_cmp (&account->src, &msg->src, SA_ALL);
  uint32_t life = CLAMP (read_expires (msg, c), LIFE_MIN_S, LIFE_MAX_S);
  int err;

  if (!known) {
    account->bell = mem_deref (account->bell);
    err = sip_keepalive_start (&account->bell, registrar->sip, msg, PING_S,
                               on_connection_closed, account);
    if (err)
      goto out;
  }

  err = bind_contact (account, msg, &c->auri);

out:
  if (err) {
    (void) sip_reply (registrar->sip, msg, 500, "Server Internal Error");
    return;
  }

  account->expires_us = g_get_monotonic_time () + (gint64) life * G_USEC_PER_SEC;
  (void) sip_replyf (registrar->sip, msg, 200, "OK",
                     "Contact: <%s>;expires=%u\r\nContent-Length: 0\r\n\r\n",
                     account->contact, life);
  if (known)
    return;

  learn_info (account, msg);
  tell (account, OD_FACT_PHONE_REGISTERED, 0);
  account->ping = mem_deref (account->ping); /* it asked another connection */
  account->ping_at_us = g_get_monotonic_time () + QUIET_US;
}

/* Who has signed out may say goodbye, and is told to stop asking. */
static void
answer_gone (struct od_registrar *registrar, const struct sip_msg *msg, bool leaves)
{
  if (leaves)
    (void) sip_reply (registrar->sip, msg, 200, "OK");
  else
    (void) sip_reply (registrar->sip, msg, 403, "Signed Out");
}

static void
say_goodbye (struct account *account, const struct sip_msg *msg)
{
  (void) sip_reply (account->registrar->sip, msg, 200, "OK");
  if (account->contact && sa_cmp (&account->src, &msg->src, SA_ALL))
    unbind (account); /* else a dying phone's farewell crossed its successor */
}

void
od_registrar_request (struct od_registrar *registrar, const struct sip_msg *msg)
{
  const struct sip_hdr *hdr = sip_msg_hdr (msg, SIP_HDR_CONTACT);
  struct account *account;
  struct sip_addr contact;
  bool all, leaves;

  OD_ASSERT_SWITCH ();
  if (msg->tp != SIP_TRANSP_TCP) {
    (void) sip_reply (registrar->sip, msg, 403, "Register Over TCP");
    return;
  }

  account = authenticate (registrar, msg);
  if (!account)
    return;

  all = hdr && !pl_strcmp (&hdr->val, "*");
  if (!hdr || (!all && sip_addr_decode (&contact, &hdr->val))) {
    (void) sip_reply (registrar->sip, msg, 400, "One Contact, Please");
    return;
  }

  leaves = all || read_expires (msg, &contact) == 0;
  if (account->le.list == &registrar->gone) {
    answer_gone (registrar, msg, leaves);
    return;
  }

  od_phone_door_let_in (registrar->door, &msg->src);
  if (leaves)
    say_goodbye (account, msg);
  else
    register_phone (account, msg, &contact);
}

bool
od_registrar_find (struct od_registrar *registrar,
                   const char *user,
                   const char **contact,
                   const char **hop)
{
  struct pl name;
  struct account *account;

  OD_ASSERT_SWITCH ();
  pl_set_str (&name, user);
  account = find_account (registrar, &name);
  if (!account || !account->contact)
    return false;

  *contact = account->contact;
  *hop = account->hop;
  return true;
}

void
od_registrar_look_round (struct od_registrar *registrar, gint64 now_us)
{
  struct le *le;

  OD_ASSERT_SWITCH ();
  for (le = list_head (&registrar->accounts); le; le = le->next) {
    struct account *account = le->data;

    if (account->contact && now_us > account->expires_us)
      unbind (account);
    else if (account->contact && now_us >= account->ping_at_us)
      ping (account, now_us);
  }
}
