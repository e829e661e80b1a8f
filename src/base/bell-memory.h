/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Gives the system back what was freed, where the C library can: after a flood of small blocks glibc would keep it all.
 * Takes some milliseconds for every ten megabytes.
 */
void bell_memory_give_back (void);

G_END_DECLS
