/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Those who wait for one answer. Each task is returned exactly once: with
 * the answer, or on its own as soon as its cancellable is cancelled (from the
 * main context, never from within the cancelling).
 */
typedef struct _OeWaiters OeWaiters;

OeWaiters *oe_waiters_new (void);
void oe_waiters_free (OeWaiters *waiters); /* nobody may be waiting */

void oe_waiters_add (OeWaiters *waiters, GTask *task); /* (transfer full) */
gboolean oe_waiters_is_empty (OeWaiters *waiters);

/* Everybody waiting now gets text, or error where text is NULL; who comes meanwhile does not. */
void oe_waiters_answer (OeWaiters *waiters, const char *text, const GError *error);

G_END_DECLS
