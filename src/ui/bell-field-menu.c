/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-field-menu.h"

#include "bell-field-hints.h"
#include "bell-spoken-name.h"

#include <glib/gi18n.h>

struct _BellFieldMenu
{
  AdwBin parent_instance;

  /* Owned; the widgets are the bin's */
  GPtrArray *hints;
  GtkMenuButton *button;
  GtkListBox *list;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellFieldMenu, bell_field_menu, ADW_TYPE_BIN)

static GtkWidget *
make_label (const char *text,
            const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_row (const BellFieldHint *hint)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", hint->field, hint->example);

  gtk_box_append (GTK_BOX (box), make_label (hint->field, NULL));
  gtk_box_append (GTK_BOX (box), make_label (hint->example, "dim-label"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  bell_spoken_name_set (row, spoken);
  return row;
}

/* Made when it is opened: a rule has many of these, and few are looked at. */
static void
on_popover_map (BellFieldMenu *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; self->hints != NULL && i < self->hints->len; i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (self->hints, i)));
}

static void
on_row_activated (BellFieldMenu *self,
                  GtkListBoxRow *row)
{
  int index = gtk_list_box_row_get_index (row);
  BellFieldHint *hint = index >= 0 && (guint) index < self->hints->len ? g_ptr_array_index (self->hints, index) : NULL;

  gtk_menu_button_popdown (self->button);
  if (hint != NULL)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, hint->field);
}

void
bell_field_menu_set_hints (BellFieldMenu *self,
                           GPtrArray *hints)
{
  g_return_if_fail (BELL_IS_FIELD_MENU (self));

  g_clear_pointer (&self->hints, g_ptr_array_unref);
  self->hints = hints != NULL ? g_ptr_array_ref (hints) : NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), hints != NULL && hints->len > 0);
}

static void
bell_field_menu_dispose (GObject *object)
{
  g_clear_pointer (&BELL_FIELD_MENU (object)->hints, g_ptr_array_unref);
  G_OBJECT_CLASS (bell_field_menu_parent_class)->dispose (object);
}

static void
bell_field_menu_class_init (BellFieldMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bell_field_menu_dispose;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
bell_field_menu_init (BellFieldMenu *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  const char *label = _("Fields of past events");

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  bell_spoken_name_set (GTK_WIDGET (self->list), label);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 280);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->button, "view-more-symbolic");
  gtk_menu_button_set_popover (self->button, popover);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), label);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  bell_spoken_name_set (GTK_WIDGET (self->button), label);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_swapped (popover, "map", G_CALLBACK (on_popover_map), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
}
