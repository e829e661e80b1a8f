/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-entry.h"
#include "bell-format.h"
#include "bell-tray.h"

G_BEGIN_DECLS

/* What the tray's icon is about; the first that fits. */
typedef enum
{
  BELL_TRAY_MOOD_RINGING,
  BELL_TRAY_MOOD_DEAF,    /* a shop has not been heard for a minute */
  BELL_TRAY_MOOD_EXPIRED, /* somebody must sign in, or unlock the keyring */
  BELL_TRAY_MOOD_REFUSED,
  BELL_TRAY_MOOD_WAITING,
  BELL_TRAY_MOOD_CALM,
} BellTrayMood;

typedef struct
{
  const char *id;
  BellGlance glance; /* its seconds are not shown: nobody would count them on */
} BellTrayShop;

typedef struct
{
  const BellTrayShop *shops;
  guint n_shops;
  BellEntry *const *newest; /* of those that wait, the newest first; some of them are enough */
  guint n_newest;
  guint waiting;
  gboolean ringing;
  const char *silenced_until; /* (nullable): a time of day */
} BellTrayFacts;

/* Everything that the tray shows. */
typedef struct
{
  BellTrayMood mood;
  BellTrayState state; /* its texts are the view's */
  char *title;
  char *text;
  GPtrArray *menu; /* (element-type BellTrayItem); ids as below */
  char *status;    /* for the desktop's list of programs without a window */
} BellTrayView;

/*
 * The ids of the menu's entries; what is done to one thing has its id behind the colon.
 */
#define BELL_TRAY_OPEN "open"
#define BELL_TRAY_SHOP "shop:"
#define BELL_TRAY_TAKE "take:"
#define BELL_TRAY_TAKE_ALL "take-all"
#define BELL_TRAY_SILENCE "silence"
#define BELL_TRAY_RING_AGAIN "ring-again"
#define BELL_TRAY_RECONNECT "reconnect"
#define BELL_TRAY_PREFERENCES "preferences"
#define BELL_TRAY_QUIT "quit"

/* A pure function: translated texts, made of the facts alone. */
BellTrayView *bell_tray_view_new (const BellTrayFacts *facts);
void bell_tray_view_free (BellTrayView *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BellTrayView, bell_tray_view_free)

/* How many of the newest the menu has room for. */
#define BELL_TRAY_MAX_NEWEST 5

/* For the bubble that is left behind where a program ends while events wait: (transfer full) */
char *bell_tray_view_left_behind (guint waiting);

G_END_DECLS
