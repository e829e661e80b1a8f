/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-alarm.h"
#include "bell-settings.h"
#include "bell-speaker.h"

G_BEGIN_DECLS

/**
 * BellSpeech:
 *
 * Says what comes in, where the setting "speak" wishes it: the titles of events
 * that wait, one after the other; of more than three at once only how many
 * there are. Nothing during a silence, and nothing that a rule keeps quiet.
 */
#define BELL_TYPE_SPEECH (bell_speech_get_type ())
G_DECLARE_FINAL_TYPE (BellSpeech, bell_speech, BELL, SPEECH, GObject)

BellSpeech *bell_speech_new (BellInbox *inbox, BellAlarm *alarm, BellSettings *settings, BellSpeaker *speaker);

G_END_DECLS
