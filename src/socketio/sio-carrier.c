/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-carrier.h"

#include "sio-polling.h"
#include "sio-websocket.h"

#include <string.h>

/* The server drops a probe after so long as well. */
#define PROBE_MS 10000

struct _SioCarrier
{
  GObject parent_instance;

  SioReceiver receiver;
  SioChoice *choice;
  SioTransportParams *params;
  SioTransport *current;  /* the one that carries */
  SioTransport *probe;    /* (nullable): a WebSocket that may become the current one */
  gboolean probe_answered; /* the current one is being paused */
  GError *refusal;        /* (nullable): why polling was begun */
  guint timer;            /* until the next probe, or of the one under way */
  GQueue held;            /* of Held: sent while changing over */
  gboolean opened;
  gboolean leaving;
};

typedef struct
{
  char *text;   /* or */
  GBytes *data;
} Held;

static void transport_iface_init (SioTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SioCarrier, sio_carrier, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SIO_TYPE_TRANSPORT, transport_iface_init))

static void wait_for_upgrade (SioCarrier *self);

static void
held_free (gpointer data)
{
  Held *held = data;

  g_free (held->text);
  g_clear_pointer (&held->data, g_bytes_unref);
  g_free (held);
}

static void
let_go (SioCarrier *self,
        SioTransport **transport)
{
  if (*transport == NULL)
    return;
  g_signal_handlers_disconnect_by_data (*transport, self);
  sio_transport_drop (*transport);
  g_clear_object (transport);
}

/* Changing over */

static void
flush_held (SioCarrier *self)
{
  Held *held;

  while ((held = g_queue_pop_head (&self->held)) != NULL)
    {
      if (held->text != NULL)
        sio_transport_send_text (self->current, held->text);
      else
        sio_transport_send_binary (self->current, held->data);
      held_free (held);
    }
  if (self->leaving)
    sio_transport_close (self->current);
}

static void
give_up_probe (SioCarrier *self)
{
  gboolean was_pausing = self->probe_answered;

  let_go (self, &self->probe);
  bell_clock_clear (self->choice->clock, &self->timer);
  self->probe_answered = FALSE;
  sio_choice_note_upgrade_failed (self->choice);
  if (was_pausing)
    sio_polling_resume (SIO_POLLING (self->current));
  flush_held (self);
  wait_for_upgrade (self);
}

static void
probe_overdue_cb (gpointer user_data)
{
  SioCarrier *self = user_data;

  self->timer = 0;
  give_up_probe (self);
}

static void on_message (gpointer receiver, gboolean is_text, GBytes *data);
static void on_heard (SioTransport *transport, SioCarrier *self);
static void on_closed (SioTransport *transport, GError *error, SioCarrier *self);

static void
listen_to (SioCarrier *self,
           SioTransport *transport)
{
  sio_transport_set_receiver (transport, on_message, self);
  g_signal_connect_object (transport, "heard", G_CALLBACK (on_heard), self, 0);
  g_signal_connect_object (transport, "closed", G_CALLBACK (on_closed), self, 0);
}

static void
paused_cb (gpointer user_data)
{
  SioCarrier *self = user_data;

  bell_clock_clear (self->choice->clock, &self->timer);
  g_signal_handlers_disconnect_by_data (self->probe, self);
  let_go (self, &self->current);
  self->current = g_steal_pointer (&self->probe);
  self->probe_answered = FALSE;
  listen_to (self, self->current);
  sio_choice_note_upgraded (self->choice);
  sio_transport_send_text (self->current, "5");
  flush_held (self);
}

static void
on_probe_opened (SioTransport *probe,
                 SioCarrier *self)
{
  sio_transport_send_text (probe, "2probe");
}

static void
on_probe_message (gpointer receiver,
                  gboolean is_text,
                  GBytes *data)
{
  SioCarrier *self = receiver;
  gsize length;
  const char *text = g_bytes_get_data (data, &length);

  if (!is_text || self->probe_answered || length != strlen ("3probe") || memcmp (text, "3probe", length) != 0)
    {
      give_up_probe (self);
      return;
    }
  self->probe_answered = TRUE;
  sio_polling_pause (SIO_POLLING (self->current), paused_cb, self);
}

static void
on_probe_closed (SioTransport *probe,
                 GError *error,
                 SioCarrier *self)
{
  give_up_probe (self);
}

static void
begin_probe (gpointer user_data)
{
  SioCarrier *self = user_data;
  SioPolling *polling = SIO_POLLING (self->current);
  g_autofree char *cookie = sio_polling_get_cookie (polling);
  g_autoptr (SioTransportParams) params = sio_transport_params_copy (self->params, "Cookie", cookie);

  g_free ((char *) params->sid);
  params->sid = g_strdup (sio_polling_get_sid (polling));
  self->timer = bell_clock_add (self->choice->clock, PROBE_MS, probe_overdue_cb, self);
  self->probe = sio_websocket_new ();
  g_signal_connect_object (self->probe, "opened", G_CALLBACK (on_probe_opened), self, 0);
  sio_transport_set_receiver (self->probe, on_probe_message, self);
  g_signal_connect_object (self->probe, "closed", G_CALLBACK (on_probe_closed), self, 0);
  sio_transport_open (self->probe, params);
}

static void
wait_for_upgrade (SioCarrier *self)
{
  gint64 ms = sio_choice_get_upgrade_delay_ms (self->choice);

  if (ms < 0 || self->leaving || !sio_polling_offers_websocket (SIO_POLLING (self->current)))
    return;
  self->timer = bell_clock_add (self->choice->clock, MAX (ms, 1), begin_probe, self);
}

/* Carrying */

static void
begin (SioCarrier *self,
       SioTransport *transport)
{
  self->current = transport;
  listen_to (self, transport);
  sio_transport_open (transport, self->params);
}

