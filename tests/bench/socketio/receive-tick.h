/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Where BENCH_TICK names a file: a timer of 10 ms on the default main context,
 * which writes there, in µs, by how much it was late at worst. Else nothing.
 */
void receive_tick_start (void);

G_END_DECLS
