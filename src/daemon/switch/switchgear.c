/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What all legs of a switch share: two SIP stacks with their addresses, the audio ports.
 * Runs on the switch thread.
 */
#include "daemon/switch/switchgear.h"
#include "shared/model/thread.h"

#include <errno.h>
#include <string.h>

#define HASH_SIZE      1024 /* libre's buckets for transactions; sized for 100 calls/s */
#define ANY_PORT_TRIES 16

/* An address to write into messages: our own, unless that is "everywhere". */
static int
make_host (char **hostp, const struct sa *listen, const struct sa *rtp)
{
  struct sa told = sa_is_any (listen) ? *rtp : *listen;

  sa_set_port (&told, sa_port (listen));
  return re_sdprintf (hostp, "%J", &told);
}

/* "host" gets the port that we listen on. */
static int
make_advertised (char **hostp, const char *advertise, const struct sa *listen)
{
  if (strchr (advertise, ':'))
    return str_dup (hostp, advertise);

  return re_sdprintf (hostp, "%s:%u", advertise, sa_port (listen));
}

static int
open_stack (struct sip **sipp,
            enum sip_transp tp,
            const struct sa *listen,
            struct sa *real)
{
  int err;

  err = sip_alloc (sipp, NULL, HASH_SIZE, HASH_SIZE, HASH_SIZE, "outdiald", NULL, NULL);
  if (err)
    return err;

  err = sip_transp_add (*sipp, tp, listen);
  return err ? err : sip_transp_laddr (*sipp, real, tp, NULL);
}

/* Phones come over TCP and UDP at one number. Whoever leaves the choice to the system
 * (port 0) gets one that is free for TCP; a call's audio may sit on its UDP twin. */
static int
open_phones (OdSwitchgear *gear, const struct sa *listen)
{
  int tries = sa_port (listen) ? 1 : ANY_PORT_TRIES;
  int err = EADDRINUSE;

  for (int i = 0; i < tries && err == EADDRINUSE; i++) {
    gear->phones = mem_deref (gear->phones);
    err = open_stack (&gear->phones, SIP_TRANSP_TCP, listen, &gear->sip_address);
    if (!err)
      err = sip_transp_add (gear->phones, SIP_TRANSP_UDP, &gear->sip_address);
  }

  return err;
}

/* Else each call would find out by itself, and phones and carriers hear nothing. */
static int
try_audio (const struct sa *address)
{
  struct udp_sock *sock = NULL;
  int err = sa_is_any (address) ? EADDRNOTAVAIL : udp_listen (&sock, address, NULL, NULL);

  mem_deref (sock);
  return err;
}

static int
open_stacks (OdSwitchgear *gear, const OdSwitchSetup *setup, const char **what)
{
  int err;

  *what = "rtp_address";
  err = try_audio (&setup->rtp_address);
  if (err)
    return err;

  *what = "sip_listen";
  err = open_phones (gear, &setup->sip_listen);
  if (err)
    return err;

  *what = "trunk_listen";
  err = open_stack (&gear->trunks, SIP_TRANSP_UDP, &setup->trunk_listen,
                    &gear->trunk_address);
  if (err)
    return err;

  *what = NULL;
  err = make_host (&gear->trunks_host, &gear->trunk_address, &setup->rtp_address);
  if (err)
    return err;

  if (setup->sip_advertise)
    return make_advertised (&gear->phones_host, setup->sip_advertise, &gear->sip_address);

  return make_host (&gear->phones_host, &gear->sip_address, &setup->rtp_address);
}

int
od_switchgear_open (OdSwitchgear *gear, const OdSwitchSetup *setup, const char **what)
{
  OD_ASSERT_SWITCH ();
  gear->ports.address = setup->rtp_address;
  gear->ports.port_min = setup->rtp_port_min;
  gear->ports.port_max = setup->rtp_port_max;
  gear->limits = setup->limits;
  gear->trunk_host = setup->trunk_host;
  return open_stacks (gear, setup, what);
}

void
od_switchgear_close (OdSwitchgear *gear)
{
  OD_ASSERT_SWITCH ();
  gear->phones = mem_deref (gear->phones);
  gear->trunks = mem_deref (gear->trunks);
  gear->phones_host = mem_deref (gear->phones_host);
  gear->trunks_host = mem_deref (gear->trunks_host);
}
