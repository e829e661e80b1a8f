/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

G_BEGIN_DECLS

/* The context of a usual run: history in the user's data folder, secrets in the keyring. profile: "" is the usual one. */
BellContext *bell_parts_build (BellSettings *settings, const char *profile);

/* The context of the demo: secrets in memory, history in folder. */
BellContext *bell_parts_build_demo (BellSettings *settings, const char *folder);

G_END_DECLS
