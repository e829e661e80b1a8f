/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-format.h"
#include "bell-verdict.h"

G_BEGIN_DECLS

/* The stations of an event's way, in its order. */
typedef enum
{
  BELL_SELF_TEST_LISTENING, /* the shop can be heard at all; the test's event does not come from there */
  BELL_SELF_TEST_READ,
  BELL_SELF_TEST_JUDGED,
  BELL_SELF_TEST_STORED,
  BELL_SELF_TEST_BUBBLE,
  BELL_SELF_TEST_SOUND,
} BellSelfTestStage;
#define BELL_SELF_TEST_N_STAGES (BELL_SELF_TEST_SOUND + 1)

typedef enum
{
  BELL_SELF_TEST_PENDING,
  BELL_SELF_TEST_PASSED,
  BELL_SELF_TEST_SKIPPED, /* nothing is wrong, but it was not to happen: the rule says so */
  BELL_SELF_TEST_FAILED,
} BellSelfTestOutcome;

/* Sentences about a test of the whole way. All translated, plain text, and freed with g_free() unless const. */

const char *bell_format_self_test_stage (BellSelfTestStage stage);       /* "Connection" */
const char *bell_format_self_test_icon (BellSelfTestOutcome outcome);    /* a symbolic icon's name */
const char *bell_format_self_test_style (BellSelfTestOutcome outcome);   /* a style of bell_remedy_set_style() */
const char *bell_format_self_test_outcome (BellSelfTestOutcome outcome); /* "Passed", for who cannot see the icon */

/* What is said of a stage that passed; of READ and SOUND there is no more to say. */
char *bell_format_self_test_listening (const BellGlance *glance, BellSelfTestOutcome *outcome);
char *bell_format_self_test_judged (const BellVerdict *verdict);
char *bell_format_self_test_stored (const char *trouble);  /* (nullable): why it is not */
char *bell_format_self_test_bubble (const BellVerdict *verdict, const char *trouble, BellSelfTestOutcome outcome);
char *bell_format_self_test_sound (const BellVerdict *verdict, const char *trouble, gboolean silenced,
                                   BellSelfTestOutcome outcome);

/* Whether this rule is to make a sound that a test can wait for. */
gboolean bell_format_self_test_sounds (const BellVerdict *verdict);

/* All at one glance. outcomes: of all stages. */
char *bell_format_self_test_summary (const BellSelfTestOutcome *outcomes);
char *bell_format_self_test_time (gint64 us); /* "12 ms", "1.4 s" */

G_END_DECLS
