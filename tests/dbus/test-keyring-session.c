/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-clock.h"
#include "bell-format.h"
#include "bell-keyring-daemon.h"
#include "bell-session.h"
#include "bell-test.h"
#include "demo-shop.h"

#include <string.h>

#define WAIT_MS 60000

/* A shop's session over a real keyring, in every state that a till may find it in. */
typedef struct
{
  DemoShop *shop;
  BellFakeClock *clock;
  BellSecrets *secrets;
  OeClient *client;
  BellSession *session;
  char *data; /* where the keyring has its files */
} Fixture;

static GTestDBus *bus;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->data = bell_test_make_folder ();
  fixture->clock = bell_fake_clock_new ();
  fixture->secrets = bell_keyring_new ("");
  fixture->shop = demo_shop_new ("till", "secret-pass");
  demo_shop_listen (fixture->shop, 0, NULL, &error);
  g_assert_no_error (error);
}

static void
drop_session (Fixture *fixture)
{
  if (fixture->session != NULL)
    bell_session_close (fixture->session);
  bell_test_drain ();
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->client);
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
  g_free (fixture->data);
}

/* As at a start of the program, of a till where somebody signed in before. */
static void
make_session (Fixture *fixture,
              const char *app_token)
{
  g_autoptr (BellShopInfo) info = bell_shop_info_new ();
  g_autoptr (GError) error = NULL;

  g_free (info->id);
  info->id = g_strdup ("shop");
  bell_shop_info_set_text (info, "name", "Café");
  bell_shop_info_set_text (info, "provider", "email");
  bell_shop_info_set_text (info, "login", "till");
  bell_shop_info_set_text (info, "login-marker", "login");
  bell_shop_info_set_text (info, "password-marker", "password");
  fixture->client = oe_client_new (demo_shop_get_url (fixture->shop), app_token, BELL_CLOCK (fixture->clock));
  oe_client_set_fingerprint (fixture->client, "shopbell-test");
  fixture->session = bell_session_new (info, fixture->client, fixture->secrets, NULL, BELL_CLOCK (fixture->clock),
                                       &error);
  g_assert_no_error (error);
}

static void
sign_in (Fixture *fixture)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  make_session (fixture, demo_shop_get_app_token (fixture->shop));
  bell_session_sign_in_async (fixture->session, "till", "secret-pass", NULL, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT_MS, "the sign-in");
  bell_session_sign_in_finish (fixture->session, result, &error);
  g_assert_no_error (error);
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

  bell_test_await (state_is, &wait, WAIT_MS, bell_session_state_to_string (state));
}

static gboolean
is_saved (gpointer session)
{
  return bell_session_get_tokens_saved (session);
}

static gboolean
was_dismissed (gpointer session)
{
  return bell_session_get_state (session) == BELL_SESSION_LOCKED &&
         g_error_matches (bell_session_get_error (session), BELL_SECRETS_ERROR, BELL_SECRETS_ERROR_DISMISSED);
}

/* The sentence of the window, and its button. */
static void
assert_says (Fixture *fixture,
             const char *words,
             BellRemedy remedy)
{
  BellGlance glance = { .shop = "Café",
                        .state = bell_session_get_state (fixture->session),
                        .error = bell_session_get_error (fixture->session) };
  g_autofree char *sentence = bell_format_sentence (&glance);

  if (strstr (sentence, words) == NULL)
    g_error ("“%s” does not say “%s”", sentence, words);
  g_assert_cmpint (bell_format_remedy (&glance), ==, remedy);
}

/* Open: a restart needs nobody, and nothing lies about in clear. */
static void
test_open (Fixture *fixture,
           gconstpointer data)
{
  GSubprocess *daemon = bell_keyring_daemon_start (fixture->data, TRUE);

  sign_in (fixture);
  await_state (fixture, BELL_SESSION_ONLINE);
  g_assert_true (bell_session_get_tokens_saved (fixture->session));
  drop_session (fixture);
  make_session (fixture, NULL);
  bell_session_start (fixture->session, FALSE);
  await_state (fixture, BELL_SESSION_ONLINE);
  bell_keyring_daemon_assert_hidden (fixture->data, demo_shop_get_app_token (fixture->shop));
  bell_keyring_daemon_assert_hidden (g_get_home_dir (), demo_shop_get_app_token (fixture->shop));
  bell_keyring_daemon_assert_hidden (g_get_home_dir (), "secret-pass");
  drop_session (fixture);
  bell_keyring_daemon_stop (daemon);
}

