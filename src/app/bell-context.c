/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-context.h"

#include "bell-canary.h"
#include "bell-device.h"
#include "bell-file-sign-in.h"
#include "bell-link-log.h"
#include "bell-provision-apply.h"
#include "bell-meter.h"
#include "bell-retention.h"
#include "bell-taker.h"

struct _BellContext
{
  GObject parent_instance;

  /* Owned */
  BellSettings *settings;
  BellSecrets *secrets;
  BellHistory *history;
  BellNotifier *notifier;
  BellRinger *ringer;
  BellPresence *presence; /* (nullable) */
  BellProvision *provision; /* (nullable) */
  BellFileSignIn *file_sign_in; /* (nullable) */
  BellClock *clock;
  BellInbox *inbox;
  BellRules *rules;
  BellAnnouncer *announcer;
  BellAlarm *alarm;
  BellDeafness *deafness;
  BellCanary *canary;
  BellTaker *taker;
  BellLinkLog *link_log;
  BellMeter *meter;
  BellRetention *retention;
  GListStore *shops;
  GHashTable *heard; /* set of BellSession that were online once; borrowed */
  gboolean stopped;
};

enum
{
  SIGNAL_HISTORY_DELETED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellContext, bell_context, G_TYPE_OBJECT)

static void
bell_context_finalize (GObject *object)
{
  BellContext *self = BELL_CONTEXT (object);

  g_clear_object (&self->file_sign_in);
  g_clear_object (&self->provision);
  g_clear_object (&self->retention);
  g_clear_object (&self->meter);
  g_clear_object (&self->link_log);
  g_clear_object (&self->taker);
  g_clear_object (&self->canary);
  g_clear_object (&self->deafness);
  g_clear_object (&self->alarm);
  g_clear_object (&self->announcer);
  g_clear_object (&self->rules);
  g_clear_object (&self->inbox);
  g_clear_object (&self->shops);
  g_clear_pointer (&self->heard, g_hash_table_unref);
  g_clear_object (&self->settings);
  g_clear_object (&self->secrets);
  g_clear_object (&self->history);
  g_clear_object (&self->notifier);
  g_clear_object (&self->ringer);
  g_clear_object (&self->presence);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (bell_context_parent_class)->finalize (object);
}

static void
bell_context_class_init (BellContextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_context_finalize;

  signals[SIGNAL_HISTORY_DELETED] = g_signal_new ("history-deleted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
bell_context_init (BellContext *self)
{
  self->shops = g_list_store_new (BELL_TYPE_SHOP);
  self->heard = g_hash_table_new (NULL, NULL);
}

static void
on_silence (BellAlarm *alarm)
{
  bell_alarm_silence (alarm, BELL_SILENCE_S);
}

/* Of the three bubbles some are not about events: no sound, a shop that cannot be heard, or is heard again. */
static void
on_other_bubbles (BellContext *self)
{
  bell_announcer_set_reserved (self->announcer, (bell_alarm_get_trouble (self->alarm) != NULL ? 1 : 0) +
                                                  bell_deafness_get_bubbles (self->deafness));
}

BellContext *
bell_context_new (const BellContextParts *parts)
{
  BellContext *self = g_object_new (BELL_TYPE_CONTEXT, NULL);

  self->settings = g_object_ref (parts->settings);
  self->secrets = g_object_ref (parts->secrets);
  self->history = g_object_ref (parts->history);
  self->notifier = g_object_ref (parts->notifier);
  self->ringer = g_object_ref (parts->ringer);
  g_set_object (&self->presence, parts->presence);
  g_set_object (&self->provision, parts->provision);
  self->clock = g_object_ref (parts->clock);
  self->inbox = bell_inbox_new (self->history, self->clock);
  self->rules = bell_rules_new (self->settings);
  self->announcer = bell_announcer_new (self->inbox, self->rules, self->notifier, self->clock);
  self->alarm = bell_alarm_new (self->inbox, self->rules, self->ringer, self->notifier, self->clock);
  self->deafness = bell_deafness_new (G_LIST_MODEL (self->shops), self->settings, self->alarm, self->notifier,
                                      self->presence, self->clock);
  self->canary = bell_canary_new (G_LIST_MODEL (self->shops), self->clock);
  g_signal_connect_object (self->announcer, "silence", G_CALLBACK (on_silence), self->alarm, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->alarm, "notify::trouble", G_CALLBACK (on_other_bubbles), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->deafness, "notify::bubbles", G_CALLBACK (on_other_bubbles), self, G_CONNECT_SWAPPED);
  /* After the announcer: what takes an order replaces the order's bubble. */
  self->taker = bell_taker_new (self->inbox, self->rules);
  self->link_log = bell_link_log_new (self->history, G_LIST_MODEL (self->shops), self->clock);
  self->meter = bell_meter_new (self->history, G_LIST_MODEL (self->shops), self->clock);
  self->retention = bell_retention_new (self->history, self->settings, self->clock);
  return self;
}

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
                          const BellNetworkSettings *settings,
                          const char *certificate_password)
{
  g_autoptr (BellNetwork) network = NULL;

  if (bell_settings_get_network_lock (self->settings, bell_shop_get_id (shop)) != NULL)
    return;
  network = bell_network_new (settings, certificate_password);
  bell_shop_set_network (shop, settings);
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
  return bell_shop_new (info, session, client);
}

void
bell_context_adopt_shop (BellContext *self,
                         BellShop *shop)
{
  bell_settings_save_shop (self->settings, bell_shop_get_info (shop));
  if (!g_list_store_find (self->shops, shop, NULL))
    g_list_store_append (self->shops, shop);
}

static void
restore_shop (BellContext *self,
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
bell_context_start (BellContext *self)
{
  g_autoptr (GPtrArray) infos = NULL;

  g_return_if_fail (BELL_IS_CONTEXT (self));

  bell_device_check (self->settings, BELL_MACHINE_ID_FILE);
  bell_inbox_load (self->inbox);
  infos = bell_settings_list_shops (self->settings);
  for (guint i = 0; i < infos->len; i++)
    restore_shop (self, g_ptr_array_index (infos, i));
  if (self->provision != NULL)
    self->file_sign_in = bell_file_sign_in_new (self, self->provision);
}

void
bell_context_stop (BellContext *self)
{
  g_return_if_fail (BELL_IS_CONTEXT (self));

  if (self->stopped)
    return;
  self->stopped = TRUE;
  if (self->file_sign_in != NULL)
    bell_file_sign_in_stop (self->file_sign_in);
  bell_link_log_stop (self->link_log);
  bell_meter_stop (self->meter);
  bell_retention_stop (self->retention);
  bell_canary_stop (self->canary);
  bell_deafness_stop (self->deafness);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->shops)); i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (G_LIST_MODEL (self->shops), i);

      bell_session_close (bell_shop_get_session (shop));
    }
  bell_alarm_stop (self->alarm);
  bell_ringer_stop (self->ringer);
  bell_notifier_stop (self->notifier);
  bell_history_close (self->history);
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

