/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-entry-row.h"

#include "bell-format-entry.h"
#include "bell-format.h"
#include "bell-shop-mark.h"

#include <string.h>

struct _BellEntryRow
{
  AdwBin parent_instance;

  /* Template */
  GtkLabel *time;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *taken;
  BellShopMark *shop;

  const char *kind; /* (nullable), static: its name */
};

G_DEFINE_FINAL_TYPE (BellEntryRow, bell_entry_row, ADW_TYPE_BIN)

/* Said when it is asked for: whoever sets a tooltip's text has GTK ask the X server, which it stops for that, where the
 * pointer is, and here that would be for each row that a storm fills. */
static gboolean
on_icon_tooltip (BellEntryRow *self,
                 int x,
                 int y,
                 gboolean keyboard,
                 GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, self->kind);
  return self->kind != NULL;
}

/* One label for both, for where room is short the title must stay; the facts are paler, by attributes and not by markup. */
static void
show_facts (BellEntryRow *self,
            const char *title,
            const char *body)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  g_autofree char *text = g_strdup_printf ("%s  %s", title, body);
  PangoAttribute *pale = pango_attr_foreground_alpha_new (G_MAXUINT16 / 20 * 11);

  pale->start_index = (guint) strlen (title);
  pango_attr_list_insert (attributes, pale);
  gtk_label_set_attributes (self->title, attributes);
  gtk_label_set_label (self->title, text);
}

void
bell_entry_row_set_entry (BellEntryRow *self,
                          BellContext *context,
                          BellEntry *entry)
{
  g_autofree char *time = NULL;
  g_autofree char *taken = NULL;

  g_return_if_fail (BELL_IS_ENTRY_ROW (self));

  if (entry == NULL)
    return;
  time = bell_format_clock_time (bell_entry_get_received (entry));
  taken = bell_format_taken (bell_entry_get_received (entry), bell_entry_get_acknowledged (entry),
                             bell_entry_get_acknowledged_how (entry));
  gtk_label_set_label (self->time, time);
  gtk_image_set_from_icon_name (self->icon, bell_format_kind_icon (bell_entry_get_kind (entry)));
  self->kind = bell_format_kind_one (bell_entry_get_kind (entry));
  show_facts (self, bell_entry_get_title (entry), bell_entry_get_body (entry));
  gtk_label_set_label (self->taken, taken);
  bell_shop_mark_set_shop (self->shop, context, bell_entry_get_shop (entry));
}

static void
bell_entry_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BELL_TYPE_ENTRY_ROW);
  G_OBJECT_CLASS (bell_entry_row_parent_class)->dispose (object);
}

static void
bell_entry_row_class_init (BellEntryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_entry_row_dispose;

  g_type_ensure (BELL_TYPE_SHOP_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-entry-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BellEntryRow, time);
  gtk_widget_class_bind_template_child (widget_class, BellEntryRow, icon);
  gtk_widget_class_bind_template_child (widget_class, BellEntryRow, title);
  gtk_widget_class_bind_template_child (widget_class, BellEntryRow, taken);
  gtk_widget_class_bind_template_child (widget_class, BellEntryRow, shop);
  gtk_widget_class_bind_template_callback (widget_class, on_icon_tooltip);
}

static void
bell_entry_row_init (BellEntryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bell_entry_row_new (void)
{
  return g_object_new (BELL_TYPE_ENTRY_ROW, NULL);
}
