/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-fixture.h"

#include <string.h>

/* Whatever a server says: why it ends, and that it comes back with a clean engine (REQ-40 to 43, 36 to 39, 47). */
typedef struct
{
  const char *name;
  const char *frames; /* text frames, parted by a newline; "<01>" is binary */
} Row;

static const Row rows[] = {
  { "req-40/no-type", "4" },
  { "req-40/type-7", "47" },
  { "req-40/type-999", "4999" },
  { "req-40/type-abc", "4abc" },
  { "req-40/connect-string", "40\"x\"" },
  { "req-40/connect-array", "40[]" },
  { "req-40/disconnect-payload", "41{}" },
  { "req-40/event-empty", "42[]" },
  { "req-40/event-object", "42{}" },
  { "req-40/event-cut", "42[\"a\"" },
  { "req-40/event-trailing", "42[\"a\"]x" },
  { "req-40/event-id-letters", "4212abc[\"q\"]" },
  { "req-40/name-null", "42[null]" },
  { "req-40/name-true", "42[true]" },
  { "req-40/name-object", "42[{\"toString\":\"foo\"}]" },
  { "req-40/name-connect", "42[\"connect\"]" },
  { "req-40/name-connect-error", "42[\"connect_error\"]" },
  { "req-40/name-disconnect", "42[\"disconnect\"]" },
  { "req-40/name-disconnecting", "42[\"disconnecting\"]" },
  { "req-40/name-new-listener", "42[\"newListener\"]" },
  { "req-40/name-remove-listener", "42[\"removeListener\"]" },
  { "req-40/ack-object", "430{}" },
  { "req-40/binary-no-count", "451" },
  { "req-40/binary-only-dash", "45-[\"z\"]" },
  { "req-40/binary-negative", "45-1-[\"z\"]" },
  { "req-40/binary-fraction", "451.5-[\"z\"]" },
  { "req-39/binary-zero", "450-[\"z\"]" },
  { "req-38/binary-eleven", "4511-[\"z\"]" },
  { "req-37/binary-exponent", "451e1-[\"z\"]" },
  { "req-37/space-for-id", "42 [\"z\"]" },
  { "req-40/attachment-alone", "<01>" },
  { "req-40/text-while-due", "452-[\"z\"]\n<01>\n42[\"a\"]" },
  { "req-40/attachment-too-many", "451-[\"z\"]\n<01>\n<02>" },
  { "req-40/num-string", "451-[\"z\",{\"_placeholder\":true,\"num\":\"0\"}]\n<01>" },
  { "req-40/num-negative", "451-[\"z\",{\"_placeholder\":true,\"num\":-1}]\n<01>" },
  { "req-40/num-too-large", "451-[\"z\",{\"_placeholder\":true,\"num\":1}]\n<01>" },
  { "req-40/num-huge", "451-[\"z\",{\"_placeholder\":true,\"num\":1e300}]\n<01>" },
  { "req-40/num-missing", "451-[\"z\",[{\"_placeholder\":true}]]\n<01>" },
  { "req-42/num-half", "451-[\"z\",{\"_placeholder\":true,\"num\":0.5}]\n<01>" },
  { "req-40/ack-num", "461-0[{\"_placeholder\":true,\"num\":3}]\n<01>" },
  { "req-41/event-no-payload", "42" },
  { "req-36/not-json", "42['a']" },
  { "req-36/nan", "42[\"a\",NaN]" },
  { "req-36/comment", "42[\"a\"/**/]" },
  { "req-36/plus", "42[\"a\",+1]" },
  { "req-36/overflow", "42[\"a\",1e999]" },
};

static void
send_frames (SioFixture *fixture,
             const char *text)
{
  g_auto (GStrv) frames = g_strsplit (text, "\n", -1);

  for (guint i = 0; frames[i] != NULL && sio_fake_server_get_open_now (fixture->server) > 0; i++)
    if (frames[i][0] == '<')
      sio_fake_server_send_frame (fixture->server, 0x82, "\1", 1);
    else
      sio_fake_server_send_text (fixture->server, frames[i]);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (SioFixture) fixture = sio_fixture_new ();

  sio_fixture_connect (fixture);
  send_frames (fixture, row->frames);
  bell_test_await_count (&fixture->disconnected, 1, 5000, "a disconnect");
  g_assert_cmpstr (sio_reason_to_string (fixture->reason), ==, "parse error");
  g_assert_error (fixture->error, SIO_ERROR, SIO_ERROR_PARSE);
  g_assert_cmpuint (fixture->errors, ==, 0);

  sio_fixture_next_attempt (fixture);
  sio_fixture_await_state (fixture, SIO_STATE_CONNECTED);
  g_assert_cmpuint (fixture->connected, ==, 2);
  /* The next engine starts clean. */
  sio_fake_server_send_text (fixture->server, "42[\"ok\"]");
  sio_fixture_sync (fixture);
  g_assert_true (g_str_has_suffix (fixture->events->str, "ok "));
  g_assert_cmpuint (fixture->disconnected, ==, 1);
  g_assert_cmpuint (sio_fake_server_get_max_open (fixture->server), ==, 1);
}

/* In answer to CONNECT: what is said, and where that leads (REQ-10, 41, 47, 51). */
typedef struct
{
  const char *name;
  const char *answer;
  int code;
  const char *message; /* (nullable): any */
  SioState state;
} Answer;

static const Answer answers[] = {
  { "req-10/no-payload", "40", SIO_ERROR_UNSUPPORTED, NULL, SIO_STATE_WAITING },
  { "req-47/no-sid", "40{}", SIO_ERROR_UNSUPPORTED, NULL, SIO_STATE_WAITING },
  { "req-47/sid-number", "40{\"sid\":1}", SIO_ERROR_UNSUPPORTED, NULL, SIO_STATE_WAITING },
  { "req-47/array", "40[]", SIO_ERROR_PARSE, NULL, SIO_STATE_WAITING },
  { "req-41/error-empty", "44", SIO_ERROR_REFUSED, "Refused", SIO_STATE_STOPPED },
  { "req-41/error-number", "445", SIO_ERROR_REFUSED, "5", SIO_STATE_STOPPED },
  { "req-41/error-string", "44\"x\"", SIO_ERROR_REFUSED, "x", SIO_STATE_STOPPED },
  { "req-41/error-array", "44[]", SIO_ERROR_REFUSED, "Refused", SIO_STATE_STOPPED },
  { "req-51/error-object", "44{\"message\":\"no\"}", SIO_ERROR_REFUSED, "no", SIO_STATE_STOPPED },
  { "req-40/error-no-json", "44x", SIO_ERROR_PARSE, NULL, SIO_STATE_WAITING },
};

static void
test_answer (gconstpointer data)
{
  const Answer *row = data;
  g_autoptr (SioFixture) fixture = sio_fixture_new ();

  sio_fake_server_set_join (fixture->server, row->answer);
  sio_client_connect (fixture->client);
  sio_fixture_await_errors (fixture, 1);
  g_assert_error (fixture->error, SIO_ERROR, row->code);
  if (row->message != NULL)
    g_assert_cmpstr (fixture->error->message, ==, row->message);
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, row->state);
  g_assert_cmpuint (fixture->connected, ==, 0);
  g_assert_cmpuint (fixture->disconnected, ==, 0);
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
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *path = g_strconcat ("/socketio/", answers[i].name, NULL);

      g_test_add_data_func (path, &answers[i], test_answer);
    }
  return g_test_run ();
}
