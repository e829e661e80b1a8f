/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-rules.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Ask for a file, read or write all rules of a shop, and say in one sentence how it went;
 * nothing where somebody thought better of it. done: called at most once.
 */
typedef void (*BellRulesFileDone) (const char *sentence, gpointer user_data);
void bell_rules_file_import (GtkWidget *widget, BellRules *rules, const char *shop, BellRulesFileDone done,
                             gpointer user_data, GDestroyNotify free_data);
void bell_rules_file_export (GtkWidget *widget, BellRules *rules, const char *shop, BellRulesFileDone done,
                             gpointer user_data, GDestroyNotify free_data);

G_END_DECLS
