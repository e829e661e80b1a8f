/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-fixture.h"

#include <string.h>

/* REQ-71, 62: what the client says of a connection's life, in its order. */

static void
log_number (SioClient *client,
            guint n,
            gpointer word)
{
  g_string_append_printf (g_object_get_data (G_OBJECT (client), "log"), "%s(%u) ", (const char *) word, n);
}

static void
log_word (SioClient *client,
          gpointer word)
{
  g_string_append_printf (g_object_get_data (G_OBJECT (client), "log"), "%s ", (const char *) word);
}

static void
log_closed (SioClient *client,
            int reason,
            GError *error,
            gpointer word)
{
  g_string_append_printf (g_object_get_data (G_OBJECT (client), "log"), "closed(%s) ", sio_reason_to_string (reason));
}

static void
log_error (SioClient *client,
           GError *error,
           gpointer word)
{
  log_word (client, word);
}

static void
free_log (gpointer log)
{
  g_string_free (log, TRUE);
}

static GString *
watch (SioClient *client)
{
  GString *log = g_string_new (NULL);

  g_object_set_data_full (G_OBJECT (client), "log", log, free_log);
  g_signal_connect (client, "reconnecting", G_CALLBACK (log_number), (gpointer) "reconnecting");
  g_signal_connect (client, "opened", G_CALLBACK (log_word), (gpointer) "opened");
  g_signal_connect (client, "reconnected", G_CALLBACK (log_number), (gpointer) "reconnected");
  g_signal_connect (client, "closed", G_CALLBACK (log_closed), NULL);
  g_signal_connect (client, "connect-error", G_CALLBACK (log_error), (gpointer) "error");
  g_signal_connect (client, "gave-up", G_CALLBACK (log_word), (gpointer) "gave-up");
  return log;
}

static void
test_life (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  const SioBackoff backoff = { 1000, 1000, 1.0, 1.0, 60000, 2 };
  GString *log = watch (fixture->client);

  sio_client_set_backoff (fixture->client, &backoff);
  sio_fixture_connect (fixture);
  sio_fake_server_drop (fixture->server);
  sio_fixture_await_state (fixture, SIO_STATE_WAITING);
  sio_fake_server_set_answer (fixture->server, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
  sio_fixture_next_attempt (fixture);
  sio_fixture_await_errors (fixture, 1);
  sio_fake_server_set_answer (fixture->server, NULL);
  sio_fixture_next_attempt (fixture);
  sio_fixture_await_state (fixture, SIO_STATE_CONNECTED);
  g_assert_cmpstr (log->str, ==, "opened closed(transport close) reconnecting(1) error reconnecting(2) opened reconnected(2) ");
  g_string_truncate (log, 0);

  /* Not stable yet, so the series goes on, and is at its end (REQ-60). */
  sio_fake_server_drop (fixture->server);
  sio_fixture_await_state (fixture, SIO_STATE_STOPPED);
  bell_test_drain ();
  g_assert_cmpstr (log->str, ==, "closed(transport close) gave-up ");
  g_assert_cmpint (sio_socket_get_state (fixture->socket), ==, SIO_STATE_STOPPED);
  g_assert_cmpint (bell_fake_clock_n_timers (fixture->clock), ==, 0);
}

/* REQ-61: without reconnection one error, and no loop. */
static void
test_no_reconnection (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  GString *log = watch (fixture->client);

  sio_client_set_reconnection (fixture->client, FALSE);
  sio_fake_server_set_answer (fixture->server, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
  sio_client_connect (fixture->client);
  sio_fixture_await_errors (fixture, 1);
  g_assert_cmpstr (log->str, ==, "error ");
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_STOPPED);
  g_assert_cmpint (bell_fake_clock_n_timers (fixture->clock), ==, 0);
}

/* REQ-68, 108: a hint while connected asks for a sign of life. */
static void
test_probe (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();

  sio_fixture_connect (fixture);
  sio_fixture_sync (fixture);
  sio_client_probe (fixture->client);
  sio_fixture_await_frame (fixture, "<ping>");
  sio_fake_server_send_frame (fixture->server, 0x8a, "", 0);
  sio_fixture_sync (fixture);
  bell_fake_clock_advance (fixture->clock, 5000);
  g_assert_cmpuint (fixture->disconnected, ==, 0);

  sio_client_probe (fixture->client);
  sio_client_probe (fixture->client);
  bell_fake_clock_advance (fixture->clock, 4999);
  g_assert_cmpuint (fixture->disconnected, ==, 0);
  bell_fake_clock_advance (fixture->clock, 1);
  g_assert_cmpuint (fixture->disconnected, ==, 1);
  g_assert_cmpint (fixture->reason, ==, SIO_REASON_FORCED_CLOSE);
  g_assert_error (fixture->error, SIO_ERROR, SIO_ERROR_TIMEOUT);

  /* Not connected: it tries at once. */
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_WAITING);
  sio_client_probe (fixture->client);
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_OPENING);
  sio_fixture_await_state (fixture, SIO_STATE_CONNECTED);
}

