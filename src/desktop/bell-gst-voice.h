/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-ringer.h"

G_BEGIN_DECLS

/**
 * BellGstVoice:
 *
 * One sound that plays, and the pipeline behind it. Belongs to one thread, the
 * ringer's: opening a sound device may block for seconds. GStreamer must be
 * initialised.
 *
 * Of ended and failed only one comes, and once; the voice may be freed in it.
 */
typedef struct _BellGstVoice BellGstVoice;

typedef struct
{
  void (*started) (gpointer user_data);
  void (*ended) (gpointer user_data); /* never of a voice that loops */
  void (*failed) (const GError *error, gpointer user_data); /* a BELL_RINGER_ERROR */
} BellGstVoiceEvents;

/*
 * Begins to play path; events come in the thread's default context. gain: what
 * samples are multiplied by. NULL with a BELL_RINGER_ERROR where it cannot even begin.
 */
BellGstVoice *bell_gst_voice_new (const char *path, gboolean loops, double gain, const char *sink,
                                  const BellGstVoiceEvents *events, gpointer user_data, GError **error);

void bell_gst_voice_set_gain (BellGstVoice *self, double gain);

/* Silence at once. */
void bell_gst_voice_free (BellGstVoice *self);

G_END_DECLS
