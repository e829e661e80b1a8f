/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BellFrontList:
 *
 * The first items of another list, up to a limit that may change. A list view keeps
 * 200 rows ready whether they are seen or not, and needs longer than a frame to fill
 * them all: it gets what is looked at, and more when somebody scrolls there. (GtkSliceListModel tells
 * of one more in front as of all its items changed, and each row would be filled anew.)
 */
#define BELL_TYPE_FRONT_LIST (bell_front_list_get_type ())
G_DECLARE_FINAL_TYPE (BellFrontList, bell_front_list, BELL, FRONT_LIST, GObject)

BellFrontList *bell_front_list_new (GListModel *items, guint limit);

guint bell_front_list_get_limit (BellFrontList *self);
void bell_front_list_set_limit (BellFrontList *self, guint limit);

/* The limit that it falls back to by itself when all of its items make room for others, as in a storm: as many as are seen at
 * once. At first that is the limit it was made with. */
void bell_front_list_set_few (BellFrontList *self, guint few);

/* Whether the other list has no more than this one. */
gboolean bell_front_list_is_all (BellFrontList *self);

G_END_DECLS
