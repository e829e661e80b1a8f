/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-tray.h"

#include "bell-dbus-menu.h"
#include "bell-tray-dbus.h"
#include "bell-tray-icon.h"
#include "bell-tray-watcher.h"

#include <string.h>

#define ITEM_PATH "/StatusNotifierItem"
#define MENU_PATH ITEM_PATH "/Menu"
#define MAX_TOKEN 1024

#define BELL_TYPE_STATUS_NOTIFIER (bell_status_notifier_get_type ())
G_DECLARE_FINAL_TYPE (BellStatusNotifier, bell_status_notifier, BELL, STATUS_NOTIFIER, GObject)

struct _BellStatusNotifier
{
  GObject parent_instance;

  BellBus *bus;
  char *id;
  BellWireItem *item;
  BellDbusMenu *menu;
  BellTrayWatcher *watcher; /* NULL while there is no bus */
  char *token;              /* (nullable): of the click that comes next */
  gboolean present;

  /* What the host was told last */
  gboolean has_state;
  BellTrayLook look;
  guint count;
};

typedef enum
{
  PROP_PRESENT = 1,
} BellStatusNotifierProperty;

static void tray_iface_init (BellTrayInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BellStatusNotifier, bell_status_notifier, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BELL_TYPE_TRAY, tray_iface_init))

/* Clicks */

static gboolean
on_token (BellWireItem *item,
          GDBusMethodInvocation *invocation,
          const char *token,
          BellStatusNotifier *self)
{
  g_free (self->token);
  self->token = *token != '\0' && strlen (token) <= MAX_TOKEN ? g_strdup (token) : NULL;
  bell_wire_item_complete_provide_xdg_activation_token (item, invocation);
  return TRUE;
}

static void
activate (BellStatusNotifier *self,
          int x,
          int y)
{
  g_autofree char *token = g_steal_pointer (&self->token);

  g_signal_emit_by_name (self, "activate", x, y, token);
}

static gboolean
on_activate (BellWireItem *item,
             GDBusMethodInvocation *invocation,
             int x,
             int y,
             BellStatusNotifier *self)
{
  bell_wire_item_complete_activate (item, invocation);
  activate (self, x, y);
  return TRUE;
}

static gboolean
on_secondary_activate (BellWireItem *item,
                       GDBusMethodInvocation *invocation,
                       int x,
                       int y,
                       BellStatusNotifier *self)
{
  bell_wire_item_complete_secondary_activate (item, invocation);
  activate (self, x, y);
  return TRUE;
}

/* A host that draws no menus asks us to; without GTK here the best we have is the window. */
static gboolean
on_context_menu (BellWireItem *item,
                 GDBusMethodInvocation *invocation,
                 int x,
                 int y,
                 BellStatusNotifier *self)
{
  bell_wire_item_complete_context_menu (item, invocation);
  activate (self, x, y);
  return TRUE;
}

static gboolean
on_scroll (BellWireItem *item,
           GDBusMethodInvocation *invocation,
           int delta,
           const char *orientation,
           BellStatusNotifier *self)
{
  bell_wire_item_complete_scroll (item, invocation);
  return TRUE;
}

static void
on_menu_clicked (BellDbusMenu *menu,
                 const char *id,
                 BellStatusNotifier *self)
{
  g_autofree char *token = g_steal_pointer (&self->token);

  g_signal_emit_by_name (self, "menu-item", id, token);
}

/* What is shown */

