/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-rules.h"

G_BEGIN_DECLS

/* Texts of the page of rules: translated, plain. */

const char *bell_format_urgency (BellUrgency urgency);      /* "Quiet", "Normal", "Urgent" */

/* What is wrong with a marker somebody types, NULL: nothing (or nothing typed yet). */
const char *bell_format_marker_problem (const char *marker);

G_END_DECLS
