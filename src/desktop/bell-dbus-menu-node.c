/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-dbus-menu-node.h"

#define MAX_DEPTH 3
#define MAX_ENTRIES 200
#define MAX_LABEL 120 /* characters: some hosts draw all of it */

static const char *const names_of_properties[] = { "type", "label", "enabled", "visible", "children-display" };

enum
{
  TYPE = 1 << 0,
  LABEL = 1 << 1,
  ENABLED = 1 << 2,
  VISIBLE = 1 << 3,
  CHILDREN_DISPLAY = 1 << 4,
};

/* A shop's text: "_" would underline a letter, and a line break would make the menu a page. */
static char *
make_label (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *label = g_string_new (NULL);
  guint length = 0;

  for (const char *c = valid; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (++length > MAX_LABEL)
        {
          g_string_append (label, "…");
          break;
        }
      if (character == '_')
        g_string_append (label, "__");
      else
        g_string_append_unichar (label, g_unichar_iscntrl (character) ? ' ' : character);
    }
  return g_string_free (label, FALSE);
}

static int
get_number (GHashTable *numbers,
            const char *key,
            int *last)
{
  int number = GPOINTER_TO_INT (g_hash_table_lookup (numbers, key));

  if (number == 0)
    {
      number = *last = *last == G_MAXINT ? 1 : *last + 1;
      g_hash_table_insert (numbers, g_strdup (key), GINT_TO_POINTER (number));
    }
  return number;
}

static GPtrArray *
make_children (GPtrArray *items,
               const char *path,
               GHashTable *numbers,
               int *last,
               guint depth,
               guint *left)
{
  GPtrArray *children = g_ptr_array_new_with_free_func ((GDestroyNotify) bell_dbus_menu_node_free);

  for (guint i = 0; i < items->len && *left > 0; i++)
    {
      const BellTrayItem *item = g_ptr_array_index (items, i);
      BellDbusMenuNode *node = g_new0 (BellDbusMenuNode, 1);
      g_autofree char *separator = g_strdup_printf ("%s\n%u", path, i); /* no id has a line break */

      (*left)--;
      node->id = g_strdup (item->id);
      node->number = get_number (numbers, item->id != NULL ? item->id : separator, last);
      node->label = make_label (item->label);
      node->enabled = item->enabled;
      if (item->id != NULL && item->children != NULL && depth < MAX_DEPTH)
        node->children = make_children (item->children, item->id, numbers, last, depth + 1, left);
      g_ptr_array_add (children, node);
    }
  return children;
}

BellDbusMenuNode *
bell_dbus_menu_node_new (GPtrArray *items,
                         GHashTable *numbers,
                         int *last)
{
  BellDbusMenuNode *root = g_new0 (BellDbusMenuNode, 1);
  guint left = MAX_ENTRIES;

  root->label = g_strdup ("");
  root->enabled = TRUE;
  root->children = make_children (items, "", numbers, last, 1, &left);
  return root;
}

void
bell_dbus_menu_node_free (BellDbusMenuNode *node)
{
  g_free (node->id);
  g_free (node->label);
  g_clear_pointer (&node->children, g_ptr_array_unref);
  g_free (node);
}

BellDbusMenuNode *
bell_dbus_menu_node_find (BellDbusMenuNode *root,
                          int number)
{
  BellDbusMenuNode *found = root->number == number ? root : NULL;

  for (guint i = 0; found == NULL && root->children != NULL && i < root->children->len; i++)
    found = bell_dbus_menu_node_find (g_ptr_array_index (root->children, i), number);
  return found;
}

gboolean
bell_dbus_menu_node_same_layout (const BellDbusMenuNode *a,
                                 const BellDbusMenuNode *b)
{
  if (a->number != b->number || (a->children == NULL) != (b->children == NULL))
    return FALSE;
  if (a->children == NULL)
    return TRUE;
  if (a->children->len != b->children->len)
    return FALSE;
  for (guint i = 0; i < a->children->len; i++)
    if (!bell_dbus_menu_node_same_layout (g_ptr_array_index (a->children, i), g_ptr_array_index (b->children, i)))
      return FALSE;
  return TRUE;
}

gboolean
bell_dbus_menu_node_same_properties (const BellDbusMenuNode *a,
                                     const BellDbusMenuNode *b)
{
  return g_str_equal (a->label, b->label) && a->enabled == b->enabled
         && (a->id == NULL) == (b->id == NULL) && (a->children == NULL) == (b->children == NULL);
}

guint
bell_dbus_menu_node_mask (const char *const *names)
{
  guint mask = 0;

  if (names == NULL || names[0] == NULL)
    return ~0u;
  for (; *names != NULL; names++)
    for (guint i = 0; i < G_N_ELEMENTS (names_of_properties); i++)
      if (g_str_equal (*names, names_of_properties[i]))
        mask |= 1u << i;
  return mask;
}

static void
add (GVariantBuilder *builder,
     guint property,
     GVariant *value)
{
  g_variant_builder_add (builder, "{sv}", names_of_properties[g_bit_nth_lsf (property, -1)], value);
}

GVariant *
bell_dbus_menu_node_properties (const BellDbusMenuNode *node,
                                guint mask)
{
  gboolean is_separator = node->id == NULL && node->number != 0;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  if (is_separator && (mask & TYPE) != 0)
    add (&builder, TYPE, g_variant_new_string ("separator"));
  if (!is_separator && node->number != 0 && (mask & LABEL) != 0)
    add (&builder, LABEL, g_variant_new_string (node->label));
  if (!is_separator && (mask & ENABLED) != 0)
    add (&builder, ENABLED, g_variant_new_boolean (node->enabled));
  if ((mask & VISIBLE) != 0)
    add (&builder, VISIBLE, g_variant_new_boolean (TRUE));
  if (node->children != NULL && (mask & CHILDREN_DISPLAY) != 0)
    add (&builder, CHILDREN_DISPLAY, g_variant_new_string ("submenu"));
  return g_variant_builder_end (&builder);
}

GVariant *
bell_dbus_menu_node_layout (const BellDbusMenuNode *node,
                            int depth,
                            guint mask)
{
  GVariantBuilder children;

  g_variant_builder_init (&children, G_VARIANT_TYPE ("av"));
  for (guint i = 0; depth != 0 && node->children != NULL && i < node->children->len; i++)
    g_variant_builder_add (&children, "v",
                           bell_dbus_menu_node_layout (g_ptr_array_index (node->children, i),
                                                       depth < 0 ? -1 : depth - 1, mask));
  return g_variant_new ("(i@a{sv}@av)", node->number, bell_dbus_menu_node_properties (node, mask),
                        g_variant_builder_end (&children));
}
