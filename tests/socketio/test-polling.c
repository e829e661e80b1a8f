/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-clock.h"
#include "bell-test.h"
#include "sio-client.h"

#include <libsoup/soup.h>
#include <string.h>

#define WAIT_MS 10000
#define OPEN "0{\"sid\":\"e1\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000}"
#define JOIN "40{\"sid\":\"s1\"}"

/* A server that answers requests with what a test wants answered. */
typedef struct
{
  SoupServer *server;
  BellFakeClock *clock;
  SioClient *client;
  SioSocket *socket;
  GQueue answers;            /* of GBytes, to GETs with a session */
  SoupServerMessage *waiting; /* a GET without an answer yet */
  GString *posted;           /* bodies, each followed by a space */
  const char *open;
  guint status;              /* of what comes with a session */
  guint gets, most_gets;
  guint connected, ended, errors, events;
  int reason;
  GError *error;
} Fixture;

static void
reply (SoupServerMessage *message,
       guint status,
       GBytes *body)
{
  soup_server_message_set_status (message, status, NULL);
  if (body != NULL && g_bytes_get_size (body) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), body);
}

static void
on_finished (SoupServerMessage *message,
             Fixture *fixture)
{
  fixture->gets--;
  if (fixture->waiting == message)
    fixture->waiting = NULL;
}

static void
take_get (Fixture *fixture,
          SoupServer *server,
          SoupServerMessage *message,
          gboolean in_session)
{
  g_autoptr (GBytes) body = in_session ? g_queue_pop_head (&fixture->answers)
                                       : g_bytes_new (fixture->open, strlen (fixture->open));

  fixture->gets++;
  fixture->most_gets = MAX (fixture->most_gets, fixture->gets);
  g_signal_connect (message, "finished", G_CALLBACK (on_finished), fixture);
  if (body == NULL && fixture->status == 200)
    {
      fixture->waiting = message;
      soup_server_message_pause (message);
    }
  else
    reply (message, in_session ? fixture->status : 200, body);
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Fixture *fixture = user_data;
  gboolean in_session = query != NULL && g_hash_table_contains (query, "sid");
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (GBytes) ok = g_bytes_new_static ("ok", 2);

  if (strcmp (soup_server_message_get_method (message), "GET") == 0)
    {
      take_get (fixture, server, message, in_session);
      return;
    }
  g_assert_true (in_session);
  g_string_append_printf (fixture->posted, "%.*s ", (int) g_bytes_get_size (body),
                          (const char *) g_bytes_get_data (body, NULL));
  reply (message, fixture->status, ok);
}

/* The running GET's answer, or the next one's. */
static void
answer (Fixture *fixture,
        const char *body)
{
  SoupServerMessage *message = g_steal_pointer (&fixture->waiting);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  if (message == NULL)
    {
      g_queue_push_tail (&fixture->answers, g_steal_pointer (&bytes));
      return;
    }
  reply (message, fixture->status, bytes);
  soup_server_message_unpause (message);
}

static void
on_connected (SioSocket *socket,
              gboolean recovered,
              Fixture *fixture)
{
  fixture->connected++;
}

static void
keep (Fixture *fixture,
      const GError *error)
{
  g_clear_error (&fixture->error);
  fixture->error = error != NULL ? g_error_copy (error) : NULL;
}

static void
on_disconnected (SioSocket *socket,
                 int reason,
                 GError *error,
                 Fixture *fixture)
{
  fixture->ended++;
  fixture->reason = reason;
  keep (fixture, error);
}

static void
on_connect_error (SioSocket *socket,
                  GError *error,
                  Fixture *fixture)
{
  fixture->errors++;
  keep (fixture, error);
}

