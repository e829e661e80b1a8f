/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A real gnome-keyring on the test's own bus, with its files in data_home: nobody can be asked for a password there,
 * for the bus has no prompter, which the daemon takes for a question that was dismissed.
 */
GSubprocess *bell_keyring_daemon_start (const char *data_home, gboolean unlock);
void bell_keyring_daemon_stop (GSubprocess *daemon); /* and waits until its name is free */

/* As somebody who types the password into another program's question. */
void bell_keyring_daemon_unlock (void);

/* Below folder no file holds text, in UTF-8 or UTF-16. */
void bell_keyring_daemon_assert_hidden (const char *folder, const char *text);

G_END_DECLS
