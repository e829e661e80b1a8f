/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-day-popover.h"

#include "bell-history-query.h"

#include <glib/gi18n.h>

#define DAY_US (24 * 3600 * (gint64) G_USEC_PER_SEC)

struct _BellDayPopover
{
  GtkPopover parent_instance;

  /* Owned; the widgets are the popover's */
  BellContext *context;
  BellHistoryFilter *filter;
  GCancellable *cancellable; /* of the marks of the month that is shown */
  GtkCalendar *calendar;
  int month; /* that is shown, counted from the year 0 */
  gboolean loading;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellDayPopover, bell_day_popover, GTK_TYPE_POPOVER)

static int
month_of (GDateTime *date)
{
  return g_date_time_get_year (date) * 12 + g_date_time_get_month (date) - 1;
}

/* The marks */

static void
days_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (BellDayPopover) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) days = bell_history_days_finish (BELL_HISTORY (source), result, &error);

  if (days == NULL)
    return;
  for (guint i = 0; i < days->len; i++)
    {
      gint64 since = g_array_index (days, BellHistoryDay, i).since;
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (since / G_USEC_PER_SEC);

      if (date != NULL && month_of (date) == self->month)
        gtk_calendar_mark_day (self->calendar, (guint) g_date_time_get_day_of_month (date));
    }
}

static void
mark_days (BellDayPopover *self)
{
  g_autoptr (BellHistoryFilter) filter = bell_history_filter_copy (self->filter);
  int year = self->month / 12, month = self->month % 12 + 1;
  g_autoptr (GDateTime) first = g_date_time_new_local (year, month, 1, 0, 0, 0);
  g_autoptr (GDateTime) next = first != NULL ? g_date_time_add_months (first, 1) : NULL;

  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  gtk_calendar_clear_marks (self->calendar);
  if (next == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  filter->from = g_date_time_to_unix (first) * G_USEC_PER_SEC;
  filter->until = g_date_time_to_unix (next) * G_USEC_PER_SEC;
  bell_history_days_async (bell_context_get_history (self->context), filter, self->cancellable, days_cb,
                           g_object_ref (self));
}

/* Choosing */

static void
choose (BellDayPopover *self,
        gint64 time)
{
  BellHistoryDay day = { 0, 0, 0 };

  if (time != 0)
    day = bell_history_day_of (time);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, day.since, day.until);
}

/* GTK selects a day also when somebody only turns the pages. */
static void
on_day_selected (BellDayPopover *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);
  int month = month_of (date);
  g_autoptr (GDateTime) noon = NULL;

  if (self->loading)
    return;
  if (month != self->month)
    {
      self->month = month;
      mark_days (self);
      return;
    }
  noon = g_date_time_new_local (g_date_time_get_year (date), g_date_time_get_month (date),
                                g_date_time_get_day_of_month (date), 12, 0, 0);
  if (noon != NULL)
    choose (self, g_date_time_to_unix (noon) * G_USEC_PER_SEC);
}

static gint64
get_now (BellDayPopover *self)
{
  return bell_clock_get_wall_us (bell_context_get_clock (self->context));
}

static void
on_today (BellDayPopover *self)
{
  choose (self, get_now (self));
}

static void
on_yesterday (BellDayPopover *self)
{
  choose (self, bell_history_day_of (get_now (self)).since - DAY_US / 2);
}

static void
on_any (BellDayPopover *self)
{
  choose (self, 0);
}

void
bell_day_popover_load (BellDayPopover *self,
                       const BellHistoryFilter *filter)
{
  gint64 time = filter->from != 0 ? filter->from : get_now (self);
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);

  g_return_if_fail (BELL_IS_DAY_POPOVER (self));

  g_clear_pointer (&self->filter, bell_history_filter_free);
  self->filter = bell_history_filter_copy (filter);
  if (date == NULL)
    return;
  self->loading = TRUE;
  gtk_calendar_select_day (self->calendar, date);
  self->month = month_of (date);
  self->loading = FALSE;
  mark_days (self);
}

/* GObject */

static void
bell_day_popover_dispose (GObject *object)
{
  BellDayPopover *self = BELL_DAY_POPOVER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->filter, bell_history_filter_free);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (bell_day_popover_parent_class)->dispose (object);
}

static void
bell_day_popover_class_init (BellDayPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bell_day_popover_dispose;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
}

static void
add_button (BellDayPopover *self,
            GtkBox *box,
            const char *label,
            GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_hexpand (button, TRUE);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (box, button);
}

static void
bell_day_popover_init (BellDayPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->calendar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Day to show"), -1);
  g_signal_connect_swapped (self->calendar, "day-selected", G_CALLBACK (on_day_selected), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->calendar));
  add_button (self, GTK_BOX (buttons), _("Today"), G_CALLBACK (on_today));
  add_button (self, GTK_BOX (buttons), _("Yesterday"), G_CALLBACK (on_yesterday));
  /* TRANSLATORS: a button: events of whatever day */
  add_button (self, GTK_BOX (buttons), _("Any day"), G_CALLBACK (on_any));
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

void
bell_day_popover_set_context (BellDayPopover *self,
                              BellContext *context)
{
  g_return_if_fail (BELL_IS_DAY_POPOVER (self));

  g_set_object (&self->context, context);
}