/* What is on its way back when somebody quits is deleted at the next start. */
typedef struct
{
  BellContext *context;
  char *shop;
} Deletion;

static void
deleted_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  Deletion *deletion = user_data;
  g_autoptr (GError) error = NULL;

  if (!bell_history_delete_shop_finish (BELL_HISTORY (source), result, &error))
    g_message ("A shop's history could not be deleted: %s", error->message);
  g_signal_emit (deletion->context, signals[SIGNAL_HISTORY_DELETED], 0, deletion->shop);
  g_object_unref (deletion->context);
  g_free (deletion->shop);
  g_free (deletion);
}

void
bell_context_delete_history (BellContext *self,
                             const char *shop)
{
  Deletion *deletion;

  g_return_if_fail (BELL_IS_CONTEXT (self));
  g_return_if_fail (shop != NULL);

  deletion = g_new0 (Deletion, 1);
  deletion->context = g_object_ref (self);
  deletion->shop = g_strdup (shop);
  bell_inbox_forget_shop (self->inbox, shop);
  bell_history_delete_shop_async (self->history, shop, NULL, deleted_cb, deletion);
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

BellSettings *
bell_context_get_settings (BellContext *self)
{
  return self->settings;
}

BellHistory *
bell_context_get_history (BellContext *self)
{
  return self->history;
}

BellLinkLog *
bell_context_get_link_log (BellContext *self)
{
  return self->link_log;
}

BellInbox *
bell_context_get_inbox (BellContext *self)
{
  return self->inbox;
}

BellRules *
bell_context_get_rules (BellContext *self)
{
  return self->rules;
}

BellAnnouncer *
bell_context_get_announcer (BellContext *self)
{
  return self->announcer;
}

BellNotifier *
bell_context_get_notifier (BellContext *self)
{
  return self->notifier;
}

BellAlarm *
bell_context_get_alarm (BellContext *self)
{
  return self->alarm;
}

BellRinger *
bell_context_get_ringer (BellContext *self)
{
  return self->ringer;
}

BellDeafness *
bell_context_get_deafness (BellContext *self)
{
  return self->deafness;
}

BellClock *
bell_context_get_clock (BellContext *self)
{
  return self->clock;
}

BellProvision *
bell_context_get_provision (BellContext *self)
{
  return self->provision;
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
