/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-client-private.h"

#include "sio-backoff.h"
#include "sio-credentials-private.h"
#include "sio-error-private.h"

#define OPEN_MS 20000
#define JOIN_MS 20000
#define CREDENTIALS_MS 60000
#define MAX_MESSAGE (16 * 1024 * 1024)
#define MIN_RETRY_US (2 * G_USEC_PER_SEC)

/* Whoever was told 401 or 403 and has nothing new to say comes back slowly (REQ-66). */
#define FORBIDDEN_MS 30000

/* A certificate does not heal in seconds (REQ-11). */
#define TLS_MS 30000

typedef enum
{
  PROP_STATE = 1,
  PROP_ATTEMPT,
  PROP_NEXT_ATTEMPT,
} SioClientProperty;

enum
{
  SIGNAL_CONNECTED,
  SIGNAL_DISCONNECTED,
  SIGNAL_CONNECT_ERROR,
  SIGNAL_EVENT,
  N_SIGNALS
};

static GParamSpec *properties[PROP_NEXT_ATTEMPT + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SioClient, sio_client, G_TYPE_OBJECT)

static void start_attempt (SioClient *self);

/* The one place where the state changes; every wait belongs to the state that is left. */
static void
set_state (SioClient *self,
           SioState state,
           gint64 next_attempt)
{
  gboolean changed = self->state != state;

  bell_clock_clear (self->clock, &self->timer);
  self->state = state;
  self->next_attempt = next_attempt;
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEXT_ATTEMPT]);
}

static void
set_attempt (SioClient *self,
             guint n)
{
  if (self->n == n)
    return;
  self->n = n;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ATTEMPT]);
}

/* Leaves the engine there is, so that whatever it still says goes nowhere (REQ-69). */

static void
on_ended (SioEngine *engine,
          SioClient *self)
{
  if (engine != self->closing)
    return;
  g_clear_object (&self->closing);
  if (self->open_when_closed)
    {
      self->open_when_closed = FALSE;
      start_attempt (self);
    }
}

static void
leave_engine (SioClient *self,
              gboolean orderly)
{
  SioEngine *engine = g_steal_pointer (&self->engine);

  if (self->request != NULL)
    sio_credentials_request_abandon (self->request);
  g_clear_object (&self->request);
  g_clear_pointer (&self->sid, g_free);
  self->missing_attachments = 0;
  bell_clock_clear (self->clock, &self->attachment_timer);
  self->open_when_closed = FALSE;

  if (engine == NULL)
    return;
  if (orderly && self->closing == NULL)
    {
      self->closing = engine;
      g_signal_connect_object (engine, "ended", G_CALLBACK (on_ended), self, 0);
      sio_engine_close (engine);
      return;
    }
  sio_engine_drop (engine);
  g_object_unref (engine);
}

/* One attempt: credentials, engine, CONNECT. */

static void
open_engine (SioClient *self)
{
  SioWebsocketParams params = { 0 };

  bell_clock_clear (self->clock, &self->timer);
  params.url = self->url;
  params.path = self->path;
  params.user_agent = self->user_agent;
  params.tls_database = self->tls_database;
  params.proxy_resolver = self->proxy_resolver;
  params.headers = sio_credentials_request_get_headers (self->request);
  params.max_message = self->max_message;

  self->engine = sio_engine_new (self->clock);
  sio_client_connect_engine (self, self->engine);
  sio_engine_open (self->engine, &params, self->open_ms);
}

static void
on_answered (SioCredentialsRequest *request,
             const GError *error,
             gboolean stop,
             gpointer user_data)
{
  SioClient *self = user_data;

  if (error == NULL)
    {
      open_engine (self);
    }
  else if (stop)
    {
      g_autoptr (GError) copy = g_error_copy (error);

      g_object_ref (self);
      leave_engine (self, FALSE);
      g_clear_error (&self->last_error);
      self->last_error = g_error_copy (copy);
      set_state (self, SIO_STATE_STOPPED, 0);
      g_signal_emit (self, signals[SIGNAL_CONNECT_ERROR], 0, copy);
      g_object_unref (self);
    }
  else
    sio_client_lost (self, SIO_REASON_FORCED_CLOSE, error);
}

static void
credentials_overdue_cb (gpointer user_data)
{
  SioClient *self = user_data;
  g_autoptr (GError) error = sio_error_new (SIO_ERROR_TIMEOUT, "The credentials did not come in time");

  self->timer = 0;
  sio_client_lost (self, SIO_REASON_FORCED_CLOSE, error);
}

