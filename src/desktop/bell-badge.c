/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-badge.h"

/* Docks own this name to say that they are there. */
#define DOCK "com.canonical.Unity"
#define INTERFACE "com.canonical.Unity.LauncherEntry"
#define PATH "/com/canonical/unity/launcherentry/"

struct _BellBadge
{
  GObject parent_instance;

  BellBus *bus;
  char *uri;
  char *path;
  guint dock_watch;
  guint count;
  gboolean urgent;
};

G_DEFINE_FINAL_TYPE (BellBadge, bell_badge, G_TYPE_OBJECT)

static void
tell (BellBadge *self)
{
  GDBusConnection *connection = bell_bus_get_connection (self->bus);
  GVariantBuilder properties;

  if (connection == NULL)
    return;
  g_variant_builder_init (&properties, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&properties, "{sv}", "count", g_variant_new_int64 (self->count));
  g_variant_builder_add (&properties, "{sv}", "count-visible", g_variant_new_boolean (self->count > 0));
  g_variant_builder_add (&properties, "{sv}", "urgent", g_variant_new_boolean (self->urgent));
  /* Fails only on a connection that has just been closed: the next one is told again. */
  g_dbus_connection_emit_signal (connection, NULL, self->path, INTERFACE, "Update",
                                 g_variant_new ("(s@a{sv})", self->uri, g_variant_builder_end (&properties)), NULL);
}

static void
on_dock (GDBusConnection *connection,
         const char *name,
         const char *owner,
         gpointer user_data)
{
  tell (user_data);
}

static void
on_connection (BellBadge *self)
{
  GDBusConnection *connection = bell_bus_get_connection (self->bus);

  g_clear_handle_id (&self->dock_watch, g_bus_unwatch_name);
  if (connection == NULL)
    return;
  self->dock_watch = g_bus_watch_name_on_connection (connection, DOCK, G_BUS_NAME_WATCHER_FLAGS_NONE, on_dock, NULL,
                                                     self, NULL);
  /* Some docks own no name and only listen. */
  if (self->count > 0 || self->urgent)
    tell (self);
}

static void
bell_badge_dispose (GObject *object)
{
  BellBadge *self = BELL_BADGE (object);

  g_clear_handle_id (&self->dock_watch, g_bus_unwatch_name);
  g_clear_object (&self->bus);
  G_OBJECT_CLASS (bell_badge_parent_class)->dispose (object);
}

static void
bell_badge_finalize (GObject *object)
{
  BellBadge *self = BELL_BADGE (object);

  g_free (self->uri);
  g_free (self->path);
  G_OBJECT_CLASS (bell_badge_parent_class)->finalize (object);
}

static void
bell_badge_class_init (BellBadgeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bell_badge_dispose;
  object_class->finalize = bell_badge_finalize;
}

static void
bell_badge_init (BellBadge *self)
{
}

BellBadge *
bell_badge_new (BellBus *bus,
                const char *desktop_id)
{
  BellBadge *self = g_object_new (BELL_TYPE_BADGE, NULL);

  self->bus = g_object_ref (bus);
  self->uri = g_strdup_printf ("application://%s.desktop", desktop_id);
  self->path = g_strdup_printf (PATH "%u", g_str_hash (self->uri));
  g_signal_connect_object (bus, "notify::connection", G_CALLBACK (on_connection), self, G_CONNECT_SWAPPED);
  on_connection (self);
  return self;
}

void
bell_badge_set (BellBadge *self,
                guint count,
                gboolean urgent)
{
  g_return_if_fail (BELL_IS_BADGE (self));

  if (count == self->count && urgent == self->urgent)
    return;
  self->count = count;
  self->urgent = urgent;
  tell (self);
}
