/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-subscription.h"

#include <glib/gi18n.h>

struct _BellSubscription
{
  GObject parent_instance;

  char *marker;
  gint64 product;
  char *event; /* (nullable) */
  char *title; /* (nullable) */
  char *status;
  char *price;
  char *image_address;
  GBytes *image;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellSubscription, bell_subscription, G_TYPE_OBJECT)

static void
bell_subscription_finalize (GObject *object)
{
  BellSubscription *self = BELL_SUBSCRIPTION (object);

  g_free (self->marker);
  g_free (self->event);
  g_free (self->title);
  g_free (self->status);
  g_free (self->price);
  g_free (self->image_address);
  g_clear_pointer (&self->image, g_bytes_unref);
  G_OBJECT_CLASS (bell_subscription_parent_class)->finalize (object);
}

static void
bell_subscription_class_init (BellSubscriptionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_subscription_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
bell_subscription_init (BellSubscription *self)
{
}

BellSubscription *
bell_subscription_new (const char *marker,
                       gint64 product)
{
  BellSubscription *self = g_object_new (BELL_TYPE_SUBSCRIPTION, NULL);

  self->marker = g_strdup (marker);
  self->product = product;
  return self;
}

const char *
bell_subscription_get_marker (BellSubscription *self)
{
  return self->marker;
}

gint64
bell_subscription_get_product (BellSubscription *self)
{
  return self->product;
}

const char *
bell_subscription_get_event (BellSubscription *self)
{
  return self->event != NULL ? self->event : self->marker;
}

void
bell_subscription_set_event (BellSubscription *self,
                             const char *title)
{
  g_free (self->event);
  self->event = g_strdup (title);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

char *
bell_subscription_dup_title (BellSubscription *self)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, self->product);

  if (self->title != NULL && *self->title != '\0')
    return g_strdup (self->title);
  /* TRANSLATORS: %s is the number a shop knows a product by */
  return g_strdup_printf (_("Product %s"), number);
}

char *
bell_subscription_dup_facts (BellSubscription *self)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new ();
  const char *all[] = { self->price, self->status };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i] != NULL && *all[i] != '\0')
      g_ptr_array_add (facts, (gpointer) all[i]);
  g_ptr_array_add (facts, NULL);
  return g_strjoinv (" · ", (char **) facts->pdata);
}

void
bell_subscription_learn (BellSubscription *self,
                         const OeProduct *product)
{
  g_free (self->title);
  g_free (self->status);
  g_free (self->price);
  g_free (self->image_address);
  self->title = g_strdup (product->title);
  self->status = g_strdup (product->status);
  self->price = g_strdup (product->price);
  self->image_address = g_strdup (product->image);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

const char *
bell_subscription_get_image_address (BellSubscription *self)
{
  return self->image_address;
}

GBytes *
bell_subscription_get_image (BellSubscription *self)
{
  return self->image;
}

void
bell_subscription_set_image (BellSubscription *self,
                             GBytes *image)
{
  g_clear_pointer (&self->image, g_bytes_unref);
  self->image = g_bytes_ref (image);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
