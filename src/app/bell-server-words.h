/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What the server itself said for people in an SIO_ERROR or OE_ERROR: the text
 * of a refusal, never the JSON or page around it, redacted. Owned by the
 * caller; NULL where it said nothing of the kind.
 */
char *bell_server_words_dup (const GError *error);

G_END_DECLS
