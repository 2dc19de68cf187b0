/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A registrar and caller for one phone, for the softphone's tests: real SIP over TCP,
 * real RTP. It is driven by lines on stdin and tells facts as lines on stdout.
 *
 *   usage: sip-peer PORT USER PASSWORD      (port 0: any; "listening PORT" says which)
 *   stdin  call            calls the phone
 *          call-as HOST    the same, but names another host in From
 *          pause | resume  sends no packets, and sends them again
 *          forget          keeps silent about the call as a crashed server does
 *          hangup | quit
 *   stdout listening, registered, refused, unregistered, calling, answered, paused,
 * ended, forgotten call ended, hears 440|1000|silence|noise, digit D
 *
 * The INVITE goes to the source address of the REGISTER, which is where the phone's own
 * TCP connection ends; nothing listens there, so an answer proves that the INVITE
 * travelled down that connection.
 */
#include <re.h>
#include <rem.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REALM       "outdial"
#define SAMPLE_RATE 8000
#define FRAME_MS    20
#define FRAME       (SAMPLE_RATE * FRAME_MS / 1000)
#define BLOCK       (5 * FRAME) /* what one judgement of the tone is made of: 100 ms */
#define TONE_HZ     1000
#define PT_EVENT    101
#define LOUD        300.0 /* mean amplitude above which a block is not silence */

typedef struct Peer Peer;

/* One INVITE of ours. */
typedef struct {
  Peer *peer;
  struct sipsess *session; /* NULL: this place is free */
  bool forgotten;
} Call;

struct Peer {
  struct sip *sip;
  struct sip_lsnr *listener;
  struct sipsess_sock *sessions;
  Call calls[2];
  Call *call;           /* the one not forgotten; NULL: none */
  struct rtp_sock *rtp; /* NULL: no call */
  struct tmr frame_timer;
  struct sa media;  /* where the phone wants its RTP */
  struct sa source; /* where the last good REGISTER came from */
  char *contact;    /* contact URI of the last good REGISTER; NULL: none */
  const char *user, *password;
  uint16_t port;
  uint64_t next_frame; /* ms, libre's clock */
  uint32_t timestamp;
  int16_t block[BLOCK];
  size_t filled;
  char heard[16];         /* the last tone told */
  uint32_t digit_told_at; /* timestamp of the last digit told */
};

static void
tell (const char *format, ...)
{
  va_list args;

  va_start (args, format);
  (void) re_vfprintf (stdout, format, args);
  va_end (args);
  (void) re_fprintf (stdout, "\n");
  (void) fflush (stdout);
}

/* --- what is heard ---------------------------------------------------------------- */

static double
strength (const int16_t *samples, size_t n, double frequency)
{
  struct goertzel g;

  goertzel_init (&g, frequency, SAMPLE_RATE);
  for (size_t i = 0; i < n; i++)
    goertzel_update (&g, samples[i]);
  return goertzel_result (&g);
}

static const char *
name_of (const int16_t *samples, size_t n)
{
  double sum = 0, low = strength (samples, n, 440), high = strength (samples, n, 1000);

  for (size_t i = 0; i < n; i++)
    sum += abs (samples[i]);
  if (sum / (double) n < LOUD)
    return "silence";
  if (low > 20 * high)
    return "440";
  if (high > 20 * low)
    return "1000";
  return "noise";
}

static void
judge_block (Peer *peer)
{
  const char *name = name_of (peer->block, peer->filled);

  peer->filled = 0;
  if (strcmp (name, peer->heard) == 0)
    return;
  (void) str_ncpy (peer->heard, name, sizeof peer->heard);
  tell ("hears %s", name);
}

static void
on_digit (Peer *peer, const struct rtp_header *header, struct mbuf *mb)
{
  static const char digits[] = "0123456789*#ABCD";
  uint8_t event = mbuf_read_u8 (mb);
  bool end = mbuf_read_u8 (mb) & 0x80;

  /* The end is sent three times over, always with the timestamp of the beginning. */
  if (!end || event >= 16 || header->ts == peer->digit_told_at)
    return;
  peer->digit_told_at = header->ts;
  tell ("digit %c", digits[event]);
}

static void
on_rtp (const struct sa *src, const struct rtp_header *header, struct mbuf *mb, void *arg)
{
  Peer *peer = arg;

  if (header->pt == PT_EVENT && mbuf_get_left (mb) >= 4)
    on_digit (peer, header, mb);
  if (header->pt != 0)
    return;
  while (mbuf_get_left (mb) > 0) {
    peer->block[peer->filled++] = g711_ulaw2pcm (mbuf_read_u8 (mb));
    if (peer->filled == BLOCK)
      judge_block (peer);
  }
}

/* --- what is said ----------------------------------------------------------------- */

