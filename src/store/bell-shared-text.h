/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * One copy of a text that many have, from any thread. GLib's own interned GRefString
 * cannot be used for that: up to 2.74 and beyond, one thread may be given the copy that
 * another one is just letting go.
 */

/* NULL gives NULL. */
const char *bell_shared_text_get (const char *text);

/* Lets go of what bell_shared_text_get() gave. */
void bell_shared_text_release (const char *text);

guint bell_shared_text_count (void); /* for tests: how many different texts there are */

G_END_DECLS
