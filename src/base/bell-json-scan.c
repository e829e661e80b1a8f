/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-json-scan.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <string.h>

/* No number that means anything is longer; bounds the copy handed to strtod(). */
#define MAX_NUMBER_LENGTH 1024

/* So many digits are in int64 whatever they are. */
#define SAFE_INTEGER_DIGITS 18

/* A whole number of so many digits is exact as a double, and so is 10 to the power of at most 22. */
#define EXACT_DIGITS 15

/* So many digits without an exponent are a finite double. */
#define FINITE_DIGITS 300

/* Strings */

static gboolean
is_plain (guchar c)
{
  return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

#if G_BYTE_ORDER == G_LITTLE_ENDIAN
#define EACH(byte) (G_GUINT64_CONSTANT (0x0101010101010101) * (byte))
#define IS_LESS(v, n) (((v) - EACH (n)) & ~(v) & EACH (0x80)) /* the lowest bit that is set is right */

/* Eight bytes at a time: most of what comes is text in which nothing is special. */
static const char *
skip_plain (const char *p,
            const char *end)
{
  for (; end - p >= 8; p += 8)
    {
      guint64 v;
      guint64 special;

      memcpy (&v, p, 8);
      special = (v & EACH (0x80)) | IS_LESS (v, 0x20) | IS_LESS (v ^ EACH ('"'), 1) | IS_LESS (v ^ EACH ('\\'), 1);
      if (special != 0)
        return p + __builtin_ctzll (special) / 8;
    }
  while (p < end && is_plain (*p))
    p++;
  return p;
}
#else
static const char *
skip_plain (const char *p,
            const char *end)
{
  while (p < end && is_plain (*p))
    p++;
  return p;
}
#endif

/* The four hex digits at p, -1 where there are none. */
static int
read_hex4 (const char *p,
           const char *end)
{
  int value = 0;

  if (end - p < 4)
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

/* At a backslash. */
static gboolean
scan_escape (BellJsonScan *scan)
{
  char c = scan->end - scan->p >= 2 ? scan->p[1] : '\0';

  if (c == 'u' && read_hex4 (scan->p + 2, scan->end) >= 0)
    scan->p += 6;
  else if (c != '\0' && strchr ("\"\\/bfnrt", c) != NULL)
    scan->p += 2;
  else
    return FALSE;
  return TRUE;
}

static gboolean
scan_utf8 (BellJsonScan *scan)
{
  const char *start = scan->p;

  while (scan->p < scan->end && (guchar) *scan->p >= 0x80)
    scan->p++;
  return g_utf8_validate_len (start, scan->p - start, NULL);
}

gboolean
bell_json_scan_string (BellJsonScan *scan,
                       gboolean *has_escapes)
{
  *has_escapes = FALSE;
  scan->p++;
  while (TRUE)
    {
      scan->p = skip_plain (scan->p, scan->end);
      if (scan->p == scan->end)
        return FALSE;
      if (*scan->p == '"')
        break;
      if (*scan->p == '\\')
        {
          *has_escapes = TRUE;
          if (!scan_escape (scan))
            return FALSE;
        }
      else if ((guchar) *scan->p < 0x20 || !scan_utf8 (scan))
        return FALSE;
    }
  scan->p++;
  return TRUE;
}

/* The escape at p, "\u", with its other half if it has one; *next is behind it. */
static gunichar
decode_unicode (const char *p,
                const char *end,
                const char **next)
{
  int code = read_hex4 (p + 2, end);
  int low = -1;

  *next = p + 6;
  if (code >= 0xd800 && code <= 0xdbff && end - *next >= 6 && (*next)[0] == '\\' && (*next)[1] == 'u')
    low = read_hex4 (*next + 2, end);
  if (low >= 0xdc00 && low <= 0xdfff)
    {
      *next += 6;
      return 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
  return code == 0 || (code >= 0xd800 && code <= 0xdfff) ? 0xfffd : (gunichar) code;
}

void
bell_json_scan_unescape (const char *from,
                         const char *to,
                         char *out)
{
  static const char letters[] = "bfnrt";
  static const char meant[] = "\b\f\n\r\t";

  while (from < to)
    {
      const char *backslash = memchr (from, '\\', to - from);
      gsize length = (backslash != NULL ? backslash : to) - from;
      const char *letter;

      memcpy (out, from, length);
      out += length;
      if (backslash == NULL)
        break;
      if (backslash[1] == 'u')
        {
          out += g_unichar_to_utf8 (decode_unicode (backslash, to, &from), out);
          continue;
        }
      letter = strchr (letters, backslash[1]);
      *out++ = letter != NULL ? meant[letter - letters] : backslash[1];
      from = backslash + 2;
    }
  *out = '\0';
}

/* Numbers */

static gsize
skip_digits (BellJsonScan *scan)
{
  const char *start = scan->p;

  while (scan->p < scan->end && g_ascii_isdigit (*scan->p))
    scan->p++;
  return scan->p - start;
}

typedef struct
{
  gsize whole;    /* digits before the point */
  gsize fraction; /* and behind it */
  gboolean has_exponent;
} Shape;

static gboolean
scan_shape (BellJsonScan *scan,
            Shape *shape)
{
  if (*scan->p == '-')
    scan->p++;
  if (scan->p < scan->end && *scan->p == '0')
    {
      scan->p++;
      shape->whole = 1;
    }
  else if ((shape->whole = skip_digits (scan)) == 0)
    return FALSE;

  if (scan->p < scan->end && *scan->p == '.')
    {
      scan->p++;
      if ((shape->fraction = skip_digits (scan)) == 0)
        return FALSE;
    }
  if (scan->p < scan->end && (*scan->p == 'e' || *scan->p == 'E'))
    {
      shape->has_exponent = TRUE;
      scan->p++;
      if (scan->p < scan->end && (*scan->p == '+' || *scan->p == '-'))
        scan->p++;
      if (skip_digits (scan) == 0)
        return FALSE;
    }
  return TRUE;
}

/* All digits of [p, end) in a row, as one number. */
static gint64
read_digits (const char *p,
             const char *end)
{
  gint64 value = 0;
  gboolean negative = *p == '-';

  for (; p < end; p++)
    if (g_ascii_isdigit (*p))
      value = value * 10 + (*p - '0');
  return negative ? -value : value;
}

/* Whatever the quick ways cannot read. */
static gboolean
read_slowly (const char *start,
             const char *end,
             gboolean is_integer,
             BellJsonNumber *number)
{
  char copy[MAX_NUMBER_LENGTH + 1];

  if (end - start > MAX_NUMBER_LENGTH)
    return FALSE;
  memcpy (copy, start, end - start);
  copy[end - start] = '\0';
  if (is_integer)
    {
      errno = 0;
      number->integer = g_ascii_strtoll (copy, NULL, 10);
      if (errno != ERANGE)
        return TRUE;
    }
  number->is_integer = FALSE;
  number->real = g_ascii_strtod (copy, NULL);
  return isfinite (number->real);
}

gboolean
bell_json_scan_number (BellJsonScan *scan,
                       BellJsonNumber *number)
{
  static const double powers[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
  const char *start = scan->p;
  BellJsonNumber unwanted;
  Shape shape = { 0 };
  gsize digits;

  if (!scan_shape (scan, &shape))
    return FALSE;
  digits = shape.whole + shape.fraction;
  if (number == NULL && !shape.has_exponent && digits < FINITE_DIGITS)
    return TRUE;
  if (number == NULL)
    number = &unwanted;

  number->is_integer = shape.fraction == 0 && !shape.has_exponent;
  if (number->is_integer && digits <= SAFE_INTEGER_DIGITS)
    {
      number->integer = read_digits (start, scan->p);
      return TRUE;
    }
#if FLT_EVAL_METHOD == 0
  /* One division of two exact numbers is rounded once: the same as strtod() gives. -0.0 keeps its sign that way only. */
  if (shape.fraction > 0 && !shape.has_exponent && digits <= EXACT_DIGITS && *start != '-')
    {
      number->real = read_digits (start, scan->p) / powers[shape.fraction];
      return TRUE;
    }
#endif
  return read_slowly (start, scan->p, number->is_integer, number);
}

gboolean
bell_json_scan_word (BellJsonScan *scan,
                     const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (scan->end - scan->p) < length || memcmp (scan->p, word, length) != 0)
    return FALSE;
  scan->p += length;
  return TRUE;
}
