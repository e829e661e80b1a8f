/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-fixture.h"

#include <string.h>

static SioSocket *
join (SioFixture *fixture,
      const char *nsp)
{
  SioSocket *socket = sio_client_get_socket (fixture->client, nsp);
  GString *record = sio_fixture_record (socket);

  sio_socket_connect (socket);
  sio_fixture_await_record (record, "connected");
  return socket;
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

/* REQ-52, 45, 55: several on one engine, each asked for once, whenever it was asked. */
static void
test_multiplexing (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  GString *record = sio_fixture_record (fixture->socket);
  SioSocket *early = sio_client_get_socket (fixture->client, "early");
  SioSocket *late;

  g_assert_true (early == sio_client_get_socket (fixture->client, "/early"));
  g_assert_true (fixture->socket == sio_client_get_socket (fixture->client, "/"));
  g_assert_cmpstr (sio_socket_get_namespace (early), ==, "/early");
  sio_socket_connect (early);
  sio_socket_connect (early);
  sio_fixture_connect (fixture);
  sio_socket_connect (fixture->socket);
  late = join (fixture, "/late");
  assert_wire (fixture, 0, "40 40/early, 40/late, ");
  g_assert_cmpuint (sio_fake_server_get_n_handshakes (fixture->server), ==, 1);

  sio_fake_server_send_text (fixture->server, "42/late,[\"a\",1]");
  sio_fake_server_send_text (fixture->server, "42[\"b\"]");
  sio_fixture_await_record (record, "b[]");
  g_assert_cmpstr (record->str, ==, "connected b[] ");
  g_assert_cmpstr (((GString *) g_object_get_data (G_OBJECT (late), "record"))->str, ==, "connected a[1] ");
}

/* REQ-53: the engine goes with the last one, and not before. */
static void
test_leaving (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  SioSocket *a;
  GString *record;
  guint n;

  sio_fixture_connect (fixture);
  a = join (fixture, "/a");
  record = g_object_get_data (G_OBJECT (a), "record");
  n = sio_fake_server_get_n_frames (fixture->server);
  sio_socket_disconnect (a);
  g_assert_cmpstr (record->str, ==, "connected disconnected(io client disconnect) ");
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_CONNECTED);
  assert_wire (fixture, n, "41/a, ");
  /* What still comes for it is nobody's (REQ-54). */
  sio_fake_server_send_text (fixture->server, "42/a,[\"late\"]");
  sio_fixture_sync (fixture);
  sio_socket_connect (a);
  sio_fixture_await_record (record, "connect) connected");
  g_assert_cmpuint (sio_fake_server_get_n_handshakes (fixture->server), ==, 1);

  sio_socket_disconnect (fixture->socket);
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_CONNECTED);
  sio_socket_disconnect (a);
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_IDLE);
  sio_fixture_await_frame (fixture, "<close>");
  g_assert_cmpuint (fixture->disconnected, ==, 1);

  sio_socket_connect (a);
  sio_fixture_await_record (record, "connected disconnected(io client disconnect) connected "
                                    "disconnected(io client disconnect) connected");
  g_assert_cmpuint (sio_fake_server_get_max_open (fixture->server), ==, 1);
  g_assert_cmpint (sio_socket_get_state (fixture->socket), ==, SIO_STATE_IDLE);
}

/* A connection that breaks is rejoined by all who were on it. */
static void
test_rejoin (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  SioSocket *a;
  guint n;

  sio_fixture_connect (fixture);
  a = join (fixture, "/a");
  n = sio_fake_server_get_n_frames (fixture->server);
  sio_fake_server_drop (fixture->server);
  sio_fixture_await_state (fixture, SIO_STATE_WAITING);
  g_assert_cmpint (sio_socket_get_state (a), ==, SIO_STATE_WAITING);
  sio_fixture_next_attempt (fixture);
  sio_fixture_await_record (g_object_get_data (G_OBJECT (a), "record"), "connected disconnected(transport close) connected");
  assert_wire (fixture, n, "40 40/a, ");
}

