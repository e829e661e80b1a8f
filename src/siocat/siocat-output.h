/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-error.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A new line: {"type":…,"at":…}, the latter in ms of a clock that never jumps. Add to it, then print it. */
JsonObject *siocat_line_new (const char *type);

/* NULL is null. node: (transfer full) */
void siocat_line_add_string (JsonObject *line, const char *name, const char *value);
void siocat_line_add_node (JsonObject *line, const char *name, JsonNode *node);

/* "kind", "message" and what else the error carries. */
JsonObject *siocat_error_to_json (const GError *error);

/* On standard output, flushed. line: (transfer full). A reader that went away ends the program, as a success. */
void siocat_print (JsonObject *line);

/* An "error" line: a command that makes no sense. */
void siocat_complain (const char *command, const GError *error);

G_END_DECLS
