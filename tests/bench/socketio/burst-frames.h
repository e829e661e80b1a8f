/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends text as one unmasked text frame of WebSocket. */
void burst_frames_append (GByteArray *frames, const char *text);

/* n events of an order each, no two alike, in about 300 bytes a frame. */
GByteArray *burst_frames_new (guint n);

G_END_DECLS
