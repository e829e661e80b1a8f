/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-clock.h"
#include "bell-server-words.h"
#include "bell-session.h"
#include "bell-test.h"
#include "demo-shop.h"

#include <string.h>

/* A session on a fake clock against the demo shop, over real sockets. */
typedef struct
{
  DemoShop *shop;
  BellFakeClock *clock;
  BellSecrets *secrets;
  OeClient *client;
  BellSession *session;
  GString *states;
  guint events;
  guint backs;
} Fixture;

static void
on_state (BellSession *session,
          GParamSpec *pspec,
          Fixture *fixture)
{
  g_string_append_printf (fixture->states, "%s ", bell_session_state_to_string (bell_session_get_state (session)));
}

static void
on_event (BellSession *session,
          OeEvent *event,
          gint64 received,
          Fixture *fixture)
{
  g_assert_cmpint (received, >, 0);
  fixture->events++;
}

static void
on_back (BellSession *session,
         gint64 deaf_us,
         Fixture *fixture)
{
  fixture->backs++;
}

static BellShopInfo *
make_info (DemoShop *shop)
{
  BellShopInfo *info = bell_shop_info_new ();

  g_free (info->name);
  info->name = g_strdup ("Shop");
  g_free (info->url);
  info->url = g_strdup (demo_shop_get_url (shop));
  g_free (info->provider);
  info->provider = g_strdup ("email");
  g_free (info->login_marker);
  info->login_marker = g_strdup ("login");
  g_free (info->password_marker);
  info->password_marker = g_strdup ("password");
  return info;
}

static void
make_session (Fixture *fixture,
              BellShopInfo *info,
              const char *app_token)
{
  g_autoptr (GError) error = NULL;

  fixture->client = oe_client_new (demo_shop_get_url (fixture->shop), app_token, BELL_CLOCK (fixture->clock));
  oe_client_set_fingerprint (fixture->client, "shopbell-test");
  fixture->session = bell_session_new (info, fixture->client, fixture->secrets, NULL, BELL_CLOCK (fixture->clock),
                                       &error);
  g_assert_no_error (error);
  g_signal_connect (fixture->session, "notify::state", G_CALLBACK (on_state), fixture);
  g_signal_connect (fixture->session, "event", G_CALLBACK (on_event), fixture);
  g_signal_connect (fixture->session, "back", G_CALLBACK (on_back), fixture);
}

static void
drop_session (Fixture *fixture)
{
  g_signal_handlers_disconnect_by_data (fixture->session, fixture);
  bell_session_close (fixture->session);
  bell_test_drain ();
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->client);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BellShopInfo) info = NULL;

  fixture->shop = demo_shop_new ("till", "secret");
  demo_shop_listen (fixture->shop, 0, NULL, &error);
  g_assert_no_error (error);
  fixture->clock = bell_fake_clock_new ();
  fixture->secrets = bell_memory_secrets_new ();
  fixture->states = g_string_new (NULL);
  info = make_info (fixture->shop);
  make_session (fixture, info, demo_shop_get_app_token (fixture->shop));
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  drop_session (fixture);
  demo_shop_close (fixture->shop);
  bell_test_drain ();
  g_object_unref (fixture->shop);
  g_object_unref (fixture->secrets);
  g_object_unref (fixture->clock);
  g_string_free (fixture->states, TRUE);
}

typedef struct
{
  BellSession *session;
  BellSessionState state;
} StateWait;

static gboolean
state_is (gpointer user_data)
{
  StateWait *wait = user_data;

  return bell_session_get_state (wait->session) == wait->state;
}

static void
await_state (Fixture *fixture,
             BellSessionState state)
{
  StateWait wait = { fixture->session, state };

  bell_test_await (state_is, &wait, 10000, bell_session_state_to_string (state));
}

static gboolean
is_rate_limited (gpointer session)
{
  return bell_session_get_state (session) == BELL_SESSION_WAITING &&
         g_error_matches (bell_session_get_error (session), OE_ERROR, OE_ERROR_RATE_LIMITED);
}

static gboolean
is_joined (gpointer shop)
{
  return demo_shop_get_sockets (shop) > 0;
}

static gboolean
sign_in (Fixture *fixture,
         const char *password,
         GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  bell_session_sign_in_async (fixture->session, "till", password, NULL, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 10000, "the sign-in");
  return bell_session_sign_in_finish (fixture->session, result, error);
}

static void
get_online (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  sign_in (fixture, "secret", &error);
  g_assert_no_error (error);
  await_state (fixture, BELL_SESSION_ONLINE);
}

