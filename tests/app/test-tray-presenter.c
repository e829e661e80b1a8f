/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-context.h"
#include "bell-fake-clock.h"
#include "bell-fake-notifier.h"
#include "bell-fake-ringer.h"
#include "bell-fake-tray.h"
#include "bell-test.h"
#include "bell-tray-presenter.h"
#include "bell-tray-view.h"
#include "demo-shop.h"

#define MS 20000

/* From the demo shop to a fake tray, on a fake clock. */
typedef struct
{
  DemoShop *server;
  BellFakeClock *clock;
  BellContext *context;
  BellShop *shop;
  BellFakeTray *tray;
  BellTrayPresenter *presenter;
  char *asked; /* what the presenter asked last, and the token */
} Fixture;

static void
on_asked (BellTrayPresenter *presenter,
          const char *what,
          const char *token,
          Fixture *fixture)
{
  g_free (fixture->asked);
  fixture->asked = g_strdup_printf ("%s %s", what, token != NULL ? token : "-");
}

static void
make_context (Fixture *fixture)
{
  g_autoptr (BellSettings) settings = bell_settings_new_in_memory ();
  g_autoptr (BellSecrets) secrets = bell_memory_secrets_new ();
  g_autoptr (BellHistory) history = bell_history_new (NULL);
  g_autoptr (BellFakeNotifier) notifier = bell_fake_notifier_new ();
  g_autoptr (BellFakeRinger) ringer = bell_fake_ringer_new ();
  BellContextParts parts = { .settings = settings, .secrets = secrets, .history = history,
                             .notifier = BELL_NOTIFIER (notifier), .ringer = BELL_RINGER (ringer),
                             .clock = BELL_CLOCK (fixture->clock) };

  fixture->context = bell_context_new (&parts);
  bell_context_start (fixture->context);
}