static void
on_event (SioSocket *socket,
          SioEvent *event,
          Fixture *fixture)
{
  fixture->events++;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  GSList *uris;

  fixture->server = soup_server_new (NULL, NULL);
  soup_server_listen (fixture->server, address, 0, &error);
  g_assert_no_error (error);
  soup_server_add_handler (fixture->server, NULL, on_request, fixture, NULL);
  uris = soup_server_get_uris (fixture->server);
  url = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_queue_init (&fixture->answers);
  fixture->posted = g_string_new (NULL);
  fixture->open = OPEN;
  fixture->status = 200;
  fixture->clock = bell_fake_clock_new ();
  fixture->client = sio_client_new (url, BELL_CLOCK (fixture->clock), NULL);
  sio_client_set_transports (fixture->client, SIO_TRANSPORTS_POLLING);
  sio_client_set_max_message (fixture->client, 4096);
  fixture->socket = sio_client_get_socket (fixture->client, NULL);
  g_signal_connect (fixture->socket, "connected", G_CALLBACK (on_connected), fixture);
  g_signal_connect (fixture->socket, "disconnected", G_CALLBACK (on_disconnected), fixture);
  g_signal_connect (fixture->socket, "connect-error", G_CALLBACK (on_connect_error), fixture);
  g_signal_connect (fixture->socket, "event", G_CALLBACK (on_event), fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  sio_client_disconnect (fixture->client);
  g_signal_handlers_disconnect_by_data (fixture->socket, fixture);
  g_assert_finalize_object (fixture->client);
  soup_server_disconnect (fixture->server);
  bell_test_drain ();
  g_object_unref (fixture->server);
  g_assert_cmpuint (bell_fake_clock_n_timers (fixture->clock), ==, 0);
  g_object_unref (fixture->clock);
  g_queue_clear_full (&fixture->answers, (GDestroyNotify) g_bytes_unref);
  g_string_free (fixture->posted, TRUE);
  g_clear_error (&fixture->error);
}

static void
join (Fixture *fixture)
{
  answer (fixture, JOIN);
  sio_client_connect (fixture->client);
  bell_test_await_count (&fixture->connected, 1, WAIT_MS, "a join");
}

static gboolean
has_posted (gpointer user_data)
{
  return g_str_has_suffix (((Fixture *) user_data)->posted->str, " 1 ");
}

/* One GET at a time, one POST at a time; ping, leave (REQ-17, 99, 101). */
static void
test_cycle (Fixture *fixture,
            gconstpointer data)
{
  join (fixture);
  answer (fixture, "2\x1e""42[\"a\"]\x1e""42[\"b\"]");
  bell_test_await_count (&fixture->events, 2, WAIT_MS, "the events");
  answer (fixture, "42[\"c\"]");
  bell_test_await_count (&fixture->events, 3, WAIT_MS, "the third event");
  sio_client_disconnect (fixture->client);
  bell_test_await (has_posted, fixture, WAIT_MS, "the end");
  g_assert_cmpstr (fixture->posted->str, ==, "40 3 41 1 ");
  g_assert_cmpuint (fixture->most_gets, ==, 1);
  g_assert_cmpint (fixture->reason, ==, SIO_REASON_CLIENT_DISCONNECT);
}

/* What a server must not say once joined. */
static const struct
{
  const char *name;
  const char *body;
  guint status;
  int code;
  SioReason reason;
} breaches[] = {
  { "object", "{", 200, SIO_ERROR_PARSE, SIO_REASON_TRANSPORT_ERROR },
  { "array", "[\"a123\",\"a456\"]", 200, SIO_ERROR_PARSE, SIO_REASON_TRANSPORT_ERROR },
  { "empty", "", 200, SIO_ERROR_PARSE, SIO_REASON_TRANSPORT_ERROR },
  { "base64", "bAQ", 200, SIO_ERROR_PARSE, SIO_REASON_TRANSPORT_ERROR },
  { "utf-8", "4\xff", 200, SIO_ERROR_PARSE, SIO_REASON_TRANSPORT_ERROR },
  { "packet", "42{}", 200, SIO_ERROR_PARSE, SIO_REASON_PARSE_ERROR },
  { "close", "6\x1e""1", 200, SIO_ERROR_CLOSED, SIO_REASON_TRANSPORT_CLOSE },
  { "400", "{\"code\":1,\"message\":\"Session ID unknown\"}", 400, SIO_ERROR_HTTP, SIO_REASON_TRANSPORT_ERROR },
  { "302", "", 302, SIO_ERROR_HTTP, SIO_REASON_TRANSPORT_ERROR },
};

static void
test_breaches (gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (breaches); i++)
    {
      Fixture fixture = { 0 };

      g_test_message ("%s", breaches[i].name);
      set_up (&fixture, NULL);
      join (&fixture);
      fixture.status = breaches[i].status;
      answer (&fixture, breaches[i].body);
      bell_test_await_count (&fixture.ended, 1, WAIT_MS, breaches[i].name);
      g_assert_error (fixture.error, SIO_ERROR, breaches[i].code);
      g_assert_cmpint (fixture.reason, ==, (int) breaches[i].reason);
      /* REQ-69: a new session, after a wait. */
      g_assert_cmpint (sio_client_get_state (fixture.client), ==, SIO_STATE_WAITING);
      tear_down (&fixture, NULL);
    }
}

static void
test_bounds (Fixture *fixture,
             gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (5000, 'x');
  g_autofree char *packet = g_strdup_printf ("42[\"a\",\"%s\"]", long_text);

  join (fixture);
  answer (fixture, packet);
  bell_test_await_count (&fixture->ended, 1, WAIT_MS, "the end");
  g_assert_error (fixture->error, SIO_ERROR, SIO_ERROR_TOO_BIG);
  g_assert_cmpuint (fixture->events, ==, 0);
}

/* A first answer that opens nothing; one that never comes (REQ-13, 15). */
static void
test_no_open (Fixture *fixture,
              gconstpointer data)
{
  static const struct
  {
    const char *open;
    int code;
  } rows[] = {
    { "0{bad", SIO_ERROR_PARSE },
    { "4hello", SIO_ERROR_UNSUPPORTED },
    { "<html></html>", SIO_ERROR_UNSUPPORTED },
    { "0{\"sid\":\"\",\"pingInterval\":1,\"pingTimeout\":1}", SIO_ERROR_PARSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      fixture->open = rows[i].open;
      sio_client_connect (fixture->client);
      bell_test_await_count (&fixture->errors, i + 1, WAIT_MS, rows[i].open);
      g_assert_error (fixture->error, SIO_ERROR, rows[i].code);
      sio_client_disconnect (fixture->client);
    }
  g_assert_cmpuint (fixture->connected + fixture->ended, ==, 0);
}

/* The server says nothing, not even pings (REQ-19). */
static void
test_silence (Fixture *fixture,
              gconstpointer data)
{
  join (fixture);
  bell_fake_clock_advance (fixture->clock, 45000);
  g_assert_cmpuint (fixture->ended, ==, 1);
  g_assert_cmpint (fixture->reason, ==, SIO_REASON_PING_TIMEOUT);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add ("/socketio/req-99/cycle", Fixture, NULL, set_up, test_cycle, tear_down);
  g_test_add_data_func ("/socketio/req-98/breaches", NULL, test_breaches);
  g_test_add ("/socketio/req-26/polling", Fixture, NULL, set_up, test_bounds, tear_down);
  g_test_add ("/socketio/req-15/polling", Fixture, NULL, set_up, test_no_open, tear_down);
  g_test_add ("/socketio/req-19/polling", Fixture, NULL, set_up, test_silence, tear_down);
  return g_test_run ();
}
