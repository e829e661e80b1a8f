/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bell-clock.h"
#include "bell-sounds.h"

G_BEGIN_DECLS

#define BELL_RINGER_ERROR (bell_ringer_error_quark ())
typedef enum
{
  BELL_RINGER_ERROR_FILE,    /* no such sound, or a file that cannot be read */
  BELL_RINGER_ERROR_PLUGIN,  /* a part of GStreamer is not installed */
  BELL_RINGER_ERROR_DEVICE,  /* nothing to play on */
} BellRingerError;
GQuark bell_ringer_error_quark (void);

#define BELL_VOLUME_MAX 100

/**
 * BellRinger:
 *
 * Makes sounds, one at a time. Never blocks: what is asked for is only noted,
 * and a later wish replaces an earlier one. A sound is one of bell-sounds.h or
 * an absolute path. Volumes go from 0 to 100 as people hear them: 50 sounds
 * half as loud.
 *
 * Property "available" (boolean, notify): FALSE from a failure until something sounds.
 * Signals (all in the main context the ringer was made in):
 * - "started" (char *sound): it is at the loudspeaker now.
 * - "finished" (char *sound): what bell_ringer_play() began came to its end.
 * - "failed" (char *sound, GError *error): a BELL_RINGER_ERROR. What loops is tried
 *   again by itself after a failed device, and after nothing else. Every
 *   bell_ringer_play() that is not replaced or hushed ends in one of the two.
 */
#define BELL_TYPE_RINGER (bell_ringer_get_type ())
G_DECLARE_INTERFACE (BellRinger, bell_ringer, BELL, RINGER, GObject)
struct _BellRingerInterface
{
  GTypeInterface parent_iface;

  void (*play) (BellRinger *self, const char *sound, guint volume);
  void (*loop) (BellRinger *self, const char *sound, guint volume);
  void (*hush) (BellRinger *self);
  void (*stop) (BellRinger *self);
};

/* Once. What loops stands back for it, and begins anew afterwards. */
void bell_ringer_play (BellRinger *self, const char *sound, guint volume);

/* Without a gap, until hushed. The same sound again only changes the volume, at once. */
void bell_ringer_loop (BellRinger *self, const char *sound, guint volume);

/* Silence now. What played once is not "finished" then. */
void bell_ringer_hush (BellRinger *self);

gboolean bell_ringer_get_available (BellRinger *self);

/* For the end: silence within 2 s even when the sound service hangs. No signal afterwards. */
void bell_ringer_stop (BellRinger *self);

/*
 * GStreamer on a thread of its own, begun at the first sound. sink: (nullable):
 * an output in the language of gst-launch; NULL takes SHOPBELL_AUDIO_SINK, and
 * without that what the desktop prefers.
 */
BellRinger *bell_gst_ringer_new (BellClock *clock, const char *sink);

G_END_DECLS
