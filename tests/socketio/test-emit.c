/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-fixture.h"

#include <math.h>
#include <string.h>

static gboolean
emit (SioFixture *fixture,
      const char *name,
      const char *json,
      const SioEmitOptions *options,
      GError **error)
{
  g_autoptr (SioArgs) args = json != NULL ? sio_args_new_from_json (json, NULL) : NULL;

  g_assert_true (json == NULL || args != NULL);
  return sio_socket_emit (fixture->socket, name, args, options, error);
}

static void
assert_wire (SioFixture *fixture,
             guint first,
             const char *expected)
{
  g_autofree char *wire = NULL;

  sio_fixture_sync (fixture);
  wire = sio_fixture_dup_wire (fixture, first);
  g_assert_cmpstr (wire, ==, expected);
}

/* REQ-72, 35 */
static void
test_wire (void)
{
  static const struct { const char *name, *json, *wire; } cases[] = {
    { "hi", NULL, "42[\"hi\"] " },
    { "a", "[1,{\"b\":null},\"\303\251\"]", "42[\"a\",1,{\"b\":null},\"\303\251\"] " },
    { "", "[true,false]", "42[\"\",true,false] " },
    { "big", "[9223372036854775807]", "42[\"big\",9223372036854775807] " },
    { "plain", "[{\"_placeholder\":true,\"num\":0}]", "42[\"plain\",{\"_placeholder\":true,\"num\":0}] " },
  };
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autoptr (SioArgs) args = sio_args_new ();
  g_autoptr (JsonNode) nan = json_node_init_double (json_node_alloc (), NAN);
  guint n;

  sio_fixture_connect (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      n = sio_fake_server_get_n_frames (fixture->server);
      g_assert_true (emit (fixture, cases[i].name, cases[i].json, NULL, NULL));
      assert_wire (fixture, n, cases[i].wire);
    }
  sio_args_add_node (args, nan);
  sio_args_add_string (args, "\"\342\200\250");
  sio_args_add_int (args, -1);
  n = sio_fake_server_get_n_frames (fixture->server);
  g_assert_true (sio_socket_emit (fixture->socket, "n", args, NULL, NULL));
  assert_wire (fixture, n, "42[\"n\",null,\"\\\"\342\200\250\",-1] ");
}

/* REQ-73, 35: a caller's error, and nothing is sent. */
static void
test_refused (void)
{
  static const char *const names[] = {
    "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener", "\xff",
  };
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autoptr (SioArgs) args = sio_args_new ();
  g_autoptr (GError) error = NULL;
  guint n;

  sio_fixture_connect (fixture);
  sio_fixture_sync (fixture);
  n = sio_fake_server_get_n_frames (fixture->server);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) refusal = NULL;

      g_assert_false (emit (fixture, names[i], NULL, NULL, &refusal));
      g_assert_error (refusal, SIO_ERROR, SIO_ERROR_INVALID);
    }
  sio_args_add_string (args, "\xc3(");
  g_assert_false (sio_socket_emit (fixture->socket, "a", args, NULL, &error));
  g_assert_error (error, SIO_ERROR, SIO_ERROR_INVALID);
  g_assert_null (sio_args_new_from_json ("{}", NULL));
  g_assert_null (sio_args_new_from_json ("[1", NULL));
  assert_wire (fixture, n, "");
}