static void
test_first_way (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (JsonNode) payload = json_from_string ("{\"message\":\"hi\"}", NULL);

  get_online (fixture);
  g_assert_cmpstr (fixture->states->str, ==, "signing-in connecting online ");
  g_assert_cmpint (bell_session_get_deaf_since (fixture->session), ==, 0);
  g_assert_true (bell_session_get_tokens_saved (fixture->session));
  demo_shop_emit (fixture->shop, "notification", payload);
  bell_test_await_count (&fixture->events, 1, 5000, "an event");
}

static void
test_wrong_password (Fixture *fixture,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sign_in (fixture, "wrong", &error));
  g_assert_error (error, OE_ERROR, OE_ERROR_SIGN_IN);
  g_assert_cmpint (bell_session_get_state (fixture->session), ==, BELL_SESSION_SIGNED_OUT);
  g_clear_error (&error);
  get_online (fixture);
}

/* A cut connection: waiting, then online, and a note of how long it was deaf. */
static void
test_lost (Fixture *fixture,
           gconstpointer data)
{
  guint backs;

  get_online (fixture);
  backs = fixture->backs;
  demo_shop_drop_sockets (fixture->shop);
  await_state (fixture, BELL_SESSION_WAITING);
  g_assert_cmpint (bell_session_get_next_try (fixture->session), >, 0);
  g_assert_cmpint (bell_session_get_deaf_since (fixture->session), >, 0);
  g_assert_nonnull (bell_session_get_error (fixture->session));
  bell_fake_clock_advance (fixture->clock, 1000);
  await_state (fixture, BELL_SESSION_ONLINE);
  g_assert_cmpuint (fixture->backs, ==, backs + 1);
  g_assert_null (bell_session_get_error (fixture->session));
  g_assert_cmpuint (demo_shop_get_max_sockets (fixture->shop), ==, 1);
}

/* An old token is replaced once, by whatever refusal it is told (U2). */
static void
test_refused_once (Fixture *fixture,
                   gconstpointer data)
{
  get_online (fixture);
  demo_shop_revoke_access (fixture->shop);
  demo_shop_drop_sockets (fixture->shop);
  await_state (fixture, BELL_SESSION_WAITING);
  bell_fake_clock_advance (fixture->clock, 1000);
  await_state (fixture, BELL_SESSION_ONLINE);
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "refresh"), ==, 1);
  g_assert_cmpuint (demo_shop_get_n_reused_refresh (fixture->shop), ==, 0);
  g_assert_cmpuint (demo_shop_get_max_sockets (fixture->shop), ==, 1);
}

/* A fresh token is refused too: slowly from then on, and for ever. */
static void
test_refused (Fixture *fixture,
              gconstpointer data)
{
  guint status = GPOINTER_TO_UINT (data);
  gint64 now;

  get_online (fixture);
  demo_shop_set_refuse_sockets (fixture->shop, status);
  demo_shop_drop_sockets (fixture->shop);
  await_state (fixture, BELL_SESSION_WAITING);
  bell_fake_clock_advance (fixture->clock, 1000);
  await_state (fixture, BELL_SESSION_REFUSED);
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "refresh"), ==, 1);
  /* The server's words alone, whatever they were wrapped in. */
  if (status == 403)
    {
      g_autofree char *words = bell_server_words_dup (bell_session_get_error (fixture->session));

      g_assert_cmpstr (bell_session_get_detail (fixture->session), ==, "HTTP 403: Forbidden");
      g_assert_cmpstr (words, ==, "Forbidden");
    }
  now = bell_clock_get_boot_us (BELL_CLOCK (fixture->clock));
  g_assert_cmpint (bell_session_get_next_try (fixture->session) - now, ==, 30 * G_USEC_PER_SEC);

  demo_shop_set_refuse_sockets (fixture->shop, 0);
  bell_fake_clock_advance (fixture->clock, 30000);
  for (guint i = 0; i < 2000 && demo_shop_get_sockets (fixture->shop) == 0; i++)
    g_main_context_iteration (NULL, TRUE);
  bell_test_drain ();
  /* A join out of "refused" has to last for two seconds. */
  while (bell_session_get_state (fixture->session) != BELL_SESSION_ONLINE)
    {
      g_main_context_iteration (NULL, FALSE);
      bell_fake_clock_advance (fixture->clock, 100);
    }
  g_assert_cmpuint (demo_shop_get_max_sockets (fixture->shop), ==, 1);
}

