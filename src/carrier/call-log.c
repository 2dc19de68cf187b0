/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The judge's book: one JSON line an event, one write(2) a line, nothing kept back
 * in this process. Belongs to the thread that opened it.
 */
#include "carrier/call-log.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

struct od_call_log {
  int fd;
  bool broken;                   /* brokenh was called: say it once */
  od_call_log_broken_h *brokenh; /* may be NULL */
  void *arg;
};

static void
log_destroy (void *data)
{
  struct od_call_log *log = data;

  if (log->fd >= 0)
    close (log->fd);
}

int
od_call_log_open (struct od_call_log **logp,
                  const char *path,
                  od_call_log_broken_h *brokenh,
                  void *arg)
{
  struct od_call_log *log;
  int err = 0;

  if (!logp || !path)
    return EINVAL;

  log = mem_zalloc (sizeof (*log), log_destroy);
  if (!log)
    return ENOMEM;

  log->brokenh = brokenh;
  log->arg = arg;
  log->fd = open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (log->fd < 0)
    err = errno;

  if (err)
    mem_deref (log);
  else
    *logp = log;

  return err;
}

void
od_call_log_quote (GString *line, const char *text)
{
  g_autofree char *valid = NULL;

  if (!text) {
    g_string_append (line, "null");
    return;
  }

  valid = g_utf8_make_valid (text, -1);
  g_string_append_c (line, '"');
  for (const char *c = valid; *c; c++) {
    if (*c == '"' || *c == '\\')
      g_string_append_printf (line, "\\%c", *c);
    else if ((unsigned char) *c < 0x20)
      g_string_append_printf (line, "\\u%04x", (unsigned char) *c);
    else
      g_string_append_c (line, *c);
  }
  g_string_append_c (line, '"');
}

/* A file takes a write whole unless the disk is full or a limit is met: then the
 * book can no longer be trusted, which is worth stopping for. */
static void
write_line (struct od_call_log *log, const GString *line)
{
  ssize_t n;

  do
    n = write (log->fd, line->str, line->len);
  while (n < 0 && errno == EINTR);

  if (n == (ssize_t) line->len || log->broken)
    return;

  log->broken = true;
  if (log->brokenh)
    log->brokenh (n < 0 ? errno : ENOSPC, log->arg);
}

void
od_call_log_add (struct od_call_log *log,
                 const char *event,
                 const char *call,
                 const char *number,
                 const struct od_call_log_field *fields,
                 size_t n)
{
  g_autoptr (GString) line = g_string_sized_new (256);

  g_string_append_printf (line,
                          "{\"at_ms\":%" G_GINT64_FORMAT ",\"mono_us\":%" G_GINT64_FORMAT,
                          g_get_real_time () / 1000, g_get_monotonic_time ());
  g_string_append (line, ",\"event\":");
  od_call_log_quote (line, event);
  g_string_append (line, ",\"call\":");
  od_call_log_quote (line, call);
  g_string_append (line, ",\"number\":");
  od_call_log_quote (line, number);
  for (size_t i = 0; i < n; i++) {
    g_string_append_printf (line, ",\"%s\":", fields[i].key);
    if (fields[i].kind == OD_CALL_LOG_NUMBER)
      g_string_append_printf (line, "%" PRId64, fields[i].number);
    else
      od_call_log_quote (line, fields[i].text);
  }
  g_string_append (line, "}\n");

  write_line (log, line);
}
