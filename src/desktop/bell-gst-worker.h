/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-ringer.h"

G_BEGIN_DECLS

/**
 * BellGstWorker:
 *
 * The thread that alone calls GStreamer, and what it is wished to play: never
 * more than one wish of each sort, so that a sound service that hangs piles up
 * nothing. Used from its owner's thread; begins with its creation.
 */
typedef struct _BellGstWorker BellGstWorker;

/* What the worker says; called in the owner's main context, never after stop. */
typedef struct
{
  void (*answered) (gpointer user_data); /* all wishes so far were taken up */
  void (*started) (const char *sound, gpointer user_data);
  void (*finished) (const char *sound, gpointer user_data);
  void (*failed) (const char *sound, const GError *error, gpointer user_data);
} BellGstWorkerEvents;

BellGstWorker *bell_gst_worker_new (const char *sink, const BellGstWorkerEvents *events, gpointer user_data);

/* Each TRUE where the worker was asleep: "answered" follows then. */
gboolean bell_gst_worker_play (BellGstWorker *self, const char *sound, guint volume);
gboolean bell_gst_worker_loop (BellGstWorker *self, const char *sound, guint volume);
gboolean bell_gst_worker_hush (BellGstWorker *self);
gboolean bell_gst_worker_retry (BellGstWorker *self); /* the loop that failed */

gboolean bell_gst_worker_has_loop (BellGstWorker *self);

/* Waits for the thread at most ms. */
void bell_gst_worker_stop (BellGstWorker *self, guint ms);

G_END_DECLS
