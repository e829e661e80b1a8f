/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-result-row.h"

#include "bell-entry-row.h"
#include "bell-format-entry.h"
#include "bell-format.h"
#include "bell-spoken-name.h"

struct _BellResultRow
{
  AdwBin parent_instance;

  /* Owned; the widgets are the bin's */
  BellContext *context;
  GSignalGroup *row;
  GSignalGroup *entry;
  GtkWidget *day;
  GtkWidget *line;
};

G_DEFINE_FINAL_TYPE (BellResultRow, bell_result_row, ADW_TYPE_BIN)

static gint64
get_now (BellResultRow *self)
{
  return bell_clock_get_wall_us (bell_context_get_clock (self->context));
}

/* The list's own row is what gets the focus: it must say what it is. */
static void
name_row (BellResultRow *self,
          BellEntry *entry)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));
  BellShop *shop = bell_context_find_shop (self->context, bell_entry_get_shop (entry));
  g_autofree char *label = bell_format_entry_label (entry, shop != NULL ? bell_shop_get_name (shop) : "",
                                                    get_now (self));

  if (row != NULL)
    bell_spoken_name_set (row, label);
}

static void
update_line (BellResultRow *self)
{
  g_autoptr (BellEntry) entry = g_signal_group_dup_target (self->entry);

  /* The line keeps its place while it is read: nothing jumps. */
  gtk_widget_set_opacity (self->line, entry != NULL ? 1 : 0);
  bell_entry_row_set_entry (BELL_ENTRY_ROW (self->line), self->context, entry);
  if (entry != NULL)
    name_row (self, entry);
}

static void
update (BellResultRow *self)
{
  g_autoptr (BellHistoryRow) row = g_signal_group_dup_target (self->row);
  BellEntry *entry = row != NULL ? bell_history_row_get_entry (row) : NULL;
  gboolean begins_day = entry != NULL && bell_history_row_get_begins_day (row);

  g_signal_group_set_target (self->entry, entry);
  if (begins_day)
    {
      g_autofree char *day = bell_format_day (bell_entry_get_received (entry), get_now (self));

      gtk_label_set_label (GTK_LABEL (self->day), day);
    }
  gtk_widget_set_visible (self->day, begins_day);
  update_line (self);
}

void
bell_result_row_set_row (BellResultRow *self,
                         BellHistoryRow *row)
{
  g_return_if_fail (BELL_IS_RESULT_ROW (self));

  g_signal_group_set_target (self->row, row);
  update (self);
}

static void
bell_result_row_dispose (GObject *object)
{
  BellResultRow *self = BELL_RESULT_ROW (object);

  g_clear_object (&self->row);
  g_clear_object (&self->entry);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (bell_result_row_parent_class)->dispose (object);
}

static void
bell_result_row_class_init (BellResultRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bell_result_row_dispose;
}

static void
bell_result_row_init (BellResultRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->day = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->day), 0);
  gtk_widget_add_css_class (self->day, "heading");
  gtk_widget_add_css_class (self->day, "bell-day");
  gtk_widget_set_visible (self->day, FALSE);
  self->line = bell_entry_row_new ();
  gtk_box_append (GTK_BOX (box), self->day);
  gtk_box_append (GTK_BOX (box), self->line);
  adw_bin_set_child (ADW_BIN (self), box);

  self->row = g_signal_group_new (BELL_TYPE_HISTORY_ROW);
  g_signal_group_connect_swapped (self->row, "notify::entry", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->row, "notify::begins-day", G_CALLBACK (update), self);
  self->entry = g_signal_group_new (BELL_TYPE_ENTRY);
  g_signal_group_connect_swapped (self->entry, "notify::acknowledged", G_CALLBACK (update_line), self);
}

GtkWidget *
bell_result_row_new (BellContext *context)
{
  BellResultRow *self = g_object_new (BELL_TYPE_RESULT_ROW, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}
