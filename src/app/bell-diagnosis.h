/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-diagnosis-steps.h"

G_BEGIN_DECLS

/**
 * BellDiagnosis:
 *
 * "Why do I hear nothing?": walks the way of an event for one shop, asking the shop where
 * only it can know. bell-diagnosis-steps.h judges what was found.
 *
 * Signal "changed": a step may have another finding.
 */
#define BELL_TYPE_DIAGNOSIS (bell_diagnosis_get_type ())
G_DECLARE_FINAL_TYPE (BellDiagnosis, bell_diagnosis, BELL, DIAGNOSIS, GObject)

BellDiagnosis *bell_diagnosis_new (BellContext *context, BellShop *shop);

/* From the start, again too. */
void bell_diagnosis_run (BellDiagnosis *self);
void bell_diagnosis_stop (BellDiagnosis *self);

/* As it stands now: the connection is looked at whenever this is called. */
void bell_diagnosis_judge_step (BellDiagnosis *self, BellCheck check, BellFinding *finding);
gboolean bell_diagnosis_get_done (BellDiagnosis *self); /* nothing is waited for any more */

G_END_DECLS
