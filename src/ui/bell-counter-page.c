/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-counter-page.h"

#include "bell-big-label.h"
#include "bell-fit.h"
#include "bell-format-counter.h"
#include "bell-format-entry.h"
#include "bell-format-shops.h"
#include "bell-silence-button.h"
#include "bell-spoken-name.h"

#include <glib/gi18n.h>

struct _BellCounterPage
{
  AdwBin parent_instance;

  /* Template */
  GtkWidget *page;
  GtkLabel *shop;
  GtkImage *state_icon;
  GtkLabel *state;
  BellSilenceButton *silence;
  GtkLabel *trouble;
  GtkStack *stack;
  BellBigLabel *title;
  BellBigLabel *age;
  GtkLabel *body;
  GtkLabel *behind;
  GtkWidget *take;

  /* Owned */
  BellContext *context;
  BellEntry *entry; /* (nullable): the one in sight */
  gint64 since;     /* boot time in µs: in sight */
};

enum
{
  SIGNAL_LEAVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellCounterPage, bell_counter_page, ADW_TYPE_BIN)

/* Who waits longest comes first. */
static BellEntry *
find_oldest (BellCounterPage *self)
{
  GListModel *waiting = bell_inbox_get_calm_waiting (bell_context_get_inbox (self->context));
  guint n = g_list_model_get_n_items (waiting);

  return n > 0 ? g_list_model_get_item (waiting, n - 1) : NULL;
}

static void
show_age (BellCounterPage *self)
{
  gint64 now = bell_clock_get_wall_us (bell_context_get_clock (self->context));
  g_autofree char *age = bell_format_duration (now - bell_entry_get_received (self->entry));

  bell_big_label_set_text (self->age, age);
}

static void
show_entry (BellCounterPage *self)
{
  BellShop *shop = bell_context_find_shop (self->context, bell_entry_get_shop (self->entry));
  gboolean several = g_list_model_get_n_items (bell_context_get_shops (self->context)) > 1;
  /* TRANSLATORS: read aloud for a button; %s is an event's title, "Order 1042" */
  g_autofree char *take = g_strdup_printf (_("Got it: %s"), bell_entry_get_title (self->entry));

  bell_big_label_set_text (self->title, bell_entry_get_title (self->entry));
  gtk_label_set_label (self->body, bell_entry_get_body (self->entry));
  gtk_label_set_label (self->shop, several && shop != NULL ? bell_shop_get_name (shop) : "");
  bell_spoken_name_set (self->take, take);
  show_age (self);
}

static void
on_waiting_changed (BellCounterPage *self)
{
  GListModel *waiting = bell_inbox_get_calm_waiting (bell_context_get_inbox (self->context));
  guint n = g_list_model_get_n_items (waiting);
  g_autoptr (BellEntry) oldest = find_oldest (self);
  g_autofree char *behind = bell_format_behind (n > 0 ? n - 1 : 0);

  gtk_label_set_label (self->behind, behind);
  if (!g_set_object (&self->entry, oldest))
    return;
  self->since = bell_clock_get_boot_us (bell_context_get_clock (self->context));
  if (oldest != NULL)
    show_entry (self);
  else
    gtk_label_set_label (self->shop, "");
  gtk_stack_set_visible_child_name (self->stack, oldest != NULL ? "waiting" : "calm");
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* How the shop that worries most stands, and what to do about it. */
static void
show_state (BellCounterPage *self)
{
  GListModel *shops = bell_context_get_shops (self->context);
  BellClock *clock = bell_context_get_clock (self->context);
  int worst = bell_format_worst_shop (shops, clock);
  g_autoptr (BellShop) shop = worst >= 0 ? g_list_model_get_item (shops, worst) : NULL;
  g_auto (BellGlance) glance = { 0 };
  g_autofree char *pill = NULL;
  g_autofree char *sentence = NULL;

  if (shop == NULL)
    return;
  bell_glance_init (&glance, shop, clock);
  pill = bell_format_pill (&glance);
  sentence = bell_format_sentence (&glance);
  gtk_label_set_label (self->state, pill);
  gtk_image_set_from_icon_name (self->state_icon, bell_format_state_icon (&glance));
  gtk_label_set_label (self->trouble, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), bell_format_needs_strip (&glance));
}

static void
on_tick (BellCounterPage *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (self->entry != NULL)
    show_age (self);
  show_state (self);
}

