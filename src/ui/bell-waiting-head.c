/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-waiting-head.h"

#include "bell-format-shops.h"
#include "bell-silence-button.h"

struct _BellWaitingHead
{
  AdwBin parent_instance;

  /* Template */
  GtkWidget *waiting;
  GtkWidget *calm;
  BellSilenceButton *silence;
  GtkWidget *take_all;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *sentence;

  /* Owned */
  BellContext *context;
};

G_DEFINE_FINAL_TYPE (BellWaitingHead, bell_waiting_head, ADW_TYPE_BIN)

static void
show_calm (BellWaitingHead *self)
{
  GListModel *shops = bell_context_get_shops (self->context);
  BellClock *clock = bell_context_get_clock (self->context);
  int worst = bell_format_worst_shop (shops, clock);
  g_autoptr (BellShop) shop = worst >= 0 ? g_list_model_get_item (shops, worst) : NULL;
  g_auto (BellGlance) glance = { 0 };
  g_autofree char *title = NULL;
  g_autofree char *sentence = NULL;

  if (shop != NULL)
    bell_glance_init (&glance, shop, clock);
  title = bell_format_calm_title (shop != NULL ? &glance : NULL, TRUE);
  sentence = bell_format_calm_sentence (shop != NULL ? &glance : NULL, TRUE);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->sentence, sentence);
  gtk_image_set_from_icon_name (self->icon, bell_format_calm_icon (shop != NULL ? &glance : NULL));
}

static void
update (BellWaitingHead *self)
{
  guint waiting = g_list_model_get_n_items (bell_inbox_get_calm_waiting (bell_context_get_inbox (self->context)));

  gtk_widget_set_visible (self->waiting, waiting > 0);
  gtk_widget_set_visible (self->calm, waiting == 0);
  gtk_widget_set_visible (self->take_all, waiting > 1);
  if (waiting == 0)
    show_calm (self);
}

static void
bell_waiting_head_dispose (GObject *object)
{
  BellWaitingHead *self = BELL_WAITING_HEAD (object);

  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_WAITING_HEAD);
  G_OBJECT_CLASS (bell_waiting_head_parent_class)->dispose (object);
}

static void
bell_waiting_head_class_init (BellWaitingHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_waiting_head_dispose;

  g_type_ensure (BELL_TYPE_SILENCE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-waiting-head.ui");
  gtk_widget_class_bind_template_child (widget_class, BellWaitingHead, waiting);
  gtk_widget_class_bind_template_child (widget_class, BellWaitingHead, calm);
  gtk_widget_class_bind_template_child (widget_class, BellWaitingHead, silence);
  gtk_widget_class_bind_template_child (widget_class, BellWaitingHead, take_all);
  gtk_widget_class_bind_template_child (widget_class, BellWaitingHead, icon);
  gtk_widget_class_bind_template_child (widget_class, BellWaitingHead, title);
  gtk_widget_class_bind_template_child (widget_class, BellWaitingHead, sentence);
}

static void
bell_waiting_head_init (BellWaitingHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bell_waiting_head_new (BellContext *context,
                       BellPulse *pulse)
{
  BellWaitingHead *self = g_object_new (BELL_TYPE_WAITING_HEAD, NULL);

  self->context = g_object_ref (context);
  bell_silence_button_set_context (self->silence, context, pulse);
  g_signal_connect_object (bell_inbox_get_calm_waiting (bell_context_get_inbox (context)), "items-changed",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pulse, "tick", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
