/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-dbus-menu.h"

#include "bell-dbus-menu-node.h"
#include "bell-tray-dbus.h"

/* More than any menu of ours has entries: whoever asks for more means no good. */
#define MAX_ASKED 1000

struct _BellDbusMenu
{
  GObject parent_instance;

  BellWireMenu *skeleton;
  BellDbusMenuNode *root;
  GHashTable *numbers; /* id → number, of the entries that are there */
  int last_number;
  guint revision;
};

enum
{
  SIGNAL_CLICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellDbusMenu, bell_dbus_menu, G_TYPE_OBJECT)

/* Answers the call itself where there is no such entry. */
static BellDbusMenuNode *
find_or_fail (BellDbusMenu *self,
              int number,
              GDBusMethodInvocation *invocation)
{
  BellDbusMenuNode *node = bell_dbus_menu_node_find (self->root, number);

  if (node == NULL)
    g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                           "There is no entry %d", number);
  return node;
}

static gboolean
fail_if_many (GVariant *array,
              GDBusMethodInvocation *invocation)
{
  if (g_variant_n_children (array) <= MAX_ASKED)
    return FALSE;
  g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_LIMITS_EXCEEDED,
                                                 "No menu has so many entries");
  return TRUE;
}

/* The calls */

static gboolean
on_get_layout (BellWireMenu *skeleton,
               GDBusMethodInvocation *invocation,
               int parent,
               int depth,
               const char *const *names,
               BellDbusMenu *self)
{
  BellDbusMenuNode *node = find_or_fail (self, parent, invocation);

  if (node != NULL)
    bell_wire_menu_complete_get_layout (skeleton, invocation, self->revision,
                                        bell_dbus_menu_node_layout (node, depth, bell_dbus_menu_node_mask (names)));
  return TRUE;
}

static void
add_properties (GVariantBuilder *builder,
                const BellDbusMenuNode *node,
                guint mask)
{
  g_variant_builder_add (builder, "(i@a{sv})", node->number, bell_dbus_menu_node_properties (node, mask));
}

static void
add_all_properties (GVariantBuilder *builder,
                    const BellDbusMenuNode *node,
                    guint mask)
{
  add_properties (builder, node, mask);
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    add_all_properties (builder, g_ptr_array_index (node->children, i), mask);
}

static gboolean
on_get_group_properties (BellWireMenu *skeleton,
                         GDBusMethodInvocation *invocation,
                         GVariant *ids,
                         const char *const *names,
                         BellDbusMenu *self)
{
  guint mask = bell_dbus_menu_node_mask (names);
  GVariantBuilder builder;
  GVariantIter iter;
  int number;

  if (fail_if_many (ids, invocation))
    return TRUE;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ia{sv})"));
  if (g_variant_n_children (ids) == 0)
    add_all_properties (&builder, self->root, mask);
  g_variant_iter_init (&iter, ids);
  while (g_variant_iter_next (&iter, "i", &number))
    {
      BellDbusMenuNode *node = bell_dbus_menu_node_find (self->root, number);

      if (node != NULL)
        add_properties (&builder, node, mask);
    }
  bell_wire_menu_complete_get_group_properties (skeleton, invocation, g_variant_builder_end (&builder));
  return TRUE;
}

static gboolean
on_get_property (BellWireMenu *skeleton,
                 GDBusMethodInvocation *invocation,
                 int number,
                 const char *name,
                 BellDbusMenu *self)
{
  BellDbusMenuNode *node = find_or_fail (self, number, invocation);
  g_autoptr (GVariant) properties = NULL;
  g_autoptr (GVariant) value = NULL;

  if (node == NULL)
    return TRUE;
  properties = g_variant_ref_sink (bell_dbus_menu_node_properties (node, ~0u));
  value = g_variant_lookup_value (properties, name, NULL);
  if (value == NULL)
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                                   "The entry has no such property");
  else
    bell_wire_menu_complete_get_property (skeleton, invocation, g_variant_new_variant (value));
  return TRUE;
}