static void
test_expired (Fixture *fixture,
              gconstpointer data)
{
  get_online (fixture);
  demo_shop_set_refuse_refresh (fixture->shop, TRUE);
  demo_shop_revoke_access (fixture->shop);
  demo_shop_drop_sockets (fixture->shop);
  await_state (fixture, BELL_SESSION_WAITING);
  bell_fake_clock_advance (fixture->clock, 1000);
  await_state (fixture, BELL_SESSION_EXPIRED);
  g_assert_error (bell_session_get_error (fixture->session), OE_ERROR, OE_ERROR_SESSION_OVER);
  bell_fake_clock_advance (fixture->clock, 3600 * 1000);
  bell_test_drain ();
  g_assert_cmpint (bell_session_get_state (fixture->session), ==, BELL_SESSION_EXPIRED);
  demo_shop_set_refuse_refresh (fixture->shop, FALSE);
  get_online (fixture);
}

/* Refreshed before the end, and the socket opened anew with the new token; it counts as no attempt. */
static void
test_refresh_in_time (Fixture *fixture,
                      gconstpointer data)
{
  guint handshakes;

  demo_shop_set_access_ttl (fixture->shop, 600);
  get_online (fixture);
  handshakes = demo_shop_get_n_requests (fixture->shop, "handshake");
  /* The server pings every 25 s; the clock goes in steps that a ping could fill. */
  for (guint i = 0; i < 80 && demo_shop_get_n_requests (fixture->shop, "refresh") == 0; i++)
    {
      demo_shop_send_raw (fixture->shop, "6");
      for (guint turn = 0; turn < 20; turn++)
        g_main_context_iteration (NULL, FALSE);
      bell_fake_clock_advance (fixture->clock, 10000);
    }
  while (demo_shop_get_n_requests (fixture->shop, "handshake") == handshakes)
    g_main_context_iteration (NULL, TRUE);
  await_state (fixture, BELL_SESSION_ONLINE);
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "refresh"), ==, 1);
  g_assert_cmpuint (demo_shop_get_max_sockets (fixture->shop), ==, 1);
  g_assert_null (strstr (fixture->states->str, "waiting"));
}

/* What was stored signs in again, with the app token from the store. */
static void
test_restart (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (BellShopInfo) info = make_info (fixture->shop);
  g_autofree char *id = NULL;

  drop_session (fixture);
  make_session (fixture, info, demo_shop_get_app_token (fixture->shop));
  get_online (fixture);
  drop_session (fixture);

  make_session (fixture, info, NULL);
  g_string_truncate (fixture->states, 0);
  bell_session_start (fixture->session, FALSE);
  await_state (fixture, BELL_SESSION_ONLINE);
  g_assert_cmpstr (fixture->states->str, ==, "connecting online ");
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "auth"), ==, 1);
}

static void
test_stop_and_sign_out (Fixture *fixture,
                        gconstpointer data)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  get_online (fixture);
  bell_session_stop (fixture->session);
  g_assert_cmpint (bell_session_get_state (fixture->session), ==, BELL_SESSION_STOPPED);
  bell_fake_clock_advance (fixture->clock, 600 * 1000);
  bell_test_drain ();
  g_assert_cmpint (bell_session_get_state (fixture->session), ==, BELL_SESSION_STOPPED);
  bell_session_retry_now (fixture->session);
  await_state (fixture, BELL_SESSION_ONLINE);

  bell_session_sign_out_async (fixture->session, bell_test_store_result, &pending);
  g_assert_cmpint (bell_session_get_state (fixture->session), ==, BELL_SESSION_SIGNED_OUT);
  result = bell_test_await_result (&pending, 10000, "the sign-out");
  g_assert_true (bell_session_sign_out_finish (fixture->session, result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "logout"), ==, 1);
  bell_session_start (fixture->session, FALSE);
  await_state (fixture, BELL_SESSION_SIGNED_OUT);
}

/* The wait that the server asks for is the one that is shown, and nobody can hurry it. */
static void
test_retry_after (Fixture *fixture,
                  gconstpointer data)
{
  BellClock *clock = BELL_CLOCK (fixture->clock);

  get_online (fixture);
  demo_shop_set_busy (fixture->shop, 90);
  demo_shop_revoke_access (fixture->shop);
  demo_shop_drop_sockets (fixture->shop);
  await_state (fixture, BELL_SESSION_WAITING);
  bell_fake_clock_advance (fixture->clock, 1000);
  bell_test_await (is_rate_limited, fixture->session, 10000, "the server's 429");
  g_assert_cmpint (bell_session_get_next_try (fixture->session) - bell_clock_get_boot_us (clock), >=, 90 * G_USEC_PER_SEC);
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "refresh"), ==, 1);

  bell_fake_clock_advance (fixture->clock, 30000);
  bell_session_retry_now (fixture->session);
  bell_test_await (is_rate_limited, fixture->session, 10000, "the wait to go on");
  g_assert_cmpint (bell_session_get_next_try (fixture->session) - bell_clock_get_boot_us (clock), >=, 59 * G_USEC_PER_SEC);
  g_assert_cmpint (bell_session_get_next_try (fixture->session) - bell_clock_get_boot_us (clock), <=, 61 * G_USEC_PER_SEC);
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "refresh"), ==, 1);

  demo_shop_set_busy (fixture->shop, 0);
  bell_fake_clock_advance (fixture->clock, 61000);
  await_state (fixture, BELL_SESSION_ONLINE);
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "refresh"), ==, 2);
}

