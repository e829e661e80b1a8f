/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-day-hearing.h"

#include "bell-format-today.h"
#include "bell-hearing-strip.h"
#include "bell-pattern.h"
#include "bell-spoken-name.h"

#include <glib/gi18n.h>
#include <string.h>

/* More than anybody reads; the strip has them all. */
#define MAX_ROWS 50

struct _BellDayHearing
{
  AdwBin parent_instance;

  /* Template */
  GtkBox *strips;
  GtkFlowBox *legend;
  GtkLabel *words;

  /* Owned */
  GPtrArray *views; /* of BellDayView */
  GPtrArray *shown; /* of BellHearingStrip, borrowed from strips, in the order of views */
  char *key;        /* which shops have a strip */
};

G_DEFINE_FINAL_TYPE (BellDayHearing, bell_day_hearing, ADW_TYPE_BIN)

static const char *
find_name (BellContext *context,
           const char *id)
{
  BellShop *shop = bell_context_find_shop (context, id);

  /* TRANSLATORS: in place of the name of a shop that is no longer there */
  return shop != NULL ? bell_shop_get_name (shop) : _("A shop that was removed");
}

/* Words under the strips: of the one somebody looks at, or of all. */
static void
update_words (BellDayHearing *self)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < self->shown->len; i++)
    {
      BellHearingStrip *strip = g_ptr_array_index (self->shown, i);
      g_autofree char *words = bell_hearing_strip_dup_words (strip);

      if (bell_hearing_strip_get_chosen (strip) >= 0)
        {
          gtk_label_set_label (self->words, words);
          return;
        }
      g_string_append_printf (all, "%s%s", i > 0 ? "\n" : "", words);
    }
  gtk_label_set_label (self->words, all->str);
}

/* The gaps */

static GtkWidget *
make_row (BellContext *context,
          const BellDayView *view,
          const BellGap *gap,
          gboolean with_name)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *time = bell_format_gap_time (gap);
  g_autofree char *reason = bell_format_gap_reason (gap);
  g_autofree char *subtitle = with_name ? g_strdup_printf ("%s: %s", find_name (context, view->shop), reason)
                                        : g_strdup (reason);
  g_autofree char *label = g_strdup_printf ("%s. %s. %s", time, bell_format_hearing (gap->hearing), subtitle);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), time);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), bell_swatch_new (bell_paint_of_hearing (gap->hearing)));
  bell_spoken_name_set (row, label);
  return row;
}

void
bell_day_hearing_list_gaps (BellDayHearing *self,
                            BellContext *context,
                            GtkListBox *list)
{
  GtkListBoxRow *row;
  guint n = 0;

  g_return_if_fail (BELL_IS_DAY_HEARING (self));

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  for (guint i = 0; i < self->views->len; i++)
    {
      const BellDayView *view = g_ptr_array_index (self->views, i);

      for (guint j = 0; j < view->gaps->len && n < MAX_ROWS; j++, n++)
        gtk_list_box_append (list, make_row (context, view, g_ptr_array_index (view->gaps, j), self->views->len > 1));
    }
  gtk_widget_set_visible (GTK_WIDGET (list), n > 0);
}

/* The strips */

static void
add_strip (BellDayHearing *self,
           BellContext *context,
           const BellDayView *view,
           gboolean with_name)
{
  const char *name = find_name (context, view->shop);
  GtkWidget *strip = bell_hearing_strip_new (name);

  if (with_name)
    {
      GtkWidget *label = gtk_label_new (name);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (label, "caption-heading");
      gtk_box_append (self->strips, label);
    }
  gtk_box_append (self->strips, strip);
  g_ptr_array_add (self->shown, strip);
  g_signal_connect_object (strip, "chosen", G_CALLBACK (update_words), self, G_CONNECT_SWAPPED);
}

static void
make_strips (BellDayHearing *self,
             BellContext *context)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->shown, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->strips))) != NULL)
    gtk_box_remove (self->strips, child);
  for (guint i = 0; i < self->views->len; i++)
    add_strip (self, context, g_ptr_array_index (self->views, i), self->views->len > 1);
}

