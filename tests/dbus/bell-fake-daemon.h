/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BellFakeDaemon:
 *
 * A fake notification daemon on a real bus, in a thread of its own, so that the
 * code under test may block on it. It misbehaves on demand.
 */
typedef struct _BellFakeDaemon BellFakeDaemon;

typedef enum
{
  BELL_DAEMON_GOOD,
  BELL_DAEMON_SILENT,    /* never answers Notify */
  BELL_DAEMON_ZERO,      /* shows nothing: id 0 */
  BELL_DAEMON_REFUSES,   /* an error: too many */
  BELL_DAEMON_CLOSES,    /* closes every bubble at once: reason 1 */
} BellDaemonMood;

/* Owns org.freedesktop.Notifications when this returns. capabilities: "actions,body-markup" … */
BellFakeDaemon *bell_fake_daemon_start (const char *bus_address, const char *capabilities);
void bell_fake_daemon_stop (BellFakeDaemon *daemon);

void bell_fake_daemon_set_mood (BellFakeDaemon *daemon, BellDaemonMood mood);
void bell_fake_daemon_set_capabilities (BellFakeDaemon *daemon, const char *capabilities);

/* A click on the bubble with this id: the token first, then the action. */
void bell_fake_daemon_click (BellFakeDaemon *daemon, guint id, const char *action, const char *token);

guint bell_fake_daemon_get_n_notified (BellFakeDaemon *daemon);
guint bell_fake_daemon_get_n_closed (BellFakeDaemon *daemon); /* CloseNotification calls */
/* The arguments of the last Notify: (susssasa{sv}i). (transfer full) */
GVariant *bell_fake_daemon_get_last (BellFakeDaemon *daemon);
guint bell_fake_daemon_get_last_id (BellFakeDaemon *daemon);

G_END_DECLS