/* Nobody is signed in: nothing is sent. */
static void
test_no_token (Fixture *fixture,
               gconstpointer data)
{
  bell_session_start (fixture->session, FALSE);
  await_state (fixture, BELL_SESSION_SIGNED_OUT);
  bell_fake_clock_advance (fixture->clock, 600 * 1000);
  bell_test_drain ();
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "handshake"), ==, 0);
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "refresh"), ==, 0);
}

static gboolean
has_timers (gpointer user_data)
{
  gpointer *pair = user_data;

  return bell_fake_clock_n_timers (pair[0]) == GPOINTER_TO_UINT (pair[1]);
}

/* Somebody looks at the window: a link not heard for a while proves itself, at most every 2 s; a lost one is tried for. */
static void
test_doubtful_link (Fixture *fixture,
                    gconstpointer data)
{
  gpointer quiet[] = { fixture->clock, NULL };
  guint timers;

  get_online (fixture);
  timers = bell_fake_clock_n_timers (fixture->clock);
  quiet[1] = GUINT_TO_POINTER (timers);
  bell_session_probe (fixture->session);
  g_assert_cmpuint (bell_fake_clock_n_timers (fixture->clock), ==, timers);
  bell_fake_clock_advance (fixture->clock, 3000);
  bell_session_probe (fixture->session);
  g_assert_cmpuint (bell_fake_clock_n_timers (fixture->clock), ==, timers + 1);
  bell_test_await (has_timers, quiet, 10000, "a sign of life");
  bell_session_probe (fixture->session);
  g_assert_cmpuint (bell_fake_clock_n_timers (fixture->clock), ==, timers);
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "handshake"), ==, 1);

  demo_shop_drop_sockets (fixture->shop);
  await_state (fixture, BELL_SESSION_WAITING);
  bell_session_probe (fixture->session);
  await_state (fixture, BELL_SESSION_ONLINE);
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "handshake"), ==, 2);
}

/* A server that wants to know the device at the handshake, as none is known to: tried, and kept. */
static void
test_device (Fixture *fixture,
             gconstpointer data)
{
  guint handshakes;

  demo_shop_set_want_device (fixture->shop, TRUE);
  sign_in (fixture, "secret", NULL);
  await_state (fixture, BELL_SESSION_REFUSED);
  bell_fake_clock_advance (fixture->clock, 30000);
  bell_test_await (is_joined, fixture->shop, 10000, "the join");
  /* Out of REFUSED it is believed after two seconds. */
  while (bell_session_get_state (fixture->session) != BELL_SESSION_ONLINE)
    {
      g_main_context_iteration (NULL, FALSE);
      bell_fake_clock_advance (fixture->clock, 100);
    }
  handshakes = demo_shop_get_n_requests (fixture->shop, "handshake");
  demo_shop_drop_sockets (fixture->shop);
  await_state (fixture, BELL_SESSION_WAITING);
  bell_fake_clock_advance (fixture->clock, 1000);
  await_state (fixture, BELL_SESSION_ONLINE);
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "handshake"), ==, handshakes + 1);
}

#define ADD(path, data, func) g_test_add ("/app/session/" path, Fixture, data, set_up, func, tear_down)

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  ADD ("first-way", NULL, test_first_way);
  ADD ("u15/wrong-password", NULL, test_wrong_password);
  ADD ("lost", NULL, test_lost);
  ADD ("u02/refused-once", NULL, test_refused_once);
  ADD ("u02/refused-401", GUINT_TO_POINTER (401), test_refused);
  ADD ("u02/refused-403", GUINT_TO_POINTER (403), test_refused);
  ADD ("u02/refused-41", GUINT_TO_POINTER (41), test_refused);
  ADD ("u02/refused-44", GUINT_TO_POINTER (44), test_refused);
  ADD ("u03/no-token-no-socket", NULL, test_no_token);
  ADD ("u03/doubtful-link", NULL, test_doubtful_link);
  ADD ("u05/device-at-the-handshake", NULL, test_device);
  ADD ("u17/retry-after", NULL, test_retry_after);
  ADD ("expired", NULL, test_expired);
  ADD ("u06/refresh-in-time", NULL, test_refresh_in_time);
  ADD ("restart", NULL, test_restart);
  ADD ("u31/stop-and-sign-out", NULL, test_stop_and_sign_out);
  return g_test_run ();
}
