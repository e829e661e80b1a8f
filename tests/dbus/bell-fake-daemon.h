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
  BELL_DAEMON_KEEPS_THREE, /* the oldest of four expires */
  BELL_DAEMON_NO_TWINS,    /* refuses what says the same as the one before */
} BellDaemonMood;

/* Owns org.freedesktop.Notifications when this returns. capabilities: "actions,body-markup" … */
BellFakeDaemon *bell_fake_daemon_start (const char *bus_address, const char *capabilities);
void bell_fake_daemon_stop (BellFakeDaemon *daemon);

void bell_fake_daemon_set_mood (BellFakeDaemon *daemon, BellDaemonMood mood);
void bell_fake_daemon_set_capabilities (BellFakeDaemon *daemon, const char *capabilities);

/* Signals go to who showed the last bubble, and to nobody else. */
void bell_fake_daemon_set_unicast (BellFakeDaemon *daemon, gboolean unicast);

/* A bubble's time is over, whoever's it is. */
void bell_fake_daemon_expire (BellFakeDaemon *daemon, guint id);

/* A click on the bubble with this id: the token first, then the action. */
void bell_fake_daemon_click (BellFakeDaemon *daemon, guint id, const char *action, const char *token);

guint bell_fake_daemon_get_n_notified (BellFakeDaemon *daemon);
guint bell_fake_daemon_get_n_closed (BellFakeDaemon *daemon); /* CloseNotification calls */
/* The arguments of the last Notify: (susssasa{sv}i). (transfer full) */
GVariant *bell_fake_daemon_get_last (BellFakeDaemon *daemon);
guint bell_fake_daemon_get_last_id (BellFakeDaemon *daemon);

G_END_DECLS
