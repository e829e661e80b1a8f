/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-notifier.h"

G_BEGIN_DECLS

/* What the worker says; called in the owner's main context, never after stop. */
typedef struct
{
  void (*available) (gboolean available, gpointer user_data);
  void (*shown) (const char *key, guint version, gpointer user_data);
  void (*activated) (const char *key, const char *action, const char *token, gpointer user_data);
  void (*closed) (const char *key, guint reason, gpointer user_data);
  void (*failed) (const char *key, const char *message, gpointer user_data);
} BellLibnotifyCallbacks;

/**
 * BellLibnotifyWorker:
 *
 * The thread that alone calls libnotify, whose show() blocks for up to 25 s. It
 * is shared by its owner and the thread: a daemon that hangs keeps neither the
 * window nor the end of the program waiting.
 */
typedef struct _BellLibnotifyWorker BellLibnotifyWorker;

BellLibnotifyWorker *bell_libnotify_worker_start (const char *app_name, const char *desktop_entry,
                                                  const BellLibnotifyCallbacks *callbacks, gpointer user_data);
void bell_libnotify_worker_show (BellLibnotifyWorker *worker, const BellBubble *bubble);
void bell_libnotify_worker_withdraw (BellLibnotifyWorker *worker, const char *key);

/* Waits for the thread at most ms, and drops the owner's share. */
void bell_libnotify_worker_stop (BellLibnotifyWorker *worker, guint ms);

G_END_DECLS
