/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "oe-event.h"

G_BEGIN_DECLS

/*
 * A canary is a text that a till submits in a form, to see whether the form's event comes back. Every till knows one
 * by its look, whoever sent it: it is no event of the shop's.
 */
char *oe_canary_new (void);

/* The canary that a form's event brings; NULL: none. (transfer full) */
char *oe_canary_find (OeEvent *event);

G_END_DECLS
