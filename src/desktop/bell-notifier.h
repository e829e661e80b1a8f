/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  BELL_URGENCY_LOW,
  BELL_URGENCY_NORMAL,
  BELL_URGENCY_CRITICAL,
} BellUrgency;

/* One bubble. Texts are plain: the notifier escapes what the daemon would read as markup. */
typedef struct
{
  const char *key;   /* a later bubble with the same key replaces this one */
  const char *title;
  const char *body;
  BellUrgency urgency;
  gboolean stays;    /* until somebody acts, where the daemon can */
  const char *const *actions; /* (nullable) id, label, id, label, …, NULL; "default" is the click on the bubble */
  guint version;     /* comes back with "shown" */
} BellBubble;

/**
 * BellNotifier:
 *
 * Shows bubbles. Never blocks: show and withdraw only queue, one entry per key.
 *
 * Property "available" (boolean, notify): a daemon is there and answers.
 * Signals (all in the main context the notifier was made in):
 * - "shown" (char *key, guint version): the daemon took it.
 * - "activated" (char *key, char *action, char *token (nullable)): somebody clicked.
 * - "closed" (char *key, guint reason): 1 expired, 2 dismissed, 3 withdrawn, 4 undefined.
 * - "failed" (char *key, char *message): could not be shown.
 */
#define BELL_TYPE_NOTIFIER (bell_notifier_get_type ())
G_DECLARE_INTERFACE (BellNotifier, bell_notifier, BELL, NOTIFIER, GObject)
struct _BellNotifierInterface
{
  GTypeInterface parent_iface;

  void (*show) (BellNotifier *self, const BellBubble *bubble);
  void (*withdraw) (BellNotifier *self, const char *key);
  void (*stop) (BellNotifier *self);
};

void bell_notifier_show (BellNotifier *self, const BellBubble *bubble);
void bell_notifier_withdraw (BellNotifier *self, const char *key);
gboolean bell_notifier_get_available (BellNotifier *self);

/* Withdraws nothing; ends the thread behind it within 2 s even when the daemon hangs. No signal afterwards. */
void bell_notifier_stop (BellNotifier *self);

/* libnotify on a thread of its own. desktop_entry: the base application id. */
BellNotifier *bell_libnotify_new (const char *app_name, const char *desktop_entry);

G_END_DECLS
