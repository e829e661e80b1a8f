/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-fixture.h"

#include "bell-json.h"
#include "sio-credentials.h"
#include "sio-error.h"

/* REQ-67: something changed; and what a caller may not put into the payload (REQ-88). */

static void
test_in_the_wait (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();

  sio_fake_server_set_answer (fixture->server, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
  sio_client_connect (fixture->client);
  sio_fixture_await_errors (fixture, 1);
  for (guint i = 2; i <= 4; i++)
    {
      sio_fixture_next_attempt (fixture);
      sio_fixture_await_errors (fixture, i);
    }
  g_assert_cmpint (bell_fake_clock_next_ms (fixture->clock), ==, 8000);

  /* At once, and the counter goes on. */
  sio_client_retry_now (fixture->client);
  sio_fixture_await_errors (fixture, 5);
  g_assert_cmpint (bell_fake_clock_next_ms (fixture->clock), ==, 16000);

  /* At most every two seconds. */
  for (guint i = 0; i < 10; i++)
    {
      bell_fake_clock_advance (fixture->clock, 150);
      sio_client_retry_now (fixture->client);
    }
  bell_test_drain ();
  g_assert_cmpuint (fixture->errors, ==, 5);
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_WAITING);
  bell_fake_clock_advance (fixture->clock, 500);
  sio_client_retry_now (fixture->client);
  sio_fixture_await_errors (fixture, 6);
  g_assert_cmpuint (sio_fake_server_get_n_handshakes (fixture->server), ==, 6);
}

static gboolean
two_handshakes (gpointer user_data)
{
  return sio_fake_server_get_n_handshakes (user_data) >= 2;
}

static gboolean
one_handshake (gpointer user_data)
{
  return sio_fake_server_get_n_handshakes (user_data) >= 1;
}

/* An attempt from before the change hangs on a network that is gone: another one. */
static void
test_in_an_attempt (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();

  sio_fake_server_set_silent (fixture->server, TRUE);
  sio_client_connect (fixture->client);
  bell_test_await (one_handshake, fixture->server, 5000, "a handshake");
  sio_client_retry_now (fixture->client);
  bell_test_drain ();
  g_assert_cmpuint (sio_fake_server_get_n_handshakes (fixture->server), ==, 1);

  bell_fake_clock_advance (fixture->clock, 2500);
  sio_fake_server_set_silent (fixture->server, FALSE);
  sio_client_retry_now (fixture->client);
  bell_test_await (two_handshakes, fixture->server, 5000, "another handshake");
  sio_fixture_await_state (fixture, SIO_STATE_CONNECTED);
  g_assert_cmpuint (fixture->connected, ==, 1);
  g_assert_cmpuint (fixture->errors, ==, 0);
}

/* Nothing happens to what is well, or was not wanted. */
static void
test_elsewhere (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();

  sio_client_retry_now (fixture->client);
  bell_test_drain ();
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_IDLE);
  g_assert_cmpuint (sio_fake_server_get_n_handshakes (fixture->server), ==, 0);
  sio_fixture_connect (fixture);
  bell_fake_clock_advance (fixture->clock, 3000);
  sio_client_retry_now (fixture->client);
  bell_test_drain ();
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_CONNECTED);
  g_assert_cmpuint (sio_fake_server_get_n_handshakes (fixture->server), ==, 1);
}

static void
give_reserved (SioClient *client,
               SioCredentialsRequest *request,
               gpointer json)
{
  g_autoptr (JsonNode) auth = json_from_string (json, NULL);

  sio_credentials_request_accept (request, auth);
}

static void
test_reserved (void)
{
  static const char *const payloads[] = { "{\"pid\":\"x\"}", "{\"token\":\"t\",\"offset\":\"y\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autoptr (SioFixture) fixture = sio_fixture_new ();

      sio_client_set_credentials_func (fixture->client, give_reserved, (gpointer) payloads[i], NULL);
      sio_client_connect (fixture->client);
      sio_fixture_await_errors (fixture, 1);
      g_assert_error (fixture->error, SIO_ERROR, SIO_ERROR_CREDENTIALS);
      g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_STOPPED);
      g_assert_cmpuint (sio_fake_server_get_n_handshakes (fixture->server), ==, 0);
    }
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/socketio/req-67/in-the-wait", test_in_the_wait);
  g_test_add_func ("/socketio/req-67/in-an-attempt", test_in_an_attempt);
  g_test_add_func ("/socketio/req-67/elsewhere", test_elsewhere);
  g_test_add_func ("/socketio/req-88/reserved", test_reserved);
  return g_test_run ();
}
