/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-autostart-row.h"

#include "bell-locked.h"

struct _BellAutostartRow
{
  AdwActionRow parent_instance;

  /* Template */
  GtkSwitch *toggle;

  /* Owned */
  BellBackground *background; /* (nullable) */
  gboolean updating;          /* what the switch does now was not a finger */
};

G_DEFINE_FINAL_TYPE (BellAutostartRow, bell_autostart_row, ADW_TYPE_ACTION_ROW)

static void
update (BellAutostartRow *self)
{
  BellAutostartState state = bell_autostart_get_state (bell_background_get_autostart (self->background));
  gboolean on = bell_background_get_wants_autostart (self->background);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), bell_format_autostart (state));
  self->updating = TRUE;
  gtk_switch_set_active (self->toggle, on);
  gtk_switch_set_state (self->toggle, on && state != BELL_AUTOSTART_ASKING);
  self->updating = FALSE;
  bell_locked_show (GTK_WIDGET (self), GTK_WIDGET (self->toggle), bell_background_get_autostart_lock (self->background));
}

/* The knob goes where the finger wants it at once; the colour follows when it is so. */
static gboolean
on_state_set (BellAutostartRow *self,
              gboolean wanted)
{
  if (!self->updating && self->background != NULL)
    bell_background_set_autostart (self->background, wanted);
  return TRUE;
}

static void
bell_autostart_row_dispose (GObject *object)
{
  BellAutostartRow *self = BELL_AUTOSTART_ROW (object);

  g_clear_object (&self->background);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_AUTOSTART_ROW);
  G_OBJECT_CLASS (bell_autostart_row_parent_class)->dispose (object);
}

static void
bell_autostart_row_class_init (BellAutostartRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_autostart_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-autostart-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BellAutostartRow, toggle);
  gtk_widget_class_bind_template_callback (widget_class, on_state_set);
}

static void
bell_autostart_row_init (BellAutostartRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
bell_autostart_row_set_background (BellAutostartRow *self,
                                   BellBackground *background)
{
  BellAutostart *autostart = background != NULL ? bell_background_get_autostart (background) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), autostart != NULL);
  if (autostart == NULL)
    return;
  self->background = g_object_ref (background);
  g_signal_connect_object (autostart, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
