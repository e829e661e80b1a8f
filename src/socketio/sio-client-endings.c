/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-socket-private.h"

#include "sio-backoff.h"
#include "sio-error-private.h"

/* Whoever was told 401 or 403 and has nothing new to say comes back slowly (REQ-66). */
#define FORBIDDEN_MS 30000

/* A certificate does not heal in seconds (REQ-11). */
#define TLS_MS 30000

#define PROBE_MS 5000

/* Who is concerned by an ending, to be told of it when all is in its new place. */
typedef struct
{
  SioSocket *socket;
  SioState was;
} Concerned;

typedef struct
{
  SioClient *client;
  GPtrArray *frozen;
  GArray *concerned;
  gboolean was_open;
  gboolean was_connected;
} Ending;

static void
concerned_clear (gpointer data)
{
  g_object_unref (((Concerned *) data)->socket);
}

static void
ending_begin (Ending *ending,
              SioClient *self)
{
  ending->client = g_object_ref (self);
  ending->frozen = sio_client_freeze (self);
  ending->concerned = g_array_new (FALSE, FALSE, sizeof (Concerned));
  g_array_set_clear_func (ending->concerned, concerned_clear);
  ending->was_open = self->engine_is_open;
  ending->was_connected = self->state == SIO_STATE_CONNECTED;
}

static void
ending_clear (Ending *ending)
{
  if (ending->client == NULL)
    return;
  g_clear_pointer (&ending->frozen, g_ptr_array_unref);
  g_array_unref (ending->concerned);
  g_object_unref (ending->client);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ending, ending_clear)

static void
ending_move (Ending *ending,
             SioSocket *socket,
             SioState state)
{
  Concerned concerned = { g_object_ref (socket), socket->state };

  g_array_append_val (ending->concerned, concerned);
  sio_socket_leave (socket, state);
}

/* All that are wanted; who waits after a refusal of its own goes on waiting. */
static void
ending_move_all (Ending *ending,
                 SioState state)
{
  GPtrArray *sockets = ending->client->sockets;

  for (guint i = 0; i < sockets->len; i++)
    {
      SioSocket *socket = g_ptr_array_index (sockets, i);

      if (sio_socket_is_wanted (socket) && !socket->backs_off)
        ending_move (ending, socket, state);
    }
}

/* error NULL: what was asked for; nobody is told of attempts that were given up for that. */
static void
ending_tell (Ending *ending,
             SioReason reason,
             const GError *error)
{
  SioClient *self = ending->client;
  gboolean closed = ending->was_open && !self->engine_is_open;
  gboolean failed = error != NULL && !ending->was_connected && !self->engine_is_open;

  g_clear_pointer (&ending->frozen, g_ptr_array_unref);
  for (guint i = 0; i < ending->concerned->len; i++)
    {
      Concerned *concerned = &g_array_index (ending->concerned, Concerned, i);

      sio_socket_tell (concerned->socket, concerned->was, reason, error);
    }
  if (closed)
    g_signal_emit_by_name (self, "closed", reason, error);
  if (failed)
    g_signal_emit_by_name (self, "connect-error", error);
}

/* The engine or the attempt failed. */

void
sio_client_lost (SioClient *self,
                 SioReason reason,
                 const GError *error)
{
  g_autoptr (GError) copy = error != NULL ? g_error_copy (error) : NULL;
  gint64 at_least_ms = MAX (sio_error_get_retry_after_ms (error), 0);
  g_auto (Ending) ending = { 0 };
  gboolean used_up;

  if (g_error_matches (error, SIO_ERROR, SIO_ERROR_TLS))
    at_least_ms = MAX (at_least_ms, TLS_MS);

  g_debug ("%s: %s", sio_reason_to_string (reason), error != NULL ? error->message : "");
  ending_begin (&ending, self);
  sio_client_leave_engine (self, FALSE);
  sio_client_remember_error (self, copy);
  ending_move_all (&ending, SIO_STATE_WAITING);
  used_up = sio_client_schedule_or_stop (self, at_least_ms);
  ending_tell (&ending, reason, copy);
  if (used_up && self->state == SIO_STATE_STOPPED)
    g_signal_emit_by_name (self, "gave-up");
}

