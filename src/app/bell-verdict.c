/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-verdict.h"

BellVerdict *
bell_verdict_new (void)
{
  BellVerdict *verdict = g_rc_box_new0 (BellVerdict);

  verdict->announce = TRUE;
  verdict->waits = TRUE;
  verdict->bubble = TRUE;
  verdict->sound = g_strdup ("");
  verdict->title = g_strdup ("");
  verdict->body = g_strdup ("");
  verdict->rule_id = g_strdup ("");
  verdict->rule_name = g_strdup ("");
  return verdict;
}

BellVerdict *
bell_verdict_ref (BellVerdict *verdict)
{
  return g_rc_box_acquire (verdict);
}

static void
clear (gpointer data)
{
  BellVerdict *verdict = data;

  g_free (verdict->sound);
  g_free (verdict->title);
  g_free (verdict->body);
  g_free (verdict->rule_id);
  g_free (verdict->rule_name);
  g_free (verdict->printer);
}

void
bell_verdict_unref (BellVerdict *verdict)
{
  g_rc_box_release_full (verdict, clear);
}
