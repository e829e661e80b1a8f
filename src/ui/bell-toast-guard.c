/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-toast-guard.h"

/* The CSS name of the picture of a toast, whose class is libadwaita's own. */
#define PICTURE "toast"

static void
seal (GtkWidget *widget)
{
  if (g_strcmp0 (gtk_widget_get_css_name (widget), PICTURE) == 0)
    {
      gtk_widget_set_sensitive (widget, FALSE);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    seal (child);
}

/* Those that are there now fade; the next one in the queue comes after this. */
static void
on_dismissed (AdwToast *toast,
              GtkWidget *place)
{
  seal (place);
}

void
bell_toast_guard (AdwToast *toast,
                  GtkWidget *place)
{
  g_return_if_fail (ADW_IS_TOAST (toast));
  g_return_if_fail (GTK_IS_WIDGET (place));

  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_dismissed), place, 0);
}
