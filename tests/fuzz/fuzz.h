/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * What a target is: takes any bytes, and ends the process where something that
 * must hold does not. libFuzzer's names; without it, replay.c calls them.
 */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
int LLVMFuzzerInitialize (int *argc, char ***argv);

/* Valid UTF-8, at most max characters, nothing that breaks a line or turns it round. text may be NULL. */
void fuzz_assert_plain_line (const char *text, glong max);

/*
 * Cuts the bytes before the next newline off the front of *data as a string
 * without NUL bytes; all of them where there is none. Free with g_free().
 */
char *fuzz_take_line (const guint8 **data, gsize *size);

G_END_DECLS
