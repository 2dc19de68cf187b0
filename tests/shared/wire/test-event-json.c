/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of the log on the wire.
 */
#include "shared/wire/event-json.h"

#include <stdlib.h>

/* clang-format off */
static const struct {
  OdEvent event;
  const char *text;
} lines[] = {
  { { .seq = 1, .at_ms = 2, .kind = OD_EVENT_RECOVERED },
    "{\"at_ms\":2,\"n\":0,\"seq\":1}" },
  { { 3, 4, OD_EVENT_CALL_MOVED, 5, 6, 7, 8, (char *) "id", (char *) "ended",
      (char *) "bridged", -1 },
    "{\"agent\":8,\"at_ms\":4,\"call\":\"id\",\"campaign\":5,\"lead\":7,\"leadset\":6,"
    "\"n\":-1,\"seq\":3,\"was\":\"bridged\",\"word\":\"ended\"}" },
};
/* clang-format on */

static void
test_a_line_has_what_the_event_has (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    json_t *object = od_event_json_to (&lines[i].event);
    char *text = json_dumps (object, JSON_COMPACT | JSON_SORT_KEYS);

    g_assert_cmpstr (text, ==, lines[i].text);
    free (text);
    json_decref (object);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event-json/a-line-has-what-the-event-has",
                   test_a_line_has_what_the_event_has);
  return g_test_run ();
}
