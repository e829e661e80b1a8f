/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-session-private.h"

#include "bell-json.h"

#include <string.h>

/* The session's back-off, which differs from the library's defaults (design §4). */
#define BACKOFF_BASE_MS 1000
#define BACKOFF_CAP_MS 30000
#define STABLE_MS 60000

/* A refresh may go before, and takes what time it needs. */
#define CREDENTIALS_MS 60000

/* A gateway that refuses by DISCONNECT joins first: out of REFUSED a join is believed after this. */
#define SETTLE_MS 2000

/* A server whose tokens are born expired must not be asked in a tight loop. */
#define MIN_REFRESH_MS 1000

/* A link that was heard just now is not doubted, and no link twice within two seconds. */
#define DOUBTFUL_US (2 * G_USEC_PER_SEC)
#define MIN_PROBE_US (2 * G_USEC_PER_SEC)
#define REFRESH_RETRY_MS 30000

#define MAX_TEST 10000 /* bytes */

void
bell_session_clear_timers (BellSession *self)
{
  bell_clock_clear (self->clock, &self->slow_timer);
  bell_clock_clear (self->clock, &self->settle_timer);
  bell_clock_clear (self->clock, &self->refresh_timer);
  self->slow_due = 0;
}

void
bell_session_sign_in_over (BellSession *self,
                           const GError *error)
{
  bell_session_clear_timers (self);
  sio_client_disconnect (self->socket);
  bell_session_forget_tokens (self);
  bell_session_apply (self, BELL_SESSION_INPUT_SESSION_OVER, error);
}

/* Refreshing in time: a new token needs a new connection, for the server knows the old one only. */

static void arm_refresh (BellSession *self, gint64 at_least_ms);

static void
refresh_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (BellSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *access = oe_keeper_get_access_finish (OE_KEEPER (source), result, &error);

  if (self->state != BELL_SESSION_ONLINE || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_error_matches (error, OE_ERROR, OE_ERROR_SESSION_OVER))
    bell_session_sign_in_over (self, error);
  else if (error != NULL)
    bell_session_note_retry_after (self, error);
  if (self->state == BELL_SESSION_ONLINE && self->refresh_timer == 0)
    arm_refresh (self, error != NULL ? MAX (REFRESH_RETRY_MS, oe_error_get_retry_after_ms (error)) : MIN_REFRESH_MS);
}

static void
refresh_due_cb (gpointer user_data)
{
  BellSession *self = user_data;

  self->refresh_timer = 0;
  oe_keeper_get_access_async (self->keeper, NULL, self->cancellable, refresh_cb, g_object_ref (self));
}

static void
arm_refresh (BellSession *self,
             gint64 at_least_ms)
{
  gint64 due = oe_keeper_get_refresh_in_ms (self->keeper);

  bell_clock_clear (self->clock, &self->refresh_timer);
  if (due >= 0)
    self->refresh_timer = bell_clock_add (self->clock, MAX (due, at_least_ms), refresh_due_cb, self);
}

static void
on_refreshed (OeKeeper *keeper,
              BellSession *self)
{
  OeTokens *tokens = oe_keeper_get_tokens (keeper);
  SioState state = sio_client_get_state (self->socket);

  if (tokens == NULL || g_strcmp0 (tokens->access_token, self->given_token) == 0)
    return;
  if (state == SIO_STATE_CONNECTED || state == SIO_STATE_JOINING)
    sio_client_reconnect (self->socket);
}

/* The socket's own news. */

static void
be_online (BellSession *self)
{
  self->slow_tries = 0;
  self->not_before = 0;
  bell_session_apply (self, BELL_SESSION_INPUT_JOINED, NULL);
}

static void
settled_cb (gpointer user_data)
{
  BellSession *self = user_data;

  self->settle_timer = 0;
  be_online (self);
}

static void
on_connected (SioSocket *socket,
              gboolean recovered,
              BellSession *self)
{
  arm_refresh (self, MIN_REFRESH_MS);
  if (self->state == BELL_SESSION_REFUSED)
    self->settle_timer = bell_clock_add (self->clock, SETTLE_MS, settled_cb, self);
  else
    be_online (self);
}

static void
on_disconnected (SioSocket *socket,
                 int reason,
                 GError *error,
                 BellSession *self)
{
  bell_clock_clear (self->clock, &self->settle_timer);
  bell_clock_clear (self->clock, &self->refresh_timer);
}

/* The one way in. */
static void
deliver (BellSession *self,
         OeEvent *event)
{
  g_signal_emit_by_name (self, "event", event, bell_clock_get_wall_us (self->clock));
}

gboolean
bell_session_deliver_test (BellSession *self,
                           const char *name,
                           const char *payload,
                           const char *title,
                           const char *body,
                           GError **error)
{
  g_autoptr (JsonNode) node = bell_json_parse (payload, strlen (payload), MAX_TEST, error);
  g_autoptr (JsonArray) args = json_array_new ();
  g_autoptr (OeEvent) event = NULL;

  g_return_val_if_fail (BELL_IS_SESSION (self), FALSE);

  if (node == NULL)
    return FALSE;
  json_array_add_element (args, g_steal_pointer (&node));
  event = oe_event_new_test (name, args, title, body);
  deliver (self, event);
  return TRUE;
}

static void
on_event (SioSocket *socket,
          SioEvent *event,
          BellSession *self)
{
  JsonArray *args = sio_args_get_array (sio_event_get_args (event));
  g_autoptr (OeEvent) typed = oe_event_new (sio_event_get_name (event), args);

  /* Whoever wants to know there whether it was heard is told so. */
  sio_event_reply (event, NULL);
  deliver (self, typed);
}

