/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-engine.h"

#include "sio-carrier.h"
#include "sio-error-private.h"
#include "sio-frame.h"
#include "sio-heartbeat.h"

#define CLOSE_MS 2000
#define LEAVE_US (5 * G_USEC_PER_SEC)

typedef enum
{
  ENGINE_NEW,
  ENGINE_OPENING,
  ENGINE_OPEN,
  ENGINE_LEAVING,
  ENGINE_CLOSING,
  ENGINE_ENDED,
} EngineState;

struct _SioEngine
{
  GObject parent_instance;

  BellClock *clock;
  SioReceiver receiver;
  SioTransport *transport;
  SioHeartbeat *heartbeat;
  EngineState state;
  gsize max_payload;
  guint n_pings;
  guint timer; /* of the phase: opening, leaving or closing */
  gint64 leave_by; /* boot time in µs */
};

enum
{
  SIGNAL_OPENED,
  SIGNAL_HEARD,
  SIGNAL_PINGED,
  SIGNAL_CLOSED,
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SioEngine, sio_engine, G_TYPE_OBJECT)

void
sio_engine_set_receiver (SioEngine *self,
                         SioMessageFunc func,
                         gpointer object)
{
  self->receiver.func = func;
  self->receiver.object = object;
}

void
sio_engine_drop (SioEngine *self)
{
  self->state = ENGINE_ENDED;
  sio_engine_set_receiver (self, NULL, NULL);
  bell_clock_clear (self->clock, &self->timer);
  g_clear_pointer (&self->heartbeat, sio_heartbeat_free);
  if (self->transport != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->transport, self);
      sio_transport_drop (self->transport);
      g_clear_object (&self->transport);
    }
}

static void
end (SioEngine *self,
     SioReason reason,
     const GError *error)
{
  gboolean was_closing = self->state == ENGINE_CLOSING;

  if (self->state == ENGINE_ENDED)
    return;
  g_object_ref (self);
  sio_engine_drop (self);
  if (was_closing)
    g_signal_emit (self, signals[SIGNAL_ENDED], 0);
  else
    g_signal_emit (self, signals[SIGNAL_CLOSED], 0, reason, error);
  g_object_unref (self);
}

static void
end_with (SioEngine *self,
          SioReason reason,
          GError *error)
{
  end (self, reason, error);
  g_error_free (error);
}

static void
on_expired (gpointer user_data)
{
  end_with (user_data, SIO_REASON_PING_TIMEOUT, sio_error_new (SIO_ERROR_TIMEOUT, "Nothing was heard from the server"));
}

static void
open_overdue_cb (gpointer user_data)
{
  SioEngine *self = user_data;

  self->timer = 0;
  end_with (self, SIO_REASON_TRANSPORT_ERROR, sio_error_new (SIO_ERROR_TIMEOUT, "The server took too long to open"));
}

static void
close_overdue_cb (gpointer user_data)
{
  SioEngine *self = user_data;

  self->timer = 0;
  end (self, SIO_REASON_FORCED_CLOSE, NULL);
}

static void
await_close (SioEngine *self)
{
  bell_clock_clear (self->clock, &self->timer);
  self->timer = bell_clock_add (self->clock, CLOSE_MS, close_overdue_cb, self);
}

static void
take_open_packet (SioEngine *self,
                  const char *json,
                  gsize length)
{
  SioFrameOpen open;

  if (!sio_frame_read_open (json, length, &open))
    {
      end_with (self, SIO_REASON_TRANSPORT_ERROR, sio_error_new (SIO_ERROR_PARSE, "Malformed open packet"));
      return;
    }
  if (self->state != ENGINE_OPENING)
    {
      g_debug ("A second open packet is ignored");
      sio_frame_open_clear (&open);
      return;
    }
  self->state = ENGINE_OPEN;
  self->max_payload = open.max_payload;
  bell_clock_clear (self->clock, &self->timer);
  self->heartbeat = sio_heartbeat_new (self->clock, open.silence_ms, on_expired, self);
  sio_frame_open_clear (&open);
  g_signal_emit (self, signals[SIGNAL_OPENED], 0);
}

