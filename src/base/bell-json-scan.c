/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-json-scan.h"

#include "bell-json.h"

#include <errno.h>
#include <math.h>
#include <string.h>

/* A tree costs some 100 bytes a value: what a hostile 16 MiB of "[1,1,…" may cost is bounded too. */
#define MAX_VALUES 1000000

/* No number that means anything is longer; bounds the copy handed to strtod(). */
#define MAX_NUMBER_LENGTH 1024

typedef enum
{
  EXPECT_VALUE,
  EXPECT_VALUE_OR_END, /* behind "[" */
  EXPECT_KEY_OR_END,   /* behind "{" */
  EXPECT_KEY,
  EXPECT_COLON,
  EXPECT_COMMA_OR_END,
  EXPECT_NOTHING, /* behind the one value */
} Expect;

typedef struct
{
  const char *start;
  const char *p;
  const char *end;
  Expect expect;
  guint depth;
  guint values;
  guint8 is_object[BELL_JSON_MAX_DEPTH]; /* what is open, from the outermost in */

  GString **rewritten;
  const char *copied; /* so far *rewritten stands for the text */
} Scan;

static gboolean
fail (Scan *scan,
      GError **error)
{
  const char *line = scan->start;
  guint n_lines = 1;

  /* For people who wrote it by hand. */
  for (const char *p = scan->start; p < scan->p; p++)
    if (*p == '\n')
      {
        n_lines++;
        line = p + 1;
      }
  g_set_error (error, BELL_JSON_ERROR, BELL_JSON_ERROR_SYNTAX, "No JSON at line %u, column %" G_GSIZE_FORMAT, n_lines,
               (gsize) (scan->p - line) + 1);
  return FALSE;
}

/* Puts replacement in the place of the bytes [from, to). */
static void
rewrite (Scan *scan,
         const char *from,
         const char *to,
         const char *replacement)
{
  if (scan->rewritten == NULL)
    return;
  if (*scan->rewritten == NULL)
    *scan->rewritten = g_string_sized_new (scan->end - scan->start + 64);
  g_string_append_len (*scan->rewritten, scan->copied, from - scan->copied);
  g_string_append (*scan->rewritten, replacement);
  scan->copied = to;
}

/* The four hex digits at p as a number, -1 where there are none. */
static int
read_hex4 (Scan *scan,
           const char *p)
{
  int value = 0;

  if (scan->end - p < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (p[i]);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }
  return value;
}

/* At "\u": NUL and lone surrogates, which json-glib cuts at or refuses, become U+FFFD (REQ-36). */
static gboolean
scan_unicode_escape (Scan *scan)
{
  const char *start = scan->p;
  int code = read_hex4 (scan, start + 2);
  int low;

  if (code < 0)
    return FALSE;
  scan->p += 6;

  if (code >= 0xd800 && code <= 0xdbff && scan->end - scan->p >= 6 && scan->p[0] == '\\' && scan->p[1] == 'u')
    {
      low = read_hex4 (scan, scan->p + 2);
      if (low >= 0xdc00 && low <= 0xdfff)
        {
          scan->p += 6;
          return TRUE;
        }
    }
  if (code == 0 || (code >= 0xd800 && code <= 0xdfff))
    rewrite (scan, start, scan->p, "\\ufffd");
  return TRUE;
}

/* At the opening quote. */
static gboolean
scan_string (Scan *scan)
{
  for (scan->p++; scan->p < scan->end;)
    {
      guchar c = *scan->p;

      if (c == '"')
        {
          scan->p++;
          return TRUE;
        }
      if (c < 0x20)
        return FALSE;
      if (c != '\\')
        {
          scan->p++;
          continue;
        }
      if (scan->end - scan->p < 2)
        return FALSE;
      if (scan->p[1] == 'u')
        {
          if (!scan_unicode_escape (scan))
            return FALSE;
        }
      else if (strchr ("\"\\/bfnrt", scan->p[1]) != NULL && scan->p[1] != '\0')
        scan->p += 2;
      else
        return FALSE;
    }
  return FALSE;
}

static gboolean
skip_digits (Scan *scan)
{
  const char *start = scan->p;

  while (scan->p < scan->end && g_ascii_isdigit (*scan->p))
    scan->p++;
  return scan->p > start;
}

/* json-glib wraps integers outside int64 and lets overflowing doubles become infinite. */
static gboolean
check_number_value (Scan *scan,
                    const char *start,
                    gboolean is_integer)
{
  char copy[MAX_NUMBER_LENGTH + 1];
  gsize length = scan->p - start;

  if (length > MAX_NUMBER_LENGTH)
    return FALSE;
  memcpy (copy, start, length);
  copy[length] = '\0';

  if (is_integer)
    {
      errno = 0;
      g_ascii_strtoll (copy, NULL, 10);
      if (errno != ERANGE)
        return TRUE;
      rewrite (scan, scan->p, scan->p, ".0");
    }
  return isfinite (g_ascii_strtod (copy, NULL));
}