static void
start_attempt (SioClient *self)
{
  /* Never two engines at the server: the next one waits for the old one's farewell. */
  if (self->closing != NULL)
    {
      self->open_when_closed = TRUE;
      return;
    }
  self->attempt_began = bell_clock_get_boot_us (self->clock);
  self->request = sio_credentials_request_new (self->was_refused, on_answered, self);
  if (self->credentials_func == NULL)
    {
      sio_credentials_request_accept (self->request, NULL);
      return;
    }
  self->timer = bell_clock_add (self->clock, CREDENTIALS_MS, credentials_overdue_cb, self);
  g_object_ref (self);
  self->credentials_func (self, self->request, self->credentials_data);
  g_object_unref (self);
}

static void
begin_attempt (SioClient *self)
{
  g_object_ref (self);
  set_state (self, SIO_STATE_OPENING, 0);
  if (self->state == SIO_STATE_OPENING && self->request == NULL && self->engine == NULL)
    start_attempt (self);
  g_object_unref (self);
}

static void
wait_over_cb (gpointer user_data)
{
  SioClient *self = user_data;

  self->timer = 0;
  begin_attempt (self);
}

static void
schedule (SioClient *self,
          gint64 delay_ms)
{
  set_state (self, SIO_STATE_WAITING, bell_clock_get_boot_us (self->clock) + delay_ms * 1000);
  /* A handler may have gone elsewhere meanwhile. */
  if (self->state == SIO_STATE_WAITING && self->timer == 0)
    self->timer = bell_clock_add (self->clock, MAX ((self->next_attempt - bell_clock_get_boot_us (self->clock)) / 1000, 0),
                                  wait_over_cb, self);
}

static void
join_overdue_cb (gpointer user_data)
{
  SioClient *self = user_data;
  g_autoptr (GError) error = sio_error_new (SIO_ERROR_TIMEOUT, "The server did not answer CONNECT");

  self->timer = 0;
  sio_client_lost (self, SIO_REASON_FORCED_CLOSE, error);
}

void
sio_client_engine_opened (SioClient *self)
{
  g_autofree char *connect = sio_packet_encode (SIO_PACKET_CONNECT, self->url->nsp, -1,
                                                sio_credentials_request_get_auth (self->request));
  SioEngine *engine = self->engine;

  g_clear_object (&self->request);
  sio_engine_send (engine, connect);
  g_object_ref (self);
  set_state (self, SIO_STATE_JOINING, 0);
  if (self->engine == engine && self->join_ms > 0)
    self->timer = bell_clock_add (self->clock, self->join_ms, join_overdue_cb, self);
  g_object_unref (self);
}

static void
stable_cb (gpointer user_data)
{
  SioClient *self = user_data;

  self->timer = 0;
  self->refusals = 0;
  set_attempt (self, 0);
}

void
sio_client_joined (SioClient *self,
                   const char *sid)
{
  SioEngine *engine = self->engine;

  self->sid = g_strdup (sid);
  self->was_refused = FALSE;
  g_clear_error (&self->last_error);
  g_object_ref (self);
  set_state (self, SIO_STATE_CONNECTED, 0);
  if (self->engine == engine)
    {
      self->timer = bell_clock_add (self->clock, self->backoff.stable_ms, stable_cb, self);
      g_signal_emit (self, signals[SIGNAL_CONNECTED], 0, FALSE);
    }
  g_object_unref (self);
}

void
sio_client_emit_event (SioClient *self,
                       SioEvent *event)
{
  g_signal_emit (self, signals[SIGNAL_EVENT], 0, event);
}

/* What follows the end of an engine or of an attempt. */

static void
tell (SioClient *self,
      gboolean was_connected,
      SioReason reason,
      const GError *error)
{
  if (was_connected)
    g_signal_emit (self, signals[SIGNAL_DISCONNECTED], 0, reason, error);
  else
    g_signal_emit (self, signals[SIGNAL_CONNECT_ERROR], 0, error);
}

static void
remember_error (SioClient *self,
                const GError *error)
{
  if (error == self->last_error)
    return;
  g_clear_error (&self->last_error);
  if (error != NULL)
    self->last_error = g_error_copy (error);
}

