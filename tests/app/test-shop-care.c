/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-demo.h"
#include "bell-fake-notifier.h"
#include "bell-fake-ringer.h"
#include "bell-account.h"
#include "bell-app-token.h"
#include "bell-diagnosis.h"
#include "bell-self-test.h"
#include "bell-shop-editor.h"
#include "bell-sign-in.h"
#include "bell-subscriptions.h"
#include "bell-test.h"

#define WAIT 20000

/* A whole context with one shop that is signed in to a demo shop. */
typedef struct
{
  DemoShop *demo;
  BellContext *context;
  BellShop *shop;
} Fixture;

static BellContext *
make_context (void)
{
  g_autoptr (BellSettings) settings = bell_settings_new_in_memory ();
  g_autoptr (BellSecrets) secrets = bell_memory_secrets_new ();
  g_autoptr (BellHistory) history = bell_history_new (NULL);
  g_autoptr (BellNotifier) notifier = BELL_NOTIFIER (bell_fake_notifier_new ());
  g_autoptr (BellRinger) ringer = BELL_RINGER (bell_fake_ringer_new ());
  g_autoptr (BellClock) clock = bell_clock_new ();
  BellContextParts parts = {
    .settings = settings,
    .secrets = secrets,
    .history = history,
    .notifier = notifier,
    .ringer = ringer,
    .clock = clock,
  };
  BellContext *context = bell_context_new (&parts);

  bell_context_start (context);
  return context;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->demo = demo_shop_new ("till", "secret");
  demo_shop_listen (fixture->demo, 0, NULL, &error);
  g_assert_no_error (error);
  fixture->context = make_context ();
  fixture->shop = app_demo_sign_in (fixture->context, fixture->demo);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  bell_context_stop (fixture->context);
  bell_test_drain ();
  g_object_unref (fixture->context);
  demo_shop_close (fixture->demo);
  bell_test_drain ();
  g_object_unref (fixture->demo);
}

/* Subscriptions */

static gboolean
is_loaded (gpointer user_data)
{
  return !bell_subscriptions_get_loading (user_data);
}

static gboolean
has_image (gpointer user_data)
{
  return bell_subscription_get_image (user_data) != NULL;
}

static gboolean
change (BellSubscriptions *subscriptions,
        const char *marker,
        gint64 product,
        BellSubscription *gone,
        GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (gone != NULL)
    bell_subscriptions_remove_async (subscriptions, gone, bell_test_store_result, &pending);
  else
    bell_subscriptions_add_async (subscriptions, marker, product, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT, "the change");
  if (!bell_subscriptions_change_finish (subscriptions, result, error))
    return FALSE;
  bell_test_await (is_loaded, subscriptions, WAIT, "the list");
  return TRUE;
}

static void
test_subscriptions (Fixture *fixture,
                    gconstpointer data)
{
  g_autoptr (BellSubscriptions) subscriptions = bell_subscriptions_new (fixture->shop);
  GListModel *model = bell_subscriptions_get_model (subscriptions);
  g_autoptr (BellSubscription) first = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;
  g_autofree char *facts = NULL;

  bell_subscriptions_load (subscriptions);
  bell_test_await (is_loaded, subscriptions, WAIT, "the empty list");
  g_assert_null (bell_subscriptions_get_error (subscriptions));
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 0);

  g_assert_true (change (subscriptions, "product_price_change", 10, NULL, &error));
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 1);
  first = g_list_model_get_item (model, 0);
  bell_test_await (has_image, first, WAIT, "the picture of the loaf");
  title = bell_subscription_dup_title (first);
  facts = bell_subscription_dup_facts (first);
  g_assert_cmpstr (title, ==, "Sourdough loaf");
  g_assert_cmpstr (facts, ==, "6.90 · In stock");
  g_assert_cmpstr (bell_subscription_get_event (first), ==, "Price changed");

  g_assert_false (change (subscriptions, "no_such_event", 10, NULL, &error));
  g_assert_error (error, OE_ERROR, OE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 1);

  g_assert_true (change (subscriptions, NULL, 0, first, &error));
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 0);
  bell_subscriptions_stop (subscriptions);
}