static gboolean
scan_number (Scan *scan)
{
  const char *start = scan->p;
  gboolean is_integer = TRUE;

  if (*scan->p == '-')
    scan->p++;
  if (scan->p < scan->end && *scan->p == '0')
    scan->p++;
  else if (!skip_digits (scan))
    return FALSE;

  if (scan->p < scan->end && *scan->p == '.')
    {
      is_integer = FALSE;
      scan->p++;
      if (!skip_digits (scan))
        return FALSE;
    }
  if (scan->p < scan->end && (*scan->p == 'e' || *scan->p == 'E'))
    {
      is_integer = FALSE;
      scan->p++;
      if (scan->p < scan->end && (*scan->p == '+' || *scan->p == '-'))
        scan->p++;
      if (!skip_digits (scan))
        return FALSE;
    }
  return check_number_value (scan, start, is_integer);
}

static gboolean
scan_word (Scan *scan,
           const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (scan->end - scan->p) < length || memcmp (scan->p, word, length) != 0)
    return FALSE;
  scan->p += length;
  return TRUE;
}

static void
after_value (Scan *scan)
{
  scan->expect = scan->depth == 0 ? EXPECT_NOTHING : EXPECT_COMMA_OR_END;
}

static gboolean
open_container (Scan *scan,
                gboolean is_object,
                GError **error)
{
  if (scan->depth == BELL_JSON_MAX_DEPTH)
    {
      g_set_error (error, BELL_JSON_ERROR, BELL_JSON_ERROR_DEPTH, "JSON nested deeper than %d", BELL_JSON_MAX_DEPTH);
      return FALSE;
    }
  scan->is_object[scan->depth++] = is_object;
  scan->expect = is_object ? EXPECT_KEY_OR_END : EXPECT_VALUE_OR_END;
  scan->p++;
  return TRUE;
}

static gboolean
close_container (Scan *scan,
                 GError **error)
{
  gboolean is_object = *scan->p == '}';

  if (scan->depth == 0 || scan->is_object[scan->depth - 1] != is_object)
    return fail (scan, error);
  scan->depth--;
  scan->p++;
  after_value (scan);
  return TRUE;
}

static gboolean
scan_value (Scan *scan,
            GError **error)
{
  gboolean valid;

  if (++scan->values > MAX_VALUES)
    {
      g_set_error (error, BELL_JSON_ERROR, BELL_JSON_ERROR_SIZE, "JSON of more than %d values", MAX_VALUES);
      return FALSE;
    }

  switch (*scan->p)
    {
    case '{':
      return open_container (scan, TRUE, error);
    case '[':
      return open_container (scan, FALSE, error);
    case '"':
      valid = scan_string (scan);
      break;
    case 't':
      valid = scan_word (scan, "true");
      break;
    case 'f':
      valid = scan_word (scan, "false");
      break;
    case 'n':
      valid = scan_word (scan, "null");
      break;
    default:
      valid = (*scan->p == '-' || g_ascii_isdigit (*scan->p)) && scan_number (scan);
      break;
    }
  if (!valid)
    return fail (scan, error);
  after_value (scan);
  return TRUE;
}

static gboolean
scan_key (Scan *scan,
          GError **error)
{
  if (*scan->p != '"' || !scan_string (scan))
    return fail (scan, error);
  scan->expect = EXPECT_COLON;
  return TRUE;
}

static gboolean
scan_token (Scan *scan,
            GError **error)
{
  char c = *scan->p;

  switch (scan->expect)
    {
    case EXPECT_VALUE_OR_END:
      if (c == ']')
        return close_container (scan, error);
      return scan_value (scan, error);
    case EXPECT_VALUE:
      return scan_value (scan, error);
    case EXPECT_KEY_OR_END:
      if (c == '}')
        return close_container (scan, error);
      return scan_key (scan, error);
    case EXPECT_KEY:
      return scan_key (scan, error);
    case EXPECT_COLON:
      if (c != ':')
        return fail (scan, error);
      scan->p++;
      scan->expect = EXPECT_VALUE;
      return TRUE;
    case EXPECT_COMMA_OR_END:
      if (c == ']' || c == '}')
        return close_container (scan, error);
      if (c != ',')
        return fail (scan, error);
      scan->p++;
      scan->expect = scan->is_object[scan->depth - 1] ? EXPECT_KEY : EXPECT_VALUE;
      return TRUE;
    case EXPECT_NOTHING:
    default:
      return fail (scan, error);
    }
}

gboolean
bell_json_scan (const char *text,
                gsize length,
                GString **rewritten,
                GError **error)
{
  Scan scan = { .start = text, .p = text, .end = text + length, .rewritten = rewritten, .copied = text };

  if (rewritten != NULL)
    *rewritten = NULL;

  while (scan.p < scan.end)
    {
      char c = *scan.p;

      if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
        scan.p++;
      else if (!scan_token (&scan, error))
        goto failed;
    }
  if (scan.expect != EXPECT_NOTHING)
    {
      fail (&scan, error);
      goto failed;
    }

  if (rewritten != NULL && *rewritten != NULL)
    g_string_append_len (*rewritten, scan.copied, scan.end - scan.copied);
  return TRUE;

failed:
  if (rewritten != NULL && *rewritten != NULL)
    {
      g_string_free (*rewritten, TRUE);
      *rewritten = NULL;
    }
  return FALSE;
}
