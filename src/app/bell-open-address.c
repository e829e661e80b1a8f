/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-open-address.h"

#include "bell-rule-template.h"

#include <glib/gi18n.h>
#include <string.h>

#define ORDERS "/orders"

/* Where the path of an address begins, NULL: it is none that people could open. */
static const char *
find_path (const char *address)
{
  static const char *const schemes[] = { "https://", "http://" };

  if (*address == '/' && address[1] != '/')
    return address;
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (address, schemes[i], strlen (schemes[i])) == 0)
      {
        const char *host = address + strlen (schemes[i]);

        return host + strcspn (host, "/?#");
      }
  return NULL;
}

/* No blank, and nothing that controls a terminal or ends a line. */
static gboolean
is_printable (const char *address)
{
  for (const char *p = address; *p != '\0'; p++)
    if ((guchar) *p <= ' ' || *p == 0x7f)
      return FALSE;
  return TRUE;
}

static gboolean
is_web_address (const char *address)
{
  g_autoptr (GUri) uri = !is_printable (address) ? NULL : g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  return uri != NULL && (strcmp (scheme, "https") == 0 || strcmp (scheme, "http") == 0) &&
         g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0';
}

/* One piece of a path or query. */
static char *
escape (const char *value)
{
  /* A segment of dots would be a way up. */
  if (strcmp (value, ".") == 0)
    return g_strdup ("%2E");
  if (strcmp (value, "..") == 0)
    return g_strdup ("%2E%2E");
  return g_uri_escape_string (value, NULL, FALSE);
}

static char *
join (const char *base,
      const char *address)
{
  return *address == '/' ? g_strconcat (base, address, NULL) : g_strdup (address);
}

char *
bell_open_address_make (const char *template,
                        const char *base,
                        BellFacts *facts)
{
  g_autofree char *filled = NULL;
  g_autofree char *address = NULL;

  if (template != NULL && *template != '\0' && facts != NULL)
    filled = bell_template_fill_escaped (template, facts, escape);
  if (filled != NULL && find_path (filled) != NULL)
    address = join (base, filled);
  if (address != NULL && is_web_address (address))
    return g_steal_pointer (&address);
  return g_strconcat (base, ORDERS, NULL);
}

/* Checking */

/* Whether it is an address with a letter in place of each field. */
static gboolean
makes_an_address (const char *template)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autofree char *address = NULL;
  gboolean inside = FALSE;
  gboolean quoted = FALSE;

  for (const char *p = template; *p != '\0'; p++)
    {
      if (inside && *p == '"')
        quoted = !quoted;
      else if (inside)
        inside = *p != '}' || quoted;
      else if (*p == '{' && p[1] != '{')
        {
          inside = TRUE;
          g_string_append_c (plain, 'x');
        }
      else
        g_string_append_c (plain, *p);
    }
  address = join ("https://shop.example.com", plain->str);
  return strpbrk (address, "{}") == NULL && is_web_address (address);
}

char *
bell_open_address_dup_problem (const char *template)
{
  const char *path;
  char *problem;

  if (*template == '\0')
    return NULL;
  path = find_path (template);
  if (path == NULL)
    return g_strdup (_("The address must begin with https:// or, within the shop’s own, with “/”."));
  if (memchr (template, '{', path - template) != NULL)
    /* TRANSLATORS: of an address in which events fill in fields, such as {id} */
    return g_strdup (_("No field may stand before the address’s path: every event would lead elsewhere."));
  problem = bell_template_dup_problem (template);
  if (problem == NULL && !makes_an_address (template))
    problem = g_strdup (_("This is not an address that a browser could open."));
  return problem;
}