/* Page by page: 65 of them are three pages. */
static void
test_pages (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (BellSubscriptions) subscriptions = bell_subscriptions_new (fixture->shop);
  GListModel *model = bell_subscriptions_get_model (subscriptions);

  demo_shop_add_subscriptions (fixture->demo, "product_price_change", 100, 65);
  bell_subscriptions_load (subscriptions);
  bell_test_await (is_loaded, subscriptions, WAIT, "the first page");
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 30);
  g_assert_cmpuint (bell_subscriptions_get_total (subscriptions), ==, 65);
  for (guint pages = 2; pages <= 3; pages++)
    {
      g_assert_true (bell_subscriptions_get_has_more (subscriptions));
      bell_subscriptions_load_more (subscriptions);
      bell_test_await (is_loaded, subscriptions, WAIT, "another page");
    }
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 65);
  g_assert_false (bell_subscriptions_get_has_more (subscriptions));
  bell_subscriptions_stop (subscriptions);
}

static void
test_unreachable (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr (BellSubscriptions) subscriptions = bell_subscriptions_new (fixture->shop);

  demo_shop_close (fixture->demo);
  bell_subscriptions_load (subscriptions);
  bell_test_await (is_loaded, subscriptions, WAIT, "the failure");
  g_assert_error (bell_subscriptions_get_error (subscriptions), OE_ERROR, OE_ERROR_NETWORK);
  bell_subscriptions_stop (subscriptions);
}

/* The account */

static void
test_account (Fixture *fixture,
              gconstpointer data)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BellAccount) account = NULL;

  bell_account_load_async (fixture->shop, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT, "the account");
  account = bell_account_load_finish (fixture->shop, result, &error);
  g_assert_no_error (error);
  g_assert_no_error (account->error);
  g_assert_cmpstr (account->user->identifier, ==, "till");
  g_assert_cmpuint (account->devices->len, ==, 1);
  g_assert_cmpint (bell_app_token_get_days (bell_shop_get_client (fixture->shop)), >=, 360);
}

/* Signing in to more shops */

static GPtrArray *
check (BellSignIn *sign_in,
       DemoShop *demo,
       GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *url = g_strdup_printf ("<%s/catalog/10?page=2>", demo_shop_get_url (demo));
  g_autoptr (GString) token = g_string_new (demo_shop_get_app_token (demo));

  /* As a mail breaks it. */
  g_string_insert (token, 20, "\r\n ");
  bell_sign_in_check_async (sign_in, url, token->str, NULL, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT, "the check");
  return bell_sign_in_check_finish (sign_in, result, error);
}

static BellShop *
submit (BellSignIn *sign_in,
        const char *provider,
        const char *marker,
        const char *password,
        const char *code,
        GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  bell_sign_in_submit_async (sign_in, provider, marker, "till", "password", password, code, NULL,
                             bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT, "the sign-in");
  return bell_sign_in_submit_finish (sign_in, result, error);
}

static gboolean
send_code (BellSignIn *sign_in,
           GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  bell_sign_in_send_code_async (sign_in, "phone", "till", "send_code", NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT, "the code");
  return bell_sign_in_send_code_finish (sign_in, result, error);
}

