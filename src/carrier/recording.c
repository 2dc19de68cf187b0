/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A WAV file that grows by the second and is valid after each. (librem's aufile puts
 * the length into the header only when it is closed: a killed process would leave a
 * file that says it is empty.)
 *
 * Two threads. Recordings live on libre's and only gather sound; full seconds cross to
 * the recorder's thread as plain copied pages, which writes them in the order they
 * came. Rewriting a header can wait 200 ms for the disk: a call cannot.
 */
#include "carrier/recording.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <string.h>
#include <unistd.h>

enum {
  RATE = 8000,
  SAMPLE = 2,
  HEADER = 44,          /* bytes of a plain PCM header */
  PAGE = RATE * SAMPLE, /* written at once: one second */
};

struct od_recorder {
  GThreadPool *pool; /* owned; of one thread */
};

struct od_recording {
  struct od_recorder *recorder; /* lent */
  int fd;                       /* goes to the recorder with the last page */
  struct mbuf *page;            /* owned; what is not handed over yet */
  uint64_t written;             /* samples handed over */
};

/* What crosses to the recorder's thread. */
struct sheet {
  int fd;
  bool last;        /* close the file after this */
  uint64_t written; /* samples in the file before this */
  size_t n;         /* bytes */
  uint8_t bytes[];
};

static int
write_at (int fd, const uint8_t *p, size_t n, off_t at)
{
  while (n > 0) {
    ssize_t done = pwrite (fd, p, n, at);

    if (done < 0 && errno == EINTR)
      continue;
    if (done <= 0)
      return done < 0 ? errno : ENOSPC;
    p += done;
    n -= (size_t) done;
    at += done;
  }

  return 0;
}

static void
put (uint8_t *at, uint32_t value, size_t bytes)
{
  for (size_t i = 0; i < bytes; i++)
    at[i] = (uint8_t) (value >> 8 * i);
}

static int
write_header (int fd, uint64_t samples)
{
  uint32_t bytes = (uint32_t) (samples * SAMPLE);
  uint8_t header[HEADER];

  memcpy (header, "RIFF....WAVEfmt ", 16);
  put (header + 4, HEADER - 8 + bytes, 4);
  put (header + 16, 16, 4); /* bytes of what follows */
  put (header + 20, 1, 2);  /* PCM */
  put (header + 22, 1, 2);  /* channels */
  put (header + 24, RATE, 4);
  put (header + 28, RATE * SAMPLE, 4);
  put (header + 32, SAMPLE, 2);
  put (header + 34, 8 * SAMPLE, 2);
  memcpy (header + 36, "data", 4);
  put (header + 40, bytes, 4);

  return write_at (fd, header, HEADER, 0);
}

/* On the recorder's thread. Sound first, then the header that promises it. */
static void
on_sheet (gpointer data, gpointer user_data)
{
  g_autofree struct sheet *sheet = data;
  off_t at = HEADER + (off_t) (sheet->written * SAMPLE);
  int err;

  err = write_at (sheet->fd, sheet->bytes, sheet->n, at);
  if (!err)
    err = write_header (sheet->fd, sheet->written + sheet->n / SAMPLE);
  if (err) /* a full disk must not end a call: that second is not kept */
    g_printerr ("A recording has a hole: %s.\n", g_strerror (err));
  if (sheet->last)
    close (sheet->fd);
}

static void
recorder_destroy (void *data)
{
  struct od_recorder *recorder = data;

  if (recorder->pool)
    g_thread_pool_free (recorder->pool, FALSE, TRUE);
}

int
od_recorder_alloc (struct od_recorder **recorderp)
{
  struct od_recorder *recorder;

  if (!recorderp)
    return EINVAL;

  recorder = mem_zalloc (sizeof (*recorder), recorder_destroy);
  if (!recorder)
    return ENOMEM;

  recorder->pool = g_thread_pool_new (on_sheet, NULL, 1, TRUE, NULL);
  if (!recorder->pool) {
    mem_deref (recorder);
    return EAGAIN;
  }
  *recorderp = recorder;

  return 0;
}

static void
turn_page (struct od_recording *rec, bool last)
{
  struct sheet *sheet = g_malloc (sizeof (*sheet) + rec->page->end);

  *sheet = (struct sheet){ rec->fd, last, rec->written, rec->page->end };
  memcpy (sheet->bytes, rec->page->buf, sheet->n);
  rec->written += sheet->n / SAMPLE;
  mbuf_rewind (rec->page);
  g_thread_pool_push (rec->recorder->pool, sheet, NULL);
}

static void
recording_destroy (void *data)
{
  struct od_recording *rec = data;

  if (rec->fd >= 0)
    turn_page (rec, true);
  mem_deref (rec->page);
}

int
od_recording_alloc (struct od_recording **recp,
                    struct od_recorder *recorder,
                    const char *path)
{
  struct od_recording *rec;
  int err = 0;

  if (!recp || !recorder || !path)
    return EINVAL;

  rec = mem_zalloc (sizeof (*rec), recording_destroy);
  if (!rec)
    return ENOMEM;

  rec->recorder = recorder;
  rec->fd = -1;
  rec->page = mbuf_alloc (PAGE);
  if (!rec->page) {
    err = ENOMEM;
    goto out;
  }

  rec->fd = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (rec->fd < 0) {
    err = errno;
    goto out;
  }
  err = write_header (rec->fd, 0);

out:
  if (err)
    mem_deref (rec);
  else
    *recp = rec;

  return err;
}

int
od_recording_add (struct od_recording *rec, const int16_t *sampv, size_t sampc)
{
  int err = 0;

  for (size_t i = 0; i < sampc && !err; i++) {
    err = mbuf_write_u16 (rec->page, sys_htols ((uint16_t) sampv[i]));
    if (!err && rec->page->end >= PAGE)
      turn_page (rec, false);
  }

  return err;
}

int
od_recording_add_silence (struct od_recording *rec, size_t sampc)
{
  static const int16_t nothing[RATE / 50];
  int err = 0;

  while (sampc > 0 && !err) {
    size_t n = sampc < RATE / 50 ? sampc : RATE / 50;

    err = od_recording_add (rec, nothing, n);
    sampc -= n;
  }

  return err;
}

uint64_t
od_recording_length (const struct od_recording *rec)
{
  return rec->written + rec->page->end / SAMPLE;
}
