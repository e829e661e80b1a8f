/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * Where the main loop was every 4 ms, by the clock, of turns that were too long: appended to the file that BELL_LOOP_STACKS
 * names, if it names one, as "module+offset symbol", innermost first, for addr2line. The main thread only. The figures of such
 * a run are not those of others: what says where it was takes time and memory too.
 */
void loop_stacks_start (void);
void loop_stacks_begin (void);
void loop_stacks_end (long us, int is_long);
