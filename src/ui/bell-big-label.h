/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BellBigLabel:
 *
 * Plain text, centred and as large as fits into the room it is given, over up
 * to three lines: to be read from across a shop. Words are not broken unless
 * even the smallest size is too large; then the text ends in an ellipsis.
 *
 * Property "text" (char *, notify)
 */
#define BELL_TYPE_BIG_LABEL (bell_big_label_get_type ())
G_DECLARE_FINAL_TYPE (BellBigLabel, bell_big_label, BELL, BIG_LABEL, GtkWidget)

void bell_big_label_set_text (BellBigLabel *self, const char *text);

/* The size of the letters in pixels, as they are drawn; 0 while nothing was drawn. */
int bell_big_label_get_size (BellBigLabel *self);

G_END_DECLS