/* Locked, the till with auto-login: said; a question that is dismissed: said; unlocked elsewhere: online by itself. */
static void
test_locked (Fixture *fixture,
             gconstpointer data)
{
  GSubprocess *daemon = bell_keyring_daemon_start (fixture->data, TRUE);

  sign_in (fixture);
  await_state (fixture, BELL_SESSION_ONLINE);
  drop_session (fixture);
  bell_keyring_daemon_stop (daemon);

  daemon = bell_keyring_daemon_start (fixture->data, FALSE);
  make_session (fixture, NULL);
  bell_session_start (fixture->session, FALSE);
  await_state (fixture, BELL_SESSION_LOCKED);
  assert_says (fixture, "is locked", BELL_REMEDY_UNLOCK);

  bell_session_retry_now (fixture->session);
  bell_test_await (was_dismissed, fixture->session, WAIT_MS, "the question to be dismissed");
  assert_says (fixture, "stayed locked", BELL_REMEDY_UNLOCK);

  bell_keyring_daemon_unlock ();
  await_state (fixture, BELL_SESSION_ONLINE);
  g_assert_true (bell_session_get_tokens_saved (fixture->session));
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "auth"), ==, 1);
  drop_session (fixture);
  bell_keyring_daemon_stop (daemon);
}

/* Absent: it lives in memory, and is kept as soon as there is a keyring. */
static void
test_absent (Fixture *fixture,
             gconstpointer data)
{
  GSubprocess *daemon;

  make_session (fixture, NULL);
  bell_session_start (fixture->session, FALSE);
  await_state (fixture, BELL_SESSION_SIGNED_OUT);
  assert_says (fixture, "has no password store", BELL_REMEDY_SIGN_IN);
  drop_session (fixture);

  sign_in (fixture);
  await_state (fixture, BELL_SESSION_ONLINE);
  g_assert_false (bell_session_get_tokens_saved (fixture->session));
  bell_keyring_daemon_assert_hidden (g_get_home_dir (), demo_shop_get_app_token (fixture->shop));

  daemon = bell_keyring_daemon_start (fixture->data, TRUE);
  bell_test_await (is_saved, fixture->session, WAIT_MS, "the sign-in to be kept");
  g_assert_cmpint (bell_session_get_state (fixture->session), ==, BELL_SESSION_ONLINE);
  drop_session (fixture);
  make_session (fixture, NULL);
  bell_session_start (fixture->session, FALSE);
  await_state (fixture, BELL_SESSION_ONLINE);
  drop_session (fixture);
  bell_keyring_daemon_stop (daemon);
}

/* Another keyring in the old one's place: what is used goes on; a start finds nothing, and says why. */
static void
test_replaced (Fixture *fixture,
               gconstpointer data)
{
  g_autofree char *other = bell_test_make_folder ();
  g_autofree char *third = bell_test_make_folder ();
  GSubprocess *daemon = bell_keyring_daemon_start (fixture->data, TRUE);

  sign_in (fixture);
  await_state (fixture, BELL_SESSION_ONLINE);
  bell_keyring_daemon_stop (daemon);
  daemon = bell_keyring_daemon_start (other, TRUE);
  /* A refresh is kept in the new one. */
  demo_shop_revoke_access (fixture->shop);
  demo_shop_drop_sockets (fixture->shop);
  await_state (fixture, BELL_SESSION_WAITING);
  bell_fake_clock_advance (fixture->clock, 1000);
  await_state (fixture, BELL_SESSION_ONLINE);
  bell_test_await (is_saved, fixture->session, WAIT_MS, "the refreshed sign-in to be kept");
  drop_session (fixture);
  make_session (fixture, NULL);
  bell_session_start (fixture->session, FALSE);
  await_state (fixture, BELL_SESSION_ONLINE);
  drop_session (fixture);
  bell_keyring_daemon_stop (daemon);

  daemon = bell_keyring_daemon_start (third, TRUE);
  make_session (fixture, NULL);
  bell_session_start (fixture->session, FALSE);
  await_state (fixture, BELL_SESSION_SIGNED_OUT);
  assert_says (fixture, "no longer has the sign-in", BELL_REMEDY_SIGN_IN);
  drop_session (fixture);
  bell_keyring_daemon_stop (daemon);
}

#define ADD(path, func) g_test_add ("/dbus/keyring-session/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char **argv)
{
  int status;

  bell_test_init (&argc, &argv);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  ADD ("open", test_open);
  ADD ("locked", test_locked);
  ADD ("absent", test_absent);
  ADD ("replaced", test_replaced);
  status = g_test_run ();
  g_test_dbus_stop (bus);
  return status;
}
