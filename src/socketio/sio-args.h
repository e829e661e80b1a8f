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

SioArgs *sio_args_new (void);

/* json: the text of an array, "[1,{\"a\":null}]". Error: SIO_ERROR_INVALID. */
SioArgs *sio_args_new_from_json (const char *json, GError **error);

/* Each adds one argument. To be called before the arguments are sent. */
void sio_args_add_string (SioArgs *args, const char *value); /* UTF-8; sending refuses anything else */
void sio_args_add_int (SioArgs *args, gint64 value);         /* exact; a JavaScript peer rounds beyond 2^53 */
void sio_args_add_node (SioArgs *args, JsonNode *node);      /* (transfer none), copied; non-finite numbers become null */
void sio_args_add_bytes (SioArgs *args, GBytes *bytes);

/* A node to put into an object or array that is then added. (transfer full) */
JsonNode *sio_args_make_placeholder (SioArgs *args, GBytes *bytes);

/* (transfer none), never NULL */
JsonArray *sio_args_get_array (SioArgs *args);
guint sio_args_get_length (SioArgs *args);

/* An argument that is missing or of another type is NULL (or the fallback). Borrowed. */
JsonNode *sio_args_get_node (SioArgs *args, guint index);
const char *sio_args_get_string (SioArgs *args, guint index);
gint64 sio_args_get_int (SioArgs *args, guint index, gint64 fallback);
GBytes *sio_args_get_bytes (SioArgs *args, guint index);

/* What a node anywhere among the arguments stands for; NULL when it is no placeholder. Borrowed. */
GBytes *sio_args_find_bytes (SioArgs *args, JsonNode *node);

G_END_DECLS