/* REQ-51, 56: what happens to one is no matter of the others'. */
static void
test_refused_alone (void)
{
  static const char *const frames[] = { "44/a,{\"message\":\"Invalid namespace\",\"data\":{\"x\":1}}", "41/a," };
  static const char *const records[] = { "error(Invalid namespace) ", "connected disconnected(io server disconnect) " };

  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_autoptr (SioFixture) fixture = sio_fixture_new ();
      SioSocket *a = sio_client_get_socket (fixture->client, "/a");
      GString *record = sio_fixture_record (a);

      sio_fixture_connect (fixture);
      if (i == 0)
        sio_fake_server_set_join (fixture->server, NULL);
      sio_socket_connect (a);
      sio_fixture_await_frame (fixture, "40/a,");
      sio_fixture_sync (fixture);
      sio_fake_server_send_text (fixture->server, frames[i]);
      sio_fixture_sync (fixture);
      g_assert_cmpstr (record->str, ==, records[i]);
      g_assert_cmpint (sio_socket_get_state (a), ==, SIO_STATE_STOPPED);
      g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_CONNECTED);
      g_assert_cmpuint (fixture->disconnected, ==, 0);
      if (i == 0)
        g_assert_cmpstr (sio_error_get_data (sio_client_get_last_error (fixture->client)), ==, "{\"x\":1}");

      /* REQ-64: by hand it may come back, on the same engine. */
      sio_fake_server_set_join (fixture->server, SIO_FAKE_JOIN);
      sio_socket_connect (a);
      sio_fixture_await_record (record, ") connected");
      g_assert_cmpuint (sio_fake_server_get_n_handshakes (fixture->server), ==, 1);
    }
}

typedef struct
{
  guint asked;
  guint refused;
  gint64 delay;
} Policy;

static gint64
on_refusal (SioClient *client,
            SioSocket *socket,
            const GError *error,
            guint count,
            gpointer user_data)
{
  Policy *policy = user_data;

  g_assert_cmpstr (sio_socket_get_namespace (socket), ==, "/a");
  policy->refused = count;
  return policy->delay;
}

static void
on_auth (SioSocket *socket,
         SioCredentialsRequest *request,
         gpointer user_data)
{
  Policy *policy = user_data;
  g_autofree char *text = g_strdup_printf ("{\"n\":%u}", policy->asked);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  g_assert_cmpint (sio_credentials_request_was_refused (request), ==, policy->refused > 0);
  policy->asked++;
  sio_credentials_request_accept (request, node);
}

/* REQ-48, 65: each has its own payload, asked for anew, and its own way back. */
static void
test_policy_alone (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  Policy policy = { 0, 0, 5000 };
  SioSocket *a = sio_client_get_socket (fixture->client, "/a");
  GString *record = sio_fixture_record (a);

  sio_client_set_refusal_func (fixture->client, on_refusal, &policy, NULL);
  sio_socket_set_auth_func (a, on_auth, &policy, NULL);
  sio_fixture_connect (fixture);
  sio_fake_server_set_join (fixture->server, "44{\"message\":\"no\"}");
  sio_socket_connect (a);
  sio_fixture_await_record (record, "error(no)");
  g_assert_cmpint (sio_socket_get_state (a), ==, SIO_STATE_WAITING);
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_CONNECTED);

  policy.delay = 0;
  bell_fake_clock_advance (fixture->clock, 5000);
  for (guint i = 2; i <= 5; i++)
    {
      g_autofree char *frame = g_strdup_printf ("40/a,{\"n\":%u}", i);

      sio_fixture_await_frame (fixture, frame);
    }
  /* Five times, and that is that. */
  sio_fixture_sync (fixture);
  g_assert_cmpuint (policy.asked, ==, 6);
  g_assert_cmpint (sio_socket_get_state (a), ==, SIO_STATE_STOPPED);
  g_assert_cmpuint (fixture->connected, ==, 1);
  g_assert_cmpuint (fixture->disconnected, ==, 0);
}

/* Who waits after a refusal opens the next engine when all others have left this one. */
static void
test_policy_opens (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  Policy policy = { 0, 0, 5000 };
  SioSocket *a = sio_client_get_socket (fixture->client, "/a");
  GString *record = sio_fixture_record (a);

  sio_client_set_refusal_func (fixture->client, on_refusal, &policy, NULL);
  sio_fixture_connect (fixture);
  sio_fake_server_set_join (fixture->server, "44{\"message\":\"no\"}");
  sio_socket_connect (a);
  sio_fixture_await_record (record, "error(no)");
  sio_socket_disconnect (fixture->socket);
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_WAITING);
  sio_fixture_await_frame (fixture, "<close>");
  sio_fake_server_set_join (fixture->server, SIO_FAKE_JOIN);
  bell_fake_clock_advance (fixture->clock, 5000);
  sio_fixture_await_record (record, "connected");
  g_assert_cmpuint (sio_fake_server_get_max_open (fixture->server), ==, 1);
}