static void
set_icon (BellStatusNotifier *self,
          const BellTrayState *state)
{
  guint count = MIN (state->count, BELL_TRAY_ICON_MANY);
  g_autofree char *name = NULL;
  g_autofree char *themes = NULL;
  g_autoptr (GVariant) drawn = NULL;
  g_autoptr (GVariant) pixels = NULL;
  const char *shown;

  if (self->has_state && self->look == state->look && self->count == count)
    return;
  self->look = state->look;
  self->count = count;
  name = bell_tray_icon_name (self->id, state->look);
  /* A number can only be drawn; without one a symbolic icon takes the panel's colour. */
  themes = count == 0 ? bell_tray_icon_find (name) : NULL;
  shown = themes != NULL ? name : "";
  drawn = g_variant_ref_sink (bell_tray_icon_draw (state->look, count));
  /* What GLib has not checked it compares as text, which takes 2 ms for these. */
  pixels = g_variant_get_normal_form (drawn);
  bell_wire_item_set_icon_theme_path (self->item, themes != NULL ? themes : "");
  bell_wire_item_set_icon_name (self->item, shown);
  bell_wire_item_set_icon_pixmap (self->item, pixels);
  bell_wire_item_set_attention_icon_name (self->item, shown);
  bell_wire_item_set_attention_icon_pixmap (self->item, pixels);
  bell_wire_item_emit_new_icon (self->item);
  bell_wire_item_emit_new_attention_icon (self->item);
}

static void
set_status (BellStatusNotifier *self,
            gboolean attention)
{
  const char *status = attention ? "NeedsAttention" : "Active";

  if (g_strcmp0 (bell_wire_item_get_status (self->item), status) == 0)
    return;
  bell_wire_item_set_status (self->item, status);
  bell_wire_item_emit_new_status (self->item, status);
}

static void
set_tool_tip (BellStatusNotifier *self,
              const BellTrayState *state)
{
  g_autofree char *title = g_utf8_make_valid (state->title, -1);
  g_autofree char *text = g_utf8_make_valid (state->text, -1);
  g_autofree char *markup = g_markup_escape_text (text, -1); /* hosts read the second part as markup */
  g_autoptr (GVariant) tip = NULL;
  GVariant *old = bell_wire_item_get_tool_tip (self->item);

  tip = g_variant_ref_sink (g_variant_new ("(s@a(iiay)ss)", "",
                                           g_variant_new_array (G_VARIANT_TYPE ("(iiay)"), NULL, 0), title, markup));
  if (old != NULL && g_variant_equal (old, tip))
    return;
  bell_wire_item_set_tool_tip (self->item, tip);
  bell_wire_item_emit_new_tool_tip (self->item);
}

static void
set_state (BellTray *tray,
           const BellTrayState *state)
{
  BellStatusNotifier *self = BELL_STATUS_NOTIFIER (tray);

  set_icon (self, state);
  set_status (self, state->attention);
  set_tool_tip (self, state);
  self->has_state = TRUE;
}

static void
set_menu (BellTray *tray,
          GPtrArray *items)
{
  bell_dbus_menu_set_items (BELL_STATUS_NOTIFIER (tray)->menu, items);
}

static void
tray_iface_init (BellTrayInterface *iface)
{
  iface->set_state = set_state;
  iface->set_menu = set_menu;
}

/* The bus */

static void
update_present (BellStatusNotifier *self)
{
  gboolean present = self->watcher != NULL && bell_tray_watcher_get_present (self->watcher);

  if (present == self->present)
    return;
  self->present = present;
  g_object_notify (G_OBJECT (self), "present");
}

static void
leave_bus (BellStatusNotifier *self)
{
  GDBusInterfaceSkeleton *item = G_DBUS_INTERFACE_SKELETON (self->item);

  if (self->watcher != NULL)
    bell_tray_watcher_stop (self->watcher);
  g_clear_object (&self->watcher);
  if (g_dbus_interface_skeleton_get_connection (item) != NULL)
    g_dbus_interface_skeleton_unexport (item);
  bell_dbus_menu_unexport (self->menu);
}

static void
on_connection (BellStatusNotifier *self)
{
  GDBusConnection *connection = bell_bus_get_connection (self->bus);
  g_autoptr (GError) error = NULL;

  leave_bus (self);
  if (connection != NULL)
    {
      /* First the objects: a host reads them as soon as it hears of them. */
      if (bell_dbus_menu_export (self->menu, connection, MENU_PATH, &error)
          && g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->item), connection, ITEM_PATH, &error))
        {
          self->watcher = bell_tray_watcher_new (connection, ITEM_PATH);
          g_signal_connect_object (self->watcher, "notify::present", G_CALLBACK (update_present), self,
                                   G_CONNECT_SWAPPED);
        }
      else
        g_message ("The tray's icon cannot be put on the bus: %s", error->message);
    }
  update_present (self);
}