/* FALSE: there is no such entry. */
static gboolean
take_event (BellDbusMenu *self,
            int number,
            const char *event)
{
  BellDbusMenuNode *node = bell_dbus_menu_node_find (self->root, number);
  g_autofree char *id = NULL;

  if (node == NULL)
    return FALSE;
  if (!g_str_equal (event, "clicked") || node->id == NULL || !node->enabled || node->children != NULL)
    return TRUE;
  id = g_strdup (node->id); /* who is told may change the menu */
  g_signal_emit (self, signals[SIGNAL_CLICKED], 0, id);
  return TRUE;
}

static gboolean
on_event (BellWireMenu *skeleton,
          GDBusMethodInvocation *invocation,
          int number,
          const char *event,
          GVariant *data,
          guint timestamp,
          BellDbusMenu *self)
{
  if (find_or_fail (self, number, invocation) == NULL)
    return TRUE;
  /* The answer goes first: the host is not to wait for what we do. */
  bell_wire_menu_complete_event (skeleton, invocation);
  take_event (self, number, event);
  return TRUE;
}

static gboolean
on_event_group (BellWireMenu *skeleton,
                GDBusMethodInvocation *invocation,
                GVariant *events,
                BellDbusMenu *self)
{
  GVariantBuilder unknown;
  GVariantIter iter;
  const char *event;
  int number;

  if (fail_if_many (events, invocation))
    return TRUE;
  g_variant_builder_init (&unknown, G_VARIANT_TYPE ("ai"));
  g_variant_iter_init (&iter, events);
  while (g_variant_iter_next (&iter, "(i&s@vu)", &number, &event, NULL, NULL))
    if (!take_event (self, number, event))
      g_variant_builder_add (&unknown, "i", number);
  bell_wire_menu_complete_event_group (skeleton, invocation, g_variant_builder_end (&unknown));
  return TRUE;
}

static gboolean
on_about_to_show (BellWireMenu *skeleton,
                  GDBusMethodInvocation *invocation,
                  int number,
                  BellDbusMenu *self)
{
  /* What is shown is always current. */
  if (find_or_fail (self, number, invocation) != NULL)
    bell_wire_menu_complete_about_to_show (skeleton, invocation, FALSE);
  return TRUE;
}

static gboolean
on_about_to_show_group (BellWireMenu *skeleton,
                        GDBusMethodInvocation *invocation,
                        GVariant *ids,
                        BellDbusMenu *self)
{
  GVariantBuilder unknown;
  GVariantIter iter;
  int number;

  if (fail_if_many (ids, invocation))
    return TRUE;
  g_variant_builder_init (&unknown, G_VARIANT_TYPE ("ai"));
  g_variant_iter_init (&iter, ids);
  while (g_variant_iter_next (&iter, "i", &number))
    if (bell_dbus_menu_node_find (self->root, number) == NULL)
      g_variant_builder_add (&unknown, "i", number);
  bell_wire_menu_complete_about_to_show_group (skeleton, invocation, g_variant_new_array (G_VARIANT_TYPE_INT32, NULL, 0),
                                               g_variant_builder_end (&unknown));
  return TRUE;
}

/* What changed */

static void
add_changed (GVariantBuilder *builder,
             guint *n_changed,
             BellDbusMenuNode *old_root,
             const BellDbusMenuNode *node)
{
  BellDbusMenuNode *before = bell_dbus_menu_node_find (old_root, node->number);

  if (before != NULL && !bell_dbus_menu_node_same_properties (before, node))
    {
      add_properties (builder, node, ~0u);
      (*n_changed)++;
    }
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    add_changed (builder, n_changed, old_root, g_ptr_array_index (node->children, i));
}

static void
keep_number (BellDbusMenu *self,
             const BellDbusMenuNode *node,
             GHashTable *there)
{
  g_hash_table_add (there, GINT_TO_POINTER (node->number));
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    keep_number (self, g_ptr_array_index (node->children, i), there);
}

static gboolean
is_not_there (gpointer key,
              gpointer number,
              gpointer there)
{
  return !g_hash_table_contains (there, number);
}

