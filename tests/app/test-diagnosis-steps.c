/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-diagnosis-steps.h"
#include "bell-format-account.h"
#include "bell-test.h"
#include "oe-error.h"

#include <string.h>

#define ALL_WELL "AAAAAAAAA"

/* A shop where all is well, and what goes wrong there: a row changes one thing. */
typedef struct
{
  const char *name;
  void (*spoil) (BellDiagnosisFacts *facts);
  const char *findings; /* a letter a step: P A(ll right) N(ote) B(ad) S(kipped) */
  BellCheck check;      /* whose sentence and remedy are looked at */
  const char *part;     /* of that sentence */
  BellRemedy remedy;
} Case;

static GError *errors[8];

static const GError *
make_error (guint place,
            OeError code)
{
  if (errors[place] == NULL)
    errors[place] = g_error_new_literal (OE_ERROR, code, "The server's words");
  return errors[place];
}

static void
spoil_nothing (BellDiagnosisFacts *facts)
{
}

static void
spoil_address (BellDiagnosisFacts *facts)
{
  facts->check.error = make_error (0, OE_ERROR_NO_ONEENTRY);
}

static void
spoil_app_token (BellDiagnosisFacts *facts)
{
  facts->check.error = make_error (1, OE_ERROR_APP_TOKEN);
}

static void
spoil_app_token_soon (BellDiagnosisFacts *facts)
{
  facts->app_token_days = 5;
}

static void
spoil_hidden (BellDiagnosisFacts *facts)
{
  facts->check.error = make_error (2, OE_ERROR_FORBIDDEN);
  facts->user.error = facts->check.error;
  facts->events.error = facts->check.error;
  facts->subscriptions.error = facts->check.error;
}

static void
spoil_sign_in (BellDiagnosisFacts *facts)
{
  facts->glance.state = BELL_SESSION_EXPIRED;
}

static void
spoil_keyring (BellDiagnosisFacts *facts)
{
  facts->glance.state = BELL_SESSION_LOCKED;
}

static void
spoil_events (BellDiagnosisFacts *facts)
{
  facts->n_events = 0;
}

static void
spoil_subscriptions (BellDiagnosisFacts *facts)
{
  facts->n_subscriptions = 0;
}

static void
spoil_connection (BellDiagnosisFacts *facts)
{
  facts->glance.state = BELL_SESSION_REFUSED;
  facts->glance.error = make_error (3, OE_ERROR_FORBIDDEN);
}

static void
spoil_pause (BellDiagnosisFacts *facts)
{
  facts->glance.state = BELL_SESSION_STOPPED;
}

static void
spoil_rules (BellDiagnosisFacts *facts)
{
  facts->n_silent = 2;
}

static void
spoil_last (BellDiagnosisFacts *facts)
{
  facts->last_title = NULL;
}

static void
spoil_all_pending (BellDiagnosisFacts *facts)
{
  facts->check.done = facts->user.done = facts->events.done = facts->subscriptions.done = facts->last.done = FALSE;
}

static void
spoil_server (BellDiagnosisFacts *facts)
{
  facts->user.error = make_error (4, OE_ERROR_SERVER);
  facts->events.error = facts->user.error;
  facts->subscriptions.error = facts->user.error;
}

static const Case cases[] = {
  { "well", spoil_nothing, ALL_WELL, BELL_CHECK_LAST_EVENT, "Order 7", BELL_REMEDY_NONE },
  { "address", spoil_address, "BSASSSAAA", BELL_CHECK_ADDRESS, "no OneEntry shop", BELL_REMEDY_TRY_NOW },
  { "app-token", spoil_app_token, "ABASSSAAA", BELL_CHECK_APP_TOKEN, "does not accept this app token",
    BELL_REMEDY_APP_TOKEN },
  { "app-token-soon", spoil_app_token_soon, "ANAAAAAAA", BELL_CHECK_APP_TOKEN, "5 days", BELL_REMEDY_APP_TOKEN },
  { "hidden", spoil_hidden, "AAANNNAAA", BELL_CHECK_EVENTS, "Socket IO", BELL_REMEDY_OPEN_EVENTS },
  { "sign-in", spoil_sign_in, "AABSSSSAA", BELL_CHECK_SIGN_IN, "ended the sign-in", BELL_REMEDY_SIGN_IN },
  { "keyring", spoil_keyring, "AABSSSSAA", BELL_CHECK_SIGN_IN, "password store", BELL_REMEDY_UNLOCK },
  { "events", spoil_events, "AAAABAAAA", BELL_CHECK_EVENTS, "no events", BELL_REMEDY_OPEN_EVENTS },
  { "subscriptions", spoil_subscriptions, "AAAAANAAA", BELL_CHECK_SUBSCRIPTION, "no product",
    BELL_REMEDY_SUBSCRIPTIONS },
  { "connection", spoil_connection, "AAAAAABAA", BELL_CHECK_CONNECTION, "refused the connection", BELL_REMEDY_TRY_NOW },
  { "pause", spoil_pause, "AAAAAABAA", BELL_CHECK_CONNECTION, "paused", BELL_REMEDY_RESUME },
  { "rules", spoil_rules, "AAAAAAANA", BELL_CHECK_RULES, "2 kinds", BELL_REMEDY_RULES },
  { "last", spoil_last, "AAAAAAAAN", BELL_CHECK_LAST_EVENT, "test alert", BELL_REMEDY_TEST },
  { "server", spoil_server, "AAABNNAAA", BELL_CHECK_PERMISSION, "problem of its own", BELL_REMEDY_TRY_NOW },
  { "pending", spoil_all_pending, "PPAPPPAAP", BELL_CHECK_ADDRESS, "Asking", BELL_REMEDY_NONE },
};

