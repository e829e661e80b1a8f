/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-fixture.h"

#include "bell-json.h"

#include <string.h>

/* How a call ended, in words: "[…]" or the error's name. */

static void
called_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  GString *ends = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SioArgs) args = sio_socket_call_finish (SIO_SOCKET (source), result, &error);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  if (error != NULL)
    {
      g_string_append (ends, g_error_matches (error, SIO_ERROR, SIO_ERROR_TIMEOUT)         ? "timeout "
                             : g_error_matches (error, SIO_ERROR, SIO_ERROR_DISCONNECTED)  ? "disconnected "
                             : g_error_matches (error, SIO_ERROR, SIO_ERROR_INVALID)       ? "invalid "
                             : g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)   ? "cancelled "
                                                                                           : "other ");
      return;
    }
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_set_array (node, sio_args_get_array (args));
  text = bell_json_to_string (node);
  g_string_append_printf (ends, "%s ", text);
}

static void
call (SioFixture *fixture,
      const char *name,
      const SioEmitOptions *options,
      GString *ends)
{
  sio_socket_call_async (fixture->socket, name, NULL, options, NULL, called_cb, ends);
}

static void
await_ends (GString *ends,
            const char *expected)
{
  while (strlen (ends->str) < strlen (expected))
    g_main_context_iteration (NULL, TRUE);
  bell_test_drain ();
  g_assert_cmpstr (ends->str, ==, expected);
}

/* REQ-81, 86: ids count on for ever; answers find their way in any order, once. */
static void
test_ids (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autoptr (GString) ends = g_string_new (NULL);
  SioCounters counters;

  call (fixture, "kept", NULL, ends);
  sio_fixture_connect (fixture);
  call (fixture, "b", NULL, ends);
  sio_fixture_await_frame (fixture, "420[\"kept\"]");
  sio_fixture_await_frame (fixture, "421[\"b\"]");
  sio_client_get_counters (fixture->client, &counters);
  g_assert_cmpint (counters.rtt_us, ==, -1);
  bell_fake_clock_advance (fixture->clock, 40);
  sio_fake_server_send_text (fixture->server, "431[\"x\",{}]");
  sio_fake_server_send_text (fixture->server, "431[\"again\"]");
  sio_fake_server_send_text (fixture->server, "4399[]");
  sio_fake_server_send_text (fixture->server, "43[]");
  sio_fake_server_send_text (fixture->server, "430");
  await_ends (ends, "[\"x\",{}] [] ");
  sio_client_get_counters (fixture->client, &counters);
  g_assert_cmpint (counters.rtt_us, ==, 40000);

  sio_fake_server_drop (fixture->server);
  sio_fixture_await_state (fixture, SIO_STATE_WAITING);
  sio_fixture_next_attempt (fixture);
  sio_fixture_await_state (fixture, SIO_STATE_CONNECTED);
  call (fixture, "c", NULL, ends);
  sio_fixture_await_frame (fixture, "422[\"c\"]");
  sio_fake_server_send_text (fixture->server, "432[]");
  await_ends (ends, "[\"x\",{}] [] [] ");
}

/* REQ-84: the time-out comes once, a late answer goes nowhere, and what waits to be sent is not sent any more. */
static void
test_timeout (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autoptr (GString) ends = g_string_new (NULL);
  const SioEmitOptions options = { .timeout_ms = 50 };

  call (fixture, "kept", &options, ends);
  bell_fake_clock_advance (fixture->clock, 50);
  await_ends (ends, "timeout ");
  g_assert_cmpuint (sio_socket_get_n_buffered (fixture->socket), ==, 0);

  sio_fixture_connect (fixture);
  call (fixture, "a", &options, ends);
  sio_fixture_await_frame (fixture, "421[\"a\"]");
  g_assert_false (sio_fake_server_saw_frame (fixture->server, "420[\"kept\"]"));
  bell_fake_clock_advance (fixture->clock, 50);
  sio_fake_server_send_text (fixture->server, "431[]");
  sio_fixture_sync (fixture);
  await_ends (ends, "timeout timeout ");
}

/* REQ-85: each kind ends once: what was sent by the loss, what is kept by the answer after it. */
static void
test_disconnected (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autoptr (GString) ends = g_string_new (NULL);
  const SioEmitOptions timeout = { .timeout_ms = 60000 };
  const SioEmitOptions is_volatile = { .is_volatile = TRUE };

  sio_fixture_connect (fixture);
  call (fixture, "a", NULL, ends);
  call (fixture, "b", &timeout, ends);
  sio_fixture_sync (fixture);
  sio_fake_server_drop (fixture->server);
  await_ends (ends, "disconnected disconnected ");
  call (fixture, "kept", NULL, ends);
  call (fixture, "volatile", &is_volatile, ends);
  call (fixture, "connect", NULL, ends);
  await_ends (ends, "disconnected disconnected disconnected invalid ");
  sio_fixture_next_attempt (fixture);
  sio_fixture_await_frame (fixture, "422[\"kept\"]");
  sio_fake_server_send_text (fixture->server, "432[7]");
  await_ends (ends, "disconnected disconnected disconnected invalid [7] ");

  /* And with what is kept, when that is not to survive. */
  sio_socket_set_drop_on_disconnect (fixture->socket, TRUE);
  call (fixture, "sent", NULL, ends);
  sio_client_disconnect (fixture->client);
  await_ends (ends, "disconnected disconnected disconnected invalid [7] disconnected ");
}

