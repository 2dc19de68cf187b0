/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * Many pretend agents in one process, from the first sign-in to the last sign-out. Main
 * thread.
 */
typedef struct {
  char *server;
  char *agents;      /* key file, mode 0600: [NAME] password=… */
  char *campaign;    /* name or id */
  char *name_prefix; /* NULL: all of the file; so below */
  char *talk;        /* "MIN-MAX" in milliseconds; NULL: 3000-8000 */
  char *outbox;      /* folder; NULL: in the user's state folder, one per server */
  char *record;      /* folder; NULL: nothing is recorded */
  char *voice;       /* WAV file, "HZ" or "HZ-HZ"; NULL: silence */
  char *keys;        /* pressed at the beginning of each call; NULL: none */
  gint hold_ms;      /* in the middle of each call; 0: never */
  char *ready;       /* written when all are ready; NULL: not */
  char *log;         /* NULL: none */
  gint64 seed;
} OdCrewOptions;

/**
 * od_crew_run:
 *
 * Works until SIGTERM or SIGINT, then lets every agent finish, 20 s at most.
 *
 * Returns: FALSE with a sentence in @error when it could not begin
 */
gboolean od_crew_run (const OdCrewOptions *options, GError **error);