static BellSessionInput
lost_input (BellSession *self)
{
  if (self->presence != NULL && !bell_presence_get_network (self->presence))
    return BELL_SESSION_INPUT_LOST_OFFLINE;
  return BELL_SESSION_INPUT_LOST;
}

static void
on_socket_state (SioClient *socket,
                 GParamSpec *pspec,
                 BellSession *self)
{
  switch (sio_client_get_state (socket))
    {
    case SIO_STATE_OPENING:
      bell_session_apply (self, BELL_SESSION_INPUT_ATTEMPT, NULL);
      break;
    case SIO_STATE_WAITING:
      bell_session_network_doubt (self, sio_client_get_last_error (socket));
      bell_session_apply (self, lost_input (self), sio_client_get_last_error (socket));
      break;
    case SIO_STATE_STOPPED:
      /* Refusals were answered already; what is left is that the attempts are used up. */
      if (self->slow_timer == 0)
        bell_session_apply (self, lost_input (self), sio_client_get_last_error (socket));
      break;
    case SIO_STATE_IDLE:
    case SIO_STATE_JOINING:
    case SIO_STATE_CONNECTED:
    default:
      break;
    }
}

static void
on_presence_changed (BellPresence *presence,
                     BellSession *self)
{
  SioState state = sio_client_get_state (self->socket);

  /* A connection made over the network that was there before may be dead, and would say so only in a minute. */
  if (state == SIO_STATE_CONNECTED || state == SIO_STATE_JOINING)
    sio_client_probe (self->socket);
  else
    bell_session_socket_retry_now (self);
}

static void
on_network (BellPresence *presence,
            GParamSpec *pspec,
            BellSession *self)
{
  if (self->state == BELL_SESSION_WAITING || self->state == BELL_SESSION_OFFLINE)
    bell_session_apply (self, lost_input (self), NULL);
}

static void
on_pinged (SioClient *socket,
           BellSession *self)
{
  if (self->state == BELL_SESSION_ONLINE)
    g_signal_emit_by_name (self, "pinged");
}

gboolean
bell_session_socket_init (BellSession *self,
                          GError **error)
{
  const SioBackoff backoff = { BACKOFF_BASE_MS, BACKOFF_CAP_MS, 0.5, 1.0, STABLE_MS, 0 };
  SioSocket *main_socket;

  self->socket = sio_client_new (oe_client_get_base_url (self->client), self->clock, error);
  if (self->socket == NULL)
    return FALSE;

  sio_client_set_path (self->socket, "/api/content/ws/");
  sio_client_set_user_agent (self->socket, "Shopbell");
  sio_client_set_backoff (self->socket, &backoff);
  sio_client_set_credentials_timeout (self->socket, CREDENTIALS_MS);
  sio_client_set_credentials_func (self->socket, bell_session_on_credentials_wanted, self, NULL);
  sio_client_set_refusal_func (self->socket, bell_session_on_refused, self, NULL);

  g_signal_connect_object (self->socket, "notify::state", G_CALLBACK (on_socket_state), self, 0);
  g_signal_connect_object (self->socket, "pinged", G_CALLBACK (on_pinged), self, 0);
  main_socket = sio_client_get_socket (self->socket, NULL);
  g_signal_connect_object (main_socket, "connected", G_CALLBACK (on_connected), self, 0);
  g_signal_connect_object (main_socket, "disconnected", G_CALLBACK (on_disconnected), self, 0);
  g_signal_connect_object (main_socket, "event", G_CALLBACK (on_event), self, 0);
  g_signal_connect_object (self->keeper, "refreshed", G_CALLBACK (on_refreshed), self, 0);
  if (self->presence != NULL)
    {
      g_signal_connect_object (self->presence, "changed", G_CALLBACK (on_presence_changed), self, 0);
      g_signal_connect_object (self->presence, "notify::network", G_CALLBACK (on_network), self, 0);
    }
  return TRUE;
}

void
bell_session_set_reconnect_limit (BellSession *self,
                                  guint attempts)
{
  const SioBackoff backoff = { BACKOFF_BASE_MS, BACKOFF_CAP_MS, 0.5, 1.0, STABLE_MS, attempts };

  sio_client_set_backoff (self->socket, &backoff);
}

void
bell_session_socket_connect (BellSession *self)
{
  bell_session_clear_timers (self);
  self->slow_tries = 0;
  self->refused_at = 0;
  self->not_before = 0;
  sio_client_connect (self->socket);
}

void
bell_session_socket_disconnect (BellSession *self)
{
  bell_session_clear_timers (self);
  sio_client_disconnect (self->socket);
}

void
bell_session_socket_probe (BellSession *self)
{
  gint64 now = bell_clock_get_boot_us (self->clock);

  if (now - sio_client_get_last_heard (self->socket) < DOUBTFUL_US || now - self->probed_at < MIN_PROBE_US)
    return;
  self->probed_at = now;
  sio_client_probe (self->socket);
}

void
bell_session_socket_retry_now (BellSession *self)
{
  SioState state = sio_client_get_state (self->socket);

  if (self->state == BELL_SESSION_REFUSED && self->slow_timer != 0)
    {
      bell_session_slow_retry (self);
    }
  else if (state == SIO_STATE_STOPPED)
    sio_client_connect (self->socket);
  else if (state != SIO_STATE_IDLE)
    sio_client_retry_now (self->socket);
}
