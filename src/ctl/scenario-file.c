/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A scenario, read strictly: a key that is wrong, missing or impossible is named, with
 * what it must be. Nothing is guessed.
 */
#include "ctl/scenario-file.h"

#include "daemon/store/tx.h"
#include "shared/model/campaign.h"
#include "shared/model/trunk.h"
#include "shared/rehearsal/campaign-scenario.h"

#include <math.h>
#include <string.h>

#define GROUP       "scenario"
#define MAX_LEADS   10000000
#define NOT_OF_KEYS -1.0

typedef enum {
  AGENTS,
  HOURS,
  ANSWERS,
  PEOPLE,
  RING,
  NO_ANSWER,
  TALK,
  WRAP_UP,
  MULTIPLIER,
  LEADS,
  CALLS_PER_SECOND,
  CHANNELS,
  SEED,
  N_NUMBERS,
} Number;

typedef enum { WHOLE, TENTHS, DECIMAL, PERCENT } Kind;

typedef struct {
  const char *key;
  Kind kind;
  double min, max;
  double otherwise; /* without the key; NOT_OF_KEYS: it must be there */
  const char *what;
} Key;

/* clang-format off */
static const Key keys[N_NUMBERS] = {
  [AGENTS]    = { "agents", WHOLE, 1, OD_REHEARSAL_MAX_AGENTS, NOT_OF_KEYS,
                  "how many agents are at work" },
  [HOURS]     = { "hours", DECIMAL, .25, OD_REHEARSAL_MAX_HOURS,
                  OD_CAMPAIGN_SCENARIO_HOURS,
                  "how long the day is, in hours" },
  [ANSWERS]   = { "answers", PERCENT, .5, 100, NOT_OF_KEYS,
                  "the share of the calls that are answered, like 25%" },
  [PEOPLE]    = { "people", PERCENT, 0, 100, 100,
                  "the share of the answers that are not an answering machine's" },
  [RING]      = { "ring_s", DECIMAL, 1, 120, OD_SCENARIO_RING_S,
                  "seconds until somebody answers, on average" },
  [NO_ANSWER] = { "no_answer_s", DECIMAL, 1, 120, OD_SCENARIO_NO_ANSWER_S,
                  "seconds until a call ends that nobody answers, on average" },
  [TALK]      = { "talk_s", DECIMAL, 1, 900, NOT_OF_KEYS,
                  "seconds of a talk, on average" },
  [WRAP_UP]   = { "wrap_up_s", DECIMAL, 1, 900, NOT_OF_KEYS,
                  "seconds from a talk's end to the next call, on average" },
  [MULTIPLIER] = { "multiplier", TENTHS, 1, 10, 0, "the Outbound Multiplier" },
  [LEADS]     = { "leads", WHOLE, 0, MAX_LEADS, 0,
                  "leads to call, each once; 0: no end of them" },
  [CALLS_PER_SECOND] = { "calls_per_second", WHOLE, 0, OD_TRUNK_MAX_CALLS_PER_SECOND,
                         OD_TRUNK_CALLS_PER_SECOND, "calls begun in a second" },
  [CHANNELS]  = { "channels", WHOLE, 0, OD_CAMPAIGN_CHANNELS_MAX, 0,
                  "calls at once; 0: no limit" },
  [SEED]      = { "seed", WHOLE, 0, 1e15, OD_CAMPAIGN_SCENARIO_SEED,
                  "another number is another day" },
};
/* clang-format on */

static const char rules_key[] = "rules";

static gboolean G_GNUC_PRINTF (2, 3) fail (GError **error, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  return od_store_error_set (error, OD_STORE_ERROR_REFUSED, "[" GROUP "] %s", text);
}

static gboolean
is_key (const char *name)
{
  for (int i = 0; i < N_NUMBERS; i++) {
    if (strcmp (name, keys[i].key) == 0)
      return TRUE;
  }

  return strcmp (name, rules_key) == 0;
}

static gboolean
check_names (GKeyFile *file, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);
  g_auto (GStrv) names = g_key_file_get_keys (file, GROUP, NULL, NULL);
  g_autoptr (GString) known = g_string_new (rules_key);

  if (names == NULL)
    return fail (error, "is missing: the scenario stands below a line that says so");
  for (gsize i = 0; groups[i] != NULL; i++) {
    if (strcmp (groups[i], GROUP) != 0)
      return fail (error, "is the only group, but there is [%s], too: remove it",
                   groups[i]);
  }

  for (int i = 0; i < N_NUMBERS; i++)
    g_string_append_printf (known, ", %s", keys[i].key);
  for (gsize i = 0; names[i] != NULL; i++) {
    if (!is_key (names[i]))
      return fail (error, "%s is no key: there are %s", names[i], known->str);
  }

  return TRUE;
}

/* (transfer full): the key or the [group] that stands in @line; NULL: neither. */
static char *
get_name (const char *line)
{
  g_autofree char *name = g_strstrip (g_strdup (line));

  if (name[0] == '#')
    return NULL;
  if (name[0] != '[')
    name[strcspn (name, "=")] = '\0';
  return *g_strchomp (name) != '\0' ? g_steal_pointer (&name) : NULL;
}

