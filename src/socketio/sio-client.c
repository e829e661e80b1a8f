/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-socket-private.h"

#include <string.h>

#define OPEN_MS 20000
#define JOIN_MS 20000
#define CREDENTIALS_MS 10000
#define MAX_REFUSALS 5
#define MAX_MESSAGE (16 * 1024 * 1024)

typedef enum
{
  PROP_STATE = 1,
  PROP_ATTEMPT,
  PROP_NEXT_ATTEMPT,
} SioClientProperty;

static GParamSpec *properties[PROP_NEXT_ATTEMPT + 1];
static guint trace_signal;

G_DEFINE_FINAL_TYPE (SioClient, sio_client, G_TYPE_OBJECT)

SioClient *
sio_client_new (const char *url,
                BellClock *clock,
                GError **error)
{
  SioUrl *parsed = sio_url_parse (url, error);
  SioClient *self;

  if (parsed == NULL)
    return NULL;
  self = g_object_new (SIO_TYPE_CLIENT, NULL);
  self->url = parsed;
  self->clock = g_object_ref (clock);
  self->choice.clock = self->clock;
  self->assembler = sio_assembler_new (clock, sio_client_attachments_overdue, self);
  sio_client_get_socket (self, NULL);
  return self;
}

SioSocket *
sio_client_find_socket (SioClient *self,
                        const char *nsp)
{
  for (guint i = 0; i < self->sockets->len; i++)
    {
      SioSocket *socket = g_ptr_array_index (self->sockets, i);

      if (g_str_equal (socket->nsp, nsp))
        return socket;
    }
  return NULL;
}

SioSocket *
sio_client_get_socket (SioClient *self,
                       const char *nsp)
{
  g_autofree char *full = NULL;
  SioSocket *socket;

  g_return_val_if_fail (SIO_IS_CLIENT (self), NULL);
  g_return_val_if_fail (nsp == NULL || strchr (nsp, ',') == NULL, NULL);

  if (nsp == NULL)
    nsp = self->url->nsp;
  else if (*nsp != '/')
    nsp = full = g_strconcat ("/", nsp, NULL);
  socket = sio_client_find_socket (self, nsp);
  if (socket == NULL)
    {
      socket = sio_socket_new (self, nsp);
      g_ptr_array_add (self->sockets, socket);
    }
  return socket;
}

/* The one place where the state changes; every wait belongs to the state that is left. */
void
sio_client_set_state (SioClient *self,
                      SioState state,
                      gint64 next_attempt)
{
  gboolean changed = self->state != state;
  gboolean moved = self->next_attempt != next_attempt;

  bell_clock_clear (self->clock, &self->timer);
  self->state = state;
  self->next_attempt = next_attempt;
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  if (moved)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEXT_ATTEMPT]);
}

void
sio_client_set_attempt (SioClient *self,
                        guint n)
{
  if (self->n == n)
    return;
  self->n = n;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ATTEMPT]);
}

void
sio_client_remember_error (SioClient *self,
                           const GError *error)
{
  if (error == self->last_error)
    return;
  g_clear_error (&self->last_error);
  if (error != NULL)
    self->last_error = g_error_copy (error);
}

gboolean
sio_client_is_traced (SioClient *self)
{
  return g_signal_has_handler_pending (self, trace_signal, 0, FALSE);
}

void
sio_client_emit_trace (SioClient *self,
                       gboolean outgoing,
                       const char *packet)
{
  g_signal_emit (self, trace_signal, 0, outgoing, packet);
}

void
sio_client_connect (SioClient *self)
{
  g_return_if_fail (SIO_IS_CLIENT (self));
  sio_socket_connect (g_ptr_array_index (self->sockets, 0));
}

