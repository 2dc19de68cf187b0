/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a call came out: the engine's words and the agents' table. Pure.
 */
#include "shared/model/disposition.h"

#include "shared/model/names.h"

#include <stddef.h>
#include <string.h>

#define MAX_LABEL 64 /* characters; a label must fit a radio button */

static const char *const system_names[OD_SYSTEM_N_DISPOSITIONS + 1] = {
  [OD_SYSTEM_IN_PROGRESS] = "In Progress",
  [OD_SYSTEM_RINGING] = "Ringing",
  [OD_SYSTEM_ANSWERED] = "Answered",
  [OD_SYSTEM_CONNECTED] = "Connected",
  [OD_SYSTEM_AGENT_UNAVAILABLE] = "Agent Unavailable",
  [OD_SYSTEM_REJECTED] = "Rejected",
  [OD_SYSTEM_CONNECTION_ERROR] = "Connection Error",
  [OD_SYSTEM_ERROR] = "Error",
};

/* What a call that was never answered is called, by why it ended. */
/* clang-format off */
static const struct {
  const char *name;
  OdSystemDisposition unanswered;
  gboolean trunks; /* before an answer: the trunk decided */
} ends[OD_END_N_REASONS] = {
  [OD_END_NONE]          = { "none",          OD_SYSTEM_IN_PROGRESS },
  [OD_END_LEAD_HUNG_UP]  = { "lead-hung-up",  OD_SYSTEM_REJECTED },
  [OD_END_AGENT_HUNG_UP] = { "agent-hung-up", OD_SYSTEM_REJECTED },
  [OD_END_NO_AGENT]      = { "no-agent",      OD_SYSTEM_AGENT_UNAVAILABLE },
  [OD_END_LEAD_LEFT]     = { "lead-left",     OD_SYSTEM_AGENT_UNAVAILABLE },
  [OD_END_BUSY]          = { "busy",          OD_SYSTEM_REJECTED },
  [OD_END_DECLINED]      = { "declined",      OD_SYSTEM_REJECTED },
  [OD_END_NO_ANSWER]     = { "no-answer",     OD_SYSTEM_REJECTED },
  [OD_END_BAD_NUMBER]    = { "bad-number",    OD_SYSTEM_REJECTED },
  [OD_END_TRUNK_REFUSED] = { "trunk-refused", OD_SYSTEM_CONNECTION_ERROR, TRUE },
  [OD_END_NO_REPLY]      = { "no-reply",      OD_SYSTEM_CONNECTION_ERROR, TRUE },
  [OD_END_TRANSPORT]     = { "transport",     OD_SYSTEM_CONNECTION_ERROR, TRUE },
  [OD_END_NO_AUDIO]      = { "no-audio",      OD_SYSTEM_CONNECTION_ERROR },
  [OD_END_NUMBER_IN_USE] = { "number-in-use", OD_SYSTEM_ERROR },
  [OD_END_SHUTDOWN]      = { "shutdown",      OD_SYSTEM_ERROR },
  [OD_END_CRASH]         = { "crash",         OD_SYSTEM_ERROR },
  [OD_END_INTERNAL]      = { "internal",      OD_SYSTEM_ERROR },
  [OD_END_NOT_PLACED]    = { "not-placed",    OD_SYSTEM_ERROR },
};
/* clang-format on */

/* clang-format off */
static const OdDispositionFlag flags[] = {
  { "person",         offsetof (OdDisposition, person),         TRUE },
  { "final",          offsetof (OdDisposition, final),          TRUE },
  { "mended_by_edit", offsetof (OdDisposition, mended_by_edit), FALSE },
  { "call_back",      offsetof (OdDisposition, call_back),      TRUE },
  { "do_not_call",    offsetof (OdDisposition, do_not_call),    TRUE },
  { "bad_number",     offsetof (OdDisposition, bad_number),     TRUE },
};

/* The table is const: nobody writes or frees what it points at. */
#define LABEL(text) ((char *) (text))

/* In the guide's order, ours last. Keys stay as agents have learned them, but for the one
 * nobody may press unawares. Members by name, so that one which is added shifts nothing:
 * what is not named is FALSE. */
static const OdDisposition predefined[] = {
  { .label = LABEL ("DO NOT CALL"), .key = '0', .person = TRUE, .final = TRUE,
    .do_not_call = TRUE },
  { .label = LABEL ("NOT INTERESTED"), .key = '2', .person = TRUE, .final = TRUE },
  { .label = LABEL ("SALE MADE"), .key = '3', .person = TRUE, .final = TRUE },
  { .label = LABEL ("CALL TRANSFERRED"), .key = '4', .person = TRUE, .final = TRUE },
  { .label = LABEL ("BUSY"), .key = '5', .person = TRUE },
  { .label = LABEL ("CALL BACK"), .key = '6', .person = TRUE, .call_back = TRUE },
  { .label = LABEL ("DISCONNECTED NUMBER"), .key = '7', .person = TRUE, .final = TRUE,
    .bad_number = TRUE },
  { .label = LABEL ("DECLINED SALE"), .key = '8', .person = TRUE, .final = TRUE },
  { .label = LABEL ("WRONG DETAILS"), .person = TRUE, .final = TRUE,
    .mended_by_edit = TRUE, .bad_number = TRUE },
  { .label = LABEL ("ANSWERING MACHINE"), .key = '9' },
};
/* clang-format on */