/* The same account is not added twice; another one of the same shop is, with a name and a colour of its own. */
static void
test_another (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (BellSignIn) sign_in = bell_sign_in_new (fixture->context, NULL);
  g_autoptr (GPtrArray) providers = NULL;
  g_autoptr (GError) error = NULL;
  BellShop *shop;

  demo_shop_set_code_provider (fixture->demo, TRUE);
  bell_context_rename_shop (fixture->context, fixture->shop, "127.0.0.1");
  providers = check (sign_in, fixture->demo, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (providers->len, ==, 2);
  g_assert_cmpuint (((OeProvider *) providers->pdata[1])->code_seconds, ==, 120);
  g_assert_cmpint (bell_sign_in_get_app_token_days (sign_in), >=, 360);

  g_assert_null (submit (sign_in, "email", "login", "secret", NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);

  g_assert_true (send_code (sign_in, &error));
  g_assert_no_error (error);
  shop = submit (sign_in, "phone", "phone_reg", NULL, demo_shop_get_code (fixture->demo), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (bell_shop_get_name (shop), ==, "127.0.0.1 2");
  g_assert_cmpstr (bell_shop_get_colour (shop), !=, bell_shop_get_colour (fixture->shop));
  g_assert_cmpstr (bell_shop_get_info (shop)->language, ==, "en_US");
}

/* Another app token is taken over only when the shop accepts it. */
static void
test_app_token (Fixture *fixture,
                gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      gboolean right = i == 1;
      const char *token = right ? demo_shop_get_app_token (fixture->demo) : "wrong";
      GAsyncResult *pending = NULL;
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      bell_shop_editor_set_app_token_async (fixture->context, fixture->shop, token, NULL, bell_test_store_result,
                                            &pending);
      result = bell_test_await_result (&pending, WAIT, "the app token");
      g_assert_true (bell_shop_editor_set_app_token_finish (fixture->shop, result, &error) == right);
      if (!right)
        g_assert_error (error, OE_ERROR, OE_ERROR_APP_TOKEN);
      g_assert_cmpstr (oe_client_get_app_token (bell_shop_get_client (fixture->shop)), ==,
                       demo_shop_get_app_token (fixture->demo));
    }
}

/* The diagnosis, from the shop to the bell */

static gboolean
is_done (gpointer user_data)
{
  return bell_diagnosis_get_done (user_data);
}

static gboolean
is_online (gpointer user_data)
{
  return bell_session_get_state (bell_shop_get_session (user_data)) == BELL_SESSION_ONLINE;
}

static BellFindingState
find (BellDiagnosis *diagnosis,
      BellCheck check)
{
  g_auto (BellFinding) finding = { 0 };

  bell_diagnosis_judge_step (diagnosis, check, &finding);
  return finding.state;
}

static gboolean
has_waiting (gpointer user_data)
{
  return bell_inbox_get_waiting_count (bell_context_get_inbox (user_data)) > 0;
}

static void
test_diagnosis (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (BellDiagnosis) diagnosis = bell_diagnosis_new (fixture->context, fixture->shop);
  g_autoptr (BellSelfTest) test = bell_self_test_new (fixture->context, fixture->shop);

  bell_test_await (is_online, fixture->shop, WAIT, "the connection");
  bell_diagnosis_run (diagnosis);
  bell_test_await (is_done, diagnosis, WAIT, "all answers");
  g_assert_cmpint (find (diagnosis, BELL_CHECK_ADDRESS), ==, BELL_FINDING_OK);
  g_assert_cmpint (find (diagnosis, BELL_CHECK_APP_TOKEN), ==, BELL_FINDING_OK);
  g_assert_cmpint (find (diagnosis, BELL_CHECK_SIGN_IN), ==, BELL_FINDING_OK);
  g_assert_cmpint (find (diagnosis, BELL_CHECK_PERMISSION), ==, BELL_FINDING_OK);
  g_assert_cmpint (find (diagnosis, BELL_CHECK_EVENTS), ==, BELL_FINDING_OK);
  g_assert_cmpint (find (diagnosis, BELL_CHECK_SUBSCRIPTION), ==, BELL_FINDING_NOTE);
  g_assert_cmpint (find (diagnosis, BELL_CHECK_CONNECTION), ==, BELL_FINDING_OK);
  g_assert_cmpint (find (diagnosis, BELL_CHECK_LAST_EVENT), ==, BELL_FINDING_NOTE);

  /* A test alert is no event of the shop's. */
  bell_self_test_start (test);
  bell_test_await (has_waiting, fixture->context, WAIT, "the test alert");
  bell_diagnosis_run (diagnosis);
  bell_test_await (is_done, diagnosis, WAIT, "all answers again");
  g_assert_cmpint (find (diagnosis, BELL_CHECK_LAST_EVENT), ==, BELL_FINDING_NOTE);
  bell_self_test_stop (test);
}

static void
test_diagnosis_unreachable (Fixture *fixture,
                            gconstpointer data)
{
  g_autoptr (BellDiagnosis) diagnosis = bell_diagnosis_new (fixture->context, fixture->shop);

  demo_shop_close (fixture->demo);
  bell_diagnosis_run (diagnosis);
  bell_test_await (is_done, diagnosis, WAIT, "all failures");
  g_assert_cmpint (find (diagnosis, BELL_CHECK_ADDRESS), ==, BELL_FINDING_BAD);
  g_assert_cmpint (find (diagnosis, BELL_CHECK_APP_TOKEN), ==, BELL_FINDING_SKIPPED);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/app/shop/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("subscriptions", test_subscriptions);
  ADD ("subscription-pages", test_pages);
  ADD ("subscriptions-unreachable", test_unreachable);
  ADD ("account", test_account);
  ADD ("another", test_another);
  ADD ("app-token", test_app_token);
  ADD ("diagnosis", test_diagnosis);
  ADD ("diagnosis-unreachable", test_diagnosis_unreachable);
#undef ADD
  return g_test_run ();
}
