/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-wake-lock.h"

#include "bell-format-shops.h"

#include <glib/gi18n.h>

struct _BellWakeLock
{
  GObject parent_instance;

  GtkApplication *application; /* borrowed: it owns us */
  BellContext *context;
  guint cookie; /* 0: not held */
  gboolean refused;
};

typedef enum
{
  PROP_REFUSED = 1,
} BellWakeLockProperty;

static GParamSpec *properties[PROP_REFUSED + 1];

G_DEFINE_FINAL_TYPE (BellWakeLock, bell_wake_lock, G_TYPE_OBJECT)

static void
set_refused (BellWakeLock *self,
             gboolean refused)
{
  if (self->refused == refused)
    return;
  self->refused = refused;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REFUSED]);
}

static void
let_go (BellWakeLock *self)
{
  if (self->cookie != 0)
    gtk_application_uninhibit (self->application, self->cookie);
  self->cookie = 0;
}

static void
update (BellWakeLock *self)
{
  gboolean wished, wanted;

  if (self->context == NULL)
    return;
  g_object_get (bell_context_get_settings (self->context), "keep-awake", &wished, NULL);
  wanted = wished && bell_format_any_listening (bell_context_get_shops (self->context));
  if (!wanted)
    let_go (self);
  else if (self->cookie == 0)
    self->cookie = gtk_application_inhibit (self->application, NULL,
                                            GTK_APPLICATION_INHIBIT_SUSPEND | GTK_APPLICATION_INHIBIT_IDLE,
                                            /* TRANSLATORS: the desktop shows it as the reason why the computer stays awake */
                                            _("Orders are to be heard"));
  set_refused (self, wanted && self->cookie == 0);
}

static void
on_shops_changed (BellWakeLock *self,
                  guint position,
                  guint removed,
                  guint added)
{
  GListModel *shops = bell_context_get_shops (self->context);

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (shops, i);

      g_signal_connect_object (bell_shop_get_session (shop), "notify::state", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
    }
  update (self);
}

static void
bell_wake_lock_get_property (GObject *object,
                             guint prop_id,
                             GValue *value,
                             GParamSpec *pspec)
{
  switch ((BellWakeLockProperty) prop_id)
    {
    case PROP_REFUSED:
      g_value_set_boolean (value, BELL_WAKE_LOCK (object)->refused);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_wake_lock_dispose (GObject *object)
{
  bell_wake_lock_stop (BELL_WAKE_LOCK (object));
  G_OBJECT_CLASS (bell_wake_lock_parent_class)->dispose (object);
}

static void
bell_wake_lock_class_init (BellWakeLockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bell_wake_lock_get_property;
  object_class->dispose = bell_wake_lock_dispose;

  properties[PROP_REFUSED] = g_param_spec_boolean ("refused", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bell_wake_lock_init (BellWakeLock *self)
{
}

BellWakeLock *
bell_wake_lock_new (GtkApplication *application,
                    BellContext *context)
{
  BellWakeLock *self = g_object_new (BELL_TYPE_WAKE_LOCK, NULL);
  GListModel *shops = bell_context_get_shops (context);

  self->application = application;
  self->context = g_object_ref (context);
  g_signal_connect_object (bell_context_get_settings (context), "notify::keep-awake", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (shops, "items-changed", G_CALLBACK (on_shops_changed), self, G_CONNECT_SWAPPED);
  on_shops_changed (self, 0, 0, g_list_model_get_n_items (shops));
  return self;
}

gboolean
bell_wake_lock_get_refused (BellWakeLock *self)
{
  g_return_val_if_fail (BELL_IS_WAKE_LOCK (self), FALSE);
  return self->refused;
}

void
bell_wake_lock_stop (BellWakeLock *self)
{
  g_return_if_fail (BELL_IS_WAKE_LOCK (self));

  let_go (self);
  g_clear_object (&self->context);
}
