/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-big-label.h"

#define SMALLEST 18 /* px */
#define LARGEST 420
#define MAX_LINES 3
#define MIN_HEIGHT 40
#define NATURAL_HEIGHT 160

struct _BellBigLabel
{
  GtkWidget parent_instance;

  char *text;
  PangoLayout *layout; /* (nullable): of the size it was made for */
  int width;
  int height;
  int size;
};

typedef enum
{
  PROP_TEXT = 1,
} BellBigLabelProperty;

static GParamSpec *properties[PROP_TEXT + 1];

G_DEFINE_FINAL_TYPE (BellBigLabel, bell_big_label, GTK_TYPE_WIDGET)

static gboolean
fits (PangoLayout *layout,
      int size,
      int width,
      int height)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();
  int w, h;

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_layout_get_pixel_size (layout, &w, &h);
  return w <= width && h <= height && pango_layout_get_line_count (layout) <= MAX_LINES;
}

/* The largest size that fits; the last fits() leaves it set. */
static PangoLayout *
make_layout (BellBigLabel *self,
             int width,
             int height)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
  int low = SMALLEST, high = LARGEST;

  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  while (low < high)
    {
      int middle = (low + high + 1) / 2;

      if (fits (layout, middle, width, height))
        low = middle;
      else
        high = middle - 1;
    }
  self->size = low;
  if (fits (layout, low, width, height))
    return layout;
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (layout, height * PANGO_SCALE);
  return layout;
}

static void
forget_layout (BellBigLabel *self)
{
  g_clear_object (&self->layout);
  self->size = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
bell_big_label_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? MIN_HEIGHT : 0;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? NATURAL_HEIGHT : 0;
}

static void
bell_big_label_snapshot (GtkWidget *widget,
                         GtkSnapshot *snapshot)
{
  BellBigLabel *self = BELL_BIG_LABEL (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GdkRGBA color;
  int text_height;

  if (*self->text == '\0' || width <= 0 || height <= 0)
    return;
  if (self->layout == NULL || width != self->width || height != self->height)
    {
      g_clear_object (&self->layout);
      self->layout = make_layout (self, width, height);
      self->width = width;
      self->height = height;
    }
  pango_layout_get_pixel_size (self->layout, NULL, &text_height);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) (height - text_height) / 2));
  gtk_snapshot_append_layout (snapshot, self->layout, &color);
}

static void
bell_big_label_css_changed (GtkWidget *widget,
                            GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (bell_big_label_parent_class)->css_changed (widget, change);
  forget_layout (BELL_BIG_LABEL (widget));
}

static void
bell_big_label_direction_changed (GtkWidget *widget,
                                  GtkTextDirection direction)
{
  GTK_WIDGET_CLASS (bell_big_label_parent_class)->direction_changed (widget, direction);
  forget_layout (BELL_BIG_LABEL (widget));
}

static void
bell_big_label_get_property (GObject *object,
                             guint prop_id,
                             GValue *value,
                             GParamSpec *pspec)
{
  switch ((BellBigLabelProperty) prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, BELL_BIG_LABEL (object)->text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_big_label_set_property (GObject *object,
                             guint prop_id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  switch ((BellBigLabelProperty) prop_id)
    {
    case PROP_TEXT:
      bell_big_label_set_text (BELL_BIG_LABEL (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_big_label_finalize (GObject *object)
{
  BellBigLabel *self = BELL_BIG_LABEL (object);

  g_clear_object (&self->layout);
  g_free (self->text);
  G_OBJECT_CLASS (bell_big_label_parent_class)->finalize (object);
}

static void
bell_big_label_class_init (BellBigLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bell_big_label_get_property;
  object_class->set_property = bell_big_label_set_property;
  object_class->finalize = bell_big_label_finalize;
  widget_class->measure = bell_big_label_measure;
  widget_class->snapshot = bell_big_label_snapshot;
  widget_class->css_changed = bell_big_label_css_changed;
  widget_class->direction_changed = bell_big_label_direction_changed;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "",
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
bell_big_label_init (BellBigLabel *self)
{
  self->text = g_strdup ("");
}

void
bell_big_label_set_text (BellBigLabel *self,
                         const char *text)
{
  g_return_if_fail (BELL_IS_BIG_LABEL (self));

  if (text == NULL)
    text = "";
  if (g_str_equal (text, self->text))
    return;
  g_free (self->text);
  self->text = g_utf8_make_valid (text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->text, -1);
  forget_layout (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

int
bell_big_label_get_size (BellBigLabel *self)
{
  g_return_val_if_fail (BELL_IS_BIG_LABEL (self), 0);
  return self->size;
}
