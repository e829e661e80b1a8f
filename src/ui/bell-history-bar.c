/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-history-bar.h"

#include "bell-day-popover.h"
#include "bell-history-filters.h"

struct _BellHistoryBar
{
  AdwBin parent_instance;

  /* Template */
  GtkSearchBar *bar;
  GtkEditable *entry;
  GtkMenuButton *day_button;
  GtkMenuButton *filters_button;

  /* Borrowed from their buttons; NULL until somebody searches */
  BellDayPopover *day;
  BellHistoryFilters *filters;

  /* Owned */
  BellContext *context;
  BellHistoryFilter *filter;
};

typedef enum
{
  PROP_SEARCH_MODE = 1,
} BellHistoryBarProperty;

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[PROP_SEARCH_MODE + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellHistoryBar, bell_history_bar, ADW_TYPE_BIN)

static void
set_marked (GtkMenuButton *button,
            gboolean marked)
{
  if (marked)
    gtk_widget_add_css_class (GTK_WIDGET (button), "accent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (button), "accent");
}

static void
changed (BellHistoryBar *self)
{
  gboolean by_popover = FALSE;

  for (int part = 0; part < BELL_N_HISTORY_PARTS; part++)
    if (part != BELL_PART_DAY && bell_history_part_is_set (self->filter, (BellHistoryPart) part))
      by_popover = TRUE;
  set_marked (self->filters_button, by_popover);
  set_marked (self->day_button, bell_history_part_is_set (self->filter, BELL_PART_DAY));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
bell_history_bar_clear_part (BellHistoryBar *self,
                             BellHistoryPart part)
{
  g_return_if_fail (BELL_IS_HISTORY_BAR (self));

  bell_history_part_clear (self->filter, part);
  bell_history_filters_load (self->filters, self->filter);
  changed (self);
}

void
bell_history_bar_clear (BellHistoryBar *self)
{
  g_return_if_fail (BELL_IS_HISTORY_BAR (self));

  bell_history_filter_free (self->filter);
  self->filter = bell_history_filter_new ();
  gtk_editable_set_text (self->entry, "");
  bell_history_filters_load (self->filters, self->filter);
  changed (self);
}

/* Template callbacks */

static void
on_search_changed (BellHistoryBar *self)
{
  const char *text = gtk_editable_get_text (self->entry);

  if (g_strcmp0 (self->filter->text, text) == 0 || (self->filter->text == NULL && *text == '\0'))
    return;
  g_free (self->filter->text);
  self->filter->text = g_strdup (text);
  changed (self);
}

static void
on_stop_search (BellHistoryBar *self)
{
  bell_history_bar_set_search_mode (self, FALSE);
}

static void
on_day_map (BellHistoryBar *self)
{
  bell_day_popover_load (self->day, self->filter);
}

static void
on_day_chosen (BellHistoryBar *self,
               gint64 since,
               gint64 until)
{
  self->filter->from = since;
  self->filter->until = until;
  changed (self);
}

static void
on_filters_changed (BellHistoryBar *self)
{
  bell_history_filters_store (self->filters, self->filter);
  changed (self);
}

/* Not when their buttons are pressed: a slow machine would show nothing for a while. */
static void
need_popovers (BellHistoryBar *self)
{
  if (self->day != NULL)
    return;
  self->day = g_object_new (BELL_TYPE_DAY_POPOVER, NULL);
  bell_day_popover_set_context (self->day, self->context);
  g_signal_connect_object (self->day, "map", G_CALLBACK (on_day_map), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->day, "chosen", G_CALLBACK (on_day_chosen), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (self->day_button, GTK_WIDGET (self->day));

  self->filters = g_object_new (BELL_TYPE_HISTORY_FILTERS, NULL);
  bell_history_filters_set_context (self->filters, self->context);
  g_signal_connect_object (self->filters, "changed", G_CALLBACK (on_filters_changed), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (self->filters_button, GTK_WIDGET (self->filters));
}

static void
on_search_mode (BellHistoryBar *self)
{
  if (gtk_search_bar_get_search_mode (self->bar))
    {
      need_popovers (self);
      bell_history_filters_load (self->filters, self->filter);
    }
  else
    bell_history_bar_clear (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH_MODE]);
}

gboolean
bell_history_bar_get_search_mode (BellHistoryBar *self)
{
  g_return_val_if_fail (BELL_IS_HISTORY_BAR (self), FALSE);
  return gtk_search_bar_get_search_mode (self->bar);
}

void
bell_history_bar_set_search_mode (BellHistoryBar *self,
                                  gboolean search_mode)
{
  g_return_if_fail (BELL_IS_HISTORY_BAR (self));

  gtk_search_bar_set_search_mode (self->bar, search_mode);
  if (search_mode)
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

const BellHistoryFilter *
bell_history_bar_get_filter (BellHistoryBar *self)
{
  g_return_val_if_fail (BELL_IS_HISTORY_BAR (self), NULL);
  return self->filter;
}

/* GObject */

static void
bell_history_bar_get_property (GObject *object,
                               guint prop_id,
                               GValue *value,
                               GParamSpec *pspec)
{
  switch ((BellHistoryBarProperty) prop_id)
    {
    case PROP_SEARCH_MODE:
      g_value_set_boolean (value, bell_history_bar_get_search_mode (BELL_HISTORY_BAR (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_history_bar_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  switch ((BellHistoryBarProperty) prop_id)
    {
    case PROP_SEARCH_MODE:
      bell_history_bar_set_search_mode (BELL_HISTORY_BAR (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_history_bar_dispose (GObject *object)
{
  BellHistoryBar *self = BELL_HISTORY_BAR (object);

  g_clear_object (&self->context);
  self->day = NULL;
  self->filters = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL); /* else AdwBin unparents what the template has unparented */
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_HISTORY_BAR);
  G_OBJECT_CLASS (bell_history_bar_parent_class)->dispose (object);
}

static void
bell_history_bar_finalize (GObject *object)
{
  bell_history_filter_free (BELL_HISTORY_BAR (object)->filter);
  G_OBJECT_CLASS (bell_history_bar_parent_class)->finalize (object);
}

static void
bell_history_bar_class_init (BellHistoryBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bell_history_bar_get_property;
  object_class->set_property = bell_history_bar_set_property;
  object_class->dispose = bell_history_bar_dispose;
  object_class->finalize = bell_history_bar_finalize;

  properties[PROP_SEARCH_MODE] = g_param_spec_boolean ("search-mode", NULL, NULL, FALSE,
                                                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                         G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-history-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, BellHistoryBar, bar);
  gtk_widget_class_bind_template_child (widget_class, BellHistoryBar, entry);
  gtk_widget_class_bind_template_child (widget_class, BellHistoryBar, day_button);
  gtk_widget_class_bind_template_child (widget_class, BellHistoryBar, filters_button);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_search_mode);
}

static void
bell_history_bar_init (BellHistoryBar *self)
{
  self->filter = bell_history_filter_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->bar, self->entry);
}

void
bell_history_bar_set_capture (BellHistoryBar *self,
                              GtkWidget *capture)
{
  g_return_if_fail (BELL_IS_HISTORY_BAR (self));
  gtk_search_bar_set_key_capture_widget (self->bar, capture);
}

void
bell_history_bar_set_context (BellHistoryBar *self,
                              BellContext *context)
{
  g_return_if_fail (BELL_IS_HISTORY_BAR (self));

  g_set_object (&self->context, context);
}
