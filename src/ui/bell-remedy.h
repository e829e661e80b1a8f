/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-format.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows the button of a remedy, or none. What is locked for this shop cannot be pressed, and says why. shop: (nullable) */
void bell_remedy_offer (GtkButton *button, BellRemedy remedy, BellShop *shop);

/* Does what a remedy's button promises for shop; widget says in which window. */
void bell_remedy_apply (BellRemedy remedy, BellContext *context, BellShop *shop, GtkWidget *widget);

/* Whether people have paused or can pause it: there is a sign-in that listens or could. */
gboolean bell_remedy_can_pause (BellSessionState state);

/* One of bell_format_state_style()'s names on widget, and none of the others. */
void bell_remedy_set_style (GtkWidget *widget, const char *style);

G_END_DECLS