/* REQ-27: over what the server takes, locally and at once; the connection stays. */
static void
test_too_big (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autofree char *text = g_strnfill (1000, 'x');
  g_autoptr (SioArgs) args = sio_args_new ();
  g_autoptr (SioArgs) blob = sio_args_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (text, 1000);
  g_autoptr (GError) error = NULL;
  guint n;

  sio_fake_server_set_open (fixture->server, "0{\"sid\":\"e\",\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":999}");
  sio_args_add_bytes (blob, bytes);
  sio_args_add_string (args, text + 11);
  /* Not known yet: kept, and dropped at the join. */
  g_assert_true (sio_socket_emit (fixture->socket, "k", blob, NULL, NULL));
  sio_fixture_connect (fixture);
  n = sio_fake_server_get_n_frames (fixture->server);
  g_assert_cmpuint (sio_socket_get_n_buffered (fixture->socket), ==, 0);

  g_assert_false (sio_socket_emit (fixture->socket, "k", blob, NULL, &error));
  g_assert_error (error, SIO_ERROR, SIO_ERROR_TOO_BIG);
  g_clear_error (&error);
  /* 4 2 [ " x " , " " ] and 989 of text are 999: just right; one more is one too many. */
  g_assert_true (sio_socket_emit (fixture->socket, "x", args, NULL, NULL));
  g_assert_false (sio_socket_emit (fixture->socket, "xx", args, NULL, &error));
  g_assert_error (error, SIO_ERROR, SIO_ERROR_TOO_BIG);
  sio_fixture_sync (fixture);
  g_assert_cmpuint (strlen (sio_fake_server_get_frame (fixture->server, n)), ==, 999);
  g_assert_cmpuint (fixture->disconnected, ==, 0);
}

static void
on_connected_emit (SioSocket *socket,
                   gboolean recovered,
                   SioFixture *fixture)
{
  emit (fixture, "handler", NULL, NULL, NULL);
}

/* REQ-77, 78: what is kept goes in order, over losses and leavings, and before or after the handler's own. */
static void
test_kept (void)
{
  for (int connected_first = FALSE; connected_first <= TRUE; connected_first++)
    {
      g_autoptr (SioFixture) fixture = sio_fixture_new ();
      guint n;

      sio_socket_set_connected_first (fixture->socket, connected_first);
      g_signal_connect (fixture->socket, "connected", G_CALLBACK (on_connected_emit), fixture);
      emit (fixture, "1", NULL, NULL, NULL);
      emit (fixture, "2", NULL, NULL, NULL);
      g_assert_cmpuint (sio_socket_get_n_buffered (fixture->socket), ==, 2);
      sio_fixture_connect (fixture);
      assert_wire (fixture, 0, connected_first ? "40 42[\"handler\"] 42[\"1\"] 42[\"2\"] "
                                               : "40 42[\"1\"] 42[\"2\"] 42[\"handler\"] ");

      sio_client_disconnect (fixture->client);
      emit (fixture, "3", NULL, NULL, NULL);
      sio_fixture_await_frame (fixture, "<close>");
      n = sio_fake_server_get_n_frames (fixture->server);
      sio_fixture_connect (fixture);
      assert_wire (fixture, n, connected_first ? "40 42[\"handler\"] 42[\"3\"] " : "40 42[\"3\"] 42[\"handler\"] ");
      g_signal_handlers_disconnect_by_data (fixture->socket, fixture);
      g_clear_object (&fixture->client);
    }
}

static void
test_kept_bounds (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  const SioEmitOptions soon = { .expires_ms = 500 };
  g_autoptr (GError) error = NULL;
  SioCounters counters;

  sio_socket_set_buffer (fixture->socket, 2, 30);
  g_assert_true (emit (fixture, "1", NULL, &soon, NULL));
  g_assert_true (emit (fixture, "2", NULL, NULL, NULL));
  g_assert_false (emit (fixture, "3", NULL, NULL, &error));
  g_assert_error (error, SIO_ERROR, SIO_ERROR_BUFFER_FULL);
  g_clear_error (&error);

  bell_fake_clock_advance (fixture->clock, 500);
  g_assert_cmpuint (sio_socket_get_n_buffered (fixture->socket), ==, 1);
  g_assert_false (emit (fixture, "3", "[\"0123456789012345678901234\"]", NULL, &error));
  g_assert_error (error, SIO_ERROR, SIO_ERROR_BUFFER_FULL);
  sio_fixture_connect (fixture);
  assert_wire (fixture, 0, "40 42[\"2\"] ");
  sio_client_get_counters (fixture->client, &counters);
  g_assert_cmpuint (counters.dropped_out, ==, 1);

  /* Thrown away with the connection, if that is what is wanted. */
  sio_socket_set_drop_on_disconnect (fixture->socket, TRUE);
  sio_fake_server_drop (fixture->server);
  sio_fixture_await_state (fixture, SIO_STATE_WAITING);
  emit (fixture, "4", NULL, NULL, NULL);
  sio_fixture_next_attempt (fixture);
  sio_fixture_await_state (fixture, SIO_STATE_CONNECTED);
  sio_fixture_await_frame (fixture, "42[\"4\"]");
}

