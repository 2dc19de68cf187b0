/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The town: a CSV file becomes a table of who lives where, and every call a fate drawn
 * from it. Reads its file once; after that it only counts calls. Single thread.
 */
#include "carrier/town.h"

#include <errno.h>
#include <glib.h>
#include <string.h>

static const char header[] = "who,does,ring_ms,talk_ms,say,weight";

enum {
  WHO,
  DOES,
  RING_MS,
  TALK_MS,
  SAY,
  WEIGHT,
  N_FIELDS,

  MAX_DIGITS = 31,     /* E.164 has 15; trunks add prefixes */
  MAX_MS = 3600000,    /* one hour */
  MAX_WEIGHT = 100000, /* keeps sums of weights far from overflow */
};

static const char *const does_names[OD_TOWN_DOES_COUNT] = {
  [OD_TOWN_ANSWER] = "answer",
  [OD_TOWN_BUSY] = "busy",
  [OD_TOWN_RINGS_OUT] = "rings-out",
  [OD_TOWN_NOT_FOUND] = "not-found",
  [OD_TOWN_UNAVAILABLE] = "unavailable",
  [OD_TOWN_DECLINED] = "declined",
  [OD_TOWN_HANGS_UP] = "hangs-up",
  [OD_TOWN_MACHINE] = "machine",
  [OD_TOWN_SILENT_TRUNK] = "silent-trunk",
  [OD_TOWN_NO_RINGING] = "no-ringing",
  [OD_TOWN_NO_AUDIO] = "no-audio",
};

struct span {
  uint32_t lo;
  uint32_t hi; /* never below lo */
};

/* One row of the file. */
struct habit {
  enum od_town_does does;
  struct span ring_ms;
  struct span talk_ms;
  uint32_t weight;        /* never 0 */
  struct od_voice *voice; /* owned */
};

struct od_town {
  uint64_t seed;
  char *folder;            /* of the town file; owned */
  struct od_voice *silent; /* owned; what everybody says who says nothing */
  GHashTable *homes;       /* who as written (owned) -> GPtrArray of struct habit */
  GHashTable *calls;       /* number (owned) -> how often it was dialed */
};

static void
habit_destroy (void *data)
{
  struct habit *habit = data;

  mem_deref (habit->voice);
}

static void
deref_habit (gpointer habit)
{
  mem_deref (habit);
}

static void
unref_habits (gpointer habits)
{
  g_ptr_array_unref (habits);
}

static void
town_destroy (void *data)
{
  struct od_town *town = data;

  g_free (town->folder);
  mem_deref (town->silent);
  g_hash_table_unref (town->homes);
  g_hash_table_unref (town->calls);
}

/* Digits only, at most nine of them: cannot overflow. */
static bool
parse_number (uint32_t *np, const char *text, uint32_t max)
{
  size_t len = strlen (text);

  if (len == 0 || len > 9 || strspn (text, "0123456789") != len)
    return false;

  *np = (uint32_t) g_ascii_strtoull (text, NULL, 10);

  return *np <= max;
}

static bool
parse_span (struct span *span, const char *text)
{
  g_auto (GStrv) ends = g_strsplit (text, "-", 2);

  if (!*text) {
    span->lo = span->hi = 0;
    return true;
  }

  return parse_number (&span->lo, ends[0], MAX_MS)
         && parse_number (&span->hi, ends[1] ? ends[1] : ends[0], MAX_MS)
         && span->lo <= span->hi;
}

static bool
parse_who (const char *who)
{
  size_t digits = strspn (who, "0123456789");
  const char *rest = who + digits;

  if (digits > MAX_DIGITS)
    return false;

  return strcmp (rest, "*") == 0 || (digits > 0 && !*rest);
}

static bool
parse_does (enum od_town_does *does, const char *text)
{
  for (*does = 0; *does < OD_TOWN_DOES_COUNT; (*does)++)
    if (strcmp (does_names[*does], text) == 0)
      return true;

  return false;
}

static char *
explain_wav (const char *path, int err)
{
  if (err == EPROTO)
    return g_strdup_printf ("“%s” is not a WAV file of 8 kHz, mono, 16 bit", path);
  if (err == ENODATA)
    return g_strdup_printf ("“%s” holds no sound", path);

  return g_strdup_printf ("“%s” cannot be read as a WAV file: %s", path, strerror (err));
}

