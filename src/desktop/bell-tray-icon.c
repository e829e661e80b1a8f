/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-tray-icon.h"

#include <cairo.h>

/* Everything is drawn on a field of 16 by 16. */
#define FIELD 16.0

static const int sizes[] = { 16, 22, 24, 32, 48 };

static void
draw_bell (cairo_t *cr)
{
  cairo_new_path (cr);
  cairo_rectangle (cr, 6.5, 1.5, 3, 1.5);
  cairo_rectangle (cr, 7.2, 3, 1.6, 2);
  cairo_new_sub_path (cr);
  cairo_arc (cr, 8, 10.6, 6.2, G_PI, 2 * G_PI);
  cairo_close_path (cr);
  cairo_rectangle (cr, 1, 11.6, 14, 2.6);
}

static void
draw_arcs (cairo_t *cr)
{
  cairo_new_path (cr);
  cairo_arc (cr, 8, 8, 7.2, 1.15 * G_PI, 1.35 * G_PI);
  cairo_new_sub_path (cr);
  cairo_arc (cr, 8, 8, 7.2, 1.65 * G_PI, 1.85 * G_PI);
}

/* Light on a dark line, so that it is seen on panels of either colour. */
static void
stroke_twice (cairo_t *cr,
              double width,
              double red,
              double green,
              double blue)
{
  cairo_set_line_width (cr, width + 1);
  cairo_set_source_rgba (cr, 0.1, 0.1, 0.1, 0.85);
  cairo_stroke_preserve (cr);
  cairo_set_line_width (cr, width);
  cairo_set_source_rgb (cr, red, green, blue);
  cairo_stroke (cr);
}

static void
draw_look (cairo_t *cr,
           BellTrayLook look)
{
  gboolean deaf = look == BELL_TRAY_LOOK_DEAF;

  draw_bell (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (cr, 1);
  cairo_set_source_rgba (cr, 0.1, 0.1, 0.1, 0.85);
  cairo_stroke_preserve (cr);
  if (deaf)
    cairo_set_source_rgb (cr, 0.75, 0.75, 0.75);
  else
    cairo_set_source_rgb (cr, 0.93, 0.73, 0.30); /* brass */
  cairo_fill (cr);

  if (look == BELL_TRAY_LOOK_RINGING)
    {
      draw_arcs (cr);
      stroke_twice (cr, 1.2, 0.93, 0.73, 0.30);
    }
  if (deaf)
    {
      cairo_move_to (cr, 14.5, 2);
      cairo_line_to (cr, 1.5, 14.5);
      stroke_twice (cr, 1.6, 0.93, 0.25, 0.22);
    }
}

static void
draw_count (cairo_t *cr,
            guint count)
{
  g_autofree char *text = count >= BELL_TRAY_ICON_MANY ? g_strdup ("99+") : g_strdup_printf ("%u", count);
  double height = 9.5, font = 9, width, radius = height / 2, left, top = FIELD - height;
  cairo_text_extents_t extents;

  cairo_select_font_face (cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
  cairo_set_font_size (cr, font);
  cairo_text_extents (cr, text, &extents);
  if (extents.width > FIELD - 3)
    {
      cairo_set_font_size (cr, font * (FIELD - 3) / extents.width);
      cairo_text_extents (cr, text, &extents);
    }
  width = CLAMP (extents.width + 3.5, height, FIELD);
  left = FIELD - width;

  cairo_new_path (cr);
  cairo_arc (cr, FIELD - radius, top + radius, radius, -G_PI_2, G_PI_2);
  cairo_arc (cr, left + radius, top + radius, radius, G_PI_2, 3 * G_PI_2);
  cairo_close_path (cr);
  cairo_set_source_rgb (cr, 0.72, 0.08, 0.12);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_move_to (cr, left + (width - extents.width) / 2 - extents.x_bearing,
                 top + (height - extents.height) / 2 - extents.y_bearing);
  cairo_show_text (cr, text);
}

/* What cairo draws is premultiplied and in the machine's byte order; the protocol has neither. */
static GVariant *
take_pixels (cairo_surface_t *surface,
             int size)
{
  g_autofree guint8 *bytes = g_malloc ((gsize) size * size * 4);
  const guint8 *row = cairo_image_surface_get_data (surface);
  guint8 *out = bytes;

  for (int y = 0; y < size; y++, row += cairo_image_surface_get_stride (surface))
    for (int x = 0; x < size; x++, out += 4)
      {
        guint32 pixel = ((const guint32 *) (const void *) row)[x];
        guint alpha = pixel >> 24;

        out[0] = alpha;
        for (int i = 1; i < 4; i++)
          out[i] = alpha == 0 ? 0 : MIN (255, ((pixel >> (24 - 8 * i) & 0xff) * 255 + alpha / 2) / alpha);
      }
  return g_variant_new ("(ii@ay)", size, size,
                        g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes, (gsize) size * size * 4, 1));
}

GVariant *
bell_tray_icon_draw (BellTrayLook look,
                     guint count)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(iiay)"));
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, sizes[i], sizes[i]);
      cairo_t *cr = cairo_create (surface);

      cairo_scale (cr, sizes[i] / FIELD, sizes[i] / FIELD);
      draw_look (cr, look);
      if (count > 0)
        draw_count (cr, count);
      cairo_destroy (cr);
      cairo_surface_flush (surface);
      g_variant_builder_add_value (&builder, take_pixels (surface, sizes[i]));
      cairo_surface_destroy (surface);
    }
  return g_variant_builder_end (&builder);
}

char *
bell_tray_icon_name (const char *id,
                     BellTrayLook look)
{
  static const char *const suffixes[BELL_TRAY_N_LOOKS] = { "", "-waiting", "-ringing", "-deaf" };

  return g_strconcat (id, suffixes[look], "-symbolic", NULL);
}

static char *
find_below (const char *data_dir,
            const char *name)
{
  g_autofree char *themes = g_build_filename (data_dir, "icons", NULL);
  g_autofree char *file = g_strconcat (name, ".svg", NULL);
  g_autofree char *path = g_build_filename (themes, "hicolor", "symbolic", "apps", file, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&themes) : NULL;
}

char *
bell_tray_icon_find (const char *name)
{
  const char *const *dirs = g_get_system_data_dirs ();
  char *found = find_below (g_get_user_data_dir (), name);

  for (guint i = 0; found == NULL && dirs[i] != NULL; i++)
    found = find_below (dirs[i], name);
  return found;
}