const char *
od_system_disposition_get_name (OdSystemDisposition disposition)
{
  g_return_val_if_fail (disposition < OD_SYSTEM_N_DISPOSITIONS, NULL);
  return system_names[disposition];
}

const char *
od_end_reason_get_name (OdEndReason reason)
{
  g_return_val_if_fail (reason < OD_END_N_REASONS, NULL);
  return ends[reason].name;
}

gboolean
od_end_reason_is_trunks (OdEndReason reason)
{
  g_return_val_if_fail (reason < OD_END_N_REASONS, FALSE);
  return ends[reason].trunks;
}

gboolean
od_end_reason_from_name (const char *name, OdEndReason *reason)
{
  return OD_NAMES_FIND (ends, name, reason);
}

OdSystemDisposition
od_system_disposition_of_end (OdEndReason reason, gboolean answered, gboolean bridged)
{
  g_return_val_if_fail (reason < OD_END_N_REASONS, OD_SYSTEM_ERROR);
  if (bridged)
    return OD_SYSTEM_ANSWERED;
  if (answered && reason != OD_END_NONE)
    return OD_SYSTEM_AGENT_UNAVAILABLE;

  return ends[reason].unanswered;
}

OdDisposition *
od_disposition_new (const char *label)
{
  OdDisposition *disposition = g_new0 (OdDisposition, 1);

  disposition->label = g_strdup (label);
  disposition->person = TRUE;
  disposition->final = TRUE;
  return disposition;
}

OdDisposition *
od_disposition_copy (const OdDisposition *disposition)
{
  OdDisposition *copy = g_memdup2 (disposition, sizeof *disposition);

  copy->label = g_strdup (disposition->label);
  return copy;
}

void
od_disposition_free (OdDisposition *disposition)
{
  g_free (disposition->label);
  g_free (disposition);
}

const OdDispositionFlag *
od_disposition_get_flags (gsize *n)
{
  *n = G_N_ELEMENTS (flags);
  return flags;
}

const OdDisposition *
od_disposition_get_predefined (gsize *n)
{
  *n = G_N_ELEMENTS (predefined);
  return predefined;
}

const OdDisposition *
od_disposition_get_mended_by_edit (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (predefined); i++) {
    if (predefined[i].mended_by_edit)
      return &predefined[i];
  }

  g_assert_not_reached ();
}

gboolean
od_disposition_is_irreversible (const OdDisposition *disposition)
{
  return disposition->do_not_call || disposition->bad_number;
}

GPtrArray *
od_disposition_list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) od_disposition_free);
}

static const OdDisposition *
find_predefined (const char *label)
{
  for (gsize i = 0; i < G_N_ELEMENTS (predefined); i++) {
    if (strcmp (predefined[i].label, label) == 0)
      return &predefined[i];
  }

  return NULL;
}

const OdDisposition *
od_disposition_find (GPtrArray *own, const char *label)
{
  const OdDisposition *found = find_predefined (label);

  for (guint i = 0; found == NULL && i < own->len; i++) {
    const OdDisposition *one = g_ptr_array_index (own, i);

    if (strcmp (one->label, label) == 0)
      found = one;
  }

  return found;
}

static OdDisposition *
find_key (GPtrArray *list, char key)
{
  for (guint i = 0; i < list->len; i++) {
    OdDisposition *one = g_ptr_array_index (list, i);

    if (one->key == key)
      return one;
  }

  return NULL;
}

/* As they lie on a keyboard. */
static const char keys[] = "1234567890";

/* 1 to 9, then 0; 0: none is left for @one. */
static char
find_free_key (GPtrArray *list, const OdDisposition *one)
{
  const char *key = od_disposition_is_irreversible (one) ? keys + 1 : keys;

  while (*key != '\0' && find_key (list, *key) != NULL)
    key++;
  return *key;
}

static void
add_own (GPtrArray *list, const OdDisposition *disposition)
{
  OdDisposition *own = od_disposition_copy (disposition);
  OdDisposition *holder;

  if (own->key == keys[0] && od_disposition_is_irreversible (own))
    own->key = 0;
  holder = own->key != 0 ? find_key (list, own->key) : NULL;
  if (holder != NULL)
    holder->key = 0;
  g_ptr_array_add (list, own);
}

GPtrArray *
od_disposition_list_offered (GPtrArray *own)
{
  GPtrArray *list = od_disposition_list_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (predefined); i++)
    g_ptr_array_add (list, od_disposition_copy (&predefined[i]));
  for (guint i = 0; i < own->len; i++) {
    const OdDisposition *one = g_ptr_array_index (own, i);

    if (find_predefined (one->label) == NULL)
      add_own (list, one);
  }
  for (guint i = G_N_ELEMENTS (predefined); i < list->len; i++) {
    OdDisposition *one = g_ptr_array_index (list, i);

    if (one->key == 0)
      one->key = find_free_key (list, one);
  }

  return list;
}

char *
od_disposition_normalize (const char *text)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (GString) folded = g_string_new (NULL);
  g_autofree char *upper = NULL;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;

  words = g_strsplit_set (text, " \t\r\n", -1);
  for (gsize i = 0; words[i] != NULL; i++) {
    if (words[i][0] != '\0')
      g_string_append_printf (folded, "%s%s", folded->len > 0 ? " " : "", words[i]);
  }

  upper = g_utf8_strup (folded->str, -1);
  if (upper[0] == '\0' || g_utf8_strlen (upper, -1) > MAX_LABEL)
    return NULL;

  return g_steal_pointer (&upper);
}