static void
add_shop (Fixture *fixture)
{
  g_autoptr (BellShopInfo) info = bell_shop_info_new ();
  g_autoptr (OeClient) client = NULL;
  g_autoptr (BellShop) shop = NULL;
  g_autoptr (GError) error = NULL;

  g_free (info->name);
  info->name = g_strdup ("Café");
  g_free (info->url);
  info->url = g_strdup (demo_shop_get_url (fixture->server));
  g_free (info->fingerprint);
  info->fingerprint = g_strdup ("shopbell-test");
  g_free (info->provider);
  info->provider = g_strdup ("email");
  g_free (info->login_marker);
  info->login_marker = g_strdup ("login");
  g_free (info->password_marker);
  info->password_marker = g_strdup ("password");
  client = bell_context_new_client (fixture->context, info->url, demo_shop_get_app_token (fixture->server), NULL,
                                    info->fingerprint);
  shop = bell_context_make_shop (fixture->context, info, client, &error);
  g_assert_no_error (error);
  bell_context_adopt_shop (fixture->context, shop);
  fixture->shop = bell_context_find_shop (fixture->context, info->id);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->server = demo_shop_new ("till", "secret");
  demo_shop_listen (fixture->server, 0, NULL, &error);
  g_assert_no_error (error);
  fixture->clock = bell_fake_clock_new ();
  make_context (fixture);
  fixture->tray = bell_fake_tray_new ();
  fixture->presenter = bell_tray_presenter_new (fixture->context, BELL_TRAY (fixture->tray), NULL, NULL);
  g_signal_connect (fixture->presenter, "asked", G_CALLBACK (on_asked), fixture);
  add_shop (fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  bell_tray_presenter_stop (fixture->presenter);
  g_object_unref (fixture->presenter);
  g_object_unref (fixture->tray);
  bell_context_stop (fixture->context);
  demo_shop_close (fixture->server);
  bell_test_drain ();
  g_object_unref (fixture->context);
  g_object_unref (fixture->server);
  g_object_unref (fixture->clock);
  g_free (fixture->asked);
}

/* Lets what has changed be shown. */
static void
settle (Fixture *fixture)
{
  bell_fake_clock_advance (fixture->clock, 200);
}

static void
assert_shows (Fixture *fixture,
              BellTrayLook look,
              guint count,
              const char *title)
{
  const BellTrayState *state = bell_fake_tray_get_state (fixture->tray);

  settle (fixture);
  g_assert_cmpstr (state->title, ==, title);
  g_assert_cmpint (state->look, ==, look);
  g_assert_cmpuint (state->count, ==, count);
}

static gboolean
is_online (gpointer session)
{
  return bell_session_get_state (session) == BELL_SESSION_ONLINE;
}

static gboolean
is_down (gpointer session)
{
  return bell_session_state_is_down (bell_session_get_state (session));
}

static void
get_online (Fixture *fixture)
{
  BellSession *session = bell_shop_get_session (fixture->shop);
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bell_session_sign_in_async (session, "till", "secret", NULL, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, MS, "the sign-in");
  bell_session_sign_in_finish (session, result, &error);
  g_assert_no_error (error);
  bell_test_await (is_online, session, MS, "the shop to be online");
}

static gboolean
has_waiting (gpointer user_data)
{
  Fixture *fixture = user_data;

  /* The inbox commits in batches of its clock's time. */
  bell_fake_clock_advance (fixture->clock, 10);
  return bell_inbox_get_waiting_count (bell_context_get_inbox (fixture->context)) >= 2;
}

static void
ring_twice (Fixture *fixture)
{
  g_autoptr (JsonNode) payload = json_from_string ("{\"message\":\"hi\"}", NULL);

  demo_shop_emit (fixture->server, "notification", payload);
  demo_shop_emit (fixture->server, "notification", payload);
  bell_test_await (has_waiting, fixture, MS, "two events");
}

static void
test_states (Fixture *fixture,
             gconstpointer data)
{
  assert_shows (fixture, BELL_TRAY_LOOK_DEAF, 0, "Signed out");
  get_online (fixture);
  assert_shows (fixture, BELL_TRAY_LOOK_CALM, 0, "Nothing waits");
  bell_context_set_paused (fixture->context, fixture->shop, TRUE);
  bell_test_drain ();
  assert_shows (fixture, BELL_TRAY_LOOK_CALM, 0, "Nothing waits");
  g_assert_cmpstr (bell_fake_tray_get_state (fixture->tray)->text, ==, "You paused Café. It does not ring.");
}

/* A shop that falls silent is shown as such after a minute, though nothing happens then. */
static void
test_deaf (Fixture *fixture,
           gconstpointer data)
{
  get_online (fixture);
  demo_shop_close (fixture->server);
  bell_test_await (is_down, bell_shop_get_session (fixture->shop), MS, "the loss to be noticed");
  assert_shows (fixture, BELL_TRAY_LOOK_CALM, 0, "Nothing waits");
  g_assert_true (bell_fake_tray_find (fixture->tray, BELL_TRAY_RECONNECT)->enabled);
  bell_fake_clock_advance (fixture->clock, 61000);
  assert_shows (fixture, BELL_TRAY_LOOK_DEAF, 0, "Cannot hear");
}

static void
test_take (Fixture *fixture,
           gconstpointer data)
{
  BellInbox *inbox = bell_context_get_inbox (fixture->context);
  g_autoptr (BellEntry) newest = NULL;
  g_autofree char *id = NULL;

  get_online (fixture);
  ring_twice (fixture);
  assert_shows (fixture, BELL_TRAY_LOOK_WAITING, 2, "2 events wait");
  newest = g_list_model_get_item (bell_inbox_get_waiting (inbox), 0);
  id = g_strdup_printf (BELL_TRAY_TAKE "%" G_GINT64_FORMAT, bell_entry_get_id (newest));
  g_assert_nonnull (bell_fake_tray_find (fixture->tray, id));

  bell_fake_tray_choose (fixture->tray, id, NULL);
  bell_fake_tray_choose (fixture->tray, id, NULL); /* a menu that was open meanwhile */
  bell_fake_tray_choose (fixture->tray, BELL_TRAY_TAKE "4711", NULL);
  bell_fake_tray_choose (fixture->tray, BELL_TRAY_TAKE "x", NULL);
  g_assert_cmpstr (bell_entry_get_acknowledged_how (newest), ==, "tray");
  assert_shows (fixture, BELL_TRAY_LOOK_WAITING, 1, "1 event waits");
  bell_fake_tray_choose (fixture->tray, BELL_TRAY_TAKE_ALL, NULL);
  assert_shows (fixture, BELL_TRAY_LOOK_CALM, 0, "Nothing waits");
  g_assert_null (bell_fake_tray_find (fixture->tray, id));
}

static gboolean
is_ringing (gpointer user_data)
{
  Fixture *fixture = user_data;

  bell_fake_clock_advance (fixture->clock, 10);
  return bell_alarm_get_ringing (bell_context_get_alarm (fixture->context));
}

static void
test_silence (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (JsonNode) payload = json_from_string ("{\"order\":{\"id\":7},\"user\":{}}", NULL);

  get_online (fixture);
  demo_shop_emit (fixture->server, "notification", payload);
  bell_test_await (is_ringing, fixture, MS, "the alarm");
  assert_shows (fixture, BELL_TRAY_LOOK_RINGING, 1, "1 event waits");
  g_assert_true (bell_fake_tray_find (fixture->tray, BELL_TRAY_SILENCE)->enabled);
  bell_fake_tray_choose (fixture->tray, BELL_TRAY_SILENCE, NULL);
  assert_shows (fixture, BELL_TRAY_LOOK_WAITING, 1, "1 event waits");
  g_assert_null (bell_fake_tray_find (fixture->tray, BELL_TRAY_SILENCE));
  bell_fake_tray_choose (fixture->tray, BELL_TRAY_RING_AGAIN, NULL);
  settle (fixture);
  g_assert_true (bell_fake_tray_find (fixture->tray, BELL_TRAY_SILENCE)->enabled);
  bell_fake_tray_choose (fixture->tray, BELL_TRAY_SILENCE, NULL);
  bell_fake_clock_advance (fixture->clock, BELL_SILENCE_S * 1000);
  assert_shows (fixture, BELL_TRAY_LOOK_RINGING, 1, "1 event waits");
}

static void
test_asked (Fixture *fixture,
            gconstpointer data)
{
  const struct
  {
    const char *id; /* NULL: the icon itself */
    const char *asked;
  } cases[] = {
    { NULL, "open tok" },
    { BELL_TRAY_OPEN, "open tok" },
    { BELL_TRAY_SHOP "a", "open tok" },
    { BELL_TRAY_PREFERENCES, "preferences tok" },
    { BELL_TRAY_QUIT, "quit tok" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      if (cases[i].id != NULL)
        bell_fake_tray_choose (fixture->tray, cases[i].id, "tok");
      else
        bell_fake_tray_activate (fixture->tray, "tok");
      g_assert_cmpstr (fixture->asked, ==, cases[i].asked);
    }
}

/* A burst is one change of the icon; and after the end there is none. */
static void
test_settles (Fixture *fixture,
              gconstpointer data)
{
  guint before;

  settle (fixture);
  before = *bell_fake_tray_n_shown (fixture->tray);
  for (guint i = 0; i < 10; i++)
    bell_context_rename_shop (fixture->context, fixture->shop, i % 2 == 0 ? "One" : "Two");
  settle (fixture);
  g_assert_cmpuint (*bell_fake_tray_n_shown (fixture->tray), ==, before + 1);
  settle (fixture);
  g_assert_cmpuint (*bell_fake_tray_n_shown (fixture->tray), ==, before + 1);

  bell_context_rename_shop (fixture->context, fixture->shop, "Three");
  bell_tray_presenter_stop (fixture->presenter);
  bell_context_rename_shop (fixture->context, fixture->shop, "Four");
  settle (fixture);
  g_assert_cmpuint (*bell_fake_tray_n_shown (fixture->tray), ==, before + 1);
}

#define ADD(path, func) g_test_add ("/app/tray-presenter/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  ADD ("states", test_states);
  ADD ("deaf", test_deaf);
  ADD ("take", test_take);
  ADD ("silence", test_silence);
  ADD ("asked", test_asked);
  ADD ("settles", test_settles);
  return g_test_run ();
}
