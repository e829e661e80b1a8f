/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-clock.h"
#include "bell-test.h"
#include "demo-shop.h"
#include "oe-keeper.h"

/* The keeper on a fake clock against the demo shop. */
typedef struct
{
  DemoShop *shop;
  BellFakeClock *clock;
  OeClient *client;
  OeKeeper *keeper;
  guint saves;
  guint serial;      /* of the save that waits for its answer */
  gboolean hold;     /* saves are not answered */
  gboolean fail;     /* saves fail */
  guint refreshed;
  guint answers;
  guint errors;
  char *token;       /* of the last answer */
  GError *error;     /* of the last failure */
} Fixture;

static void
on_save (OeKeeper *keeper,
         OeTokens *tokens,
         guint serial,
         gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->saves++;
  fixture->serial = serial;
  g_assert_nonnull (tokens->refresh_token);
  if (!fixture->hold)
    oe_keeper_saved (keeper, serial, !fixture->fail);
}

static void
on_refreshed (OeKeeper *keeper,
              Fixture *fixture)
{
  fixture->refreshed++;
}

static void
access_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;
  char *token = oe_keeper_get_access_finish (OE_KEEPER (source), result, &error);

  if (token == NULL)
    {
      fixture->errors++;
      g_clear_error (&fixture->error);
      fixture->error = g_steal_pointer (&error);
      return;
    }
  fixture->answers++;
  g_free (fixture->token);
  fixture->token = token;
}

static void
ask (Fixture *fixture,
     const char *refused)
{
  oe_keeper_get_access_async (fixture->keeper, refused, NULL, access_cb, fixture);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (OeTokens) tokens = NULL;
  g_autoptr (GError) error = NULL;

  fixture->shop = demo_shop_new ("till", "secret");
  demo_shop_listen (fixture->shop, 0, NULL, &error);
  g_assert_no_error (error);
  fixture->clock = bell_fake_clock_new ();
  fixture->client = oe_client_new (demo_shop_get_url (fixture->shop), demo_shop_get_app_token (fixture->shop),
                                   BELL_CLOCK (fixture->clock));
  oe_client_set_fingerprint (fixture->client, "shopbell-test");
  fixture->keeper = oe_keeper_new (fixture->client, BELL_CLOCK (fixture->clock));
  oe_keeper_set_save_func (fixture->keeper, on_save, fixture, NULL);
  g_signal_connect (fixture->keeper, "refreshed", G_CALLBACK (on_refreshed), fixture);

  oe_client_sign_in_async (fixture->client, "email", "login", "till", "password", "secret", NULL, NULL,
                           bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 5000, "the sign-in");
  tokens = oe_client_sign_in_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  oe_keeper_set_tokens (fixture->keeper, tokens);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  oe_keeper_stop (fixture->keeper);
  bell_test_drain ();
  g_assert_finalize_object (fixture->keeper);
  g_object_unref (fixture->client);
  demo_shop_close (fixture->shop);
  bell_test_drain ();
  g_object_unref (fixture->shop);
  g_object_unref (fixture->clock);
  g_free (fixture->token);
  g_clear_error (&fixture->error);
}

static char *
current_token (Fixture *fixture)
{
  return g_strdup (oe_keeper_get_tokens (fixture->keeper)->access_token);
}

static void
test_valid (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *token = current_token (fixture);

  ask (fixture, NULL);
  ask (fixture, "another one");
  bell_test_await_count (&fixture->answers, 2, 5000, "two answers");
  g_assert_cmpstr (fixture->token, ==, token);
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "refresh"), ==, 0);
  /* A refused one is replaced, whatever its time. */
  ask (fixture, token);
  bell_test_await_count (&fixture->answers, 3, 5000, "an answer");
  g_assert_cmpstr (fixture->token, !=, token);
  g_assert_cmpuint (fixture->refreshed, ==, 1);
}