void
sio_client_stopped (SioClient *self,
                    const GError *error)
{
  g_autoptr (GError) copy = g_error_copy (error);
  g_auto (Ending) ending = { 0 };

  ending_begin (&ending, self);
  sio_client_leave_engine (self, FALSE);
  sio_client_remember_error (self, copy);
  for (guint i = 0; i < self->sockets->len; i++)
    sio_socket_abandon (g_ptr_array_index (self->sockets, i));
  ending_move_all (&ending, SIO_STATE_STOPPED);
  sio_client_set_state (self, SIO_STATE_STOPPED, 0);
  ending_tell (&ending, SIO_REASON_FORCED_CLOSE, copy);
}

/* The server said no: to the handshake, or to a namespace. */

static gint64
ask_policy (SioClient *self,
            SioSocket *socket,
            const GError *error)
{
  guint count = socket != NULL ? ++socket->refusals : ++self->refusals;
  gint64 delay_ms = socket == NULL ? FORBIDDEN_MS : -1;

  if (self->max_refusals > 0 && count > self->max_refusals && socket != NULL)
    return -1;
  if (self->refusal_func != NULL)
    delay_ms = self->refusal_func (self, socket, error, count, self->refusal_data);
  return delay_ms > 0 ? MAX (delay_ms, sio_error_get_retry_after_ms (error)) : delay_ms;
}

static gboolean
others_are_active (SioClient *self,
                   SioSocket *socket)
{
  for (guint i = 0; i < self->sockets->len; i++)
    if (g_ptr_array_index (self->sockets, i) != socket && sio_socket_is_active (g_ptr_array_index (self->sockets, i)))
      return TRUE;
  return FALSE;
}

/* Nobody is left on the engine: whoever waits after a refusal of its own opens the next one. */
static void
wait_for_the_next (SioClient *self)
{
  gint64 due = G_MAXINT64;

  for (guint i = 0; i < self->sockets->len; i++)
    {
      SioSocket *socket = g_ptr_array_index (self->sockets, i);

      if (socket->backs_off)
        due = MIN (due, socket->next_attempt);
    }
  if (due == G_MAXINT64)
    sio_client_set_state (self, SIO_STATE_STOPPED, 0);
  else
    sio_client_schedule (self, MAX (due - bell_clock_get_boot_us (self->clock), 0) / 1000);
}

static void
refused_by_all (SioClient *self,
                SioSocket *socket,
                Ending *ending,
                gint64 delay_ms)
{
  sio_client_leave_engine (self, FALSE);
  if (socket != NULL)
    ending_move (ending, socket, delay_ms < 0 ? SIO_STATE_STOPPED : SIO_STATE_WAITING);
  else
    ending_move_all (ending, delay_ms < 0 ? SIO_STATE_STOPPED : SIO_STATE_WAITING);

  if (delay_ms < 0)
    wait_for_the_next (self);
  else if (delay_ms > 0)
    sio_client_schedule (self, delay_ms);
  else
    {
      sio_client_move_sockets (self, SIO_STATE_OPENING);
      sio_client_set_state (self, SIO_STATE_OPENING, 0);
    }
}

static void
refused_by_one (SioClient *self,
                SioSocket *socket,
                Ending *ending,
                gint64 delay_ms)
{
  ending_move (ending, socket, delay_ms < 0 ? SIO_STATE_STOPPED : delay_ms > 0 ? SIO_STATE_WAITING : SIO_STATE_JOINING);
  if (delay_ms > 0)
    sio_socket_back_off (socket, delay_ms);
  sio_client_update_state (self);
}

void
sio_client_refused (SioClient *self,
                    SioSocket *socket,
                    SioReason reason,
                    GError *error)
{
  g_autoptr (SioClient) alive = g_object_ref (self);
  g_autoptr (GError) owned = error;
  SioEngine *engine = self->engine;
  g_auto (Ending) ending = { 0 };
  gboolean keeps_engine = socket != NULL && others_are_active (self, socket);
  gint64 delay_ms;

  if (socket == NULL || socket == g_ptr_array_index (self->sockets, 0))
    self->was_refused = TRUE;
  if (socket != NULL)
    socket->was_refused = TRUE;
  sio_client_remember_error (self, owned);
  delay_ms = ask_policy (self, socket, owned);
  /* The policy may have gone elsewhere. */
  if (self->engine != engine || (socket != NULL && !sio_socket_is_active (socket)))
    return;

  ending_begin (&ending, self);
  if (socket != NULL)
    sio_recovery_forget (socket->recovery);
  if (keeps_engine)
    refused_by_one (self, socket, &ending, delay_ms);
  else
    refused_by_all (self, socket, &ending, delay_ms);
  ending_tell (&ending, reason, owned);

  if (delay_ms == 0 && keeps_engine)
    sio_socket_join_if_joining (socket);
  else if (delay_ms == 0)
    sio_client_start_if_opening (self);
}

