/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-session-questions.h"

#include "oe-client-products.h"
#include "oe-client-users.h"

static void
user_begin (OeClient *client,
            const char *access_token,
            gpointer data,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  oe_client_get_user_async (client, access_token, cancellable, callback, user_data);
}

static gpointer
user_finish (OeClient *client,
             GAsyncResult *result,
             gpointer data,
             GError **error)
{
  return oe_client_get_user_finish (client, result, error);
}

const BellCall bell_question_user = { user_begin, user_finish, (GDestroyNotify) oe_user_free };

static void
events_begin (OeClient *client,
              const char *access_token,
              gpointer data,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  oe_client_list_events_async (client, access_token, cancellable, callback, user_data);
}

static gpointer
events_finish (OeClient *client,
               GAsyncResult *result,
               gpointer data,
               GError **error)
{
  return oe_client_list_events_finish (client, result, error);
}

const BellCall bell_question_events = { events_begin, events_finish, (GDestroyNotify) g_ptr_array_unref };

static void
products_begin (OeClient *client,
                const char *access_token,
                gpointer data,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  GArray *ids = data;

  oe_client_get_products_async (client, access_token, (const gint64 *) (gpointer) ids->data, ids->len, cancellable,
                                callback, user_data);
}

static gpointer
products_finish (OeClient *client,
                 GAsyncResult *result,
                 gpointer data,
                 GError **error)
{
  return oe_client_get_products_finish (client, result, error);
}

const BellCall bell_question_products = { products_begin, products_finish, (GDestroyNotify) g_ptr_array_unref };
