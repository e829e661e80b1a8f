/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-context-private.h"

#include "bell-provision-apply.h"

/* The way of an event: design §3. */

static void
take_event (BellContext *self,
            BellShop *shop,
            OeEvent *event,
            gint64 received)
{
  g_autoptr (BellVerdict) verdict = bell_rules_judge (self->rules, bell_shop_get_id (shop), event, received);

  bell_inbox_add (self->inbox, bell_shop_get_id (shop), event, received, verdict);
}

static BellShop *
find_by_session (BellContext *self,
                 BellSession *session)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->shops)); i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (G_LIST_MODEL (self->shops), i);

      if (bell_shop_get_session (shop) == session)
        return shop;
    }
  return NULL;
}

static void
on_event (BellSession *session,
          OeEvent *event,
          gint64 received,
          BellContext *self)
{
  BellShop *shop = find_by_session (self, session);

  if (shop != NULL && !self->stopped && !bell_canary_take (self->canary, shop, event))
    take_event (self, shop, event, received);
}

static void
on_back (BellSession *session,
         gint64 deaf_us,
         BellContext *self)
{
  if (!g_hash_table_add (self->heard, session))
    bell_announcer_note_reconnect (self->announcer);
}

/* Shops */

OeClient *
bell_context_new_client (BellContext *self,
                         const char *url,
                         const char *app_token,
                         BellNetwork *network,
                         const char *fingerprint)
{
  OeClient *client = oe_client_new (url, app_token, self->clock);

  oe_client_set_fingerprint (client, fingerprint);
  oe_client_set_network (client, network);
  return client;
}

void
bell_context_set_network (BellContext *self,
                          BellShop *shop,
                          BellNetwork *network)
{
  if (bell_settings_get_network_lock (self->settings, bell_shop_get_id (shop)) != NULL)
    return;
  bell_shop_set_network (shop, bell_network_get_settings (network));
  bell_settings_save_shop (self->settings, bell_shop_get_info (shop));
  bell_session_set_network (bell_shop_get_session (shop), network);
}

static void
on_reconnect_limit (BellSettings *settings,
                    GParamSpec *pspec,
                    BellSession *session)
{
  guint limit;

  g_object_get (settings, "reconnect-limit", &limit, NULL);
  bell_session_set_reconnect_limit (session, limit);
}

static void
on_deaf_after (BellSettings *settings,
               GParamSpec *pspec,
               BellSession *session)
{
  guint seconds;

  g_object_get (settings, "deaf-after", &seconds, NULL);
  bell_session_set_deaf_after (session, seconds);
}

BellShop *
bell_context_make_shop (BellContext *self,
                        const BellShopInfo *info,
                        OeClient *client,
                        GError **error)
{
  g_autoptr (BellSession) session = NULL;
  BellShop *shop;

  if (*info->language != '\0')
    oe_client_set_lang_code (client, info->language);
  session = bell_session_new (info, client, self->secrets, self->presence, self->clock, error);
  if (session == NULL)
    return NULL;

  on_reconnect_limit (self->settings, NULL, session);
  g_signal_connect_object (self->settings, "notify::reconnect-limit", G_CALLBACK (on_reconnect_limit), session, 0);
  on_deaf_after (self->settings, NULL, session);
  g_signal_connect_object (self->settings, "notify::deaf-after", G_CALLBACK (on_deaf_after), session, 0);
  g_signal_connect_object (session, "event", G_CALLBACK (on_event), self, 0);
  g_signal_connect_object (session, "back", G_CALLBACK (on_back), self, 0);
  shop = bell_shop_new (info, session, client);
  bell_shop_set_paused_by (shop, bell_settings_get_lock (self->settings, info->id, "paused"));
  return shop;
}

void
bell_context_adopt_shop (BellContext *self,
                         BellShop *shop)
{
  bell_settings_save_shop (self->settings, bell_shop_get_info (shop));
  if (!g_list_store_find (self->shops, shop, NULL))
    g_list_store_append (self->shops, shop);
}

