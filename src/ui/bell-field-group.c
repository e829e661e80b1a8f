/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-field-group.h"

#include "bell-spoken-name.h"

#define SIDE_BY_SIDE 28 /* longer values go below their label */

/* Values are a server's text: never markup. */
static GtkWidget *
make_label (const char *text,
            const char *style,
            gboolean selectable)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), selectable);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_row (BellField *field,
          BellFieldPictures *pictures)
{
  gboolean beside = g_utf8_strlen (field->value, -1) <= SIDE_BY_SIDE;
  GtkWidget *box = gtk_box_new (beside ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL, beside ? 12 : 3);
  GtkWidget *label = make_label (field->label, "dim-label", FALSE);
  GtkWidget *value = make_label (field->value, NULL, TRUE);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *spoken = g_strdup_printf ("%s: %s", field->label, field->value);

  gtk_widget_add_css_class (box, "bell-field");
  gtk_widget_set_hexpand (label, beside);
  if (beside)
    {
      gtk_label_set_xalign (GTK_LABEL (value), 1);
      gtk_label_set_justify (GTK_LABEL (value), GTK_JUSTIFY_RIGHT);
      gtk_widget_add_css_class (value, "numeric");
    }
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), value);
  if (field->product != 0)
    {
      GtkWidget *pictured = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

      gtk_box_append (GTK_BOX (pictured), bell_field_pictures_add (pictures, field->product));
      gtk_box_append (GTK_BOX (pictured), box);
      gtk_widget_set_hexpand (box, TRUE);
      gtk_widget_add_css_class (pictured, "bell-pictured");
      box = pictured;
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  bell_spoken_name_set (row, spoken);
  return row;
}

GtkWidget *
bell_field_group_new (BellField **fields,
                      guint n,
                      BellFieldPictures *pictures)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = gtk_list_box_new ();

  if (fields[0]->group != NULL)
    gtk_box_append (GTK_BOX (group), make_label (fields[0]->group, "heading", FALSE));
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), make_row (fields[i], pictures));
  gtk_box_append (GTK_BOX (group), list);
  return group;
}

void
bell_field_groups_fill (GtkBox *box,
                        GPtrArray *fields,
                        BellFieldPictures *pictures)
{
  BellField **data = (BellField **) fields->pdata;
  GtkWidget *child;
  guint from = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  for (guint i = 1; i <= fields->len; i++)
    if (i == fields->len || g_strcmp0 (data[i]->group, data[from]->group) != 0)
      {
        gtk_box_append (box, bell_field_group_new (data + from, i - from, pictures));
        from = i;
      }
}
