/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-canary.h"

#include "bell-session-call.h"
#include "bell-shop-watch.h"
#include "oe-canary.h"
#include "oe-client-forms.h"

#define AGAIN_S 60 /* after one that was lost */

/* What is known of one shop's. Boot times in µs. */
typedef struct
{
  BellCanary *canary; /* borrowed */
  BellShop *shop;
  GCancellable *cancellable; /* (nullable): of the one that is being submitted */
  char *text;                /* (nullable): of the newest */
  gint64 sent;
  gboolean out; /* it is waited for */
  guint timer;  /* until the next, or until the newest counts as lost */
} Bird;

struct _BellCanary
{
  GObject parent_instance;

  /* Owned */
  BellShopWatch *watch;
  BellClock *clock;
  GPtrArray *birds;
};

G_DEFINE_FINAL_TYPE (BellCanary, bell_canary, G_TYPE_OBJECT)

/* News */

static void
tell (Bird *bird,
      const BellCanaryNews *news)
{
  bell_shop_set_canary (bird->shop, news);
}

/* When the newest was submitted, as Unix time. */
static gint64
get_sent (Bird *bird)
{
  BellClock *clock = bird->canary->clock;

  return bell_clock_get_wall_us (clock) - (bell_clock_get_boot_us (clock) - bird->sent);
}

/* Flying */

static void fly_cb (gpointer user_data);

static void
fly_later (Bird *bird,
           guint seconds)
{
  bell_clock_clear (bird->canary->clock, &bird->timer);
  bird->timer = bell_clock_add (bird->canary->clock, seconds * 1000, fly_cb, bird);
}

static guint
get_interval (Bird *bird)
{
  return MAX (bell_shop_get_info (bird->shop)->canary_minutes, 1) * 60;
}

static void
lost_cb (gpointer user_data)
{
  Bird *bird = user_data;
  const BellCanaryNews *old = bell_shop_get_canary (bird->shop);
  BellCanaryNews news = { .lost_since = old->lost_since != 0 ? old->lost_since : get_sent (bird),
                          .back_at = old->back_at, .round_trip = old->round_trip };

  bird->timer = 0;
  bird->out = FALSE;
  g_message ("%s: the test form's event did not come back", bell_shop_get_name (bird->shop));
  fly_later (bird, AGAIN_S);
  tell (bird, &news);
}

/* What a call needs. The bird may be gone when it ends: its cancellable is cancelled then. */
typedef struct
{
  OeForm *form;
  char *marker;
  char *text;
} Flight;

static void
flight_free (gpointer data)
{
  Flight *flight = data;

  g_clear_pointer (&flight->form, oe_form_free);
  g_free (flight->marker);
  g_free (flight->text);
  g_free (flight);
}

static Flight *
flight_new (Bird *bird)
{
  Flight *flight = g_new0 (Flight, 1);

  flight->marker = g_strdup (bell_shop_get_info (bird->shop)->canary_form);
  flight->text = g_strdup (bird->text);
  return flight;
}

static void
form_begin (OeClient *client,
            const char *access_token,
            gpointer data,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  oe_client_get_form_async (client, ((Flight *) data)->marker, access_token, cancellable, callback, user_data);
}

static gpointer
form_finish (OeClient *client,
             GAsyncResult *result,
             gpointer data,
             GError **error)
{
  return oe_client_get_form_finish (client, result, error);
}

static void
submit_begin (OeClient *client,
              const char *access_token,
              gpointer data,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  Flight *flight = data;

  oe_client_submit_form_async (client, flight->form, flight->text, access_token, cancellable, callback, user_data);
}

static gpointer
submit_finish (OeClient *client,
               GAsyncResult *result,
               gpointer data,
               GError **error)
{
  return GINT_TO_POINTER (oe_client_submit_form_finish (client, result, error));
}

static const BellCall form_call = { form_begin, form_finish, (GDestroyNotify) oe_form_free };
static const BellCall submit_call = { submit_begin, submit_finish, NULL };

/* It could not be submitted: that proves nothing about what is heard, and is said where the form is named. */
static void
fail (Bird *bird,
      const GError *error)
{
  const BellCanaryNews *old = bell_shop_get_canary (bird->shop);
  BellCanaryNews news = { .lost_since = old->lost_since, .back_at = old->back_at, .round_trip = old->round_trip,
                          .problem = error };

  g_clear_object (&bird->cancellable);
  bird->out = FALSE;
  g_message ("%s: the test form could not be submitted: %s", bell_shop_get_name (bird->shop), error->message);
  fly_later (bird, get_interval (bird));
  tell (bird, &news);
}

static void
submitted_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  Bird *bird = user_data;
  g_autoptr (GError) error = NULL;
  BellCanaryNews news;

  bell_session_call_finish (BELL_SESSION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    {
      fail (bird, error);
      return;
    }
  g_clear_object (&bird->cancellable);
  /* The event may be faster than the answer. */
  if (!bird->out)
    return;
  news = *bell_shop_get_canary (bird->shop);
  news.problem = NULL;
  news.out_since = get_sent (bird);
  bell_clock_clear (bird->canary->clock, &bird->timer);
  bird->timer = bell_clock_add (bird->canary->clock, BELL_CANARY_DEADLINE_S * 1000, lost_cb, bird);
  tell (bird, &news);
}

