/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

G_BEGIN_DECLS

/* The folder of a profile's data, made where it is missing. profile: "" is the usual one. (transfer full) */
char *bell_parts_make_folder (const char *profile);

/* The context of a usual run: history in the user's data folder, secrets in the keyring. */
BellContext *bell_parts_build (BellSettings *settings, BellProvision *provision, const char *profile);

/* The context of the demo: secrets in memory, history in folder. */
BellContext *bell_parts_build_demo (BellSettings *settings, const char *folder);

G_END_DECLS
