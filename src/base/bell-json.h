/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BELL_JSON_MAX_DEPTH 256
#define BELL_JSON_ERROR (bell_json_error_quark ())

typedef enum
{
  BELL_JSON_ERROR_SYNTAX, /* not RFC 8259 */
  BELL_JSON_ERROR_DEPTH,  /* nested deeper than BELL_JSON_MAX_DEPTH */
  BELL_JSON_ERROR_SIZE,   /* longer than the caller allows */
} BellJsonError;

GQuark bell_json_error_quark (void);

/*
 * The guard in front of json-glib: one linear pass with bounded memory.
 *
 * bell_json_check() says whether text is one RFC 8259 value of at most max_size bytes.
 * bell_json_parse() also builds the tree. On the way lone surrogate escapes, NUL
 * escapes become U+FFFD, and integers outside int64 become doubles (never wrap);
 * a number that overflows double is an error. Duplicate keys: the last one wins.
 */
gboolean bell_json_check (const char *text, gsize length, gsize max_size, GError **error);
JsonNode *bell_json_parse (const char *text, gsize length, gsize max_size, GError **error);

/* Compact UTF-8, non-finite numbers as null. Free with g_free(). */
char *bell_json_to_string (JsonNode *node);

/*
 * Tolerant readers of what a server sent: a member that is missing or of
 * another type is NULL (or the fallback). object may be NULL. Borrowed.
 */
const char *bell_json_get_string (JsonObject *object, const char *name);
JsonObject *bell_json_get_object (JsonObject *object, const char *name);
JsonArray *bell_json_get_array (JsonObject *object, const char *name);
gboolean bell_json_get_boolean (JsonObject *object, const char *name, gboolean fallback);
gint64 bell_json_get_integer (JsonObject *object, const char *name, gint64 fallback); /* also "12" */

/* A string, number or boolean member as text for people, else NULL. Free with g_free(). */
char *bell_json_dup_text (JsonObject *object, const char *name);
char *bell_json_node_dup_text (JsonNode *node);

G_END_DECLS