static void
on_frame_due (void *arg)
{
  Peer *peer = arg;
  uint64_t now = tmr_jiffies ();
  struct mbuf *mb = mbuf_alloc (RTP_HEADER_SIZE + FRAME);

  mb->pos = mb->end = RTP_HEADER_SIZE;
  for (int i = 0; i < FRAME; i++) {
    double phase = 2 * M_PI * TONE_HZ * (peer->timestamp + i) / SAMPLE_RATE;
    (void) mbuf_write_u8 (mb, g711_pcm2ulaw ((int16_t) (8000 * sin (phase))));
  }
  mb->pos = RTP_HEADER_SIZE;
  (void) rtp_send (peer->rtp, &peer->media, false, false, 0, peer->timestamp, mb);
  mem_deref (mb);
  peer->timestamp += FRAME;
  peer->next_frame += FRAME_MS;
  tmr_start (&peer->frame_timer, peer->next_frame > now ? peer->next_frame - now : 0,
             on_frame_due, peer);
}

/* --- the call --------------------------------------------------------------------- */

static int
on_offer (struct mbuf **mbp, const struct sip_msg *msg, void *arg)
{
  return ENOSYS;
}

static int
on_answer (const struct sip_msg *msg, void *arg)
{
  Peer *peer = ((Call *) arg)->peer;
  struct pl address, port;
  char text[64];

  if (re_regex ((char *) mbuf_buf (msg->mb), mbuf_get_left (msg->mb), "c=IN IP4 [0-9.]+",
                &address)
      || re_regex ((char *) mbuf_buf (msg->mb), mbuf_get_left (msg->mb), "m=audio [0-9]+",
                   &port))
    return EBADMSG;
  (void) pl_strcpy (&address, text, sizeof text);
  return sa_set_str (&peer->media, text, (uint16_t) pl_u32 (&port));
}

static void
on_established (const struct sip_msg *msg, void *arg)
{
  Peer *peer = ((Call *) arg)->peer;

  tell ("answered by %J, media at %J", &msg->src, &peer->media);
  peer->next_frame = tmr_jiffies ();
  peer->heard[0] = 0;
  on_frame_due (peer);
}

/* Stops talking. The session stays as it is. */
static void
leave_media (Peer *peer)
{
  tmr_cancel (&peer->frame_timer);
  peer->rtp = mem_deref (peer->rtp);
  peer->call = NULL;
  peer->filled = 0;
}

static void
on_closed (int err, const struct sip_msg *msg, void *arg)
{
  Call *call = arg;

  call->session = mem_deref (call->session);
  if (call->forgotten) {
    tell ("forgotten call ended");
    return;
  }
  leave_media (call->peer);
  if (msg != NULL && !msg->req)
    tell ("ended %u %r", msg->scode, &msg->reason);
  else
    tell ("ended by the phone");
}

static int
build_offer (struct mbuf **mbp, uint16_t port)
{
  struct mbuf *mb = mbuf_alloc (512);
  int err = mbuf_printf (mb,
                         "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\n"
                         "c=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                         "m=audio %u RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\n"
                         "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n"
                         "a=sendrecv\r\n",
                         port);

  mb->pos = 0;
  *mbp = mb;
  return err;
}

static int
connect_call (Peer *peer, Call *call, const char *from_host)
{
  char route[80], from[80];
  const char *routes[] = { route };
  struct mbuf *offer = NULL;
  struct sa any;
  int err;

  (void) re_snprintf (route, sizeof route, "sip:%J;transport=tcp;lr", &peer->source);
  (void) re_snprintf (from, sizeof from, "sip:dialer@%s", from_host);
  (void) sa_set_str (&any, "127.0.0.1", 0);
  err = rtp_listen (&peer->rtp, IPPROTO_UDP, &any, 20000, 29998, true, on_rtp, NULL,
                    peer);
  if (err)
    goto out;
  err = build_offer (&offer, sa_port (rtp_local (peer->rtp)));
  if (err)
    goto out;
  err = sipsess_connect (&call->session, peer->sessions, peer->contact, NULL, from,
                         "dialer", routes, 1, "application/sdp", offer, NULL, NULL, false,
                         on_offer, on_answer, NULL, on_established, NULL, NULL, on_closed,
                         call, NULL);
  tell ("calling %s by %s", peer->contact, route);
out:
  mem_deref (offer);
  return err;
}

static void
call_phone (Peer *peer, const char *from_host)
{
  Call *call = peer->calls[0].session == NULL ? &peer->calls[0] : &peer->calls[1];
  int err = EALREADY;

  if (peer->call == NULL && call->session == NULL && peer->contact != NULL) {
    *call = (Call){ .peer = peer };
    err = connect_call (peer, call, from_host);
    peer->call = call;
  }
  if (err)
    tell ("cannot call: %m", err);
}

static void
hang_up (Peer *peer)
{
  if (peer->call == NULL)
    return;
  peer->call->session = mem_deref (peer->call->session);
  leave_media (peer);
  tell ("ended by us");
}

/* --- the registrar ---------------------------------------------------------------- */

static bool
is_authentic (Peer *peer, const struct sip_msg *msg)
{
  const struct sip_hdr *header = sip_msg_hdr (msg, SIP_HDR_AUTHORIZATION);
  struct httpauth_digest_resp response;
  uint8_t ha1[MD5_SIZE];

  if (header == NULL || httpauth_digest_response_decode (&response, &header->val)
      || pl_strcmp (&response.username, peer->user) != 0
      || pl_strcmp (&response.realm, REALM) != 0)
    return false;
  (void) md5_printf (ha1, "%s:%s:%s", peer->user, REALM, peer->password);
  return httpauth_digest_response_auth (&response, &msg->met, ha1) == 0;
}