/* A GKeyFile takes the last of them and says nothing. */
static gboolean
check_repeats (const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GHashTable)
    seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; lines[i] != NULL; i++) {
    char *name = get_name (lines[i]);
    guint before = name != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (seen, name)) : 0;

    if (before > 0) {
      fail (error, "line %u: %s stands in line %u already: remove one of them", i + 1,
            name, before);
      g_free (name);
      return FALSE;
    }
    if (name != NULL)
      g_hash_table_insert (seen, name, GUINT_TO_POINTER (i + 1));
  }

  return TRUE;
}

/* (transfer full): NULL with @error: it is there and cannot be read; NULL: it is not. */
static char *
get_text (GKeyFile *file, const char *key, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *text = g_key_file_get_string (file, GROUP, key, &local);

  if (text == NULL
      && !g_error_matches (local, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND))
    fail (error, "%s cannot be read: it must be plain UTF-8", key);
  return text != NULL ? g_strstrip (text) : NULL;
}

/* Only digits and at most one point, or a whole number; no sign, no exponent. */
static gboolean
parse (const Key *key, const char *text, double *number)
{
  gsize digits = strspn (text, key->kind == WHOLE ? "0123456789" : "0123456789.");
  char *end;

  if (digits == 0 || !g_ascii_isdigit (text[0]))
    return FALSE;
  *number = g_ascii_strtod (text, &end);
  if (end != text + digits)
    return FALSE;
  if (key->kind == TENTHS && fabs (*number * 10 - round (*number * 10)) > 1e-9)
    return FALSE;
  if (key->kind == PERCENT) {
    while (*end == ' ')
      end++;
    if (*end++ != '%')
      return FALSE;
  }

  return *end == '\0' && *number >= key->min && *number <= key->max;
}

static gboolean
parse_or_say (const Key *key, const char *text, double *number, GError **error)
{
  static const char *const kinds[] = { [WHOLE] = "a whole number",
                                       [TENTHS] = "a number with at most one decimal,",
                                       [DECIMAL] = "a number",
                                       [PERCENT] = "a percentage" };
  const char *sign = key->kind == PERCENT ? "%" : "";

  return parse (key, text, number)
         || od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                                "%s is “%s”, but must be %s of %.10g%s to %.10g%s: %s",
                                key->key, text, kinds[key->kind], key->min, sign,
                                key->max, sign, key->what);
}

gboolean
od_scenario_file_parse (const char *key, const char *text, double *number, GError **error)
{
  int i = 0;

  while (strcmp (keys[i].key, key) != 0)
    i++;
  return parse_or_say (&keys[i], text, number, error);
}

static gboolean
read_number (GKeyFile *file, const Key *key, double *number, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *text = get_text (file, key->key, &local);

  *number = key->otherwise;
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (text == NULL && key->otherwise == NOT_OF_KEYS)
    return fail (error, "%s is missing: %s", key->key, key->what);
  if (text == NULL || parse_or_say (key, text, number, error))
    return TRUE;

  g_prefix_error (error, "[" GROUP "] ");
  return FALSE;
}

static gboolean
read_rules (GKeyFile *file, OdCallingRules *rules, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *name = get_text (file, rules_key, &local);

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (name == NULL)
    return fail (error, "rules is missing: under whose law it is dialed, like US-TSR");

  return od_calling_rules_from_name (name, rules)
         || fail (error, "rules is “%s”, but must be US-TSR, UK, EU or TEST", name);
}

static void
fill (OdScenario *scenario, const double *numbers, OdCallingRules rules)
{
  const OdCallingProfile *profile = od_calling_rules_get (rules);
  int multiplier_x10 = (int) (numbers[MULTIPLIER] * 10 + .5);

  *scenario = (OdScenario){ .agents = (int) numbers[AGENTS],
                            .hours = numbers[HOURS],
                            .answers = numbers[ANSWERS] / 100,
                            .people = numbers[PEOPLE] / 100,
                            .leads = (long) numbers[LEADS],
                            .seed = (uint64_t) numbers[SEED] };
  scenario->dialing = (OdPacedSettings){
    .pacing = { multiplier_x10 > 0 ? multiplier_x10 : (int) profile->multiplier_x10,
                (int) profile->cap },
    .calls_per_second = (int) numbers[CALLS_PER_SECOND],
    .channels = (int) numbers[CHANNELS]
  };
  od_scenario_set_times (scenario, numbers[RING], numbers[NO_ANSWER], numbers[TALK],
                         numbers[WRAP_UP]);
}

static gboolean
read_file (GKeyFile *file, OdScenario *scenario, OdCallingRules *rules, GError **error)
{
  double numbers[N_NUMBERS];

  if (!check_names (file, error))
    return FALSE;
  for (int i = 0; i < N_NUMBERS; i++) {
    if (!read_number (file, &keys[i], &numbers[i], error))
      return FALSE;
  }
  if (!read_rules (file, rules, error))
    return FALSE;

  fill (scenario, numbers, *rules);
  return TRUE;
}

gboolean
od_scenario_file_read (const char *path,
                       OdScenario *scenario,
                       OdCallingRules *rules,
                       GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;

  /* With translations, so that they are seen and refused: there are none. */
  if (g_key_file_load_from_file (file, path, G_KEY_FILE_KEEP_TRANSLATIONS, error)
      && read_file (file, scenario, rules, error)
      && g_file_get_contents (path, &text, NULL, error) && check_repeats (text, error))
    return TRUE;

  g_prefix_error (error, "%s: ", path);
  return FALSE;
}
