/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "bell-session-private.h"

static BellShop *
add_shop (AppFixture *fixture)
{
  g_autoptr (BellShopInfo) info = bell_shop_info_new ();
  g_autoptr (OeClient) client = NULL;
  g_autoptr (BellShop) shop = NULL;
  g_autoptr (GError) error = NULL;

  g_free (info->name);
  info->name = g_strdup ("Café");
  g_free (info->url);
  info->url = g_strdup ("https://cafe.example");
  g_free (info->fingerprint);
  info->fingerprint = g_strdup ("shopbell-test");
  client = bell_context_new_client (fixture->context, info->url, "app-token", NULL, info->fingerprint);
  shop = bell_context_make_shop (fixture->context, info, client, &error);
  g_assert_no_error (error);
  bell_context_adopt_shop (fixture->context, shop);
  return bell_context_find_shop (fixture->context, info->id);
}

void
app_fixture_set_up (AppFixture *fixture,
                    const char *history_path)
{
  BellContextParts parts;

  fixture->clock = bell_fake_clock_new ();
  fixture->settings = bell_settings_new_in_memory ();
  fixture->secrets = bell_memory_secrets_new ();
  fixture->history = bell_history_new (history_path);
  fixture->notifier = bell_fake_notifier_new ();
  fixture->ringer = bell_fake_ringer_new ();
  parts = (BellContextParts) {
    .settings = fixture->settings,
    .secrets = fixture->secrets,
    .history = fixture->history,
    .notifier = BELL_NOTIFIER (fixture->notifier),
    .ringer = BELL_RINGER (fixture->ringer),
    .clock = BELL_CLOCK (fixture->clock),
  };
  fixture->context = bell_context_new (&parts);
  bell_context_start (fixture->context);
  fixture->shop = add_shop (fixture);
}

void
app_fixture_tear_down (AppFixture *fixture)
{
  bell_context_stop (fixture->context);
  bell_test_drain ();
  g_assert_finalize_object (fixture->context);
  g_object_unref (fixture->ringer);
  g_object_unref (fixture->notifier);
  g_object_unref (fixture->history);
  g_object_unref (fixture->secrets);
  g_object_unref (fixture->settings);
  g_object_unref (fixture->clock);
}

void
app_fixture_go_online (AppFixture *fixture)
{
  BellSession *session = bell_shop_get_session (fixture->shop);

  bell_session_apply (session, BELL_SESSION_INPUT_START, NULL);
  bell_session_apply (session, BELL_SESSION_INPUT_JOINED, NULL);
  g_assert_cmpint (bell_session_get_state (session), ==, BELL_SESSION_ONLINE);
}

void
app_fixture_save_rule (BellRules *rules,
                       const char *shop,
                       BellRuleScope scope,
                       const char *subject,
                       gboolean announce,
                       BellUrgency urgency)
{
  const BellRule *old = bell_rules_find_for (rules, shop, scope, subject);
  g_autoptr (BellRule) rule = old != NULL ? bell_rule_copy (old) : bell_rule_new (scope, subject);

  rule->enabled = TRUE;
  rule->announce = announce;
  rule->urgency = urgency;
  bell_rules_save (rules, shop, rule);
}
