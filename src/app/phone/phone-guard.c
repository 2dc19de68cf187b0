/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loaded into stock baresip before anything else (LD_PRELOAD), to make it a well-kept
 * child. Baresip's control port has no password and gives itself to whoever connects
 * last; here it never exists: binding it yields a private door, and the only one who
 * ever comes through that door is the program that started us, over a socket it handed
 * down. Promises:
 *   - the control channel is that socket and nothing else, on no port and on no path;
 *   - SIP comes in only over connections baresip opened itself, that is from its
 *     registrar: nobody can connect to it, and its UDP port hears nobody;
 *   - it goes when its parent goes: politely, and two seconds later in any case (alone,
 *     baresip waits half a minute for a registrar that went as well);
 *   - it leaves no core file, because it knows a password;
 *   - without this library baresip has no control port at all, because the address it is
 *     told to listen on does not exist. Runs in baresip's main thread, but for the one
 *     that waits for the parent's end.
 *
 * OUTDIAL_PHONE_GUARDED = "PARENT-PID CONTROL-ADDRESS CONTROL-PORT INHERITED-FD"
 */
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define REFUSED_TO_RUN 126
#define LAST_WORDS_MS  2000

/* A preloaded library has nobody to hand it its state: the rule against globals must
 * yield here. Written once by the constructor, then by baresip's main thread only. */
static struct {
  struct in_addr address; /* the control address, which no machine has */
  in_port_t port;         /* the control port, in network order */
  int inherited;          /* our end of the parent's socket; -1: given away */
  int door;               /* baresip's "listening" socket; -1: not yet bound */
} guard = { .inherited = -1, .door = -1 };

/* The shipped binary calls through the PLT, so dlsym finds libc's own. */
static int
next_bind (int fd, const struct sockaddr *address, socklen_t length)
{
  static int (*next) (int, const struct sockaddr *, socklen_t);

  if (next == NULL)
    *(void **) &next = dlsym (RTLD_NEXT, "bind");
  return next (fd, address, length);
}

static int
next_listen (int fd, int backlog)
{
  static int (*next) (int, int);

  if (next == NULL)
    *(void **) &next = dlsym (RTLD_NEXT, "listen");
  return next (fd, backlog);
}

static int
next_accept (int fd, struct sockaddr *address, socklen_t *length)
{
  static int (*next) (int, struct sockaddr *, socklen_t *);

  if (next == NULL)
    *(void **) &next = dlsym (RTLD_NEXT, "accept");
  return next (fd, address, length);
}

static int
fail (int why)
{
  errno = why;
  return -1;
}

static int
kind_of (int fd)
{
  int kind = 0;
  socklen_t length = sizeof kind;

  (void) getsockopt (fd, SOL_SOCKET, SO_TYPE, &kind, &length);
  return kind;
}

/* Turns @fd into one end of a pair whose other end has one byte waiting: to a poll that
 * looks like one caller at the door. */
static int
make_door (int fd)
{
  int pair[2];

  if (guard.inherited < 0 || guard.door >= 0)
    return fail (EADDRINUSE);
  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
    return -1;
  /* pair[1] stays open as long as we live, so that the door never looks broken. */
  if (write (pair[1], "!", 1) != 1 || dup3 (pair[0], fd, O_CLOEXEC) < 0)
    return fail (EIO);
  (void) close (pair[0]);
  guard.door = fd;
  return 0;
}

/* Lets a UDP socket hear nobody but itself. */
static int
deafen (int fd)
{
  struct sockaddr_in self;
  socklen_t length = sizeof self;

  if (getsockname (fd, (struct sockaddr *) &self, &length) != 0)
    return -1;
  return connect (fd, (struct sockaddr *) &self, length);
}

/* Any other bind passes untouched. The configuration gives port 0 on loopback to SIP
 * and to nothing else: RTP has numbered ports, DNS the open address. */
