/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui-context.h"

/* A notifier that says nothing to anybody. */

#define UI_TYPE_SILENCE (ui_silence_get_type ())
G_DECLARE_FINAL_TYPE (UiSilence, ui_silence, UI, SILENCE, GObject)

struct _UiSilence
{
  GObject parent_instance;
};

enum
{
  PROP_AVAILABLE = 1,
};

static void
show (BellNotifier *notifier,
      const BellBubble *bubble)
{
}

static void
withdraw (BellNotifier *notifier,
          const char *key)
{
}

static void
stop (BellNotifier *notifier)
{
}

static void
ui_silence_notifier_init (BellNotifierInterface *iface)
{
  iface->show = show;
  iface->withdraw = withdraw;
  iface->stop = stop;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (UiSilence, ui_silence, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BELL_TYPE_NOTIFIER, ui_silence_notifier_init))

static void
ui_silence_get_property (GObject *object,
                         guint prop_id,
                         GValue *value,
                         GParamSpec *pspec)
{
  g_value_set_boolean (value, FALSE);
}

static void
ui_silence_class_init (UiSilenceClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = ui_silence_get_property;
  g_object_class_override_property (G_OBJECT_CLASS (klass), PROP_AVAILABLE, "available");
}

static void
ui_silence_init (UiSilence *self)
{
}

/* The context */

BellContext *
ui_context_new_with_clock (BellClock *clock)
{
  g_autoptr (BellSettings) settings = bell_settings_new_in_memory ();
  g_autoptr (BellSecrets) secrets = bell_memory_secrets_new ();
  g_autoptr (BellHistory) history = bell_history_new (NULL);
  g_autoptr (BellNotifier) notifier = g_object_new (UI_TYPE_SILENCE, NULL);
  g_autoptr (BellRinger) ringer = bell_gst_ringer_new (clock, "fakesink sync=true");
  BellContextParts parts = {
    .settings = settings,
    .secrets = secrets,
    .history = history,
    .notifier = notifier,
    .ringer = ringer,
    .clock = clock,
  };
  BellContext *context = bell_context_new (&parts);

  bell_context_start (context);
  return context;
}

BellContext *
ui_context_new (void)
{
  g_autoptr (BellClock) clock = bell_clock_new ();

  return ui_context_new_with_clock (clock);
}

BellShop *
ui_context_add_shop (BellContext *context,
                     const char *name)
{
  g_autoptr (BellShopInfo) info = bell_shop_info_new ();
  g_autoptr (OeClient) client = NULL;
  g_autoptr (BellShop) shop = NULL;
  g_autoptr (GError) error = NULL;

  g_free (info->name);
  info->name = g_strdup (name);
  g_free (info->url);
  info->url = g_strdup ("https://cafe.example");
  g_free (info->fingerprint);
  info->fingerprint = g_strdup ("shopbell-test");
  client = bell_context_new_client (context, info->url, "token", NULL, info->fingerprint);
  shop = bell_context_make_shop (context, info, client, &error);
  g_assert_no_error (error);
  bell_context_adopt_shop (context, shop);
  return bell_context_find_shop (context, info->id);
}

static void
add (BellContext *context,
     BellShop *shop,
     JsonObject *payload)
{
  g_autoptr (JsonArray) args = json_array_new ();
  g_autoptr (OeEvent) event = NULL;
  g_autoptr (BellVerdict) verdict = bell_verdict_new ();

  json_array_add_object_element (args, payload);
  event = oe_event_new ("notification", args);
  bell_inbox_add (bell_context_get_inbox (context), bell_shop_get_id (shop), event,
                  bell_clock_get_wall_us (bell_context_get_clock (context)), verdict);
}

void
ui_context_add_order (BellContext *context,
                      BellShop *shop,
                      guint number)
{
  JsonObject *payload = json_object_new ();
  JsonObject *order = json_object_new ();

  json_object_set_int_member (order, "id", number);
  json_object_set_string_member (order, "totalSum", "12.50");
  json_object_set_object_member (payload, "order", order);
  add (context, shop, payload);
}

void
ui_context_add_message (BellContext *context,
                        BellShop *shop,
                        const char *text)
{
  JsonObject *payload = json_object_new ();

  json_object_set_string_member (payload, "message", text);
  add (context, shop, payload);
}
