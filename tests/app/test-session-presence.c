/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-clock.h"
#include "bell-session-private.h"
#include "bell-test.h"
#include "demo-shop.h"

#define MS 30000

/* A session that is online at the demo shop, on a fake clock. */
typedef struct
{
  DemoShop *shop;
  BellFakeClock *clock;
  BellPresence *presence;
  BellSession *session;
  gint64 deaf_us; /* what "back" said last, -1: nothing yet */
} Fixture;

static gboolean
is_online (gpointer user_data)
{
  return bell_session_get_state (((Fixture *) user_data)->session) == BELL_SESSION_ONLINE;
}

static gboolean
is_away (gpointer user_data)
{
  return !is_online (user_data);
}

static gboolean
is_back (gpointer user_data)
{
  Fixture *fixture = user_data;

  return is_online (fixture) && fixture->deaf_us >= 0;
}

static void
on_back (BellSession *session,
         gint64 deaf_us,
         Fixture *fixture)
{
  fixture->deaf_us = deaf_us;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (BellSecrets) secrets = bell_memory_secrets_new ();
  g_autoptr (BellShopInfo) info = bell_shop_info_new ();
  g_autoptr (OeClient) client = NULL;
  g_autoptr (GError) error = NULL;

  fixture->shop = demo_shop_new ("till", "secret");
  demo_shop_listen (fixture->shop, 0, NULL, &error);
  g_assert_no_error (error);
  fixture->clock = bell_fake_clock_new ();
  fixture->presence = bell_presence_new (NULL, BELL_CLOCK (fixture->clock));
  g_free (info->provider);
  info->provider = g_strdup ("email");
  g_free (info->login_marker);
  info->login_marker = g_strdup ("login");
  g_free (info->password_marker);
  info->password_marker = g_strdup ("password");
  client = oe_client_new (demo_shop_get_url (fixture->shop), demo_shop_get_app_token (fixture->shop),
                          BELL_CLOCK (fixture->clock));
  oe_client_set_fingerprint (client, "shopbell-test");
  fixture->session = bell_session_new (info, client, secrets, fixture->presence, BELL_CLOCK (fixture->clock), &error);
  g_assert_no_error (error);
  bell_session_sign_in_async (fixture->session, "till", "secret", NULL, NULL, NULL, NULL);
  bell_test_await (is_online, fixture, MS, "the shop to be online");
  g_signal_connect (fixture->session, "back", G_CALLBACK (on_back), fixture);
  fixture->deaf_us = -1;
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  bell_session_close (fixture->session);
  bell_test_drain ();
  g_assert_finalize_object (fixture->session);
  g_object_unref (fixture->presence);
  g_object_unref (fixture->shop);
  g_object_unref (fixture->clock);
}

static gboolean
has_sign_of_life (gpointer user_data)
{
  return bell_fake_clock_next_ms (((Fixture *) user_data)->clock) > 5000;
}

/* Another network, and the connection is as good as before. */
static void
test_alive (Fixture *fixture,
            gconstpointer data)
{
  g_signal_emit_by_name (fixture->presence, "changed");
  g_assert_cmpint (bell_fake_clock_next_ms (fixture->clock), <=, 5000);
  bell_test_await (has_sign_of_life, fixture, MS, "a sign of life");
  bell_fake_clock_advance (fixture->clock, 5000);
  g_assert_true (is_online (fixture));
}

/* Another network, over which nothing of the old connection comes any more: noticed within seconds. */
static void
test_dead (Fixture *fixture,
           gconstpointer data)
{
  g_signal_emit_by_name (fixture->presence, "changed");
  bell_fake_clock_advance (fixture->clock, 4999);
  g_assert_true (is_online (fixture));
  bell_fake_clock_advance (fixture->clock, 1);
  g_assert_true (is_away (fixture));
}

/* Deaf since the last byte, and not since somebody noticed. */
static void
test_lost (Fixture *fixture,
           gconstpointer data)
{
  gint64 heard = bell_clock_get_wall_us (BELL_CLOCK (fixture->clock));

  bell_fake_clock_advance (fixture->clock, 20 * 1000);
  demo_shop_drop_sockets (fixture->shop);
  bell_test_await (is_away, fixture, MS, "the loss");
  g_assert_cmpint (bell_session_get_deaf_since (fixture->session), ==, heard);
}

/* A connection that is replaced on purpose was heard until then: no gap of twenty seconds. */
static void
test_replaced (Fixture *fixture,
               gconstpointer data)
{
  bell_fake_clock_advance (fixture->clock, 20 * 1000);
  sio_client_reconnect (fixture->session->socket);
  /* What the shop sends until it has noticed is heard. */
  g_assert_true (is_online (fixture));
  bell_test_await (is_away, fixture, MS, "the old connection to end");
  g_assert_cmpint (bell_session_get_deaf_since (fixture->session), ==,
                   bell_clock_get_wall_us (BELL_CLOCK (fixture->clock)));
  bell_test_await (is_back, fixture, MS, "the shop to be online again");
  g_assert_cmpint (fixture->deaf_us, ==, 0);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add ("/session-presence/alive", Fixture, NULL, set_up, test_alive, tear_down);
  g_test_add ("/session-presence/dead", Fixture, NULL, set_up, test_dead, tear_down);
  g_test_add ("/session-presence/lost", Fixture, NULL, set_up, test_lost, tear_down);
  g_test_add ("/session-presence/replaced", Fixture, NULL, set_up, test_replaced, tear_down);
  return g_test_run ();
}
