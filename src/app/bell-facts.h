/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-entry.h"
#include "oe-event.h"

G_BEGIN_DECLS

#define BELL_MAX_PATH 200 /* characters */

/*
 * What a rule can ask of one event, by a field's name: "title", "body", "id",
 * "status", "amount", "product", "form", "kind", "marker", or a path into the
 * payload, "order.formData.0.value". A list is entered by number, or by the
 * marker of one of its entries: "order.formData.phone".
 *
 * Lives on the stack; borrows from what it was made of until it is cleared.
 */
typedef struct
{
  const char *kind;
  gboolean test;      /* of this program's own: judged as an order would be */
  const char *marker; /* (nullable) */
  const char *title;
  const char *body;
  const char *entity; /* (nullable) */
  const char *status; /* (nullable) */
  gint64 received;    /* Unix time in µs */

  /* Private */
  const char *payload_text; /* read when first asked for, then NULL */
  JsonNode *payload;
} BellFacts;

void bell_facts_init_event (BellFacts *facts, OeEvent *event, gint64 received);
void bell_facts_init_entry (BellFacts *facts, BellEntry *entry);
void bell_facts_clear (BellFacts *facts);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BellFacts, bell_facts_clear)

/* The field as plain text of one line, bounded; NULL: there is none, or it is empty or masked. Free with g_free(). */
char *bell_facts_dup (BellFacts *facts, const char *field);

/* Names joined by dots. Says nothing about whether an event has such a field. */
gboolean bell_facts_field_is_valid (const char *field);

G_END_DECLS
