/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-entry.h"

G_BEGIN_DECLS

/* Each appends one whole line. */
void bell_export_line_csv_head (GString *out);
void bell_export_line_csv (GString *out, BellEntry *entry);
void bell_export_line_json (GString *out, BellEntry *entry);

G_END_DECLS
