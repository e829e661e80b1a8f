/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-inbox.h"
#include "bell-notifier.h"
#include "bell-rules.h"

G_BEGIN_DECLS

/**
 * BellAnnouncer:
 *
 * Shows what arrived, as the rules say and as few bubbles as BellAnnouncerPolicy
 * allows. A daemon that is missing, slow or refusing keeps nothing waiting; what
 * it did not show comes in one summary when it is back.
 *
 * Signals:
 * - "open" (gint64 entry_id, char *token (nullable)): somebody clicked a bubble; 0: of
 *   several events. token raises the window on Wayland.
 * - "visit" (gint64 entry_id, char *token (nullable)): somebody pressed Open in the bubble of this one.
 * - "silence" (): somebody wants quiet for a while; what waits goes on waiting.
 */
#define BELL_TYPE_ANNOUNCER (bell_announcer_get_type ())
G_DECLARE_FINAL_TYPE (BellAnnouncer, bell_announcer, BELL, ANNOUNCER, GObject)

BellAnnouncer *bell_announcer_new (BellInbox *inbox, BellRules *rules, BellNotifier *notifier, BellClock *clock);

/* The key of the bubble that stands for entry just now, NULL: none does. */
const char *bell_announcer_find_key (BellAnnouncer *self, BellEntry *entry);

/* The newest event that the bubble of this key stands for, NULL: there is none. (transfer none) */
BellEntry *bell_announcer_find_newest (BellAnnouncer *self, const char *key);

/* How many bubbles others show just now, the one about deafness: three are all that some desktops keep. */
void bell_announcer_set_reserved (BellAnnouncer *self, guint n);

/* A shop is heard again: what it sends now, all at once, is one bubble. */
void bell_announcer_note_reconnect (BellAnnouncer *self);

G_END_DECLS
