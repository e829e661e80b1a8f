/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-provision.h"

G_BEGIN_DECLS

/**
 * BellFileSignIn:
 *
 * Signs in to the shops that a sign-in file is set up for, by itself. The file
 * stays until the shop answers; then it is read, deleted and used. Where the
 * shop or the network fails afterwards, it is tried again from memory; what only
 * a person can help becomes a mistake of the #BellProvision.
 */
#define BELL_TYPE_FILE_SIGN_IN (bell_file_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (BellFileSignIn, bell_file_sign_in, BELL, FILE_SIGN_IN, GObject)

/* Borrows the context: it owns this. Begins at once. */
BellFileSignIn *bell_file_sign_in_new (BellContext *context, BellProvision *provision);
void bell_file_sign_in_stop (BellFileSignIn *self);

/* How many shops are still to be signed in to. */
guint bell_file_sign_in_get_pending (BellFileSignIn *self);

G_END_DECLS