/* GObject */

static void
bell_status_notifier_get_property (GObject *object,
                                   guint prop_id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  switch ((BellStatusNotifierProperty) prop_id)
    {
    case PROP_PRESENT:
      g_value_set_boolean (value, BELL_STATUS_NOTIFIER (object)->present);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_status_notifier_dispose (GObject *object)
{
  leave_bus (BELL_STATUS_NOTIFIER (object));
  G_OBJECT_CLASS (bell_status_notifier_parent_class)->dispose (object);
}

static void
bell_status_notifier_finalize (GObject *object)
{
  BellStatusNotifier *self = BELL_STATUS_NOTIFIER (object);

  g_clear_object (&self->bus);
  g_clear_object (&self->item);
  g_clear_object (&self->menu);
  g_free (self->token);
  g_free (self->id);
  G_OBJECT_CLASS (bell_status_notifier_parent_class)->finalize (object);
}

static void
bell_status_notifier_class_init (BellStatusNotifierClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bell_status_notifier_get_property;
  object_class->dispose = bell_status_notifier_dispose;
  object_class->finalize = bell_status_notifier_finalize;
  g_object_class_override_property (object_class, PROP_PRESENT, "present");
}

static void
bell_status_notifier_init (BellStatusNotifier *self)
{
  const struct
  {
    const char *signal;
    GCallback handler;
  } calls[] = {
    { "handle-provide-xdg-activation-token", G_CALLBACK (on_token) },
    { "handle-activate", G_CALLBACK (on_activate) },
    { "handle-secondary-activate", G_CALLBACK (on_secondary_activate) },
    { "handle-context-menu", G_CALLBACK (on_context_menu) },
    { "handle-scroll", G_CALLBACK (on_scroll) },
  };

  self->item = bell_wire_item_skeleton_new ();
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    g_signal_connect_object (self->item, calls[i].signal, calls[i].handler, self, 0);
  self->menu = bell_dbus_menu_new ();
  g_signal_connect_object (self->menu, "clicked", G_CALLBACK (on_menu_clicked), self, 0);
}

static void
set_fixed (BellStatusNotifier *self,
           const char *title)
{
  bell_wire_item_set_category (self->item, "Communications");
  bell_wire_item_set_id (self->item, self->id);
  bell_wire_item_set_title (self->item, title);
  bell_wire_item_set_window_id (self->item, 0);
  bell_wire_item_set_overlay_icon_name (self->item, "");
  bell_wire_item_set_overlay_icon_pixmap (self->item, g_variant_new_array (G_VARIANT_TYPE ("(iiay)"), NULL, 0));
  bell_wire_item_set_attention_movie_name (self->item, "");
  bell_wire_item_set_item_is_menu (self->item, FALSE); /* a host that does not find it takes it for true */
  bell_wire_item_set_menu (self->item, MENU_PATH);     /* some hosts show no item without one */
}

BellTray *
bell_status_notifier_new (BellBus *bus,
                          const char *id,
                          const char *title)
{
  BellStatusNotifier *self = g_object_new (BELL_TYPE_STATUS_NOTIFIER, NULL);
  BellTrayState calm = { BELL_TRAY_LOOK_CALM, FALSE, 0, title, "" };

  self->bus = g_object_ref (bus);
  self->id = g_strdup (id);
  set_fixed (self, title);
  set_state (BELL_TRAY (self), &calm);
  g_signal_connect_object (bus, "notify::connection", G_CALLBACK (on_connection), self, G_CONNECT_SWAPPED);
  on_connection (self);
  return BELL_TRAY (self);
}
