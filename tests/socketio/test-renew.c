/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-fixture.h"

#include "sio-error.h"

/* A planned reconnect: what the server sends until it has noticed arrives, and there is never a second connection. */

static void
await_farewell (SioFixture *fixture)
{
  sio_fake_server_set_lingers (fixture->server, TRUE);
  sio_client_reconnect (fixture->client);
  sio_fixture_await_frame (fixture, "<close>");
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_CONNECTED);
  g_assert_cmpuint (sio_fake_server_get_n_handshakes (fixture->server), ==, 1);
}

static void
close_from_the_server (SioFixture *fixture)
{
  sio_fake_server_send_close (fixture->server, 1000);
  sio_fake_server_drop (fixture->server);
}

static void
await_the_next (SioFixture *fixture)
{
  bell_test_await_count (&fixture->connected, 2, 10000, "the next connection");
  g_assert_cmpuint (fixture->disconnected, ==, 1);
  g_assert_cmpint (fixture->reason, ==, SIO_REASON_FORCED_CLOSE);
  g_assert_cmpuint (fixture->errors, ==, 0);
  g_assert_cmpuint (sio_client_get_attempt (fixture->client), ==, 0);
  g_assert_cmpuint (sio_fake_server_get_max_open (fixture->server), ==, 1);
}

static void
test_heard_to_the_end (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autofree char *wire = NULL;

  sio_fixture_connect (fixture);
  await_farewell (fixture);
  sio_fake_server_send_text (fixture->server, "42[\"late\"]");
  sio_fake_server_send_text (fixture->server, "2");
  sio_fake_server_send_text (fixture->server, "42[\"last\"]");
  close_from_the_server (fixture);
  await_the_next (fixture);

  g_assert_cmpstr (fixture->events->str, ==, "late last ");
  /* Told first, the server sends nothing into what closes; and nothing is written after the close. */
  wire = sio_fixture_dup_wire (fixture, 0);
  g_assert_cmpstr (wire, ==, "40 41 <close> 40 ");
  g_assert_false (sio_fake_server_saw_frame (fixture->server, "3"));
}

/* REQ-77: what is emitted meanwhile is not lost either. */
static void
test_emits_wait (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autofree char *wire = NULL;

  sio_fixture_connect (fixture);
  await_farewell (fixture);
  g_assert_true (sio_socket_emit (fixture->socket, "kept", NULL, NULL, NULL));
  g_assert_cmpuint (sio_socket_get_n_buffered (fixture->socket), ==, 1);
  sio_client_reconnect (fixture->client);
  close_from_the_server (fixture);
  await_the_next (fixture);
  sio_fixture_await_frame (fixture, "42[\"kept\"]");
  wire = sio_fixture_dup_wire (fixture, 0);
  g_assert_cmpstr (wire, ==, "40 41 <close> 40 42[\"kept\"] ");
}

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SioArgs) args = sio_socket_call_finish (SIO_SOCKET (source), result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (args);
  ++*(guint *) user_data;
}

/* An answer that was on its way is one; a question that comes now is not answered any more. */
static void
test_answers (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  guint answered = 0;

  sio_fixture_connect (fixture);
  sio_socket_call_async (fixture->socket, "ask", NULL, NULL, NULL, answered_cb, &answered);
  await_farewell (fixture);
  sio_fake_server_send_text (fixture->server, "430[]");
  sio_fake_server_send_text (fixture->server, "427[\"question\"]");
  bell_test_await_count (&answered, 1, 10000, "the answer");
  bell_test_await_count (&fixture->n_events, 1, 10000, "the question");
  close_from_the_server (fixture);
  await_the_next (fixture);
  g_assert_false (sio_fake_server_saw_frame (fixture->server, "437[]"));
}

/* A server that says nothing any more is waited for for two seconds, one that goes on saying something for five. */
static void
test_deadlines (void)
{
  g_autoptr (SioFixture) silent = sio_fixture_new ();
  g_autoptr (SioFixture) talking = sio_fixture_new ();

  sio_fixture_connect (silent);
  await_farewell (silent);
  bell_fake_clock_advance (silent->clock, 1999);
  bell_test_drain ();
  g_assert_cmpuint (silent->disconnected, ==, 0);
  bell_fake_clock_advance (silent->clock, 1);
  bell_test_await_count (&silent->connected, 2, 10000, "the next connection");

  sio_fixture_connect (talking);
  await_farewell (talking);
  for (guint i = 1; i <= 3; i++)
    {
      bell_fake_clock_advance (talking->clock, 1500);
      sio_fake_server_send_text (talking->server, "42[\"more\"]");
      bell_test_await_count (&talking->n_events, i, 10000, "an event");
      g_assert_cmpuint (talking->disconnected, ==, 0);
    }
  bell_fake_clock_advance (talking->clock, 500);
  bell_test_await_count (&talking->connected, 2, 10000, "the next connection");
}

