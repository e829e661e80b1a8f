/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A WebSocket frame as a server sends it; first_byte: flags and opcode. */
GByteArray *sio_fake_frame_new (guint8 first_byte, const void *data, gsize length);

/*
 * Takes the first frame of a client out of what came in: its text, "<close>", "<ping>", "<pong BODY>", or "<01 ff>" for binary data.
 * NULL when there is no whole one. Free with g_free().
 */
char *sio_fake_frame_take (GByteArray *in);

G_END_DECLS
