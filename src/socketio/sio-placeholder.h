/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-packet.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* {"_placeholder":true,"num":k}, which stands in the JSON for attachment k (REQ-33, 42). */

JsonNode *sio_placeholder_new (guint num);

/* FALSE: ordinary data. num: -1 for a placeholder that says no whole, not negative number. */
gboolean sio_placeholder_read (JsonNode *node, gint64 *num);

/* Whether all placeholders in the tree name one of n attachments. */
gboolean sio_placeholder_check (JsonNode *node, guint n);

/* What is wrong with a binary packet shows before its attachments come: SIO_ERROR_PARSE. */
gboolean sio_placeholder_check_packet (const SioPacket *packet, GError **error);

/*
 * A copy of the tree in which placeholders are numbered in the order of their first appearance, depth first; ordered
 * gets what they stood for, out of blobs. NULL when one stands for nothing, or a string is no UTF-8.
 */
JsonNode *sio_placeholder_renumber (JsonNode *node, GPtrArray *blobs, GPtrArray *ordered);

G_END_DECLS
