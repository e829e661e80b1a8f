/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-fixture.h"

#include <string.h>
#include <time.h>

/* Credentials are a question at every attempt (REQ-06, 48, 65). */

typedef struct
{
  SioFixture *fixture;
  guint asked;
  guint refusals;
  SioCredentialsRequest *kept;
  gboolean keep;
} Answers;

static void
on_credentials (SioClient *client,
                SioCredentialsRequest *request,
                gpointer user_data)
{
  Answers *answers = user_data;
  g_autofree char *bearer = g_strdup_printf ("Bearer %c", 'A' + answers->asked);

  answers->asked++;
  g_assert_cmpint (sio_credentials_request_was_refused (request), ==, answers->refusals > 0);
  if (answers->keep)
    {
      g_set_object (&answers->kept, request);
      return;
    }
  sio_credentials_request_add_header (request, "Authorization", bearer);
  sio_credentials_request_accept (request, NULL);
  /* A second answer is nobody's. */
  sio_credentials_request_accept (request, NULL);
}

static gint64
on_refusal (SioClient *client,
            SioSocket *socket,
            const GError *error,
            guint count,
            gpointer user_data)
{
  Answers *answers = user_data;

  answers->refusals++;
  g_assert_cmpuint (count, ==, answers->refusals);
  if (count == 1)
    sio_fake_server_set_join (answers->fixture->server, SIO_FAKE_JOIN);
  return count == 1 ? 0 : -1;
}

static void
test_refusal_policy (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  Answers answers = { fixture, 0, 0, NULL, FALSE };

  sio_client_set_credentials_func (fixture->client, on_credentials, &answers, NULL);
  sio_client_set_refusal_func (fixture->client, on_refusal, &answers, NULL);
  sio_fake_server_set_join (fixture->server, "44{\"message\":\"expired\"}");
  sio_fixture_connect (fixture);

  g_assert_cmpuint (answers.asked, ==, 2);
  g_assert_cmpuint (fixture->errors, ==, 1);
  g_assert_nonnull (strstr (sio_fake_server_get_request (fixture->server, 0), "\r\nAuthorization: Bearer A\r\n"));
  g_assert_nonnull (strstr (sio_fake_server_get_request (fixture->server, 1), "\r\nAuthorization: Bearer B\r\n"));
  g_assert_nonnull (strstr (sio_fake_server_get_request (fixture->server, 0), "\r\nUser-Agent: sio-glib/1\r\n"));
}

/* REQ-49: a late answer of an attempt that was given up goes nowhere. */
static void
test_late_answer (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  Answers answers = { fixture, 0, 0, NULL, TRUE };
  g_autoptr (SioCredentialsRequest) late = NULL;

  sio_client_set_credentials_func (fixture->client, on_credentials, &answers, NULL);
  sio_client_connect (fixture->client);
  late = g_steal_pointer (&answers.kept);
  sio_client_disconnect (fixture->client);
  answers.keep = FALSE;
  answers.asked = 0;
  sio_fixture_connect (fixture);
  sio_credentials_request_accept (late, NULL);
  bell_test_drain ();
  g_assert_cmpuint (sio_fake_server_get_n_handshakes (fixture->server), ==, 1);
  g_assert_cmpuint (fixture->connected, ==, 1);
}

/* REQ-69: whatever moment a connection is cut at, there is never a second engine. */
static void
test_one_engine (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (69);

  sio_client_connect (fixture->client);
  for (guint round = 0; round < 100; round++)
    {
      for (int turns = g_rand_int_range (rand, 1, 12); turns > 0; turns--)
        g_main_context_iteration (NULL, FALSE);
      if (sio_client_get_state (fixture->client) == SIO_STATE_WAITING)
        sio_fixture_next_attempt (fixture);
      switch (g_rand_int_range (rand, 0, 4))
        {
        case 0:
          if (sio_fake_server_get_open_now (fixture->server) > 0)
            sio_fake_server_drop (fixture->server);
          break;
        case 1:
          sio_client_reconnect (fixture->client);
          break;
        case 2:
          bell_fake_clock_advance (fixture->clock, 2100);
          sio_client_retry_now (fixture->client);
          break;
        default:
          sio_client_disconnect (fixture->client);
          sio_client_connect (fixture->client);
          break;
        }
    }
  bell_fake_clock_advance (fixture->clock, 2000);
  for (guint i = 0; i < 1000 && sio_client_get_state (fixture->client) != SIO_STATE_CONNECTED; i++)
    {
      if (sio_client_get_state (fixture->client) == SIO_STATE_WAITING)
        sio_fixture_next_attempt (fixture);
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_CONNECTED);
  g_assert_cmpuint (fixture->connected, <=, fixture->disconnected + 1);
  while (sio_fake_server_get_open_now (fixture->server) > 1)
    g_main_context_iteration (NULL, TRUE);
}

