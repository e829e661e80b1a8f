/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BellLowMemory:
 * @renderer: (nullable): for GSK_RENDERER
 * @debug: (nullable): for GDK_DEBUG
 * @disable: (nullable): for GDK_DISABLE
 *
 * What is to be set in the environment before GTK opens a display, so that it
 * draws by the processor and loads no driver: a window takes a third of the
 * memory then. %NULL leaves a variable alone.
 */
typedef struct
{
  const char *renderer;
  const char *debug;
  const char *disable;
} BellLowMemory;

/**
 * bell_low_memory_choose:
 * @gtk_minor: of GTK 4
 * @user: what the user set himself
 *
 * Whoever chose a renderer gets that one, with all it needs.
 */
BellLowMemory bell_low_memory_choose (guint gtk_minor, const BellLowMemory *user);

G_END_DECLS
