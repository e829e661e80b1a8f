/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-context-private.h"

#include "bell-device.h"

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

void
bell_context_start (BellContext *self)
{
  g_autoptr (GPtrArray) infos = NULL;

  g_return_if_fail (BELL_IS_CONTEXT (self));

  bell_device_check (self->settings, BELL_MACHINE_ID_FILE);
  bell_inbox_load (self->inbox);
  infos = bell_settings_list_shops (self->settings);
  for (guint i = 0; i < infos->len; i++)
    bell_context_restore_shop (self, g_ptr_array_index (infos, i));
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
  bell_inbox_save_rest (self->inbox);
  bell_history_close (self->history);
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