static void
schedule_or_stop (SioClient *self,
                  gint64 at_least_ms)
{
  gint64 delay_ms;

  if (self->backoff.attempts > 0 && self->n >= self->backoff.attempts)
    {
      set_state (self, SIO_STATE_STOPPED, 0);
      return;
    }
  delay_ms = MAX (sio_backoff_draw (&self->backoff, self->n, self->rand), at_least_ms);
  set_attempt (self, self->n == G_MAXUINT ? self->n : self->n + 1);
  schedule (self, delay_ms);
}

void
sio_client_lost (SioClient *self,
                 SioReason reason,
                 const GError *error)
{
  gboolean was_connected = self->state == SIO_STATE_CONNECTED;
  gint64 at_least_ms = MAX (sio_error_get_retry_after_ms (error), 0);
  g_autoptr (GError) copy = error != NULL ? g_error_copy (error) : NULL;

  if (g_error_matches (error, SIO_ERROR, SIO_ERROR_TLS))
    at_least_ms = MAX (at_least_ms, TLS_MS);

  g_object_ref (self);
  g_debug ("%s: %s", sio_reason_to_string (reason), error != NULL ? error->message : "");
  leave_engine (self, FALSE);
  remember_error (self, copy);
  schedule_or_stop (self, at_least_ms);
  tell (self, was_connected, reason, copy);
  g_object_unref (self);
}

/* error: (transfer full) */
void
sio_client_refused (SioClient *self,
                    SioReason reason,
                    GError *error)
{
  gboolean was_connected = self->state == SIO_STATE_CONNECTED;
  gboolean by_http = error->code == SIO_ERROR_HTTP;
  gint64 delay_ms = by_http ? FORBIDDEN_MS : -1;

  g_object_ref (self);
  leave_engine (self, FALSE);
  bell_clock_clear (self->clock, &self->timer);
  remember_error (self, error);
  self->was_refused = TRUE;
  self->refusals++;
  if (self->refusal_func != NULL)
    delay_ms = self->refusal_func (self, NULL, error, self->refusals, self->refusal_data);

  if (delay_ms < 0)
    set_state (self, SIO_STATE_STOPPED, 0);
  else if (delay_ms > 0)
    schedule (self, MAX (delay_ms, sio_error_get_retry_after_ms (error)));
  else
    set_state (self, SIO_STATE_OPENING, 0);
  tell (self, was_connected, reason, error);

  if (delay_ms == 0 && self->state == SIO_STATE_OPENING && self->request == NULL && self->engine == NULL &&
      !self->open_when_closed)
    start_attempt (self);
  g_error_free (error);
  g_object_unref (self);
}

/* What the caller asks for */

void
sio_client_connect (SioClient *self)
{
  g_return_if_fail (SIO_IS_CLIENT (self));

  if (self->state != SIO_STATE_IDLE && self->state != SIO_STATE_STOPPED)
    return;
  set_attempt (self, 0);
  begin_attempt (self);
}

static void
say_goodbye (SioClient *self)
{
  g_autofree char *disconnect = NULL;

  if (self->state != SIO_STATE_CONNECTED)
    return;
  disconnect = sio_packet_encode (SIO_PACKET_DISCONNECT, self->url->nsp, -1, NULL);
  sio_engine_send (self->engine, disconnect);
}

void
sio_client_disconnect (SioClient *self)
{
  gboolean was_connected = self->state == SIO_STATE_CONNECTED;

  g_return_if_fail (SIO_IS_CLIENT (self));

  g_object_ref (self);
  say_goodbye (self);
  leave_engine (self, TRUE);
  self->refusals = 0;
  self->was_refused = FALSE;
  set_attempt (self, 0);
  set_state (self, SIO_STATE_IDLE, 0);
  if (was_connected)
    g_signal_emit (self, signals[SIGNAL_DISCONNECTED], 0, SIO_REASON_CLIENT_DISCONNECT, NULL);
  g_object_unref (self);
}

void
sio_client_reconnect (SioClient *self)
{
  gboolean was_connected = self->state == SIO_STATE_CONNECTED;

  g_return_if_fail (SIO_IS_CLIENT (self));

  if (self->state == SIO_STATE_IDLE || self->state == SIO_STATE_STOPPED)
    return;
  g_object_ref (self);
  say_goodbye (self);
  leave_engine (self, TRUE);
  set_state (self, SIO_STATE_OPENING, 0);
  if (was_connected)
    g_signal_emit (self, signals[SIGNAL_DISCONNECTED], 0, SIO_REASON_FORCED_CLOSE, NULL);
  if (self->state == SIO_STATE_OPENING && self->request == NULL && self->engine == NULL && !self->open_when_closed)
    start_attempt (self);
  g_object_unref (self);
}