/* There is no payload for CONNECT. */
void
sio_client_join_failed (SioClient *self,
                        SioSocket *socket,
                        const GError *error,
                        gboolean stop)
{
  g_auto (Ending) ending = { 0 };

  if (!others_are_active (self, socket))
    {
      if (stop)
        sio_client_stopped (self, error);
      else
        sio_client_lost (self, SIO_REASON_FORCED_CLOSE, error);
      return;
    }
  ending_begin (&ending, self);
  ending_move (&ending, socket, stop ? SIO_STATE_STOPPED : SIO_STATE_WAITING);
  if (!stop)
    sio_socket_back_off (socket, sio_backoff_draw (&self->backoff, socket->failures++, self->rand));
  ending_tell (&ending, SIO_REASON_FORCED_CLOSE, error);
}

/* What the caller asked for. */

void
sio_client_leave_socket (SioClient *self,
                         SioSocket *only)
{
  g_auto (Ending) ending = { 0 };
  gboolean wanted = FALSE;

  ending_begin (&ending, self);
  for (guint i = 0; i < self->sockets->len; i++)
    {
      SioSocket *socket = g_ptr_array_index (self->sockets, i);

      if (only == NULL || socket == only)
        {
          sio_socket_say_goodbye (socket);
          sio_socket_abandon (socket);
          ending_move (&ending, socket, SIO_STATE_IDLE);
        }
      wanted = wanted || sio_socket_is_wanted (socket);
    }
  if (!wanted)
    {
      sio_client_leave_engine (self, TRUE);
      self->refusals = 0;
      self->was_refused = FALSE;
      sio_client_set_attempt (self, 0);
      sio_client_set_state (self, SIO_STATE_IDLE, 0);
    }
  else if (self->engine_is_open && !others_are_active (self, NULL))
    {
      sio_client_leave_engine (self, TRUE);
      wait_for_the_next (self);
    }
  else
    sio_client_update_state (self);
  ending_tell (&ending, SIO_REASON_CLIENT_DISCONNECT, NULL);
}

void
sio_client_reconnect (SioClient *self)
{
  g_auto (Ending) ending = { 0 };

  g_return_if_fail (SIO_IS_CLIENT (self));

  if (self->state == SIO_STATE_IDLE || self->state == SIO_STATE_STOPPED)
    return;
  ending_begin (&ending, self);
  sio_client_leave_engine (self, TRUE);
  ending_move_all (&ending, SIO_STATE_OPENING);
  sio_client_set_state (self, SIO_STATE_OPENING, 0);
  ending_tell (&ending, SIO_REASON_FORCED_CLOSE, NULL);
  sio_client_start_if_opening (self);
}

/* Whether it is alive. */

gboolean
sio_client_check_alive (SioClient *self)
{
  return self->engine_is_open && !sio_engine_expire_if_overdue (self->engine);
}

static void
probe_over_cb (gpointer user_data)
{
  SioClient *self = user_data;
  g_autoptr (GError) error = sio_error_new (SIO_ERROR_TIMEOUT, "The server gave no sign of life");

  self->probe_timer = 0;
  sio_client_lost (self, SIO_REASON_FORCED_CLOSE, error);
}

void
sio_client_probe (SioClient *self)
{
  g_return_if_fail (SIO_IS_CLIENT (self));

  if (!self->engine_is_open)
    sio_client_retry_now (self);
  else if (self->probe_timer == 0)
    {
      self->probe_timer = bell_clock_add (self->clock, PROBE_MS, probe_over_cb, self);
      sio_engine_ping (self->engine);
    }
}
