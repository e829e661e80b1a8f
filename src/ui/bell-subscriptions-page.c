/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-subscriptions-page.h"

#include "bell-format.h"
#include "bell-subscription-row.h"
#include "bell-subscriptions.h"

#include <glib/gi18n.h>

struct _BellSubscriptionsPage
{
  AdwBin parent_instance;

  /* Template */
  GtkWidget *problem;
  GtkLabel *sentence;
  GtkSpinner *spinner;
  GtkListBox *list;
  GtkWidget *none;
  GtkWidget *more;
  AdwComboRow *events;
  GtkEditable *marker;
  GtkEditable *product;
  GtkWidget *add;

  /* Owned */
  BellSubscriptions *subscriptions; /* (nullable) */
  GPtrArray *known_events;          /* (nullable): those in the choice */
  gboolean changing;                /* something is being added or taken away */
};

enum
{
  SIGNAL_TOAST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellSubscriptionsPage, bell_subscriptions_page, ADW_TYPE_BIN)

static void
say_problem (BellSubscriptionsPage *self,
             const GError *error)
{
  g_autofree char *sentence = error != NULL ? bell_format_error (error) : NULL;

  gtk_label_set_label (self->sentence, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->problem, sentence != NULL);
}

/* What is to be added */

static const char *
get_marker (BellSubscriptionsPage *self)
{
  guint selected = adw_combo_row_get_selected (self->events);

  if (self->known_events == NULL || selected >= self->known_events->len)
    return gtk_editable_get_text (self->marker);
  return ((OeEventInfo *) g_ptr_array_index (self->known_events, selected))->identifier;
}

static gboolean
get_product (BellSubscriptionsPage *self,
             gint64 *product)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (gtk_editable_get_text (self->product), 10, 1, G_MAXINT32, &number, NULL))
    return FALSE;
  *product = (gint64) number;
  return TRUE;
}

static void
update_add (BellSubscriptionsPage *self)
{
  gboolean typed = self->known_events == NULL || adw_combo_row_get_selected (self->events) >= self->known_events->len;
  gint64 product;

  /* The last choice is none of the shop's: its marker is typed. */
  gtk_widget_set_visible (GTK_WIDGET (self->marker), typed);
  gtk_widget_set_sensitive (self->add, !self->changing && self->subscriptions != NULL && *get_marker (self) != '\0' &&
                                         get_product (self, &product));
}

static void
show_events (BellSubscriptionsPage *self,
             GPtrArray *events)
{
  g_autoptr (GtkStringList) titles = NULL;

  if (events == NULL || events == self->known_events)
    return;
  g_clear_pointer (&self->known_events, g_ptr_array_unref);
  self->known_events = g_ptr_array_ref (events);
  titles = gtk_string_list_new (NULL);
  for (guint i = 0; i < events->len; i++)
    gtk_string_list_append (titles, ((OeEventInfo *) g_ptr_array_index (events, i))->title);
  /* TRANSLATORS: of a list of events: one that is not in it */
  gtk_string_list_append (titles, _("Another one"));
  adw_combo_row_set_model (self->events, G_LIST_MODEL (titles));
  gtk_widget_set_visible (GTK_WIDGET (self->events), events->len > 0);
}

/* What there is */

static void
update (BellSubscriptionsPage *self)
{
  gboolean loading, empty;

  if (self->subscriptions == NULL)
    return;
  loading = bell_subscriptions_get_loading (self->subscriptions);
  empty = g_list_model_get_n_items (bell_subscriptions_get_model (self->subscriptions)) == 0;
  gtk_spinner_set_spinning (self->spinner, loading || self->changing);
  gtk_widget_set_visible (GTK_WIDGET (self->list), !empty);
  gtk_widget_set_visible (self->none, empty && !loading && bell_subscriptions_get_error (self->subscriptions) == NULL);
  gtk_widget_set_visible (self->more, !loading && bell_subscriptions_get_has_more (self->subscriptions));
  if (bell_subscriptions_get_error (self->subscriptions) != NULL)
    say_problem (self, bell_subscriptions_get_error (self->subscriptions));
  show_events (self, bell_subscriptions_get_events (self->subscriptions));
  update_add (self);
}

/* Changes. Each holds the page; subscriptions may be another shop's by the time of the answer. */

static gboolean
changed (BellSubscriptionsPage *self,
         BellSubscriptions *subscriptions,
         GAsyncResult *result,
         const char *toast)
{
  g_autoptr (GError) error = NULL;
  gboolean done = bell_subscriptions_change_finish (subscriptions, result, &error);

  if (subscriptions != self->subscriptions)
    return FALSE;
  self->changing = FALSE;
  say_problem (self, error);
  if (done)
    g_signal_emit (self, signals[SIGNAL_TOAST], 0, toast);
  update (self);
  return done;
}

