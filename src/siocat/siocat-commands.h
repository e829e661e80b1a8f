/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "siocat-private.h"

G_BEGIN_DECLS

/* Does what one command says. What is wrong with it is printed. */
void siocat_run (Siocat *self, JsonNode *command);

/* In order, within the same turn of the main loop. */
void siocat_run_all (Siocat *self, JsonArray *commands);

G_END_DECLS