/* REQ-107 and GCancellable: sent, kept and tried again alike. */
static void
test_cancelled (void)
{
  const SioEmitOptions retries = { .timeout_ms = 1000, .retries = 3 };

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (SioFixture) fixture = sio_fixture_new ();
      g_autoptr (GString) ends = g_string_new (NULL);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      const SioEmitOptions *options = i % 2 == 1 ? &retries : NULL;

      if (i < 2)
        sio_fixture_connect (fixture);
      sio_socket_call_async (fixture->socket, "a", NULL, options, cancellable, called_cb, ends);
      sio_socket_call_async (fixture->socket, "b", NULL, options, NULL, called_cb, ends);
      g_main_context_iteration (NULL, FALSE);
      g_cancellable_cancel (cancellable);
      await_ends (ends, "cancelled ");
      sio_socket_call_async (fixture->socket, "c", NULL, options, cancellable, called_cb, ends);
      await_ends (ends, "cancelled cancelled ");

      g_clear_object (&fixture->client);
      await_ends (ends, "cancelled cancelled cancelled ");
    }
}

/* REQ-87: one at a time, each try with a new id, over a loss; after the last try the error. */
static void
test_retries (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autoptr (GString) ends = g_string_new (NULL);
  const SioEmitOptions options = { .timeout_ms = 50, .retries = 2 };

  call (fixture, "a", &options, ends);
  call (fixture, "b", &options, ends);
  g_assert_cmpuint (sio_socket_get_n_buffered (fixture->socket), ==, 2);
  sio_fixture_connect (fixture);
  sio_fixture_await_frame (fixture, "420[\"a\"]");
  bell_fake_clock_advance (fixture->clock, 50);
  sio_fixture_await_frame (fixture, "421[\"a\"]");
  sio_fake_server_drop (fixture->server);
  sio_fixture_await_state (fixture, SIO_STATE_WAITING);
  sio_fixture_next_attempt (fixture);
  sio_fixture_await_frame (fixture, "422[\"a\"]");
  g_assert_false (sio_fake_server_saw_frame (fixture->server, "423[\"b\"]"));
  bell_fake_clock_advance (fixture->clock, 50);
  sio_fixture_await_frame (fixture, "423[\"b\"]");
  sio_fake_server_send_text (fixture->server, "432[\"late\"]");
  sio_fake_server_send_text (fixture->server, "433[1]");
  await_ends (ends, "timeout [1] ");
  g_assert_cmpuint (sio_socket_get_n_buffered (fixture->socket), ==, 0);
}

/* REQ-82: the server asks. */

static void
on_event (SioSocket *socket,
          SioEvent *event,
          SioEvent **kept)
{
  g_clear_pointer (kept, sio_event_unref);
  *kept = sio_event_ref (event);
}

static void
test_reply (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autoptr (SioArgs) answer = sio_args_new_from_json ("[\"ans\"]", NULL);
  SioEvent *event = NULL;

  g_signal_connect (fixture->socket, "event::q", G_CALLBACK (on_event), &event);
  sio_fixture_connect (fixture);
  sio_fake_server_send_text (fixture->server, "420[\"q\",1]");
  sio_fixture_sync (fixture);
  g_assert_true (sio_event_wants_reply (event));
  g_assert_cmpint (sio_args_get_int (sio_event_get_args (event), 0, 0), ==, 1);
  g_assert_true (sio_event_reply (event, answer));
  g_assert_false (sio_event_wants_reply (event));
  g_assert_false (sio_event_reply (event, answer));
  sio_fixture_await_frame (fixture, "430[\"ans\"]");

  sio_fake_server_send_text (fixture->server, "421[\"q\"]");
  sio_fixture_sync (fixture);
  g_assert_true (sio_event_reply (event, NULL));
  sio_fixture_await_frame (fixture, "431[]");
  sio_fake_server_send_text (fixture->server, "42[\"q\"]");
  sio_fixture_sync (fixture);
  g_assert_false (sio_event_reply (event, NULL));

  /* Too late: on another connection, and when there is none. */
  sio_fake_server_send_text (fixture->server, "422[\"q\"]");
  sio_fixture_sync (fixture);
  sio_fake_server_drop (fixture->server);
  sio_fixture_await_state (fixture, SIO_STATE_WAITING);
  g_assert_false (sio_event_reply (event, NULL));
  sio_fixture_next_attempt (fixture);
  sio_fixture_await_state (fixture, SIO_STATE_CONNECTED);
  g_assert_false (sio_event_reply (event, NULL));
  g_signal_handlers_disconnect_by_data (fixture->socket, &event);
  g_clear_object (&fixture->client);
  g_assert_false (sio_event_reply (event, NULL));
  sio_event_unref (event);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/socketio/req-81/ids", test_ids);
  g_test_add_func ("/socketio/req-84/timeout", test_timeout);
  g_test_add_func ("/socketio/req-85/disconnected", test_disconnected);
  g_test_add_func ("/socketio/req-107/cancelled", test_cancelled);
  g_test_add_func ("/socketio/req-87/retries", test_retries);
  g_test_add_func ("/socketio/req-82/reply", test_reply);
  return g_test_run ();
}
