/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What a storm has thousands of: what sockets read, what the history answers, what is filed and let go of. All of it
 * shares one priority, so that none starves another, below GTK's redraw (GDK_PRIORITY_REDRAW is HIGH_IDLE + 20): a
 * flood must not freeze the window.
 */
#define BELL_PRIORITY_BULK (G_PRIORITY_HIGH_IDLE + 30)

G_END_DECLS
