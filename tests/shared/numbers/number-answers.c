/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of "country<TAB>spelling" from standard input, C escapes in the spelling; an
 * answer a line to standard output. compare-plan asks it.
 */
#include "number-answer.h"

#include <stdio.h>

int
main (void)
{
  g_autofree char *line = NULL;
  gsize size = 0;
  gssize n;

  while ((n = getline (&line, &size, stdin)) > 0) {
    char *tab;
    g_autofree char *text = NULL;
    g_autofree char *answer = NULL;

    line[strcspn (line, "\n")] = '\0';
    tab = strchr (line, '\t');
    if (tab == NULL)
      g_error ("A line without a tab: %s", line);
    *tab = '\0';
    text = g_strcompress (tab + 1);
    answer = number_answer (text, line);
    puts (answer);
  }

  return 0;
}
