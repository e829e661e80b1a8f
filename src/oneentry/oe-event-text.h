/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "oe-event.h"

G_BEGIN_DECLS

/* What a classified event says; everything in it is masked already. */
typedef struct
{
  OeKind kind;
  const char *marker;  /* (nullable) */
  JsonObject *payload; /* (nullable) */
  const char *message; /* (nullable): in the server's words, markup and all */
} OeEventWords;

char *oe_event_make_title (const OeEventWords *words); /* never empty, at most 200 characters */
char *oe_event_make_body (const OeEventWords *words);  /* may be "", at most 500 characters */

G_END_DECLS
