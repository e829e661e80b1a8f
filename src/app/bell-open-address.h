/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-facts.h"

G_BEGIN_DECLS

/*
 * The page that "Open" shows for an event. A shop may have a template of its address, with fields in braces as
 * bell-rule-template.h has them: "https://admin.example.com/orders/{id}", or from the shop's own address on,
 * "/orders?search={id}". What an event says is only ever a part of a path or query: it is escaped, and no
 * field stands before the path.
 */

/* NULL: fine, "" too; else what is wrong with it, for people, translated. Free with g_free(). */
char *bell_open_address_dup_problem (const char *template);

/*
 * base: the shop's address. facts: (nullable): of the event. The shop's list of orders where there is no template, no
 * event, or a field has nothing to say: half an address leads nowhere. Always http or https. Free with g_free().
 */
char *bell_open_address_make (const char *template, const char *base, BellFacts *facts);

G_END_DECLS
