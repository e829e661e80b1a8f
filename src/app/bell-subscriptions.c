/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-subscriptions.h"

#include "bell-session-questions.h"
#include "bell-subscription-lookup.h"
#include "oe-client-products.h"

#define PAGE 30

struct _BellSubscriptions
{
  GObject parent_instance;

  /* Owned */
  BellShop *shop;
  GListStore *items;
  GPtrArray *events; /* (nullable) */
  GCancellable *cancellable;
  GError *error;
  guint asked;       /* entries of the server's list that were asked for */
  guint total;
  gboolean loading;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellSubscriptions, bell_subscriptions, G_TYPE_OBJECT)

static void
changed (BellSubscriptions *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static BellSession *
get_session (BellSubscriptions *self)
{
  return bell_shop_get_session (self->shop);
}

/* The titles of events */

static void
name_events (BellSubscriptions *self)
{
  for (guint i = 0; self->events != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (BellSubscription) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      for (guint e = 0; e < self->events->len; e++)
        {
          const OeEventInfo *event = g_ptr_array_index (self->events, e);

          if (g_strcmp0 (event->identifier, bell_subscription_get_marker (item)) == 0 &&
              g_strcmp0 (event->title, bell_subscription_get_event (item)) != 0)
            bell_subscription_set_event (item, event->title);
        }
    }
}

static void
events_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (BellSubscriptions) self = user_data;
  GPtrArray *events = bell_session_call_finish (BELL_SESSION (source), result, NULL);

  if (events == NULL)
    return;
  g_clear_pointer (&self->events, g_ptr_array_unref);
  self->events = events;
  name_events (self);
  changed (self);
}

/* Pages */

static void
page_begin (OeClient *client,
            const char *access_token,
            gpointer data,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  oe_client_list_subscriptions_async (client, access_token, GPOINTER_TO_UINT (data), PAGE, cancellable, callback, user_data);
}

typedef struct
{
  GPtrArray *items;
  guint total;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_ptr_array_unref (answer->items);
  g_free (answer);
}

static gpointer
page_finish (OeClient *client,
             GAsyncResult *result,
             gpointer data,
             GError **error)
{
  guint total = 0;
  GPtrArray *items = oe_client_list_subscriptions_finish (client, result, &total, error);
  Answer *answer;

  if (items == NULL)
    return NULL;
  answer = g_new0 (Answer, 1);
  answer->items = items;
  answer->total = total;
  return answer;
}

static const BellCall page_call = { page_begin, page_finish, answer_free };

static void
add_page (BellSubscriptions *self,
          Answer *answer)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < answer->items->len; i++)
    {
      const OeSubscription *subscription = g_ptr_array_index (answer->items, i);

      g_ptr_array_add (added, bell_subscription_new (subscription->marker, subscription->product));
    }
  /* An empty page ends the list whatever the total says. */
  self->total = answer->items->len > 0 ? answer->total : g_list_model_get_n_items (G_LIST_MODEL (self->items));
  self->asked += PAGE;
  g_list_store_splice (self->items, g_list_model_get_n_items (G_LIST_MODEL (self->items)), 0, added->pdata, added->len);
  name_events (self);
  if (added->len > 0)
    bell_subscription_look_up (self->shop, added, self->cancellable);
}

static void
page_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (BellSubscriptions) self = user_data;
  g_autoptr (GError) error = NULL;
  Answer *answer = bell_session_call_finish (BELL_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->loading = FALSE;
  g_clear_error (&self->error);
  if (answer != NULL)
    add_page (self, answer);
  else
    self->error = g_steal_pointer (&error);
  g_clear_pointer (&answer, answer_free);
  changed (self);
}

static void
ask_page (BellSubscriptions *self)
{
  self->loading = TRUE;
  bell_session_call_async (get_session (self), &page_call, GUINT_TO_POINTER (self->asked), NULL, self->cancellable,
                           page_cb, g_object_ref (self));
  changed (self);
}

void
bell_subscriptions_stop (BellSubscriptions *self)
{
  g_return_if_fail (BELL_IS_SUBSCRIPTIONS (self));

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->loading = FALSE;
}

