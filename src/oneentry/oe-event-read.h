/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * Tolerant readers of event payloads (facts 1.6): whatever is missing, null or
 * of another shape is NULL. All texts come back plain, one line and bounded;
 * an empty one is NULL. Objects may be NULL. Free texts with g_free().
 */

#define OE_MAX_FACT 160 /* characters */

/* What any JSON value says to people: scalars, dates, texts, choices, files, and lists of these. */
char *oe_read_value (JsonNode *node);

/* A member as such a text. */
char *oe_read_member (JsonObject *object, const char *name);

/* info[name], info being of one language or one object per language; or info itself where it is a text. */
char *oe_read_localized (JsonObject *object, const char *info, const char *name);

/* The status as people call it, and its identifier. */
char *oe_read_status_title (JsonObject *object);
char *oe_read_status (JsonObject *object);

/* "price" or "totalSum" with its currency: "59.90 EUR". */
char *oe_read_amount (JsonObject *object, const char *const *names);

/*
 * Attributes and form data: {marker: {"value"}}, {marker: value}, [{"marker","value"}],
 * or such a list per language. The first of names that has a value; and "Label: value"
 * texts of at most n entries, added to facts.
 */
char *oe_read_attribute (JsonNode *attributes, const char *const *names);
void oe_read_entries (JsonNode *attributes, guint n, GPtrArray *facts);

/* A marker in words: underscores are spaces. */
char *oe_read_words (const char *marker);

G_END_DECLS