static void
make_views (BellDayHearing *self,
            BellContext *context,
            const BellDayReport *report,
            const char *only)
{
  GListModel *shops = bell_context_get_shops (context);
  g_autoptr (GPtrArray) known = bell_day_view_list_shops (report);
  gint64 now = bell_clock_get_wall_us (bell_context_get_clock (context));

  for (guint i = 0; i < g_list_model_get_n_items (shops); i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (shops, i);

      if (!g_ptr_array_find_with_equal_func (known, bell_shop_get_id (shop), g_str_equal, NULL))
        g_ptr_array_add (known, g_strdup (bell_shop_get_id (shop)));
    }
  g_ptr_array_set_size (self->views, 0);
  for (guint i = 0; i < known->len; i++)
    {
      const char *id = g_ptr_array_index (known, i);

      if (only == NULL || strcmp (only, id) == 0)
        g_ptr_array_add (self->views,
                         bell_day_view_new (report, id, bell_context_find_shop (context, id) != NULL, now));
    }
}

static char *
make_key (BellDayHearing *self,
          BellContext *context)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < self->views->len; i++)
    {
      const BellDayView *view = g_ptr_array_index (self->views, i);

      g_string_append_printf (key, "%s %s\n", view->shop, find_name (context, view->shop));
    }
  return g_string_free (key, FALSE);
}

void
bell_day_hearing_set_report (BellDayHearing *self,
                             BellContext *context,
                             const BellDayReport *report,
                             const char *shop,
                             int margin)
{
  g_autofree char *key = NULL;

  g_return_if_fail (BELL_IS_DAY_HEARING (self));

  for (guint i = 0; i < self->shown->len; i++)
    bell_hearing_strip_set_view (g_ptr_array_index (self->shown, i), NULL);
  make_views (self, context, report, shop);
  key = make_key (self, context);
  /* Who looks at a strip goes on doing so while the day goes on. */
  if (g_strcmp0 (key, self->key) != 0)
    {
      make_strips (self, context);
      g_free (self->key);
      self->key = g_steal_pointer (&key);
    }
  for (guint i = 0; i < self->shown->len; i++)
    bell_hearing_strip_set_view (g_ptr_array_index (self->shown, i), g_ptr_array_index (self->views, i));
  gtk_widget_set_margin_start (GTK_WIDGET (self->strips), margin);
  update_words (self);
}

gint64
bell_day_hearing_get_deaf_us (BellDayHearing *self)
{
  gint64 deaf_us = 0;

  g_return_val_if_fail (BELL_IS_DAY_HEARING (self), 0);

  for (guint i = 0; i < self->views->len; i++)
    deaf_us += ((const BellDayView *) g_ptr_array_index (self->views, i))->total[BELL_HEARING_DEAF];
  return deaf_us;
}

guint
bell_day_hearing_get_reconnects (BellDayHearing *self)
{
  guint reconnects = 0;

  g_return_val_if_fail (BELL_IS_DAY_HEARING (self), 0);

  for (guint i = 0; i < self->views->len; i++)
    reconnects += ((const BellDayView *) g_ptr_array_index (self->views, i))->reconnects;
  return reconnects;
}

/* GObject */

static void
bell_day_hearing_dispose (GObject *object)
{
  BellDayHearing *self = BELL_DAY_HEARING (object);

  for (guint i = 0; self->shown != NULL && i < self->shown->len; i++)
    bell_hearing_strip_set_view (g_ptr_array_index (self->shown, i), NULL);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->views, g_ptr_array_unref);
  adw_bin_set_child (ADW_BIN (self), NULL); /* else AdwBin unparents what the template has unparented */
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_DAY_HEARING);
  G_OBJECT_CLASS (bell_day_hearing_parent_class)->dispose (object);
}

static void
bell_day_hearing_finalize (GObject *object)
{
  g_free (BELL_DAY_HEARING (object)->key);
  G_OBJECT_CLASS (bell_day_hearing_parent_class)->finalize (object);
}

static void
bell_day_hearing_class_init (BellDayHearingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_day_hearing_dispose;
  G_OBJECT_CLASS (klass)->finalize = bell_day_hearing_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-day-hearing.ui");
  gtk_widget_class_bind_template_child (widget_class, BellDayHearing, strips);
  gtk_widget_class_bind_template_child (widget_class, BellDayHearing, legend);
  gtk_widget_class_bind_template_child (widget_class, BellDayHearing, words);
}

static void
bell_day_hearing_init (BellDayHearing *self)
{
  static const BellHearing legend[] = { BELL_HEARING_HEARD, BELL_HEARING_DEAF, BELL_HEARING_PAUSED,
                                        BELL_HEARING_UNKNOWN, BELL_HEARING_FUTURE };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->views = g_ptr_array_new_with_free_func ((GDestroyNotify) bell_day_view_free);
  self->shown = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (legend); i++)
    gtk_flow_box_append (self->legend, bell_swatch_new_with_word (bell_paint_of_hearing (legend[i]),
                                                                  bell_format_hearing (legend[i])));
}
