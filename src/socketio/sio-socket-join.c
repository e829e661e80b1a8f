/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-socket-private.h"

#include "sio-credentials-private.h"
#include "sio-error-private.h"

#include "bell-json.h"

#include <string.h>

/* The question for the payload, and the wait. */

void
sio_socket_abandon (SioSocket *self)
{
  if (self->request != NULL)
    sio_credentials_request_abandon (self->request);
  g_clear_object (&self->request);
  bell_clock_clear (self->clock, &self->timer);
  self->backs_off = FALSE;
}

static void
back_off_over_cb (gpointer user_data)
{
  SioSocket *self = user_data;

  self->timer = 0;
  self->backs_off = FALSE;
  /* Without an engine it joins with the next one, which is on its way. */
  if (!self->client->engine_is_open)
    return;
  sio_socket_set_state (self, SIO_STATE_JOINING);
  sio_socket_join_if_joining (self);
}

void
sio_socket_back_off (SioSocket *self,
                     gint64 delay_ms)
{
  self->backs_off = TRUE;
  self->next_attempt = bell_clock_get_boot_us (self->clock) + delay_ms * 1000;
  self->timer = bell_clock_add (self->clock, delay_ms, back_off_over_cb, self);
}

/* CONNECT */

/* The session to go on with, and what the application gave (REQ-88). */
static char *
make_payload (SioSocket *self,
              const char *auth)
{
  g_autoptr (JsonNode) root = NULL;
  const char *pid = sio_recovery_get_pid (self->recovery);
  const char *offset = sio_recovery_get_offset (self->recovery);
  g_autoptr (JsonNode) given = NULL;
  JsonObject *object;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (pid == NULL)
    return g_strdup (auth);

  root = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  json_node_take_object (root, object);
  json_object_set_string_member (object, "pid", pid);
  if (offset != NULL)
    json_object_set_string_member (object, "offset", offset);
  given = auth != NULL ? bell_json_parse (auth, strlen (auth), G_MAXSIZE, NULL) : NULL;
  if (given != NULL)
    {
      json_object_iter_init_ordered (&iter, json_node_get_object (given));
      while (json_object_iter_next_ordered (&iter, &name, &member))
        json_object_set_member (object, name, json_node_copy (member));
    }
  return bell_json_to_string (root);
}

/* An answer that is late is still one; but nobody waits for it with the engine alone (REQ-50). */
static void
answer_overdue_cb (gpointer user_data)
{
  SioSocket *self = user_data;
  SioClient *client = self->client;
  g_autoptr (GError) error = sio_error_new (SIO_ERROR_TIMEOUT, "The server did not answer CONNECT");

  self->timer = 0;
  if (client->state == SIO_STATE_CONNECTED)
    sio_socket_tell (self, SIO_STATE_JOINING, SIO_REASON_FORCED_CLOSE, error);
  else
    sio_client_lost (client, SIO_REASON_FORCED_CLOSE, error);
}

static void
await_answer (SioSocket *self)
{
  bell_clock_clear (self->clock, &self->timer);
  if (self->client->join_ms > 0)
    self->timer = bell_clock_add (self->clock, self->client->join_ms, answer_overdue_cb, self);
}

static void
send_connect (SioSocket *self,
              const char *auth)
{
  g_autofree char *payload = make_payload (self, auth);
  g_autofree char *packet = sio_packet_encode (SIO_PACKET_CONNECT, self->nsp, -1, payload);

  await_answer (self);
  self->connect_sent = TRUE;
  sio_client_send (self->client, packet, NULL);
}

static void
on_answered (SioCredentialsRequest *request,
             const GError *error,
             gboolean stop,
             gpointer user_data)
{
  SioSocket *self = user_data;
  g_autoptr (SioCredentialsRequest) answered = g_object_ref (request);

  bell_clock_clear (self->clock, &self->timer);
  g_clear_object (&self->request);
  if (error != NULL)
    sio_client_join_failed (self->client, self, error, stop);
  else
    send_connect (self, sio_credentials_request_get_auth (answered));
}

static void
payload_overdue_cb (gpointer user_data)
{
  SioSocket *self = user_data;
  g_autoptr (GError) error = sio_error_new (SIO_ERROR_TIMEOUT, "The credentials did not come in time");

  self->timer = 0;
  sio_client_join_failed (self->client, self, error, FALSE);
}

static void
ask (SioSocket *self,
     gboolean was_refused)
{
  SioClient *client = self->client;

  self->request = sio_credentials_request_new (was_refused, on_answered, self);
  if (client->credentials_ms > 0)
    self->timer = bell_clock_add (self->clock, client->credentials_ms, payload_overdue_cb, self);
  g_object_ref (self);
  g_object_ref (client);
  if (self->auth_func != NULL)
    self->auth_func (self, self->request, self->auth_data);
  else
    client->credentials_func (client, self->request, client->credentials_data);
  g_object_unref (client);
  g_object_unref (self);
}