/* REQ-70: everything is allowed in every callback. */
static void
on_connected_disconnect (SioSocket *socket,
                         gboolean recovered,
                         guint *count)
{
  if (++*count < 3)
    sio_socket_disconnect (socket);
}

static void
on_disconnected_connect (SioSocket *socket,
                         int reason,
                         GError *error,
                         guint *count)
{
  if (*count < 3)
    sio_socket_connect (socket);
}

static void
on_event_unref (SioSocket *socket,
                SioEvent *event,
                SioFixture *fixture)
{
  g_signal_handlers_disconnect_by_data (socket, fixture);
  g_clear_object (&fixture->client);
}

static void
on_pinged_unref (SioClient *client,
                 SioFixture *fixture)
{
  g_clear_object (&fixture->client);
}

static void
test_last_ping (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();

  sio_fixture_connect (fixture);
  g_signal_connect (fixture->client, "pinged", G_CALLBACK (on_pinged_unref), fixture);
  sio_fake_server_send_text (fixture->server, "2");
  sio_fake_server_send_text (fixture->server, "2");
  while (fixture->client != NULL)
    g_main_context_iteration (NULL, TRUE);
  bell_test_drain ();
}

static void
test_reentrancy (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  guint count = 0;

  g_signal_connect (fixture->socket, "connected", G_CALLBACK (on_connected_disconnect), &count);
  g_signal_connect (fixture->socket, "disconnected", G_CALLBACK (on_disconnected_connect), &count);
  sio_client_connect (fixture->client);
  while (count < 3)
    {
      g_main_context_iteration (NULL, FALSE);
      if (bell_fake_clock_n_timers (fixture->clock) > 0)
        bell_fake_clock_advance (fixture->clock, 100);
    }
  g_assert_cmpint (sio_client_get_state (fixture->client), ==, SIO_STATE_CONNECTED);
  g_signal_handlers_disconnect_by_data (fixture->socket, &count);

  g_signal_connect (fixture->socket, "event", G_CALLBACK (on_event_unref), fixture);
  sio_fake_server_send_text (fixture->server, "42[\"a\"]");
  sio_fake_server_send_text (fixture->server, "42[\"b\"]");
  while (fixture->client != NULL)
    g_main_context_iteration (NULL, TRUE);
  bell_test_drain ();
}

typedef struct
{
  SioFakeServer *server;
  char *text;
} BigSend;

/* More than the kernel's buffers hold: sent while the client reads. */
static gpointer
send_thread (gpointer data)
{
  BigSend *big = data;

  sio_fake_server_send_text (big->server, big->text);
  return NULL;
}

/* REQ-26: what is large passes, what is too large does not, in one frame or in many. */
static void
test_sizes (void)
{
  static const gsize sizes[] = { 131073, 1000000, 5000000 };
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autofree char *big = g_strnfill (5000000, 'x');

  sio_fixture_connect (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *text = g_strdup_printf ("42[\"big\",\"%.*s\"]", (int) sizes[i], big);

      BigSend big_send = { fixture->server, text };
      GThread *thread = g_thread_new ("send", send_thread, &big_send);

      bell_test_await_count (&fixture->n_events, i + 1, 10000, "a big event");
      g_thread_join (thread);
    }

  sio_fake_server_send_frame (fixture->server, 0x01, "42[\"", 4);
  sio_fake_server_send_text (fixture->server, "");
  bell_test_await_count (&fixture->disconnected, 1, 5000, "a disconnect");
}

static void
test_too_big (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autofree char *piece = g_strnfill (50000, 'x');

  sio_client_set_max_message (fixture->client, 100000);
  sio_fixture_connect (fixture);
  sio_fake_server_send_frame (fixture->server, 0x01, "42[\"", 4);
  for (int i = 0; i < 8 && sio_fake_server_get_open_now (fixture->server) > 0; i++)
    {
      sio_fake_server_send_frame (fixture->server, 0x00, piece, 50000);
      bell_test_drain ();
    }
  bell_test_await_count (&fixture->disconnected, 1, 5000, "a disconnect");
  g_assert_cmpint (fixture->reason, ==, SIO_REASON_TRANSPORT_ERROR);
  g_assert_error (fixture->error, SIO_ERROR, SIO_ERROR_TOO_BIG);
}

/* REQ-105: a burst of tiny frames leaves the loop its turns. */
typedef struct
{
  gint64 last;
  gint64 worst;
} Tick;

