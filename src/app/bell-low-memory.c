/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-low-memory.h"

#define RENDERER "cairo"

static gboolean
is_set (const char *value)
{
  return value != NULL && *value != '\0';
}

BellLowMemory
bell_low_memory_choose (guint gtk_minor,
                        const BellLowMemory *user)
{
  BellLowMemory choice = { NULL, NULL, NULL };

  if (is_set (user->renderer) && g_strcmp0 (user->renderer, RENDERER) != 0)
    return choice;
  if (!is_set (user->renderer))
    choice.renderer = RENDERER;
  /* The same in three dialects: GTK calls what it does not know an error, on the terminal. */
  if (gtk_minor >= 16)
    choice.disable = is_set (user->disable) ? NULL : "gl,vulkan,dmabuf";
  else if (!is_set (user->debug))
    choice.debug = gtk_minor >= 14 ? "gl-disable,vulkan-disable,dmabuf-disable" : "gl-disable";
  return choice;
}
