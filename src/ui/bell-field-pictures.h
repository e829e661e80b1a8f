/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-format-fields.h"
#include "bell-shop.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BellFieldPictures:
 *
 * Pictures of the products that the fields of one event are about. Each has a place beside its field, which nobody
 * sees until the picture is there.
 */
#define BELL_TYPE_FIELD_PICTURES (bell_field_pictures_get_type ())
G_DECLARE_FINAL_TYPE (BellFieldPictures, bell_field_pictures, BELL, FIELD_PICTURES, GObject)

BellFieldPictures *bell_field_pictures_new (void);

/* A place for the picture of a product. (transfer floating) */
GtkWidget *bell_field_pictures_add (BellFieldPictures *self, gint64 product);

/* Asks the shop for those that have a place. */
void bell_field_pictures_load (BellFieldPictures *self, BellShop *shop);

/* The places are gone: nothing that still comes is shown. */
void bell_field_pictures_stop (BellFieldPictures *self);

G_END_DECLS
