/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-pulse.h"

struct _BellPulse
{
  GObject parent_instance;

  GtkWidget *widget; /* borrowed; the signals end with it */
  guint source;
};

enum
{
  SIGNAL_TICK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellPulse, bell_pulse, G_TYPE_OBJECT)

/* X11 keeps a minimised window mapped. */
static gboolean
is_minimized (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;

  return GDK_IS_TOPLEVEL (surface) &&
         (gdk_toplevel_get_state (GDK_TOPLEVEL (surface)) & GDK_TOPLEVEL_STATE_MINIMIZED) != 0;
}

static gboolean
on_second (gpointer user_data)
{
  BellPulse *self = user_data;

  if (!is_minimized (self->widget))
    g_signal_emit (self, signals[SIGNAL_TICK], 0);
  return G_SOURCE_CONTINUE;
}

static void
on_map (GtkWidget *widget,
        BellPulse *self)
{
  if (self->source == 0)
    self->source = g_timeout_add_seconds (1, on_second, self);
  g_signal_emit (self, signals[SIGNAL_TICK], 0);
}

static void
on_unmap (GtkWidget *widget,
          BellPulse *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
}

static void
bell_pulse_finalize (GObject *object)
{
  BellPulse *self = BELL_PULSE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  G_OBJECT_CLASS (bell_pulse_parent_class)->finalize (object);
}

static void
bell_pulse_class_init (BellPulseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_pulse_finalize;

  signals[SIGNAL_TICK] = g_signal_new ("tick", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
}

static void
bell_pulse_init (BellPulse *self)
{
}

BellPulse *
bell_pulse_new (GtkWidget *widget)
{
  BellPulse *self = g_object_new (BELL_TYPE_PULSE, NULL);

  self->widget = widget;
  g_signal_connect_object (widget, "map", G_CALLBACK (on_map), self, 0);
  g_signal_connect_object (widget, "unmap", G_CALLBACK (on_unmap), self, 0);
  return self;
}