static void
take_registration (Peer *peer, const struct sip_msg *msg)
{
  const struct sip_hdr *contact = sip_msg_hdr (msg, SIP_HDR_CONTACT);
  struct sip_addr address;
  struct pl expires = PL ("");
  bool leaving;

  if (contact == NULL || sip_addr_decode (&address, &contact->val)) {
    (void) sip_reply (peer->sip, msg, 400, "Bad Contact");
    return;
  }
  (void) msg_param_decode (&address.params, "expires", &expires);
  leaving = pl_strcmp (&expires, "0") == 0;
  if (!leaving) {
    peer->contact = mem_deref (peer->contact);
    (void) pl_strdup (&peer->contact, &address.auri);
    peer->source = msg->src;
  }
  (void) sip_replyf (peer->sip, msg, 200, "OK",
                     "Contact: %r\r\nContent-Length: 0\r\n\r\n", &contact->val);
  tell ("%s %s %r", leaving ? "unregistered" : "registered", peer->user, &address.auri);
}

static bool
on_request (const struct sip_msg *msg, void *arg)
{
  Peer *peer = arg;

  if (pl_strcmp (&msg->met, "REGISTER") != 0)
    return false;
  if (is_authentic (peer, msg)) {
    take_registration (peer, msg);
    return true;
  }
  if (sip_msg_hdr (msg, SIP_HDR_AUTHORIZATION) != NULL)
    tell ("refused %r", &msg->from.uri.user);
  (void) sip_replyf (peer->sip, msg, 401, "Unauthorized",
                     "WWW-Authenticate: Digest realm=\"%s\", nonce=\"%016llx\","
                     " qop=\"auth\", algorithm=MD5\r\nContent-Length: 0\r\n\r\n",
                     REALM, (unsigned long long) rand_u64 ());
  return true;
}

/* --- commands --------------------------------------------------------------------- */

static void
obey (Peer *peer, const char *line)
{
  char host[64];

  if (strcmp (line, "call") == 0) {
    (void) re_snprintf (host, sizeof host, "127.0.0.1:%u", peer->port);
    call_phone (peer, host);
  } else if (strncmp (line, "call-as ", 8) == 0) {
    call_phone (peer, line + 8);
  } else if (strcmp (line, "hangup") == 0) {
    hang_up (peer);
  } else if (strcmp (line, "pause") == 0) {
    tmr_cancel (&peer->frame_timer);
    tell ("paused");
  } else if (strcmp (line, "resume") == 0 && peer->call != NULL) {
    peer->next_frame = tmr_jiffies ();
    on_frame_due (peer);
  } else if (strcmp (line, "forget") == 0 && peer->call != NULL) {
    peer->call->forgotten = true;
    leave_media (peer);
  } else if (strcmp (line, "quit") == 0) {
    re_cancel ();
  }
}

static void
on_stdin (int flags, void *arg)
{
  char text[256], *rest = text, *line;
  ssize_t n = read (STDIN_FILENO, text, sizeof text - 1);

  if (n <= 0) {
    re_cancel ();
    return;
  }
  text[n] = 0;
  while ((line = strsep (&rest, "\n")) != NULL)
    obey (arg, line);
}

static int
listen_on (Peer *peer, uint16_t port)
{
  struct sa address;
  int err;

  (void) sa_set_str (&address, "127.0.0.1", port);
  err = sip_alloc (&peer->sip, NULL, 32, 32, 32, "sip-peer", NULL, NULL);
  if (!err)
    err = sip_transp_add (peer->sip, SIP_TRANSP_TCP, &address);
  if (!err)
    err = sip_listen (&peer->listener, peer->sip, true, on_request, peer);
  if (!err)
    err = sipsess_listen (&peer->sessions, peer->sip, 32, NULL, peer);
  if (!err)
    err = sip_transp_laddr (peer->sip, &address, SIP_TRANSP_TCP, &address);
  if (!err)
    err = fd_listen (STDIN_FILENO, FD_READ, on_stdin, peer);
  peer->port = sa_port (&address);
  return err;
}

int
main (int argc, char *argv[])
{
  Peer peer = { 0 };
  int err;

  if (argc != 4)
    return 2;
  peer.user = argv[2];
  peer.password = argv[3];
  (void) libre_init ();
  err = listen_on (&peer, (uint16_t) atoi (argv[1]));
  if (err)
    tell ("cannot listen: %m", err);
  else
    tell ("listening %u", peer.port);
  if (!err)
    err = re_main (NULL);
  fd_close (STDIN_FILENO);
  hang_up (&peer);
  mem_deref (peer.calls[0].session);
  mem_deref (peer.calls[1].session);
  mem_deref (peer.contact);
  mem_deref (peer.listener);
  mem_deref (peer.sessions);
  sip_close (peer.sip, true);
  mem_deref (peer.sip);
  libre_close ();
  return err != 0;
}
