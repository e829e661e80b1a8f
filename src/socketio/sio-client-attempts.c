/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-socket-private.h"

#include "sio-backoff.h"
#include "sio-credentials-private.h"
#include "sio-error-private.h"

static void start_attempt (SioClient *self);

/* Between freezing and thawing the client and all its sockets change state together, and say so afterwards. */

static void
thaw (gpointer object)
{
  g_object_thaw_notify (object);
  g_object_unref (object);
}

GPtrArray *
sio_client_freeze (SioClient *self)
{
  GPtrArray *frozen = g_ptr_array_new_with_free_func (thaw);

  for (guint i = 0; i < self->sockets->len; i++)
    g_ptr_array_add (frozen, g_object_ref (g_ptr_array_index (self->sockets, i)));
  g_ptr_array_add (frozen, g_object_ref (self));
  for (guint i = 0; i < frozen->len; i++)
    g_object_freeze_notify (g_ptr_array_index (frozen, i));
  return frozen;
}

GPtrArray *
sio_client_hold_sockets (SioClient *self)
{
  GPtrArray *sockets = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->sockets->len; i++)
    g_ptr_array_add (sockets, g_object_ref (g_ptr_array_index (self->sockets, i)));
  return sockets;
}

void
sio_client_move_sockets (SioClient *self,
                         SioState state)
{
  for (guint i = 0; i < self->sockets->len; i++)
    {
      SioSocket *socket = g_ptr_array_index (self->sockets, i);

      if (sio_socket_is_wanted (socket) && !socket->backs_off)
        sio_socket_set_state (socket, state);
    }
}

/* Leaving the engine there is: whatever it still says goes nowhere (REQ-69). */

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

void
sio_client_leave_engine (SioClient *self,
                         gboolean orderly)
{
  SioEngine *engine = g_steal_pointer (&self->engine);

  if (self->request != NULL)
    sio_credentials_request_abandon (self->request);
  g_clear_object (&self->request);
  bell_clock_clear (self->clock, &self->probe_timer);
  sio_assembler_reset (self->assembler);
  self->open_when_closed = FALSE;
  self->engine_is_open = FALSE;
  self->renewing = FALSE;
  self->auth_is_fresh = FALSE;
  for (guint i = 0; i < self->sockets->len; i++)
    ((SioSocket *) g_ptr_array_index (self->sockets, i))->connect_sent = FALSE;

  if (engine == NULL)
    return;
  self->counters.pings += sio_engine_get_n_pings (engine);
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
  SioTransportParams params = { 0 };
  g_autoptr (SioTls) tls = NULL;

  bell_clock_clear (self->clock, &self->timer);
  tls = sio_tls_new (self->tls_database, self->extra_authorities, self->pin, self->client_certificate,
                     self->tls_interaction);
  params.url = self->url;
  params.path = self->path;
  params.user_agent = self->user_agent;
  params.tls = tls;
  params.proxy_resolver = self->proxy_resolver;
  params.headers = sio_credentials_request_get_headers (self->request);
  params.max_message = self->max_message;

  self->engine = sio_engine_new (self->clock);
  sio_client_connect_engine (self, self->engine);
  sio_engine_open (self->engine, &self->choice, &params, self->open_ms);
}

static void
on_answered (SioCredentialsRequest *request,
             const GError *error,
             gboolean stop,
             gpointer user_data)
{
  if (error == NULL)
    open_engine (user_data);
  else if (stop)
    sio_client_stopped (user_data, error);
  else
    sio_client_lost (user_data, SIO_REASON_FORCED_CLOSE, error);
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
  if (self->credentials_ms > 0)
    self->timer = bell_clock_add (self->clock, self->credentials_ms, credentials_overdue_cb, self);
  g_object_ref (self);
  self->credentials_func (self, self->request, self->credentials_data);
  g_object_unref (self);
}

void
sio_client_start_if_opening (SioClient *self)
{
  if (self->state == SIO_STATE_OPENING && self->request == NULL && self->engine == NULL && !self->open_when_closed)
    start_attempt (self);
}

void
sio_client_begin_attempt (SioClient *self,
                          gboolean counts)
{
  GPtrArray *frozen = sio_client_freeze (self);

  g_object_ref (self);
  sio_client_move_sockets (self, SIO_STATE_OPENING);
  sio_client_set_state (self, SIO_STATE_OPENING, 0);
  g_ptr_array_unref (frozen);
  if (counts && self->state == SIO_STATE_OPENING)
    g_signal_emit_by_name (self, "reconnecting", self->n);
  sio_client_start_if_opening (self);
  g_object_unref (self);
}

