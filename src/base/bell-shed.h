/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * BellShed:
 *
 * Lets go of many objects by and by: the last references of a hundred thousand, dropped at once, keep the main loop from
 * all else for a tenth of a second. It works below GTK's redraw, in the default main context.
 */
typedef struct _BellShed BellShed;

BellShed *bell_shed_new (void);
void bell_shed_free (BellShed *self); /* and lets go of the rest at once */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BellShed, bell_shed_free)

/* objects: (transfer full): whatever it calls to free one is not called; NULL in it is passed over. Of a few at once. */
void bell_shed_take (BellShed *self, GPtrArray *objects);

G_END_DECLS
