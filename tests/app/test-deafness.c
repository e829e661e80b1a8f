/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-deafness.h"
#include "bell-fake-clock.h"
#include "bell-fake-notifier.h"
#include "bell-fake-ringer.h"
#include "bell-session-private.h"
#include "bell-test.h"

#include <stdlib.h>
#include <string.h>

/* Two shops, "a" and "b", whose sessions are told what happened to them; no socket is ever opened. */
typedef struct
{
  BellFakeClock *clock;
  BellSettings *settings;
  BellSecrets *secrets;
  BellHistory *history;
  BellInbox *inbox;
  BellRules *rules;
  BellFakeNotifier *notifier;
  BellFakeRinger *ringer;
  BellAlarm *alarm;
  BellPresence *presence;
  GListStore *shops;
  BellDeafness *deafness;
  guint opened;
} Fixture;

static void
on_open (BellDeafness *deafness,
         const char *token,
         Fixture *fixture)
{
  fixture->opened++;
}

static void
add_shop (Fixture *fixture,
          const char *name)
{
  g_autoptr (BellShopInfo) info = bell_shop_info_new ();
  g_autoptr (OeClient) client = NULL;
  g_autoptr (BellSession) session = NULL;
  g_autoptr (BellShop) shop = NULL;
  g_autoptr (GError) error = NULL;

  g_free (info->name);
  info->name = g_strdup (name);
  g_free (info->url);
  info->url = g_strdup ("https://cafe.example");
  client = oe_client_new (info->url, "token", BELL_CLOCK (fixture->clock));
  oe_client_set_fingerprint (client, "shopbell-test");
  session = bell_session_new (info, client, fixture->secrets, NULL, BELL_CLOCK (fixture->clock), &error);
  g_assert_no_error (error);
  shop = bell_shop_new (info, session, client);
  g_list_store_append (fixture->shops, shop);
}

static void
set_up (Fixture *fixture)
{
  fixture->clock = bell_fake_clock_new ();
  fixture->settings = bell_settings_new_in_memory ();
  fixture->secrets = bell_memory_secrets_new ();
  fixture->history = bell_history_new (NULL);
  fixture->inbox = bell_inbox_new (fixture->history, BELL_CLOCK (fixture->clock));
  fixture->rules = bell_rules_new (fixture->settings);
  fixture->notifier = bell_fake_notifier_new ();
  fixture->ringer = bell_fake_ringer_new ();
  fixture->alarm = bell_alarm_new (fixture->inbox, fixture->rules, BELL_RINGER (fixture->ringer),
                                   BELL_NOTIFIER (fixture->notifier), BELL_CLOCK (fixture->clock));
  fixture->presence = bell_presence_new (NULL, BELL_CLOCK (fixture->clock));
  fixture->shops = g_list_store_new (BELL_TYPE_SHOP);
  add_shop (fixture, "a");
  fixture->deafness = bell_deafness_new (G_LIST_MODEL (fixture->shops), fixture->settings, fixture->alarm,
                                         BELL_NOTIFIER (fixture->notifier), fixture->presence,
                                         BELL_CLOCK (fixture->clock));
  add_shop (fixture, "b");
  g_signal_connect (fixture->deafness, "open", G_CALLBACK (on_open), fixture);
}

static void
tear_down (Fixture *fixture)
{
  bell_deafness_stop (fixture->deafness);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->shops)); i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (G_LIST_MODEL (fixture->shops), i);

      bell_session_close (bell_shop_get_session (shop));
    }
  bell_history_close (fixture->history);
  bell_test_drain ();
  g_assert_finalize_object (fixture->deafness);
  g_object_unref (fixture->shops);
  g_object_unref (fixture->presence);
  g_object_unref (fixture->alarm);
  g_object_unref (fixture->ringer);
  g_object_unref (fixture->notifier);
  g_object_unref (fixture->rules);
  g_object_unref (fixture->inbox);
  g_object_unref (fixture->history);
  g_object_unref (fixture->secrets);
  g_object_unref (fixture->settings);
  g_object_unref (fixture->clock);
}

