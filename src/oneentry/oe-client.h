/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "bell-clock.h"
#include "bell-network.h"
#include "oe-error.h"
#include "oe-types.h"

G_BEGIN_DECLS

/**
 * OeClient:
 *
 * The Content API of one OneEntry project: builds requests, checks answers,
 * turns every failure into an #OeError; what in the network's settings keeps a
 * request from being sent is a BELL_NETWORK_ERROR. Holds no tokens of its own but the app
 * token; never follows a redirect; answers are bounded (4 MiB) and requests
 * have a deadline (20 s).
 */
#define OE_TYPE_CLIENT (oe_client_get_type ())
G_DECLARE_FINAL_TYPE (OeClient, oe_client, OE, CLIENT, GObject)

/* base_url as oe_address_normalize() gives it; app_token (nullable). */
OeClient *oe_client_new (const char *base_url, const char *app_token, BellClock *clock);

const char *oe_client_get_base_url (OeClient *self);
const char *oe_client_get_app_token (OeClient *self);
void oe_client_set_app_token (OeClient *self, const char *app_token); /* (nullable) */
void oe_client_set_user_agent (OeClient *self, const char *user_agent); /* default "Shopbell" (U30: no version) */

/* How the project is reached: (nullable), the system's way. Loaded before the first request. */
void oe_client_set_network (OeClient *self, BellNetwork *network);
BellNetwork *oe_client_get_network (OeClient *self);

void oe_client_set_lang_code (OeClient *self, const char *lang_code); /* default "en_US" */
const char *oe_client_get_lang_code (OeClient *self);

/* The languages the project has, "en_US" …, as the last check was told; may be empty. (transfer none) */
const char *const *oe_client_get_locales (OeClient *self);

/* fingerprint: ASCII; the header x-device-metadata of every POST is made from it. */
void oe_client_set_fingerprint (OeClient *self, const char *fingerprint);
char *oe_client_dup_device_metadata (OeClient *self); /* what that header holds */
char *oe_client_new_fingerprint (void); /* "shopbell-<uuid>" */

/* Server time minus local wall time, µs, as the Date headers narrowed it down; 0 while unknown (U32). */
gint64 oe_client_get_skew_us (OeClient *self);

/* How long the last answer took that a OneEntry gave, µs; -1 while unknown. */
gint64 oe_client_get_round_trip_us (OeClient *self);

/* GET /locales/active/all: TRUE when a OneEntry answers and takes the app token. */
void oe_client_check_async (OeClient *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean oe_client_check_finish (OeClient *self, GAsyncResult *result, GError **error);

/* (element-type OeProvider) active providers; OE_ERROR_FORBIDDEN/UNAUTHORIZED where the project hides them. */
void oe_client_list_providers_async (OeClient *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *oe_client_list_providers_finish (OeClient *self, GAsyncResult *result, GError **error);

/* (element-type OeField) the sign-in fields of a provider's form: the login fields, then the password (facts 2.6). */
void oe_client_get_fields_async (OeClient *self, const char *form_marker, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *oe_client_get_fields_finish (OeClient *self, GAsyncResult *result, GError **error);

/* login_marker/password_marker: as the form says; password NULL sends login alone; code (nullable). */
void oe_client_sign_in_async (OeClient *self, const char *provider, const char *login_marker, const char *login,
                              const char *password_marker, const char *password, const char *code,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
OeTokens *oe_client_sign_in_finish (OeClient *self, GAsyncResult *result, GError **error);

/* A refused refresh (400, 401, 403) is OE_ERROR_SESSION_OVER. No retry here; see OeKeeper. */
void oe_client_refresh_async (OeClient *self, const char *provider, const char *refresh_token,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
OeTokens *oe_client_refresh_finish (OeClient *self, GAsyncResult *result, GError **error);

void oe_client_sign_out_async (OeClient *self, OeTokens *tokens, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
gboolean oe_client_sign_out_finish (OeClient *self, GAsyncResult *result, GError **error);

/*
 * (element-type OeEventInfo) the events the project lets this account list; tries
 * /events/all, on 404 /events. OE_ERROR_UNAUTHORIZED/FORBIDDEN/NOT_FOUND are normal (U23).
 */
void oe_client_list_events_async (OeClient *self, const char *access_token, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *oe_client_list_events_finish (OeClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
