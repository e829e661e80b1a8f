/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-ending.h"
#include "sio-socket-private.h"

#include "sio-backoff.h"
#include "sio-credentials-private.h"
#include "sio-error-private.h"

/* What heals by somebody's hand heals no sooner; what is being installed, a little sooner (REQ-11, 66). */
#define BY_HAND_MS 30000
#define DEPLOYING_MS 10000

gboolean
sio_client_others_are_active (SioClient *self,
                              SioSocket *socket)
{
  for (guint i = 0; i < self->sockets->len; i++)
    if (g_ptr_array_index (self->sockets, i) != socket && sio_socket_is_active (g_ptr_array_index (self->sockets, i)))
      return TRUE;
  return FALSE;
}

/* Nobody is left on the engine: whoever waits after a refusal of its own opens the next one. */
void
sio_client_wait_for_the_next (SioClient *self)
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

/* The engine or the attempt failed. */

static gint64
get_slowest_pace (const GError *error)
{
  gint64 asked_ms = MAX (sio_error_get_retry_after_ms (error), 0);

  if (g_error_matches (error, SIO_ERROR, SIO_ERROR_TLS) || g_error_matches (error, SIO_ERROR, SIO_ERROR_PROXY))
    return MAX (asked_ms, BY_HAND_MS);
  return sio_error_get_http_status (error) == 404 ? MAX (asked_ms, DEPLOYING_MS) : asked_ms;
}

void
sio_client_lost (SioClient *self,
                 SioReason reason,
                 const GError *error)
{
  g_autoptr (GError) copy = error != NULL ? g_error_copy (error) : NULL;
  g_auto (SioEnding) ending = { 0 };
  gint64 asked_ms;
  gboolean used_up;

  if (self->renewing)
    {
      sio_client_renew (self);
      return;
    }
  g_debug ("%s: %s", sio_reason_to_string (reason), error != NULL ? error->message : "");
  asked_ms = self->request != NULL ? sio_credentials_request_get_wait (self->request) : 0;
  sio_ending_begin (&ending, self);
  sio_client_leave_engine (self, FALSE);
  sio_client_remember_error (self, copy);
  sio_ending_move_all (&ending, SIO_STATE_WAITING);
  used_up = sio_client_schedule_or_stop (self, MAX (get_slowest_pace (error), asked_ms));
  sio_ending_tell (&ending, reason, copy);
  if (used_up && self->state == SIO_STATE_STOPPED)
    g_signal_emit_by_name (self, "gave-up");
}

void
sio_client_stopped (SioClient *self,
                    const GError *error)
{
  g_autoptr (GError) copy = g_error_copy (error);
  g_auto (SioEnding) ending = { 0 };

  sio_ending_begin (&ending, self);
  sio_client_leave_engine (self, FALSE);
  sio_client_remember_error (self, copy);
  for (guint i = 0; i < self->sockets->len; i++)
    sio_socket_abandon (g_ptr_array_index (self->sockets, i));
  sio_ending_move_all (&ending, SIO_STATE_STOPPED);
  sio_client_set_state (self, SIO_STATE_STOPPED, 0);
  sio_ending_tell (&ending, SIO_REASON_FORCED_CLOSE, copy);
}

/* There is no payload for CONNECT. */
void
sio_client_join_failed (SioClient *self,
                        SioSocket *socket,
                        const GError *error,
                        gboolean stop)
{
  g_auto (SioEnding) ending = { 0 };

  if (!sio_client_others_are_active (self, socket))
    {
      if (stop)
        sio_client_stopped (self, error);
      else
        sio_client_lost (self, SIO_REASON_FORCED_CLOSE, error);
      return;
    }
  sio_ending_begin (&ending, self);
  sio_ending_move (&ending, socket, stop ? SIO_STATE_STOPPED : SIO_STATE_WAITING);
  if (!stop)
    sio_socket_back_off (socket, sio_backoff_draw (&self->backoff, socket->failures++, self->rand));
  sio_ending_tell (&ending, SIO_REASON_FORCED_CLOSE, error);
}

/* What the caller asked for. */

void
sio_client_leave_socket (SioClient *self,
                         SioSocket *only)
{
  g_auto (SioEnding) ending = { 0 };
  gboolean wanted = FALSE;

  sio_ending_begin (&ending, self);
  for (guint i = 0; i < self->sockets->len; i++)
    {
      SioSocket *socket = g_ptr_array_index (self->sockets, i);

      if (only == NULL || socket == only)
        {
          sio_socket_say_goodbye (socket);
          sio_socket_abandon (socket);
          sio_ending_move (&ending, socket, SIO_STATE_IDLE);
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
  else if (self->engine_is_open && !sio_client_others_are_active (self, NULL))
    {
      sio_client_leave_engine (self, TRUE);
      sio_client_wait_for_the_next (self);
    }
  else
    sio_client_update_state (self);
  sio_ending_tell (&ending, SIO_REASON_CLIENT_DISCONNECT, NULL);
}

/* The planned reconnect: what there was is over, however it ended. */
void
sio_client_renew (SioClient *self)
{
  g_auto (SioEnding) ending = { 0 };

  sio_ending_begin (&ending, self);
  sio_client_leave_engine (self, TRUE);
  sio_ending_move_all (&ending, SIO_STATE_OPENING);
  sio_client_set_state (self, SIO_STATE_OPENING, 0);
  sio_ending_tell (&ending, SIO_REASON_FORCED_CLOSE, NULL);
  sio_client_start_if_opening (self);
}

/*
 * Two connections at a time would be two sessions of one client at the server. So the old one ends first; but
 * what the server sends until it has noticed was sent to us, and comes once.
 */
void
sio_client_reconnect (SioClient *self)
{
  g_autoptr (SioClient) alive = NULL;
  g_autoptr (GPtrArray) sockets = NULL;
  SioEngine *engine = self->engine;

  g_return_if_fail (SIO_IS_CLIENT (self));

  if (self->state == SIO_STATE_IDLE || self->state == SIO_STATE_STOPPED || self->renewing)
    return;
  if (self->state != SIO_STATE_CONNECTED)
    {
      sio_client_renew (self);
      return;
    }
  alive = g_object_ref (self);
  sockets = sio_client_hold_sockets (self);
  self->renewing = TRUE;
  for (guint i = 0; i < sockets->len && self->engine == engine && self->renewing; i++)
    sio_socket_take_leave (g_ptr_array_index (sockets, i));
  if (self->engine == engine && self->renewing)
    sio_engine_leave (engine);
}
