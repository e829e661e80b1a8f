/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-text.h"

#include <string.h>

#define MAX_BYTES (64 * 1024) /* nobody reads more than that of one value */

/* One pass over a text: where it stands, and what was written so far. */
typedef struct
{
  const char *p;
  const char *end;
  GString *out;
  gsize n_chars;
  gsize max_chars;
  gboolean space;     /* white space is due before the next character */
  gboolean no_closer; /* there is no ">" from here on */
} Pass;

static gboolean
is_dropped (gunichar c)
{
  /* Embeddings, overrides and isolates could make a text read as another one. */
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff ||
         (g_unichar_iscntrl (c) && c != '\n' && c != '\r' && c != '\t');
}

static gboolean
is_line_end (gunichar c)
{
  return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

/* Returns FALSE when the line is over. */
static gboolean
put (Pass *pass,
     gunichar c,
     gboolean one_line)
{
  if (is_dropped (c))
    return TRUE;
  if (is_line_end (c) || g_unichar_isspace (c))
    {
      if (one_line && is_line_end (c) && pass->out->len > 0)
        return FALSE;
      pass->space = pass->out->len > 0;
      return TRUE;
    }
  if (pass->space)
    {
      g_string_append_c (pass->out, ' ');
      pass->n_chars++;
      pass->space = FALSE;
    }
  g_string_append_unichar (pass->out, c);
  pass->n_chars++;
  return pass->n_chars <= pass->max_chars;
}

static gboolean
starts_with_word (const char *p,
                  const char *end,
                  const char *word)
{
  gsize length = strlen (word);

  return (gsize) (end - p) > length && g_ascii_strncasecmp (p, word, length) == 0 &&
         !g_ascii_isalnum (p[length]);
}

/* Past the end of an element whose content is no text, at most at the end of everything. */
static const char *
skip_content (const char *p,
              const char *end,
              const char *name)
{
  for (; p < end; p++)
    if (p[0] == '<' && end - p > 2 && p[1] == '/' && starts_with_word (p + 2, end, name))
      return p;
  return end;
}

/* At "<": past the tag when it is one; *breaks says whether it ends a line. "<3" is no tag. */
static gboolean
skip_tag (Pass *pass,
          gboolean *breaks)
{
  static const char *const blocks[] = { "br", "p", "div", "li", "ul", "ol", "tr", "td", "table", "hr",
                                        "h1", "h2", "h3", "h4", "h5", "h6" };
  static const char *const silent[] = { "script", "style" };
  const char *name = pass->p + 1;
  const char *closer;
  gboolean is_end = name < pass->end && *name == '/';

  if (is_end)
    name++;
  if (pass->no_closer || name >= pass->end || (!g_ascii_isalpha (*name) && (is_end || (*name != '!' && *name != '?'))))
    return FALSE;
  closer = memchr (name, '>', pass->end - name);
  if (closer == NULL)
    {
      pass->no_closer = TRUE;
      return FALSE;
    }
  *breaks = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    *breaks = *breaks || starts_with_word (name, pass->end, blocks[i]);
  pass->p = closer + 1;
  for (guint i = 0; i < G_N_ELEMENTS (silent) && !is_end; i++)
    if (starts_with_word (name, pass->end, silent[i]))
      pass->p = skip_content (pass->p, pass->end, silent[i]);
  return TRUE;
}

/* At "&": the character it stands for, past the entity; "&" itself where it is none. */
static gunichar
read_entity (Pass *pass)
{
  static const struct
  {
    const char *name;
    gunichar c;
  } entities[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' },
                   { "&apos;", '\'' }, { "&#39;", '\'' }, { "&nbsp;", ' ' } };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      gsize length = strlen (entities[i].name);

      if ((gsize) (pass->end - pass->p) >= length && strncmp (pass->p, entities[i].name, length) == 0)
        {
          pass->p += length;
          return entities[i].c;
        }
    }
  pass->p++;
  return '&';
}

static char *
make_plain (const char *text,
            gsize max_chars,
            gboolean one_line)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", text != NULL ? (gssize) strnlen (text, MAX_BYTES) : 0);
  g_autoptr (GString) out = g_string_new (NULL);
  Pass pass = { .p = valid, .end = valid + strlen (valid), .out = out, .max_chars = max_chars };
  gboolean goes_on = TRUE;
  gboolean breaks = FALSE;

  while (goes_on && pass.p < pass.end)
    {
      gunichar c = g_utf8_get_char (pass.p);

      if (c == '<' && skip_tag (&pass, &breaks))
        {
          if (breaks)
            goes_on = put (&pass, '\n', one_line);
          continue;
        }
      if (c == '&')
        c = read_entity (&pass);
      else
        pass.p = g_utf8_next_char (pass.p);
      goes_on = put (&pass, c, one_line);
    }
  return oe_text_cut (out->str, max_chars);
}

char *
oe_text_plain (const char *text,
               gsize max_chars)
{
  return make_plain (text, max_chars, FALSE);
}

char *
oe_text_first_line (const char *text,
                    gsize max_chars)
{
  return make_plain (text, max_chars, TRUE);
}

char *
oe_text_as_typed (const char *text,
                  gsize max_chars)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) strnlen (text, MAX_BYTES));
  g_autoptr (GString) out = g_string_new (NULL);
  Pass pass = { .p = valid, .out = out, .max_chars = max_chars };

  while (*pass.p != '\0' && put (&pass, g_utf8_get_char (pass.p), FALSE))
    pass.p = g_utf8_next_char (pass.p);
  return oe_text_cut (out->str, max_chars);
}

char *
oe_text_cut (const char *text,
             gsize max_chars)
{
  const char *end = text;

  if (max_chars == 0)
    return g_strdup ("");
  for (gsize n = 0; *end != '\0' && n < max_chars - 1; n++)
    end = g_utf8_next_char (end);
  if (*end == '\0' || *g_utf8_next_char (end) == '\0')
    return g_strdup (text);
  return g_strdup_printf ("%.*s…", (int) (end - text), text);
}
