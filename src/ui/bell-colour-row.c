/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-colour-row.h"

#include "bell-shop-colour.h"
#include "bell-shop-mark.h"
#include "bell-spoken-name.h"

#include <glib/gi18n.h>

struct _BellColourRow
{
  AdwActionRow parent_instance;

  GPtrArray *buttons; /* of GtkToggleButton, in the order of the colours; borrowed */
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellColourRow, bell_colour_row, ADW_TYPE_ACTION_ROW)

const char *
bell_colour_row_get_colour (BellColourRow *self)
{
  const char *const *colours = bell_shop_colour_list ();

  for (guint i = 0; i < self->buttons->len; i++)
    if (gtk_toggle_button_get_active (g_ptr_array_index (self->buttons, i)))
      return colours[i];
  return colours[0];
}

static void
on_toggled (BellColourRow *self,
            GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), bell_shop_colour_title (bell_colour_row_get_colour (self)));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

/* No signal: it is us who choose. */
void
bell_colour_row_set_colour (BellColourRow *self,
                            const char *colour)
{
  const char *const *colours = bell_shop_colour_list ();

  g_return_if_fail (BELL_IS_COLOUR_ROW (self));

  for (guint i = 0; i < self->buttons->len; i++)
    {
      GtkToggleButton *button = g_ptr_array_index (self->buttons, i);

      g_signal_handlers_block_by_func (button, on_toggled, self);
      gtk_toggle_button_set_active (button, g_strcmp0 (colours[i], colour) == 0);
      g_signal_handlers_unblock_by_func (button, on_toggled, self);
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), bell_shop_colour_title (colour));
}

static void
bell_colour_row_finalize (GObject *object)
{
  g_ptr_array_unref (BELL_COLOUR_ROW (object)->buttons);
  G_OBJECT_CLASS (bell_colour_row_parent_class)->finalize (object);
}

static void
bell_colour_row_class_init (BellColourRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_colour_row_finalize;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

static void
bell_colour_row_init (BellColourRow *self)
{
  const char *const *colours = bell_shop_colour_list ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);

  self->buttons = g_ptr_array_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Colour"));
  for (guint i = 0; colours[i] != NULL; i++)
    {
      GtkWidget *button = gtk_toggle_button_new ();
      GtkWidget *dot = bell_shop_dot_new ();
      const char *title = bell_shop_colour_title (colours[i]);

      bell_shop_dot_set_colour (dot, colours[i]);
      gtk_button_set_child (GTK_BUTTON (button), dot);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "bell-colour");
      gtk_widget_set_tooltip_text (button, title);
      bell_spoken_name_set (button, title);
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), g_ptr_array_index (self->buttons, 0));
      g_ptr_array_add (self->buttons, button);
      g_signal_connect_swapped (button, "toggled", G_CALLBACK (on_toggled), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), box);
}
