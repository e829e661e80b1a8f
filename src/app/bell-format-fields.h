/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One fact of an event: plain text, bounded. */
typedef struct
{
  char *group; /* its heading, NULL: the event itself */
  char *label;
  char *value;
  gint64 product; /* the id of the product that it is about, 0: none */
} BellField;

void bell_field_free (BellField *field);

/*
 * (element-type BellField) (transfer full): the facts of a masked payload as an entry keeps
 * it (nullable), for people; fields of one group follow each other. Text nobody understands
 * gives none. At most BELL_FIELDS_MAX.
 */
#define BELL_FIELDS_MAX 200
GPtrArray *bell_format_fields (const char *payload);

/* A marker as words: "pickup_time" → "Pickup time". */
char *bell_format_marker (const char *marker);

G_END_DECLS
