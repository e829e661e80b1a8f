/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-diagnosis-steps.h"

#include "bell-format-account.h"
#include "bell-format-entry.h"
#include "oe-error.h"

#include <glib/gi18n.h>

void
bell_finding_clear (BellFinding *finding)
{
  g_clear_pointer (&finding->sentence, g_free);
}

const char *
bell_check_title (BellCheck check)
{
  switch (check)
    {
    case BELL_CHECK_ADDRESS:
      return _("Address");
    case BELL_CHECK_APP_TOKEN:
      return _("App token");
    case BELL_CHECK_SIGN_IN:
      return _("Sign-in");
    case BELL_CHECK_PERMISSION:
      return _("Permission");
    case BELL_CHECK_EVENTS:
      return _("Events of the shop");
    case BELL_CHECK_SUBSCRIPTION:
      return _("Subscriptions");
    case BELL_CHECK_CONNECTION:
      return _("Connection");
    case BELL_CHECK_RULES:
      return _("Rules");
    case BELL_CHECK_LAST_EVENT:
    default:
      return _("Last event");
    }
}

static void
find (BellFinding *finding,
      BellFindingState state,
      BellRemedy remedy,
      char *sentence)
{
  finding->state = state;
  finding->remedy = remedy;
  finding->sentence = sentence;
}

static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, OE_ERROR, OE_ERROR_FORBIDDEN) ||
         g_error_matches (error, OE_ERROR, OE_ERROR_UNAUTHORIZED) ||
         g_error_matches (error, OE_ERROR, OE_ERROR_NOT_FOUND);
}

static gboolean
is_address_wrong (const BellDiagnosisFacts *facts)
{
  return facts->check.error != NULL && !is_refusal (facts->check.error) &&
         !g_error_matches (facts->check.error, OE_ERROR, OE_ERROR_APP_TOKEN);
}

static gboolean
is_app_token_wrong (const BellDiagnosisFacts *facts)
{
  return g_error_matches (facts->check.error, OE_ERROR, OE_ERROR_APP_TOKEN);
}

static gboolean
is_signed_in (const BellDiagnosisFacts *facts)
{
  switch (facts->glance.state)
    {
    case BELL_SESSION_CONNECTING:
    case BELL_SESSION_ONLINE:
    case BELL_SESSION_WAITING:
    case BELL_SESSION_OFFLINE:
    case BELL_SESSION_REFUSED:
    case BELL_SESSION_STOPPED:
      return TRUE;
    case BELL_SESSION_SIGNED_OUT:
    case BELL_SESSION_SIGNING_IN:
    case BELL_SESSION_LOCKED:
    case BELL_SESSION_EXPIRED:
    default:
      return FALSE;
    }
}

static void
skip (BellFinding *finding)
{
  find (finding, BELL_FINDING_SKIPPED, BELL_REMEDY_NONE, g_strdup (_("Not looked at: see the steps above.")));
}

static void
wait_for (BellFinding *finding)
{
  find (finding, BELL_FINDING_PENDING, BELL_REMEDY_NONE, g_strdup (_("Asking the shop…")));
}

static void
judge_address (const BellDiagnosisFacts *facts,
               BellFinding *finding)
{
  if (!facts->check.done)
    wait_for (finding);
  else if (is_address_wrong (facts))
    find (finding, BELL_FINDING_BAD, BELL_REMEDY_TRY_NOW, bell_format_error (facts->check.error));
  else
    find (finding, BELL_FINDING_OK, BELL_REMEDY_NONE, g_strdup (_("A OneEntry shop answers there.")));
}

static void
judge_app_token (const BellDiagnosisFacts *facts,
                 BellFinding *finding)
{
  if (!facts->check.done)
    wait_for (finding);
  else if (is_app_token_wrong (facts))
    find (finding, BELL_FINDING_BAD, BELL_REMEDY_APP_TOKEN, bell_format_error (facts->check.error));
  else if (is_address_wrong (facts))
    skip (finding);
  else if (facts->app_token_days >= 0 && facts->app_token_days <= BELL_APP_TOKEN_WARN_DAYS)
    find (finding, BELL_FINDING_NOTE, BELL_REMEDY_APP_TOKEN, bell_format_app_token_end (facts->app_token_days));
  else
    find (finding, BELL_FINDING_OK, BELL_REMEDY_NONE, g_strdup (_("The shop accepts it.")));
}

