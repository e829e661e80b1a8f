/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-notifier.h"

struct _BellFakeNotifier
{
  GObject parent_instance;

  guint shown;
  guint withdrawn;
  char *key;
  char *title;
  BellUrgency urgency;
};

static void notifier_iface_init (BellNotifierInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BellFakeNotifier, bell_fake_notifier, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BELL_TYPE_NOTIFIER, notifier_iface_init))

static void
show (BellNotifier *notifier,
      const BellBubble *bubble)
{
  BellFakeNotifier *self = BELL_FAKE_NOTIFIER (notifier);

  self->shown++;
  g_free (self->key);
  self->key = g_strdup (bubble->key);
  g_free (self->title);
  self->title = g_strdup (bubble->title);
  self->urgency = bubble->urgency;
  g_signal_emit_by_name (self, "shown", bubble->key);
}

static void
withdraw (BellNotifier *notifier,
          const char *key)
{
  BELL_FAKE_NOTIFIER (notifier)->withdrawn++;
}

static void
stop (BellNotifier *notifier)
{
}

static void
notifier_iface_init (BellNotifierInterface *iface)
{
  iface->show = show;
  iface->withdraw = withdraw;
  iface->stop = stop;
}

static void
get_property (GObject *object,
              guint prop_id,
              GValue *value,
              GParamSpec *pspec)
{
  g_value_set_boolean (value, TRUE);
}

static void
bell_fake_notifier_finalize (GObject *object)
{
  BellFakeNotifier *self = BELL_FAKE_NOTIFIER (object);

  g_free (self->key);
  g_free (self->title);
  G_OBJECT_CLASS (bell_fake_notifier_parent_class)->finalize (object);
}

static void
bell_fake_notifier_class_init (BellFakeNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = get_property;
  G_OBJECT_CLASS (klass)->finalize = bell_fake_notifier_finalize;
  g_object_class_override_property (G_OBJECT_CLASS (klass), 1, "available");
}

static void
bell_fake_notifier_init (BellFakeNotifier *self)
{
}

BellFakeNotifier *
bell_fake_notifier_new (void)
{
  return g_object_new (BELL_TYPE_FAKE_NOTIFIER, NULL);
}

guint
bell_fake_notifier_get_n_shown (BellFakeNotifier *self)
{
  return self->shown;
}

guint
bell_fake_notifier_get_n_withdrawn (BellFakeNotifier *self)
{
  return self->withdrawn;
}

const char *
bell_fake_notifier_get_key (BellFakeNotifier *self)
{
  return self->key;
}

const char *
bell_fake_notifier_get_title (BellFakeNotifier *self)
{
  return self->title;
}

BellUrgency
bell_fake_notifier_get_urgency (BellFakeNotifier *self)
{
  return self->urgency;
}

void
bell_fake_notifier_activate (BellFakeNotifier *self,
                             const char *action)
{
  g_autofree char *key = g_strdup (self->key);

  g_signal_emit_by_name (self, "activated", key, action, "token-1");
}