/* Exactly one CONNECT without an answer per engine: the server ends it all on a second one (REQ-45). */
void
sio_socket_join (SioSocket *self)
{
  SioClient *client = self->client;
  gboolean is_main = self == g_ptr_array_index (client->sockets, 0);

  if (self->auth_func != NULL)
    ask (self, self->was_refused);
  else if (self->auth != NULL || !is_main || client->credentials_func == NULL)
    send_connect (self, self->auth);
  else if (client->auth_is_fresh)
    {
      client->auth_is_fresh = FALSE;
      send_connect (self, client->auth);
    }
  else
    ask (self, client->was_refused);
}

void
sio_socket_join_if_joining (SioSocket *self)
{
  if (self->client == NULL || !self->client->engine_is_open || self->client->renewing ||
      self->state != SIO_STATE_JOINING || self->request != NULL)
    return;
  /* Left and wanted again before the answer came. */
  if (self->connect_sent)
    await_answer (self);
  else
    sio_socket_join (self);
}

static void
send_disconnect (SioSocket *self)
{
  g_autofree char *packet = sio_packet_encode (SIO_PACKET_DISCONNECT, self->nsp, -1, NULL);

  sio_client_send (self->client, packet, NULL);
}

void
sio_socket_say_goodbye (SioSocket *self)
{
  sio_recovery_forget (self->recovery);
  self->refusals = 0;
  self->was_refused = FALSE;
  if (self->state == SIO_STATE_CONNECTED && !self->client->renewing)
    send_disconnect (self);
}

/*
 * From here on nothing goes out, and what was asked before is answered to nobody. Told that the namespace is
 * left, the server sends nothing more into a connection that is about to close. It is not told where it
 * would keep the session for us: then it repeats what comes in between (REQ-96).
 */
void
sio_socket_take_leave (SioSocket *self)
{
  if (self->state == SIO_STATE_JOINING)
    sio_socket_abandon (self);
  if (self->state != SIO_STATE_CONNECTED)
    return;
  self->epoch++;
  self->holds = TRUE;
  if (sio_recovery_get_pid (self->recovery) == NULL)
    send_disconnect (self);
}

/* The answer */

static void
joined (SioSocket *self,
        const char *sid,
        const char *pid)
{
  SioClient *client = self->client;
  guint epoch = ++self->epoch;

  sio_socket_abandon (self);
  self->sid = g_strdup (sid);
  self->recovered = sio_recovery_joined (self->recovery, pid) && !self->early_lost;
  self->was_refused = FALSE;
  self->failures = 0;
  self->holds = TRUE;
  client->was_refused = FALSE;
  sio_client_remember_error (client, NULL);
  sio_socket_set_state (self, SIO_STATE_CONNECTED);
  if (self->epoch == epoch)
    sio_client_update_state (client);
  if (self->epoch == epoch)
    sio_socket_deliver_early (self);
  if (self->epoch == epoch && self->connected_first)
    {
      self->holds = FALSE;
      sio_socket_emit_connected (self);
      if (self->epoch == epoch)
        sio_socket_flush (self);
      return;
    }
  if (self->epoch == epoch)
    sio_socket_flush (self);
  if (self->epoch == epoch)
    sio_socket_emit_connected (self);
}

void
sio_socket_take_connect (SioSocket *self,
                         SioPacket *packet)
{
  g_autoptr (JsonNode) root = NULL;
  const char *sid = NULL;

  if (!self->connect_sent)
    {
      g_debug ("A CONNECT that nobody asked for is ignored");
      return;
    }
  self->connect_sent = FALSE;
  if (self->state != SIO_STATE_JOINING)
    {
      /* Left before the answer came. */
      send_disconnect (self);
      return;
    }
  if (packet->payload != NULL)
    {
      root = bell_json_parse (packet->payload, packet->payload_length, G_MAXSIZE, NULL);
      sid = root != NULL ? bell_json_get_string (json_node_get_object (root), "sid") : NULL;
    }
  if (sid == NULL || *sid == '\0')
    {
      /* A server of protocol 4 or older (REQ-10, REQ-47). */
      g_autoptr (GError) error = sio_error_new (SIO_ERROR_UNSUPPORTED, "The server does not speak Socket.IO 5");

      sio_client_lost (self->client, SIO_REASON_FORCED_CLOSE, error);
      return;
    }
  joined (self, sid, bell_json_get_string (json_node_get_object (root), "pid"));
}