static void
judge_sign_in (const BellDiagnosisFacts *facts,
               BellFinding *finding)
{
  if (!is_signed_in (facts))
    find (finding, BELL_FINDING_BAD, bell_format_remedy (&facts->glance), bell_format_sentence (&facts->glance));
  else if (facts->login != NULL && *facts->login != '\0')
    /* TRANSLATORS: %s is a login */
    find (finding, BELL_FINDING_OK, BELL_REMEDY_NONE, g_strdup_printf (_("Signed in as %s."), facts->login));
  else
    find (finding, BELL_FINDING_OK, BELL_REMEDY_NONE, g_strdup (_("Somebody is signed in.")));
}

/* What is asked in the name of the account comes after these two. */
static gboolean
may_ask (const BellDiagnosisFacts *facts)
{
  return is_signed_in (facts) && !is_app_token_wrong (facts) && !is_address_wrong (facts);
}

static void
judge_permission (const BellDiagnosisFacts *facts,
                  BellFinding *finding)
{
  if (!may_ask (facts))
    skip (finding);
  else if (!facts->user.done)
    wait_for (finding);
  else if (facts->user.error == NULL)
    find (finding, BELL_FINDING_OK, BELL_REMEDY_NONE, g_strdup (_("The shop knows this account and answers it.")));
  else if (is_refusal (facts->user.error))
    find (finding, BELL_FINDING_NOTE, BELL_REMEDY_OPEN_SHOP,
          g_strdup (_("This account may not read its own data. Ask the shop’s owner whether its user group has the "
                      "permissions that events need.")));
  else
    find (finding, BELL_FINDING_BAD, BELL_REMEDY_TRY_NOW, bell_format_error (facts->user.error));
}

static void
judge_events (const BellDiagnosisFacts *facts,
              BellFinding *finding)
{
  if (!may_ask (facts))
    skip (finding);
  else if (!facts->events.done)
    wait_for (finding);
  else if (facts->events.error != NULL && !is_refusal (facts->events.error))
    find (finding, BELL_FINDING_NOTE, BELL_REMEDY_NONE, bell_format_error (facts->events.error));
  else if (facts->events.error != NULL)
    find (finding, BELL_FINDING_NOTE, BELL_REMEDY_OPEN_EVENTS,
          g_strdup (_("The shop does not tell which events it has. Its owner can look: the event must be sent by "
                      "Socket IO, and to everyone, to this account’s user group or to its subscribers.")));
  else if (facts->n_events == 0)
    find (finding, BELL_FINDING_BAD, BELL_REMEDY_OPEN_EVENTS,
          g_strdup (_("The shop has no events. Its owner sets them up in the shop’s admin.")));
  else
    find (finding, BELL_FINDING_OK, BELL_REMEDY_OPEN_EVENTS,
          g_strdup_printf (ngettext ("The shop has %u event. Which of them are sent by Socket IO, and to whom, only its "
                                     "admin shows.",
                                     "The shop has %u events. Which of them are sent by Socket IO, and to whom, only "
                                     "its admin shows.",
                                     facts->n_events),
                           facts->n_events));
}

static void
judge_subscription (const BellDiagnosisFacts *facts,
                    BellFinding *finding)
{
  if (!may_ask (facts))
    skip (finding);
  else if (!facts->subscriptions.done)
    wait_for (finding);
  else if (facts->subscriptions.error != NULL)
    find (finding, BELL_FINDING_NOTE, BELL_REMEDY_NONE,
          g_strdup (_("The shop does not tell what this account is subscribed to. Events about products may need "
                      "that.")));
  else if (facts->n_subscriptions == 0)
    find (finding, BELL_FINDING_NOTE, BELL_REMEDY_SUBSCRIPTIONS,
          g_strdup (_("This account is subscribed to no product. Events for subscribers do not reach it; all others "
                      "do.")));
  else
    find (finding, BELL_FINDING_OK, BELL_REMEDY_SUBSCRIPTIONS,
          g_strdup_printf (ngettext ("This account has %u subscription.", "This account has %u subscriptions.",
                                     facts->n_subscriptions),
                           facts->n_subscriptions));
}

static void
judge_connection (const BellDiagnosisFacts *facts,
                  BellFinding *finding)
{
  const BellGlance *glance = &facts->glance;

  if (!is_signed_in (facts))
    skip (finding);
  else if (glance->state == BELL_SESSION_ONLINE)
    find (finding, BELL_FINDING_OK, BELL_REMEDY_NONE, bell_format_heard (glance->heard_ago));
  else if (glance->state == BELL_SESSION_CONNECTING && !bell_format_is_deaf (glance))
    find (finding, BELL_FINDING_PENDING, BELL_REMEDY_NONE, bell_format_sentence (glance));
  else
    find (finding, BELL_FINDING_BAD, bell_format_remedy (glance), bell_format_sentence (glance));
}

