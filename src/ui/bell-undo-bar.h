/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-inbox.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellUndoBar:
 *
 * "Got it" asks nobody; for some seconds after somebody said it in the window, this takes it back. What is taken
 * while it stands joins it. It looks like a toast and is none: libadwaita 1.2 aborts where toasts that come with
 * every click follow upon each other before the last has gone.
 */
#define BELL_TYPE_UNDO_BAR (bell_undo_bar_get_type ())
G_DECLARE_FINAL_TYPE (BellUndoBar, bell_undo_bar, BELL, UNDO_BAR, AdwBin)

void bell_undo_bar_set_inbox (BellUndoBar *self, BellInbox *inbox);

G_END_DECLS
