/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-language.h"
#include "bell-session-call.h"
#include "bell-shop-colour.h"
#include "bell-test.h"
#include "demo-shop.h"
#include "oe-client-users.h"

#define WAIT 20000

typedef struct
{
  DemoShop *shop;
  BellClock *clock;
  BellSecrets *secrets;
  OeClient *client;
  BellSession *session;
} Fixture;

static void
set_text (char **field,
          const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

static void
sign_in (Fixture *fixture)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bell_session_sign_in_async (fixture->session, "till", "secret", NULL, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT, "the sign-in");
  bell_session_sign_in_finish (fixture->session, result, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BellShopInfo) info = bell_shop_info_new ();

  fixture->shop = demo_shop_new ("till", "secret");
  demo_shop_listen (fixture->shop, 0, NULL, &error);
  g_assert_no_error (error);
  fixture->clock = bell_clock_new ();
  fixture->secrets = bell_memory_secrets_new ();
  set_text (&info->name, "Shop");
  set_text (&info->url, demo_shop_get_url (fixture->shop));
  set_text (&info->provider, "email");
  set_text (&info->login_marker, "login");
  set_text (&info->password_marker, "password");
  fixture->client = oe_client_new (info->url, demo_shop_get_app_token (fixture->shop), fixture->clock);
  oe_client_set_fingerprint (fixture->client, "shopbell-test");
  fixture->session = bell_session_new (info, fixture->client, fixture->secrets, NULL, fixture->clock, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  bell_session_close (fixture->session);
  bell_test_drain ();
  g_object_unref (fixture->session);
  g_object_unref (fixture->client);
  demo_shop_close (fixture->shop);
  bell_test_drain ();
  g_object_unref (fixture->shop);
  g_object_unref (fixture->secrets);
  g_object_unref (fixture->clock);
}

static void
begin (OeClient *client,
       const char *access_token,
       gpointer data,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  (*(guint *) data)++;
  oe_client_get_user_async (client, access_token, cancellable, callback, user_data);
}

static gpointer
finish (OeClient *client,
        GAsyncResult *result,
        gpointer data,
        GError **error)
{
  return oe_client_get_user_finish (client, result, error);
}

static const BellCall who = { begin, finish, (GDestroyNotify) oe_user_free };

static OeUser *
ask (Fixture *fixture,
     guint *times,
     GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  bell_session_call_async (fixture->session, &who, times, NULL, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT, "the answer");
  return bell_session_call_finish (fixture->session, result, error);
}

static void
test_answered (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OeUser) user = NULL;
  guint times = 0;

  sign_in (fixture);
  user = ask (fixture, &times, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (user->identifier, ==, "till");
  g_assert_cmpuint (times, ==, 1);
}

/* An access token that ended early is replaced, and the question asked once more. */
static void
test_replaced (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OeUser) user = NULL;
  guint times = 0;

  sign_in (fixture);
  demo_shop_revoke_access (fixture->shop);
  user = ask (fixture, &times, &error);
  g_assert_no_error (error);
  g_assert_nonnull (user);
  g_assert_cmpuint (times, ==, 2);
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "refresh"), ==, 1);
  g_assert_cmpuint (demo_shop_get_n_reused_refresh (fixture->shop), ==, 0);
}

static void
test_nobody (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint times = 0;

  g_assert_null (ask (fixture, &times, &error));
  g_assert_error (error, OE_ERROR, OE_ERROR_SESSION_OVER);
  g_assert_cmpuint (times, ==, 0);
  g_assert_cmpint (bell_session_get_state (fixture->session), ==, BELL_SESSION_SIGNED_OUT);
}

/* The refusal of a refresh ends the sign-in whoever asked for it. */
static void
test_over (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint times = 0;

  sign_in (fixture);
  demo_shop_set_refuse_refresh (fixture->shop, TRUE);
  demo_shop_revoke_access (fixture->shop);
  g_assert_null (ask (fixture, &times, &error));
  g_assert_error (error, OE_ERROR, OE_ERROR_SESSION_OVER);
  g_assert_cmpint (bell_session_get_state (fixture->session), ==, BELL_SESSION_EXPIRED);
}

