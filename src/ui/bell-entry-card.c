/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-entry-card.h"

#include "bell-format-entry.h"
#include "bell-format.h"
#include "bell-shop-mark.h"
#include "bell-spoken-name.h"

#include <glib/gi18n.h>

struct _BellEntryCard
{
  AdwBin parent_instance;

  /* Template */
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *age;
  GtkLabel *body;
  BellShopMark *shop;
  GtkButton *open;
  GtkButton *take;

  /* Owned */
  BellContext *context;
  BellEntry *entry; /* (nullable) */
};

enum
{
  SIGNAL_OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellEntryCard, bell_entry_card, ADW_TYPE_BIN)

/* By the entry and not by its id: one that could not be saved has none yet. */
static void
on_open_clicked (BellEntryCard *self)
{
  if (self->entry != NULL)
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, self->entry);
}

static void
on_take_clicked (BellEntryCard *self)
{
  if (self->entry != NULL)
    bell_inbox_acknowledge (bell_context_get_inbox (self->context), self->entry, "window");
}

static void
on_tick (BellPulse *pulse,
         BellEntryCard *self)
{
  g_autofree char *age = NULL;
  gint64 us;

  if (self->entry == NULL)
    return;
  us = bell_clock_get_wall_us (bell_context_get_clock (self->context)) - bell_entry_get_received (self->entry);
  age = bell_format_age ((int) CLAMP (us / G_USEC_PER_SEC, 0, G_MAXINT));
  gtk_label_set_label (self->age, age);
}

/* Each button says which event it is about: a screen reader jumps from button to button. */
static void
name_buttons (BellEntryCard *self)
{
  const char *title = bell_entry_get_title (self->entry);
  /* TRANSLATORS: read aloud for a button; %s is an event's title, "Order 1042" */
  g_autofree char *open = g_strdup_printf (_("Open %s"), title);
  /* TRANSLATORS: read aloud for a button; %s is an event's title, "Order 1042" */
  g_autofree char *take = g_strdup_printf (_("Got it: %s"), title);

  bell_spoken_name_set (GTK_WIDGET (self->open), open);
  bell_spoken_name_set (GTK_WIDGET (self->take), take);
}

void
bell_entry_card_set_entry (BellEntryCard *self,
                           BellEntry *entry)
{
  g_return_if_fail (BELL_IS_ENTRY_CARD (self));

  if (!g_set_object (&self->entry, entry) || entry == NULL)
    return;

  gtk_image_set_from_icon_name (self->icon, bell_format_kind_icon (bell_entry_get_kind (entry)));
  gtk_label_set_label (self->title, bell_entry_get_title (entry));
  gtk_label_set_label (self->body, bell_entry_get_body (entry));
  gtk_widget_set_visible (GTK_WIDGET (self->body), *bell_entry_get_body (entry) != '\0');
  bell_shop_mark_set_shop (self->shop, self->context, bell_entry_get_shop (entry));
  name_buttons (self);
  on_tick (NULL, self);
}

static void
bell_entry_card_dispose (GObject *object)
{
  BellEntryCard *self = BELL_ENTRY_CARD (object);

  g_clear_object (&self->entry);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_ENTRY_CARD);
  G_OBJECT_CLASS (bell_entry_card_parent_class)->dispose (object);
}

static void
bell_entry_card_class_init (BellEntryCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_entry_card_dispose;

  signals[SIGNAL_OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, BELL_TYPE_ENTRY);

  g_type_ensure (BELL_TYPE_SHOP_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-entry-card.ui");
  gtk_widget_class_bind_template_child (widget_class, BellEntryCard, icon);
  gtk_widget_class_bind_template_child (widget_class, BellEntryCard, title);
  gtk_widget_class_bind_template_child (widget_class, BellEntryCard, age);
  gtk_widget_class_bind_template_child (widget_class, BellEntryCard, body);
  gtk_widget_class_bind_template_child (widget_class, BellEntryCard, shop);
  gtk_widget_class_bind_template_child (widget_class, BellEntryCard, open);
  gtk_widget_class_bind_template_child (widget_class, BellEntryCard, take);
  gtk_widget_class_bind_template_callback (widget_class, on_open_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_take_clicked);
}

static void
bell_entry_card_init (BellEntryCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bell_entry_card_new (BellContext *context,
                     BellPulse *pulse)
{
  BellEntryCard *self = g_object_new (BELL_TYPE_ENTRY_CARD, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (pulse, "tick", G_CALLBACK (on_tick), self, 0);
  return GTK_WIDGET (self);
}