static BellDiagnosisFacts
make_facts (void)
{
  return (BellDiagnosisFacts){
    .glance = { .state = BELL_SESSION_ONLINE, .shop = "Café <&>", .heard_ago = 4, .next_in = -1 },
    .check = { TRUE, NULL },
    .app_token_days = 300,
    .user = { TRUE, NULL },
    .login = "till@example.com",
    .events = { TRUE, NULL },
    .n_events = 7,
    .subscriptions = { TRUE, NULL },
    .n_subscriptions = 2,
    .last = { TRUE, NULL },
    .last_title = "Order 7",
    .last_ago = 240,
  };
}

static void
test_table (gconstpointer data)
{
  static const char letters[] = { 'P', 'A', 'N', 'B', 'S' };
  const Case *row = data;
  BellDiagnosisFacts facts = make_facts ();
  BellFinding findings[BELL_N_CHECKS] = { 0 };
  g_autofree char *summary = NULL;
  char got[BELL_N_CHECKS + 1] = "";

  row->spoil (&facts);
  for (BellCheck check = 0; check < BELL_N_CHECKS; check++)
    {
      bell_diagnosis_judge (check, &facts, &findings[check]);
      got[check] = letters[findings[check].state];
      g_assert_nonnull (findings[check].sentence);
      g_assert_cmpstr (findings[check].sentence, !=, "");
      g_assert_cmpstr (bell_check_title (check), !=, "");
    }
  g_assert_cmpstr (got, ==, row->findings);
  if (strstr (findings[row->check].sentence, row->part) == NULL)
    g_error ("“%s” is not in “%s”", row->part, findings[row->check].sentence);
  g_assert_cmpint (findings[row->check].remedy, ==, row->remedy);

  /* What is bad is said on top, in its own words. */
  summary = bell_diagnosis_sum_up (findings);
  if (strchr (got, 'B') != NULL)
    g_assert_cmpstr (summary, ==, findings[strchr (got, 'B') - got].sentence);
  else
    g_assert_cmpstr (summary, !=, "");
  for (BellCheck check = 0; check < BELL_N_CHECKS; check++)
    bell_finding_clear (&findings[check]);
}

static void
test_looks (void)
{
  for (BellFindingState state = BELL_FINDING_PENDING; state <= BELL_FINDING_SKIPPED; state++)
    {
      g_assert_true (g_str_has_suffix (bell_finding_icon (state), "-symbolic"));
      g_assert_cmpstr (bell_finding_word (state), !=, "");
      for (BellFindingState other = BELL_FINDING_PENDING; other < state; other++)
        {
          /* Told apart without colours. */
          g_assert_cmpstr (bell_finding_icon (state), !=, bell_finding_icon (other));
          g_assert_cmpstr (bell_finding_word (state), !=, bell_finding_word (other));
        }
    }
  g_assert_cmpstr (bell_finding_style (BELL_FINDING_BAD), ==, "error");
}

static void
test_app_token (void)
{
  static const struct
  {
    int days;
    const char *warning; /* a part of it; NULL: none */
    const char *words;
  } rows[] = {
    { -1, NULL, "does not say" },
    { 0, "today", "today" },
    { 1, "1 day.", "1 day." },
    { 14, "14 days", "14 days" },
    { 15, NULL, "15 more days" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *warning = bell_format_app_token_end (rows[i].days);
      g_autofree char *words = bell_format_app_token (rows[i].days);

      g_assert_true ((warning != NULL) == (rows[i].warning != NULL));
      if (warning != NULL)
        g_assert_nonnull (strstr (warning, rows[i].warning));
      g_assert_nonnull (strstr (words, rows[i].words));
    }
}

static void
test_words (void)
{
  static const struct
  {
    OeDevice device;
    const char *text;
  } devices[] = {
    { { (char *) "Linux", (char *) "Shopbell", (char *) "de_DE" }, "Shopbell on Linux · de_DE" },
    { { (char *) "Linux", (char *) "", (char *) "" }, "Linux" },
    { { (char *) "", (char *) "Firefox", (char *) "en" }, "Firefox · en" },
    { { (char *) "", (char *) "", (char *) "" }, "A device the shop does not name" },
  };
  g_autofree char *never = bell_format_heard (-1);
  g_autofree char *heard = bell_format_heard (4);
  g_autofree char *wait = bell_format_send_code (12, TRUE);
  g_autofree char *first = bell_format_send_code (0, FALSE);
  g_autofree char *again = bell_format_send_code (0, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    {
      g_autofree char *text = bell_format_device (&devices[i].device);

      g_assert_cmpstr (text, ==, devices[i].text);
    }
  g_assert_cmpstr (never, ==, "Connected; nothing was heard yet.");
  g_assert_cmpstr (heard, ==, "Connected; last heard 4 s ago.");
  g_assert_cmpstr (wait, ==, "Send again in 12 s");
  g_assert_cmpstr (first, ==, "Send a Code");
  g_assert_cmpstr (again, ==, "Send Again");
}

int
main (int argc,
      char **argv)
{
  int result;

  bell_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/app/diagnosis/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_table);
    }
  g_test_add_func ("/app/diagnosis/looks", test_looks);
  g_test_add_func ("/app/format-account/app-token", test_app_token);
  g_test_add_func ("/app/format-account/words", test_words);
  result = g_test_run ();
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    g_clear_error (&errors[i]);
  return result;
}
