/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "oe-event.h"

G_BEGIN_DECLS

/* JSON with ' for ", so that tables can be read. (transfer full) */
JsonNode *oe_json (const char *quoted);
JsonArray *oe_json_array (const char *quoted);
char *oe_json_text (JsonArray *array);

/* An event of such arguments. */
OeEvent *oe_json_event (const char *name, const char *quoted_args);

G_END_DECLS