static void
on_ringing (BellCounterPage *self)
{
  gboolean moves;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &moves, NULL);
  if (!bell_alarm_get_ringing (bell_context_get_alarm (self->context)))
    {
      gtk_widget_remove_css_class (self->page, "flashing");
      gtk_widget_remove_css_class (self->page, "framed");
      return;
    }
  gtk_widget_add_css_class (self->page, moves ? "flashing" : "framed");
  gtk_widget_remove_css_class (self->page, moves ? "framed" : "flashing");
}

/* Actions */

static void
take (GtkWidget *widget,
      const char *name,
      GVariant *parameter)
{
  BellCounterPage *self = BELL_COUNTER_PAGE (widget);
  gint64 now = bell_clock_get_boot_us (bell_context_get_clock (self->context));

  /* A held or a doubled key takes nothing that nobody has read. */
  if (self->entry != NULL && bell_format_was_seen (now - self->since))
    bell_inbox_acknowledge (bell_context_get_inbox (self->context), self->entry, "window");
}

static void
leave (GtkWidget *widget,
       const char *name,
       GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_LEAVE], 0);
}

/* GObject */

static void
bell_counter_page_map (GtkWidget *widget)
{
  BellCounterPage *self = BELL_COUNTER_PAGE (widget);

  GTK_WIDGET_CLASS (bell_counter_page_parent_class)->map (widget);
  on_tick (self);
}

static gboolean
bell_counter_page_grab_focus (GtkWidget *widget)
{
  BellCounterPage *self = BELL_COUNTER_PAGE (widget);

  return gtk_widget_grab_focus (self->entry != NULL ? self->take : self->page);
}

static void
bell_counter_page_dispose (GObject *object)
{
  BellCounterPage *self = BELL_COUNTER_PAGE (object);

  g_clear_object (&self->entry);
  g_clear_object (&self->context);
  adw_bin_set_child (ADW_BIN (self), NULL); /* else AdwBin unparents what the template has unparented */
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_COUNTER_PAGE);
  G_OBJECT_CLASS (bell_counter_page_parent_class)->dispose (object);
}

static void
bell_counter_page_class_init (BellCounterPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_counter_page_dispose;
  widget_class->map = bell_counter_page_map;
  widget_class->grab_focus = bell_counter_page_grab_focus;

  signals[SIGNAL_LEAVE] = g_signal_new ("leave", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);

  g_type_ensure (BELL_TYPE_BIG_LABEL);
  g_type_ensure (BELL_TYPE_SILENCE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-counter-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BellCounterPage, page);
  gtk_widget_class_bind_template_child (widget_class, BellCounterPage, shop);
  gtk_widget_class_bind_template_child (widget_class, BellCounterPage, state_icon);
  gtk_widget_class_bind_template_child (widget_class, BellCounterPage, state);
  gtk_widget_class_bind_template_child (widget_class, BellCounterPage, silence);
  gtk_widget_class_bind_template_child (widget_class, BellCounterPage, trouble);
  gtk_widget_class_bind_template_child (widget_class, BellCounterPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BellCounterPage, title);
  gtk_widget_class_bind_template_child (widget_class, BellCounterPage, age);
  gtk_widget_class_bind_template_child (widget_class, BellCounterPage, body);
  gtk_widget_class_bind_template_child (widget_class, BellCounterPage, behind);
  gtk_widget_class_bind_template_child (widget_class, BellCounterPage, take);

  gtk_widget_class_install_action (widget_class, "counter.take", NULL, take);
  gtk_widget_class_install_action (widget_class, "counter.leave", NULL, leave);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "counter.take", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "counter.leave", NULL);
}

static void
bell_counter_page_init (BellCounterPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bell_fit_buttons (GTK_WIDGET (self));
}

void
bell_counter_page_set_context (BellCounterPage *self,
                               BellContext *context,
                               BellPulse *pulse)
{
  BellInbox *inbox = bell_context_get_inbox (context);

  g_return_if_fail (BELL_IS_COUNTER_PAGE (self));

  self->context = g_object_ref (context);
  bell_silence_button_set_context (self->silence, context, pulse);
  g_signal_connect_object (bell_inbox_get_calm_waiting (inbox), "items-changed", G_CALLBACK (on_waiting_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (bell_context_get_alarm (context), "notify::ringing", G_CALLBACK (on_ringing), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)), "notify::gtk-enable-animations",
                           G_CALLBACK (on_ringing), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pulse, "tick", G_CALLBACK (on_tick), self, G_CONNECT_SWAPPED);
  on_waiting_changed (self);
  on_ringing (self);
}
