/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * Shapes that many answers of the Content API share. What is missing or of
 * another shape is NULL; whatever comes back is bounded, and borrowed unless it is a dup.
 */

#define OE_MAX_ENTRIES 1000 /* of a list */
#define OE_MAX_TITLE 120    /* characters */

JsonObject *oe_shape_get_object (JsonNode *node);

/* [...] or {"items":[...],"total":…} (facts 3.2). */
JsonArray *oe_shape_get_list (JsonNode *node);

/* The same; OE_ERROR_PROTOCOL where it is none. what: "events" */
JsonArray *oe_shape_get_list_or_error (JsonNode *node, const char *what, GError **error);

/* A marker goes into paths: printable, and of a length a person would give it. */
const char *oe_shape_get_marker (JsonObject *object, const char *name);

/* "title" of localizeInfos, which is of one language or has one object per language (facts 2.5). "" without any. */
char *oe_shape_dup_title (JsonObject *object, const char *lang_code);

G_END_DECLS