void
sio_client_disconnect (SioClient *self)
{
  g_return_if_fail (SIO_IS_CLIENT (self));
  sio_client_leave_socket (self, NULL);
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
sio_client_get_transport (SioClient *self)
{
  return self->engine != NULL && self->engine_is_open ? sio_engine_get_transport (self->engine) : NULL;
}

const GError *
sio_client_get_last_error (SioClient *self)
{
  return self->last_error;
}

void
sio_client_get_counters (SioClient *self,
                         SioCounters *counters)
{
  g_return_if_fail (SIO_IS_CLIENT (self));
  g_return_if_fail (counters != NULL);

  *counters = self->counters;
  if (self->engine != NULL)
    counters->pings += sio_engine_get_n_pings (self->engine);
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

  /* First silence, then what is pending: its callbacks find a client that is over (REQ-107). */
  if (self->clock != NULL)
    {
      sio_client_leave_engine (self, FALSE);
      bell_clock_clear (self->clock, &self->timer);
    }
  if (self->closing != NULL)
    sio_engine_drop (self->closing);
  g_clear_object (&self->closing);
  self->state = SIO_STATE_IDLE;
  for (guint i = 0; i < self->sockets->len; i++)
    sio_socket_orphan (g_ptr_array_index (self->sockets, i));
  g_ptr_array_set_size (self->sockets, 0);
  sio_client_set_credentials_func (self, NULL, NULL, NULL);
  sio_client_set_refusal_func (self, NULL, NULL, NULL);
  G_OBJECT_CLASS (sio_client_parent_class)->dispose (object);
}

static void
sio_client_finalize (GObject *object)
{
  SioClient *self = SIO_CLIENT (object);

  g_ptr_array_unref (self->sockets);
  g_clear_pointer (&self->assembler, sio_assembler_free);
  g_clear_pointer (&self->url, sio_url_free);
  g_clear_object (&self->clock);
  g_clear_object (&self->tls_database);
  g_clear_object (&self->extra_authorities);
  g_clear_object (&self->client_certificate);
  g_clear_object (&self->tls_interaction);
  g_clear_object (&self->proxy_resolver);
  g_clear_error (&self->last_error);
  g_clear_pointer (&self->rand, g_rand_free);
  g_free (self->auth);
  g_free (self->pin);
  g_free (self->path);
  g_free (self->user_agent);
  G_OBJECT_CLASS (sio_client_parent_class)->finalize (object);
}

static guint
new_signal (const char *name,
            guint n,
            GType first,
            GType second)
{
  return g_signal_new (name, SIO_TYPE_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, n, first, second);
}

static void
sio_client_class_init (SioClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sio_client_get_property;
  object_class->dispose = sio_client_dispose;
  object_class->finalize = sio_client_finalize;

  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, SIO_STATE_STOPPED, 0, flags);
  properties[PROP_ATTEMPT] = g_param_spec_uint ("attempt", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_NEXT_ATTEMPT] = g_param_spec_int64 ("next-attempt", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /* All but the last are rare enough to be emitted by name. */
  new_signal ("reconnecting", 1, G_TYPE_UINT, G_TYPE_NONE);
  new_signal ("opened", 0, G_TYPE_NONE, G_TYPE_NONE);
  new_signal ("pinged", 0, G_TYPE_NONE, G_TYPE_NONE);
  new_signal ("reconnected", 1, G_TYPE_UINT, G_TYPE_NONE);
  new_signal ("closed", 2, G_TYPE_INT, G_TYPE_ERROR);
  new_signal ("connect-error", 1, G_TYPE_ERROR, G_TYPE_NONE);
  new_signal ("gave-up", 0, G_TYPE_NONE, G_TYPE_NONE);
  trace_signal = new_signal ("trace", 2, G_TYPE_BOOLEAN, G_TYPE_STRING);
}

static void
sio_client_init (SioClient *self)
{
  const SioBackoff backoff = SIO_BACKOFF_DEFAULT;

  self->sockets = g_ptr_array_new_with_free_func (g_object_unref);
  self->backoff = backoff;
  self->reconnection = TRUE;
  self->open_ms = OPEN_MS;
  self->join_ms = JOIN_MS;
  self->credentials_ms = CREDENTIALS_MS;
  self->max_refusals = MAX_REFUSALS;
  self->max_message = MAX_MESSAGE;
  self->path = g_strdup ("/socket.io/");
  self->user_agent = g_strdup ("sio-glib/1");
  self->rand = g_rand_new ();
  self->counters.rtt_us = -1;
}
