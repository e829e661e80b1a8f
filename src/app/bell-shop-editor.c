/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-shop-editor.h"

#include "bell-open-address.h"

void
bell_shop_editor_set_colour (BellContext *context,
                             BellShop *shop,
                             const char *colour)
{
  bell_shop_set_colour (shop, colour);
  bell_settings_save_shop (bell_context_get_settings (context), bell_shop_get_info (shop));
}

void
bell_shop_editor_set_canary (BellContext *context,
                             BellShop *shop,
                             const char *form,
                             guint minutes)
{
  BellSettings *settings = bell_context_get_settings (context);
  const BellShopInfo *info = bell_shop_get_info (shop);
  const char *id = bell_shop_get_id (shop);
  g_autofree char *marker = NULL;

  marker = g_strdup (bell_settings_get_lock (settings, id, "canary-form") == NULL ? form : info->canary_form);
  if (bell_settings_get_lock (settings, id, "canary-minutes") != NULL)
    minutes = info->canary_minutes;
  bell_shop_set_canary_form (shop, g_strstrip (marker), CLAMP (minutes, 1, 1440));
  bell_settings_save_shop (settings, bell_shop_get_info (shop));
}

char *
bell_shop_editor_set_open_address (BellContext *context,
                                   BellShop *shop,
                                   const char *template)
{
  g_autofree char *stripped = g_strstrip (g_strdup (template));
  char *problem = bell_open_address_dup_problem (stripped);

  if (problem != NULL || bell_settings_get_lock (bell_context_get_settings (context), bell_shop_get_id (shop),
                                                 "open-address") != NULL)
    return problem;
  bell_shop_set_open_address (shop, stripped);
  bell_settings_save_shop (bell_context_get_settings (context), bell_shop_get_info (shop));
  return NULL;
}

/* The way to the shop */

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BellContext *context = g_task_get_task_data (task);
  GError *error = NULL;

  if (!bell_network_load_finish (BELL_NETWORK (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  bell_context_set_network (context, g_task_get_source_object (task), BELL_NETWORK (source));
  g_task_return_boolean (task, TRUE);
}

static void
keep_passwords (BellNetwork *network,
                BellNetwork *old)
{
  const BellNetworkSettings *now = bell_network_get_settings (network);
  const BellNetworkSettings *before = bell_network_get_settings (old);

  if (bell_network_get_certificate_password (network) == NULL && g_str_equal (now->certificate, before->certificate))
    bell_network_set_certificate_password (network, bell_network_get_certificate_password (old));
  if (bell_network_get_proxy_password (network) == NULL && g_str_equal (now->proxy, before->proxy) &&
      g_str_equal (now->proxy_user, before->proxy_user))
    bell_network_set_proxy_password (network, bell_network_get_proxy_password (old));
}

void
bell_shop_editor_set_network_async (BellContext *context,
                                    BellShop *shop,
                                    BellNetwork *network,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (shop, cancellable, callback, user_data);
  BellNetwork *current = oe_client_get_network (bell_shop_get_client (shop));

  g_task_set_source_tag (task, bell_shop_editor_set_network_async);
  g_task_set_task_data (task, g_object_ref (context), g_object_unref);
  if (current != NULL)
    keep_passwords (network, current);
  bell_network_load_async (network, cancellable, loaded_cb, task);
}

gboolean
bell_shop_editor_set_network_finish (BellShop *shop,
                                     GAsyncResult *result,
                                     GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, shop), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The app token */

static void
check_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BellShop *shop = g_task_get_source_object (task);
  OeClient *client = OE_CLIENT (source);
  GError *error = NULL;

  /* Whether this account may read the list is another matter: the app token was let through. */
  if (!oe_client_check_finish (client, result, &error) && !g_error_matches (error, OE_ERROR, OE_ERROR_FORBIDDEN) &&
      !g_error_matches (error, OE_ERROR, OE_ERROR_UNAUTHORIZED))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_error (&error);
  bell_session_set_app_token (bell_shop_get_session (shop), oe_client_get_app_token (client));
  g_task_return_boolean (task, TRUE);
}

void
bell_shop_editor_set_app_token_async (BellContext *context,
                                      BellShop *shop,
                                      const char *app_token,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  GTask *task = g_task_new (shop, cancellable, callback, user_data);
  const BellShopInfo *info = bell_shop_get_info (shop);
  g_autoptr (OeClient) client = bell_context_new_client (context, info->url, app_token,
                                                         oe_client_get_network (bell_shop_get_client (shop)),
                                                         info->fingerprint);

  g_task_set_source_tag (task, bell_shop_editor_set_app_token_async);
  oe_client_check_async (client, cancellable, check_cb, task);
}

gboolean
bell_shop_editor_set_app_token_finish (BellShop *shop,
                                       GAsyncResult *result,
                                       GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, shop), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
