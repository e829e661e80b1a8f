/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-keeper.h"

#include "oe-waiters.h"

#define MARGIN_US (60 * G_USEC_PER_SEC) /* facts 2.4 */
#define SAVE_LIMIT_MS 5000              /* design §3, invariant 3 */
#define MAX_ATTEMPTS 2

typedef enum
{
  STATE_IDLE,
  STATE_REFRESHING,
  STATE_SAVING,
  STATE_STOPPED,
} State;

struct _OeKeeper
{
  GObject parent_instance;

  OeClient *client;
  BellClock *clock;
  OeTokens *tokens;
  OeWaiters *waiters;
  State state;

  /* The refresh under way, and what it brought. */
  GCancellable *cancellable;
  guint attempts;
  OeTokens *pending;

  OeKeeperSaveFunc save_func;
  gpointer save_data;
  GDestroyNotify save_destroy;
  guint save_serial;
  guint save_timer;
  gboolean tokens_saved;
};

typedef enum { PROP_TOKENS_SAVED = 1 } OeKeeperProperty;
static GParamSpec *properties[PROP_TOKENS_SAVED + 1];

enum { REFRESHED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OeKeeper, oe_keeper, G_TYPE_OBJECT)

static void begin_refresh (OeKeeper *self);

/* How fresh */

/* µs until the access token should be replaced, by the server's clock (U32). */
static gint64
get_left_us (OeKeeper *self)
{
  gint64 now = bell_clock_get_wall_us (self->clock) + oe_client_get_skew_us (self->client);
  gint64 margin = MARGIN_US;

  if (self->tokens->issued_us > 0 && self->tokens->expires_us > self->tokens->issued_us)
    margin = MIN (margin, (self->tokens->expires_us - self->tokens->issued_us) / 10);
  return self->tokens->expires_us - margin - now;
}

static gboolean
can_refresh (OeKeeper *self)
{
  return self->tokens->refresh_token != NULL && *self->tokens->refresh_token != '\0';
}

/* A token whose end is unknown is believed until somebody refuses it. */
static gboolean
is_fresh (OeKeeper *self,
          const char *refused_token)
{
  const char *access = self->tokens->access_token;

  if (access == NULL || *access == '\0' || g_strcmp0 (access, refused_token) == 0)
    return FALSE;
  return self->tokens->expires_us == 0 || get_left_us (self) > 0 || !can_refresh (self);
}

gint64
oe_keeper_get_refresh_in_ms (OeKeeper *self)
{
  if (self->tokens == NULL || !can_refresh (self))
    return -1;
  if (self->tokens->access_token == NULL)
    return 0;
  if (self->tokens->expires_us == 0)
    return -1;
  return MAX (get_left_us (self), 0) / 1000;
}

/* State */

static void
set_tokens_saved (OeKeeper *self,
                  gboolean saved)
{
  if (self->tokens_saved == saved)
    return;
  self->tokens_saved = saved;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOKENS_SAVED]);
}

/* Whatever is under way is not waited for any more; an answer that still comes is nobody's. */
static void
leave_flight (OeKeeper *self,
              State state)
{
  g_autoptr (GCancellable) cancellable = g_steal_pointer (&self->cancellable);

  self->state = state;
  self->save_serial++;
  bell_clock_clear (self->clock, &self->save_timer);
  g_clear_pointer (&self->pending, oe_tokens_unref);
  if (cancellable != NULL)
    g_cancellable_cancel (cancellable);
}

static void
fail_waiters (OeKeeper *self,
              int code,
              const char *message)
{
  g_autoptr (GError) error = g_error_new_literal (OE_ERROR, code, message);

  oe_waiters_answer (self->waiters, NULL, error);
}

/* Saving */

