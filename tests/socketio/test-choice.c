/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-clock.h"
#include "bell-test.h"
#include "sio-choice.h"
#include "sio-error-private.h"
#include "sio-payload.h"

#include <string.h>

#define PAGE "<html>Blocked</html>"
#define UNKNOWN_SESSION "{\"code\":1,\"message\":\"Session ID unknown\"}"
#define RETEST_MS (10 * 60 * 1000)

/* Which ends of a WebSocket that never opened lead to long-polling. */
static const struct
{
  const char *name;
  int code;
  guint status;
  const char *body;
  gboolean falls_back;
} ends[] = {
  { "no-network", SIO_ERROR_NETWORK, 0, NULL, FALSE },
  { "certificate", SIO_ERROR_TLS, 0, NULL, FALSE },
  { "timeout", SIO_ERROR_TIMEOUT, 0, NULL, FALSE },
  { "closed", SIO_ERROR_CLOSED, 0, NULL, FALSE },
  { "no-websocket", SIO_ERROR_UNSUPPORTED, 0, NULL, TRUE },
  { "400", SIO_ERROR_HTTP, 400, "no", TRUE },
  { "404", SIO_ERROR_HTTP, 404, "", TRUE },
  { "426", SIO_ERROR_HTTP, 426, "", TRUE },
  { "401", SIO_ERROR_HTTP, 401, "", FALSE },
  { "401-page", SIO_ERROR_HTTP, 401, PAGE, FALSE },
  { "403", SIO_ERROR_HTTP, 403, "no", FALSE },
  { "403-page", SIO_ERROR_HTTP, 403, PAGE, TRUE },
  { "429-page", SIO_ERROR_HTTP, 429, PAGE, FALSE },
  { "503", SIO_ERROR_HTTP, 503, "busy", FALSE },
  { "502-page", SIO_ERROR_HTTP, 502, PAGE, TRUE },
  { "proxy", SIO_ERROR_PROXY, 407, PAGE, FALSE },
};

static void
test_ends (void)
{
  g_autoptr (BellFakeClock) clock = bell_fake_clock_new ();

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    for (SioTransports transports = SIO_TRANSPORTS_AUTO; transports <= SIO_TRANSPORTS_POLLING_FIRST; transports++)
      {
        SioChoice choice = { .clock = BELL_CLOCK (clock), .transports = transports };
        g_autoptr (GError) error = ends[i].status != 0
                                     ? sio_error_new_http (ends[i].status, -1, ends[i].body, strlen (ends[i].body))
                                     : sio_error_new (ends[i].code, "%s", ends[i].name);

        g_test_message ("%s, transports %d", ends[i].name, transports);
        g_assert_error (error, SIO_ERROR, ends[i].code);
        g_assert_cmpint (sio_choice_may_fall_back (&choice, error), ==,
                         transports == SIO_TRANSPORTS_AUTO && ends[i].falls_back);
      }
}

static void
test_begins (void)
{
  g_autoptr (BellFakeClock) clock = bell_fake_clock_new ();
  SioChoice choice = { .clock = BELL_CLOCK (clock) };

  g_assert_false (sio_choice_begins_with_polling (&choice));
  choice.transports = SIO_TRANSPORTS_WEBSOCKET;
  g_assert_false (sio_choice_begins_with_polling (&choice));
  g_assert_cmpint (sio_choice_get_upgrade_delay_ms (&choice), ==, -1);
  choice.transports = SIO_TRANSPORTS_POLLING;
  g_assert_true (sio_choice_begins_with_polling (&choice));
  g_assert_cmpint (sio_choice_get_upgrade_delay_ms (&choice), ==, -1);
  choice.transports = SIO_TRANSPORTS_POLLING_FIRST;
  g_assert_true (sio_choice_begins_with_polling (&choice));
  g_assert_cmpint (sio_choice_get_upgrade_delay_ms (&choice), ==, 0);
}

/* Remembered for ten minutes, then tested again. */
static void
test_memory (void)
{
  g_autoptr (BellFakeClock) clock = bell_fake_clock_new ();
  SioChoice choice = { .clock = BELL_CLOCK (clock) };
  g_autoptr (GError) refusal = sio_error_new_http (404, -1, "", 0);
  gint64 delay;

  bell_fake_clock_advance (clock, 1000);
  sio_choice_note_fallen_back (&choice);
  g_assert_true (sio_choice_begins_with_polling (&choice));
  delay = sio_choice_get_upgrade_delay_ms (&choice);
  g_assert_cmpint (delay, >=, RETEST_MS);
  g_assert_cmpint (delay, <=, RETEST_MS + 1);
  bell_fake_clock_advance (clock, RETEST_MS - 1);
  g_assert_true (sio_choice_begins_with_polling (&choice));
  bell_fake_clock_advance (clock, 2);
  g_assert_false (sio_choice_begins_with_polling (&choice));
  g_assert_cmpint (sio_choice_get_upgrade_delay_ms (&choice), ==, 0);

  /* A change that failed is not tried again before its time; one that came about ends the matter. */
  sio_choice_note_upgrade_failed (&choice);
  g_assert_cmpint (sio_choice_get_upgrade_delay_ms (&choice), >=, RETEST_MS);
  sio_choice_note_upgraded (&choice);
  g_assert_false (sio_choice_begins_with_polling (&choice));

  /* Polling that was refused as well is not tried at every attempt. */
  sio_choice_note_useless (&choice);
  g_assert_false (sio_choice_may_fall_back (&choice, refusal));
  bell_fake_clock_advance (clock, RETEST_MS);
  g_assert_true (sio_choice_may_fall_back (&choice, refusal));
}