static void
add_cb (GObject *source,
        GAsyncResult *result,
        gpointer user_data)
{
  g_autoptr (BellSubscriptionsPage) self = user_data;

  if (changed (self, BELL_SUBSCRIPTIONS (source), result, _("Subscribed")))
    gtk_editable_set_text (self->product, "");
}

static void
remove_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (BellSubscriptionsPage) self = user_data;

  changed (self, BELL_SUBSCRIPTIONS (source), result, _("Unsubscribed"));
}

static void
on_add_clicked (BellSubscriptionsPage *self)
{
  gint64 product;

  if (!gtk_widget_get_sensitive (self->add) || !get_product (self, &product))
    return;
  self->changing = TRUE;
  say_problem (self, NULL);
  bell_subscriptions_add_async (self->subscriptions, get_marker (self), product, add_cb, g_object_ref (self));
  update (self);
}

static void
on_remove (BellSubscriptionsPage *self,
           BellSubscriptionRow *row)
{
  if (self->changing)
    return;
  self->changing = TRUE;
  say_problem (self, NULL);
  bell_subscriptions_remove_async (self->subscriptions, bell_subscription_row_get_subscription (row), remove_cb,
                                   g_object_ref (self));
  update (self);
}

static void
on_more_clicked (BellSubscriptionsPage *self)
{
  bell_subscriptions_load_more (self->subscriptions);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  GtkWidget *row = bell_subscription_row_new (item);

  g_signal_connect_object (row, "remove", G_CALLBACK (on_remove), user_data, G_CONNECT_SWAPPED);
  return row;
}

/* The shop */

void
bell_subscriptions_page_stop (BellSubscriptionsPage *self)
{
  g_return_if_fail (BELL_IS_SUBSCRIPTIONS_PAGE (self));

  if (self->subscriptions == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->subscriptions, update, self);
  bell_subscriptions_stop (self->subscriptions);
  gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->subscriptions);
}

void
bell_subscriptions_page_set_shop (BellSubscriptionsPage *self,
                                  BellShop *shop)
{
  g_return_if_fail (BELL_IS_SUBSCRIPTIONS_PAGE (self));

  bell_subscriptions_page_stop (self);
  g_clear_pointer (&self->known_events, g_ptr_array_unref);
  gtk_widget_set_visible (GTK_WIDGET (self->events), FALSE);
  gtk_editable_set_text (self->marker, "");
  gtk_editable_set_text (self->product, "");
  self->changing = FALSE;
  say_problem (self, NULL);
  self->subscriptions = bell_subscriptions_new (shop);
  gtk_list_box_bind_model (self->list, bell_subscriptions_get_model (self->subscriptions), create_row, self, NULL);
  g_signal_connect_swapped (self->subscriptions, "changed", G_CALLBACK (update), self);
  bell_subscriptions_load (self->subscriptions);
  update (self);
}

/* GObject */

static void
bell_subscriptions_page_dispose (GObject *object)
{
  BellSubscriptionsPage *self = BELL_SUBSCRIPTIONS_PAGE (object);

  if (self->list != NULL)
    bell_subscriptions_page_stop (self);
  g_clear_pointer (&self->known_events, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_SUBSCRIPTIONS_PAGE);
  G_OBJECT_CLASS (bell_subscriptions_page_parent_class)->dispose (object);
}

static void
bell_subscriptions_page_class_init (BellSubscriptionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_subscriptions_page_dispose;

  signals[SIGNAL_TOAST] = g_signal_new ("toast", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-subscriptions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BellSubscriptionsPage, problem);
  gtk_widget_class_bind_template_child (widget_class, BellSubscriptionsPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, BellSubscriptionsPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, BellSubscriptionsPage, list);
  gtk_widget_class_bind_template_child (widget_class, BellSubscriptionsPage, none);
  gtk_widget_class_bind_template_child (widget_class, BellSubscriptionsPage, more);
  gtk_widget_class_bind_template_child (widget_class, BellSubscriptionsPage, events);
  gtk_widget_class_bind_template_child (widget_class, BellSubscriptionsPage, marker);
  gtk_widget_class_bind_template_child (widget_class, BellSubscriptionsPage, product);
  gtk_widget_class_bind_template_child (widget_class, BellSubscriptionsPage, add);
  gtk_widget_class_bind_template_callback (widget_class, update_add);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_more_clicked);
}

static void
bell_subscriptions_page_init (BellSubscriptionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