/* REQ-79 */
static void
test_volatile (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  const SioEmitOptions options = { .is_volatile = TRUE };
  g_autofree char *text = g_strnfill (65536, 'x');
  g_autofree char *json = g_strdup_printf ("[\"%s\"]", text);
  SioCounters counters;
  guint n;

  g_assert_true (emit (fixture, "lost", NULL, &options, NULL));
  g_assert_cmpuint (sio_socket_get_n_buffered (fixture->socket), ==, 0);
  sio_fixture_connect (fixture);
  emit (fixture, "sent", NULL, &options, NULL);
  assert_wire (fixture, 0, "40 42[\"sent\"] ");

  n = sio_fake_server_get_n_frames (fixture->server);
  sio_fake_server_set_deaf (fixture->server, TRUE);
  for (guint i = 0; i < 200; i++)
    {
      emit (fixture, "v", json, &options, NULL);
      bell_test_drain ();
    }
  sio_client_get_counters (fixture->client, &counters);
  g_assert_cmpuint (counters.dropped_out, >, 1);
  g_assert_cmpuint (counters.dropped_out, <, 200);
  sio_fake_server_set_deaf (fixture->server, FALSE);
  sio_fixture_sync (fixture);
  g_assert_cmpuint (sio_fake_server_get_n_frames (fixture->server) - n, ==, 200 - (counters.dropped_out - 1) + 1);
  g_assert_cmpuint (fixture->disconnected, ==, 0);
}

static void
on_sent (SioSocket *socket,
         SioEvent *event,
         GString *sent)
{
  g_string_append_printf (sent, "%s/%u ", sio_event_get_name (event), sio_args_get_length (sio_event_get_args (event)));
}

/* REQ-76: told when it goes, not when it was asked for. */
static void
test_observed (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autoptr (GString) sent = g_string_new (NULL);

  g_signal_connect (fixture->socket, "sent", G_CALLBACK (on_sent), sent);
  emit (fixture, "a", "[1,2]", NULL, NULL);
  g_assert_cmpstr (sent->str, ==, "");
  sio_fixture_connect (fixture);
  emit (fixture, "b", NULL, NULL, NULL);
  g_assert_cmpstr (sent->str, ==, "a/2 b/0 ");
  g_signal_handlers_disconnect_by_data (fixture->socket, sent);
}

/* REQ-21: a connection that died unnoticed gets nothing; the next one does. REQ-30: nor does one that was left. */
static void
test_dead_unnoticed (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();

  sio_fixture_connect (fixture);
  bell_fake_clock_jump (fixture->clock, 46000);
  emit (fixture, "a", NULL, NULL, NULL);
  g_assert_cmpuint (fixture->disconnected, ==, 1);
  g_assert_cmpint (fixture->reason, ==, SIO_REASON_PING_TIMEOUT);
  g_assert_cmpuint (sio_socket_get_n_buffered (fixture->socket), ==, 1);
  sio_fixture_next_attempt (fixture);
  sio_fixture_await_state (fixture, SIO_STATE_CONNECTED);
  assert_wire (fixture, 0, "40 40 42[\"a\"] ");

  sio_client_disconnect (fixture->client);
  emit (fixture, "b", NULL, NULL, NULL);
  sio_fixture_await_frame (fixture, "<close>");
  g_assert_false (sio_fake_server_saw_frame (fixture->server, "42[\"b\"]"));
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/socketio/req-72/wire", test_wire);
  g_test_add_func ("/socketio/req-73/refused", test_refused);
  g_test_add_func ("/socketio/req-27/too-big", test_too_big);
  g_test_add_func ("/socketio/req-78/kept", test_kept);
  g_test_add_func ("/socketio/req-77/bounds", test_kept_bounds);
  g_test_add_func ("/socketio/req-79/volatile", test_volatile);
  g_test_add_func ("/socketio/req-76/observed", test_observed);
  g_test_add_func ("/socketio/req-21/dead-unnoticed", test_dead_unnoticed);
  return g_test_run ();
}
