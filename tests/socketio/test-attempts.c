/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-fixture.h"

#include "sio-error.h"

#include <string.h>

/* Attempts that fail before the join: the error's kind, and that the next one comes (REQ-08 to 10, 13, 15, 47, 50, 57, 61). */
typedef struct
{
  const char *name;
  const char *answer; /* raw HTTP, or NULL */
  const char *open;   /* the first frame, "" for none */
  const char *join;   /* the answer to CONNECT, "" for none */
  gint64 advance_ms;  /* of the clock, while it is silent */
  int code;
  guint status;
  SioState then;
} Row;

static const Row rows[] = {
  { "req-08/redirect", "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n", "", "", 0, SIO_ERROR_HTTP, 302, SIO_STATE_WAITING },
  { "req-09/400", "HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\nno", "", "", 0, SIO_ERROR_HTTP, 400, SIO_STATE_WAITING },
  { "req-09/503", "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "", "", 0, SIO_ERROR_HTTP, 503, SIO_STATE_WAITING },
  { "req-66/401", "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n", "", "", 0, SIO_ERROR_HTTP, 401, SIO_STATE_WAITING },
  { "req-12/407", "HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n", "", "", 0, SIO_ERROR_PROXY, 407, SIO_STATE_WAITING },
  { "req-66/404", "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", "", "", 0, SIO_ERROR_HTTP, 404, SIO_STATE_WAITING },
  { "req-13/no-open-packet", NULL, "", "", 20000, SIO_ERROR_TIMEOUT, 0, SIO_STATE_WAITING },
  { "req-15/bad-json", NULL, "0{bad", "", 0, SIO_ERROR_PARSE, 0, SIO_STATE_WAITING },
  { "req-15/no-sid", NULL, "0{\"pingInterval\":1,\"pingTimeout\":1}", "", 0, SIO_ERROR_PARSE, 0, SIO_STATE_WAITING },
  { "req-15/no-interval", NULL, "0{\"sid\":\"x\",\"pingTimeout\":1}", "", 0, SIO_ERROR_PARSE, 0, SIO_STATE_WAITING },
  { "req-15/negative", NULL, "0{\"sid\":\"x\",\"pingInterval\":-1,\"pingTimeout\":1}", "", 0, SIO_ERROR_PARSE, 0, SIO_STATE_WAITING },
  { "req-15/message-first", NULL, "40{\"sid\":\"x\"}", "", 0, SIO_ERROR_UNSUPPORTED, 0, SIO_STATE_WAITING },
  { "req-50/no-answer", NULL, SIO_FAKE_OPEN, "", 20000, SIO_ERROR_TIMEOUT, 0, SIO_STATE_WAITING },
  { "req-47/no-sid", NULL, SIO_FAKE_OPEN, "40", 0, SIO_ERROR_UNSUPPORTED, 0, SIO_STATE_WAITING },
  { "req-47/empty-sid", NULL, SIO_FAKE_OPEN, "40{\"sid\":\"\"}", 0, SIO_ERROR_UNSUPPORTED, 0, SIO_STATE_WAITING },
  { "req-47/array", NULL, SIO_FAKE_OPEN, "40[]", 0, SIO_ERROR_PARSE, 0, SIO_STATE_WAITING },
  { "req-51/refused", NULL, SIO_FAKE_OPEN, "44{\"message\":\"not authorized\"}", 0, SIO_ERROR_REFUSED, 0, SIO_STATE_STOPPED },
  { "req-41/refused-empty", NULL, SIO_FAKE_OPEN, "44", 0, SIO_ERROR_REFUSED, 0, SIO_STATE_STOPPED },
  { "req-41/refused-string", NULL, SIO_FAKE_OPEN, "44\"x\"", 0, SIO_ERROR_REFUSED, 0, SIO_STATE_STOPPED },
  { "req-57/closed-before", NULL, SIO_FAKE_OPEN, "1", 0, SIO_ERROR_CLOSED, 0, SIO_STATE_WAITING },
};

static const char *
or_null (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

static gboolean
handshake_seen (gpointer user_data)
{
  return sio_fake_server_get_n_handshakes (user_data) > 0;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (SioFixture) fixture = sio_fixture_new ();

  sio_fake_server_set_answer (fixture->server, row->answer);
  sio_fake_server_set_open (fixture->server, or_null (row->open));
  sio_fake_server_set_join (fixture->server, or_null (row->join));
  sio_client_connect (fixture->client);
  if (row->advance_ms > 0)
    {
      bell_test_await (handshake_seen, fixture->server, 5000, "a handshake");
      if (*row->open != '\0')
        sio_fixture_await_state (fixture, SIO_STATE_JOINING);
      bell_fake_clock_advance (fixture->clock, row->advance_ms);
    }
  sio_fixture_await_errors (fixture, 1);

  g_assert_error (fixture->error, SIO_ERROR, row->code);
  g_assert_cmpuint (sio_error_get_http_status (fixture->error), ==, row->status);
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, row->then);
  g_assert_cmpuint (fixture->connected, ==, 0);
  /* REQ-57: no disconnect without a connect. */
  g_assert_cmpuint (fixture->disconnected, ==, 0);
  /* REQ-66: what does not heal in seconds is not asked every second. */
  if (row->status == 401 || row->status == 407)
    g_assert_cmpint (bell_fake_clock_next_ms (fixture->clock), >=, 30000);
  else if (row->status == 404)
    g_assert_cmpint (bell_fake_clock_next_ms (fixture->clock), >=, 10000);

  /* Healed, it comes back by itself, or by connect(). */
  sio_fake_server_set_answer (fixture->server, NULL);
  sio_fake_server_set_open (fixture->server, SIO_FAKE_OPEN);
  sio_fake_server_set_join (fixture->server, SIO_FAKE_JOIN);
  if (row->then == SIO_STATE_WAITING)
    sio_fixture_next_attempt (fixture);
  else
    sio_client_connect (fixture->client);
  sio_fixture_await_state (fixture, SIO_STATE_CONNECTED);
  g_assert_cmpuint (sio_fake_server_get_max_open (fixture->server), <=, 2);
}

static void
test_retry_after (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();

  sio_fake_server_set_answer (fixture->server, "HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n");
  sio_client_connect (fixture->client);
  sio_fixture_await_errors (fixture, 1);
  g_assert_cmpint (bell_fake_clock_next_ms (fixture->clock), ==, 7000);
}

/* REQ-13: taken in by the kernel, and nobody is at home; a late answer is nobody's. */
static void
test_silent (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();

  sio_fake_server_set_silent (fixture->server, TRUE);
  sio_client_connect (fixture->client);
  bell_test_await (handshake_seen, fixture->server, 5000, "a handshake");
  bell_fake_clock_advance (fixture->clock, 19999);
  g_assert_cmpuint (fixture->errors, ==, 0);
  bell_fake_clock_advance (fixture->clock, 1);
  g_assert_cmpuint (fixture->errors, ==, 1);
  g_assert_error (fixture->error, SIO_ERROR, SIO_ERROR_TIMEOUT);
  if (sio_fake_server_get_open_now (fixture->server) > 0)
    sio_fake_server_send_raw (fixture->server, "HTTP/1.1 503 Late\r\n\r\n", 21);
  bell_test_drain ();
  g_assert_cmpuint (fixture->errors, ==, 1);
}

/* REQ-10: an old server upgrades, and goes on in plain HTTP. */
static void
test_http_behind_upgrade (void)
{
  static const char http[] = "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nConnection: close\r\nTransfer-Encoding: identity\r\n\r\n{\"code\":5}";
  g_autoptr (SioFixture) fixture = sio_fixture_new ();

  sio_fake_server_set_open (fixture->server, NULL);
  sio_client_connect (fixture->client);
  bell_test_await (handshake_seen, fixture->server, 5000, "a handshake");
  sio_fake_server_send_raw (fixture->server, http, strlen (http));
  sio_fixture_await_errors (fixture, 1);
  g_assert_error (fixture->error, SIO_ERROR, SIO_ERROR_UNSUPPORTED);
  g_assert_cmpuint (fixture->disconnected, ==, 0);
}

/* REQ-60: a server that joins and drops is not hit at the base delay for ever. */
static void
test_counter (void)
{
  static const gint64 waits[] = { 1000, 2000, 4000, 8000, 16000, 30000, 30000 };
  g_autoptr (SioFixture) fixture = sio_fixture_new ();

  sio_fixture_connect (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      sio_fake_server_drop (fixture->server);
      sio_fixture_await_state (fixture, SIO_STATE_WAITING);
      g_assert_cmpint (bell_fake_clock_next_ms (fixture->clock), ==, waits[i]);
      g_assert_cmpuint (sio_client_get_attempt (fixture->client), ==, i + 1);
      sio_fixture_next_attempt (fixture);
      sio_fixture_await_state (fixture, SIO_STATE_CONNECTED);
    }
  /* Stable for a minute: from the start. 20 s are pings apart, the server is silent. */
  for (guint i = 0; i < 4; i++)
    {
      bell_fake_clock_advance (fixture->clock, 20000);
      sio_fake_server_send_text (fixture->server, "2");
      sio_fake_server_send_text (fixture->server, "42[\"x\"]");
      bell_test_await_count (&fixture->n_events, i + 1, 5000, "an event");
    }
  g_assert_cmpuint (sio_client_get_attempt (fixture->client), ==, 0);
  sio_fake_server_drop (fixture->server);
  sio_fixture_await_state (fixture, SIO_STATE_WAITING);
  g_assert_cmpint (bell_fake_clock_next_ms (fixture->clock), ==, 1000);
}

static void
test_attempts_limit (void)
{
  const SioBackoff backoff = { 1000, 30000, 1.0, 1.0, 60000, 2 };
  g_autoptr (SioFixture) fixture = sio_fixture_new ();

  sio_client_set_backoff (fixture->client, &backoff);
  sio_fake_server_set_answer (fixture->server, "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
  sio_client_connect (fixture->client);
  sio_fixture_await_errors (fixture, 1);
  sio_fixture_next_attempt (fixture);
  sio_fixture_await_errors (fixture, 2);
  sio_fixture_next_attempt (fixture);
  sio_fixture_await_errors (fixture, 3);
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_STOPPED);
  g_assert_cmpuint (sio_fake_server_get_n_handshakes (fixture->server), ==, 3);
}

/* REQ-63: a disconnect in the wait or in the attempt ends everything. */
static void
test_disconnect (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();

  sio_client_connect (fixture->client);
  sio_client_disconnect (fixture->client);
  bell_test_drain ();
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_IDLE);
  g_assert_cmpuint (fixture->errors + fixture->connected, ==, 0);

  sio_fixture_connect (fixture);
  sio_fake_server_drop (fixture->server);
  sio_fixture_await_state (fixture, SIO_STATE_WAITING);
  sio_client_disconnect (fixture->client);
  bell_fake_clock_advance (fixture->clock, 100000);
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_IDLE);

  /* A joined one says goodbye (REQ-29), and is told at once (REQ-113). */
  sio_fixture_connect (fixture);
  sio_client_disconnect (fixture->client);
  g_assert_cmpuint (fixture->disconnected, ==, 2);
  g_assert_cmpint (fixture->reason, ==, SIO_REASON_CLIENT_DISCONNECT);
  while (!sio_fake_server_saw_frame (fixture->server, "<close>"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (sio_fake_server_saw_frame (fixture->server, "41"));
  /* The server never answers the close frame: two seconds are enough. */
  bell_fake_clock_advance (fixture->clock, 2000);
  while (sio_fake_server_get_open_now (fixture->server) > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_ping_timeout (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();

  sio_fixture_connect (fixture);
  bell_fake_clock_advance (fixture->clock, 44999);
  g_assert_cmpuint (fixture->disconnected, ==, 0);
  bell_fake_clock_advance (fixture->clock, 1);
  g_assert_cmpuint (fixture->disconnected, ==, 1);
  g_assert_cmpint (fixture->reason, ==, SIO_REASON_PING_TIMEOUT);
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_WAITING);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/socketio/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/socketio/req-13/silent", test_silent);
  g_test_add_func ("/socketio/req-10/http-behind-upgrade", test_http_behind_upgrade);
  g_test_add_func ("/socketio/req-59/retry-after", test_retry_after);
  g_test_add_func ("/socketio/req-60/counter", test_counter);
  g_test_add_func ("/socketio/req-62/attempts-limit", test_attempts_limit);
  g_test_add_func ("/socketio/req-63/disconnect", test_disconnect);
  g_test_add_func ("/socketio/req-19/ping-timeout", test_ping_timeout);
  return g_test_run ();
}
