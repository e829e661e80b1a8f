/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The file behind autostart; blocking, for a thread. */

/* The Exec line that starts command as it is. (transfer full) */
char *bell_autostart_entry_quote (const char *const *command);

/* Whether the session starts id: the user's file decides, then the system's. */
gboolean bell_autostart_entry_is_on (const char *id);

/* Writes or removes the user's file; where the system has one, the user's says that it is hidden. */
gboolean bell_autostart_entry_write (const char *id, const char *name, const char *icon, const char *exec,
                                     gboolean wanted, GError **error);

char *bell_autostart_entry_path (const char *id); /* the user's file, (transfer full) */

G_END_DECLS
