/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words that campaigns have in common: what one uses is offered to all. Main thread.
 */
#include "app/supervisor/campaign-choices.h"

#include "shared/wire/fields.h"

static void
add_texts (GPtrArray *words, json_t *array)
{
  json_t *text;
  gsize i;

  json_array_foreach (array, i, text)
  {
    json_t *label = json_object_get (text, OD_FIELD_LABEL); /* of a disposition */

    g_ptr_array_add (words, g_strdup (json_string_value (label != NULL ? label : text)));
  }
}

void
od_campaign_choices_fill (OdDesk *desk,
                          json_t *campaign,
                          OdChipsEntry *chips,
                          const char *field,
                          const char *const *always)
{
  GListModel *campaigns = G_LIST_MODEL (od_desk_get_list (desk, OD_DESK_CAMPAIGNS));
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; always != NULL && always[i] != NULL; i++)
    g_ptr_array_add (words, g_strdup (always[i]));
  for (guint i = 0; i < g_list_model_get_n_items (campaigns); i++) {
    g_autoptr (OdRecord) other = g_list_model_get_item (campaigns, i);

    add_texts (words, json_object_get (od_record_get_body (other), field));
  }
  add_texts (chosen, json_object_get (campaign, field));
  g_ptr_array_add (words, NULL);
  g_ptr_array_add (chosen, NULL);
  od_chips_entry_set_choices (chips, (const char *const *) words->pdata);
  od_chips_entry_set_chosen (chips, (const char *const *) chosen->pdata);
}
