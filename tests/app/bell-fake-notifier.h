/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-notifier.h"

G_BEGIN_DECLS

/* A fake notifier: keeps what it was told, and shows nothing. */
#define BELL_TYPE_FAKE_NOTIFIER (bell_fake_notifier_get_type ())
G_DECLARE_FINAL_TYPE (BellFakeNotifier, bell_fake_notifier, BELL, FAKE_NOTIFIER, GObject)

BellFakeNotifier *bell_fake_notifier_new (void);
guint bell_fake_notifier_get_n_shown (BellFakeNotifier *self);
guint bell_fake_notifier_get_n_withdrawn (BellFakeNotifier *self);
const char *bell_fake_notifier_get_key (BellFakeNotifier *self);   /* of the last bubble */
const char *bell_fake_notifier_get_title (BellFakeNotifier *self); /* of the last bubble */
const char *bell_fake_notifier_get_body (BellFakeNotifier *self);
const char *bell_fake_notifier_get_actions (BellFakeNotifier *self); /* ids and labels */
BellUrgency bell_fake_notifier_get_urgency (BellFakeNotifier *self);

guint bell_fake_notifier_get_n_visible (BellFakeNotifier *self);
guint bell_fake_notifier_get_max_visible (BellFakeNotifier *self); /* at any time */
guint bell_fake_notifier_get_n_bubbles (BellFakeNotifier *self);   /* different ones, ever */
void bell_fake_notifier_close (BellFakeNotifier *self, guint reason); /* the last bubble */
void bell_fake_notifier_set_refuses (BellFakeNotifier *self, gboolean refuses);
void bell_fake_notifier_set_available (BellFakeNotifier *self, gboolean available);
void bell_fake_notifier_activate (BellFakeNotifier *self, const char *action); /* on the last bubble */

G_END_DECLS
