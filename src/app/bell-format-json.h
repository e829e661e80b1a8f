/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A masked payload (nullable), indented for technicians; text that is no JSON stays as it
 * is. At most BELL_FORMAT_JSON_MAX characters, then "…". Free with g_free().
 */
#define BELL_FORMAT_JSON_MAX 20000
char *bell_format_json (const char *payload);

G_END_DECLS