static void
take_text (SioEngine *self,
           GBytes *data)
{
  gsize length;
  const char *text = g_bytes_get_data (data, &length);
  SioFrameType type = sio_frame_get_type (text, length);
  g_autoptr (GBytes) message = NULL;

  if (self->state == ENGINE_OPENING && type != SIO_FRAME_OPEN)
    {
      end_with (self, SIO_REASON_TRANSPORT_ERROR,
                sio_error_new (SIO_ERROR_UNSUPPORTED, "The server does not speak Engine.IO 4"));
      return;
    }

  switch (type)
    {
    case SIO_FRAME_OPEN:
      take_open_packet (self, text + 1, length - 1);
      break;
    case SIO_FRAME_CLOSE:
      end_with (self, SIO_REASON_TRANSPORT_CLOSE, sio_error_new_closed (0));
      break;
    case SIO_FRAME_PING:
      /* Nothing is written once closing has begun (REQ-30). */
      if (self->state != ENGINE_OPEN)
        break;
      self->n_pings++;
      sio_transport_send_text (self->transport, "3");
      g_signal_emit (self, signals[SIGNAL_PINGED], 0);
      break;
    case SIO_FRAME_PONG:
    case SIO_FRAME_UPGRADE:
    case SIO_FRAME_NOOP:
      break;
    case SIO_FRAME_MESSAGE:
      message = g_bytes_new_from_bytes (data, 1, length - 1);
      sio_receiver_call (&self->receiver, TRUE, message);
      break;
    case SIO_FRAME_MALFORMED:
    default:
      end_with (self, SIO_REASON_TRANSPORT_ERROR, sio_error_new (SIO_ERROR_PARSE, "Malformed Engine.IO packet"));
      break;
    }
}

static void
on_message (gpointer receiver,
            gboolean is_text,
            GBytes *data)
{
  SioEngine *self = receiver;

  if (self->state == ENGINE_NEW || self->state >= ENGINE_CLOSING)
    return;
  if (is_text)
    take_text (self, data);
  else if (self->state != ENGINE_OPENING)
    sio_receiver_call (&self->receiver, FALSE, data);
  else
    end_with (self, SIO_REASON_TRANSPORT_ERROR,
              sio_error_new (SIO_ERROR_UNSUPPORTED, "The server does not speak Engine.IO 4"));
}

static void
on_heard (SioTransport *transport,
          SioEngine *self)
{
  if (self->heartbeat != NULL)
    sio_heartbeat_heard (self->heartbeat);
  if (self->state == ENGINE_LEAVING && bell_clock_get_boot_us (self->clock) + CLOSE_MS * 1000 <= self->leave_by)
    await_close (self);
  g_signal_emit (self, signals[SIGNAL_HEARD], 0);
}

static void
on_closed (SioTransport *transport,
           GError *error,
           SioEngine *self)
{
  gboolean orderly = g_error_matches (error, SIO_ERROR, SIO_ERROR_CLOSED);

  /* An old server answers the upgrade, then talks plain HTTP into it (REQ-10). */
  if (self->state == ENGINE_OPENING && g_error_matches (error, SIO_ERROR, SIO_ERROR_PARSE))
    end_with (self, SIO_REASON_TRANSPORT_ERROR,
              sio_error_new (SIO_ERROR_UNSUPPORTED, "The server does not speak Engine.IO 4"));
  else
    end (self, orderly ? SIO_REASON_TRANSPORT_CLOSE : SIO_REASON_TRANSPORT_ERROR, error);
}

