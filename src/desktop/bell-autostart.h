/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-bus.h"
#include "bell-clock.h"

G_BEGIN_DECLS

typedef enum
{
  BELL_AUTOSTART_UNKNOWN, /* nobody has asked yet */
  BELL_AUTOSTART_ASKING,
  BELL_AUTOSTART_OFF,
  BELL_AUTOSTART_ON,
  BELL_AUTOSTART_REFUSED, /* by the desktop, or by whoever it asked */
  BELL_AUTOSTART_ABSENT,  /* this desktop has no way to do it */
  BELL_AUTOSTART_FAILED,  /* the file cannot be written, or no answer came */
} BellAutostartState;
#define BELL_AUTOSTART_N_STATES (BELL_AUTOSTART_FAILED + 1)

/**
 * BellAutostart:
 *
 * Whether the program starts with the session, and may run on without a window.
 *
 * Properties (notify): "state" (uint: a BellAutostartState); "background"
 * (boolean): nothing ends a program without a window here. TRUE until it is refused.
 */
#define BELL_TYPE_AUTOSTART (bell_autostart_get_type ())
G_DECLARE_INTERFACE (BellAutostart, bell_autostart, BELL, AUTOSTART, GObject)
struct _BellAutostartInterface
{
  GTypeInterface parent_iface;

  void (*ask) (BellAutostart *self, gboolean wanted);
  void (*set_status) (BellAutostart *self, const char *text);
  void (*stop) (BellAutostart *self);
};

/* Asks for it, or for the end of it; "state" tells how it went. A later wish replaces one that is under way. */
void bell_autostart_ask (BellAutostart *self, gboolean wanted);

/* What the desktop's list of programs without a window says of us, where there is one; at most 96 characters of it. */
void bell_autostart_set_status (BellAutostart *self, const char *text);

BellAutostartState bell_autostart_get_state (BellAutostart *self);
gboolean bell_autostart_get_background (BellAutostart *self);
void bell_autostart_stop (BellAutostart *self); /* no signal afterwards */

/* By a file <id>.desktop in the user's autostart folder. command: what is started, NULL at its end. */
BellAutostart *bell_autostart_file_new (const char *id, const char *name, const char *icon, const char *const *command);

/* By the Background portal, in a sandbox; it knows only what it was asked in its own time. */
BellAutostart *bell_autostart_portal_new (BellBus *bus, const char *const *command, const char *reason,
                                          BellClock *clock);

G_END_DECLS
