/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * One pass over any bytes: are they one RFC 8259 value, within the bounds of the guard? root: (nullable): where its
 * tree goes, a node that holds nothing yet; without it nothing is built.
 */
gboolean bell_json_read (const char *text, gsize length, JsonNode *root, GError **error);

G_END_DECLS
