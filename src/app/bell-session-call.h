/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-session.h"

G_BEGIN_DECLS

/*
 * Asking the shop's API something in the name of who is signed in. The access token
 * comes from the session, which refreshes it in time; one that is refused
 * is replaced once. A refusal of the new one too is the caller's (U23): it signs nobody out.
 */
typedef struct
{
  void (*begin) (OeClient *client, const char *access_token, gpointer data, GCancellable *cancellable,
                 GAsyncReadyCallback callback, gpointer user_data);
  gpointer (*finish) (OeClient *client, GAsyncResult *result, gpointer data, GError **error); /* NULL only with an error */
  GDestroyNotify free_result; /* (nullable) */
} BellCall;

/* call: static. data: (transfer full). free_data: (nullable) */
void bell_session_call_async (BellSession *self, const BellCall *call, gpointer data, GDestroyNotify free_data,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gpointer bell_session_call_finish (BellSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