static void
on_heard (SioTransport *transport,
          SioCarrier *self)
{
  sio_transport_heard (self);
}

static void
on_first_message (SioCarrier *self)
{
  self->opened = TRUE;
  if (self->refusal != NULL)
    sio_choice_note_fallen_back (self->choice);
  if (SIO_IS_POLLING (self->current))
    wait_for_upgrade (self);
}

static void
on_message (gpointer receiver,
            gboolean is_text,
            GBytes *data)
{
  SioCarrier *self = receiver;

  if (is_text && !self->opened)
    on_first_message (self);
  sio_transport_message (self, is_text, data);
}

static void
on_closed (SioTransport *transport,
           GError *error,
           SioCarrier *self)
{
  g_autoptr (GError) reported = g_error_copy (self->refusal != NULL && !self->opened ? self->refusal : error);

  if (!self->opened && SIO_IS_WEBSOCKET (transport) && sio_choice_may_fall_back (self->choice, error))
    {
      self->refusal = g_error_copy (error);
      let_go (self, &self->current);
      begin (self, sio_polling_new ());
      return;
    }
  if (self->refusal != NULL && !self->opened)
    sio_choice_note_useless (self->choice);
  else if (SIO_IS_POLLING (transport))
    sio_choice_note_lost (self->choice, error);
  sio_transport_drop (SIO_TRANSPORT (self));
  sio_transport_closed (self, reported);
}

/* SioTransport */

static void
sio_carrier_open (SioTransport *transport,
                  const SioTransportParams *params)
{
  SioCarrier *self = SIO_CARRIER (transport);

  self->params = sio_transport_params_copy (params, NULL, NULL);
  begin (self, sio_choice_begins_with_polling (self->choice) ? sio_polling_new () : sio_websocket_new ());
}

static gboolean
hold (SioCarrier *self,
      const char *text,
      GBytes *data)
{
  Held *held = g_new0 (Held, 1);

  held->text = g_strdup (text);
  if (data != NULL)
    held->data = g_bytes_ref (data);
  g_queue_push_tail (&self->held, held);
  return TRUE;
}

static gboolean
sio_carrier_send_text (SioTransport *transport,
                       const char *text)
{
  SioCarrier *self = SIO_CARRIER (transport);

  if (self->current == NULL)
    return FALSE;
  return self->probe_answered ? hold (self, text, NULL) : sio_transport_send_text (self->current, text);
}

static gboolean
sio_carrier_send_binary (SioTransport *transport,
                         GBytes *data)
{
  SioCarrier *self = SIO_CARRIER (transport);

  if (self->current == NULL)
    return FALSE;
  return self->probe_answered ? hold (self, NULL, data) : sio_transport_send_binary (self->current, data);
}

static gboolean
sio_carrier_has_unsent (SioTransport *transport)
{
  SioCarrier *self = SIO_CARRIER (transport);

  return self->current != NULL &&
         (!g_queue_is_empty (&self->held) || sio_transport_has_unsent (self->current));
}

static void
sio_carrier_ping (SioTransport *transport)
{
  SioCarrier *self = SIO_CARRIER (transport);

  if (self->current != NULL)
    sio_transport_ping (self->current);
}

/* A change that is under way comes to its end first (REQ-102). */
static void
sio_carrier_close (SioTransport *transport)
{
  SioCarrier *self = SIO_CARRIER (transport);

  self->leaving = TRUE;
  if (self->probe == NULL && self->current != NULL)
    {
      bell_clock_clear (self->choice->clock, &self->timer);
      sio_transport_close (self->current);
    }
}

static void
sio_carrier_drop (SioTransport *transport)
{
  SioCarrier *self = SIO_CARRIER (transport);

  let_go (self, &self->probe);
  let_go (self, &self->current);
  bell_clock_clear (self->choice->clock, &self->timer);
  g_queue_clear_full (&self->held, held_free);
}

static SioReceiver *
get_receiver (SioTransport *transport)
{
  return &SIO_CARRIER (transport)->receiver;
}

static const char *
sio_carrier_get_name (SioTransport *transport)
{
  SioCarrier *self = SIO_CARRIER (transport);

  return self->current != NULL ? sio_transport_get_name (self->current) : NULL;
}

static void
transport_iface_init (SioTransportInterface *iface)
{
  iface->get_name = sio_carrier_get_name;
  iface->get_receiver = get_receiver;
  iface->open = sio_carrier_open;
  iface->send_text = sio_carrier_send_text;
  iface->send_binary = sio_carrier_send_binary;
  iface->has_unsent = sio_carrier_has_unsent;
  iface->ping = sio_carrier_ping;
  iface->close = sio_carrier_close;
  iface->drop = sio_carrier_drop;
}

/* GObject */

static void
sio_carrier_dispose (GObject *object)
{
  sio_carrier_drop (SIO_TRANSPORT (object));
  G_OBJECT_CLASS (sio_carrier_parent_class)->dispose (object);
}

static void
sio_carrier_finalize (GObject *object)
{
  SioCarrier *self = SIO_CARRIER (object);

  g_clear_pointer (&self->params, sio_transport_params_free);
  g_clear_error (&self->refusal);
  G_OBJECT_CLASS (sio_carrier_parent_class)->finalize (object);
}

static void
sio_carrier_class_init (SioCarrierClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sio_carrier_dispose;
  object_class->finalize = sio_carrier_finalize;
}

static void
sio_carrier_init (SioCarrier *self)
{
  g_queue_init (&self->held);
}

SioTransport *
sio_carrier_new (SioChoice *choice)
{
  SioCarrier *self = g_object_new (SIO_TYPE_CARRIER, NULL);

  self->choice = choice;
  return SIO_TRANSPORT (self);
}
