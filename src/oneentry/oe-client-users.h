/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "oe-client.h"
#include "oe-user.h"

G_BEGIN_DECLS

/* What the Content API says of the account itself, and one-time codes (facts 2.3, 4). */

/* GET /users/me. OE_ERROR_FORBIDDEN where the account may not read itself. */
void oe_client_get_user_async (OeClient *self, const char *access_token, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
OeUser *oe_client_get_user_finish (OeClient *self, GAsyncResult *result, GError **error);

/* (element-type OeDevice) where the account is signed in; refused on many projects. */
void oe_client_list_devices_async (OeClient *self, const char *provider, const char *access_token,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *oe_client_list_devices_finish (OeClient *self, GAsyncResult *result, GError **error);

/* Ends every session of the account, this one too. */
void oe_client_sign_out_everywhere_async (OeClient *self, const char *provider, const char *access_token,
                                          GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean oe_client_sign_out_everywhere_finish (OeClient *self, GAsyncResult *result, GError **error);

/*
 * Has the project send a one-time code to login. event: the marker of the event that sends it;
 * OE_ERROR_NOT_FOUND where there is none of that marker.
 */
void oe_client_send_code_async (OeClient *self, const char *provider, const char *login, const char *event,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean oe_client_send_code_finish (OeClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
