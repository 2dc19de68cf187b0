/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a name back to the enum, and what a name may hold. Pure; any thread.
 */
#include "shared/model/names.h"

gboolean
od_names_find (gconstpointer table, gsize size, guint n, const char *name, guint *index)
{
  for (guint i = 0; name != NULL && i < n; i++) {
    if (g_strcmp0 (G_STRUCT_MEMBER (const char *, table, i *size), name) == 0) {
      *index = i;
      return TRUE;
    }
  }

  return FALSE;
}

/* C0, DEL and C1; LRM, RLM and ALM; line and paragraph separator with the embeddings and
 * overrides; the isolates; the mark of byte order. */
static const struct {
  gunichar first, last;
} unseen[] = { { 0x00, 0x1f },     { 0x7f, 0x9f },     { 0x61c, 0x61c },
               { 0x200e, 0x200f }, { 0x2028, 0x202e }, { 0x2066, 0x2069 },
               { 0xfeff, 0xfeff } };

gboolean
od_names_is_plain (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    for (gsize i = 0; i < G_N_ELEMENTS (unseen); i++) {
      if (c >= unseen[i].first && c <= unseen[i].last)
        return FALSE;
    }
  }

  return TRUE;
}
