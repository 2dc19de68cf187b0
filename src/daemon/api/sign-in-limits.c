/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Buckets of failures, and the pairs of a name and an address that know each other. A
 * full table throws out what time has emptied, or else who has failed least. Main thread.
 */
#include "daemon/api/sign-in-limits.h"

#include "shared/model/thread.h"

#define MAX_BUCKETS 10000 /* of each kind: bounded memory */
#define MAX_KNOWN   20000 /* pairs; who is thrown out is a stranger once more */

/* A flood is forgotten in some minutes, however long it was. */
#define DEEPEST 4

typedef struct {
  double level; /* failures not yet forgotten, at at_us */
  gint64 at_us; /* monotonic */
} Bucket;

/* One of the two kinds. */
typedef struct {
  GHashTable *buckets; /* text -> Bucket */
  double most;
  gint64 pause_us; /* forgets one failure */
} Kind;

struct _OdSignInLimits {
  const OdClock *clock;
  Kind names;        /* by "name address" */
  Kind addresses;    /* by "address" */
  GHashTable *known; /* a set of "name address" */
};

static void
kind_init (Kind *kind, guint most, guint pause_ms)
{
  kind->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  kind->most = most;
  kind->pause_us = pause_ms * G_GINT64_CONSTANT (1000);
}

OdSignInLimits *
od_sign_in_limits_new (const OdClock *clock)
{
  OdSignInLimits *limits = g_new0 (OdSignInLimits, 1);

  OD_ASSERT_MAIN ();
  limits->clock = clock;
  kind_init (&limits->names, OD_SIGN_IN_NAME_FAILURES, OD_SIGN_IN_NAME_PAUSE_MS);
  kind_init (&limits->addresses, OD_SIGN_IN_ADDRESS_FAILURES,
             OD_SIGN_IN_ADDRESS_PAUSE_MS);
  limits->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return limits;
}

void
od_sign_in_limits_free (OdSignInLimits *limits)
{
  OD_ASSERT_MAIN ();
  g_hash_table_unref (limits->names.buckets);
  g_hash_table_unref (limits->addresses.buckets);
  g_hash_table_unref (limits->known);
  g_free (limits);
}

/* No address has a space. */
static char *
pair_of (const char *name, const char *address)
{
  return g_strconcat (address, " ", name, NULL);
}

static double
level_of (const Kind *kind, const Bucket *bucket, gint64 now_us)
{
  if (bucket == NULL)
    return 0;

  return MAX (0, bucket->level - (double) (now_us - bucket->at_us) / kind->pause_us);
}

static double
get_level (const Kind *kind, const char *key, gint64 now_us)
{
  return level_of (kind, g_hash_table_lookup (kind->buckets, key), now_us);
}

static void
make_room (Kind *kind, gint64 now_us)
{
  const char *least = NULL;
  double least_level = 0;
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, kind->buckets);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    double level = level_of (kind, value, now_us);

    if (level == 0) {
      g_hash_table_iter_remove (&iter);
    } else if (least == NULL || level < least_level) {
      least = key;
      least_level = level;
    }
  }
  if (g_hash_table_size (kind->buckets) >= MAX_BUCKETS)
    g_hash_table_remove (kind->buckets, least);
}

/* Returns: this was the last failure that is only slow. */
static gboolean
fill (Kind *kind, const char *key, gint64 now_us)
{
  Bucket *bucket = g_hash_table_lookup (kind->buckets, key);
  double before = level_of (kind, bucket, now_us);

  if (bucket == NULL) {
    if (g_hash_table_size (kind->buckets) >= MAX_BUCKETS)
      make_room (kind, now_us);
    bucket = g_new0 (Bucket, 1);
    g_hash_table_insert (kind->buckets, g_strdup (key), bucket);
  }
  *bucket = (Bucket){ MIN (before + 1, DEEPEST * kind->most), now_us };
  return before + 1 > kind->most - 1 && before <= kind->most - 1;
}

static guint
seconds_until (const Kind *kind, double level)
{
  gint64 us = (gint64) ((level - kind->most + 1) * kind->pause_us);

  return (guint) MAX (1, (us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

/* Takes @pair. */
static void
know (OdSignInLimits *limits, char *pair)
{
  GHashTableIter iter;

  if (g_hash_table_size (limits->known) >= MAX_KNOWN
      && !g_hash_table_contains (limits->known, pair)) {
    g_hash_table_iter_init (&iter, limits->known);
    if (g_hash_table_iter_next (&iter, NULL, NULL))
      g_hash_table_iter_remove (&iter);
  }
  g_hash_table_add (limits->known, pair);
}

void
od_sign_in_limits_know (OdSignInLimits *limits, const char *name, const char *address)
{
  OD_ASSERT_MAIN ();
  know (limits, pair_of (name, address));
}

gboolean
od_sign_in_limits_knows (OdSignInLimits *limits, const char *name, const char *address)
{
  g_autofree char *pair = pair_of (name, address);

  OD_ASSERT_MAIN ();
  return g_hash_table_contains (limits->known, pair);
}

OdSignInLeave
od_sign_in_limits_ask (OdSignInLimits *limits,
                       const char *name,
                       const char *address,
                       guint *retry_s)
{
  g_autofree char *pair = pair_of (name, address);
  gint64 now_us = od_clock_mono_us (limits->clock);
  double of_name = get_level (&limits->names, pair, now_us);
  double of_address = get_level (&limits->addresses, address, now_us);

  OD_ASSERT_MAIN ();
  if (of_name > limits->names.most - 1) {
    *retry_s = seconds_until (&limits->names, of_name);
    return OD_SIGN_IN_SHUT;
  }
  if (of_address <= limits->addresses.most - 1
      || g_hash_table_contains (limits->known, pair))
    return OD_SIGN_IN_OPEN;

  *retry_s = seconds_until (&limits->addresses, of_address);
  return of_name == 0 ? OD_SIGN_IN_NARROW : OD_SIGN_IN_FULL;
}

gboolean
od_sign_in_limits_try (OdSignInLimits *limits, const char *name, const char *address)
{
  g_autofree char *pair = pair_of (name, address);
  gint64 now_us = od_clock_mono_us (limits->clock);
  gboolean last_of_name = fill (&limits->names, pair, now_us);

  OD_ASSERT_MAIN ();
  return fill (&limits->addresses, address, now_us) || last_of_name;
}

void
od_sign_in_limits_pass (OdSignInLimits *limits, const char *name, const char *address)
{
  char *pair = pair_of (name, address);
  Bucket *bucket = g_hash_table_lookup (limits->addresses.buckets, address);

  OD_ASSERT_MAIN ();
  if (bucket != NULL)
    bucket->level = MAX (0, bucket->level - 1);
  g_hash_table_remove (limits->names.buckets, pair);
  know (limits, pair);
}

gboolean
od_sign_in_limits_is_clean (OdSignInLimits *limits, const char *address)
{
  OD_ASSERT_MAIN ();
  return get_level (&limits->addresses, address, od_clock_mono_us (limits->clock)) == 0;
}
