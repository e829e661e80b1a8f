/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * SIGINT and SIGTERM as a file descriptor, readable for good from the first of
 * them on: both the main loop and a write that waits for its reader can watch it.
 */
int listen_signals_open (void);
void listen_signals_close (void);
