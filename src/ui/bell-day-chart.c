/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-day-chart.h"

#include "bell-format-today.h"
#include "bell-format.h"
#include "bell-pattern.h"
#include "bell-slots.h"
#include "bell-tooltip.h"

#include <glib/gi18n.h>

#define PLOT_HEIGHT 150
#define GAP 6.0
#define HOUR_US (3600 * (gint64) G_USEC_PER_SEC)

/* The order from the ground up; what is in no list lies on top. */
static const char *const order[] = { "order", "product", "form", "user", "message", "other" };

struct _BellDayChart
{
  GtkWidget parent_instance;

  const BellDayReport *report; /* borrowed, (nullable) */
  BellSlots *slots;
  guint most;                  /* in one hour, at least 1 */
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellDayChart, bell_day_chart, GTK_TYPE_WIDGET)

static guint
count_kind (const BellDayReport *report,
            const char *name,
            guint hour)
{
  for (guint i = 0; i < report->kinds->len; i++)
    {
      const BellDayKind *kind = g_ptr_array_index (report->kinds, i);

      if (g_strcmp0 (kind->kind, name) == 0)
        return kind->hours[hour];
    }
  return 0;
}

static guint
count_hour (const BellDayReport *report,
            guint hour)
{
  guint count = 0;

  for (guint i = 0; i < report->kinds->len; i++)
    count += ((const BellDayKind *) g_ptr_array_index (report->kinds, i))->hours[hour];
  return count;
}

/* The top of the scale: 1, 2, 5, 10, 20, 50 … */
static guint
round_up (guint most)
{
  guint step = 1;

  while (step < G_MAXUINT / 10 && step * 10 < most)
    step *= 10;
  if (most <= step)
    return step;
  if (most <= 2 * step)
    return 2 * step;
  return most <= 5 * step ? 5 * step : 10 * step;
}

/* Words on the scales */

static PangoLayout *
make_label (BellDayChart *self,
            const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  return layout;
}

static int
label_height (BellDayChart *self)
{
  g_autoptr (PangoLayout) layout = make_label (self, "0");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

static int
scale_width (BellDayChart *self)
{
  g_autofree char *text = g_strdup_printf ("%u", self->most);
  g_autoptr (PangoLayout) layout = make_label (self, text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width + (int) GAP;
}

static void
draw_label (BellDayChart *self,
            GtkSnapshot *snapshot,
            PangoLayout *layout,
            double x,
            double y)
{
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  colour.alpha *= 0.75f;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

/* The plot */

static double
plot_top (BellDayChart *self)
{
  return label_height (self) / 2.0;
}

static double
plot_height (BellDayChart *self)
{
  return MAX (gtk_widget_get_height (GTK_WIDGET (self)) - label_height (self) * 1.5 - GAP, 1);
}

static void
draw_line (GtkWidget *widget,
           GtkSnapshot *snapshot,
           double x,
           double y,
           double width,
           float alpha)
{
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  colour.alpha *= alpha;
  gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, 1));
}

/* The ground, the top, and the middle where that is a whole number. */
static void
draw_scale (BellDayChart *self,
            GtkSnapshot *snapshot)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  guint parts = self->most % 2 == 0 ? 2 : 1;
  double left = mirrored ? 0 : bell_slots_get_margin (self->slots);

  for (guint i = 0; i <= parts; i++)
    {
      double y = plot_top (self) + plot_height (self) * (1 - (double) i / parts);
      g_autofree char *text = g_strdup_printf ("%u", self->most * i / parts);
      g_autoptr (PangoLayout) layout = make_label (self, text);
      int width, height;

      pango_layout_get_pixel_size (layout, &width, &height);
      draw_line (GTK_WIDGET (self), snapshot, left, y, bell_slots_get_width (self->slots), i == 0 ? 0.5f : 0.15f);
      draw_label (self, snapshot, layout,
                  mirrored ? bell_slots_get_width (self->slots) + GAP : left - GAP - width, y - height / 2.0);
    }
}

/* Every hour, every second …, as many as fit with some air between. */
static void
draw_hours (BellDayChart *self,
            GtkSnapshot *snapshot)
{
  static const guint steps[] = { 1, 2, 3, 4, 6, 12 };
  double each = bell_slots_get_width (self->slots) / self->report->n_hours;
  double y = plot_top (self) + plot_height (self) + GAP / 2;
  g_autofree char *sample = bell_format_clock_time (self->report->since);
  g_autoptr (PangoLayout) widest = make_label (self, sample);
  int width;
  guint i = 0;

  pango_layout_get_pixel_size (widest, &width, NULL);
  while (i < G_N_ELEMENTS (steps) - 1 && steps[i] * each < width * 1.4)
    i++;
  for (guint hour = 0; hour < self->report->n_hours; hour += steps[i])
    {
      g_autofree char *text = bell_format_clock_time (self->report->since + hour * HOUR_US);
      g_autoptr (PangoLayout) layout = make_label (self, text);
      double x = bell_slots_get_x (self->slots, hour, 0);
      int own;

      pango_layout_get_pixel_size (layout, &own, NULL);
      draw_label (self, snapshot, layout, CLAMP (x - own / 2.0, 0, gtk_widget_get_width (GTK_WIDGET (self)) - own), y);
    }
}

