/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-args.h"

G_BEGIN_DECLS

/*
 * From a packet: payload (transfer full) is checked JSON text of an array, NULL for an empty one; has_name says that
 * its first element is the event's. blobs: (nullable) (transfer none): the attachments, GBytes.
 */
SioArgs *sio_args_new_received (char *payload, gsize length, gboolean has_name, GPtrArray *blobs);

/* The last argument is not the application's. */
void sio_args_hide_last (SioArgs *args);

/*
 * The JSON text of a packet that carries args (nullable), led by name (nullable), with the placeholders numbered in
 * the order of their first appearance (REQ-33). blobs: the attachments in that order, NULL for none. NULL with SIO_ERROR_INVALID.
 */
char *sio_args_encode (SioArgs *args, const char *name, GPtrArray **blobs, GError **error);

G_END_DECLS
