/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-ending.h"
#include "sio-socket-private.h"

#include "sio-error-private.h"

/* Whoever was told 401 or 403 and has nothing new to say comes back slowly (REQ-66). */
#define FORBIDDEN_MS 30000

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

static void
refused_by_all (SioClient *self,
                SioSocket *socket,
                SioEnding *ending,
                gint64 delay_ms)
{
  /* A polling session that is only dropped may linger at the server. */
  sio_client_leave_engine (self, self->engine_is_open);
  if (socket != NULL)
    sio_ending_move (ending, socket, delay_ms < 0 ? SIO_STATE_STOPPED : SIO_STATE_WAITING);
  else
    sio_ending_move_all (ending, delay_ms < 0 ? SIO_STATE_STOPPED : SIO_STATE_WAITING);

  if (delay_ms < 0)
    sio_client_wait_for_the_next (self);
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
                SioEnding *ending,
                gint64 delay_ms)
{
  sio_ending_move (ending, socket, delay_ms < 0 ? SIO_STATE_STOPPED : delay_ms > 0 ? SIO_STATE_WAITING : SIO_STATE_JOINING);
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
  g_auto (SioEnding) ending = { 0 };
  gboolean keeps_engine = socket != NULL && sio_client_others_are_active (self, socket);
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

  sio_ending_begin (&ending, self);
  if (socket != NULL)
    sio_recovery_forget (socket->recovery);
  if (keeps_engine)
    refused_by_one (self, socket, &ending, delay_ms);
  else
    refused_by_all (self, socket, &ending, delay_ms);
  sio_ending_tell (&ending, reason, owned);

  if (delay_ms == 0 && keeps_engine)
    sio_socket_join_if_joining (socket);
  else if (delay_ms == 0)
    sio_client_start_if_opening (self);
}
