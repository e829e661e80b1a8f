/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-window.h"

G_BEGIN_DECLS

/* Asks where, and saves a report for whoever is asked for help there. */
void bell_report_saver_run (BellWindow *window, BellContext *context);

G_END_DECLS
