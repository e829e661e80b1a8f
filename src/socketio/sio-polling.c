/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-polling.h"

#include "sio-error-private.h"
#include "sio-exchange.h"
#include "sio-frame.h"
#include "sio-payload.h"

#include "bell-priority.h"

/* Packets handed over in one turn of the main loop (REQ-105). */
#define SLICE 64

struct _SioPolling
{
  GObject parent_instance;

  SioReceiver receiver;
  SioExchanger *exchanger;
  const SioUrl *url; /* not owned: the client's, which outlives every transport */
  char *path;
  char *sid;
  gsize max_payload;
  gboolean offers_websocket;
  GQueue unsent;     /* of char *, encoded packets */
  gboolean getting;
  gboolean posting;
  GBytes *body;      /* being handed over */
  gsize offset;
  GSource *slice;
  gboolean opened;
  gboolean leaving;
  gboolean farewell; /* leaving, and it is said or on its way: no GET follows the one that hangs */
  gboolean finished;
  gboolean pausing;
  SioPollingPaused paused;
  gpointer paused_data;
};

static void transport_iface_init (SioTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SioPolling, sio_polling, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SIO_TYPE_TRANSPORT, transport_iface_init))

static void go_on (SioPolling *self);

static void
finish (SioPolling *self,
        const GError *error)
{
  if (self->finished)
    return;
  self->finished = TRUE;
  sio_transport_closed (self, error);
}

static void
finish_with (SioPolling *self,
             GError *error)
{
  finish (self, error);
  g_error_free (error);
}

/* The farewell is sent, and the server holds no request of ours any more: it may have something to end as well (REQ-101). */
static gboolean
has_left (SioPolling *self)
{
  return self->farewell && !self->posting && !self->getting && self->body == NULL && g_queue_is_empty (&self->unsent);
}

static void
leave (SioPolling *self)
{
  finish_with (self, sio_error_new_closed (0));
}

/* Handing over, a slice a turn. */

static void
note_open_packet (SioPolling *self,
                  GBytes *packet)
{
  gsize length;
  const char *text = g_bytes_get_data (packet, &length);
  SioFrameOpen open;

  if (sio_frame_get_type (text, length) != SIO_FRAME_OPEN || !sio_frame_read_open (text + 1, length - 1, &open))
    return;
  g_free (self->sid);
  self->sid = g_steal_pointer (&open.sid);
  self->max_payload = open.max_payload;
  self->offers_websocket = open.offers_websocket;
}

static void
hand_over (SioPolling *self,
           SioPayloadResult result,
           GBytes *packet)
{
  if (!self->opened)
    {
      self->opened = TRUE;
      note_open_packet (self, packet);
      sio_transport_opened (self);
    }
  if (!self->finished)
    sio_transport_message (self, result == SIO_PAYLOAD_TEXT, packet);
}

