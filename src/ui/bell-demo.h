/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

G_BEGIN_DECLS

/**
 * BellDemo:
 *
 * The shop of --demo: a OneEntry inside this program, a lively day in it, and
 * a sign-in that nobody has to type. Leaves nothing behind.
 *
 * Signal "failed" (char *sentence)
 */
#define BELL_TYPE_DEMO (bell_demo_get_type ())
G_DECLARE_FINAL_TYPE (BellDemo, bell_demo, BELL, DEMO, GObject)

BellDemo *bell_demo_new (void);

/* A folder that is removed with the demo; NULL where none could be made. */
const char *bell_demo_get_folder (BellDemo *self);

/* Opens the shop and signs in; an event comes every few seconds from then on. */
void bell_demo_start (BellDemo *self, BellContext *context);

/* Closes the shop and removes the folder; after bell_context_stop(). */
void bell_demo_stop (BellDemo *self);

G_END_DECLS
