/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "oe-user.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the pages of a shop say, as pure functions; translated, plain text. */

#define BELL_APP_TOKEN_WARN_DAYS 14

/* "The app token ends in 5 days. …"; NULL where that is not worth a word. days: -1: it does not say. */
char *bell_format_app_token_end (int days);
char *bell_format_app_token_end_of (const char *shop, int days); /* for the strip: the same of this shop */
char *bell_format_app_token (int days); /* for the row of the app token: always something */

char *bell_format_heard (int seconds);       /* "Heard 4 s ago."; -1: never yet */
char *bell_format_heard_short (int seconds); /* "4 s ago"; "" for -1 */
char *bell_format_device (const OeDevice *device); /* "Shopbell on Linux · de_DE" */
char *bell_format_groups (const OeUser *user);     /* "2, 5", or "–" */

/* Why the shop sent no code, and why it did not sign in with one, in its words, then what to do. */
char *bell_format_code_error (const GError *error);
char *bell_format_code_refused (const GError *error);

/* "Send again in 12 s"; 0: "Send a code". sent: one was sent already. */
char *bell_format_send_code (int wait, gboolean sent);

G_END_DECLS