static void
adopt (OeKeeper *self,
       gboolean saved)
{
  g_autoptr (OeKeeper) alive = g_object_ref (self);
  g_autofree char *access = NULL;

  bell_clock_clear (self->clock, &self->save_timer);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->tokens, oe_tokens_unref);
  self->tokens = g_steal_pointer (&self->pending);
  self->state = STATE_IDLE;
  access = g_strdup (self->tokens->access_token);

  set_tokens_saved (self, saved);
  oe_waiters_answer (self->waiters, access, NULL);
  /* Whoever was answered may have stopped or signed out. */
  if (self->tokens != NULL && g_strcmp0 (self->tokens->access_token, access) == 0)
    g_signal_emit (self, signals[REFRESHED], 0);
}

static void
on_save_overdue (gpointer user_data)
{
  OeKeeper *self = user_data;

  self->save_timer = 0;
  adopt (self, FALSE);
}

void
oe_keeper_saved (OeKeeper *self,
                 guint serial,
                 gboolean success)
{
  if (serial != self->save_serial)
    return;
  if (self->state == STATE_SAVING)
    adopt (self, success);
  else if (success)
    set_tokens_saved (self, TRUE);
}

static void
save (OeKeeper *self)
{
  g_autoptr (OeTokens) tokens = oe_tokens_ref (self->pending);

  if (self->save_func == NULL)
    {
      adopt (self, TRUE);
      return;
    }
  self->state = STATE_SAVING;
  self->save_serial++;
  self->save_timer = bell_clock_add (self->clock, SAVE_LIMIT_MS, on_save_overdue, self);
  self->save_func (self, tokens, self->save_serial, self->save_data);
}

/* Refreshing */

typedef struct
{
  OeKeeper *keeper;
  GCancellable *cancellable;
} Flight;

static void
flight_free (Flight *flight)
{
  g_object_unref (flight->keeper);
  g_object_unref (flight->cancellable);
  g_free (flight);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Flight, flight_free)

static void send_refresh (OeKeeper *self);

static void
refresh_failed (OeKeeper *self,
                const GError *error)
{
  /* The answer may be what was lost, and the server gone on to the next token: once more with the same (facts 2.4). */
  if (g_error_matches (error, OE_ERROR, OE_ERROR_NETWORK) && self->attempts < MAX_ATTEMPTS)
    {
      send_refresh (self);
      return;
    }
  g_clear_object (&self->cancellable);
  self->state = STATE_IDLE;
  if (g_error_matches (error, OE_ERROR, OE_ERROR_SESSION_OVER))
    g_clear_pointer (&self->tokens, oe_tokens_unref);
  oe_waiters_answer (self->waiters, NULL, error);
}

static void
refresh_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (Flight) flight = user_data;
  OeKeeper *self = flight->keeper;
  g_autoptr (GError) error = NULL;
  g_autoptr (OeTokens) tokens = oe_client_refresh_finish (OE_CLIENT (source), result, &error);

  if (flight->cancellable != self->cancellable)
    return;
  if (tokens == NULL)
    {
      refresh_failed (self, error);
      return;
    }
  if (tokens->user_identifier == NULL)
    tokens->user_identifier = g_strdup (self->tokens->user_identifier);
  self->pending = g_steal_pointer (&tokens);
  save (self);
}

static void
send_refresh (OeKeeper *self)
{
  Flight *flight = g_new0 (Flight, 1);

  self->attempts++;
  flight->keeper = g_object_ref (self);
  flight->cancellable = g_object_ref (self->cancellable);
  oe_client_refresh_async (self->client, self->tokens->provider, self->tokens->refresh_token, self->cancellable,
                           refresh_cb, flight);
}

static void
begin_refresh (OeKeeper *self)
{
  self->state = STATE_REFRESHING;
  self->attempts = 0;
  self->cancellable = g_cancellable_new ();
  send_refresh (self);
}

/* Asking */

/* For those who wait, with no refresh under way. */
static void
serve (OeKeeper *self,
       const char *refused_token)
{
  if (self->tokens != NULL && is_fresh (self, refused_token))
    {
      g_autofree char *access = g_strdup (self->tokens->access_token);

      oe_waiters_answer (self->waiters, access, NULL);
    }
  else if (self->tokens != NULL && can_refresh (self))
    begin_refresh (self);
  else
    {
      g_clear_pointer (&self->tokens, oe_tokens_unref);
      fail_waiters (self, OE_ERROR_SESSION_OVER, "Nobody is signed in");
    }
}

