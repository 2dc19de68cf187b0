/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Agents on the wire.
 */
#include "shared/wire/agent-json.h"

#include <stdlib.h>

static void
test_an_agent_says_where_it_stands (void)
{
  OdAgent agent = { 7, (char *) "ann", OD_AGENT_WRAP_UP, 0, TRUE };
  json_t *object = od_agent_json_to (&agent);
  char *text = json_dumps (object, JSON_COMPACT | JSON_SORT_KEYS);

  g_assert_cmpstr (text, ==,
                   "{\"campaign\":null,\"id\":7,\"name\":\"ann\",\"state\":\"wrap-up\","
                   "\"wants_ready\":true}");
  free (text);
  json_decref (object);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agent-json/an-agent-says-where-it-stands",
                   test_an_agent_says_where_it_stands);
  return g_test_run ();
}
