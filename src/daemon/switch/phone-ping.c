/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far a phone is. Any final answer will do: who says "not found" was reached, too.
 * Runs on the switch thread.
 */
#include "daemon/switch/phone-ping.h"
#include "shared/model/thread.h"

struct od_phone_ping {
  struct sip_request *request; /* NULL once answered */
  gint64 sent_us;
  od_phone_ping_h *pingh;
  void *arg;
};

static void
ping_destroy (void *data)
{
  struct od_phone_ping *ping = data;

  mem_deref (ping->request);
}

static void
on_reply (int err, const struct sip_msg *msg, void *arg)
{
  struct od_phone_ping *ping = arg;

  if (msg && msg->scode < 200)
    return;

  ping->request = NULL;
  ping->pingh (err ? -1 : g_get_monotonic_time () - ping->sent_us, ping->arg);
}

int
od_phone_ping_send (struct od_phone_ping **pingp,
                    struct sip *sip,
                    const char *contact,
                    const char *hop,
                    const char *registrar,
                    od_phone_ping_h *pingh,
                    void *arg)
{
  struct od_phone_ping *ping;
  struct uri route;
  struct pl pl;
  int err;

  OD_ASSERT_SWITCH ();
  pl_set_str (&pl, hop);
  err = uri_decode (&route, &pl);
  if (err)
    return err;

  ping = mem_zalloc (sizeof (*ping), ping_destroy);
  if (!ping)
    return ENOMEM;

  ping->pingh = pingh;
  ping->arg = arg;
  ping->sent_us = g_get_monotonic_time ();
  err = sip_requestf (&ping->request, sip, true, "OPTIONS", contact, &route, NULL, NULL,
                      on_reply, ping,
                      "To: <%s>\r\nFrom: <sip:outdial@%s>;tag=%016llx\r\n"
                      "Call-ID: %016llx%016llx\r\nCSeq: 1 OPTIONS\r\n"
                      "Max-Forwards: 70\r\nUser-Agent: outdiald\r\n"
                      "Content-Length: 0\r\n\r\n",
                      contact, registrar, rand_u64 (), rand_u64 (), rand_u64 ());
  if (err)
    mem_deref (ping);
  else
    *pingp = ping;

  return err;
}
