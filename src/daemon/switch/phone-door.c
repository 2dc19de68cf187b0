/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How it gets to know of connections: libre's SIP has no limit and no bell for them, but
 * takes each by tcp_accept(), which a shared library looks up among the program's own
 * functions first. Ours stands before libre's, and so does our tcp_listen(): libre lets
 * five wait in line, so that others' calls at the port would be a second late. Tests open
 * crowds of connections, and would tell of a libre that does not ask. How it shows one
 * out: shutdown() of the socket, which libre reads as the other side's end.
 *
 * libre closes connections as it likes and does not say so. A guest is therefore known by
 * descriptor and both addresses, and looked at again before anything is done to it. Runs
 * on the switch thread.
 */
#include "daemon/switch/phone-door.h"

#include "shared/model/thread.h"

#include <dlfcn.h>
#include <sys/socket.h>

#define TELL_US (60 * G_USEC_PER_SEC)
#define BACKLOG 1024 /* connections that nobody had time for yet */

typedef struct {
  struct sa peer;
  struct sa local;
  int fd;
  gint64 since_us;
} Guest;

struct od_phone_door {
  OdSwitchLimits limits;
  GQueue guests; /* Guest, the oldest first; gone ones too until somebody needs room */
  guint shown_out;
  gint64 told_us;
};

typedef int (accept_f) (struct tcp_conn **,
                        struct tcp_sock *,
                        tcp_estab_h *,
                        tcp_recv_h *,
                        tcp_close_h *,
                        void *);

/* tcp_accept() is told nothing of whose connection it is; a thread has one switch. */
static _Thread_local struct od_phone_door *door_here;

static void
door_destroy (void *data)
{
  struct od_phone_door *door = data;

  g_queue_clear_full (&door->guests, g_free);
  if (door_here == door)
    door_here = NULL;
}

int
od_phone_door_alloc (struct od_phone_door **doorp, const OdSwitchLimits *limits)
{
  struct od_phone_door *door = mem_zalloc (sizeof (*door), door_destroy);

  OD_ASSERT_SWITCH ();
  if (!door)
    return ENOMEM;

  door->limits = *limits;
  door->told_us = -TELL_US;
  g_queue_init (&door->guests);
  door_here = *doorp = door;
  return 0;
}

/* The number may belong to somebody else by now: audio, a page of the API. */
static bool
is_still_here (const Guest *guest)
{
  struct sa peer = { .len = sizeof (peer.u) };
  struct sa local = { .len = sizeof (local.u) };

  return getpeername (guest->fd, &peer.u.sa, &peer.len) == 0
         && getsockname (guest->fd, &local.u.sa, &local.len) == 0
         && sa_cmp (&peer, &guest->peer, SA_ALL)
         && sa_cmp (&local, &guest->local, SA_ALL);
}

static void
show_out (struct od_phone_door *door, GList *link)
{
  g_autofree Guest *guest = link->data;

  if (is_still_here (guest) && shutdown (guest->fd, SHUT_RDWR) == 0)
    door->shown_out++;
  g_queue_delete_link (&door->guests, link);
}

/* The oldest guest of the address of @newest, if it has more than it may and that one had
 * time enough to say who it is; NULL: none. */
static GList *
find_crowd (struct od_phone_door *door, const Guest *newest)
{
  guint n = 0;
  GList *oldest = NULL;
  gint64 age_us;

  for (GList *link = door->guests.head; link != NULL; link = link->next) {
    const Guest *guest = link->data;

    if (!sa_cmp (&guest->peer, &newest->peer, SA_ADDR))
      continue;
    n++;
    oldest = oldest != NULL ? oldest : link;
  }
  if (n <= door->limits.guests_per_address)
    return NULL;

  age_us = newest->since_us - ((const Guest *) oldest->data)->since_us;
  return age_us >= (gint64) door->limits.guest_grace_ms * 1000 ? oldest : NULL;
}

/* Whoever had this descriptor before has gone. */
static void
forget (struct od_phone_door *door, int fd)
{
  for (GList *link = door->guests.head, *next; link != NULL; link = next) {
    next = link->next;
    if (((const Guest *) link->data)->fd != fd)
      continue;
    g_free (link->data);
    g_queue_delete_link (&door->guests, link);
  }
}

static void
welcome (struct od_phone_door *door, struct tcp_conn *conn)
{
  Guest *guest = g_new0 (Guest, 1);
  GList *link;

  guest->fd = tcp_conn_fd (conn);
  guest->since_us = g_get_monotonic_time ();
  if (tcp_conn_peer_get (conn, &guest->peer)
      || tcp_conn_local_get (conn, &guest->local)) {
    g_free (guest); /* it broke off already */
    return;
  }

  forget (door, guest->fd);
  g_queue_push_tail (&door->guests, guest);
  while ((link = find_crowd (door, guest)) != NULL)
    show_out (door, link);
  while (door->guests.length > door->limits.guests_in_all)
    show_out (door, door->guests.head);
}

/* Before libre's own, and made of its parts. */
int
tcp_listen (struct tcp_sock **sockp, const struct sa *local, tcp_conn_h *connh, void *arg)
{
  struct tcp_sock *sock = NULL;
  int err = tcp_sock_alloc (&sock, local, connh, arg);

  if (!err)
    err = tcp_sock_bind (sock, local);
  if (!err)
    err = tcp_sock_listen (sock, BACKLOG);
  if (err)
    mem_deref (sock);
  else
    *sockp = sock;

  return err;
}

/* Before libre's own: see above. */
int
tcp_accept (struct tcp_conn **conn,
            struct tcp_sock *sock,
            tcp_estab_h *estabh,
            tcp_recv_h *recvh,
            tcp_close_h *closeh,
            void *arg)
{
  static accept_f *libres;
  int err;

  if (g_once_init_enter (&libres))
    g_once_init_leave (&libres, (accept_f *) dlsym (RTLD_NEXT, "tcp_accept"));

  err = libres (conn, sock, estabh, recvh, closeh, arg);
  if (!err && door_here)
    welcome (door_here, *conn);
  return err;
}

/* From the newest on: who proves to be a phone has only just come. */
void
od_phone_door_let_in (struct od_phone_door *door, const struct sa *peer)
{
  OD_ASSERT_SWITCH ();
  for (GList *link = door->guests.tail; link != NULL; link = link->prev) {
    Guest *guest = link->data;

    if (!sa_cmp (&guest->peer, peer, SA_ALL))
      continue;
    g_queue_delete_link (&door->guests, link);
    g_free (guest);
    return;
  }
}

void
od_phone_door_look_round (struct od_phone_door *door, gint64 now_us)
{
  OD_ASSERT_SWITCH ();
  if (door->shown_out == 0 || now_us - door->told_us < TELL_US)
    return;

  g_message ("%u connections to the agents' phone port did not say whose phone they are, "
             "and were closed to keep room for others",
             door->shown_out);
  door->shown_out = 0;
  door->told_us = now_us;
}
