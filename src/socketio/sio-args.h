/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SioArgs:
 *
 * The arguments of an event or of an acknowledgement: JSON values, and binary
 * data at any depth among them. Reference counted. Yours are built with the
 * add functions; those from the server are parsed when somebody first looks.
 *
 * Binary data stands in the JSON as a placeholder object; sio_args_find_bytes()
 * gives what it stands for, and sio_args_make_placeholder() makes one.
 */
typedef struct _SioArgs SioArgs;
#define SIO_TYPE_ARGS (sio_args_get_type ())
GType sio_args_get_type (void);
SioArgs *sio_args_ref (SioArgs *args);
void sio_args_unref (SioArgs *args);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SioArgs, sio_args_unref)

/**
 * sio_args_new:
 *
 * Returns: (transfer full): no arguments yet
 */
SioArgs *sio_args_new (void);

/**
 * sio_args_new_from_json:
 * @json: the text of an array, `[1,{"a":null}]`
 * @error: %SIO_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): the arguments
 */
SioArgs *sio_args_new_from_json (const char *json, GError **error);

/* Each of the next adds one argument. To be called before the arguments are sent. */

/**
 * sio_args_add_string:
 * @value: UTF-8; sending refuses anything else
 */
void sio_args_add_string (SioArgs *args, const char *value);

/**
 * sio_args_add_int:
 * @value: goes exactly; a peer in JavaScript rounds beyond 2⁵³
 */
void sio_args_add_int (SioArgs *args, gint64 value);

/**
 * sio_args_add_node:
 * @node: (transfer none): copied; numbers that are not finite become null
 */
void sio_args_add_node (SioArgs *args, JsonNode *node);

/**
 * sio_args_add_bytes:
 * @bytes: (transfer none): referenced
 */
void sio_args_add_bytes (SioArgs *args, GBytes *bytes);

/**
 * sio_args_make_placeholder:
 * @bytes: (transfer none): referenced
 *
 * Returns: (transfer full): a node to put into an object or array that is then added
 */
JsonNode *sio_args_make_placeholder (SioArgs *args, GBytes *bytes);

/**
 * sio_args_get_array:
 *
 * Returns: (transfer none): all of them, never NULL
 */
JsonArray *sio_args_get_array (SioArgs *args);

/**
 * sio_args_get_length:
 *
 * Returns: how many there are
 */
guint sio_args_get_length (SioArgs *args);

/**
 * sio_args_get_node:
 *
 * Returns: (transfer none) (nullable): the argument; NULL where there are fewer
 */
JsonNode *sio_args_get_node (SioArgs *args, guint index);

/**
 * sio_args_get_string:
 *
 * Returns: (transfer none) (nullable): the argument; NULL where it is missing or no text
 */
const char *sio_args_get_string (SioArgs *args, guint index);

/**
 * sio_args_get_int:
 *
 * Returns: the argument; @fallback where it is missing or no whole number
 */
gint64 sio_args_get_int (SioArgs *args, guint index, gint64 fallback);

/**
 * sio_args_get_bytes:
 *
 * Returns: (transfer none) (nullable): the argument; NULL where it is missing or no binary data
 */
GBytes *sio_args_get_bytes (SioArgs *args, guint index);

/**
 * sio_args_find_bytes:
 * @node: any node among the arguments
 *
 * Returns: (transfer none) (nullable): what it stands for; NULL where it is no placeholder
 */
GBytes *sio_args_find_bytes (SioArgs *args, JsonNode *node);

G_END_DECLS
