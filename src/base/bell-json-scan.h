/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words and marks that JSON is made of, one function each; every text is somebody else's. */
typedef struct
{
  const char *p; /* here; what a function refuses is left where it went wrong */
  const char *end;
} BellJsonScan;

/* Past the blanks. Inline, for there are seldom any and it is called at every mark. */
static inline void
bell_json_scan_blanks (BellJsonScan *scan)
{
  while (scan->p < scan->end && (guchar) *scan->p <= ' ' &&
         (*scan->p == ' ' || *scan->p == '\n' || *scan->p == '\t' || *scan->p == '\r'))
    scan->p++;
}

/*
 * At the opening quote. FALSE: it does not end, or holds what a string must not (control characters, no UTF-8,
 * unknown escapes). has_escapes: whether it says more than the bytes between the quotes.
 */
gboolean bell_json_scan_string (BellJsonScan *scan, gboolean *has_escapes);

/*
 * What a string says whose bytes between the quotes, [from, to), were scanned. Lone surrogates and NUL, which a C
 * string cannot hold, are U+FFFD (REQ-36). out has room for to - from + 1 bytes.
 */
void bell_json_scan_unescape (const char *from, const char *to, char *out);

typedef struct
{
  gboolean is_integer; /* else a double */
  gint64 integer;
  double real;
} BellJsonNumber;

/*
 * At "-" or a digit. Integers outside int64 are doubles; one that overflows is refused. number: NULL when only
 * the answer is wanted.
 */
gboolean bell_json_scan_number (BellJsonScan *scan, BellJsonNumber *number);

/* At a letter. */
gboolean bell_json_scan_word (BellJsonScan *scan, const char *word);

G_END_DECLS
