/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BellThread:
 *
 * A thread with a main context of its own, for a library that blocks. It is
 * shared by its owner and itself: where the library hangs, the owner does not
 * wait, and what the thread works with lives until it comes back.
 */
typedef struct _BellThread BellThread;

typedef void (*BellThreadFunc) (gpointer data);

/*
 * Begins it; the owner's context is the caller's thread default. end (nullable) runs in
 * the thread as its last, free_data wherever the last share is dropped.
 */
BellThread *bell_thread_new (const char *name, BellThreadFunc end, gpointer data, GDestroyNotify free_data);

/* Has func (data) called in the thread. */
void bell_thread_call (BellThread *self, BellThreadFunc func);

/* From the thread: has func (news) called in the owner's context, unless it was stopped; then news is freed. */
void bell_thread_tell (BellThread *self, BellThreadFunc func, gpointer news, GDestroyNotify free_news);

/* In the thread. */
GMainContext *bell_thread_get_context (BellThread *self);
gboolean bell_thread_is_stopped (BellThread *self);

/* From the owner: waits for the thread's end at most ms, and drops the owner's share. */
void bell_thread_stop (BellThread *self, guint ms);

G_END_DECLS
