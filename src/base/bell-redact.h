/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BELL_MASK "•••"

/*
 * A copy of text that is safe to log: bearer tokens, JWTs, refresh tokens
 * (<13 digits>-<uuid>), the values of Authorization, Cookie and x-app-token
 * headers, and of password, token, code, secret query or JSON members are
 * replaced by BELL_MASK. Free with g_free(). text may be NULL (gives NULL).
 */
char *bell_redact (const char *text);

G_END_DECLS
