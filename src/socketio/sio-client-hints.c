/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-socket-private.h"

#include "sio-error-private.h"

#define MIN_RETRY_US (2 * G_USEC_PER_SEC)
#define PROBE_MS 5000

/* Hints from outside (REQ-67) */

static gboolean
is_too_early (SioClient *self)
{
  gint64 now = bell_clock_get_boot_us (self->clock);

  if (self->retried_at != 0 && now - self->retried_at < MIN_RETRY_US)
    return TRUE;
  self->retried_at = now;
  return FALSE;
}

void
sio_client_retry_now (SioClient *self)
{
  gboolean opens = self->state == SIO_STATE_OPENING || self->state == SIO_STATE_JOINING;

  g_return_if_fail (SIO_IS_CLIENT (self));

  if (self->state == SIO_STATE_WAITING)
    {
      if (!is_too_early (self))
        sio_client_begin_attempt (self, TRUE);
    }
  else if (opens && !self->open_when_closed &&
           bell_clock_get_boot_us (self->clock) - self->attempt_began > MIN_RETRY_US && !is_too_early (self))
    {
      for (guint i = 0; i < self->sockets->len; i++)
        sio_socket_abandon (g_ptr_array_index (self->sockets, i));
      sio_client_leave_engine (self, FALSE);
      sio_client_begin_attempt (self, TRUE);
    }
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
