/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "listen-options.h"

G_BEGIN_DECLS

/* Signs in, listens, prints, signs out. Gives the exit code. */
int listener_run (const ListenOptions *options);

G_END_DECLS
