/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-timeline-row.h"

#include "bell-day.h"
#include "bell-entry-card.h"
#include "bell-entry-row.h"
#include "bell-format-entry.h"
#include "bell-format.h"
#include "bell-spoken-name.h"
#include "bell-waiting-head.h"

#include <glib/gi18n.h>

struct _BellTimelineRow
{
  AdwBin parent_instance;

  /* Owned; the widgets are made when they are first needed */
  BellContext *context;
  BellPulse *pulse;
  GObject *item; /* (nullable): what it is bound to */
  GtkWidget *card;
  GtkWidget *row;
  GtkWidget *day;
  GtkWidget *head;
};

enum
{
  SIGNAL_OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellTimelineRow, bell_timeline_row, ADW_TYPE_BIN)

static void
on_card_open (BellTimelineRow *self,
              BellEntry *entry)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0, entry);
}

static void
show_card (BellTimelineRow *self,
           BellEntry *entry)
{
  if (self->card == NULL)
    {
      self->card = g_object_ref_sink (bell_entry_card_new (self->context, self->pulse));
      g_signal_connect_object (self->card, "open", G_CALLBACK (on_card_open), self, G_CONNECT_SWAPPED);
    }
  bell_entry_card_set_entry (BELL_ENTRY_CARD (self->card), entry);
  adw_bin_set_child (ADW_BIN (self), self->card);
}

static void
show_row (BellTimelineRow *self,
          BellEntry *entry)
{
  if (self->row == NULL)
    self->row = g_object_ref_sink (bell_entry_row_new ());
  bell_entry_row_set_entry (BELL_ENTRY_ROW (self->row), self->context, entry);
  adw_bin_set_child (ADW_BIN (self), self->row);
}

/* The list's own row is what gets the focus: it must say what it is. */
static void
name_row (BellTimelineRow *self,
          const char *label)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));

  if (row != NULL)
    bell_spoken_name_set (row, label);
}

static void
name_entry (BellTimelineRow *self,
            BellEntry *entry)
{
  BellShop *shop = bell_context_find_shop (self->context, bell_entry_get_shop (entry));
  g_autofree char *label = bell_format_entry_label (entry, shop != NULL ? bell_shop_get_name (shop) : "",
                                                    bell_clock_get_wall_us (bell_context_get_clock (self->context)));

  name_row (self, label);
}

static void
update_day (BellTimelineRow *self)
{
  g_autofree char *text = NULL;

  if (!BELL_IS_DAY (self->item))
    return;
  text = bell_format_day (bell_day_get_time (BELL_DAY (self->item)),
                          bell_clock_get_wall_us (bell_context_get_clock (self->context)));
  gtk_label_set_label (GTK_LABEL (self->day), text);
  name_row (self, text);
}

static void
show_day (BellTimelineRow *self)
{
  if (self->day == NULL)
    {
      self->day = g_object_ref_sink (gtk_label_new (NULL));
      gtk_label_set_xalign (GTK_LABEL (self->day), 0);
      gtk_widget_add_css_class (self->day, "heading");
      gtk_widget_add_css_class (self->day, "bell-day");
      g_signal_connect_object (self->pulse, "tick", G_CALLBACK (update_day), self, G_CONNECT_SWAPPED);
    }
  update_day (self);
  adw_bin_set_child (ADW_BIN (self), self->day);
}

static void
show_head (BellTimelineRow *self)
{
  if (self->head == NULL)
    self->head = g_object_ref_sink (bell_waiting_head_new (self->context, self->pulse));
  adw_bin_set_child (ADW_BIN (self), self->head);
  /* TRANSLATORS: read aloud: the head of the list of events that nobody has taken yet */
  name_row (self, _("What waits"));
}

void
bell_timeline_row_bind (BellTimelineRow *self,
                        GtkListItem *item)
{
  BellEntry *entry = NULL;

  g_return_if_fail (BELL_IS_TIMELINE_ROW (self));

  g_set_object (&self->item, gtk_list_item_get_item (item));
  if (BELL_IS_ENTRY (self->item))
    entry = BELL_ENTRY (self->item);
  gtk_list_item_set_activatable (item, entry != NULL);

  if (entry == NULL && BELL_IS_DAY (self->item))
    show_day (self);
  else if (entry == NULL)
    show_head (self);
  else if (bell_entry_get_acknowledged (entry) == 0)
    show_card (self, entry);
  else
    show_row (self, entry);
  if (entry != NULL)
    name_entry (self, entry);
}

void
bell_timeline_row_unbind (BellTimelineRow *self)
{
  g_return_if_fail (BELL_IS_TIMELINE_ROW (self));

  g_clear_object (&self->item);
  if (self->card != NULL)
    bell_entry_card_set_entry (BELL_ENTRY_CARD (self->card), NULL);
}

static void
bell_timeline_row_dispose (GObject *object)
{
  BellTimelineRow *self = BELL_TIMELINE_ROW (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->card);
  g_clear_object (&self->row);
  g_clear_object (&self->day);
  g_clear_object (&self->head);
  g_clear_object (&self->item);
  g_clear_object (&self->pulse);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (bell_timeline_row_parent_class)->dispose (object);
}

static void
bell_timeline_row_class_init (BellTimelineRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bell_timeline_row_dispose;

  signals[SIGNAL_OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, BELL_TYPE_ENTRY);
}

static void
bell_timeline_row_init (BellTimelineRow *self)
{
}

GtkWidget *
bell_timeline_row_new (BellContext *context,
                       BellPulse *pulse)
{
  BellTimelineRow *self = g_object_new (BELL_TYPE_TIMELINE_ROW, NULL);

  self->context = g_object_ref (context);
  self->pulse = g_object_ref (pulse);
  return GTK_WIDGET (self);
}
