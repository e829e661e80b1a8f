/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-locked.h"

#include "bell-format-provision.h"

void
bell_locked_show (GtkWidget *row,
                  GtkWidget *control,
                  const char *locked_by)
{
  g_autofree char *reason = bell_format_locked (locked_by);
  g_autofree char *markup = reason != NULL ? g_markup_escape_text (reason, -1) : NULL;

  if (reason == NULL)
    return;
  gtk_widget_set_sensitive (control != NULL ? control : row, FALSE);
  gtk_widget_set_tooltip_text (row, reason);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control != NULL ? control : row),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason, -1);
  if (ADW_IS_EXPANDER_ROW (row))
    {
      adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row),
                                     adw_preferences_row_get_use_markup (ADW_PREFERENCES_ROW (row)) ? markup : reason);
      return;
    }
  if (!ADW_IS_ACTION_ROW (row))
    return;
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               adw_preferences_row_get_use_markup (ADW_PREFERENCES_ROW (row)) ? markup : reason);
}