/* A static payload, and CONNECT's answer that comes when nobody wants it any more. */
static void
test_left_before_answer (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autoptr (JsonNode) auth = json_from_string ("{\"token\":\"123\"}", NULL);
  SioSocket *a = sio_client_get_socket (fixture->client, "/a");
  GString *record = sio_fixture_record (a);

  sio_socket_set_auth (a, auth);
  sio_fixture_connect (fixture);
  sio_fake_server_set_join (fixture->server, NULL);
  sio_socket_connect (a);
  sio_socket_disconnect (a);
  sio_socket_connect (a);
  sio_socket_disconnect (a);
  assert_wire (fixture, 0, "40 40/a,{\"token\":\"123\"} ");
  sio_fake_server_send_text (fixture->server, "40/a,{\"sid\":\"x\"}");
  assert_wire (fixture, 0, "40 40/a,{\"token\":\"123\"} 41/a, ");
  g_assert_cmpstr (record->str, ==, "");
}

/* REQ-50: no answer, and nobody else there: the engine goes; somebody else: it stays, and the answer may be late. */
static void
test_no_answer (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  SioSocket *a = sio_client_get_socket (fixture->client, "/a");
  GString *record = sio_fixture_record (a);

  sio_fixture_connect (fixture);
  sio_fake_server_set_join (fixture->server, NULL);
  sio_socket_connect (a);
  sio_fixture_await_frame (fixture, "40/a,");
  bell_fake_clock_advance (fixture->clock, 20000);
  g_assert_cmpstr (record->str, ==, "error(The server did not answer CONNECT) ");
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_CONNECTED);
  sio_fake_server_send_text (fixture->server, "40/a,{\"sid\":\"x\"}");
  sio_fixture_await_record (record, "connected");
  g_assert_cmpstr (sio_socket_get_id (a), ==, "x");
}

static void
on_auth_never (SioSocket *socket,
               SioCredentialsRequest *request,
               gpointer user_data)
{
  GCancellable **cancellable = user_data;

  *cancellable = g_object_ref (sio_credentials_request_get_cancellable (request));
}

/* REQ-49: a payload that never comes. */
static void
test_no_payload (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autoptr (GCancellable) cancellable = NULL;
  g_autoptr (GCancellable) second = NULL;
  SioSocket *a = sio_client_get_socket (fixture->client, "/a");
  GString *record = sio_fixture_record (a);

  sio_fixture_connect (fixture);
  sio_socket_set_auth_func (a, on_auth_never, &cancellable, NULL);
  sio_socket_connect (a);
  g_assert_nonnull (cancellable);
  bell_fake_clock_advance (fixture->clock, 10000);
  g_assert_cmpstr (record->str, ==, "error(The credentials did not come in time) ");
  g_assert_true (g_cancellable_is_cancelled (cancellable));
  g_assert_cmpint (sio_socket_get_state (a), ==, SIO_STATE_WAITING);
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_CONNECTED);
  sio_socket_set_auth_func (a, on_auth_never, &second, NULL);
  bell_fake_clock_advance (fixture->clock, 1000);
  g_assert_nonnull (second);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/socketio/req-52/multiplexing", test_multiplexing);
  g_test_add_func ("/socketio/req-53/leaving", test_leaving);
  g_test_add_func ("/socketio/req-53/rejoin", test_rejoin);
  g_test_add_func ("/socketio/req-51/refused-alone", test_refused_alone);
  g_test_add_func ("/socketio/req-65/policy-alone", test_policy_alone);
  g_test_add_func ("/socketio/req-65/policy-opens", test_policy_opens);
  g_test_add_func ("/socketio/req-45/left-before-answer", test_left_before_answer);
  g_test_add_func ("/socketio/req-50/no-answer-among-others", test_no_answer);
  g_test_add_func ("/socketio/req-49/no-payload", test_no_payload);
  return g_test_run ();
}