void
bell_subscriptions_load (BellSubscriptions *self)
{
  g_return_if_fail (BELL_IS_SUBSCRIPTIONS (self));

  bell_subscriptions_stop (self);
  g_list_store_remove_all (self->items);
  g_clear_error (&self->error);
  self->asked = 0;
  self->total = 0;
  if (self->events == NULL)
    bell_session_call_async (get_session (self), &bell_question_events, NULL, NULL, self->cancellable, events_cb,
                             g_object_ref (self));
  ask_page (self);
}

void
bell_subscriptions_load_more (BellSubscriptions *self)
{
  g_return_if_fail (BELL_IS_SUBSCRIPTIONS (self));

  if (!self->loading && bell_subscriptions_get_has_more (self))
    ask_page (self);
}

/* Changes */

typedef struct
{
  char *marker;
  gint64 product;
  gboolean add;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->marker);
  g_free (change);
}

static void
change_begin (OeClient *client,
              const char *access_token,
              gpointer data,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  Change *change = data;

  if (change->add)
    oe_client_subscribe_async (client, access_token, change->marker, change->product, cancellable, callback, user_data);
  else
    oe_client_unsubscribe_async (client, access_token, change->marker, change->product, cancellable, callback,
                                 user_data);
}

static gpointer
change_finish (OeClient *client,
               GAsyncResult *result,
               gpointer data,
               GError **error)
{
  return GINT_TO_POINTER (oe_client_subscribe_finish (client, result, error));
}

static const BellCall change_call = { change_begin, change_finish, NULL };

static void
change_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BellSubscriptions *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (bell_session_call_finish (BELL_SESSION (source), result, &error) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  bell_subscriptions_load (self);
  g_task_return_boolean (task, TRUE);
}

static void
change (BellSubscriptions *self,
        const char *marker,
        gint64 product,
        gboolean add,
        GAsyncReadyCallback callback,
        gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Change *wanted = g_new0 (Change, 1);

  g_task_set_source_tag (task, change);
  wanted->marker = g_strdup (marker);
  wanted->product = product;
  wanted->add = add;
  bell_session_call_async (get_session (self), &change_call, wanted, change_free, NULL, change_cb, task);
}

void
bell_subscriptions_add_async (BellSubscriptions *self,
                              const char *marker,
                              gint64 product,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  change (self, marker, product, TRUE, callback, user_data);
}

void
bell_subscriptions_remove_async (BellSubscriptions *self,
                                 BellSubscription *subscription,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  change (self, bell_subscription_get_marker (subscription), bell_subscription_get_product (subscription), FALSE,
          callback, user_data);
}

gboolean
bell_subscriptions_change_finish (BellSubscriptions *self,
                                  GAsyncResult *result,
                                  GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* What there is */

GListModel *
bell_subscriptions_get_model (BellSubscriptions *self)
{
  return G_LIST_MODEL (self->items);
}

gboolean
bell_subscriptions_get_loading (BellSubscriptions *self)
{
  return self->loading;
}

gboolean
bell_subscriptions_get_has_more (BellSubscriptions *self)
{
  return self->asked < self->total && self->asked < BELL_MAX_SUBSCRIPTIONS;
}

guint
bell_subscriptions_get_total (BellSubscriptions *self)
{
  return self->total;
}

const GError *
bell_subscriptions_get_error (BellSubscriptions *self)
{
  return self->error;
}

GPtrArray *
bell_subscriptions_get_events (BellSubscriptions *self)
{
  return self->events;
}

/* GObject */

static void
bell_subscriptions_finalize (GObject *object)
{
  BellSubscriptions *self = BELL_SUBSCRIPTIONS (object);

  g_clear_object (&self->shop);
  g_clear_object (&self->items);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (bell_subscriptions_parent_class)->finalize (object);
}

static void
bell_subscriptions_class_init (BellSubscriptionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_subscriptions_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
bell_subscriptions_init (BellSubscriptions *self)
{
  self->items = g_list_store_new (BELL_TYPE_SUBSCRIPTION);
  self->cancellable = g_cancellable_new ();
}

BellSubscriptions *
bell_subscriptions_new (BellShop *shop)
{
  BellSubscriptions *self = g_object_new (BELL_TYPE_SUBSCRIPTIONS, NULL);

  self->shop = g_object_ref (shop);
  return self;
}
