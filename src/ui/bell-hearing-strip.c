/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-hearing-strip.h"

#include "bell-format-today.h"
#include "bell-pattern.h"
#include "bell-slots.h"
#include "bell-tooltip.h"

#define HEIGHT 30

struct _BellHearingStrip
{
  GtkWidget parent_instance;

  const BellDayView *view; /* borrowed, (nullable) */
  BellSlots *slots;
  char *name;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellHearingStrip, bell_hearing_strip, GTK_TYPE_WIDGET)

/* The first minute behind all that are like this one. */
static guint
end_of_run (const BellDayView *view,
            guint minute)
{
  BellHearing hearing = bell_day_view_get_minute (view, minute);

  while (minute < view->n_minutes && bell_day_view_get_minute (view, minute) == hearing)
    minute++;
  return minute;
}

static guint
begin_of_run (const BellDayView *view,
              guint minute)
{
  BellHearing hearing = bell_day_view_get_minute (view, minute);

  while (minute > 0 && bell_day_view_get_minute (view, minute - 1) == hearing)
    minute--;
  return minute;
}

static guint
step (GtkWidget *widget,
      guint minute,
      gboolean forward)
{
  const BellDayView *view = BELL_HEARING_STRIP (widget)->view;
  guint begin;

  if (view == NULL)
    return minute;
  if (forward)
    {
      guint next = end_of_run (view, minute);

      return next < view->n_minutes ? next : minute;
    }
  begin = begin_of_run (view, minute);
  return begin < minute || begin == 0 ? begin : begin_of_run (view, begin - 1);
}

static void
bell_hearing_strip_snapshot (GtkWidget *widget,
                             GtkSnapshot *snapshot)
{
  BellHearingStrip *self = BELL_HEARING_STRIP (widget);
  float width = (float) gtk_widget_get_width (widget), height = (float) gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  int chosen = bell_slots_get_chosen (self->slots);
  double each;

  for (guint from = 0; self->view != NULL && from < self->view->n_minutes;)
    {
      guint end = end_of_run (self->view, from);
      double run = bell_slots_get_width (self->slots) * (end - from) / self->view->n_minutes;
      /* A gap of a minute is not to be lost on a small screen. */
      double wide = bell_day_view_get_minute (self->view, from) == BELL_HEARING_DEAF ? MAX (run, 3) : run;

      bell_paint_fill (bell_paint_of_hearing (bell_day_view_get_minute (self->view, from)), widget, cr,
                       &GRAPHENE_RECT_INIT ((float) bell_slots_get_x (self->slots, from, end - from), 0, (float) wide,
                                            height));
      from = end;
    }
  cairo_destroy (cr);
  if (self->view == NULL || chosen < 0)
    return;
  each = bell_slots_get_width (self->slots) / self->view->n_minutes;
  {
    GdkRGBA colour;

    gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
    gtk_snapshot_append_color (snapshot, &colour,
                               &GRAPHENE_RECT_INIT ((float) bell_slots_get_x (self->slots, (guint) chosen, 1), 0,
                                                    (float) MAX (each, 2), height));
  }
}

static void
bell_hearing_strip_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 200;
}

char *
bell_hearing_strip_dup_words (BellHearingStrip *self)
{
  int chosen = bell_slots_get_chosen (self->slots);

  g_return_val_if_fail (BELL_IS_HEARING_STRIP (self), NULL);

  if (self->view == NULL)
    return g_strdup ("");
  return chosen >= 0 ? bell_format_minute (self->view, (guint) chosen) : bell_format_strip_day (self->view, self->name);
}

static void
update_words (BellHearingStrip *self)
{
  g_autofree char *all = self->view != NULL ? bell_format_strip_day (self->view, self->name) : g_strdup ("");
  g_autofree char *words = bell_hearing_strip_dup_words (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, all, -1);
  bell_tooltip_set (GTK_WIDGET (self), bell_slots_get_chosen (self->slots) >= 0 ? words : NULL);
}

static void
on_slots_changed (BellSlots *slots,
                  BellHearingStrip *self)
{
  update_words (self);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

/* GObject */

static void
bell_hearing_strip_dispose (GObject *object)
{
  g_clear_object (&BELL_HEARING_STRIP (object)->slots);
  G_OBJECT_CLASS (bell_hearing_strip_parent_class)->dispose (object);
}

static void
bell_hearing_strip_finalize (GObject *object)
{
  g_free (BELL_HEARING_STRIP (object)->name);
  G_OBJECT_CLASS (bell_hearing_strip_parent_class)->finalize (object);
}

static void
bell_hearing_strip_class_init (BellHearingStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_hearing_strip_dispose;
  G_OBJECT_CLASS (klass)->finalize = bell_hearing_strip_finalize;
  widget_class->snapshot = bell_hearing_strip_snapshot;
  widget_class->measure = bell_hearing_strip_measure;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "bell-strip-of-day");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
bell_hearing_strip_init (BellHearingStrip *self)
{
  self->slots = bell_slots_new (GTK_WIDGET (self), step);
  g_signal_connect_object (self->slots, "changed", G_CALLBACK (on_slots_changed), self, 0);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
bell_hearing_strip_new (const char *name)
{
  BellHearingStrip *self = g_object_new (BELL_TYPE_HEARING_STRIP, NULL);

  self->name = g_strdup (name);
  return GTK_WIDGET (self);
}

void
bell_hearing_strip_set_view (BellHearingStrip *self,
                             const BellDayView *view)
{
  g_return_if_fail (BELL_IS_HEARING_STRIP (self));

  self->view = view;
  bell_slots_set_n (self->slots, view != NULL ? view->n_minutes : 0);
  update_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

int
bell_hearing_strip_get_chosen (BellHearingStrip *self)
{
  return bell_slots_get_chosen (self->slots);
}
