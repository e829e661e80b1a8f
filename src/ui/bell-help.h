/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellHelp:
 *
 * One page with pictures for the people at the counter.
 */
#define BELL_TYPE_HELP (bell_help_get_type ())
G_DECLARE_FINAL_TYPE (BellHelp, bell_help, BELL, HELP, AdwWindow)

GtkWindow *bell_help_new (GtkWindow *parent);

G_END_DECLS