static void
judge_rules (const BellDiagnosisFacts *facts,
             BellFinding *finding)
{
  if (facts->n_silent == 0)
    find (finding, BELL_FINDING_OK, BELL_REMEDY_NONE, g_strdup (_("Every kind of event is announced.")));
  else
    find (finding, BELL_FINDING_NOTE, BELL_REMEDY_RULES,
          g_strdup_printf (ngettext ("%u kind of event is only kept in the history.",
                                     "%u kinds of events are only kept in the history.", facts->n_silent),
                           facts->n_silent));
}

static void
judge_last (const BellDiagnosisFacts *facts,
            BellFinding *finding)
{
  g_autofree char *age = NULL;

  if (!facts->last.done)
    {
      find (finding, BELL_FINDING_PENDING, BELL_REMEDY_NONE, g_strdup (_("Looking into the history…")));
      return;
    }
  if (facts->last.error != NULL || facts->last_title == NULL)
    {
      find (finding, BELL_FINDING_NOTE, BELL_REMEDY_TEST,
            g_strdup (_("No event of this shop was ever heard. Send a test alert to see whether this computer rings; "
                        "then place a test order in the shop.")));
      return;
    }
  age = bell_format_duration (facts->last_ago * (gint64) G_USEC_PER_SEC);
  /* TRANSLATORS: the title of an event, and a duration ("4 min") */
  find (finding, BELL_FINDING_OK, BELL_REMEDY_NONE, g_strdup_printf (_("%s, %s ago."), facts->last_title, age));
}

void
bell_diagnosis_judge (BellCheck check,
                      const BellDiagnosisFacts *facts,
                      BellFinding *finding)
{
  static void (*const judges[BELL_N_CHECKS]) (const BellDiagnosisFacts *, BellFinding *) = {
    [BELL_CHECK_ADDRESS] = judge_address,
    [BELL_CHECK_APP_TOKEN] = judge_app_token,
    [BELL_CHECK_SIGN_IN] = judge_sign_in,
    [BELL_CHECK_PERMISSION] = judge_permission,
    [BELL_CHECK_EVENTS] = judge_events,
    [BELL_CHECK_SUBSCRIPTION] = judge_subscription,
    [BELL_CHECK_CONNECTION] = judge_connection,
    [BELL_CHECK_RULES] = judge_rules,
    [BELL_CHECK_LAST_EVENT] = judge_last,
  };

  g_return_if_fail ((guint) check < BELL_N_CHECKS);
  judges[check] (facts, finding);
}

char *
bell_diagnosis_sum_up (const BellFinding *findings)
{
  gboolean noted = FALSE;

  for (guint i = 0; i < BELL_N_CHECKS; i++)
    {
      if (findings[i].state == BELL_FINDING_BAD)
        return g_strdup (findings[i].sentence);
      if (findings[i].state == BELL_FINDING_PENDING)
        return g_strdup (_("Walking the way of an event, step by step…"));
      noted = noted || findings[i].state == BELL_FINDING_NOTE;
    }
  if (noted)
    return g_strdup (_("The shop is heard. If an event is missing, look at the steps with a mark."));
  return g_strdup (_("All is well: what the shop sends to this account rings here."));
}

const char *
bell_finding_icon (BellFindingState state)
{
  switch (state)
    {
    case BELL_FINDING_OK:
      return "object-select-symbolic";
    case BELL_FINDING_NOTE:
      return "dialog-information-symbolic";
    case BELL_FINDING_BAD:
      return "dialog-warning-symbolic";
    case BELL_FINDING_SKIPPED:
      return "action-unavailable-symbolic";
    case BELL_FINDING_PENDING:
    default:
      return "content-loading-symbolic";
    }
}

const char *
bell_finding_style (BellFindingState state)
{
  switch (state)
    {
    case BELL_FINDING_OK:
      return "success";
    case BELL_FINDING_NOTE:
      return "warning";
    case BELL_FINDING_BAD:
      return "error";
    case BELL_FINDING_SKIPPED:
    case BELL_FINDING_PENDING:
    default:
      return "dim-label";
    }
}

const char *
bell_finding_word (BellFindingState state)
{
  switch (state)
    {
    case BELL_FINDING_OK:
      return _("All right");
    case BELL_FINDING_NOTE:
      return _("Worth a look");
    case BELL_FINDING_BAD:
      return _("Not all right");
    case BELL_FINDING_SKIPPED:
      return _("Not looked at");
    case BELL_FINDING_PENDING:
    default:
      return _("Being looked at");
    }
}