/* What this thread worked, not what the clock says: whoever else is busy on this machine makes no tick late. */
static gint64
thread_cpu_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static gboolean
tick_cb (gpointer user_data)
{
  Tick *tick = user_data;
  gint64 now = thread_cpu_us ();

  tick->worst = MAX (tick->worst, now - tick->last);
  tick->last = now;
  return G_SOURCE_CONTINUE;
}

#ifdef __SANITIZE_ADDRESS__
/* Every allocation costs a stack trace there: fewer frames, slower turns. */
#define N_FLOOD 20000
#define WORST_US (10 * G_USEC_PER_SEC)
#else
#define N_FLOOD 400000
#define WORST_US (500 * 1000)
#endif

/* libsoup says two things of every frame; to print them costs a hundred times what is looked at here. */
static void
ignore_log (const char *domain,
            GLogLevelFlags level,
            const char *message,
            gpointer user_data)
{
}

static gpointer
flood_thread (gpointer data)
{
  g_autofree guint8 *frames = g_malloc (3 * N_FLOOD);

  for (int i = 0; i < N_FLOOD; i++)
    memcpy (frames + 3 * i, "\x81\x01" "6", 3);
  sio_fake_server_send_raw (data, frames, 3 * N_FLOOD);
  sio_fake_server_send_text (data, "42[\"end\"]");
  return NULL;
}

static void
test_flood (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  Tick tick = { thread_cpu_us (), 0 };
  guint source = g_timeout_add (5, tick_cb, &tick);
  guint logs = g_log_set_handler ("libsoup", G_LOG_LEVEL_DEBUG, ignore_log, NULL);
  GThread *thread;

  sio_fixture_connect (fixture);
  tick.last = thread_cpu_us ();
  tick.worst = 0;
  thread = g_thread_new ("flood", flood_thread, fixture->server);
  bell_test_await_count (&fixture->n_events, 1, 60000, "the end of the flood");
  g_thread_join (thread);
  g_source_remove (source);
  g_log_remove_handler ("libsoup", logs);
  /* Generous for a slow machine: without the budget it is seconds. */
  g_assert_cmpint (tick.worst, <, WORST_US);
}

/* REQ-105: while the application is busy nothing is read: the sender waits, not our memory. */
#define N_LARGE 320
#define LARGE 100000

typedef struct
{
  SioFakeServer *server;
  int sent; /* atomic: all of it */
} Push;

static gpointer
push_thread (gpointer data)
{
  Push *push = data;
  g_autofree char *filler = g_strnfill (LARGE, 'x');
  g_autofree char *packet = g_strdup_printf ("42[\"large\",\"%s\"]", filler);

  for (int i = 0; i < N_LARGE; i++)
    sio_fake_server_send_text (push->server, packet);
  g_atomic_int_set (&push->sent, TRUE);
  return NULL;
}

static gboolean
busy_cb (gpointer user_data)
{
  guint *turns = user_data;

  g_usleep (1000);
  if (++*turns < 200)
    return G_SOURCE_CONTINUE;
  return G_SOURCE_REMOVE;
}

static void
test_back_pressure (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  Push push = { NULL, FALSE };
  SioCounters before, after;
  GThread *thread;
  guint turns = 0;

  sio_fixture_connect (fixture);
  push.server = fixture->server;
  sio_client_get_counters (fixture->client, &before);
  /* More important than reading, as an application's own work is. */
  g_idle_add_full (G_PRIORITY_DEFAULT, busy_cb, &turns, NULL);
  thread = g_thread_new ("push", push_thread, &push);
  while (turns < 200)
    g_main_context_iteration (NULL, TRUE);
  sio_client_get_counters (fixture->client, &after);
  g_assert_cmpuint (after.packets_in, ==, before.packets_in);
  /* 32 MB, and the kernel holds a few of them. */
  g_assert_false (g_atomic_int_get (&push.sent));

  bell_test_await_count (&fixture->n_events, N_LARGE, 60000, "all that was sent");
  g_thread_join (thread);
  g_assert_cmpuint (fixture->n_events, ==, N_LARGE);
  g_assert_cmpuint (fixture->disconnected, ==, 0);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/socketio/req-65/refusal-policy", test_refusal_policy);
  g_test_add_func ("/socketio/req-49/late-answer", test_late_answer);
  g_test_add_func ("/socketio/req-69/one-engine", test_one_engine);
  g_test_add_func ("/socketio/req-70/reentrancy", test_reentrancy);
  g_test_add_func ("/socketio/req-70/last-ping", test_last_ping);
  g_test_add_func ("/socketio/req-26/sizes", test_sizes);
  g_test_add_func ("/socketio/req-26/too-big", test_too_big);
  g_test_add_func ("/socketio/req-105/flood", test_flood);
  g_test_add_func ("/socketio/req-105/back-pressure", test_back_pressure);
  return g_test_run ();
}
