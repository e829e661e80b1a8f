/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-client.h"

G_BEGIN_DECLS

/* The wait in ms before attempt n (0, 1, …) of a series: cap first, then jitter (REQ-58). Never overflows. */
gint64 sio_backoff_draw (const SioBackoff *backoff, guint n, GRand *rand);

G_END_DECLS