static void
form_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  Bird *bird = user_data;
  g_autoptr (GError) error = NULL;
  OeForm *form = bell_session_call_finish (BELL_SESSION (source), result, &error);
  Flight *flight;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (form == NULL)
    {
      fail (bird, error);
      return;
    }
  flight = flight_new (bird);
  flight->form = form;
  bird->sent = bell_clock_get_boot_us (bird->canary->clock);
  bell_session_call_async (BELL_SESSION (source), &submit_call, flight, flight_free, bird->cancellable, submitted_cb,
                           bird);
}

static void
fly_cb (gpointer user_data)
{
  Bird *bird = user_data;

  bird->timer = 0;
  g_free (bird->text);
  bird->text = oe_canary_new ();
  bird->sent = bell_clock_get_boot_us (bird->canary->clock);
  bird->out = TRUE;
  bird->cancellable = g_cancellable_new ();
  bell_session_call_async (bell_shop_get_session (bird->shop), &form_call, flight_new (bird), flight_free,
                           bird->cancellable, form_cb, bird);
}

/* Nothing is out any more, and nothing follows. */
static void
rest (Bird *bird)
{
  g_cancellable_cancel (bird->cancellable);
  g_clear_object (&bird->cancellable);
  bell_clock_clear (bird->canary->clock, &bird->timer);
  bird->out = FALSE;
}

static void
bird_free (gpointer data)
{
  Bird *bird = data;

  rest (bird);
  g_signal_handlers_disconnect_by_data (bird->shop, bird);
  g_object_unref (bird->shop);
  g_free (bird->text);
  g_free (bird);
}

/* The shops */

/* Whatever changed: a new form, or a connection that came or went. What was lost before is another connection's. */
static void
begin_anew (Bird *bird)
{
  static const BellCanaryNews none = { 0 };
  gboolean flies = *bell_shop_get_info (bird->shop)->canary_form != '\0' &&
                   bell_session_get_state (bell_shop_get_session (bird->shop)) == BELL_SESSION_ONLINE;

  rest (bird);
  if (flies)
    fly_later (bird, BELL_CANARY_FIRST_S);
  tell (bird, &none);
}

static void
on_settings (BellShop *shop,
             GParamSpec *pspec,
             Bird *bird)
{
  begin_anew (bird);
}

static Bird *
find_bird (BellCanary *self,
           BellShop *shop)
{
  for (guint i = 0; i < self->birds->len; i++)
    {
      Bird *bird = g_ptr_array_index (self->birds, i);

      if (bird->shop == shop)
        return bird;
    }
  return NULL;
}

static void
on_changed (BellShopWatch *watch,
            BellShop *shop,
            BellCanary *self)
{
  begin_anew (find_bird (self, shop));
}

static void
on_added (BellShopWatch *watch,
          BellShop *shop,
          BellCanary *self)
{
  Bird *bird = g_new0 (Bird, 1);

  bird->canary = self;
  bird->shop = g_object_ref (shop);
  g_ptr_array_add (self->birds, bird);
  g_signal_connect (shop, "notify::canary-form", G_CALLBACK (on_settings), bird);
  begin_anew (bird);
}

static void
on_removed (BellShopWatch *watch,
            BellShop *shop,
            BellCanary *self)
{
  g_ptr_array_remove (self->birds, find_bird (self, shop));
}

gboolean
bell_canary_take (BellCanary *self,
                  BellShop *shop,
                  OeEvent *event)
{
  g_autofree char *text = oe_canary_find (event);
  Bird *bird = text != NULL ? find_bird (self, shop) : NULL;
  gint64 now = bell_clock_get_boot_us (self->clock);

  if (bird != NULL && g_strcmp0 (bird->text, text) == 0)
    {
      BellCanaryNews news = { .back_at = bell_clock_get_wall_us (self->clock), .round_trip = now - bird->sent };

      bird->out = FALSE;
      fly_later (bird, get_interval (bird));
      tell (bird, &news);
    }
  return text != NULL;
}

void
bell_canary_stop (BellCanary *self)
{
  g_return_if_fail (BELL_IS_CANARY (self));

  bell_shop_watch_stop (self->watch);
  g_ptr_array_set_size (self->birds, 0);
}

/* GObject */

static void
bell_canary_dispose (GObject *object)
{
  bell_canary_stop (BELL_CANARY (object));
  G_OBJECT_CLASS (bell_canary_parent_class)->dispose (object);
}

static void
bell_canary_finalize (GObject *object)
{
  BellCanary *self = BELL_CANARY (object);

  g_ptr_array_unref (self->birds);
  g_object_unref (self->watch);
  g_object_unref (self->clock);
  G_OBJECT_CLASS (bell_canary_parent_class)->finalize (object);
}

static void
bell_canary_class_init (BellCanaryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bell_canary_dispose;
  object_class->finalize = bell_canary_finalize;
}

static void
bell_canary_init (BellCanary *self)
{
  self->birds = g_ptr_array_new_with_free_func (bird_free);
}

BellCanary *
bell_canary_new (GListModel *shops,
                 BellClock *clock)
{
  BellCanary *self = g_object_new (BELL_TYPE_CANARY, NULL);

  self->clock = g_object_ref (clock);
  self->watch = bell_shop_watch_new (shops);
  g_signal_connect_object (self->watch, "added", G_CALLBACK (on_added), self, 0);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (on_changed), self, 0);
  g_signal_connect_object (self->watch, "removed", G_CALLBACK (on_removed), self, 0);
  bell_shop_watch_start (self->watch);
  return self;
}