void
sio_client_retry_now (SioClient *self)
{
  gint64 now = bell_clock_get_boot_us (self->clock);

  g_return_if_fail (SIO_IS_CLIENT (self));

  if (self->retried_at != 0 && now - self->retried_at < MIN_RETRY_US)
    return;
  if (self->state == SIO_STATE_WAITING)
    {
      self->retried_at = now;
      begin_attempt (self);
    }
  else if ((self->state == SIO_STATE_OPENING || self->state == SIO_STATE_JOINING) && !self->open_when_closed &&
           now - self->attempt_began > MIN_RETRY_US)
    {
      self->retried_at = now;
      leave_engine (self, FALSE);
      begin_attempt (self);
    }
}

SioState
sio_client_get_state (SioClient *self)
{
  return self->state;
}

guint
sio_client_get_attempt (SioClient *self)
{
  return self->n;
}

gint64
sio_client_get_next_attempt (SioClient *self)
{
  return self->next_attempt;
}

gint64
sio_client_get_last_heard (SioClient *self)
{
  return self->last_heard;
}

const char *
sio_client_get_id (SioClient *self)
{
  return self->sid;
}

const GError *
sio_client_get_last_error (SioClient *self)
{
  return self->last_error;
}

/* GObject */

static void
sio_client_get_property (GObject *object,
                         guint prop_id,
                         GValue *value,
                         GParamSpec *pspec)
{
  SioClient *self = SIO_CLIENT (object);

  switch ((SioClientProperty) prop_id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    case PROP_ATTEMPT:
      g_value_set_uint (value, self->n);
      break;
    case PROP_NEXT_ATTEMPT:
      g_value_set_int64 (value, self->next_attempt);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sio_client_dispose (GObject *object)
{
  SioClient *self = SIO_CLIENT (object);

  if (self->clock != NULL)
    {
      leave_engine (self, FALSE);
      bell_clock_clear (self->clock, &self->timer);
    }
  if (self->closing != NULL)
    sio_engine_drop (self->closing);
  g_clear_object (&self->closing);
  sio_client_set_credentials_func (self, NULL, NULL, NULL);
  sio_client_set_refusal_func (self, NULL, NULL, NULL);
  G_OBJECT_CLASS (sio_client_parent_class)->dispose (object);
}

static void
sio_client_finalize (GObject *object)
{
  SioClient *self = SIO_CLIENT (object);

  g_clear_pointer (&self->url, sio_url_free);
  g_clear_object (&self->clock);
  g_clear_object (&self->tls_database);
  g_clear_object (&self->proxy_resolver);
  g_clear_error (&self->last_error);
  g_clear_pointer (&self->rand, g_rand_free);
  g_free (self->path);
  g_free (self->user_agent);
  G_OBJECT_CLASS (sio_client_parent_class)->finalize (object);
}

static void
sio_client_class_init (SioClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sio_client_get_property;
  object_class->dispose = sio_client_dispose;
  object_class->finalize = sio_client_finalize;

  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, SIO_STATE_STOPPED, 0, flags);
  properties[PROP_ATTEMPT] = g_param_spec_uint ("attempt", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_NEXT_ATTEMPT] = g_param_spec_int64 ("next-attempt", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_CONNECTED] = g_signal_new ("connected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            G_TYPE_BOOLEAN);
  signals[SIGNAL_DISCONNECTED] = g_signal_new ("disconnected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_ERROR);
  signals[SIGNAL_CONNECT_ERROR] = g_signal_new ("connect-error", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[SIGNAL_EVENT] = g_signal_new ("event", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        SIO_TYPE_EVENT);
}

static void
sio_client_init (SioClient *self)
{
  const SioBackoff backoff = SIO_BACKOFF_DEFAULT;

  self->backoff = backoff;
  self->open_ms = OPEN_MS;
  self->join_ms = JOIN_MS;
  self->max_message = MAX_MESSAGE;
  self->path = g_strdup ("/socket.io/");
  self->user_agent = g_strdup ("sio-glib/1");
  self->rand = g_rand_new ();
}
