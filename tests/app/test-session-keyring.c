/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-clock.h"
#include "bell-session.h"
#include "bell-test.h"
#include "demo-shop.h"

#define WAIT_MS 20000

/* A keyring that is slow to say that it has nothing, while somebody, or a sign-in file, signs in. */

#define SLOW_TYPE_SECRETS (slow_secrets_get_type ())
G_DECLARE_FINAL_TYPE (SlowSecrets, slow_secrets, SLOW, SECRETS, GObject)

struct _SlowSecrets
{
  GObject parent_instance;

  GTask *load; /* that waits */
};

static void
load_async (BellSecrets *secrets,
            const char *shop,
            gboolean may_prompt,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  g_assert_null (SLOW_SECRETS (secrets)->load);
  SLOW_SECRETS (secrets)->load = g_task_new (secrets, NULL, callback, user_data);
}

static char *
load_finish (BellSecrets *secrets,
             GAsyncResult *result,
             GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
save_async (BellSecrets *secrets,
            const char *shop,
            const char *label,
            const char *secret,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (secrets, NULL, callback, user_data);

  g_task_return_boolean (task, TRUE);
}

static gboolean
save_finish (BellSecrets *secrets,
             GAsyncResult *result,
             GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
secrets_iface_init (BellSecretsInterface *iface)
{
  iface->load_async = load_async;
  iface->load_finish = load_finish;
  iface->save_async = save_async;
  iface->save_finish = save_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SlowSecrets, slow_secrets, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BELL_TYPE_SECRETS, secrets_iface_init))

static void
slow_secrets_class_init (SlowSecretsClass *klass)
{
}

static void
slow_secrets_init (SlowSecrets *self)
{
}

static void
release (SlowSecrets *secrets)
{
  g_autoptr (GTask) task = g_steal_pointer (&secrets->load);

  if (task != NULL)
    g_task_return_pointer (task, NULL, NULL);
}

/* Signed in, and on the way to be online: the moment when the answer could be taken for this one's. */
static void
on_state (BellSession *session,
          GParamSpec *pspec,
          SlowSecrets *secrets)
{
  if (bell_session_get_state (session) == BELL_SESSION_CONNECTING)
    release (secrets);
}

static gboolean
is_online (gpointer session)
{
  return bell_session_get_state (session) == BELL_SESSION_ONLINE;
}

/* early: while the sign-in is under way; else when it has led to a connection. */
static void
test_late_answer (gconstpointer early)
{
  g_autoptr (DemoShop) shop = demo_shop_new ("till", "secret");
  g_autoptr (BellFakeClock) clock = bell_fake_clock_new ();
  g_autoptr (SlowSecrets) secrets = g_object_new (SLOW_TYPE_SECRETS, NULL);
  g_autoptr (BellShopInfo) info = bell_shop_info_new ();
  g_autoptr (OeClient) client = NULL;
  g_autoptr (BellSession) session = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending = NULL;

  demo_shop_listen (shop, 0, NULL, &error);
  g_assert_no_error (error);
  bell_shop_info_set_text (info, "url", demo_shop_get_url (shop));
  bell_shop_info_set_text (info, "provider", "email");
  bell_shop_info_set_text (info, "login-marker", "login");
  bell_shop_info_set_text (info, "password-marker", "password");
  client = oe_client_new (info->url, demo_shop_get_app_token (shop), BELL_CLOCK (clock));
  session = bell_session_new (info, client, BELL_SECRETS (secrets), NULL, BELL_CLOCK (clock), &error);
  g_assert_no_error (error);

  bell_session_start (session, FALSE);
  g_assert_nonnull (secrets->load);
  bell_session_sign_in_async (session, "till", "secret", NULL, NULL, bell_test_store_result, &pending);
  g_assert_cmpint (bell_session_get_state (session), ==, BELL_SESSION_SIGNING_IN);
  if (GPOINTER_TO_INT (early))
    release (secrets);
  g_signal_connect (session, "notify::state", G_CALLBACK (on_state), secrets);
  result = bell_test_await_result (&pending, WAIT_MS, "the sign-in");
  g_assert_true (bell_session_sign_in_finish (session, result, &error));
  bell_test_await (is_online, session, WAIT_MS, "the shop to be online");
  g_assert_null (secrets->load);
  bell_test_drain ();
  g_assert_true (is_online (session));

  bell_session_close (session);
  demo_shop_close (shop);
  bell_test_drain ();
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_data_func ("/app/session-keyring/late-answer", GINT_TO_POINTER (FALSE), test_late_answer);
  g_test_add_data_func ("/app/session-keyring/answer-meanwhile", GINT_TO_POINTER (TRUE), test_late_answer);
  return g_test_run ();
}