static void
draw_hour (BellDayChart *self,
           cairo_t *cr,
           guint hour)
{
  double each = bell_slots_get_width (self->slots) / self->report->n_hours;
  double air = CLAMP (each * 0.15, 0.5, 6);
  double bottom = plot_top (self) + plot_height (self);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      guint count = count_kind (self->report, order[i], hour);
      double height = plot_height (self) * count / self->most;
      graphene_rect_t rect = GRAPHENE_RECT_INIT ((float) (bell_slots_get_x (self->slots, hour, 1) + air),
                                                 (float) (bottom - height), (float) (each - 2 * air), (float) height);

      if (count == 0)
        continue;
      bell_paint_fill (bell_paint_of_kind (order[i]), GTK_WIDGET (self), cr, &rect);
      bottom -= height;
    }
}

static void
draw_chosen (BellDayChart *self,
             GtkSnapshot *snapshot)
{
  int hour = bell_slots_get_chosen (self->slots);
  GdkRGBA colour;

  if (hour < 0)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  colour.alpha *= 0.1f;
  gtk_snapshot_append_color (
    snapshot, &colour,
    &GRAPHENE_RECT_INIT ((float) bell_slots_get_x (self->slots, (guint) hour, 1), (float) plot_top (self),
                         (float) (bell_slots_get_width (self->slots) / self->report->n_hours),
                         (float) plot_height (self)));
}

static void
bell_day_chart_snapshot (GtkWidget *widget,
                         GtkSnapshot *snapshot)
{
  BellDayChart *self = BELL_DAY_CHART (widget);
  cairo_t *cr;

  if (self->report == NULL)
    return;
  bell_slots_set_margin (self->slots, scale_width (self));
  draw_scale (self, snapshot);
  draw_hours (self, snapshot);
  draw_chosen (self, snapshot);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                                 (float) gtk_widget_get_height (widget)));
  for (guint hour = 0; hour < self->report->n_hours; hour++)
    draw_hour (self, cr, hour);
  cairo_destroy (cr);
}

static void
bell_day_chart_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? PLOT_HEIGHT + 2 * label_height (BELL_DAY_CHART (widget))
                                                                : 200;
}

static void
update_words (BellDayChart *self)
{
  int hour = bell_slots_get_chosen (self->slots);
  g_autofree char *all = bell_format_chart (self->report);
  g_autofree char *one = hour >= 0 ? bell_format_hour (self->report, (guint) hour) : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  one != NULL ? one : _("Events by hour"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, all,
                                  -1);
  bell_tooltip_set (GTK_WIDGET (self), one);
}

static void
on_slots_changed (BellSlots *slots,
                  BellDayChart *self)
{
  if (self->report == NULL)
    return;
  update_words (self);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

/* GObject */

static void
bell_day_chart_dispose (GObject *object)
{
  g_clear_object (&BELL_DAY_CHART (object)->slots);
  G_OBJECT_CLASS (bell_day_chart_parent_class)->dispose (object);
}

static void
bell_day_chart_class_init (BellDayChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_day_chart_dispose;
  widget_class->snapshot = bell_day_chart_snapshot;
  widget_class->measure = bell_day_chart_measure;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "bell-chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
bell_day_chart_init (BellDayChart *self)
{
  self->most = 1;
  self->slots = bell_slots_new (GTK_WIDGET (self), NULL);
  g_signal_connect_object (self->slots, "changed", G_CALLBACK (on_slots_changed), self, 0);
}

void
bell_day_chart_set_report (BellDayChart *self,
                           const BellDayReport *report)
{
  guint most = 0;

  g_return_if_fail (BELL_IS_DAY_CHART (self));

  self->report = report;
  if (report != NULL)
    {
      for (guint hour = 0; hour < report->n_hours; hour++)
        most = MAX (most, count_hour (report, hour));
      self->most = round_up (most);
      bell_slots_set_n (self->slots, report->n_hours);
      update_words (self);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

int
bell_day_chart_get_chosen (BellDayChart *self)
{
  return bell_slots_get_chosen (self->slots);
}

int
bell_day_chart_get_margin (BellDayChart *self)
{
  g_return_val_if_fail (BELL_IS_DAY_CHART (self), 0);
  return scale_width (self);
}