static void
test_everywhere (Fixture *fixture,
                 gconstpointer data)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sign_in (fixture);
  bell_session_sign_out_everywhere_async (fixture->session, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT, "the sign-out");
  g_assert_true (bell_session_sign_out_everywhere_finish (fixture->session, result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (bell_session_get_state (fixture->session), ==, BELL_SESSION_SIGNED_OUT);
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "logout-all"), ==, 1);
}

/* Where the shop does not answer nobody is signed out anywhere, and that is said. */
static void
test_everywhere_fails (Fixture *fixture,
                       gconstpointer data)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sign_in (fixture);
  demo_shop_close (fixture->shop);
  bell_session_sign_out_everywhere_async (fixture->session, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT, "the failure");
  g_assert_false (bell_session_sign_out_everywhere_finish (fixture->session, result, &error));
  g_assert_error (error, OE_ERROR, OE_ERROR_NETWORK);
  g_assert_cmpint (bell_session_get_state (fixture->session), !=, BELL_SESSION_SIGNED_OUT);
}

static void
test_language (void)
{
  static const struct
  {
    const char *offered[4];
    const char *wanted[4];
    const char *chosen;
  } cases[] = {
    { { "en_US", "de_DE" }, { "de_DE.UTF-8", "de_DE", "de", "C" }, "de_DE" },
    { { "en_US", "de_DE" }, { "de_AT.UTF-8", "de_AT", "de", "C" }, "de_DE" },
    { { "en_US", "de_DE", "de_AT" }, { "de_AT.UTF-8", "C" }, "de_AT" },
    { { "en_US", "pt-br" }, { "pt_BR", "C" }, "pt-br" },
    { { "ru_RU", "en_US" }, { "fr_FR", "C" }, "ru_RU" },
    { { "ru_RU", "en_US" }, { "C" }, "ru_RU" },
    { { "ru_RU", "en_US" }, { "fr_FR", "en_GB" }, "en_US" },
    { { NULL }, { "de_DE" }, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *offered[5] = { cases[i].offered[0], cases[i].offered[1], cases[i].offered[2], cases[i].offered[3], NULL };
      const char *wanted[5] = { cases[i].wanted[0], cases[i].wanted[1], cases[i].wanted[2], cases[i].wanted[3], NULL };

      g_assert_cmpstr (bell_language_choose (offered, wanted), ==, cases[i].chosen);
    }
}

static void
test_colours (void)
{
  const char *const *colours = bell_shop_colour_list ();
  g_autoptr (GListStore) none = g_list_store_new (G_TYPE_OBJECT);

  g_assert_cmpuint (g_strv_length ((char **) colours), >=, 8);
  for (guint i = 0; colours[i] != NULL; i++)
    {
      g_assert_cmpstr (bell_shop_colour_or_default (colours[i], "id"), ==, colours[i]);
      g_assert_cmpstr (bell_shop_colour_title (colours[i]), !=, "");
    }
  g_assert_cmpstr (bell_shop_colour_or_default ("mauve", "id"), ==, bell_shop_colour_or_default ("", "id"));
  g_assert_true (g_strv_contains (colours, bell_shop_colour_or_default ("", "another")));
  g_assert_cmpstr (bell_shop_colour_pick (G_LIST_MODEL (none)), ==, colours[0]);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/app/session-call/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("answered", test_answered);
  ADD ("replaced", test_replaced);
  ADD ("nobody", test_nobody);
  ADD ("over", test_over);
  ADD ("everywhere", test_everywhere);
  ADD ("everywhere-fails", test_everywhere_fails);
#undef ADD
  g_test_add_func ("/app/language", test_language);
  g_test_add_func ("/app/shop-colour", test_colours);
  return g_test_run ();
}
