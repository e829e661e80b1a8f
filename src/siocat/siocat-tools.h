/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-client.h"

G_BEGIN_DECLS

/* Each prints one JSON line per result, and gives FALSE when an argument was wrong. */
gboolean siocat_parse_urls (char **urls, const char *path);
gboolean siocat_draw_backoff (const SioBackoff *backoff, guint32 seed, guint count);

G_END_DECLS
