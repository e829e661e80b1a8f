/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-format.h"

G_BEGIN_DECLS

/* The way of an event, in the order in which it is looked at. */
typedef enum
{
  BELL_CHECK_ADDRESS,
  BELL_CHECK_APP_TOKEN,
  BELL_CHECK_SIGN_IN,
  BELL_CHECK_PERMISSION,
  BELL_CHECK_EVENTS,
  BELL_CHECK_SUBSCRIPTION,
  BELL_CHECK_CONNECTION,
  BELL_CHECK_RULES,
  BELL_CHECK_LAST_EVENT,
} BellCheck;
#define BELL_N_CHECKS (BELL_CHECK_LAST_EVENT + 1)

typedef enum
{
  BELL_FINDING_PENDING, /* it is being looked at */
  BELL_FINDING_OK,
  BELL_FINDING_NOTE,    /* may be the reason, or just so */
  BELL_FINDING_BAD,     /* this is why nothing is heard */
  BELL_FINDING_SKIPPED, /* cannot be looked at while an earlier step is bad */
} BellFindingState;

/* An answer that is waited for: none yet, or one with or without an error. */
typedef struct
{
  gboolean done;
  const GError *error; /* (nullable) */
} BellAnswer;

/* All that the steps are judged by. Borrowed. */
typedef struct
{
  BellGlance glance;      /* how the shop stands */
  BellAnswer check;       /* address and app token */
  int app_token_days;     /* -1: it does not say when it ends */
  BellAnswer user;
  const char *login;
  BellAnswer events;
  guint n_events;
  BellAnswer subscriptions;
  guint n_subscriptions;
  guint n_silent;         /* kinds of events that no rule announces */
  BellAnswer last;
  const char *last_title; /* (nullable): of the newest event; NULL: there never was one */
  int last_ago;           /* seconds since */
} BellDiagnosisFacts;

typedef struct
{
  BellFindingState state;
  char *sentence;     /* what was found, then what to do */
  BellRemedy remedy;
} BellFinding;

void bell_finding_clear (BellFinding *finding);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BellFinding, bell_finding_clear)

/* Pure functions. */
const char *bell_check_title (BellCheck check);
void bell_diagnosis_judge (BellCheck check, const BellDiagnosisFacts *facts, BellFinding *finding);

/* One sentence for all of them: the first that is bad, else that all is well. findings: BELL_N_CHECKS of them. */
char *bell_diagnosis_sum_up (const BellFinding *findings);
const char *bell_finding_icon (BellFindingState state);
const char *bell_finding_style (BellFindingState state); /* as bell_format_state_style() */
const char *bell_finding_word (BellFindingState state);  /* read aloud: "All right" */

G_END_DECLS
