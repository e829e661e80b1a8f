/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-clock.h"
#include "bell-history-report.h"
#include "bell-link-log.h"
#include "bell-shop.h"
#include "bell-test.h"
#include "demo-shop.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

/* A shop's session on a fake clock against the demo shop, and what is written about it. */
typedef struct
{
  DemoShop *demo;
  BellFakeClock *clock;
  BellHistory *history;
  GListStore *shops;
  BellShop *shop;
  BellLinkLog *log;
  gint64 began;
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
  fixture->log = bell_link_log_new (fixture->history, G_LIST_MODEL (fixture->shops), BELL_CLOCK (fixture->clock));
  fixture->began = bell_clock_get_wall_us (BELL_CLOCK (fixture->clock));
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  bell_session_close (bell_shop_get_session (fixture->shop));
  bell_link_log_stop (fixture->log);
  bell_history_close (fixture->history);
  bell_test_drain ();
  g_assert_finalize_object (fixture->log);
  g_object_unref (fixture->shops);
  g_object_unref (fixture->shop);
  g_object_unref (fixture->history);
  g_object_unref (fixture->demo);
  g_object_unref (fixture->clock);
}

/* What is written, as "state since-until" in seconds from the beginning, "+" where it goes on. */
static void
check (Fixture *fixture,
       const char *expected)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BellDayReport) report = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  bell_history_report_async (fixture->history, NULL, fixture->began, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 5000, "a report");
  report = bell_history_report_finish (fixture->history, result, NULL);
  g_assert_nonnull (report);
  for (guint i = 0; i < report->links->len; i++)
    {
      BellLinkSpan *span = g_ptr_array_index (report->links, i);

      g_string_append_printf (text, "%s%s %d-%d%s", i > 0 ? ", " : "", span->state,
                              (int) ((span->since - fixture->began) / SECOND),
                              (int) ((span->until - fixture->began) / SECOND), span->open ? "+" : "");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static gboolean
is_online (gpointer user_data)
{
  return bell_session_get_state (user_data) == BELL_SESSION_ONLINE;
}

static void
go_online (Fixture *fixture)
{
  BellSession *session = bell_shop_get_session (fixture->shop);

  bell_session_sign_in_async (session, "till", "secret", NULL, NULL, NULL, NULL);
  bell_test_await (is_online, session, 10000, "the shop to be online");
}

#define ONLINE "signed-out 0-0, signing-in 0-0, connecting 0-0, online "

static void
test_stopped (Fixture *fixture,
              gconstpointer data)
{
  check (fixture, "signed-out 0-0+");
  go_online (fixture);
  check (fixture, ONLINE "0-0+");
  bell_fake_clock_advance (fixture->clock, 5000);
  bell_session_stop (bell_shop_get_session (fixture->shop));
  /* It was heard until the last byte came. */
  check (fixture, ONLINE "0-0, stopped 0-0+");
  bell_fake_clock_advance (fixture->clock, 5000);
  bell_link_log_stop (fixture->log);
  check (fixture, ONLINE "0-0, stopped 0-10");
}

/* Its heartbeat fails to come: noticed late, written as it was. */
static void
test_silent (Fixture *fixture,
             gconstpointer data)
{
  BellSession *session = bell_shop_get_session (fixture->shop);
  int seconds = 0;

  go_online (fixture);
  while (is_online (session) && seconds < 300)
    {
      bell_fake_clock_advance (fixture->clock, 1000);
      seconds++;
    }
  g_assert_cmpint (seconds, >, 10);
  g_assert_cmpint (seconds, <, 300);
  check (fixture, ONLINE "0-0, waiting 0-0+");
}

static gboolean
was_pinged (gpointer user_data)
{
  return *(guint *) user_data > 1;
}

static void
count_ping (guint *pings)
{
  ++*pings;
}

/* How far it was heard is written by the heartbeats, so that a crash costs less than a minute of it: no timer does that. */
static void
test_heard (Fixture *fixture,
            gconstpointer data)
{
  BellSession *session = bell_shop_get_session (fixture->shop);
  guint pings = 0;

  demo_shop_set_ping (fixture->demo, 20, 20000);
  g_signal_connect_swapped (session, "pinged", G_CALLBACK (count_ping), &pings);
  go_online (fixture);
  bell_fake_clock_jump (fixture->clock, 39 * 1000);
  pings = 0;
  bell_test_await (was_pinged, &pings, 20000, "heartbeats");
  check (fixture, ONLINE "0-0+");
  bell_fake_clock_jump (fixture->clock, 11 * 1000);
  pings = 0;
  bell_test_await (was_pinged, &pings, 20000, "more heartbeats");
  check (fixture, ONLINE "0-50+");
}

/* A shop that is removed ends its line, and nothing is written of it afterwards. */
static void
test_removed (Fixture *fixture,
              gconstpointer data)
{
  go_online (fixture);
  bell_fake_clock_advance (fixture->clock, 2000);
  g_list_store_remove_all (fixture->shops);
  check (fixture, ONLINE "0-0");
  bell_session_stop (bell_shop_get_session (fixture->shop));
  check (fixture, ONLINE "0-0");
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add ("/app/link-log/stopped", Fixture, NULL, set_up, test_stopped, tear_down);
  g_test_add ("/app/link-log/silent", Fixture, NULL, set_up, test_silent, tear_down);
  g_test_add ("/app/link-log/heard", Fixture, NULL, set_up, test_heard, tear_down);
  g_test_add ("/app/link-log/removed", Fixture, NULL, set_up, test_removed, tear_down);
  return g_test_run ();
}
