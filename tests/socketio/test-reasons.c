/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-fixture.h"

#include <string.h>

/* Each row: what the server does to a joined client, why that ends it, and whether it comes back (REQ-56, 22 to 26; packets: test-malformed.c). */
typedef struct
{
  const char *name;
  const char *text;   /* a text frame, or NULL */
  guint8 first_byte;  /* of another frame, or 0 */
  const char *data;
  int close_code;     /* -1: FIN, -2: RST, 0: no */
  SioReason reason;
  gboolean comes_back;
  int code;           /* SIO_ERROR_… */
} Row;

static const Row rows[] = {
  { "req-56/server-disconnect", "41", 0, NULL, 0, SIO_REASON_SERVER_DISCONNECT, FALSE, SIO_ERROR_REFUSED },
  { "req-51/late-connect-error", "44{\"message\":\"no\"}", 0, NULL, 0, SIO_REASON_SERVER_DISCONNECT, FALSE, SIO_ERROR_REFUSED },
  { "req-22/close-1000", NULL, 0, NULL, 1000, SIO_REASON_TRANSPORT_CLOSE, TRUE, SIO_ERROR_CLOSED },
  { "req-22/close-1001", NULL, 0, NULL, 1001, SIO_REASON_TRANSPORT_CLOSE, TRUE, SIO_ERROR_CLOSED },
  { "req-22/close-1012", NULL, 0, NULL, 1012, SIO_REASON_TRANSPORT_CLOSE, TRUE, SIO_ERROR_CLOSED },
  { "req-22/fin", NULL, 0, NULL, -1, SIO_REASON_TRANSPORT_CLOSE, TRUE, SIO_ERROR_CLOSED },
  { "req-22/rst", NULL, 0, NULL, -2, SIO_REASON_TRANSPORT_ERROR, TRUE, SIO_ERROR_NETWORK },
  { "req-22/engine-close", "1", 0, NULL, 0, SIO_REASON_TRANSPORT_CLOSE, TRUE, SIO_ERROR_CLOSED },
  { "req-24/unknown-type", "9", 0, NULL, 0, SIO_REASON_TRANSPORT_ERROR, TRUE, SIO_ERROR_PARSE },
  { "req-24/letters", "a123", 0, NULL, 0, SIO_REASON_TRANSPORT_ERROR, TRUE, SIO_ERROR_PARSE },
  { "req-24/empty", "", 0, NULL, 0, SIO_REASON_TRANSPORT_ERROR, TRUE, SIO_ERROR_PARSE },
  { "req-16/second-open-malformed", "0{bad", 0, NULL, 0, SIO_REASON_TRANSPORT_ERROR, TRUE, SIO_ERROR_PARSE },
  { "req-25/bad-utf8", NULL, 0x81, "42[\"\xff\"]", 0, SIO_REASON_TRANSPORT_ERROR, TRUE, SIO_ERROR_PARSE },
  { "req-25/reserved-bits", NULL, 0xf1, "42[\"a\"]", 0, SIO_REASON_TRANSPORT_ERROR, TRUE, SIO_ERROR_PARSE },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (SioFixture) fixture = sio_fixture_new ();

  sio_fixture_connect (fixture);
  if (row->text != NULL)
    sio_fake_server_send_text (fixture->server, row->text);
  else if (row->first_byte != 0)
    sio_fake_server_send_frame (fixture->server, row->first_byte, row->data, strlen (row->data));
  else if (row->close_code > 0)
    sio_fake_server_send_close (fixture->server, row->close_code);
  else if (row->close_code == -1)
    sio_fake_server_drop (fixture->server);
  else
    sio_fake_server_reset (fixture->server);

  bell_test_await_count (&fixture->disconnected, 1, 5000, "a disconnect");
  g_assert_cmpstr (sio_reason_to_string (fixture->reason), ==, sio_reason_to_string (row->reason));
  g_assert_error (fixture->error, SIO_ERROR, row->code);
  g_assert_cmpuint (fixture->errors, ==, 0);

  if (!row->comes_back)
    {
      g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_STOPPED);
      return;
    }
  sio_fixture_next_attempt (fixture);
  sio_fixture_await_state (fixture, SIO_STATE_CONNECTED);
  g_assert_cmpuint (fixture->connected, ==, 2);
  g_assert_cmpuint (fixture->disconnected, ==, 1);
  /* The next engine starts clean. */
  sio_fake_server_send_text (fixture->server, "42[\"ok\"]");
  bell_test_await_count (&fixture->n_events, 1, 5000, "an event");
  g_assert_cmpstr (fixture->events->str, ==, "ok ");
}

