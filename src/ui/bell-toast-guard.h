/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * libadwaita 1.2 frees a toast twice whose button, or whose cross, is pressed once more while it fades. Called before toast is
 * shown somewhere in place, this has it take no press from the moment on that it goes.
 */
void bell_toast_guard (AdwToast *toast, GtkWidget *place);

G_END_DECLS