/* Entries that went take their numbers along, or a year of orders would be remembered. */
static void
forget_numbers (BellDbusMenu *self)
{
  g_autoptr (GHashTable) there = g_hash_table_new (NULL, NULL);

  keep_number (self, self->root, there);
  g_hash_table_foreach_remove (self->numbers, is_not_there, there);
}

void
bell_dbus_menu_set_items (BellDbusMenu *self,
                          GPtrArray *items)
{
  g_autoptr (BellDbusMenuNode) before = g_steal_pointer (&self->root);
  GVariantBuilder changed;
  guint n_changed = 0;
  gboolean same_layout;

  self->root = bell_dbus_menu_node_new (items, self->numbers, &self->last_number);
  forget_numbers (self);
  same_layout = bell_dbus_menu_node_same_layout (before, self->root);

  g_variant_builder_init (&changed, G_VARIANT_TYPE ("a(ia{sv})"));
  add_changed (&changed, &n_changed, before, self->root);
  if (n_changed == 0)
    g_variant_builder_clear (&changed);
  else
    bell_wire_menu_emit_items_properties_updated (self->skeleton, g_variant_builder_end (&changed),
                                                  g_variant_new_array (G_VARIANT_TYPE ("(ias)"), NULL, 0));
  if (!same_layout)
    bell_wire_menu_emit_layout_updated (self->skeleton, ++self->revision, 0);
}

/* GObject */

static void
bell_dbus_menu_finalize (GObject *object)
{
  BellDbusMenu *self = BELL_DBUS_MENU (object);

  bell_dbus_menu_unexport (self);
  g_clear_object (&self->skeleton);
  g_clear_pointer (&self->root, bell_dbus_menu_node_free);
  g_clear_pointer (&self->numbers, g_hash_table_unref);
  G_OBJECT_CLASS (bell_dbus_menu_parent_class)->finalize (object);
}

static void
bell_dbus_menu_class_init (BellDbusMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_dbus_menu_finalize;

  signals[SIGNAL_CLICKED] = g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
bell_dbus_menu_init (BellDbusMenu *self)
{
  static const char *const no_paths[] = { NULL };
  const struct
  {
    const char *signal;
    GCallback handler;
  } calls[] = {
    { "handle-get-layout", G_CALLBACK (on_get_layout) },
    { "handle-get-group-properties", G_CALLBACK (on_get_group_properties) },
    { "handle-get-property", G_CALLBACK (on_get_property) },
    { "handle-event", G_CALLBACK (on_event) },
    { "handle-event-group", G_CALLBACK (on_event_group) },
    { "handle-about-to-show", G_CALLBACK (on_about_to_show) },
    { "handle-about-to-show-group", G_CALLBACK (on_about_to_show_group) },
  };
  g_autoptr (GPtrArray) nothing = bell_tray_menu_new ();

  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->root = bell_dbus_menu_node_new (nothing, self->numbers, &self->last_number);
  self->revision = 1;
  self->skeleton = bell_wire_menu_skeleton_new ();
  bell_wire_menu_set_version (self->skeleton, 3);
  bell_wire_menu_set_status (self->skeleton, "normal");
  bell_wire_menu_set_text_direction (self->skeleton, "ltr");
  bell_wire_menu_set_icon_theme_path (self->skeleton, no_paths);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    g_signal_connect_object (self->skeleton, calls[i].signal, calls[i].handler, self, 0);
}

BellDbusMenu *
bell_dbus_menu_new (void)
{
  return g_object_new (BELL_TYPE_DBUS_MENU, NULL);
}

gboolean
bell_dbus_menu_export (BellDbusMenu *self,
                       GDBusConnection *connection,
                       const char *path,
                       GError **error)
{
  return g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->skeleton), connection, path, error);
}

void
bell_dbus_menu_unexport (BellDbusMenu *self)
{
  GDBusInterfaceSkeleton *skeleton = G_DBUS_INTERFACE_SKELETON (self->skeleton);

  if (g_dbus_interface_skeleton_get_connection (skeleton) != NULL)
    g_dbus_interface_skeleton_unexport (skeleton);
}