static void
test_lost_sessions (void)
{
  g_autoptr (BellFakeClock) clock = bell_fake_clock_new ();
  SioChoice choice = { .clock = BELL_CLOCK (clock) };
  g_autoptr (GError) unknown = sio_error_new_http (400, -1, UNKNOWN_SESSION, strlen (UNKNOWN_SESSION));
  g_autoptr (GError) other = sio_error_new_http (400, -1, "{\"code\":3}", strlen ("{\"code\":3}"));
  g_autoptr (GError) refusal = sio_error_new_http (404, -1, "", 0);

  g_assert_cmpint (sio_error_get_engine_code (unknown), ==, 1);
  g_assert_cmpint (sio_error_get_engine_code (other), ==, 3);
  g_assert_cmpint (sio_error_get_engine_code (refusal), ==, -1);
  bell_fake_clock_advance (clock, 1000);
  sio_choice_note_fallen_back (&choice);
  sio_choice_note_lost (&choice, unknown);
  sio_choice_note_lost (&choice, other);
  sio_choice_note_lost (&choice, unknown);
  g_assert_true (sio_choice_begins_with_polling (&choice));
  sio_choice_note_lost (&choice, unknown);
  g_assert_false (sio_choice_begins_with_polling (&choice));
  g_assert_false (sio_choice_may_fall_back (&choice, refusal));
}

/* Bodies, and what they hold: "t:" text, "b:" binary in hex, "!" malformed. */
static const struct
{
  const char *body;
  const char *packets;
} bodies[] = {
  { "4hello\x1e""2\x1e""4world", "t:4hello t:2 t:4world " },
  { "4hello\x1e""bAQIDBA==", "t:4hello b:01020304 " },
  { "b", "b: " },
  { "", "t: " },
  { "6\x1e""1", "t:6 t:1 " },
  { "\x1e", "t: t: " },
  { "4\x1e", "t:4 t: " },
  { "bAQIDBA=", "! " },
  { "bAQID*A==", "! " },
  { "bAQ=DBA==", "! " },
  { "b====", "! " },
  { "bA===", "! " },
  { "b AQIDBA==", "! " },
  { "4a\xff", "! " },
  { "4a\x1e""4\xc3\x28", "t:4a ! " },
};

static void
test_decode (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new_static (bodies[i].body, strlen (bodies[i].body));
      g_autoptr (GString) words = g_string_new (NULL);
      gsize offset = 0;
      SioPayloadResult result;

      do
        {
          g_autoptr (GBytes) packet = NULL;
          gsize size = 0;
          const guint8 *data;

          result = sio_payload_next (body, &offset, &packet);
          data = packet != NULL ? g_bytes_get_data (packet, &size) : NULL;
          if (result == SIO_PAYLOAD_TEXT)
            g_string_append_printf (words, "t:%.*s ", (int) size, (const char *) data);
          else if (result == SIO_PAYLOAD_MALFORMED)
            g_string_append (words, "! ");
          else if (result == SIO_PAYLOAD_BINARY)
            {
              g_string_append (words, "b:");
              for (gsize b = 0; b < size; b++)
                g_string_append_printf (words, "%02x", data[b]);
              g_string_append_c (words, ' ');
            }
        }
      while (result == SIO_PAYLOAD_TEXT || result == SIO_PAYLOAD_BINARY);
      g_assert_cmpstr (words->str, ==, bodies[i].packets);
    }
}

static void
assert_take (GQueue *packets,
             gsize max,
             const char *expected)
{
  g_autoptr (GBytes) body = sio_payload_take (packets, max);

  if (expected == NULL)
    g_assert_null (body);
  else
    g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), expected, strlen (expected));
}

static void
test_encode (void)
{
  static const guint8 four[] = { 1, 2, 3, 4 };
  g_autoptr (GBytes) data = g_bytes_new_static (four, sizeof four);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autofree char *empty = sio_payload_encode_binary (nothing);
  GQueue packets = G_QUEUE_INIT;

  g_assert_cmpstr (empty, ==, "b");
  assert_take (&packets, 10, NULL);
  g_queue_push_tail (&packets, g_strdup ("451-0[\"echo\"]"));
  g_queue_push_tail (&packets, sio_payload_encode_binary (data));
  g_queue_push_tail (&packets, g_strdup ("42[\"€\"]"));
  /* Bytes are counted, the separator too; what is larger than all goes alone. */
  assert_take (&packets, 12, "451-0[\"echo\"]");
  assert_take (&packets, 9 + 1 + 8, "bAQIDBA==");
  assert_take (&packets, 0, "42[\"€\"]");
  g_queue_push_tail (&packets, g_strdup ("a"));
  g_queue_push_tail (&packets, g_strdup ("b"));
  g_queue_push_tail (&packets, g_strdup ("c"));
  assert_take (&packets, 3, "a\x1e""b");
  assert_take (&packets, 0, "c");
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/socketio/req-97/encode", test_encode);
  g_test_add_func ("/socketio/req-98/decode", test_decode);
  g_test_add_func ("/socketio/req-103/ends", test_ends);
  g_test_add_func ("/socketio/req-103/begins", test_begins);
  g_test_add_func ("/socketio/req-103/memory", test_memory);
  g_test_add_func ("/socketio/req-103/lost-sessions", test_lost_sessions);
  return g_test_run ();
}