/* REQ-96: where the server keeps the session it repeats what comes in between, from what was heard last. */
static void
test_recoverable (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autofree char *wire = NULL;

  sio_fake_server_set_join (fixture->server, "40{\"sid\":\"s1\",\"pid\":\"p1\"}");
  sio_fixture_connect (fixture);
  sio_fake_server_send_text (fixture->server, "42[\"first\",\"Q89BtlA\"]");
  bell_test_await_count (&fixture->n_events, 1, 10000, "an event");
  await_farewell (fixture);
  sio_fake_server_send_text (fixture->server, "42[\"late\",\"Q89BtlB\"]");
  close_from_the_server (fixture);
  await_the_next (fixture);
  wire = sio_fixture_dup_wire (fixture, 0);
  g_assert_cmpstr (wire, ==, "40 <close> 40{\"pid\":\"p1\",\"offset\":\"Q89BtlB\"} ");
  g_assert_true (sio_socket_get_recovered (fixture->socket));
}

/* Whoever disconnects meanwhile hears nothing more, and nothing follows. */
static void
test_disconnected_meanwhile (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();

  sio_fixture_connect (fixture);
  await_farewell (fixture);
  sio_client_disconnect (fixture->client);
  g_assert_cmpuint (fixture->disconnected, ==, 1);
  g_assert_cmpint (fixture->reason, ==, SIO_REASON_CLIENT_DISCONNECT);
  sio_fake_server_send_text (fixture->server, "42[\"late\"]");
  close_from_the_server (fixture);
  while (sio_fake_server_get_open_now (fixture->server) > 0)
    g_main_context_iteration (NULL, TRUE);
  bell_test_drain ();
  g_assert_cmpstr (fixture->events->str, ==, "");
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_IDLE);
  g_assert_cmpuint (sio_fake_server_get_n_handshakes (fixture->server), ==, 1);

  /* Wanted again before it has ended: the next one waits for that. */
  sio_client_connect (fixture->client);
  sio_fixture_await_state (fixture, SIO_STATE_CONNECTED);
  g_assert_cmpuint (sio_fake_server_get_max_open (fixture->server), ==, 1);
}

static gint64
never_asked (SioClient *client,
             SioSocket *socket,
             const GError *error,
             guint count,
             gpointer user_data)
{
  g_assert_not_reached ();
}

/* However the old one ends, the new one follows at once: it is no failure and no refusal. */
static void
test_ends (void)
{
  static const char *const frames[] = { "41", "44{\"message\":\"Unauthorized\"}", "47", "9", "42[\"a\"", "1" };

  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_autoptr (SioFixture) fixture = sio_fixture_new ();

      sio_client_set_refusal_func (fixture->client, never_asked, NULL, NULL);
      sio_fixture_connect (fixture);
      await_farewell (fixture);
      sio_fake_server_send_text (fixture->server, frames[i]);
      sio_fake_server_drop (fixture->server);
      await_the_next (fixture);
    }
}

/* A namespace that is asked for meanwhile joins on the new connection, and with one CONNECT. */
static void
test_another_namespace (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  SioSocket *other = sio_client_get_socket (fixture->client, "/other");
  g_autofree char *wire = NULL;

  sio_fixture_connect (fixture);
  await_farewell (fixture);
  sio_socket_connect (other);
  bell_test_drain ();
  close_from_the_server (fixture);
  await_the_next (fixture);
  sio_fixture_await_frame (fixture, "40/other,");
  wire = sio_fixture_dup_wire (fixture, 0);
  g_assert_cmpstr (wire, ==, "40 41 <close> 40 40/other, ");
}

/* REQ-107: gone is gone. */
static void
test_disposal (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();

  sio_fixture_connect (fixture);
  await_farewell (fixture);
  g_signal_handlers_disconnect_by_data (fixture->socket, fixture);
  g_assert_finalize_object (g_steal_pointer (&fixture->client));
  sio_fake_server_send_text (fixture->server, "42[\"late\"]");
  bell_test_drain ();
  g_assert_cmpstr (fixture->events->str, ==, "");
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/socketio/renew/heard-to-the-end", test_heard_to_the_end);
  g_test_add_func ("/socketio/renew/emits-wait", test_emits_wait);
  g_test_add_func ("/socketio/renew/answers", test_answers);
  g_test_add_func ("/socketio/renew/deadlines", test_deadlines);
  g_test_add_func ("/socketio/renew/recoverable", test_recoverable);
  g_test_add_func ("/socketio/renew/disconnected-meanwhile", test_disconnected_meanwhile);
  g_test_add_func ("/socketio/renew/ends", test_ends);
  g_test_add_func ("/socketio/renew/another-namespace", test_another_namespace);
  g_test_add_func ("/socketio/renew/disposal", test_disposal);
  return g_test_run ();
}