/* Returns NULL, or why not. */
static char *
read_say (struct habit *habit, struct od_town *town, const char *say)
{
  g_autofree char *path = g_build_filename (town->folder, say, NULL);
  struct od_voice *voice = NULL;
  uint32_t hz;
  int err;

  if (!*say) {
    voice = mem_ref (town->silent);
  } else if (strspn (say, "0123456789") == strlen (say)) {
    if (!parse_number (&hz, say, OD_VOICE_TONE_MAX_HZ) || hz < OD_VOICE_TONE_MIN_HZ)
      return g_strdup_printf ("say “%s” is not a tone of %d to %d Hz", say,
                              OD_VOICE_TONE_MIN_HZ, OD_VOICE_TONE_MAX_HZ);
    if (od_voice_alloc_tone (&voice, hz))
      return g_strdup ("there is no memory for its voice");
  } else {
    err = od_voice_alloc_wav (&voice, g_path_is_absolute (say) ? say : path);
    if (err)
      return explain_wav (say, err);
  }

  if (habit->does == OD_TOWN_MACHINE) {
    err = od_voice_alloc_machine (&habit->voice, voice);
    mem_deref (voice);
    return err ? g_strdup ("there is no memory for its greeting") : NULL;
  }

  habit->voice = voice;

  return NULL;
}

/* Returns NULL, or why not. */
static char *
read_fields (struct habit *habit, struct od_town *town, char *const *field)
{
  if (!parse_who (field[WHO]))
    return g_strdup_printf ("who “%s” is not a number, a prefix like 4420*, or *",
                            field[WHO]);
  if (!parse_does (&habit->does, field[DOES]))
    return g_strdup_printf ("does “%s” is not a behaviour (answer, busy, rings-out, "
                            "not-found, unavailable, declined, hangs-up, machine, "
                            "silent-trunk, no-ringing, no-audio)",
                            field[DOES]);
  if (!parse_span (&habit->ring_ms, field[RING_MS]))
    return g_strdup_printf ("ring_ms “%s” is not milliseconds or LO-HI, up to an hour",
                            field[RING_MS]);
  if (!parse_span (&habit->talk_ms, field[TALK_MS]))
    return g_strdup_printf ("talk_ms “%s” is not milliseconds or LO-HI, up to an hour",
                            field[TALK_MS]);
  habit->weight = 1;
  if (*field[WEIGHT]
      && (!parse_number (&habit->weight, field[WEIGHT], MAX_WEIGHT) || !habit->weight))
    return g_strdup_printf ("weight “%s” is not a whole number from 1 to %d",
                            field[WEIGHT], MAX_WEIGHT);

  return read_say (habit, town, field[SAY]);
}

static void
settle (struct od_town *town, const char *who, struct habit *habit)
{
  GPtrArray *habits = g_hash_table_lookup (town->homes, who);

  if (!habits) {
    habits = g_ptr_array_new_with_free_func (deref_habit);
    g_hash_table_insert (town->homes, g_strdup (who), habits);
  }

  g_ptr_array_add (habits, habit);
}

/* Returns NULL, or why not. */
static char *
read_row (struct od_town *town, const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, ",", -1);
  guint n = g_strv_length (parts);
  char empty[] = "";
  char *field[N_FIELDS];
  struct habit *habit;
  char *why;

  if (n < DOES + 1 || n > N_FIELDS)
    return g_strdup_printf ("it has %u fields; a row is %s", n, header);

  for (guint i = 0; i < N_FIELDS; i++)
    field[i] = i < n ? g_strstrip (parts[i]) : empty;

  habit = mem_zalloc (sizeof (*habit), habit_destroy);
  if (!habit)
    return g_strdup ("there is no memory for it");

  why = read_fields (habit, town, field);
  if (why)
    mem_deref (habit);
  else
    settle (town, field[WHO], habit);

  return why;
}

