/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-format-self-test.h"

#include "bell-format-alarm.h"

#include <glib/gi18n.h>

/* A rule may let a sound wait for a minute; a test does not. */
#define MAX_SOUND_S 20

const char *
bell_format_self_test_stage (BellSelfTestStage stage)
{
  static const char *const names[BELL_SELF_TEST_N_STAGES] = {
    /* TRANSLATORS: the stations of an event's way through the program, as the names of rows */
    [BELL_SELF_TEST_LISTENING] = N_("Connection"),
    [BELL_SELF_TEST_READ] = N_("Event read"),
    [BELL_SELF_TEST_JUDGED] = N_("Rule"),
    [BELL_SELF_TEST_STORED] = N_("History"),
    [BELL_SELF_TEST_BUBBLE] = N_("Bubble"),
    [BELL_SELF_TEST_SOUND] = N_("Sound"),
  };

  g_return_val_if_fail ((guint) stage < BELL_SELF_TEST_N_STAGES, "");
  return _(names[stage]);
}

const char *
bell_format_self_test_icon (BellSelfTestOutcome outcome)
{
  switch (outcome)
    {
    case BELL_SELF_TEST_PASSED:
      return "object-select-symbolic";
    case BELL_SELF_TEST_SKIPPED:
      return "dialog-information-symbolic";
    case BELL_SELF_TEST_FAILED:
      return "dialog-error-symbolic";
    case BELL_SELF_TEST_PENDING:
    default:
      return "content-loading-symbolic";
    }
}

const char *
bell_format_self_test_style (BellSelfTestOutcome outcome)
{
  switch (outcome)
    {
    case BELL_SELF_TEST_PASSED:
      return "success";
    case BELL_SELF_TEST_SKIPPED:
      return "warning";
    case BELL_SELF_TEST_FAILED:
      return "error";
    case BELL_SELF_TEST_PENDING:
    default:
      return "dim-label";
    }
}

const char *
bell_format_self_test_outcome (BellSelfTestOutcome outcome)
{
  switch (outcome)
    {
    case BELL_SELF_TEST_PASSED:
      /* TRANSLATORS: a stage of a test */
      return _("Passed");
    case BELL_SELF_TEST_SKIPPED:
      /* TRANSLATORS: a stage of a test that the rules leave out */
      return _("Left out");
    case BELL_SELF_TEST_FAILED:
      /* TRANSLATORS: a stage of a test */
      return _("Failed");
    case BELL_SELF_TEST_PENDING:
    default:
      /* TRANSLATORS: a stage of a test that is still to come */
      return _("Under way");
    }
}

char *
bell_format_self_test_listening (const BellGlance *glance,
                                 BellSelfTestOutcome *outcome)
{
  *outcome = glance->state == BELL_SESSION_ONLINE ? BELL_SELF_TEST_PASSED : BELL_SELF_TEST_FAILED;
  if (*outcome == BELL_SELF_TEST_PASSED && glance->heard_ago >= 0)
    return g_strdup_printf (ngettext ("%s was heard %d second ago. Whether it sends its events, this test cannot know.",
                                      "%s was heard %d seconds ago. Whether it sends its events, this test cannot know.",
                                      glance->heard_ago),
                            glance->shop, glance->heard_ago);
  return bell_format_sentence (glance);
}

static char *
quote_rule (const BellVerdict *verdict)
{
  if (*verdict->rule_name == '\0')
    return g_strdup (_("The rule for orders"));
  /* TRANSLATORS: %s is the name of a rule; the words begin a sentence */
  return g_strdup_printf (_("The rule “%s”"), verdict->rule_name);
}

char *
bell_format_self_test_judged (const BellVerdict *verdict)
{
  g_autofree char *rule = quote_rule (verdict);

  if (!verdict->announce)
    /* TRANSLATORS: %s are the words "The rule “Orders”" */
    return g_strdup_printf (_("%s only keeps orders in the history."), rule);
  if (verdict->quiet)
    return g_strdup_printf (_("%s has quiet hours just now."), rule);
  switch (verdict->ring)
    {
    case BELL_RING_UNTIL_TAKEN:
      return g_strdup_printf (_("%s rings until somebody takes the order."), rule);
    case BELL_RING_ONCE:
      return g_strdup_printf (_("%s rings once."), rule);
    case BELL_RING_SILENT:
    default:
      return g_strdup_printf (_("%s does not ring."), rule);
    }
}