static gboolean
slice_cb (gpointer user_data)
{
  g_autoptr (SioPolling) self = g_object_ref (user_data);

  for (guint i = 0; i < SLICE && !self->finished; i++)
    {
      g_autoptr (GBytes) packet = NULL;
      SioPayloadResult result = sio_payload_next (self->body, &self->offset, &packet);

      if (result == SIO_PAYLOAD_END)
        {
          g_clear_pointer (&self->slice, g_source_unref);
          g_clear_pointer (&self->body, g_bytes_unref);
          if (has_left (self))
            leave (self);
          else
            go_on (self);
          return G_SOURCE_REMOVE;
        }
      if (result == SIO_PAYLOAD_MALFORMED)
        finish_with (self, sio_error_new (SIO_ERROR_PARSE, "Malformed long-polling answer"));
      else
        hand_over (self, result, packet);
    }
  return self->finished ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
got_cb (GBytes *body,
        const GError *error,
        gpointer user_data)
{
  SioPolling *self = user_data;

  self->getting = FALSE;
  if (error != NULL)
    {
      if (has_left (self))
        leave (self);
      else
        finish (self, error);
      return;
    }
  self->body = g_bytes_ref (body);
  self->offset = 0;
  self->slice = g_idle_source_new ();
  g_source_set_priority (self->slice, BELL_PRIORITY_BULK);
  g_source_set_static_name (self->slice, "[socketio] polled");
  g_source_set_callback (self->slice, slice_cb, self, NULL);
  g_source_attach (self->slice, g_main_context_get_thread_default ());
}

/* The cycle (REQ-99, 100) */

static void
posted_cb (GBytes *body,
           const GError *error,
           gpointer user_data)
{
  SioPolling *self = user_data;

  self->posting = FALSE;
  if (error != NULL)
    finish (self, error);
  else if (has_left (self))
    leave (self);
  else
    go_on (self);
}

static char *
make_target (SioPolling *self)
{
  return sio_url_get_target (self->url, self->path, "polling", self->sid);
}

static void
post (SioPolling *self)
{
  g_autofree char *target = make_target (self);
  g_autoptr (GBytes) body = sio_payload_take (&self->unsent, self->max_payload);

  self->posting = TRUE;
  sio_exchanger_post (self->exchanger, target, body, posted_cb, self);
}

static void
get (SioPolling *self)
{
  g_autofree char *target = make_target (self);

  self->getting = TRUE;
  sio_exchanger_get (self->exchanger, target, got_cb, self);
}

/* With it the server throws away what no GET has fetched: one hangs by now, and brings what there is. */
static void
say_farewell (SioPolling *self)
{
  self->farewell = TRUE;
  g_queue_push_tail (&self->unsent, g_strdup ("1"));
  post (self);
}

static void
go_on (SioPolling *self)
{
  if (self->finished)
    return;
  if (self->opened && self->sid == NULL)
    return; /* what was no open packet ends the engine */
  if (!self->posting && self->opened && !g_queue_is_empty (&self->unsent))
    post (self);
  if (!self->getting && self->body == NULL && !self->pausing && !self->farewell)
    get (self);
  if (self->leaving && !self->farewell && self->getting && !self->posting)
    say_farewell (self);
  if (self->paused != NULL && !self->getting && !self->posting && self->body == NULL)
    {
      SioPollingPaused paused = self->paused;

      self->paused = NULL;
      paused (self->paused_data);
    }
}

/* Changing over */

void
sio_polling_pause (SioPolling *self,
                   SioPollingPaused paused,
                   gpointer user_data)
{
  self->pausing = TRUE;
  self->paused = paused;
  self->paused_data = user_data;
  go_on (self);
}

void
sio_polling_resume (SioPolling *self)
{
  self->pausing = FALSE;
  self->paused = NULL;
  go_on (self);
}

const char *
sio_polling_get_sid (SioPolling *self)
{
  return self->sid;
}

gboolean
sio_polling_offers_websocket (SioPolling *self)
{
  return self->offers_websocket;
}

char *
sio_polling_get_cookie (SioPolling *self)
{
  g_autofree char *target = make_target (self);

  return sio_exchanger_get_cookie (self->exchanger, target);
}

/* SioTransport */

static void
sio_polling_open (SioTransport *transport,
                  const SioTransportParams *params)
{
  SioPolling *self = SIO_POLLING (transport);

  self->url = params->url;
  self->path = g_strdup (params->path);
  self->exchanger = sio_exchanger_new (params, sio_transport_heard, self);
  go_on (self);
}

static gboolean
push (SioPolling *self,
      char *packet)
{
  if (self->finished || self->leaving || !self->opened)
    {
      g_free (packet);
      return FALSE;
    }
  g_queue_push_tail (&self->unsent, packet);
  go_on (self);
  return TRUE;
}

static gboolean
sio_polling_send_text (SioTransport *transport,
                       const char *text)
{
  return push (SIO_POLLING (transport), g_strdup (text));
}

static gboolean
sio_polling_send_binary (SioTransport *transport,
                         GBytes *data)
{
  return push (SIO_POLLING (transport), sio_payload_encode_binary (data));
}

static gboolean
sio_polling_has_unsent (SioTransport *transport)
{
  SioPolling *self = SIO_POLLING (transport);

  return self->posting || !g_queue_is_empty (&self->unsent);
}

/* Any answer is a sign of life; a noop is the packet that asks for nothing else. */
static void
sio_polling_ping (SioTransport *transport)
{
  if (!sio_polling_has_unsent (transport))
    push (SIO_POLLING (transport), g_strdup ("6"));
}

static void
sio_polling_close (SioTransport *transport)
{
  SioPolling *self = SIO_POLLING (transport);

  if (self->finished || self->leaving || !self->opened)
    return;
  self->leaving = TRUE;
  go_on (self);
}

static void
sio_polling_drop (SioTransport *transport)
{
  SioPolling *self = SIO_POLLING (transport);

  self->finished = TRUE;
  self->paused = NULL;
  if (self->slice != NULL)
    g_source_destroy (self->slice);
  g_clear_pointer (&self->slice, g_source_unref);
  g_clear_pointer (&self->exchanger, sio_exchanger_free);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_queue_clear_full (&self->unsent, g_free);
}

static SioReceiver *
get_receiver (SioTransport *transport)
{
  return &SIO_POLLING (transport)->receiver;
}

static const char *
get_name (SioTransport *transport)
{
  return "polling";
}

static void
transport_iface_init (SioTransportInterface *iface)
{
  iface->get_name = get_name;
  iface->get_receiver = get_receiver;
  iface->open = sio_polling_open;
  iface->send_text = sio_polling_send_text;
  iface->send_binary = sio_polling_send_binary;
  iface->has_unsent = sio_polling_has_unsent;
  iface->ping = sio_polling_ping;
  iface->close = sio_polling_close;
  iface->drop = sio_polling_drop;
}

/* GObject */

static void
sio_polling_dispose (GObject *object)
{
  sio_polling_drop (SIO_TRANSPORT (object));
  G_OBJECT_CLASS (sio_polling_parent_class)->dispose (object);
}

static void
sio_polling_finalize (GObject *object)
{
  SioPolling *self = SIO_POLLING (object);

  g_free (self->path);
  g_free (self->sid);
  G_OBJECT_CLASS (sio_polling_parent_class)->finalize (object);
}

static void
sio_polling_class_init (SioPollingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sio_polling_dispose;
  object_class->finalize = sio_polling_finalize;
}

static void
sio_polling_init (SioPolling *self)
{
  g_queue_init (&self->unsent);
}

SioTransport *
sio_polling_new (void)
{
  return g_object_new (SIO_TYPE_POLLING, NULL);
}
