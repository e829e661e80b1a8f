/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Plain value types of the Content API; all strings owned by the struct. */

typedef struct
{
  char *identifier; /* the marker used in paths */
  char *title;      /* in the project's language; never NULL (falls back to identifier) */
  char *type;       /* "email", "oauth", … */
  char *form_identifier; /* (nullable) */
  gboolean is_check_code;
  guint code_seconds; /* for how long a one-time code holds, 0: it does not say */
} OeProvider;

typedef struct
{
  char *marker;
  char *title; /* never NULL (falls back to marker) */
  gboolean is_login;
  gboolean is_password;
} OeField;

typedef struct
{
  char *identifier;
  char *title; /* never NULL */
} OeEventInfo;

typedef struct
{
  gatomicrefcount ref_count;
  char *user_identifier; /* (nullable) */
  char *provider;
  char *access_token;
  char *refresh_token;
  gint64 issued_us;  /* "iat" as Unix time in µs, 0: unknown */
  gint64 expires_us; /* "exp" as Unix time in µs (server clock), 0: unknown */
} OeTokens;

OeProvider *oe_provider_new (const char *identifier, const char *title, const char *type, const char *form_identifier, gboolean is_check_code);
void oe_provider_free (OeProvider *provider);
OeField *oe_field_new (const char *marker, const char *title, gboolean is_login, gboolean is_password);
void oe_field_free (OeField *field);
OeEventInfo *oe_event_info_new (const char *identifier, const char *title);
void oe_event_info_free (OeEventInfo *info);

/* Reads iat and exp from the access token without verifying it (a bad JWT leaves them 0). */
OeTokens *oe_tokens_new (const char *user_identifier, const char *provider, const char *access_token, const char *refresh_token);
OeTokens *oe_tokens_ref (OeTokens *tokens);
void oe_tokens_unref (OeTokens *tokens);

/* "exp" of any JWT as Unix time in µs, 0 when it has none or is no JWT. */
gint64 oe_jwt_get_expiry_us (const char *jwt);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OeProvider, oe_provider_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OeField, oe_field_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OeEventInfo, oe_event_info_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OeTokens, oe_tokens_unref)

G_END_DECLS
