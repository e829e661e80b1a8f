/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellApplication:
 *
 * The program with a screen: its options, its one window, and the context
 * behind it. It exits with 2 where the command line makes no sense.
 */
#define BELL_TYPE_APPLICATION (bell_application_get_type ())
G_DECLARE_FINAL_TYPE (BellApplication, bell_application, BELL, APPLICATION, AdwApplication)

BellApplication *bell_application_new (void);

/* Whether it ended because another one uses the same data, from where this one cannot reach it. */
gboolean bell_application_is_foreign (BellApplication *self);

G_END_DECLS
