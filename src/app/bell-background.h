/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-tray-presenter.h"

G_BEGIN_DECLS

/* What closing the window does. */
typedef enum
{
  BELL_CLOSING_QUITS, /* at once: nothing would be missed */
  BELL_CLOSING_HIDES,
  BELL_CLOSING_TELLS, /* first how to get the window back; then it hides */
  BELL_CLOSING_ASKS,  /* whether to quit: without its window the program would be ended */
} BellClosing;

typedef struct
{
  gboolean demo;
  gboolean has_shops;
  gboolean tray;       /* it can be brought back by a click */
  gboolean background; /* nothing ends it without a window */
  gboolean told;       /* somebody knows how to get it back without a tray */
} BellClosingFacts;

BellClosing bell_closing_decide (const BellClosingFacts *facts);

/* What the switch for autostart says below its name; plain, const. */
const char *bell_format_autostart (BellAutostartState state);

/**
 * BellBackground:
 *
 * What the program lives by without a window: tray, badge, autostart and the
 * permission to run on.
 */
#define BELL_TYPE_BACKGROUND (bell_background_get_type ())
G_DECLARE_FINAL_TYPE (BellBackground, bell_background, BELL, BACKGROUND, GObject)

/* profile: "" is the usual one. demo: has a tray, and never starts by itself. */
BellBackground *bell_background_new (BellContext *context, const char *profile, gboolean demo);
void bell_background_stop (BellBackground *self);

BellTrayPresenter *bell_background_get_presenter (BellBackground *self);
BellAutostart *bell_background_get_autostart (BellBackground *self); /* (nullable): in the demo */

/* What closing the window would do now. */
BellClosing bell_background_get_closing (BellBackground *self);

/* The window goes: a desktop that wants to be asked is asked now. */
void bell_background_enter (BellBackground *self);

/* Whether the program may start with the session; kept in the settings, too. */
void bell_background_set_autostart (BellBackground *self, gboolean wanted);

/* (nullable): where it stands that nobody may choose it. */
const char *bell_background_get_autostart_lock (BellBackground *self);

/* How a switch for it stands: what is so, or what was wished where nobody can tell. */
gboolean bell_background_get_wants_autostart (BellBackground *self);

G_END_DECLS
