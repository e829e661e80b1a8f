/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-hub.h"

#include "sio-packet.h"

#define MAX_PAYLOAD 1000000 /* what the official server advertises and takes */
#define JOIN_MS 45000       /* its patience with a client that never sends CONNECT */

typedef struct
{
  DemoHub *hub; /* borrowed: the hub frees its sockets */
  SoupWebsocketConnection *connection;
  guint refusal;
  gboolean joined;
  guint join_timer;
  guint ping_timer; /* the next ping, or the deadline of its answer */
} Socket;

struct _DemoHub
{
  BellClock *clock;
  DemoHubFunc changed;
  gpointer user_data;
  GPtrArray *sockets; /* of Socket */
  guint ping_interval;
  guint ping_timeout;
  guint joined;
  guint max_joined;
};

static void
socket_free (gpointer data)
{
  Socket *socket = data;

  bell_clock_clear (socket->hub->clock, &socket->join_timer);
  bell_clock_clear (socket->hub->clock, &socket->ping_timer);
  g_signal_handlers_disconnect_by_data (socket->connection, socket);
  g_object_unref (socket->connection);
  g_free (socket);
}

static void
send_text (Socket *socket,
           const char *text)
{
  if (soup_websocket_connection_get_state (socket->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_send_text (socket->connection, text);
}

/* The connection is gone: the socket counts no longer, and is freed. */
static void
forget (Socket *socket)
{
  DemoHub *hub = socket->hub;
  gboolean was_joined = socket->joined;

  if (was_joined)
    hub->joined--;
  g_ptr_array_remove (hub->sockets, socket);
  if (was_joined)
    hub->changed (FALSE, hub->user_data);
}

/* Closes politely; the peer's answer is not waited for. */
static void
hang_up (Socket *socket)
{
  if (soup_websocket_connection_get_state (socket->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (socket->connection, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
  else
    forget (socket);
}

static void
on_ping_unanswered (gpointer user_data)
{
  Socket *socket = user_data;

  socket->ping_timer = 0;
  hang_up (socket);
}

static void
on_ping_due (gpointer user_data)
{
  Socket *socket = user_data;

  socket->ping_timer = 0;
  send_text (socket, "2");
  socket->ping_timer = bell_clock_add (socket->hub->clock, socket->hub->ping_timeout, on_ping_unanswered, socket);
}

static void
schedule_ping (Socket *socket)
{
  bell_clock_clear (socket->hub->clock, &socket->ping_timer);
  socket->ping_timer = bell_clock_add (socket->hub->clock, socket->hub->ping_interval, on_ping_due, socket);
}

static void
on_join_overdue (gpointer user_data)
{
  Socket *socket = user_data;

  socket->join_timer = 0;
  hang_up (socket);
}

static void
expect_join (Socket *socket)
{
  bell_clock_clear (socket->hub->clock, &socket->join_timer);
  socket->join_timer = bell_clock_add (socket->hub->clock, JOIN_MS, on_join_overdue, socket);
}

static void
join (Socket *socket)
{
  DemoHub *hub = socket->hub;
  g_autofree char *sid = g_uuid_string_random ();
  g_autofree char *answer = g_strdup_printf ("40{\"sid\":\"%s\"}", sid);

  if (socket->refusal == 44)
    {
      send_text (socket, "44{\"message\":\"Unauthorized\"}");
      return;
    }
  send_text (socket, answer);
  if (socket->refusal == 41)
    {
      /* What a NestJS gateway does when it turns somebody away in handleConnection: Engine.IO stays open. */
      send_text (socket, "41");
      return;
    }
  bell_clock_clear (hub->clock, &socket->join_timer);
  socket->joined = TRUE;
  hub->joined++;
  hub->max_joined = MAX (hub->max_joined, hub->joined);
  hub->changed (TRUE, hub->user_data);
}

/* The client's DISCONNECT. It may join anew, or close the connection; the official server waits for either, too. */
static void
leave (Socket *socket)
{
  DemoHub *hub = socket->hub;

  if (!socket->joined)
    return;
  socket->joined = FALSE;
  hub->joined--;
  expect_join (socket);
  hub->changed (FALSE, hub->user_data);
}

/* CONNECT: there is one namespace only. */
static void
on_connect (Socket *socket,
            const char *nsp)
{
  if (!g_str_equal (nsp, "/"))
    {
      g_autofree char *answer = sio_packet_encode (SIO_PACKET_CONNECT_ERROR, nsp, -1, "{\"message\":\"Invalid namespace\"}");
      g_autofree char *frame = g_strconcat ("4", answer, NULL);

      send_text (socket, frame);
    }
  else if (!socket->joined)
    join (socket);
  else
    hang_up (socket);
}

/* What a client emits is nobody's business here (facts 1.1). */
static void
on_packet (Socket *socket,
           const char *text,
           gsize length)
{
  SioPacket packet;

  if (!sio_packet_decode (text, length, &packet, NULL))
    {
      hang_up (socket);
      return;
    }
  if (packet.type == SIO_PACKET_CONNECT)
    on_connect (socket, packet.nsp);
  else if (packet.type == SIO_PACKET_DISCONNECT)
    leave (socket);
  sio_packet_clear (&packet);
}

static void
on_message (SoupWebsocketConnection *connection,
            SoupWebsocketDataType type,
            GBytes *message,
            Socket *socket)
{
  gsize length;
  const char *text = g_bytes_get_data (message, &length); /* libsoup puts a NUL behind it */

  if (type != SOUP_WEBSOCKET_DATA_TEXT)
    return;
  switch (length > 0 ? *text : '\0')
    {
    case '1':
      hang_up (socket);
      break;

    case '3':
      schedule_ping (socket);
      break;

    case '4':
      on_packet (socket, text + 1, length - 1);
      break;

    default:
      hang_up (socket);
    }
}

static void
on_closed (SoupWebsocketConnection *connection,
           Socket *socket)
{
  forget (socket);
}

void
demo_hub_adopt (DemoHub *self,
                SoupWebsocketConnection *connection,
                guint refusal)
{
  Socket *socket = g_new0 (Socket, 1);
  g_autofree char *sid = g_uuid_string_random ();
  g_autofree char *open = g_strdup_printf ("0{\"sid\":\"%s\",\"upgrades\":[],\"pingInterval\":%u,\"pingTimeout\":%u,"
                                           "\"maxPayload\":%d}",
                                           sid, self->ping_interval, self->ping_timeout, MAX_PAYLOAD);

  socket->hub = self;
  socket->connection = g_object_ref (connection);
  socket->refusal = refusal;
  g_ptr_array_add (self->sockets, socket);

  soup_websocket_connection_set_max_incoming_payload_size (connection, MAX_PAYLOAD);
  g_signal_connect (connection, "message", G_CALLBACK (on_message), socket);
  g_signal_connect (connection, "closed", G_CALLBACK (on_closed), socket);

  send_text (socket, open);
  expect_join (socket);
  schedule_ping (socket);
}

DemoHub *
demo_hub_new (BellClock *clock,
              DemoHubFunc changed,
              gpointer user_data)
{
  DemoHub *self = g_new0 (DemoHub, 1);

  self->clock = g_object_ref (clock);
  self->changed = changed;
  self->user_data = user_data;
  self->sockets = g_ptr_array_new_with_free_func (socket_free);
  demo_hub_set_ping (self, 25000, 20000);
  return self;
}

void
demo_hub_free (DemoHub *self)
{
  demo_hub_drop (self);
  g_ptr_array_unref (self->sockets);
  g_object_unref (self->clock);
  g_free (self);
}

void
demo_hub_set_ping (DemoHub *self,
                   guint interval_ms,
                   guint timeout_ms)
{
  self->ping_interval = interval_ms;
  self->ping_timeout = timeout_ms;
}

void
demo_hub_emit (DemoHub *self,
               const char *frame)
{
  for (guint i = 0; i < self->sockets->len; i++)
    {
      Socket *socket = self->sockets->pdata[i];

      if (socket->joined)
        send_text (socket, frame);
    }
}

void
demo_hub_send_raw (DemoHub *self,
                   const char *frame)
{
  for (guint i = 0; i < self->sockets->len; i++)
    send_text (self->sockets->pdata[i], frame);
}

void
demo_hub_drop (DemoHub *self)
{
  while (self->sockets->len > 0)
    {
      Socket *socket = self->sockets->pdata[0];

      g_io_stream_close (soup_websocket_connection_get_io_stream (socket->connection), NULL, NULL);
      forget (socket);
    }
}

guint
demo_hub_get_joined (DemoHub *self)
{
  return self->joined;
}

guint
demo_hub_get_max_joined (DemoHub *self)
{
  return self->max_joined;
}
