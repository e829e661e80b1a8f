/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-shop.h"

G_BEGIN_DECLS

/* Sentences about sound, and about hearing. All translated, plain text, and freed with g_free() unless const. */

/* A BELL_RINGER_ERROR. sound: of the user's that could not be played, so the counter bell rings; NULL: nothing can. */
char *bell_format_ringer_error (const GError *error, const char *sound);

/* The name of a sound for people: of ours, or the file's. */
char *bell_format_sound (const char *sound);

/* What the button says that silences, or in a silence ends it: how long it goes on, in µs; 0: there is none. */
char *bell_format_silence (gint64 left);

/* What became of the test form: "Came back at 14:02 after 120 ms"; "" while there is nothing to say. */
char *bell_format_canary (const BellCanaryNews *news);

/* Why one shop cannot be heard, and what to do. since: Unix time in µs of its last byte. */
char *bell_format_deaf_shop (BellShop *shop, gint64 since);

/* The same of several, by name. */
char *bell_format_deaf_shops (const char *const *names);

G_END_DECLS