/* The words of the scenarios */

static BellSession *
get_session (Fixture *fixture,
             char name)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->shops));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (G_LIST_MODEL (fixture->shops), i);

      if (bell_shop_get_name (shop)[0] == name)
        return bell_shop_get_session (shop);
    }
  g_assert_not_reached ();
}

static void
tell (Fixture *fixture,
      char name,
      const char *what)
{
  static const struct
  {
    const char *name;
    BellSessionInput inputs[3];
    guint n;
  } words[] = {
    { "online", { BELL_SESSION_INPUT_START, BELL_SESSION_INPUT_ATTEMPT, BELL_SESSION_INPUT_JOINED }, 3 },
    { "lost", { BELL_SESSION_INPUT_LOST }, 1 },
    { "attempt", { BELL_SESSION_INPUT_ATTEMPT }, 1 },
    { "joined", { BELL_SESSION_INPUT_ATTEMPT, BELL_SESSION_INPUT_JOINED }, 2 },
    { "offline", { BELL_SESSION_INPUT_LOST_OFFLINE }, 1 },
    { "refused", { BELL_SESSION_INPUT_REFUSED }, 1 },
    { "expired", { BELL_SESSION_INPUT_SESSION_OVER }, 1 },
    { "locked", { BELL_SESSION_INPUT_START, BELL_SESSION_INPUT_KEYRING_LOCKED }, 2 },
    { "no-tokens", { BELL_SESSION_INPUT_START, BELL_SESSION_INPUT_NO_TOKENS }, 2 },
    { "paused", { BELL_SESSION_INPUT_STOP }, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strcmp (what, words[i].name) != 0)
        continue;
      for (guint j = 0; j < words[i].n; j++)
        bell_session_apply (get_session (fixture, name), words[i].inputs[j], NULL);
      return;
    }
  g_assert_not_reached ();
}

static void
remove_shop (Fixture *fixture,
             char name)
{
  g_autoptr (BellShop) first = g_list_model_get_item (G_LIST_MODEL (fixture->shops), 0);

  bell_session_close (get_session (fixture, name));
  g_list_store_remove (fixture->shops, bell_shop_get_name (first)[0] == name ? 0 : 1);
}

static void
expect (Fixture *fixture,
        const char *what,
        const char *value)
{
  g_autofree char *log = NULL;

  if (strcmp (what, "heard") == 0)
    {
      log = bell_fake_ringer_take_log (fixture->ringer);
      g_assert_cmpstr (log, ==, value);
    }
  else if (strcmp (what, "deaf") == 0)
    g_assert_cmpuint (bell_deafness_get_count (fixture->deafness), ==, atoi (value));
  else if (strcmp (what, "shown") == 0)
    g_assert_cmpuint (bell_fake_notifier_get_n_shown (fixture->notifier), ==, atoi (value));
  else if (strcmp (what, "withdrawn") == 0)
    g_assert_cmpuint (bell_fake_notifier_get_n_withdrawn (fixture->notifier), ==, atoi (value));
  else if (strcmp (what, "key") == 0)
    g_assert_cmpstr (bell_fake_notifier_get_key (fixture->notifier), ==, value);
  else if (strcmp (what, "opened") == 0)
    g_assert_cmpuint (fixture->opened, ==, atoi (value));
  else if (strcmp (what, "bubbles") == 0)
    g_assert_cmpuint (bell_deafness_get_bubbles (fixture->deafness), ==, atoi (value));
  else if (strcmp (what, "idle") == 0)
    g_assert_cmpint (bell_fake_clock_next_ms (fixture->clock), ==, -1);
  else
    g_assert_not_reached ();
}

