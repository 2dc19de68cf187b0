/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* One way to ask before something is lost. Main thread. */
typedef struct {
  const char *heading;
  const char *body; /* NULL: the heading says it all */
  const char *stay; /* the answer that loses nothing, with a mnemonic; Enter and Escape
                       give it, too */
  const char *lose; /* the other */
} OdQuestion;

/** OD_QUESTION_STAY, OD_QUESTION_LOSE: what "response" says of the two answers. */
#define OD_QUESTION_STAY "stay"
#define OD_QUESTION_LOSE "lose"

/** od_question_new: over @parent, with which it goes. The caller connects to "response"
 * and presents it. Returns: (transfer none): GTK's, until it is answered */
GtkWindow *od_question_new (GtkWindow *parent, const OdQuestion *question);

/** od_question_let_wrap: gives the words of an AdwMessageDialog one least width and lets
 * them wrap. Its large heading is one line that libadwaita measures also for less room,
 * where it shows a small one, and since 4.18 GTK complains of that. */
void od_question_let_wrap (GtkWidget *dialog);

/** od_question_tell: says something that has happened, until somebody has read it. */
void od_question_tell (GtkWindow *parent, const char *heading, const char *body);
