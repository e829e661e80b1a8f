/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-deaf-bubble.h"

#include "bell-format-shops.h"

#include <glib/gi18n.h>

#define KEY "deaf"
#define BACK_KEY "heard-again"

/* The notifier's reason where the daemon ended. */
#define CLOSED_UNDEFINED 4

struct _BellDeafBubble
{
  GObject parent_instance;

  BellSettings *settings;
  BellNotifier *notifier;
  char *body; /* of the bubble that is there, NULL: there is none */
  guint shops;
  gboolean back;  /* that one is heard again stands there */
  guint bubbles;
};

typedef enum
{
  PROP_BUBBLES = 1,
} BellDeafBubbleProperty;

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static GParamSpec *properties[PROP_BUBBLES + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellDeafBubble, bell_deaf_bubble, G_TYPE_OBJECT)

static void
count (BellDeafBubble *self)
{
  guint bubbles = (self->body != NULL ? 1 : 0) + (self->back ? 1 : 0);

  if (self->bubbles == bubbles)
    return;
  self->bubbles = bubbles;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUBBLES]);
}

static gboolean
is_wanted (BellDeafBubble *self)
{
  gboolean wanted;

  g_object_get (self->settings, "notify-when-deaf", &wanted, NULL);
  return wanted;
}

static void
show (BellDeafBubble *self)
{
  const char *actions[] = { "default", _("Open"), "acknowledge", _("Got it"), NULL };
  const BellBubble bubble = {
    .key = KEY,
    .title = ngettext ("A shop cannot be heard", "Shops cannot be heard", self->shops),
    .body = self->body,
    .urgency = BELL_URGENCY_CRITICAL,
    .stays = TRUE,
    .actions = actions,
  };

  bell_notifier_show (self->notifier, &bubble);
}

void
bell_deaf_bubble_show (BellDeafBubble *self,
                       guint shops,
                       const char *body)
{
  g_return_if_fail (BELL_IS_DEAF_BUBBLE (self));

  /* Every attempt to connect is a change of state, and mostly none in words. */
  if (!is_wanted (self) || g_strcmp0 (body, self->body) == 0)
    return;
  g_free (self->body);
  self->body = g_strdup (body);
  self->shops = shops;
  count (self);
  show (self);
}

void
bell_deaf_bubble_change (BellDeafBubble *self,
                         guint shops,
                         const char *body)
{
  g_return_if_fail (BELL_IS_DEAF_BUBBLE (self));

  if (self->body != NULL)
    bell_deaf_bubble_show (self, shops, body);
}

void
bell_deaf_bubble_withdraw (BellDeafBubble *self)
{
  g_return_if_fail (BELL_IS_DEAF_BUBBLE (self));

  if (self->body == NULL)
    return;
  g_clear_pointer (&self->body, g_free);
  bell_notifier_withdraw (self->notifier, KEY);
  count (self);
}

void
bell_deaf_bubble_show_back (BellDeafBubble *self,
                            const char *shop,
                            gint64 gap)
{
  g_autofree char *body = bell_format_back (shop, gap);
  const BellBubble bubble = {
    .key = BACK_KEY,
    .title = _("Heard again"),
    .body = body,
    .urgency = BELL_URGENCY_NORMAL,
  };

  g_return_if_fail (BELL_IS_DEAF_BUBBLE (self));

  if (!is_wanted (self))
    return;
  self->back = TRUE;
  count (self);
  bell_notifier_show (self->notifier, &bubble);
}

guint
bell_deaf_bubble_get_bubbles (BellDeafBubble *self)
{
  return self->bubbles;
}

/* The notifier's news */

static void
on_activated (BellNotifier *notifier,
              const char *key,
              const char *action,
              const char *token,
              BellDeafBubble *self)
{
  if (g_strcmp0 (key, KEY) == 0)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, action, token);
}

/* Somebody put it away. It dies with its daemon too, but then another daemon may show it again. */
static void
on_closed (BellNotifier *notifier,
           const char *key,
           guint reason,
           BellDeafBubble *self)
{
  if (g_strcmp0 (key, KEY) == 0 && reason != CLOSED_UNDEFINED)
    g_clear_pointer (&self->body, g_free);
  if (g_strcmp0 (key, BACK_KEY) == 0)
    self->back = FALSE;
  count (self);
}

static void
on_failed (BellNotifier *notifier,
           const char *key,
           const char *message,
           BellDeafBubble *self)
{
  if (g_strcmp0 (key, BACK_KEY) == 0)
    self->back = FALSE;
  count (self);
}

static void
on_available (BellNotifier *notifier,
              GParamSpec *pspec,
              BellDeafBubble *self)
{
  if (self->body != NULL && bell_notifier_get_available (notifier))
    show (self);
}

/* GObject */

static void
bell_deaf_bubble_get_property (GObject *object,
                               guint prop_id,
                               GValue *value,
                               GParamSpec *pspec)
{
  switch ((BellDeafBubbleProperty) prop_id)
    {
    case PROP_BUBBLES:
      g_value_set_uint (value, BELL_DEAF_BUBBLE (object)->bubbles);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_deaf_bubble_finalize (GObject *object)
{
  BellDeafBubble *self = BELL_DEAF_BUBBLE (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->notifier);
  g_free (self->body);
  G_OBJECT_CLASS (bell_deaf_bubble_parent_class)->finalize (object);
}

static void
bell_deaf_bubble_class_init (BellDeafBubbleClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = bell_deaf_bubble_get_property;
  G_OBJECT_CLASS (klass)->finalize = bell_deaf_bubble_finalize;

  properties[PROP_BUBBLES] = g_param_spec_uint ("bubbles", NULL, NULL, 0, 2, 0,
                                                G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
bell_deaf_bubble_init (BellDeafBubble *self)
{
}

BellDeafBubble *
bell_deaf_bubble_new (BellSettings *settings,
                      BellNotifier *notifier)
{
  BellDeafBubble *self = g_object_new (BELL_TYPE_DEAF_BUBBLE, NULL);

  self->settings = g_object_ref (settings);
  self->notifier = g_object_ref (notifier);
  g_signal_connect_object (notifier, "activated", G_CALLBACK (on_activated), self, 0);
  g_signal_connect_object (notifier, "closed", G_CALLBACK (on_closed), self, 0);
  g_signal_connect_object (notifier, "failed", G_CALLBACK (on_failed), self, 0);
  g_signal_connect_object (notifier, "notify::available", G_CALLBACK (on_available), self, 0);
  return self;
}