char *
bell_format_self_test_stored (const char *trouble)
{
  if (trouble == NULL)
    return g_strdup (_("Saved. It does not count as an order."));
  /* TRANSLATORS: %s says why, "disk full" */
  return g_strdup_printf (_("The history cannot be saved (%s). Orders ring, but are forgotten at the next start."),
                          trouble);
}

char *
bell_format_self_test_bubble (const BellVerdict *verdict,
                              const char *trouble,
                              BellSelfTestOutcome outcome)
{
  g_autofree char *rule = quote_rule (verdict);

  switch (outcome)
    {
    case BELL_SELF_TEST_PASSED:
      return g_strdup (_("The desktop took it. If you cannot see it, look for “Do not disturb” in its settings."));
    case BELL_SELF_TEST_SKIPPED:
      return g_strdup_printf (_("%s shows no bubble just now."), rule);
    case BELL_SELF_TEST_FAILED:
      if (trouble != NULL)
        /* TRANSLATORS: %s are the desktop's own words */
        return g_strdup_printf (_("The desktop shows no bubble: “%s”. Orders are in this window only."), trouble);
      return g_strdup (_("The desktop did not answer. Orders are in this window only."));
    case BELL_SELF_TEST_PENDING:
    default:
      return g_strdup (_("Waiting for the desktop…"));
    }
}

gboolean
bell_format_self_test_sounds (const BellVerdict *verdict)
{
  if (verdict->ring == BELL_RING_SILENT || (verdict->ring == BELL_RING_UNTIL_TAKEN && !verdict->waits))
    return FALSE;
  return verdict->escalation.sound >= 0 && verdict->escalation.sound <= MAX_SOUND_S;
}

char *
bell_format_self_test_sound (const BellVerdict *verdict,
                             const char *trouble,
                             gboolean silenced,
                             BellSelfTestOutcome outcome)
{
  g_autofree char *rule = quote_rule (verdict);
  g_autofree char *sound = bell_format_sound (verdict->sound);

  switch (outcome)
    {
    case BELL_SELF_TEST_PASSED:
      if (silenced)
        /* TRANSLATORS: %s is the name of a sound */
        return g_strdup_printf (_("“%s” plays, half as loud: somebody silenced this computer."), sound);
      /* TRANSLATORS: %s is the name of a sound */
      return g_strdup_printf (_("“%s” plays. If you cannot hear it, check the loudspeaker and its volume."), sound);
    case BELL_SELF_TEST_SKIPPED:
      if (verdict->ring != BELL_RING_SILENT && verdict->escalation.sound > MAX_SOUND_S)
        /* TRANSLATORS: the words "The rule “Orders”", and a number of seconds */
        return g_strdup_printf (ngettext ("%s begins to ring after %d second, which is not waited for here.",
                                          "%s begins to ring after %d seconds, which is not waited for here.",
                                          verdict->escalation.sound),
                                rule, verdict->escalation.sound);
      return g_strdup_printf (_("%s makes no sound just now."), rule);
    case BELL_SELF_TEST_FAILED:
      return trouble != NULL ? g_strdup (trouble) : g_strdup (_("No sound began. Check this computer’s sound settings."));
    case BELL_SELF_TEST_PENDING:
    default:
      return g_strdup (_("Waiting for the sound…"));
    }
}

char *
bell_format_self_test_summary (const BellSelfTestOutcome *outcomes)
{
  guint n[BELL_SELF_TEST_FAILED + 1] = { 0 };

  for (guint i = 0; i < BELL_SELF_TEST_N_STAGES; i++)
    n[outcomes[i]]++;
  if (n[BELL_SELF_TEST_PENDING] > 0)
    return g_strdup (_("The test is under way…"));
  if (n[BELL_SELF_TEST_FAILED] > 0)
    return g_strdup (_("Something is in the way of an order. See below what, and what to do."));
  if (n[BELL_SELF_TEST_SKIPPED] > 0)
    return g_strdup (_("All works, but the rules leave something out."));
  return g_strdup (_("All works: an order would have been shown and heard just like this."));
}

char *
bell_format_self_test_time (gint64 us)
{
  if (us < G_USEC_PER_SEC)
    /* TRANSLATORS: a duration in milliseconds */
    return g_strdup_printf (_("%d ms"), (int) MAX (us, 0) / 1000);
  /* TRANSLATORS: a duration in seconds */
  return g_strdup_printf (_("%.1f s"), (double) us / G_USEC_PER_SEC);
}
