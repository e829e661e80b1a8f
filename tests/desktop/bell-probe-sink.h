/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A sound device made for tests, GStreamer's element "bellprobe": 8000 Hz, one
 * channel, 16 bits, as slow as a real one. What it was given is kept.
 */
typedef enum
{
  BELL_PROBE_WORKS,
  BELL_PROBE_WARNS, /* as the desktop's sink does where there is no device: it goes on, for nobody */
  BELL_PROBE_FAILS, /* cannot be opened */
  BELL_PROBE_BREAKS, /* fails in the middle, once */
  BELL_PROBE_HANGS, /* opens only when the mode changes */
} BellProbeMode;

#define BELL_PROBE_RATE 8000

/* Forgets what was heard. Initialises GStreamer. */
void bell_probe_reset (BellProbeMode mode);

guint bell_probe_get_n_samples (void);
gint16 bell_probe_get_sample (guint i);

/* How often time stood still or jumped between two samples since the last reset. */
guint bell_probe_get_n_gaps (void);

G_END_DECLS
