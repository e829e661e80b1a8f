/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The codecs without a network, one line of standard input at a time. A packet is JSON,
 *   {"type":"event","nsp":"/a","id":1,"args":["name",…]}, connect and connect_error with "data" for "args",
 * a frame is text, or "b" and base64 where it is binary. Each gives FALSE when a line was wrong.
 */
gboolean siocat_encode (void);
gboolean siocat_decode (void);

/* The same for Engine.IO: {"type":"message","data":"…"}, binary data being {"$bin":"base64"}. */
gboolean siocat_engine_encode (void);
gboolean siocat_engine_decode (void);

G_END_DECLS
