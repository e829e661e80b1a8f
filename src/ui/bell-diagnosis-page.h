/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-pulse.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellDiagnosisPage:
 *
 * "Why do I hear nothing?": every step an event takes, what was found there, and what helps.
 */
#define BELL_TYPE_DIAGNOSIS_PAGE (bell_diagnosis_page_get_type ())
G_DECLARE_FINAL_TYPE (BellDiagnosisPage, bell_diagnosis_page, BELL, DIAGNOSIS_PAGE, AdwBin)

void bell_diagnosis_page_set_shop (BellDiagnosisPage *self, BellContext *context, BellPulse *pulse, BellShop *shop);
void bell_diagnosis_page_stop (BellDiagnosisPage *self);

G_END_DECLS
