/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "oe-error.h"
#include "oe-types.h"

G_BEGIN_DECLS

/*
 * Answers of the Content API as values. node: (nullable) what the body held,
 * NULL for an empty one. An answer of another shape is OE_ERROR_PROTOCOL, where
 * it tells a stranger from a OneEntry (locales, sign-in) OE_ERROR_NO_ONEENTRY;
 * an entry of a list that makes no sense is left out. Pure functions.
 */
gboolean oe_parse_locales (JsonNode *node, GError **error);
char **oe_parse_locale_codes (JsonNode *node); /* "en_US" …, at most 100 */
GPtrArray *oe_parse_providers (JsonNode *node, const char *lang_code, GError **error);
GPtrArray *oe_parse_fields (JsonNode *node, const char *lang_code, GError **error);
GPtrArray *oe_parse_events (JsonNode *node, const char *lang_code, GError **error);

/* provider: as it was asked for. */
OeTokens *oe_parse_sign_in (JsonNode *node, const char *provider, GError **error);

/* A server that sends no new refresh token goes on with old_refresh_token. */
OeTokens *oe_parse_refresh (JsonNode *node, const char *provider, const char *old_refresh_token, GError **error);

G_END_DECLS
