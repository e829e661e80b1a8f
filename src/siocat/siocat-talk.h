/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Does what the lines of standard input say, until "quit" or their end. trace: every packet is printed. */
void siocat_talk (gboolean trace);

G_END_DECLS
