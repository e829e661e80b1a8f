/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-today-page.h"

#include "bell-day-chart.h"
#include "bell-day-hearing.h"
#include "bell-day-numbers.h"
#include "bell-format-today.h"
#include "bell-format.h"
#include "bell-history-query.h"
#include "bell-pattern.h"
#include "bell-spoken-name.h"

#include <glib/gi18n.h>

/* In a storm the day is read again so often, and no oftener. */
#define AGAIN_MS 500
#define MINUTE_US (60 * (gint64) G_USEC_PER_SEC)

struct _BellTodayPage
{
  AdwBin parent_instance;

  /* Template */
  GtkLabel *day;
  GtkWidget *next;
  GtkWidget *today;
  GtkDropDown *shops;
  BellDayChart *chart;
  GtkFlowBox *legend;
  GtkLabel *words;
  GtkToggleButton *table;
  GtkRevealer *table_revealer;
  GtkListBox *hours;
  BellDayHearing *hearing;
  BellDayNumbers *numbers;
  GtkListBox *gaps;
  GtkLabel *footnote;

  /* Owned */
  BellContext *context;
  BellDayReport *report; /* (nullable) */
  GCancellable *cancellable;
  GtkStringList *names;
  char *shop;     /* (nullable): the only one that is looked at */
  gint64 moment;  /* in the day that is shown, 0: today */
  guint again;    /* source: not so soon after the last time */
  guint minute;   /* source: while it can be seen */
  gboolean dirty; /* what is shown is not the newest */
  gboolean reading;
};

G_DEFINE_FINAL_TYPE (BellTodayPage, bell_today_page, ADW_TYPE_BIN)

static gint64
get_now (BellTodayPage *self)
{
  return bell_clock_get_wall_us (bell_context_get_clock (self->context));
}

static gint64
get_moment (BellTodayPage *self)
{
  return self->moment != 0 ? self->moment : get_now (self);
}

/* What is shown */

static void
update_words (BellTodayPage *self)
{
  int hour = bell_day_chart_get_chosen (self->chart);
  g_autofree char *words = hour >= 0 ? bell_format_hour (self->report, (guint) hour) : bell_format_chart (self->report);

  gtk_label_set_label (self->words, words);
}

static GtkWidget *
make_hour (BellTodayPage *self,
           guint hour)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *hours = bell_format_hours (self->report->since, hour);
  g_autofree char *events = bell_format_hour_events (self->report, hour);
  g_autofree char *label = bell_format_hour (self->report, hour);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), hours);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), events);
  bell_spoken_name_set (row, label);
  return row;
}

/* The chart once more, for who cannot see it or wants the figures. */
static void
update_table (BellTodayPage *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->hours, 0)) != NULL)
    gtk_list_box_remove (self->hours, GTK_WIDGET (row));
  if (self->report == NULL || !gtk_toggle_button_get_active (self->table))
    return;
  for (guint hour = 0; hour < self->report->n_hours; hour++)
    gtk_list_box_append (self->hours, make_hour (self, hour));
}

static void
update_day (BellTodayPage *self)
{
  BellHistoryDay today = bell_history_day_of (get_now (self));
  gboolean is_today = get_moment (self) >= today.since;
  g_autofree char *text = bell_format_day (get_moment (self), get_now (self));

  gtk_label_set_label (self->day, text);
  gtk_widget_set_sensitive (self->next, !is_today);
  gtk_widget_set_visible (self->today, !is_today);
}

static void
show_report (BellTodayPage *self,
             BellDayReport *report)
{
  g_autoptr (BellDayReport) old = self->report;

  self->report = report;
  bell_day_chart_set_report (self->chart, report);
  bell_day_hearing_set_report (self->hearing, self->context, report, self->shop,
                               bell_day_chart_get_margin (self->chart));
  bell_day_hearing_list_gaps (self->hearing, self->context, self->gaps);
  bell_day_numbers_set_report (self->numbers, report, bell_day_hearing_get_deaf_us (self->hearing),
                               bell_day_hearing_get_reconnects (self->hearing));
  update_words (self);
  update_table (self);
}

/* Reading it */

