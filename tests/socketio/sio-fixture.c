/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-fixture.h"

#include "bell-json.h"

#include <string.h>

#define WAIT_MS 10000

static void
on_connected (SioSocket *socket,
              gboolean recovered,
              SioFixture *fixture)
{
  fixture->connected++;
}

static void
take_error (SioFixture *fixture,
            GError *error)
{
  g_clear_error (&fixture->error);
  fixture->error = error != NULL ? g_error_copy (error) : NULL;
}

static void
on_disconnected (SioSocket *socket,
                 int reason,
                 GError *error,
                 SioFixture *fixture)
{
  fixture->disconnected++;
  fixture->reason = reason;
  take_error (fixture, error);
}

static void
on_connect_error (SioSocket *socket,
                  GError *error,
                  SioFixture *fixture)
{
  fixture->errors++;
  take_error (fixture, error);
}

static void
on_event (SioSocket *socket,
          SioEvent *event,
          SioFixture *fixture)
{
  fixture->n_events++;
  g_string_append_printf (fixture->events, "%s ", sio_event_get_name (event));
}

SioFixture *
sio_fixture_new (void)
{
  const SioBackoff backoff = { 1000, 30000, 1.0, 1.0, 60000, 0 };
  SioFixture *fixture = g_new0 (SioFixture, 1);
  g_autofree char *url = NULL;

  fixture->server = sio_fake_server_new ();
  fixture->clock = bell_fake_clock_new ();
  fixture->events = g_string_new (NULL);
  url = sio_fake_server_get_url (fixture->server, "/");
  fixture->client = sio_client_new (url, BELL_CLOCK (fixture->clock), NULL);
  sio_client_set_backoff (fixture->client, &backoff);
  fixture->socket = sio_client_get_socket (fixture->client, NULL);
  g_signal_connect (fixture->socket, "connected", G_CALLBACK (on_connected), fixture);
  g_signal_connect (fixture->socket, "disconnected", G_CALLBACK (on_disconnected), fixture);
  g_signal_connect (fixture->socket, "connect-error", G_CALLBACK (on_connect_error), fixture);
  g_signal_connect (fixture->socket, "event", G_CALLBACK (on_event), fixture);
  return fixture;
}

void
sio_fixture_free (SioFixture *fixture)
{
  if (fixture->client != NULL)
    {
      g_signal_handlers_disconnect_by_data (fixture->socket, fixture);
      sio_client_disconnect (fixture->client);
      /* Nobody else holds it, whatever it went through. */
      g_assert_finalize_object (fixture->client);
    }
  bell_test_drain ();
  g_object_unref (fixture->server);
  g_assert_cmpuint (bell_fake_clock_n_timers (fixture->clock), ==, 0);
  g_object_unref (fixture->clock);
  g_string_free (fixture->events, TRUE);
  g_clear_error (&fixture->error);
  g_free (fixture);
}

typedef struct
{
  SioClient *client;
  SioState state;
} StateWait;

static gboolean
state_is (gpointer user_data)
{
  StateWait *wait = user_data;

  return sio_client_get_state (wait->client) == wait->state;
}

void
sio_fixture_await_state (SioFixture *fixture,
                         SioState state)
{
  StateWait wait = { fixture->client, state };

  bell_test_await (state_is, &wait, WAIT_MS, sio_state_to_string (state));
}

void
sio_fixture_connect (SioFixture *fixture)
{
  sio_client_connect (fixture->client);
  sio_fixture_await_state (fixture, SIO_STATE_CONNECTED);
}

void
sio_fixture_await_errors (SioFixture *fixture,
                          guint n)
{
  bell_test_await_count (&fixture->errors, n, WAIT_MS, "a connect-error");
}

void
sio_fixture_next_attempt (SioFixture *fixture)
{
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_WAITING);
  bell_fake_clock_advance (fixture->clock, bell_fake_clock_next_ms (fixture->clock));
}

typedef struct
{
  SioFakeServer *server;
  const char *frame;
  guint n;
} FrameWait;

static guint
count_frames (SioFakeServer *server,
              const char *frame)
{
  guint n = 0;

  for (guint i = 0; i < sio_fake_server_get_n_frames (server); i++)
    n += g_str_equal (sio_fake_server_get_frame (server, i), frame);
  return n;
}

static gboolean
frames_are_there (gpointer user_data)
{
  FrameWait *wait = user_data;

  return count_frames (wait->server, wait->frame) >= wait->n;
}

void
sio_fixture_await_frame (SioFixture *fixture,
                         const char *frame)
{
  FrameWait wait = { fixture->server, frame, 1 };

  bell_test_await (frames_are_there, &wait, WAIT_MS, frame);
}

void
sio_fixture_sync (SioFixture *fixture)
{
  FrameWait wait = { fixture->server, "3", count_frames (fixture->server, "3") + 1 };

  sio_fake_server_send_text (fixture->server, "2");
  bell_test_await (frames_are_there, &wait, WAIT_MS, "a pong");
}

char *
sio_fixture_dup_wire (SioFixture *fixture,
                      guint first)
{
  GString *wire = g_string_new (NULL);

  for (guint i = first; i < sio_fake_server_get_n_frames (fixture->server); i++)
    {
      const char *frame = sio_fake_server_get_frame (fixture->server, i);

      if (!g_str_equal (frame, "3"))
        g_string_append_printf (wire, "%s ", frame);
    }
  return g_string_free (wire, FALSE);
}

static void
record_connected (SioSocket *socket,
                  gboolean recovered,
                  GString *record)
{
  g_string_append (record, recovered ? "recovered " : "connected ");
}

static void
record_disconnected (SioSocket *socket,
                     int reason,
                     GError *error,
                     GString *record)
{
  g_string_append_printf (record, "disconnected(%s) ", sio_reason_to_string (reason));
}

static void
record_error (SioSocket *socket,
              GError *error,
              GString *record)
{
  g_string_append_printf (record, "error(%s) ", error->message);
}

static void
record_event (SioSocket *socket,
              SioEvent *event,
              GString *record)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *text = NULL;

  json_node_set_array (node, sio_args_get_array (sio_event_get_args (event)));
  text = bell_json_to_string (node);
  g_string_append_printf (record, "%s%s ", sio_event_get_name (event), text);
}

static void
free_record (gpointer record)
{
  g_string_free (record, TRUE);
}

GString *
sio_fixture_record (SioSocket *socket)
{
  GString *record = g_string_new (NULL);

  g_object_set_data_full (G_OBJECT (socket), "record", record, free_record);
  g_signal_connect (socket, "connected", G_CALLBACK (record_connected), record);
  g_signal_connect (socket, "disconnected", G_CALLBACK (record_disconnected), record);
  g_signal_connect (socket, "connect-error", G_CALLBACK (record_error), record);
  g_signal_connect (socket, "any-event", G_CALLBACK (record_event), record);
  return record;
}

typedef struct
{
  GString *record;
  const char *text;
} RecordWait;

static gboolean
record_holds (gpointer user_data)
{
  RecordWait *wait = user_data;

  return strstr (wait->record->str, wait->text) != NULL;
}

void
sio_fixture_await_record (GString *record,
                          const char *text)
{
  RecordWait wait = { record, text };

  bell_test_await (record_holds, &wait, WAIT_MS, text);
}
