/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-fixture.h"

#include <string.h>

static GBytes *
bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
assert_bytes (GBytes *got,
              const char *expected)
{
  g_assert_nonnull (got);
  g_assert_cmpmem (g_bytes_get_data (got, NULL), g_bytes_get_size (got), expected, strlen (expected));
}

static void
send_blob (SioFixture *fixture,
           const char *text)
{
  sio_fake_server_send_frame (fixture->server, 0x82, text, strlen (text));
}

/* REQ-33, 34, 28: numbered depth first, sent behind the head, and the caller's tree left as it was. */
static void
test_out (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autoptr (SioArgs) args = sio_args_new ();
  g_autoptr (GBytes) first = bytes ("\1\2");
  g_autoptr (GBytes) second = bytes ("");
  g_autoptr (GBytes) unused = bytes ("x");
  g_autoptr (JsonNode) tree = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonNode) stray = NULL;
  JsonObject *object = json_object_new ();
  g_autofree char *wire = NULL;
  guint n;

  stray = sio_args_make_placeholder (args, unused);
  json_object_set_member (object, "b", sio_args_make_placeholder (args, second));
  json_object_set_member (object, "a", sio_args_make_placeholder (args, first));
  json_node_take_object (tree, object);
  sio_args_add_node (args, tree);
  sio_args_add_bytes (args, first);

  sio_fixture_connect (fixture);
  n = sio_fake_server_get_n_frames (fixture->server);
  sio_fake_server_send_text (fixture->server, "2");
  g_assert_true (sio_socket_emit (fixture->socket, "ev", args, NULL, NULL));
  g_assert_true (sio_socket_emit (fixture->socket, "plain", NULL, NULL, NULL));
  sio_fixture_sync (fixture);
  wire = sio_fixture_dup_wire (fixture, n);
  g_assert_cmpstr (wire, ==, "452-[\"ev\",{\"b\":{\"_placeholder\":true,\"num\":0},\"a\":{\"_placeholder\":true,\"num\":1}},"
                             "{\"_placeholder\":true,\"num\":1}] <> <01 02> 42[\"plain\"] ");
  assert_bytes (sio_args_find_bytes (args, json_object_get_member (object, "a")), "\1\2");
  g_assert_cmpuint (sio_args_get_length (args), ==, 2);
}

/* What stands for nothing cannot be sent. */
static void
test_out_stray (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autoptr (SioArgs) args = sio_args_new_from_json ("[{\"_placeholder\":true,\"num\":1}]", NULL);
  g_autoptr (GBytes) blob = bytes ("x");
  g_autoptr (GError) error = NULL;

  sio_args_add_bytes (args, blob);
  g_assert_false (sio_socket_emit (fixture->socket, "a", args, NULL, &error));
  g_assert_error (error, SIO_ERROR, SIO_ERROR_INVALID);
}

static void
on_event (SioSocket *socket,
          SioEvent *event,
          SioEvent **kept)
{
  g_clear_pointer (kept, sio_event_unref);
  *kept = sio_event_ref (event);
}

/* REQ-42: unused, used twice, empty; at any depth; in a plain event it is ordinary data. */
static void
test_in (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  SioEvent *event = NULL;
  SioArgs *args;
  JsonNode *deep;

  g_signal_connect (fixture->socket, "event", G_CALLBACK (on_event), &event);
  sio_fixture_connect (fixture);
  sio_fake_server_send_text (fixture->server, "453-[\"bin\",{\"_placeholder\":true,\"num\":1},[{\"k\":{\"_placeholder\":true,\"num\":2}}],"
                                              "{\"num\":1,\"_placeholder\":true},{\"_placeholder\":false,\"num\":9}]");
  send_blob (fixture, "unused");
  sio_fake_server_send_text (fixture->server, "2");
  send_blob (fixture, "twice");
  send_blob (fixture, "");
  bell_test_await_count (&fixture->n_events, 1, 5000, "a binary event");
  args = sio_event_get_args (event);
  g_assert_cmpuint (sio_args_get_length (args), ==, 4);
  assert_bytes (sio_args_get_bytes (args, 0), "twice");
  assert_bytes (sio_args_get_bytes (args, 2), "twice");
  g_assert_null (sio_args_get_bytes (args, 1));
  g_assert_null (sio_args_get_bytes (args, 3));
  g_assert_null (sio_args_get_bytes (args, 4));
  deep = json_object_get_member (json_array_get_object_element (json_node_get_array (sio_args_get_node (args, 1)), 0), "k");
  assert_bytes (sio_args_find_bytes (args, deep), "");

  sio_fake_server_send_text (fixture->server, "42[\"plain\",{\"_placeholder\":true,\"num\":0}]");
  bell_test_await_count (&fixture->n_events, 2, 5000, "a plain event");
  g_assert_null (sio_args_get_bytes (sio_event_get_args (event), 0));
  g_assert_true (JSON_NODE_HOLDS_OBJECT (sio_args_get_node (sio_event_get_args (event), 0)));

  /* REQ-38: ten are fine. */
  sio_fake_server_send_text (fixture->server, "4510-[\"ten\"]");
  for (guint i = 0; i < 10; i++)
    send_blob (fixture, "x");
  bell_test_await_count (&fixture->n_events, 3, 5000, "ten attachments");
  /* Of a namespace that is not joined: read away. */
  sio_fake_server_send_text (fixture->server, "451-/zzz,[\"x\"]");
  send_blob (fixture, "x");
  sio_fixture_sync (fixture);
  g_assert_cmpuint (fixture->n_events, ==, 3);
  g_assert_cmpuint (fixture->disconnected, ==, 0);
  sio_event_unref (event);
  g_signal_handlers_disconnect_by_data (fixture->socket, &event);
}

