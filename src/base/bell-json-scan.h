/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The pass of the guard itself: is text one RFC 8259 value? Where rewritten is
 * not NULL and something has to be made digestible for json-glib, *rewritten
 * (transfer full) gets a copy that says the same, else NULL. text is valid UTF-8.
 */
gboolean bell_json_scan (const char *text, gsize length, GString **rewritten, GError **error);

G_END_DECLS
