/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-spoken-name.h"

/* Newer GTKs say of a button, and libadwaita of a row, that its own text labels it, and that goes before any name. */
void
bell_spoken_name_set (GtkWidget *widget,
                      const char *name)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