static void
test_single_flight (Fixture *fixture,
                    gconstpointer data)
{
  g_autofree char *token = current_token (fixture);

  for (int i = 0; i < 20; i++)
    ask (fixture, token);
  bell_test_await_count (&fixture->answers, 20, 5000, "20 answers");
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "refresh"), ==, 1);
  g_assert_cmpuint (demo_shop_get_n_reused_refresh (fixture->shop), ==, 0);
  g_assert_cmpuint (fixture->saves, ==, 1);
}

static void
test_saved_before_used (Fixture *fixture,
                        gconstpointer data)
{
  g_autofree char *token = current_token (fixture);

  fixture->hold = TRUE;
  ask (fixture, token);
  bell_test_await_count (&fixture->saves, 1, 5000, "a save");
  bell_test_drain ();
  g_assert_cmpuint (fixture->answers, ==, 0);
  oe_keeper_saved (fixture->keeper, fixture->serial, TRUE);
  bell_test_await_count (&fixture->answers, 1, 5000, "an answer");
  g_assert_true (oe_keeper_get_tokens_saved (fixture->keeper));
}

static void
test_keyring_hangs (Fixture *fixture,
                    gconstpointer data)
{
  g_autofree char *token = current_token (fixture);

  fixture->hold = TRUE;
  ask (fixture, token);
  bell_test_await_count (&fixture->saves, 1, 5000, "a save");
  bell_fake_clock_advance (fixture->clock, 4999);
  bell_test_drain ();
  g_assert_cmpuint (fixture->answers, ==, 0);
  bell_fake_clock_advance (fixture->clock, 1);
  bell_test_await_count (&fixture->answers, 1, 5000, "an answer");
  g_assert_false (oe_keeper_get_tokens_saved (fixture->keeper));
  /* It came late, but it came. */
  oe_keeper_saved (fixture->keeper, fixture->serial, TRUE);
  g_assert_true (oe_keeper_get_tokens_saved (fixture->keeper));
}

static void
test_keyring_fails (Fixture *fixture,
                    gconstpointer data)
{
  g_autofree char *token = current_token (fixture);

  fixture->fail = TRUE;
  ask (fixture, token);
  bell_test_await_count (&fixture->answers, 1, 5000, "an answer");
  g_assert_false (oe_keeper_get_tokens_saved (fixture->keeper));
}

static void
test_session_over (Fixture *fixture,
                   gconstpointer data)
{
  g_autofree char *token = current_token (fixture);

  demo_shop_set_refuse_refresh (fixture->shop, TRUE);
  ask (fixture, token);
  ask (fixture, token);
  bell_test_await_count (&fixture->errors, 2, 5000, "two failures");
  g_assert_error (fixture->error, OE_ERROR, OE_ERROR_SESSION_OVER);
  g_assert_null (oe_keeper_get_tokens (fixture->keeper));
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "refresh"), ==, 1);
}

/* No network: the token stays, and is tried again later. */
static void
test_no_network (Fixture *fixture,
                 gconstpointer data)
{
  g_autofree char *token = current_token (fixture);

  demo_shop_close (fixture->shop);
  ask (fixture, token);
  bell_test_await_count (&fixture->errors, 1, 10000, "a failure");
  g_assert_error (fixture->error, OE_ERROR, OE_ERROR_NETWORK);
  g_assert_nonnull (oe_keeper_get_tokens (fixture->keeper));
}

static void
test_stop (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *token = current_token (fixture);

  ask (fixture, token);
  oe_keeper_stop (fixture->keeper);
  bell_test_await_count (&fixture->errors, 1, 5000, "a failure");
  g_assert_cmpuint (fixture->answers, ==, 0);
}

#define ADD(path, func) g_test_add ("/oneentry/keeper/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  ADD ("valid", test_valid);
  ADD ("single-flight", test_single_flight);
  ADD ("saved-before-used", test_saved_before_used);
  ADD ("keyring-hangs", test_keyring_hangs);
  ADD ("keyring-fails", test_keyring_fails);
  ADD ("session-over", test_session_over);
  ADD ("no-network", test_no_network);
  ADD ("stop", test_stop);
  return g_test_run ();
}
