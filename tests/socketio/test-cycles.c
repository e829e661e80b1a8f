/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-fixture.h"

#include <string.h>

/* Under the sanitizers every allocation costs a stack trace. */
#ifdef __SANITIZE_ADDRESS__
#define N_CYCLES 200
#else
#define N_CYCLES 1000
#endif

static guint
count_fds (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static guint
count_sources (void)
{
  guint n = 0;

  for (guint id = 1; id < 200000; id++)
    n += g_main_context_find_source_by_id (NULL, id) != NULL;
  return n;
}

/* Every way to end there is (REQ-56), a call and half a packet under way at each. */
static void
end_somehow (SioFixture *fixture,
             guint i)
{
  switch (i % 8)
    {
    case 0:
      sio_fake_server_send_text (fixture->server, "41");
      break;
    case 1:
      sio_client_disconnect (fixture->client);
      break;
    case 2:
      bell_fake_clock_advance (fixture->clock, 46000);
      break;
    case 3:
      sio_fake_server_drop (fixture->server);
      break;
    case 4:
      sio_fake_server_reset (fixture->server);
      break;
    case 5:
      sio_fake_server_send_text (fixture->server, "47");
      break;
    case 6:
      /* The server says nothing to a close frame; nobody waits for it for longer (REQ-113). */
      sio_client_reconnect (fixture->client);
      bell_fake_clock_advance (fixture->clock, 2000);
      break;
    default:
      sio_fake_server_send_close (fixture->server, 1001);
      break;
    }
}

static void
called_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SioArgs) args = sio_socket_call_finish (SIO_SOCKET (source), result, &error);

  g_assert_null (args);
  g_assert_error (error, SIO_ERROR, SIO_ERROR_DISCONNECTED);
  ++*(guint *) user_data;
}

static void
cycle (SioFixture *fixture,
       guint i,
       guint *called)
{
  sio_socket_call_async (fixture->socket, "never", NULL, NULL, NULL, called_cb, called);
  sio_fake_server_send_text (fixture->server, "452-[\"half\",{\"_placeholder\":true,\"num\":0}]");
  g_main_context_iteration (NULL, FALSE);
  end_somehow (fixture, i);
  bell_test_await_count (&fixture->disconnected, i + 1, 10000, "a disconnect");
  bell_test_await_count (called, i + 1, 10000, "the call's end");
  if (sio_client_get_state (fixture->client) == SIO_STATE_WAITING)
    sio_fixture_next_attempt (fixture);
  else
    sio_client_connect (fixture->client);
  /* As after a reconnect. */
  if (i % 8 == 1)
    bell_fake_clock_advance (fixture->clock, 2000);
  bell_test_await_count (&fixture->connected, i + 2, 10000, "a join");
}

/* REQ-106, 69: nothing is left behind, and there is never a second engine. */
static void
test_cycles (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  const SioBackoff backoff = { 1000, 1000, 1.0, 1.0, 60000, 0 };
  guint fds = 0, sources = 0, timers = 0, called = 0;
  SioCounters counters;

  sio_client_set_backoff (fixture->client, &backoff);
  sio_fixture_connect (fixture);
  for (guint i = 0; i < N_CYCLES; i++)
    {
      cycle (fixture, i, &called);
      g_assert_cmpuint (sio_fake_server_get_open_now (fixture->server), <=, 2);
      if (i != 15 && i != N_CYCLES - 1)
        continue;
      sio_fixture_sync (fixture);
      while (sio_fake_server_get_open_now (fixture->server) > 1)
        g_main_context_iteration (NULL, TRUE);
      bell_test_drain ();
      if (i == 15)
        {
          fds = count_fds ();
          sources = count_sources ();
          timers = bell_fake_clock_n_timers (fixture->clock);
        }
    }
  g_assert_cmpuint (count_fds (), ==, fds);
  g_assert_cmpuint (count_sources (), ==, sources);
  g_assert_cmpuint (bell_fake_clock_n_timers (fixture->clock), ==, timers);
  sio_client_get_counters (fixture->client, &counters);
  g_assert_cmpuint (counters.connections, ==, N_CYCLES + 1);
  g_assert_cmpuint (counters.reconnects, ==, N_CYCLES);
  g_assert_cmpuint (fixture->errors, ==, 0);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/socketio/req-106/cycles", test_cycles);
  return g_test_run ();
}