static void read_day (BellTodayPage *self);

static void
again_cb (gpointer user_data)
{
  BellTodayPage *self = user_data;

  self->again = 0;
  if (self->dirty)
    read_day (self);
}

static void
report_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (BellTodayPage) self = user_data;
  g_autoptr (GError) error = NULL;
  BellDayReport *report = bell_history_report_finish (BELL_HISTORY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->reading = FALSE;
  if (self->context == NULL)
    {
      g_clear_pointer (&report, bell_day_report_free);
      return;
    }
  if (report != NULL)
    show_report (self, report);
  else
    gtk_label_set_label (self->words, _("The history of this day cannot be read."));
  if (self->again == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->again = g_timeout_add_once (AGAIN_MS, again_cb, self);
}

/* At once, but one at a time, and only while somebody looks. */
static void
read_day (BellTodayPage *self)
{
  self->dirty = TRUE;
  if (self->context == NULL || self->reading || self->again != 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->dirty = FALSE;
  self->reading = TRUE;
  update_day (self);
  bell_history_report_async (bell_context_get_history (self->context), self->shop, get_moment (self),
                             self->cancellable, report_cb, g_object_ref (self));
}

/* Another day, or another shop: what is under way is of no use. */
static void
read_other_day (BellTodayPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->reading = FALSE;
  g_clear_handle_id (&self->again, g_source_remove);
  read_day (self);
}

/* The strip grows by the minute. */

static void
minute_cb (gpointer user_data)
{
  BellTodayPage *self = user_data;

  self->minute = g_timeout_add_once ((guint) ((MINUTE_US - get_now (self) % MINUTE_US) / 1000) + 50, minute_cb, self);
  read_day (self);
}

static void
bell_today_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bell_today_page_parent_class)->map (widget);
  if (BELL_TODAY_PAGE (widget)->context != NULL)
    minute_cb (widget);
}

static void
bell_today_page_unmap (GtkWidget *widget)
{
  BellTodayPage *self = BELL_TODAY_PAGE (widget);

  g_clear_handle_id (&self->minute, g_source_remove);
  g_clear_handle_id (&self->again, g_source_remove);
  GTK_WIDGET_CLASS (bell_today_page_parent_class)->unmap (widget);
}

/* Template callbacks */

static void
on_previous_clicked (BellTodayPage *self)
{
  self->moment = bell_history_day_of (get_moment (self)).since - 1;
  read_other_day (self);
}

static void
on_next_clicked (BellTodayPage *self)
{
  gint64 next = bell_history_day_of (get_moment (self)).until;

  self->moment = next > get_now (self) || next >= bell_history_day_of (get_now (self)).since ? 0 : next;
  read_other_day (self);
}

static void
on_today_clicked (BellTodayPage *self)
{
  self->moment = 0;
  read_other_day (self);
}

static void
on_table_toggled (BellTodayPage *self)
{
  update_table (self);
  gtk_revealer_set_reveal_child (self->table_revealer, gtk_toggle_button_get_active (self->table));
}

static void
on_hour_chosen (BellTodayPage *self)
{
  if (self->report != NULL)
    update_words (self);
}

static void
on_shop_selected (BellTodayPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->shops);
  g_autoptr (BellShop) shop = NULL;
  const char *id;

  if (self->context == NULL)
    return;
  if (selected > 0 && selected != GTK_INVALID_LIST_POSITION)
    shop = g_list_model_get_item (bell_context_get_shops (self->context), selected - 1);
  id = shop != NULL ? bell_shop_get_id (shop) : NULL;
  if (g_strcmp0 (self->shop, id) == 0)
    return;
  g_free (self->shop);
  self->shop = g_strdup (id);
  read_other_day (self);
}

/* The choice of a shop, where there is one. */
static void
on_shops_changed (BellTodayPage *self)
{
  GListModel *shops = bell_context_get_shops (self->context);
  guint n = g_list_model_get_n_items (shops);

  gtk_string_list_splice (self->names, 1, g_list_model_get_n_items (G_LIST_MODEL (self->names)) - 1, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (shops, i);

      gtk_string_list_append (self->names, bell_shop_get_name (shop));
    }
  gtk_drop_down_set_selected (self->shops, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->shops), n > 1);
  read_day (self);
}