void
bell_context_restore_shop (BellContext *self,
                           const BellShopInfo *info)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BellNetwork) network = bell_network_new (&info->network, NULL);
  g_autoptr (OeClient) client = bell_context_new_client (self, info->url, NULL, network, info->fingerprint);
  g_autoptr (BellShop) shop = bell_context_make_shop (self, info, client, &error);

  if (shop == NULL)
    {
      g_message ("%s cannot be opened: %s", info->name, error->message);
      return;
    }
  if (self->provision != NULL)
    bell_provision_equip (self->provision, info->id, client);
  g_list_store_append (self->shops, shop);
  if (info->paused)
    bell_session_stop (bell_shop_get_session (shop));
  else
    bell_session_start (bell_shop_get_session (shop), FALSE);
}

void
bell_context_rename_shop (BellContext *self,
                          BellShop *shop,
                          const char *name)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name));

  if (*stripped == '\0' || bell_settings_get_lock (self->settings, bell_shop_get_id (shop), "name") != NULL)
    return;
  bell_shop_set_name (shop, stripped);
  bell_settings_save_shop (self->settings, bell_shop_get_info (shop));
}

void
bell_context_set_paused (BellContext *self,
                         BellShop *shop,
                         gboolean paused)
{
  if (bell_settings_get_lock (self->settings, bell_shop_get_id (shop), "paused") != NULL)
    return;
  bell_shop_set_paused (shop, paused);
  bell_settings_save_shop (self->settings, bell_shop_get_info (shop));
  if (paused)
    bell_session_stop (bell_shop_get_session (shop));
  else
    bell_session_retry_now (bell_shop_get_session (shop));
}

static void
cleared_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!bell_secrets_clear_finish (BELL_SECRETS (source), result, &error))
    g_message ("A removed shop's secrets could not be cleared: %s", error->message);
}

typedef struct
{
  BellSecrets *secrets;
  BellShop *shop;
} Removal;

static void
removed_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  Removal *removal = user_data;
  g_autoptr (GError) error = NULL;

  /* Forgotten here whatever the server says (U31). */
  if (!bell_session_sign_out_finish (BELL_SESSION (source), result, &error))
    g_message ("%s was not told of the sign-out: %s", bell_shop_get_name (removal->shop), error->message);

  /* Once more: the sign-out stored the app token, which may have come after the first clearing. */
  bell_secrets_clear_async (removal->secrets, bell_shop_get_id (removal->shop), NULL, cleared_cb, NULL);
  g_object_unref (removal->secrets);
  g_object_unref (removal->shop);
  g_free (removal);
}

void
bell_context_remove_shop (BellContext *self,
                          BellShop *shop,
                          gboolean with_history)
{
  Removal *removal;
  guint position;

  if (bell_settings_get_lock (self->settings, bell_shop_get_id (shop), BELL_LOCK_SHOP) != NULL)
    return;
  removal = g_new0 (Removal, 1);
  removal->secrets = g_object_ref (self->secrets);
  removal->shop = g_object_ref (shop);

  g_object_ref (shop);
  bell_session_sign_out_async (bell_shop_get_session (shop), removed_cb, removal);
  bell_secrets_clear_async (self->secrets, bell_shop_get_id (shop), NULL, cleared_cb, NULL);
  bell_settings_remove_shop (self->settings, bell_shop_get_id (shop));
  if (g_list_store_find (self->shops, shop, &position))
    g_list_store_remove (self->shops, position);
  g_hash_table_remove (self->heard, bell_shop_get_session (shop));
  if (with_history)
    bell_context_delete_history (self, bell_shop_get_id (shop));
  g_object_unref (shop);
}

GListModel *
bell_context_get_shops (BellContext *self)
{
  return G_LIST_MODEL (self->shops);
}

BellShop *
bell_context_find_shop (BellContext *self,
                        const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->shops)); i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (G_LIST_MODEL (self->shops), i);

      if (g_strcmp0 (bell_shop_get_id (shop), id) == 0)
        return shop;
    }
  return NULL;
}