static char *
read_lines (struct od_town *town, const char *path, char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  bool headed = false;

  for (guint i = 0; lines[i]; i++) {
    g_autofree char *why = NULL;
    const char *line = g_strstrip (lines[i]);

    if (!*line || *line == '#')
      continue;

    if (headed)
      why = read_row (town, line);
    else if (strcmp (line, header) != 0)
      why = g_strdup_printf ("the first line must be “%s”", header);
    headed = true;

    if (why)
      return g_strdup_printf ("Town file %s, line %u: %s.", path, i + 1, why);
  }

  return headed ? NULL
                : g_strdup_printf ("Town file %s is empty: it must begin with “%s”.",
                                   path, header);
}

int
od_town_open (struct od_town **townp, const char *path, uint64_t seed, char **whyp)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  struct od_town *town;

  if (!townp || !path || !whyp)
    return EINVAL;

  *whyp = NULL;
  if (!g_file_get_contents (path, &text, NULL, &error)) {
    *whyp = g_strdup_printf ("The town file cannot be read: %s.", error->message);
    return ENOENT;
  }

  town = mem_zalloc (sizeof (*town), town_destroy);
  if (!town)
    return ENOMEM;

  town->seed = seed;
  town->folder = g_path_get_dirname (path);
  town->homes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_habits);
  town->calls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (od_voice_alloc_silence (&town->silent))
    *whyp = g_strdup ("There is no memory for the town.");
  else
    *whyp = read_lines (town, path, text);

  if (*whyp) {
    mem_deref (town);
    return EINVAL;
  }

  *townp = town;

  return 0;
}

/* splitmix64: a small generator whose every output is a good hash of its state. */
static uint64_t
roll (uint64_t *dice)
{
  uint64_t z = (*dice += UINT64_C (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * UINT64_C (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C (0x94d049bb133111eb);

  return z ^ (z >> 31);
}

/* FNV-1a of the number into the seed, then the attempt. */
static uint64_t
shake (uint64_t seed, const char *number, uint32_t attempt)
{
  uint64_t dice = roll (&seed) ^ UINT64_C (0xcbf29ce484222325);

  for (; *number; number++)
    dice = (dice ^ (uint8_t) *number) * UINT64_C (0x100000001b3);

  return dice ^ ((uint64_t) attempt << 32);
}

static uint32_t
roll_span (uint64_t *dice, const struct span *span)
{
  return span->lo + (uint32_t) (roll (dice) % (span->hi - span->lo + 1));
}

static GPtrArray *
find_home (struct od_town *town, const char *number)
{
  GPtrArray *home = g_hash_table_lookup (town->homes, number);
  size_t len = MIN (strlen (number), MAX_DIGITS);

  for (size_t n = len + 1; !home && n-- > 0;) {
    g_autofree char *prefix = g_strdup_printf ("%.*s*", (int) n, number);

    home = g_hash_table_lookup (town->homes, prefix);
  }

  return home;
}

static struct habit *
pick_habit (GPtrArray *home, uint64_t *dice)
{
  uint64_t total = 0, at;

  for (guint i = 0; i < home->len; i++)
    total += ((struct habit *) home->pdata[i])->weight;

  at = roll (dice) % total;
  for (guint i = 0; i < home->len; i++) {
    struct habit *habit = home->pdata[i];

    if (at < habit->weight)
      return habit;
    at -= habit->weight;
  }

  g_assert_not_reached (); /* the weights sum to total */
}

void
od_town_draw (struct od_town *town, const char *number, struct od_town_fate *fate)
{
  const char *digits = *number == '+' ? number + 1 : number;
  guint attempt = GPOINTER_TO_UINT (g_hash_table_lookup (town->calls, digits));
  uint64_t dice = shake (town->seed, digits, attempt);
  GPtrArray *home = find_home (town, digits);

  g_hash_table_insert (town->calls, g_strdup (digits), GUINT_TO_POINTER (attempt + 1));

  *fate = (struct od_town_fate){ .does = OD_TOWN_NOT_FOUND, .voice = town->silent };
  if (home) {
    struct habit *habit = pick_habit (home, &dice);

    fate->does = habit->does;
    fate->ring_ms = roll_span (&dice, &habit->ring_ms);
    fate->talk_ms = roll_span (&dice, &habit->talk_ms);
    fate->voice = habit->voice;
  }
}

const char *
od_town_does_name (enum od_town_does does)
{
  return does < OD_TOWN_DOES_COUNT ? does_names[does] : "?";
}
