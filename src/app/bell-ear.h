/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-shop.h"

G_BEGIN_DECLS

/*
 * Since when one shop that should be heard is not. All times are boot times in µs; after is how long it may be unheard before
 * somebody is told, 0: nobody is.
 */
typedef struct
{
  BellShop *shop;
  gint64 unheard_since; /* 0: it is heard, or is not to be */
  gint64 not_before;    /* no alert before that */
  gboolean was_heard;   /* before it fell silent */
  gboolean deaf;        /* and it was said */
} BellEar;

BellEar *bell_ear_new (BellShop *shop);
void bell_ear_free (BellEar *ear);

/* When the shop counts as deaf, G_MAXINT64: never. */
gint64 bell_ear_due_at (const BellEar *ear, gint64 after);

/* It is heard. Returns for how long it was not, where that is to be told; else 0. */
gint64 bell_ear_hear (BellEar *ear, gint64 now, gint64 after);

/* Its connection is gone. */
void bell_ear_fall_silent (BellEar *ear, gint64 now, gint64 after);

/* Its connection is up, and an event that was asked for age ago did not come over it. */
void bell_ear_miss (BellEar *ear, gint64 now, gint64 age);

/* Nobody is to hear it. */
void bell_ear_close (BellEar *ear);

/* The computer woke up: it takes a moment to connect. */
void bell_ear_wake (BellEar *ear, gint64 now);

G_END_DECLS
