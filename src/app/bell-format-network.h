/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-network.h"

G_BEGIN_DECLS

/* What differs from this computer's own way, in few words; where nothing does, so much is said. (transfer full) */
char *bell_format_network (const BellNetworkSettings *settings);

/* A BELL_NETWORK_ERROR as a sentence and what to do. (transfer full) */
char *bell_format_network_error (const GError *error);

/* Whether a certificate's file has its key in it, by its name; then it may have a password. */
gboolean bell_format_network_is_bundle (const char *path);

G_END_DECLS