static void
called_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  SioArgs **args = user_data;

  *args = sio_socket_call_finish (SIO_SOCKET (source), result, NULL);
}

/* REQ-83, 82: acknowledgements both ways. */
static void
test_acks (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autoptr (SioArgs) question = sio_args_new ();
  g_autoptr (SioArgs) answer = NULL;
  g_autoptr (GBytes) blob = bytes ("\1\2\3");
  SioEvent *event = NULL;

  sio_args_add_bytes (question, blob);
  g_signal_connect (fixture->socket, "event", G_CALLBACK (on_event), &event);
  sio_fixture_connect (fixture);
  sio_socket_call_async (fixture->socket, "bin", question, NULL, NULL, called_cb, &answer);
  sio_fixture_await_frame (fixture, "451-0[\"bin\",{\"_placeholder\":true,\"num\":0}]");
  sio_fixture_await_frame (fixture, "<01 02 03>");
  sio_fake_server_send_text (fixture->server, "461-0[{\"_placeholder\":true,\"num\":0}]");
  send_blob (fixture, "back");
  bell_test_await_pointer ((gpointer *) &answer, 5000, "the answer");
  assert_bytes (sio_args_get_bytes (answer, 0), "back");

  sio_fake_server_send_text (fixture->server, "422[\"q\"]");
  bell_test_await_pointer ((gpointer *) &event, 5000, "the question");
  g_assert_true (sio_event_reply (event, question));
  sio_fixture_await_frame (fixture, "461-2[{\"_placeholder\":true,\"num\":0}]");
  sio_event_unref (event);
  g_signal_handlers_disconnect_by_data (fixture->socket, &event);
}

/* REQ-43: bounded in time and size; what is half built goes with its engine. */
static void
test_bounds (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autofree char *big = g_strnfill (600, 'x');

  sio_client_set_max_message (fixture->client, 1000);
  sio_fixture_connect (fixture);
  sio_fake_server_send_text (fixture->server, "452-[\"z\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
  send_blob (fixture, "\t");
  sio_fixture_sync (fixture);
  bell_fake_clock_advance (fixture->clock, 29999);
  g_assert_cmpuint (fixture->disconnected, ==, 0);
  bell_fake_clock_advance (fixture->clock, 1);
  g_assert_cmpuint (fixture->disconnected, ==, 1);
  g_assert_cmpint (fixture->reason, ==, SIO_REASON_PARSE_ERROR);

  sio_fixture_next_attempt (fixture);
  sio_fixture_await_state (fixture, SIO_STATE_CONNECTED);
  sio_fake_server_send_text (fixture->server, "42[\"ok\"]");
  bell_test_await_count (&fixture->n_events, 1, 5000, "an event on the next engine");

  sio_fake_server_send_text (fixture->server, "452-[\"z\"]");
  send_blob (fixture, big);
  send_blob (fixture, big);
  bell_test_await_count (&fixture->disconnected, 2, 5000, "a disconnect");
  g_assert_cmpint (fixture->reason, ==, SIO_REASON_PARSE_ERROR);
  g_assert_cmpuint (fixture->n_events, ==, 1);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/socketio/req-33/out", test_out);
  g_test_add_func ("/socketio/req-33/out-stray", test_out_stray);
  g_test_add_func ("/socketio/req-42/in", test_in);
  g_test_add_func ("/socketio/req-83/acks", test_acks);
  g_test_add_func ("/socketio/req-43/bounds", test_bounds);
  return g_test_run ();
}
