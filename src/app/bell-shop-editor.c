/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-shop-editor.h"

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