static void
count_ping (guint *pings)
{
  ++*pings;
}

/* REQ-111 */
static void
test_counters (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  SioCounters counters;
  guint pings = 0;

  g_signal_connect_swapped (fixture->client, "pinged", G_CALLBACK (count_ping), &pings);
  sio_fixture_connect (fixture);
  sio_fixture_sync (fixture);
  sio_fake_server_send_text (fixture->server, "42/zzz,[\"a\"]");
  sio_fake_server_send_text (fixture->server, "42[\"ab\"]");
  sio_fixture_sync (fixture);
  sio_client_get_counters (fixture->client, &counters);
  g_assert_cmpuint (counters.packets_in, ==, 3);
  g_assert_cmpuint (counters.bytes_in, ==, strlen ("0{\"sid\":\"s1\"}" "2/zzz,[\"a\"]" "2[\"ab\"]"));
  g_assert_cmpuint (counters.packets_out, ==, 1);
  g_assert_cmpuint (counters.bytes_out, ==, 1);
  g_assert_cmpuint (counters.pings, ==, 2);
  g_assert_cmpuint (pings, ==, 2);
  g_assert_cmpuint (counters.connections, ==, 1);
  g_assert_cmpuint (counters.reconnects, ==, 0);
  g_assert_cmpuint (counters.dropped_in, ==, 1);
  sio_client_disconnect (fixture->client);
  sio_client_get_counters (fixture->client, &counters);
  g_assert_cmpuint (counters.pings, ==, 2);
}

static void
on_trace (SioClient *client,
          gboolean outgoing,
          const char *packet,
          GString *log)
{
  g_string_append_printf (log, "%s%s ", outgoing ? ">" : "<", packet);
}

/* REQ-110: the trace shows every packet, and no secret. */
static void
test_trace (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autoptr (JsonNode) auth = json_from_string ("{\"token\":\"secret\"}", NULL);
  g_autoptr (GString) log = g_string_new (NULL);

  g_signal_connect (fixture->client, "trace", G_CALLBACK (on_trace), log);
  sio_socket_set_auth (fixture->socket, auth);
  sio_fixture_connect (fixture);
  sio_fake_server_send_text (fixture->server, "451-[\"a\"]");
  sio_fake_server_send_frame (fixture->server, 0x82, "xyz", 3);
  sio_socket_emit (fixture->socket, "b", NULL, NULL, NULL);
  sio_fixture_sync (fixture);
  g_assert_cmpstr (log->str, ==, ">0••• <0••• >2[\"b\"] <51-[\"a\"] <<3 bytes> ");
  g_signal_handlers_disconnect_by_data (fixture->client, log);
}

static void
on_named (SioSocket *socket,
          SioEvent *event,
          GString *log)
{
  g_string_append (log, "named ");
}

static void
on_any (SioSocket *socket,
        SioEvent *event,
        GString *log)
{
  g_string_append_printf (log, "any(%s) ", sio_event_get_name (event));
  if (g_str_equal (sio_event_get_name (event), "last"))
    g_signal_handlers_disconnect_by_func (socket, on_named, log);
}

/* REQ-74, 75: who listens to all comes first; handlers outlive a reconnect, and no name of the server's is kept. */
static void
test_handlers (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autoptr (GString) log = g_string_new (NULL);

  g_signal_connect (fixture->socket, "event::a", G_CALLBACK (on_named), log);
  g_signal_connect (fixture->socket, "any-event", G_CALLBACK (on_any), log);
  sio_fixture_connect (fixture);
  sio_fake_server_send_text (fixture->server, "42[\"a\"]");
  sio_fake_server_send_text (fixture->server, "42[\"nobody-listens-to-this\"]");
  sio_fixture_sync (fixture);
  g_assert_cmpstr (log->str, ==, "any(a) named any(nobody-listens-to-this) ");
  g_assert_cmpuint (g_quark_try_string ("nobody-listens-to-this"), ==, 0);

  sio_fake_server_drop (fixture->server);
  sio_fixture_await_state (fixture, SIO_STATE_WAITING);
  sio_fixture_next_attempt (fixture);
  sio_fixture_await_state (fixture, SIO_STATE_CONNECTED);
  g_string_truncate (log, 0);
  sio_fake_server_send_text (fixture->server, "42[\"a\"]");
  sio_fake_server_send_text (fixture->server, "42[\"last\"]");
  sio_fake_server_send_text (fixture->server, "42[\"a\"]");
  sio_fixture_sync (fixture);
  g_assert_cmpstr (log->str, ==, "any(a) named any(last) any(a) ");
  g_signal_handlers_disconnect_by_data (fixture->socket, log);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/socketio/req-71/life", test_life);
  g_test_add_func ("/socketio/req-61/no-reconnection", test_no_reconnection);
  g_test_add_func ("/socketio/req-68/probe", test_probe);
  g_test_add_func ("/socketio/req-111/counters", test_counters);
  g_test_add_func ("/socketio/req-110/trace", test_trace);
  g_test_add_func ("/socketio/req-75/handlers", test_handlers);
  return g_test_run ();
}
