/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Speaks baresip's control protocol: JSON in netstrings. Promises to take whatever the
 * channel brings without harm: what is no netstring ends the channel, what is no JSON
 * object or of an unknown kind is noise. A child that leaves a command unanswered counts
 * as gone. Never logs a command or a reply, because baresip repeats passwords.
 */
#include "app/phone/baresip-control.h"

#include "app/phone/netstring.h"
#include "shared/model/thread.h"

#include <errno.h>
#include <glib-unix.h>
#include <jansson.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define ANSWER_LIMIT_S 5 /* answers take a millisecond; 5 s is a hung child */
#define HEARTBEAT_S    3 /* how often it is asked, so that a hang is noticed */
#define MAX_PARAMETER  900

/* Who waits for an answer. */
typedef struct {
  OdBaresipReplyFunc on_reply; /* NULL: nobody does */
  gpointer data;
} Question;

struct _OdBaresipControl {
  int channel;
  guint watch;     /* source of the channel; 0: the channel is over */
  guint limit;     /* source; 0: no answer is missing */
  guint heartbeat; /* source; 0: the channel is over */
  guint closing;   /* source that tells the end; 0: not ending */
  OdNetstring *incoming;
  GHashTable *questions; /* token number -> Question; the order is baresip's */
  guint last_token;
  OdBaresipListener listener;
  gpointer data;
};

static gboolean
on_closing (gpointer data)
{
  OdBaresipControl *self = data;

  self->closing = 0;
  self->listener.closed (self->data);
  return G_SOURCE_REMOVE;
}

/* Ends the talk. The listener hears of it from the main loop, never from within its own
 * call to us. */
static void
close_channel (OdBaresipControl *self)
{
  g_clear_handle_id (&self->watch, g_source_remove);
  g_clear_handle_id (&self->limit, g_source_remove);
  g_clear_handle_id (&self->heartbeat, g_source_remove);
  if (self->closing == 0)
    self->closing = g_idle_add (on_closing, self);
}

static gboolean
on_no_answer (gpointer data)
{
  OdBaresipControl *self = data;

  self->limit = 0;
  close_channel (self);
  return G_SOURCE_REMOVE;
}

static void
watch_answers (OdBaresipControl *self)
{
  g_clear_handle_id (&self->limit, g_source_remove);
  if (g_hash_table_size (self->questions) > 0)
    self->limit = g_timeout_add_seconds (ANSWER_LIMIT_S, on_no_answer, self);
}

static const char *
text_of (const json_t *message, const char *name)
{
  return json_string_value (json_object_get (message, name));
}

static void
take_reply (OdBaresipControl *self, const json_t *message)
{
  const char *token = text_of (message, "token");
  g_autofree Question *question = NULL;
  gpointer key;

  if (token == NULL)
    return;
  key = GUINT_TO_POINTER ((guint) g_ascii_strtoull (token, NULL, 10));
  if (!g_hash_table_steal_extended (self->questions, key, NULL, (gpointer *) &question))
    return;
  watch_answers (self);
  if (question->on_reply != NULL)
    question->on_reply (json_is_true (json_object_get (message, "ok")),
                        text_of (message, "data"), question->data);
}

static void
take_event (OdBaresipControl *self, const json_t *message)
{
  OdBaresipEvent event = {
    .type = text_of (message, "type"),
    .account = text_of (message, "accountaor"),
    .call = text_of (message, "id"),
    .detail = text_of (message, "param"),
  };

  if (event.type != NULL)
    self->listener.event (&event, self->data);
}

static void
take_message (OdBaresipControl *self, const char *text, gsize length)
{
  json_t *message = json_loadb (text, length, JSON_REJECT_DUPLICATES, NULL);

  if (json_is_true (json_object_get (message, "response")))
    take_reply (self, message);
  else if (json_is_true (json_object_get (message, "event")))
    take_event (self, message);
  json_decref (message);
}