int
bind (int fd, const struct sockaddr *address, socklen_t length)
{
  const struct sockaddr_in *in = (const struct sockaddr_in *) address;
  const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *) address;
  int kind = kind_of (fd);

  if (address->sa_family == AF_INET6 && kind == SOCK_STREAM
      && in6->sin6_port == guard.port)
    return fail (EACCES);
  if (address->sa_family != AF_INET)
    return next_bind (fd, address, length);
  if (kind == SOCK_STREAM && in->sin_port == guard.port)
    return in->sin_addr.s_addr == guard.address.s_addr ? make_door (fd) : fail (EACCES);
  if (next_bind (fd, address, length) != 0)
    return -1;
  if (kind == SOCK_DGRAM && in->sin_port == 0
      && in->sin_addr.s_addr == htonl (INADDR_LOOPBACK))
    return deafen (fd);
  return 0;
}

int
listen (int fd, int backlog)
{
  return fd == guard.door ? 0 : next_listen (fd, backlog);
}

static int
refuse_caller (int fd)
{
  int caller = next_accept (fd, NULL, NULL);

  if (caller >= 0)
    (void) close (caller);
  return fail (ECONNABORTED);
}

int
accept (int fd, struct sockaddr *address, socklen_t *length)
{
  struct sockaddr_in us = { .sin_family = AF_INET };
  int channel = guard.inherited;
  char knock;

  if (fd != guard.door)
    return refuse_caller (fd);
  if (read (fd, &knock, 1) != 1 || channel < 0)
    return fail (ECONNABORTED);
  guard.inherited = -1;
  if (address != NULL && length != NULL) {
    us.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
    us.sin_port = htons (1);
    memcpy (address, &us, *length < sizeof us ? *length : sizeof us);
    *length = sizeof us;
  }
  return channel;
}

/* Sees the parent's end of the channel close, and gives baresip its time to hang up. */
static void *
outlive_no_parent (void *data)
{
  struct pollfd channel = { .fd = (int) (intptr_t) data, .events = POLLRDHUP };

  while (poll (&channel, 1, -1) < 0 && errno == EINTR)
    continue;
  (void) poll (NULL, 0, LAST_WORDS_MS);
  _exit (0);
}

/* With all signals blocked: baresip's handlers belong on its main thread. */
static void
watch_parent (void)
{
  int channel = fcntl (guard.inherited, F_DUPFD_CLOEXEC, 0);
  pthread_t thread;
  sigset_t all, before;

  (void) sigfillset (&all);
  (void) pthread_sigmask (SIG_SETMASK, &all, &before);
  if (channel < 0
      || pthread_create (&thread, NULL, outlive_no_parent, (void *) (intptr_t) channel)
           != 0)
    _exit (REFUSED_TO_RUN);
  (void) pthread_detach (thread);
  (void) pthread_sigmask (SIG_SETMASK, &before, NULL);
}

static void
read_orders (const char *orders)
{
  char address[INET_ADDRSTRLEN];
  int parent, port, fd;

  if (orders == NULL
      || sscanf (orders, "%d %15s %d %d", &parent, address, &port, &fd) != 4
      || inet_pton (AF_INET, address, &guard.address) != 1 || kind_of (fd) != SOCK_STREAM)
    _exit (REFUSED_TO_RUN);
  guard.port = htons ((in_port_t) port);
  guard.inherited = fd;
  (void) fcntl (fd, F_SETFD, FD_CLOEXEC);
  /* The order matters: a parent that died before the first line is seen by the second. */
  if (prctl (PR_SET_PDEATHSIG, SIGTERM) != 0 || getppid () != parent)
    _exit (REFUSED_TO_RUN);
}

__attribute__ ((constructor)) static void
stand_guard (void)
{
  struct rlimit none = { 0, 0 };

  if (getauxval (AT_SECURE) != 0)
    _exit (REFUSED_TO_RUN);
  read_orders (getenv ("OUTDIAL_PHONE_GUARDED"));
  (void) unsetenv ("OUTDIAL_PHONE_GUARDED");
  (void) unsetenv ("LD_PRELOAD");
  (void) setrlimit (RLIMIT_CORE, &none);
  watch_parent ();
}
