/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-notifier.h"

#include "bell-libnotify-worker.h"

#define STOP_MS 2000

#define BELL_TYPE_LIBNOTIFY (bell_libnotify_get_type ())
G_DECLARE_FINAL_TYPE (BellLibnotify, bell_libnotify, BELL, LIBNOTIFY, GObject)

struct _BellLibnotify
{
  GObject parent_instance;

  BellLibnotifyWorker *worker; /* NULL once stopped */
  gboolean available;
};

typedef enum
{
  PROP_AVAILABLE = 1,
} BellLibnotifyProperty;

static void notifier_iface_init (BellNotifierInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BellLibnotify, bell_libnotify, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BELL_TYPE_NOTIFIER, notifier_iface_init))

static void
on_available (gboolean available,
              gpointer user_data)
{
  BellLibnotify *self = user_data;

  self->available = available;
  g_object_notify (G_OBJECT (self), "available");
}

static void
on_shown (const char *key,
          guint version,
          gpointer user_data)
{
  g_signal_emit_by_name (user_data, "shown", key, version);
}

static void
on_activated (const char *key,
              const char *action,
              const char *token,
              gpointer user_data)
{
  g_signal_emit_by_name (user_data, "activated", key, action, token);
}

static void
on_closed (const char *key,
           guint reason,
           gpointer user_data)
{
  g_signal_emit_by_name (user_data, "closed", key, reason);
}

static void
on_failed (const char *key,
           const char *message,
           gpointer user_data)
{
  g_signal_emit_by_name (user_data, "failed", key, message);
}

static void
show (BellNotifier *notifier,
      const BellBubble *bubble)
{
  BellLibnotify *self = BELL_LIBNOTIFY (notifier);

  if (self->worker != NULL)
    bell_libnotify_worker_show (self->worker, bubble);
}

static void
withdraw (BellNotifier *notifier,
          const char *key)
{
  BellLibnotify *self = BELL_LIBNOTIFY (notifier);

  if (self->worker != NULL)
    bell_libnotify_worker_withdraw (self->worker, key);
}

static void
stop (BellNotifier *notifier)
{
  BellLibnotifyWorker *worker = g_steal_pointer (&BELL_LIBNOTIFY (notifier)->worker);

  if (worker != NULL)
    bell_libnotify_worker_stop (worker, STOP_MS);
}

static void
notifier_iface_init (BellNotifierInterface *iface)
{
  iface->show = show;
  iface->withdraw = withdraw;
  iface->stop = stop;
}

static void
bell_libnotify_get_property (GObject *object,
                             guint prop_id,
                             GValue *value,
                             GParamSpec *pspec)
{
  switch ((BellLibnotifyProperty) prop_id)
    {
    case PROP_AVAILABLE:
      g_value_set_boolean (value, BELL_LIBNOTIFY (object)->available);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_libnotify_dispose (GObject *object)
{
  stop (BELL_NOTIFIER (object));
  G_OBJECT_CLASS (bell_libnotify_parent_class)->dispose (object);
}

static void
bell_libnotify_class_init (BellLibnotifyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bell_libnotify_get_property;
  object_class->dispose = bell_libnotify_dispose;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "available");
}

static void
bell_libnotify_init (BellLibnotify *self)
{
}

BellNotifier *
bell_libnotify_new (const char *app_name,
                    const char *desktop_entry)
{
  static const BellLibnotifyCallbacks callbacks = { on_available, on_shown, on_activated, on_closed, on_failed };
  BellLibnotify *self = g_object_new (BELL_TYPE_LIBNOTIFY, NULL);

  /* In a Flatpak libnotify would take the portal, which loses half of what a bubble needs. */
  g_setenv ("NOTIFY_IGNORE_PORTAL", "1", TRUE);
  self->worker = bell_libnotify_worker_start (app_name, desktop_entry, &callbacks, self);
  return BELL_NOTIFIER (self);
}