/* GObject */

static void
bell_today_page_dispose (GObject *object)
{
  BellTodayPage *self = BELL_TODAY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->minute, g_source_remove);
  g_clear_handle_id (&self->again, g_source_remove);
  if (self->chart != NULL)
    bell_day_chart_set_report (self->chart, NULL);
  g_clear_pointer (&self->report, bell_day_report_free);
  g_clear_object (&self->context);
  adw_bin_set_child (ADW_BIN (self), NULL); /* else AdwBin unparents what the template has unparented */
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_TODAY_PAGE);
  G_OBJECT_CLASS (bell_today_page_parent_class)->dispose (object);
}

static void
bell_today_page_finalize (GObject *object)
{
  BellTodayPage *self = BELL_TODAY_PAGE (object);

  g_clear_object (&self->cancellable);
  g_free (self->shop);
  G_OBJECT_CLASS (bell_today_page_parent_class)->finalize (object);
}

static void
bell_today_page_class_init (BellTodayPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_today_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = bell_today_page_finalize;
  widget_class->map = bell_today_page_map;
  widget_class->unmap = bell_today_page_unmap;

  g_type_ensure (BELL_TYPE_DAY_CHART);
  g_type_ensure (BELL_TYPE_DAY_HEARING);
  g_type_ensure (BELL_TYPE_DAY_NUMBERS);
  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-today-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BellTodayPage, day);
  gtk_widget_class_bind_template_child (widget_class, BellTodayPage, next);
  gtk_widget_class_bind_template_child (widget_class, BellTodayPage, today);
  gtk_widget_class_bind_template_child (widget_class, BellTodayPage, shops);
  gtk_widget_class_bind_template_child (widget_class, BellTodayPage, chart);
  gtk_widget_class_bind_template_child (widget_class, BellTodayPage, legend);
  gtk_widget_class_bind_template_child (widget_class, BellTodayPage, words);
  gtk_widget_class_bind_template_child (widget_class, BellTodayPage, table);
  gtk_widget_class_bind_template_child (widget_class, BellTodayPage, table_revealer);
  gtk_widget_class_bind_template_child (widget_class, BellTodayPage, hours);
  gtk_widget_class_bind_template_child (widget_class, BellTodayPage, hearing);
  gtk_widget_class_bind_template_child (widget_class, BellTodayPage, numbers);
  gtk_widget_class_bind_template_child (widget_class, BellTodayPage, gaps);
  gtk_widget_class_bind_template_child (widget_class, BellTodayPage, footnote);
  gtk_widget_class_bind_template_callback (widget_class, on_previous_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_next_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_today_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_table_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_hour_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_shop_selected);
}

static void
bell_today_page_init (BellTodayPage *self)
{
  static const char *const kinds[] = { "order", "product", "form", "user", "message", "other" };
  const char *all[] = { _("All shops"), NULL };

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_flow_box_append (self->legend,
                         bell_swatch_new_with_word (bell_paint_of_kind (kinds[i]), bell_format_kind (kinds[i])));
  gtk_label_set_label (self->footnote, bell_format_today_footnote ());
  self->names = gtk_string_list_new (all);
  gtk_drop_down_set_model (self->shops, G_LIST_MODEL (self->names));
  g_object_unref (self->names); /* the drop-down has it */
}

void
bell_today_page_set_context (BellTodayPage *self,
                             BellContext *context)
{
  BellInbox *inbox = bell_context_get_inbox (context);
  GListModel *shops = bell_context_get_shops (context);

  g_return_if_fail (BELL_IS_TODAY_PAGE (self));

  self->context = g_object_ref (context);
  g_signal_connect_object (inbox, "arrived", G_CALLBACK (read_day), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (inbox, "acknowledged", G_CALLBACK (read_day), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bell_context_get_link_log (context), "written", G_CALLBACK (read_day), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (shops, "items-changed", G_CALLBACK (on_shops_changed), self, G_CONNECT_SWAPPED);
  on_shops_changed (self);
}