void
sio_client_start_series (SioClient *self)
{
  self->refusals = 0;
  sio_client_set_attempt (self, 0);
  sio_client_begin_attempt (self, FALSE);
}

static void
wait_over_cb (gpointer user_data)
{
  SioClient *self = user_data;

  self->timer = 0;
  sio_client_begin_attempt (self, TRUE);
}

void
sio_client_schedule (SioClient *self,
                     gint64 delay_ms)
{
  sio_client_move_sockets (self, SIO_STATE_WAITING);
  sio_client_set_state (self, SIO_STATE_WAITING, bell_clock_get_boot_us (self->clock) + delay_ms * 1000);
  self->timer = bell_clock_add (self->clock, delay_ms, wait_over_cb, self);
}

/* Whether the attempts are used up. */
gboolean
sio_client_schedule_or_stop (SioClient *self,
                             gint64 at_least_ms)
{
  gboolean used_up = self->backoff.attempts > 0 && self->n >= self->backoff.attempts;
  gint64 delay_ms;

  if (used_up || !self->reconnection)
    {
      sio_client_move_sockets (self, SIO_STATE_STOPPED);
      sio_client_set_state (self, SIO_STATE_STOPPED, 0);
      return used_up;
    }
  delay_ms = MAX (sio_backoff_draw (&self->backoff, self->n, self->rand), at_least_ms);
  sio_client_set_attempt (self, self->n == G_MAXUINT ? self->n : self->n + 1);
  sio_client_schedule (self, delay_ms);
  return FALSE;
}

/* What was to be tried again will not be. */
void
sio_client_stop_waiting (SioClient *self)
{
  g_autoptr (GPtrArray) frozen = NULL;

  if (self->state != SIO_STATE_WAITING)
    return;
  frozen = sio_client_freeze (self);
  for (guint i = 0; i < self->sockets->len; i++)
    sio_socket_abandon (g_ptr_array_index (self->sockets, i));
  sio_client_move_sockets (self, SIO_STATE_STOPPED);
  sio_client_set_state (self, SIO_STATE_STOPPED, 0);
}

static void
join_all (SioClient *self,
          SioEngine *engine)
{
  g_autoptr (GPtrArray) sockets = sio_client_hold_sockets (self);

  for (guint i = 0; i < sockets->len && self->engine == engine; i++)
    {
      SioSocket *socket = g_ptr_array_index (sockets, i);

      if (socket->state == SIO_STATE_JOINING && !socket->connect_sent && socket->request == NULL)
        sio_socket_join (socket);
    }
}

void
sio_client_engine_opened (SioClient *self)
{
  GPtrArray *frozen = sio_client_freeze (self);
  SioEngine *engine = self->engine;

  self->engine_is_open = TRUE;
  self->counters.connections++;
  self->max_payload = sio_engine_get_max_payload (engine);
  self->auth_is_fresh = self->credentials_func != NULL;
  g_free (self->auth);
  self->auth = g_strdup (sio_credentials_request_get_auth (self->request));
  g_clear_object (&self->request);

  g_object_ref (self);
  sio_client_move_sockets (self, SIO_STATE_JOINING);
  sio_client_set_state (self, SIO_STATE_JOINING, 0);
  g_ptr_array_unref (frozen);
  if (self->engine == engine)
    g_signal_emit_by_name (self, "opened");
  if (self->engine == engine && self->n > 0)
    g_signal_emit_by_name (self, "reconnected", self->n);
  join_all (self, engine);
  g_object_unref (self);
}

static void
stable_cb (gpointer user_data)
{
  SioClient *self = user_data;

  self->timer = 0;
  self->refusals = 0;
  for (guint i = 0; i < self->sockets->len; i++)
    {
      SioSocket *socket = g_ptr_array_index (self->sockets, i);

      if (socket->state == SIO_STATE_CONNECTED)
        socket->refusals = 0;
    }
  sio_client_set_attempt (self, 0);
}

/* After a namespace joined or left. */
void
sio_client_update_state (SioClient *self)
{
  SioState state = SIO_STATE_JOINING;

  if (!self->engine_is_open)
    return;
  for (guint i = 0; i < self->sockets->len; i++)
    if (((SioSocket *) g_ptr_array_index (self->sockets, i))->state == SIO_STATE_CONNECTED)
      state = SIO_STATE_CONNECTED;
  if (state == self->state)
    return;
  sio_client_set_state (self, state, 0);
  if (self->state == SIO_STATE_CONNECTED && self->timer == 0)
    {
      self->counters.reconnects += self->was_connected;
      self->was_connected = TRUE;
    }
  if (self->state == SIO_STATE_CONNECTED && self->timer == 0)
    self->timer = bell_clock_add (self->clock, self->backoff.stable_ms, stable_cb, self);
}
