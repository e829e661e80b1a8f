/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-day-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How an area is told from others where colours look alike. */
typedef enum
{
  BELL_PATTERN_SOLID,
  BELL_PATTERN_HATCH,
  BELL_PATTERN_CROSS,
  BELL_PATTERN_DOTS,
  BELL_PATTERN_LINES,
  BELL_PATTERN_EMPTY, /* an outline */
} BellPattern;

/* A colour of the style sheet by name, and a pattern. */
typedef struct
{
  BellPattern pattern;
  const char *colour;
} BellPaint;

const BellPaint *bell_paint_of_kind (const char *kind);
const BellPaint *bell_paint_of_hearing (BellHearing hearing);

/* Fills the rectangle as widget's style has the colours just now. */
void bell_paint_fill (const BellPaint *paint, GtkWidget *widget, cairo_t *cr, const graphene_rect_t *rect);

/**
 * BellSwatch:
 *
 * A sample of a paint, for a legend.
 */
#define BELL_TYPE_SWATCH (bell_swatch_get_type ())
G_DECLARE_FINAL_TYPE (BellSwatch, bell_swatch, BELL, SWATCH, GtkWidget)

GtkWidget *bell_swatch_new (const BellPaint *paint);

/* A swatch and its word, for a legend. */
GtkWidget *bell_swatch_new_with_word (const BellPaint *paint, const char *word);

G_END_DECLS
