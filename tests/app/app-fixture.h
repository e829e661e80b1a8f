/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-fake-clock.h"
#include "bell-fake-notifier.h"
#include "bell-fake-ringer.h"
#include "bell-test.h"

G_BEGIN_DECLS

/* A whole context on fakes, with one shop, "Café", to which nobody is signed in. */
typedef struct
{
  BellFakeClock *clock;
  BellSettings *settings;
  BellSecrets *secrets;
  BellHistory *history;
  BellFakeNotifier *notifier;
  BellFakeRinger *ringer;
  BellContext *context;
  BellShop *shop; /* borrowed */
} AppFixture;

/* history_path: (nullable): NULL keeps it in memory. */
void app_fixture_set_up (AppFixture *fixture, const char *history_path);
void app_fixture_tear_down (AppFixture *fixture);

/* The shop's session, as if it had connected; no socket is opened. */
void app_fixture_go_online (AppFixture *fixture);

/* The first rule for all of a kind or marker, changed and on, or a new one. */
void app_fixture_save_rule (BellRules *rules, const char *shop, BellRuleScope scope, const char *subject,
                            gboolean announce, BellUrgency urgency);

G_END_DECLS