static void
play_step (Fixture *fixture,
           const char *step)
{
  g_auto (GStrv) words = g_strsplit (step, " ", 2);
  const char *verb = words[0], *rest = words[1] != NULL ? words[1] : "";

  if (strcmp (verb, "a") == 0 || strcmp (verb, "b") == 0)
    tell (fixture, verb[0], rest);
  else if (strcmp (verb, "remove") == 0)
    remove_shop (fixture, rest[0]);
  else if (strcmp (verb, "wait") == 0)
    bell_fake_clock_advance (fixture->clock, atoi (rest) * 1000);
  else if (strcmp (verb, "sleep") == 0)
    bell_fake_clock_jump (fixture->clock, atoi (rest) * 1000);
  else if (strcmp (verb, "wake") == 0)
    g_signal_emit_by_name (fixture->presence, "woke");
  else if (strcmp (verb, "over") == 0)
    bell_fake_ringer_finish (fixture->ringer);
  else if (strcmp (verb, "click") == 0)
    bell_fake_notifier_activate (fixture->notifier, rest);
  else if (strcmp (verb, "close") == 0)
    g_signal_emit_by_name (fixture->notifier, "closed", "deaf", atoi (rest));
  else if (strcmp (verb, "close-back") == 0)
    g_signal_emit_by_name (fixture->notifier, "closed", "heard-again", atoi (rest));
  else if (strcmp (verb, "daemon") == 0)
    g_object_notify (G_OBJECT (fixture->notifier), "available");
  else if (strcmp (verb, "silence") == 0)
    bell_alarm_silence (fixture->alarm, atoi (rest));
  else if (strcmp (verb, "after") == 0)
    g_object_set (fixture->settings, "deaf-after", atoi (rest), NULL);
  else if (strcmp (verb, "repeat") == 0)
    g_object_set (fixture->settings, "deaf-repeat", atoi (rest), NULL);
  else if (strcmp (verb, "sound") == 0)
    g_object_set (fixture->settings, "deaf-sound", rest, NULL);
  else if (strcmp (verb, "want-bubbles") == 0)
    g_object_set (fixture->settings, "notify-when-deaf", strcmp (rest, "yes") == 0, NULL);
  else
    expect (fixture, verb, rest);
}

#define MAX_STEPS 28
#define LOST "heard play lost-the-shop 100"
#define BOTH "a online", "b online"

