/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-session-state.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Every text decision of the window, as pure functions; all results are
 * translated, plain text, and freed with g_free() unless const.
 */

/* What a glance at one shop needs. Times in whole seconds. */
typedef struct
{
  BellSessionState state;
  const char *shop;       /* its name */
  const GError *error;    /* (nullable) */
  int heard_ago;          /* since the last byte, -1: never */
  int next_in;            /* until the next attempt, -1: none */
  int deaf_for;           /* not online for so long, 0: online */
  const char *deaf_since; /* a time of day, (nullable) */
  int deaf_after;         /* so long until people are told, 0: BELL_DEAF_AFTER_S */
  const char *lost_since; /* (nullable): when the test form was submitted whose event did not come back, a time of day */
  const char *paused_by;  /* (nullable): where the pause is locked */
} BellGlance;

typedef enum
{
  BELL_REMEDY_NONE,
  BELL_REMEDY_TRY_NOW,
  BELL_REMEDY_OPEN_SHOP,
  BELL_REMEDY_SIGN_IN,
  BELL_REMEDY_UNLOCK,
  BELL_REMEDY_RESUME,
  BELL_REMEDY_APP_TOKEN,     /* enter another one */
  BELL_REMEDY_OPEN_EVENTS,   /* the events of the shop's admin */
  BELL_REMEDY_SUBSCRIPTIONS, /* what the account is told of products */
  BELL_REMEDY_RULES,
  BELL_REMEDY_TEST,          /* a test alert, which the page makes that offers it */
} BellRemedy;

#define BELL_DEAF_AFTER_S 60

int bell_format_deaf_in (const BellGlance *glance);       /* seconds until it has been away for too long, 0: it has */
gboolean bell_format_is_deaf (const BellGlance *glance);  /* for so long that orders may be missed */
char *bell_format_pill (const BellGlance *glance);      /* "Online · 4 s" */
char *bell_format_sentence (const BellGlance *glance);  /* what happened, then what to do */
const char *bell_format_state_icon (const BellGlance *glance);
const char *bell_format_state_style (const BellGlance *glance); /* "success", "warning", "error", "dim-label" */
gboolean bell_format_needs_strip (const BellGlance *glance);
BellRemedy bell_format_remedy (const BellGlance *glance);
const char *bell_format_remedy_label (BellRemedy remedy); /* NULL for NONE */

/* An OE_ERROR, SIO_ERROR or BELL_SECRETS_ERROR as sentences for the sign-in page and the strip. */
char *bell_format_error (const GError *error);

/* Whether the error itself says more to staff than "does not answer". */
gboolean bell_format_error_is_telling (const GError *error);

char *bell_format_age (int seconds);               /* "now", "2 min", "3 h", "4 d" */
char *bell_format_clock_time (gint64 unix_us);     /* "14:02" by locale */
char *bell_format_day (gint64 unix_us, gint64 now_us); /* "Today", "Yesterday", "Monday, 3 November" */
const char *bell_format_kind (const char *kind);       /* "Orders" … the plural heading of a kind */
const char *bell_format_kind_icon (const char *kind);  /* symbolic icon name */
char *bell_format_waiting_title (guint waiting);       /* "Shopbell" / "(3) Shopbell" */

G_END_DECLS
