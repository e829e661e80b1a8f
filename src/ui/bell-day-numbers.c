/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-day-numbers.h"

#include <glib/gi18n.h>

struct _BellDayNumbers
{
  AdwBin parent_instance;

  /* Borrowed from the flow box */
  GtkLabel *values[BELL_N_NUMBERS];
  GtkWidget *tiles[BELL_N_NUMBERS];
};

G_DEFINE_FINAL_TYPE (BellDayNumbers, bell_day_numbers, ADW_TYPE_BIN)

void
bell_day_numbers_set_report (BellDayNumbers *self,
                             const BellDayReport *report,
                             gint64 deaf_us,
                             guint reconnects)
{
  g_return_if_fail (BELL_IS_DAY_NUMBERS (self));

  for (guint i = 0; i < BELL_N_NUMBERS; i++)
    {
      g_autofree char *value = bell_format_number ((BellNumber) i, report, deaf_us, reconnects);
      g_autofree char *label = NULL;

      if (g_strcmp0 (gtk_label_get_label (self->values[i]), value) == 0)
        continue;
      label = g_strdup_printf ("%s: %s", bell_format_number_name ((BellNumber) i), value);
      gtk_label_set_label (self->values[i], value);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->tiles[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    }
}

static GtkWidget *
make_label (const char *text,
            const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_tile (BellDayNumbers *self,
          GtkFlowBox *flow,
          BellNumber number)
{
  GtkWidget *tile = gtk_flow_box_child_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *value = make_label ("", "title-2");
  GtkWidget *name = make_label (bell_format_number_name (number), "caption");

  gtk_widget_add_css_class (value, "numeric");
  gtk_widget_add_css_class (name, "dim-label");
  gtk_widget_add_css_class (tile, "card");
  gtk_widget_add_css_class (tile, "bell-number");
  gtk_box_append (GTK_BOX (box), value);
  gtk_box_append (GTK_BOX (box), name);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (tile), box);
  gtk_widget_set_tooltip_text (tile, bell_format_number_hint (number));
  gtk_flow_box_append (flow, tile);
  self->values[number] = GTK_LABEL (value);
  self->tiles[number] = tile;
}

/* One stop for Tab, the arrows lead from number to number: a flow box alone takes a Tab for each. */
static gboolean
bell_day_numbers_focus (GtkWidget *widget,
                        GtkDirectionType direction)
{
  gboolean is_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (is_tab && gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return GTK_WIDGET_CLASS (bell_day_numbers_parent_class)->focus (widget, direction);
}

static void
bell_day_numbers_class_init (BellDayNumbersClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = bell_day_numbers_focus;
}

static void
bell_day_numbers_init (BellDayNumbers *self)
{
  GtkFlowBox *flow = GTK_FLOW_BOX (gtk_flow_box_new ());

  gtk_flow_box_set_selection_mode (flow, GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (flow, TRUE);
  gtk_flow_box_set_min_children_per_line (flow, 2);
  gtk_flow_box_set_max_children_per_line (flow, 4);
  gtk_flow_box_set_column_spacing (flow, 9);
  gtk_flow_box_set_row_spacing (flow, 9);
  gtk_accessible_update_property (GTK_ACCESSIBLE (flow), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Numbers of the day"), -1);
  for (guint i = 0; i < BELL_N_NUMBERS; i++)
    add_tile (self, flow, (BellNumber) i);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (flow));
}
