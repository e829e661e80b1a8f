/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-clock.h"
#include "bell-history-report.h"
#include "bell-meter.h"
#include "bell-shop.h"
#include "bell-test.h"
#include "demo-shop.h"

#define MS 30000

/* A shop's session on a fake clock against the demo shop. */
typedef struct
{
  DemoShop *demo;
  BellFakeClock *clock;
  BellHistory *history;
  GListStore *shops;
  BellShop *shop;
  BellMeter *meter;
} Fixture;

static BellShop *
make_shop (Fixture *fixture)
{
  g_autoptr (BellSecrets) secrets = bell_memory_secrets_new ();
  g_autoptr (BellShopInfo) info = bell_shop_info_new ();
  g_autoptr (OeClient) client = NULL;
  g_autoptr (BellSession) session = NULL;
  g_autoptr (GError) error = NULL;

  g_free (info->url);
  info->url = g_strdup (demo_shop_get_url (fixture->demo));
  g_free (info->provider);
  info->provider = g_strdup ("email");
  g_free (info->login_marker);
  info->login_marker = g_strdup ("login");
  g_free (info->password_marker);
  info->password_marker = g_strdup ("password");
  client = oe_client_new (info->url, demo_shop_get_app_token (fixture->demo), BELL_CLOCK (fixture->clock));
  oe_client_set_fingerprint (client, "shopbell-test");
  session = bell_session_new (info, client, secrets, NULL, BELL_CLOCK (fixture->clock), &error);
  g_assert_no_error (error);
  return bell_shop_new (info, session, client);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->demo = demo_shop_new ("till", "secret");
  demo_shop_listen (fixture->demo, 0, NULL, &error);
  g_assert_no_error (error);
  fixture->clock = bell_fake_clock_new ();
  fixture->history = bell_history_new (NULL);
  fixture->shops = g_list_store_new (BELL_TYPE_SHOP);
  fixture->shop = make_shop (fixture);
  g_list_store_append (fixture->shops, fixture->shop);
  fixture->meter = bell_meter_new (fixture->history, G_LIST_MODEL (fixture->shops), BELL_CLOCK (fixture->clock));
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  bell_session_close (bell_shop_get_session (fixture->shop));
  bell_meter_stop (fixture->meter);
  bell_history_close (fixture->history);
  bell_test_drain ();
  g_object_unref (fixture->meter);
  g_object_unref (fixture->shops);
  g_object_unref (fixture->shop);
  g_object_unref (fixture->history);
  g_object_unref (fixture->demo);
  g_object_unref (fixture->clock);
}

static gboolean
is_online (gpointer user_data)
{
  return bell_session_get_state (user_data) == BELL_SESSION_ONLINE;
}

static BellDayReport *
report (Fixture *fixture)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  BellDayReport *day;

  bell_history_report_async (fixture->history, NULL, bell_clock_get_wall_us (BELL_CLOCK (fixture->clock)), NULL,
                             bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, MS, "a report");
  day = bell_history_report_finish (fixture->history, result, NULL);
  g_assert_nonnull (day);
  return day;
}

typedef struct
{
  Fixture *fixture;
  guint measures;
} Wanted;

static gboolean
has_measures (gpointer user_data)
{
  Wanted *wanted = user_data;
  g_autoptr (BellDayReport) day = report (wanted->fixture);

  return day->measures >= wanted->measures;
}

static void
count_ping (guint *pings)
{
  ++*pings;
}

static gboolean
has_pings (gpointer user_data)
{
  return *(guint *) user_data >= 3;
}

static void
test_online (Fixture *fixture,
             gconstpointer data)
{
  BellSession *session = bell_shop_get_session (fixture->shop);
  g_autoptr (BellDayReport) day = NULL;
  Wanted wanted = { fixture, 1 };

  /* Nobody is asked before it is heard. */
  g_assert_cmpuint (bell_fake_clock_n_timers (fixture->clock), ==, 0);
  bell_session_sign_in_async (session, "till", "secret", NULL, NULL, NULL, NULL);
  bell_test_await (is_online, session, MS, "the shop to be online");
  bell_fake_clock_advance (fixture->clock, 10 * 1000);
  bell_test_await (has_measures, &wanted, MS, "the first measure");
  day = report (fixture);
  g_assert_cmpuint (day->measures, ==, 1);
  g_assert_cmpint (day->round_trip_us, >=, 0);
  g_assert_cmpint (day->skew_us, !=, 0); /* the fake clock tells another time than the demo's server */
}

/* Asked anew with the first heartbeat after a quarter of an hour, and not before; no timer waits for it. */
static void
test_again (Fixture *fixture,
            gconstpointer data)
{
  BellSession *session = bell_shop_get_session (fixture->shop);
  guint pings = 0, timers;
  Wanted first = { fixture, 1 }, second = { fixture, 2 };
  g_autoptr (BellDayReport) day = NULL;

  demo_shop_set_ping (fixture->demo, 20, 20000);
  g_signal_connect_swapped (session, "pinged", G_CALLBACK (count_ping), &pings);
  bell_session_sign_in_async (session, "till", "secret", NULL, NULL, NULL, NULL);
  bell_test_await (is_online, session, MS, "the shop to be online");
  timers = bell_fake_clock_n_timers (fixture->clock);
  bell_fake_clock_advance (fixture->clock, 10 * 1000);
  bell_test_await (has_measures, &first, MS, "the first measure");
  g_assert_cmpuint (bell_fake_clock_n_timers (fixture->clock), <, timers);

  bell_fake_clock_jump (fixture->clock, 15 * 60 * 1000 - 1);
  pings = 0;
  bell_test_await (has_pings, &pings, MS, "heartbeats");
  day = report (fixture);
  g_assert_cmpuint (day->measures, ==, 1);
  bell_fake_clock_jump (fixture->clock, 1);
  bell_test_await (has_measures, &second, MS, "the second measure");
}

/* A shop that is gone is asked no more, and its answer is dropped. */
static void
test_removed (Fixture *fixture,
              gconstpointer data)
{
  BellSession *session = bell_shop_get_session (fixture->shop);
  g_autoptr (BellDayReport) day = NULL;

  bell_session_sign_in_async (session, "till", "secret", NULL, NULL, NULL, NULL);
  bell_test_await (is_online, session, MS, "the shop to be online");
  bell_fake_clock_advance (fixture->clock, 10 * 1000);
  g_list_store_remove_all (fixture->shops);
  bell_session_stop (session);
  bell_test_drain ();
  day = report (fixture);
  g_assert_cmpuint (day->measures, ==, 0);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add ("/meter/online", Fixture, NULL, set_up, test_online, tear_down);
  g_test_add ("/meter/again", Fixture, NULL, set_up, test_again, tear_down);
  g_test_add ("/meter/removed", Fixture, NULL, set_up, test_removed, tear_down);
  return g_test_run ();
}
