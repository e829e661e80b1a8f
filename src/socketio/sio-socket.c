/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-socket-private.h"

#include "sio-event-private.h"

#define MAX_EVENTS 1000
#define MAX_BYTES (4 * 1024 * 1024)

typedef enum
{
  PROP_STATE = 1,
} SioSocketProperty;

enum
{
  SIGNAL_CONNECTED,
  SIGNAL_DISCONNECTED,
  SIGNAL_CONNECT_ERROR,
  SIGNAL_ANY_EVENT,
  SIGNAL_EVENT,
  SIGNAL_SENT,
  N_SIGNALS
};

static GParamSpec *properties[PROP_STATE + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SioSocket, sio_socket, G_TYPE_OBJECT)

SioSocket *
sio_socket_new (SioClient *client,
                const char *nsp)
{
  SioSocket *self = g_object_new (SIO_TYPE_SOCKET, NULL);

  self->client = client;
  self->clock = g_object_ref (client->clock);
  self->nsp = g_strdup (nsp);
  return self;
}

/* State */

void
sio_socket_set_state (SioSocket *self,
                      SioState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

gboolean
sio_socket_is_wanted (SioSocket *self)
{
  return self->state != SIO_STATE_IDLE && self->state != SIO_STATE_STOPPED;
}

gboolean
sio_socket_is_active (SioSocket *self)
{
  return self->state == SIO_STATE_JOINING || self->state == SIO_STATE_CONNECTED;
}

void
sio_socket_leave (SioSocket *self,
                  SioState state)
{
  gboolean was_connected = self->state == SIO_STATE_CONNECTED;

  sio_socket_abandon (self);
  sio_socket_forget_early (self);
  g_clear_pointer (&self->sid, g_free);
  self->recovered = FALSE;
  self->holds = FALSE;
  if (was_connected)
    {
      self->epoch++;
      sio_socket_lose_calls (self);
    }
  sio_socket_set_state (self, state);
}

void
sio_socket_tell (SioSocket *self,
                 SioState was,
                 SioReason reason,
                 const GError *error)
{
  if (was == SIO_STATE_CONNECTED)
    g_signal_emit (self, signals[SIGNAL_DISCONNECTED], 0, reason, error);
  else if (error != NULL)
    g_signal_emit (self, signals[SIGNAL_CONNECT_ERROR], 0, error);
  sio_socket_fail_lost_calls (self);
}

void
sio_socket_emit_connected (SioSocket *self)
{
  g_signal_emit (self, signals[SIGNAL_CONNECTED], 0, self->recovered);
}

/* A name nobody connected to has no quark, and gets none: the server must not be able to fill that table. */

gboolean
sio_socket_listens (SioSocket *self,
                    const char *name)
{
  GQuark detail = g_quark_try_string (name);

  return (detail != 0 && g_signal_has_handler_pending (self, signals[SIGNAL_EVENT], detail, FALSE)) ||
         g_signal_has_handler_pending (self, signals[SIGNAL_EVENT], 0, FALSE) ||
         g_signal_has_handler_pending (self, signals[SIGNAL_ANY_EVENT], 0, FALSE);
}

void
sio_socket_emit_event (SioSocket *self,
                       SioEvent *event)
{
  g_signal_emit (self, signals[SIGNAL_ANY_EVENT], 0, event);
  g_signal_emit (self, signals[SIGNAL_EVENT], g_quark_try_string (sio_event_get_name (event)), event);
}

SioEvent *
sio_socket_make_sent (SioSocket *self,
                      SioOutgoing *outgoing)
{
  if (!g_signal_has_handler_pending (self, signals[SIGNAL_SENT], 0, FALSE))
    return NULL;
  return sio_event_new (g_strdup (outgoing->name),
                        outgoing->args != NULL ? sio_args_ref (outgoing->args) : sio_args_new (), -1);
}

void
sio_socket_emit_sent (SioSocket *self,
                      SioEvent *event)
{
  g_signal_emit (self, signals[SIGNAL_SENT], 0, event);
}

/* What the caller asks for */

void
sio_socket_connect (SioSocket *self)
{
  SioClient *client = self->client;

  g_return_if_fail (SIO_IS_SOCKET (self));

  if (client == NULL || sio_socket_is_wanted (self))
    return;
  self->refusals = 0;
  if (client->engine_is_open)
    {
      g_object_ref (client);
      sio_socket_set_state (self, SIO_STATE_JOINING);
      sio_client_update_state (client);
      sio_socket_join_if_joining (self);
      g_object_unref (client);
    }
  else if (client->state == SIO_STATE_OPENING || client->state == SIO_STATE_WAITING)
    sio_socket_set_state (self, client->state);
  else
    {
      /* Not notified by itself: the client moves with it. */
      self->state = SIO_STATE_WAITING;
      sio_client_start_series (client);
    }
}

void
sio_socket_disconnect (SioSocket *self)
{
  g_return_if_fail (SIO_IS_SOCKET (self));

  if (self->client != NULL && self->state != SIO_STATE_IDLE)
    sio_client_leave_socket (self->client, self);
}

const char *
sio_socket_get_namespace (SioSocket *self)
{
  return self->nsp;
}

SioState
sio_socket_get_state (SioSocket *self)
{
  return self->state;
}

const char *
sio_socket_get_id (SioSocket *self)
{
  return self->sid;
}

gboolean
sio_socket_get_recovered (SioSocket *self)
{
  return self->recovered;
}

guint
sio_socket_get_n_buffered (SioSocket *self)
{
  return self->kept.length + self->retried.length;
}

/* GObject */

/* The client is being disposed of: from now on nothing happens here any more. */
void
sio_socket_orphan (SioSocket *self)
{
  g_object_ref (self);
  self->client = NULL;
  sio_socket_leave (self, SIO_STATE_IDLE);
  sio_socket_cancel_calls (self);
  sio_socket_set_auth_func (self, NULL, NULL, NULL);
  sio_socket_set_offset_func (self, NULL, NULL, NULL);
  g_object_unref (self);
}

static void
sio_socket_get_property (GObject *object,
                         guint prop_id,
                         GValue *value,
                         GParamSpec *pspec)
{
  switch ((SioSocketProperty) prop_id)
    {
    case PROP_STATE:
      g_value_set_uint (value, SIO_SOCKET (object)->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sio_socket_finalize (GObject *object)
{
  SioSocket *self = SIO_SOCKET (object);

  sio_recovery_free (self->recovery);
  g_hash_table_unref (self->calls);
  g_ptr_array_unref (self->lost);
  g_object_unref (self->clock);
  g_free (self->auth);
  g_free (self->nsp);
  g_free (self->sid);
  G_OBJECT_CLASS (sio_socket_parent_class)->finalize (object);
}

static guint
new_signal (const char *name,
            GSignalFlags flags,
            guint n,
            GType first,
            GType second)
{
  return g_signal_new (name, SIO_TYPE_SOCKET, G_SIGNAL_RUN_LAST | flags, 0, NULL, NULL, NULL, G_TYPE_NONE, n, first,
                       second);
}

static void
sio_socket_class_init (SioSocketClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sio_socket_get_property;
  object_class->finalize = sio_socket_finalize;

  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, SIO_STATE_STOPPED, 0,
                                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_CONNECTED] = new_signal ("connected", 0, 1, G_TYPE_BOOLEAN, G_TYPE_NONE);
  signals[SIGNAL_DISCONNECTED] = new_signal ("disconnected", 0, 2, G_TYPE_INT, G_TYPE_ERROR);
  signals[SIGNAL_CONNECT_ERROR] = new_signal ("connect-error", 0, 1, G_TYPE_ERROR, G_TYPE_NONE);
  signals[SIGNAL_ANY_EVENT] = new_signal ("any-event", 0, 1, SIO_TYPE_EVENT, G_TYPE_NONE);
  signals[SIGNAL_EVENT] = new_signal ("event", G_SIGNAL_DETAILED, 1, SIO_TYPE_EVENT, G_TYPE_NONE);
  signals[SIGNAL_SENT] = new_signal ("sent", 0, 1, SIO_TYPE_EVENT, G_TYPE_NONE);
}

static void
sio_socket_init (SioSocket *self)
{
  self->max_events = MAX_EVENTS;
  self->max_bytes = MAX_BYTES;
  self->recovery = sio_recovery_new ();
  self->calls = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->lost = g_ptr_array_new ();
}
