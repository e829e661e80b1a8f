/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-notifier.h"

struct _BellFakeNotifier
{
  GObject parent_instance;

  guint shown;
  guint withdrawn;
  GHashTable *visible; /* set of keys */
  guint max_visible;
  guint keys; /* different ones, ever */
  gboolean available;
  gboolean refuses;
  char *body;
  char *actions;
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
  g_free (self->body);
  self->body = g_strdup (bubble->body);
  g_free (self->actions);
  self->actions = bubble->actions != NULL ? g_strjoinv (" ", (char **) bubble->actions) : g_strdup ("");
  if (self->refuses)
    {
      g_signal_emit_by_name (self, "failed", bubble->key, "refused");
      return;
    }
  if (g_hash_table_add (self->visible, g_strdup (bubble->key)))
    self->keys++;
  self->max_visible = MAX (self->max_visible, g_hash_table_size (self->visible));
  g_signal_emit_by_name (self, "shown", bubble->key, bubble->version);
}

static void
withdraw (BellNotifier *notifier,
          const char *key)
{
  BellFakeNotifier *self = BELL_FAKE_NOTIFIER (notifier);

  self->withdrawn++;
  if (g_hash_table_remove (self->visible, key))
    g_signal_emit_by_name (self, "closed", key, 3);
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
  g_value_set_boolean (value, BELL_FAKE_NOTIFIER (object)->available);
}

static void
bell_fake_notifier_finalize (GObject *object)
{
  BellFakeNotifier *self = BELL_FAKE_NOTIFIER (object);

  g_hash_table_unref (self->visible);
  g_free (self->key);
  g_free (self->title);
  g_free (self->body);
  g_free (self->actions);
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
  self->visible = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->available = TRUE;
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

const char *
bell_fake_notifier_get_body (BellFakeNotifier *self)
{
  return self->body;
}

const char *
bell_fake_notifier_get_actions (BellFakeNotifier *self)
{
  return self->actions;
}

guint
bell_fake_notifier_get_n_visible (BellFakeNotifier *self)
{
  return g_hash_table_size (self->visible);
}

guint
bell_fake_notifier_get_max_visible (BellFakeNotifier *self)
{
  return self->max_visible;
}

guint
bell_fake_notifier_get_n_bubbles (BellFakeNotifier *self)
{
  return self->keys;
}

void
bell_fake_notifier_close (BellFakeNotifier *self,
                          guint reason)
{
  g_autofree char *key = g_strdup (self->key);

  g_hash_table_remove (self->visible, key);
  g_signal_emit_by_name (self, "closed", key, reason);
}

void
bell_fake_notifier_set_refuses (BellFakeNotifier *self,
                                gboolean refuses)
{
  self->refuses = refuses;
}

void
bell_fake_notifier_set_available (BellFakeNotifier *self,
                                  gboolean available)
{
  self->available = available;
  g_object_notify (G_OBJECT (self), "available");
}
