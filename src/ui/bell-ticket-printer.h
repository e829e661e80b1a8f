/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BellTicketPrinter:
 *
 * Prints what the rules want printed, one ticket after the other, without a
 * dialog and without waiting for a printer: a bell never waits for paper.
 *
 * Signal "failed" (char *sentence, BellEntry *entry, char *title, char *printer).
 */
#define BELL_TYPE_TICKET_PRINTER (bell_ticket_printer_get_type ())
G_DECLARE_FINAL_TYPE (BellTicketPrinter, bell_ticket_printer, BELL, TICKET_PRINTER, GObject)

BellTicketPrinter *bell_ticket_printer_new (BellContext *context);

/* By the rules, or once more by hand. */
void bell_ticket_printer_print (BellTicketPrinter *self, BellEntry *entry, const char *title, const char *printer);

/* The same into a PDF file, at once, on a roll of this width; for tests. */
gboolean bell_ticket_printer_export (BellTicketPrinter *self, BellEntry *entry, const char *title, double width_mm,
                                     const char *path, GError **error);

void bell_ticket_printer_stop (BellTicketPrinter *self);

G_END_DECLS