void
sio_engine_open (SioEngine *self,
                 SioChoice *choice,
                 const SioTransportParams *params,
                 guint open_ms)
{
  self->state = ENGINE_OPENING;
  if (open_ms > 0)
    self->timer = bell_clock_add (self->clock, open_ms, open_overdue_cb, self);
  self->transport = sio_carrier_new (choice);
  sio_transport_set_receiver (self->transport, on_message, self);
  g_signal_connect_object (self->transport, "heard", G_CALLBACK (on_heard), self, 0);
  g_signal_connect_object (self->transport, "closed", G_CALLBACK (on_closed), self, 0);
  sio_transport_open (self->transport, params);
}

const char *
sio_engine_get_transport (SioEngine *self)
{
  return self->transport != NULL ? sio_transport_get_name (self->transport) : NULL;
}

void
sio_engine_send (SioEngine *self,
                 const char *text)
{
  g_autofree char *packet = g_strconcat ("4", text, NULL);

  if (self->state == ENGINE_OPEN)
    sio_transport_send_text (self->transport, packet);
}

void
sio_engine_send_binary (SioEngine *self,
                        GBytes *data)
{
  if (self->state == ENGINE_OPEN)
    sio_transport_send_binary (self->transport, data);
}

gboolean
sio_engine_has_unsent (SioEngine *self)
{
  return self->state == ENGINE_OPEN && sio_transport_has_unsent (self->transport);
}

gsize
sio_engine_get_max_payload (SioEngine *self)
{
  return self->max_payload;
}

guint
sio_engine_get_n_pings (SioEngine *self)
{
  return self->n_pings;
}

gboolean
sio_engine_expire_if_overdue (SioEngine *self)
{
  if (self->heartbeat == NULL || !sio_heartbeat_is_overdue (self->heartbeat))
    return FALSE;
  on_expired (self);
  return TRUE;
}

void
sio_engine_ping (SioEngine *self)
{
  if (self->state == ENGINE_OPEN)
    sio_transport_ping (self->transport);
}

static void
take_leave (SioEngine *self,
            EngineState state)
{
  self->state = state;
  g_clear_pointer (&self->heartbeat, sio_heartbeat_free);
  await_close (self);
  sio_transport_close (self->transport);
}

void
sio_engine_close (SioEngine *self)
{
  sio_engine_set_receiver (self, NULL, NULL);
  if (self->state == ENGINE_LEAVING)
    {
      self->state = ENGINE_CLOSING;
      return;
    }
  if (self->state != ENGINE_OPEN)
    {
      self->state = ENGINE_CLOSING;
      end (self, SIO_REASON_CLIENT_DISCONNECT, NULL);
      return;
    }
  take_leave (self, ENGINE_CLOSING);
}

void
sio_engine_leave (SioEngine *self)
{
  self->leave_by = bell_clock_get_boot_us (self->clock) + LEAVE_US;
  if (self->state == ENGINE_OPEN)
    take_leave (self, ENGINE_LEAVING);
}

/* GObject */

static void
sio_engine_dispose (GObject *object)
{
  SioEngine *self = SIO_ENGINE (object);

  if (self->state != ENGINE_ENDED)
    sio_engine_drop (self);
  G_OBJECT_CLASS (sio_engine_parent_class)->dispose (object);
}

static void
sio_engine_finalize (GObject *object)
{
  g_clear_object (&SIO_ENGINE (object)->clock);
  G_OBJECT_CLASS (sio_engine_parent_class)->finalize (object);
}

static void
sio_engine_class_init (SioEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = sio_engine_dispose;
  object_class->finalize = sio_engine_finalize;

  signals[SIGNAL_OPENED] = g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_HEARD] = g_signal_new ("heard", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PINGED] = g_signal_new ("pinged", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                         G_TYPE_INT, G_TYPE_ERROR);
  signals[SIGNAL_ENDED] = g_signal_new ("ended", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sio_engine_init (SioEngine *self)
{
}

SioEngine *
sio_engine_new (BellClock *clock)
{
  SioEngine *self = g_object_new (SIO_TYPE_ENGINE, NULL);

  self->clock = g_object_ref (clock);
  return self;
}