static void
take_messages (OdBaresipControl *self)
{
  OdNetstringResult result = OD_NETSTRING_MESSAGE;

  while (self->watch != 0 && result == OD_NETSTRING_MESSAGE) {
    g_autofree char *text = NULL;
    gsize length;

    result = od_netstring_next (self->incoming, &text, &length);
    if (result == OD_NETSTRING_MESSAGE)
      take_message (self, text, length);
  }
  if (result == OD_NETSTRING_GARBAGE)
    close_channel (self);
}

/* What remains when nobody holds the control any more. */
static void
on_last_release (gpointer data)
{
  OdBaresipControl *self = data;

  od_netstring_free (self->incoming);
  g_hash_table_unref (self->questions);
}

static gboolean
on_readable (gint fd, GIOCondition condition, gpointer data)
{
  OdBaresipControl *self = data;
  char bytes[4096];
  gssize n = recv (fd, bytes, sizeof bytes, MSG_DONTWAIT);

  if (n > 0) {
    /* A listener may free the control in the middle of its messages. */
    g_rc_box_acquire (self);
    od_netstring_feed (self->incoming, bytes, (gsize) n);
    take_messages (self);
    g_rc_box_release_full (self, on_last_release);
  } else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
    close_channel (self);
  }
  return G_SOURCE_CONTINUE;
}

static gboolean
on_heartbeat (gpointer data)
{
  od_baresip_control_ask (data, "reginfo", NULL, NULL, NULL);
  return G_SOURCE_CONTINUE;
}

OdBaresipControl *
od_baresip_control_new (int channel, OdBaresipListener listener, gpointer data)
{
  OD_ASSERT_MAIN ();

  OdBaresipControl *self = g_rc_box_new0 (OdBaresipControl);

  self->channel = channel;
  self->incoming = od_netstring_new ();
  self->questions = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->listener = listener;
  self->data = data;
  self->watch = g_unix_fd_add (channel, G_IO_IN | G_IO_HUP | G_IO_ERR, on_readable, self);
  self->heartbeat = g_timeout_add_seconds (HEARTBEAT_S, on_heartbeat, self);
  return self;
}

void
od_baresip_control_free (OdBaresipControl *self)
{
  OD_ASSERT_MAIN ();

  g_clear_handle_id (&self->watch, g_source_remove);
  g_clear_handle_id (&self->limit, g_source_remove);
  g_clear_handle_id (&self->heartbeat, g_source_remove);
  g_clear_handle_id (&self->closing, g_source_remove);
  (void) close (self->channel);
  g_rc_box_release_full (self, on_last_release);
}

/* The channel's buffer takes hundreds of commands: one that is full has nobody at the
 * other end. */
static void
send_text (OdBaresipControl *self, const char *text)
{
  g_autoptr (GString) wrapped = od_netstring_wrap (text);
  gssize sent = send (self->channel, wrapped->str, wrapped->len,
                      MSG_DONTWAIT | MSG_NOSIGNAL);

  if (sent != (gssize) wrapped->len)
    close_channel (self);
}

void
od_baresip_control_ask (OdBaresipControl *self,
                        const char *command,
                        const char *parameter,
                        OdBaresipReplyFunc on_reply,
                        gpointer data)
{
  OD_ASSERT_MAIN ();

  Question question = { on_reply, data };
  char token[16];
  json_t *request;
  char *text;

  g_return_if_fail (parameter == NULL || strlen (parameter) <= MAX_PARAMETER);
  if (self->watch == 0)
    return;
  g_snprintf (token, sizeof token, "%u", ++self->last_token);
  /* "params" must be a string: any other type crashes baresip before 2.0. */
  request = json_pack ("{ss ss ss}", "command", command, "params",
                       parameter != NULL ? parameter : "", "token", token);
  text = json_dumps (request, JSON_COMPACT);
  g_hash_table_insert (self->questions, GUINT_TO_POINTER (self->last_token),
                       g_memdup2 (&question, sizeof question));
  if (self->limit == 0)
    watch_answers (self);
  send_text (self, text);
  free (text);
  json_decref (request);
}