void
oe_keeper_get_access_async (OeKeeper *self,
                            const char *refused_token,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, oe_keeper_get_access_async);
  if (self->state == STATE_STOPPED)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The session was stopped");
      g_object_unref (task);
      return;
    }
  oe_waiters_add (self->waiters, task);
  if (self->state == STATE_IDLE && !oe_waiters_is_empty (self->waiters))
    serve (self, refused_token);
}

char *
oe_keeper_get_access_finish (OeKeeper *self,
                             GAsyncResult *result,
                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Settings */

OeKeeper *
oe_keeper_new (OeClient *client,
               BellClock *clock)
{
  OeKeeper *self = g_object_new (OE_TYPE_KEEPER, NULL);

  self->client = g_object_ref (client);
  self->clock = g_object_ref (clock);
  return self;
}

void
oe_keeper_set_save_func (OeKeeper *self,
                         OeKeeperSaveFunc func,
                         gpointer user_data,
                         GDestroyNotify destroy)
{
  if (self->save_destroy != NULL)
    self->save_destroy (self->save_data);
  self->save_func = func;
  self->save_data = user_data;
  self->save_destroy = destroy;
}

void
oe_keeper_set_tokens (OeKeeper *self,
                      OeTokens *tokens)
{
  g_autoptr (OeKeeper) alive = g_object_ref (self);
  OeTokens *old = self->tokens;

  self->tokens = tokens != NULL ? oe_tokens_ref (tokens) : NULL;
  if (old != NULL)
    oe_tokens_unref (old);
  if (self->state == STATE_STOPPED)
    return;
  leave_flight (self, STATE_IDLE);
  set_tokens_saved (self, TRUE);
  if (!oe_waiters_is_empty (self->waiters) && self->state == STATE_IDLE)
    serve (self, NULL);
}

OeTokens *
oe_keeper_get_tokens (OeKeeper *self)
{
  return self->tokens;
}

gboolean
oe_keeper_get_tokens_saved (OeKeeper *self)
{
  return self->tokens_saved;
}

void
oe_keeper_stop (OeKeeper *self)
{
  g_autoptr (OeKeeper) alive = g_object_ref (self);
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The session was stopped");

  if (self->state == STATE_STOPPED)
    return;
  /* The old refresh token is dead already; a sign-out needs the new one. */
  if (self->pending != NULL)
    {
      g_clear_pointer (&self->tokens, oe_tokens_unref);
      self->tokens = g_steal_pointer (&self->pending);
    }
  leave_flight (self, STATE_STOPPED);
  oe_waiters_answer (self->waiters, NULL, error);
}

/* GObject */

static void
oe_keeper_get_property (GObject *object,
                        guint prop_id,
                        GValue *value,
                        GParamSpec *pspec)
{
  OeKeeper *self = OE_KEEPER (object);

  switch ((OeKeeperProperty) prop_id)
    {
    case PROP_TOKENS_SAVED:
      g_value_set_boolean (value, self->tokens_saved);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
oe_keeper_finalize (GObject *object)
{
  OeKeeper *self = OE_KEEPER (object);

  if (self->clock != NULL)
    bell_clock_clear (self->clock, &self->save_timer);
  oe_keeper_set_save_func (self, NULL, NULL, NULL);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->tokens, oe_tokens_unref);
  g_clear_pointer (&self->pending, oe_tokens_unref);
  g_clear_pointer (&self->waiters, oe_waiters_free);
  G_OBJECT_CLASS (oe_keeper_parent_class)->finalize (object);
}

static void
oe_keeper_class_init (OeKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = oe_keeper_get_property;
  object_class->finalize = oe_keeper_finalize;

  properties[PROP_TOKENS_SAVED] = g_param_spec_boolean ("tokens-saved", NULL, NULL, TRUE,
                                                        G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                          G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[REFRESHED] = g_signal_new ("refreshed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
}

static void
oe_keeper_init (OeKeeper *self)
{
  self->waiters = oe_waiters_new ();
  self->tokens_saved = TRUE;
}
