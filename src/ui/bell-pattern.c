/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-pattern.h"

#include <math.h>

#define STEP 5.0
#define SWATCH_SIZE 14

struct _BellSwatch
{
  GtkWidget parent_instance;

  const BellPaint *paint;
};

G_DEFINE_FINAL_TYPE (BellSwatch, bell_swatch, GTK_TYPE_WIDGET)

/* The paints */

const BellPaint *
bell_paint_of_kind (const char *kind)
{
  static const struct
  {
    const char *kind;
    BellPaint paint;
  } paints[] = {
    { "order", { BELL_PATTERN_SOLID, "bell_kind_order" } },
    { "product", { BELL_PATTERN_HATCH, "bell_kind_product" } },
    { "form", { BELL_PATTERN_DOTS, "bell_kind_form" } },
    { "user", { BELL_PATTERN_CROSS, "bell_kind_user" } },
    { "message", { BELL_PATTERN_LINES, "bell_kind_message" } },
    { "other", { BELL_PATTERN_EMPTY, "bell_kind_other" } },
  };
  guint i = 0;

  while (i < G_N_ELEMENTS (paints) - 1 && g_strcmp0 (paints[i].kind, kind) != 0)
    i++;
  return &paints[i].paint;
}

const BellPaint *
bell_paint_of_hearing (BellHearing hearing)
{
  static const BellPaint paints[BELL_HEARING_N] = {
    [BELL_HEARING_FUTURE] = { BELL_PATTERN_EMPTY, "bell_unknown" },
    [BELL_HEARING_HEARD] = { BELL_PATTERN_SOLID, "bell_heard" },
    [BELL_HEARING_PAUSED] = { BELL_PATTERN_LINES, "bell_unknown" },
    [BELL_HEARING_UNKNOWN] = { BELL_PATTERN_DOTS, "bell_unknown" },
    [BELL_HEARING_DEAF] = { BELL_PATTERN_HATCH, "bell_deaf" },
  };

  return &paints[hearing];
}

/* Painting */

static void
trace_lines (cairo_t *cr,
             const graphene_rect_t *rect,
             double slope)
{
  double x = rect->origin.x, y = rect->origin.y, width = rect->size.width, height = rect->size.height;
  /* The same everywhere in the widget, so that neighbours go on in each other. */
  double first = x - height - fmod (x, STEP);

  for (double at = first; at < x + width + height; at += STEP)
    {
      cairo_move_to (cr, at, slope > 0 ? y + height : y);
      cairo_line_to (cr, at + height, slope > 0 ? y : y + height);
    }
}

static void
trace_rows (cairo_t *cr,
            const graphene_rect_t *rect)
{
  for (double at = rect->origin.y + 2; at < rect->origin.y + rect->size.height; at += STEP)
    {
      cairo_move_to (cr, rect->origin.x, at);
      cairo_line_to (cr, rect->origin.x + rect->size.width, at);
    }
}

static void
trace_dots (cairo_t *cr,
            const graphene_rect_t *rect)
{
  for (double y = rect->origin.y + 2; y < rect->origin.y + rect->size.height; y += STEP)
    for (double x = rect->origin.x - fmod (rect->origin.x, STEP) + 2; x < rect->origin.x + rect->size.width; x += STEP)
      {
        cairo_new_sub_path (cr);
        cairo_arc (cr, x, y, 1.1, 0, 2 * G_PI);
      }
}

static void
trace (cairo_t *cr,
       BellPattern pattern,
       const graphene_rect_t *rect)
{
  switch (pattern)
    {
    case BELL_PATTERN_HATCH:
      trace_lines (cr, rect, 1);
      break;
    case BELL_PATTERN_CROSS:
      trace_lines (cr, rect, 1);
      trace_lines (cr, rect, -1);
      break;
    case BELL_PATTERN_LINES:
      trace_rows (cr, rect);
      break;
    case BELL_PATTERN_DOTS:
    case BELL_PATTERN_SOLID:
    case BELL_PATTERN_EMPTY:
    default:
      break;
    }
}

static void
draw_pattern (cairo_t *cr,
              BellPattern pattern,
              const graphene_rect_t *rect,
              const GdkRGBA *colour)
{
  gdk_cairo_set_source_rgba (cr, colour);
  cairo_set_line_width (cr, pattern == BELL_PATTERN_CROSS ? 1 : 1.6);
  if (pattern == BELL_PATTERN_DOTS)
    {
      trace_dots (cr, rect);
      cairo_fill (cr);
    }
  else if (pattern == BELL_PATTERN_EMPTY)
    {
      cairo_set_line_width (cr, 2);
      cairo_rectangle (cr, rect->origin.x, rect->origin.y, rect->size.width, rect->size.height);
      cairo_stroke (cr);
    }
  else
    {
      trace (cr, pattern, rect);
      cairo_stroke (cr);
    }
}

void
bell_paint_fill (const BellPaint *paint,
                 GtkWidget *widget,
                 cairo_t *cr,
                 const graphene_rect_t *rect)
{
  GdkRGBA colour, ground;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), paint->colour, &colour))
    gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  ground = colour;
  if (paint->pattern != BELL_PATTERN_SOLID)
    ground.alpha *= paint->pattern == BELL_PATTERN_EMPTY ? 0.08f : 0.22f;

  cairo_save (cr);
  cairo_rectangle (cr, rect->origin.x, rect->origin.y, rect->size.width, rect->size.height);
  cairo_clip (cr);
  gdk_cairo_set_source_rgba (cr, &ground);
  cairo_paint (cr);
  if (paint->pattern != BELL_PATTERN_SOLID)
    draw_pattern (cr, paint->pattern, rect, &colour);
  cairo_restore (cr);
}

/* The sample */

static void
bell_swatch_snapshot (GtkWidget *widget,
                      GtkSnapshot *snapshot)
{
  graphene_rect_t rect = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &rect);

  bell_paint_fill (BELL_SWATCH (widget)->paint, widget, cr, &rect);
  cairo_destroy (cr);
}

static void
bell_swatch_class_init (BellSwatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = bell_swatch_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
bell_swatch_init (BellSwatch *self)
{
  gtk_widget_set_size_request (GTK_WIDGET (self), SWATCH_SIZE, SWATCH_SIZE);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
bell_swatch_new (const BellPaint *paint)
{
  BellSwatch *self = g_object_new (BELL_TYPE_SWATCH, NULL);

  self->paint = paint;
  return GTK_WIDGET (self);
}

GtkWidget *
bell_swatch_new_with_word (const BellPaint *paint,
                           const char *word)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (word);

  gtk_box_append (GTK_BOX (box), bell_swatch_new (paint));
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (label, "caption");
  return box;
}
