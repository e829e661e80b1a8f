/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-client-products.h"

#include "oe-client-private.h"

#define MAX_IDS 100

/* Subscriptions */

typedef struct
{
  GPtrArray *items;
  guint total;
} Page;

static void
page_free (gpointer data)
{
  Page *page = data;

  g_ptr_array_unref (page->items);
  g_free (page);
}

static void
parse_subscriptions (OeClient *self,
                     GTask *task,
                     OeCall *call,
                     JsonNode *json)
{
  GError *error = NULL;
  guint total;
  GPtrArray *items = oe_subscription_parse_page (json, &total, &error);
  Page *page;

  if (items == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  page = g_new0 (Page, 1);
  page->items = items;
  page->total = total;
  g_task_return_pointer (task, page, page_free);
}

void
oe_client_list_subscriptions_async (OeClient *self,
                                    const char *access_token,
                                    guint offset,
                                    guint limit,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = oe_client_new_task (self, oe_client_list_subscriptions_async, parse_subscriptions, cancellable,
                                    callback, user_data);
  g_autofree char *path = g_strdup_printf ("/events/subscriptions?offset=%u&limit=%u", offset, limit);

  oe_client_send (self, oe_client_new_get (self, path, OE_PURPOSE_READ, access_token), task);
}

GPtrArray *
oe_client_list_subscriptions_finish (OeClient *self,
                                     GAsyncResult *result,
                                     guint *total,
                                     GError **error)
{
  Page *page;
  GPtrArray *items;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  page = g_task_propagate_pointer (G_TASK (result), error);
  if (page == NULL)
    return NULL;
  *total = page->total;
  items = g_ptr_array_ref (page->items);
  page_free (page);
  return items;
}

/* The same body for both; the locale is what texts of the event are to be in (U29). */
static JsonNode *
make_body (OeClient *self,
           gint64 product,
           gboolean with_locale)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "productId", product);
  if (with_locale)
    json_object_set_string_member (object, "locale", oe_client_get_lang_code (self));
  json_node_take_object (node, object);
  return node;
}

void
oe_client_subscribe_async (OeClient *self,
                           const char *access_token,
                           const char *event,
                           gint64 product,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = oe_client_new_task (self, oe_client_subscribe_async, oe_client_parse_nothing, cancellable, callback, user_data);
  g_autofree char *marker = oe_client_escape (event);
  g_autofree char *path = g_strconcat ("/events/subscribe/marker/", marker, NULL);
  g_autoptr (JsonNode) body = make_body (self, product, TRUE);

  oe_client_send (self, oe_client_new_post (self, path, OE_PURPOSE_READ, access_token, body), task);
}

void
oe_client_unsubscribe_async (OeClient *self,
                             const char *access_token,
                             const char *event,
                             gint64 product,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = oe_client_new_task (self, oe_client_subscribe_async, oe_client_parse_nothing, cancellable, callback, user_data);
  g_autofree char *marker = oe_client_escape (event);
  g_autofree char *path = g_strconcat ("/events/unsubscribe/marker/", marker, NULL);
  g_autoptr (JsonNode) body = make_body (self, product, FALSE);

  oe_client_send (self, oe_client_new_delete (self, path, OE_PURPOSE_READ, access_token, body), task);
}

gboolean
oe_client_subscribe_finish (OeClient *self,
                            GAsyncResult *result,
                            GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Products */

static void
parse_products (OeClient *self,
                GTask *task,
                OeCall *call,
                JsonNode *json)
{
  GError *error = NULL;
  GPtrArray *products = oe_product_parse_list (json, oe_client_get_lang_code (self), oe_client_get_base_url (self),
                                               &error);

  oe_client_return_list (task, products, error);
}

void
oe_client_get_products_async (OeClient *self,
                              const char *access_token,
                              const gint64 *ids,
                              gsize n_ids,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = oe_client_new_task (self, oe_client_get_products_async, parse_products, cancellable, callback,
                                    user_data);
  g_autoptr (GString) ids_path = g_string_new ("/products/ids?ids=");
  g_autofree char *path = NULL;

  for (gsize i = 0; i < n_ids && i < MAX_IDS; i++)
    g_string_append_printf (ids_path, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", ids[i]);
  path = oe_client_add_language (self, ids_path->str, NULL);
  oe_client_send (self, oe_client_new_get (self, path, OE_PURPOSE_READ, access_token), task);
}

GPtrArray *
oe_client_get_products_finish (OeClient *self,
                               GAsyncResult *result,
                               GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Pictures */

void
oe_client_get_image_async (OeClient *self,
                           const char *address,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *resolved = oe_image_resolve (oe_client_get_base_url (self), address);

  g_task_set_source_tag (task, oe_client_get_image_async);
  oe_client_send_for_file (self, resolved, OE_IMAGE_MAX_SIZE, task);
}

GBytes *
oe_client_get_image_finish (OeClient *self,
                            GAsyncResult *result,
                            GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