static const struct
{
  const char *name;
  const char *steps[MAX_STEPS];
} scenarios[] = {
  { "online-is-idle", { BOTH, "wait 86400", "deaf 0", "heard ", "shown 0", "idle" } },
  { "a-minute",
    { BOTH, "a lost", "wait 59", "deaf 0", "heard ", "bubbles 0", "wait 1", "deaf 1", LOST, "shown 1", "bubbles 1", "key deaf", "a attempt",
      "a lost", "a attempt", "shown 1", "a joined", "deaf 0", "withdrawn 1", "shown 2", "key heard-again", "heard " } },
  { "bubbles-are-counted",
    { BOTH, "a lost", "b lost", "wait 60", "bubbles 1", "a joined", "shown 3", "bubbles 2", "b joined", "bubbles 1",
      "close-back 1", "bubbles 0" } },
  { "short-loss-is-not-worth-a-word",
    { BOTH, "a lost", "wait 50", "a joined", "wait 3600", "heard ", "shown 0", "withdrawn 0" } },
  { "sounds-again",
    { BOTH, "a lost", "wait 60", LOST, "over", "wait 299", "heard ", "wait 1", LOST, "over", "a joined", "wait 3600",
      "heard ", "idle" } },
  { "once-only", { BOTH, "repeat 0", "a lost", "wait 60", LOST, "over", "wait 3600", "heard ", "deaf 1" } },
  { "got-it",
    { BOTH, "a lost", "wait 60", LOST, "over", "click acknowledge", "opened 0", "wait 3600", "heard ", "deaf 1",
      "b lost", "wait 60", LOST, "deaf 2" } },
  { "opened", { BOTH, "a lost", "wait 60", LOST, "over", "click default", "opened 1", "wait 3600", "heard " } },
  { "silenced",
    { BOTH, "a lost", "wait 60", LOST, "over", "wait 200", "silence 300", "wait 299", "heard ", "wait 1", LOST } },
  { "one-bubble-for-two",
    { BOTH, "a lost", "b lost", "wait 60", "deaf 2", LOST, "over", "shown 1", "a joined", "deaf 1", "withdrawn 0",
      "b joined", "deaf 0", "withdrawn 1" } },
  { "put-away-stays-away", { BOTH, "a lost", "wait 60", "shown 1", "close 2", "a attempt", "a lost", "daemon", "shown 1" } },
  { "daemon-comes-back", { BOTH, "a lost", "wait 60", "shown 1", "close 4", "daemon", "shown 2", "key deaf" } },
  { "refused-at-once", { BOTH, "a refused", "wait 0", "deaf 1", LOST, "shown 1" } },
  { "expired-at-once", { BOTH, "a expired", "wait 0", "deaf 1", LOST, "shown 1" } },
  { "locked-at-once", { "b online", "a locked", "wait 0", "deaf 1", LOST } },
  { "expires-while-deaf", { BOTH, "a lost", "wait 60", "shown 1", "a attempt", "a expired", "deaf 1", "shown 2" } },
  { "nobody-signed-in", { "b online", "a no-tokens", "wait 59", "deaf 0", "wait 1", "deaf 1", LOST } },
  { "offline", { BOTH, "a offline", "b offline", "wait 60", "deaf 2", LOST, "shown 1" } },
  { "paused-is-not-deaf", { BOTH, "a lost", "a paused", "b paused", "wait 3600", "deaf 0", "heard ", "idle" } },
  { "paused-while-deaf", { BOTH, "a lost", "wait 60", "deaf 1", "a paused", "deaf 0", "withdrawn 1", "shown 1" } },
  { "removed-while-deaf", { BOTH, "a lost", "wait 60", "deaf 1", "remove a", "deaf 0", "withdrawn 1" } },
  { "asleep-counts-but-may-connect-first",
    { BOTH, "a offline", "b offline", "wait 10", "sleep 3600", "wake", "wait 14", "deaf 0", "heard ", "a joined",
      "shown 1", "key heard-again", "wait 1", "deaf 1", LOST } },
  { "other-patience", { BOTH, "after 20", "a lost", "wait 20", "deaf 1", LOST } },
  { "little-patience", { BOTH, "after 10", "a lost", "wait 9", "deaf 0", "wait 1", "deaf 1", LOST } },
  { "never", { BOTH, "after 0", "a lost", "b expired", "wait 86400", "deaf 0", "heard ", "idle" } },
  { "changed-patience", { BOTH, "after 0", "a lost", "wait 300", "heard ", "after 60", "deaf 1", LOST } },
  { "own-sound", { BOTH, "sound two-tone", "a lost", "wait 60", "heard play two-tone 100" } },
  { "no-sound", { BOTH, "sound ", "a lost", "wait 60", "heard ", "shown 1" } },
  { "no-bubble", { BOTH, "want-bubbles no", "a lost", "wait 60", LOST, "shown 0", "a joined", "shown 0", "withdrawn 0" } },
};

static void
test_scenario (gconstpointer data)
{
  const char *const *steps = data;
  Fixture fixture = { 0 };

  set_up (&fixture);
  for (guint i = 0; i < MAX_STEPS && steps[i] != NULL; i++)
    {
      g_test_message ("%s", steps[i]);
      play_step (&fixture, steps[i]);
    }
  tear_down (&fixture);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    {
      g_autofree char *path = g_strdup_printf ("/deafness/%s", scenarios[i].name);

      g_test_add_data_func (path, scenarios[i].steps, test_scenario);
    }
  return g_test_run ();
}
