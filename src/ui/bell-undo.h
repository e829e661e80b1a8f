/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-inbox.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellUndo:
 *
 * "Got it" asks nobody; for a while after somebody said it in the window, a
 * toast takes it back. What is taken while the toast stands joins it.
 */
#define BELL_TYPE_UNDO (bell_undo_get_type ())
G_DECLARE_FINAL_TYPE (BellUndo, bell_undo, BELL, UNDO, GObject)

/* toasts: not kept longer than it lives. */
BellUndo *bell_undo_new (BellInbox *inbox, AdwToastOverlay *toasts);

G_END_DECLS
