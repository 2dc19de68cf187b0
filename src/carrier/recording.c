/*
 * A WAV file that grows by the second and is valid after each. (librem's aufile puts
 * the length into the header only when it is closed: a killed process would leave a
 * file that says it is empty.) Single thread.
 */
#include "carrier/recording.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum {
  RATE = 8000,
  SAMPLE = 2,
  HEADER = 44,          /* bytes of a plain PCM header */
  PAGE = RATE * SAMPLE, /* written at once: one second */
};

struct od_recording {
  int fd;
  struct mbuf *page; /* owned; what is not written yet */
  uint64_t written;  /* samples in the file */
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

static int
write_header (const struct od_recording *rec)
{
  uint32_t bytes = (uint32_t) (rec->written * SAMPLE);
  struct mbuf *mb = mbuf_alloc (HEADER);
  int err;

  if (!mb)
    return ENOMEM;

  err = mbuf_write_str (mb, "RIFF");
  err = err ? err : mbuf_write_u32 (mb, sys_htoll (HEADER - 8 + bytes));
  err = err ? err : mbuf_write_str (mb, "WAVEfmt ");
  err = err ? err : mbuf_write_u32 (mb, sys_htoll (16)); /* bytes of what follows */
  err = err ? err : mbuf_write_u16 (mb, sys_htols (1));  /* PCM */
  err = err ? err : mbuf_write_u16 (mb, sys_htols (1));  /* channels */
  err = err ? err : mbuf_write_u32 (mb, sys_htoll (RATE));
  err = err ? err : mbuf_write_u32 (mb, sys_htoll (RATE * SAMPLE));
  err = err ? err : mbuf_write_u16 (mb, sys_htols (SAMPLE));
  err = err ? err : mbuf_write_u16 (mb, sys_htols (8 * SAMPLE));
  err = err ? err : mbuf_write_str (mb, "data");
  err = err ? err : mbuf_write_u32 (mb, sys_htoll (bytes));
  err = err ? err : write_at (rec->fd, mb->buf, mb->end, 0);

  mem_deref (mb);

  return err;
}

/* Sound first, then the header that promises it. */
static int
turn_page (struct od_recording *rec)
{
  off_t at = HEADER + (off_t) (rec->written * SAMPLE);
  int err;

  err = write_at (rec->fd, rec->page->buf, rec->page->end, at);
  if (err)
    return err;

  rec->written += rec->page->end / SAMPLE;
  mbuf_rewind (rec->page);

  return write_header (rec);
}

static void
recording_destroy (void *data)
{
  struct od_recording *rec = data;

  if (rec->fd >= 0) {
    (void) turn_page (rec); /* nobody is left to hear of an error */
    close (rec->fd);
  }
  mem_deref (rec->page);
}

int
od_recording_alloc (struct od_recording **recp, const char *path)
{
  struct od_recording *rec;
  int err = 0;

  if (!recp || !path)
    return EINVAL;

  rec = mem_zalloc (sizeof (*rec), recording_destroy);
  if (!rec)
    return ENOMEM;

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
  err = write_header (rec);

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
      err = turn_page (rec);
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
