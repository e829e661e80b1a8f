/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-args.h"

G_BEGIN_DECLS

/*
 * Arguments as a JSON array in which binary data is {"$bin":"base64"}, and back.
 * node: (nullable) (transfer none), an array, else SIO_ERROR_INVALID.
 */
SioArgs *siocat_args_read (JsonNode *node, GError **error);
JsonNode *siocat_args_write (SioArgs *args);

/* From base64, which is checked. SIO_ERROR_INVALID for anything else. */
GBytes *siocat_base64_read (const char *text, GError **error);

G_END_DECLS