/* What is odd, and no reason to leave (REQ-16, 17, 23, 41, 42, 47, 54, 86). */
static void
test_ignored (void)
{
  static const char *const frames[] = {
    "6", "3", "5", SIO_FAKE_OPEN, "40{\"sid\":\"other\"}", "40/zzz,{\"sid\":\"x\"}", "42/zzz,[\"a\"]", "41/zzz,", "430", "431[]",
    "4399[]", "43[]", "2probe", "452-[\"bin\",{\"_placeholder\":true,\"num\":0}]",
  };
  g_autoptr (SioFixture) fixture = sio_fixture_new ();

  sio_fixture_connect (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    sio_fake_server_send_text (fixture->server, frames[i]);
  /* The two attachments, with a ping between them. */
  sio_fake_server_send_frame (fixture->server, 0x82, "\1", 1);
  sio_fake_server_send_text (fixture->server, "2");
  sio_fake_server_send_frame (fixture->server, 0x82, "", 0);
  sio_fake_server_send_text (fixture->server, "42[\"\"]");
  sio_fake_server_send_text (fixture->server, "42[7]");
  sio_fake_server_send_text (fixture->server, "4212[\"asks\"]");

  bell_test_await_count (&fixture->n_events, 4, 5000, "four events");
  g_assert_cmpstr (fixture->events->str, ==, "bin  7 asks ");
  g_assert_cmpstr (sio_socket_get_id (fixture->socket), ==, "s1");
  g_assert_cmpuint (fixture->connected, ==, 1);
  g_assert_cmpuint (fixture->disconnected, ==, 0);
  while (!sio_fake_server_saw_frame (fixture->server, "3"))
    g_main_context_iteration (NULL, TRUE);
  /* REQ-18 */
  g_assert_false (sio_fake_server_saw_frame (fixture->server, "2"));
}

/* REQ-25: in pieces, and a ping of the WebSocket between them. */
static void
test_fragments (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();

  sio_fixture_connect (fixture);
  sio_fake_server_send_frame (fixture->server, 0x01, "42[", 3);
  sio_fake_server_send_frame (fixture->server, 0x89, "are you there", 13);
  sio_fake_server_send_frame (fixture->server, 0x00, "\"a", 2);
  sio_fake_server_send_frame (fixture->server, 0x80, "\"]", 2);
  bell_test_await_count (&fixture->n_events, 1, 5000, "an event");
  g_assert_cmpstr (fixture->events->str, ==, "a ");
  g_assert_cmpuint (fixture->disconnected, ==, 0);
}

/* RFC 6455 §5.5.2, 5.5.3: a ping is answered; of many at once the last, so that they cannot fill our memory. */
static void
test_pings (void)
{
  static const char pings[] = "\x89\x01" "a" "\x89\x01" "b" "\x89\x01" "c";
  g_autoptr (SioFixture) fixture = sio_fixture_new ();

  sio_fixture_connect (fixture);
  sio_fake_server_send_raw (fixture->server, pings, sizeof pings - 1);
  sio_fixture_await_frame (fixture, "<pong c>");
  g_assert_false (sio_fake_server_saw_frame (fixture->server, "<pong a>"));
  sio_fake_server_send_frame (fixture->server, 0x89, "", 0);
  sio_fixture_await_frame (fixture, "<pong >");
  g_assert_cmpuint (fixture->disconnected, ==, 0);
}

/* RFC 6455 §7.1.7: told why before it is left alone. */
static void
test_told_why (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();

  sio_fixture_connect (fixture);
  sio_fake_server_set_lingers (fixture->server, TRUE);
  sio_fake_server_send_frame (fixture->server, 0x83, "", 0);
  bell_test_await_count (&fixture->disconnected, 1, 5000, "a disconnect");
  sio_fixture_await_frame (fixture, "<close>");
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
  g_test_add_func ("/socketio/req-23/ignored", test_ignored);
  g_test_add_func ("/socketio/req-25/fragments", test_fragments);
  g_test_add_func ("/socketio/req-25/pings", test_pings);
  g_test_add_func ("/socketio/req-25/told-why", test_told_why);
  return g_test_run ();
}
