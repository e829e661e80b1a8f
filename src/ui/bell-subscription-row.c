/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-subscription-row.h"

#include "bell-format.h"
#include "bell-picture.h"
#include "bell-spoken-name.h"

#include <glib/gi18n.h>

#define SIZE 40

struct _BellSubscriptionRow
{
  AdwActionRow parent_instance;

  /* Borrowed */
  GtkImage *picture;
  GtkWidget *remove;

  /* Owned */
  BellSubscription *subscription;
  GCancellable *cancellable;
  GBytes *decoded; /* (nullable): what the picture was made of */
};

enum
{
  SIGNAL_REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellSubscriptionRow, bell_subscription_row, ADW_TYPE_ACTION_ROW)

static void
decode_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (BellSubscriptionRow) self = user_data;
  g_autoptr (GdkTexture) texture = bell_picture_decode_finish (result);

  if (texture != NULL)
    gtk_image_set_from_paintable (self->picture, GDK_PAINTABLE (texture));
}

static void
update (BellSubscriptionRow *self)
{
  g_autofree char *title = bell_subscription_dup_title (self->subscription);
  g_autofree char *facts = bell_subscription_dup_facts (self->subscription);
  const char *event = bell_subscription_get_event (self->subscription);
  g_autofree char *subtitle = g_strjoin (" · ", event, *facts != '\0' ? facts : NULL, NULL);
  /* TRANSLATORS: read aloud for a button; an event's title, and a product's */
  g_autofree char *remove = g_strdup_printf (_("Unsubscribe from “%s” about %s"), event, title);
  GBytes *image = bell_subscription_get_image (self->subscription);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  bell_spoken_name_set (self->remove, remove);
  if (image == NULL || self->decoded != NULL)
    return;
  self->decoded = g_bytes_ref (image);
  bell_picture_decode_async (image, SIZE * 2, self->cancellable, decode_cb, g_object_ref (self));
}

static void
on_remove_clicked (BellSubscriptionRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

BellSubscription *
bell_subscription_row_get_subscription (BellSubscriptionRow *self)
{
  return self->subscription;
}

static void
bell_subscription_row_dispose (GObject *object)
{
  BellSubscriptionRow *self = BELL_SUBSCRIPTION_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->subscription);
  g_clear_pointer (&self->decoded, g_bytes_unref);
  G_OBJECT_CLASS (bell_subscription_row_parent_class)->dispose (object);
}

static void
bell_subscription_row_class_init (BellSubscriptionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bell_subscription_row_dispose;

  signals[SIGNAL_REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

static void
bell_subscription_row_init (BellSubscriptionRow *self)
{
  self->cancellable = g_cancellable_new ();
  self->picture = GTK_IMAGE (g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           "pixel-size", SIZE, NULL));
  gtk_image_set_from_icon_name (self->picture, bell_format_kind_icon ("product"));
  gtk_widget_add_css_class (GTK_WIDGET (self->picture), "bell-picture");
  self->remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_set_valign (self->remove, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->remove, _("Unsubscribe"));
  gtk_widget_add_css_class (self->remove, "flat");
  g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (on_remove_clicked), self);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->picture));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->remove);
}

GtkWidget *
bell_subscription_row_new (BellSubscription *subscription)
{
  BellSubscriptionRow *self = g_object_new (BELL_TYPE_SUBSCRIPTION_ROW, NULL);

  self->subscription = g_object_ref (subscription);
  g_signal_connect_object (subscription, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
