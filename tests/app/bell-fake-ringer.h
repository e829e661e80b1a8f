/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-ringer.h"

G_BEGIN_DECLS

/* A ringer that only writes down what it is asked for: "play NAME VOLUME", "loop NAME VOLUME", "hush", with ", " between. */
#define BELL_TYPE_FAKE_RINGER (bell_fake_ringer_get_type ())
G_DECLARE_FINAL_TYPE (BellFakeRinger, bell_fake_ringer, BELL, FAKE_RINGER, GObject)

BellFakeRinger *bell_fake_ringer_new (void);

/* (transfer full): all since the last call. */
char *bell_fake_ringer_take_log (BellFakeRinger *self);

/* As the real one would say of what was asked for last. */
void bell_fake_ringer_start (BellFakeRinger *self);
void bell_fake_ringer_finish (BellFakeRinger *self);
void bell_fake_ringer_fail (BellFakeRinger *self, BellRingerError code);
void bell_fake_ringer_set_available (BellFakeRinger *self, gboolean available);

G_END_DECLS
