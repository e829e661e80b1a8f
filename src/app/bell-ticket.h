/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-entry.h"

G_BEGIN_DECLS

typedef enum
{
  BELL_TICKET_PLAIN,
  BELL_TICKET_BOLD,
  BELL_TICKET_BIG, /* twice as wide and high: half as many columns */
  BELL_TICKET_RULE, /* a line across the paper; no text */
} BellTicketStyle;

typedef struct
{
  char *text; /* plain, at most as wide as the paper */
  BellTicketStyle style;
} BellTicketLine;
void bell_ticket_line_free (BellTicketLine *line);

/*
 * (element-type BellTicketLine) (transfer full): an event on a receipt's roll of so many columns
 * of one width (32 on 58 mm, 48 on 80 mm): the shop, the event's title, big, the time, what
 * was ordered, what it costs, and what else is known. title: as the rule words it. Bounded.
 */
#define BELL_TICKET_MAX_LINES 400
GPtrArray *bell_ticket_new (BellEntry *entry, const char *title, const char *shop, guint columns);

/* Columns that are legible on a paper of this width in mm. */
guint bell_ticket_columns (double width_mm);

typedef enum
{
  BELL_TICKET_NO_PRINTER,
  BELL_TICKET_REFUSED,
  BELL_TICKET_TOO_LATE,
  BELL_TICKET_TOO_MANY,
} BellTicketTrouble;

/* Why an event has no ticket; message (nullable): the printer's own words. Free with g_free(). */
char *bell_format_no_ticket (const char *title, const char *printer, BellTicketTrouble trouble, const char *message);

G_END_DECLS
