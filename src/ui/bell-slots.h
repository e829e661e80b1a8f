/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BellSlots:
 *
 * Time along a widget, in equal parts from its start to its end (from right to
 * left where people read so), and one of them chosen: by pointing, by a click, by
 * keys once the widget has the focus. Home, End and the arrows go from one to
 * the next; what the next is decides the function, if there is one.
 *
 * Signal "changed": another one is chosen, or none.
 */
#define BELL_TYPE_SLOTS (bell_slots_get_type ())
G_DECLARE_FINAL_TYPE (BellSlots, bell_slots, BELL, SLOTS, GObject)

/* Where a step from slot leads. forward: towards the end. */
typedef guint (*BellSlotsStep) (GtkWidget *widget, guint slot, gboolean forward);

BellSlots *bell_slots_new (GtkWidget *widget, BellSlotsStep step); /* widget: borrowed, outlives it. step: (nullable) */

void bell_slots_set_n (BellSlots *self, guint n);
void bell_slots_set_margin (BellSlots *self, double start); /* what lies in front of the first */
double bell_slots_get_margin (BellSlots *self);

/* The left edge of a slot's place, n for the end, and how wide all are. */
double bell_slots_get_x (BellSlots *self, guint slot, guint n_wide);
double bell_slots_get_width (BellSlots *self);

int bell_slots_at (BellSlots *self, double x); /* -1: none */
int bell_slots_get_chosen (BellSlots *self);   /* -1: none */

G_END_DECLS
