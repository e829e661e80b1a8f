/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-address.h"

#include "oe-error.h"

#include <string.h>

#define MAX_ADDRESS 2048 /* bytes */

/* What was typed is not repeated: somebody may have pasted a password. */
static char *
refuse (GError **error,
        const char *why)
{
  g_set_error_literal (error, OE_ERROR, OE_ERROR_ADDRESS, why);
  return NULL;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address) : g_str_equal (host, "localhost");
}

/* Labels of letters, digits, "-" and "_", each of 1 to 63 characters; a dot may end it. */
static gboolean
is_host_name (const char *host)
{
  gsize label = 0;

  if (strlen (host) > 253)
    return FALSE;
  for (; *host != '\0'; host++)
    {
      if (*host == '.' && label == 0)
        return FALSE;
      if (*host != '.' && !g_ascii_isalnum (*host) && *host != '-' && *host != '_')
        return FALSE;
      label = *host == '.' ? 0 : label + 1;
      if (label > 63)
        return FALSE;
    }
  return TRUE;
}

/* Lower case ASCII, or NULL when it is neither a name nor an IP address. */
static char *
normalize_host (const char *typed)
{
  g_autofree char *ascii = g_hostname_to_ascii (typed);
  g_autofree char *host = ascii != NULL ? g_ascii_strdown (ascii, -1) : NULL;

  if (host == NULL || *host == '\0' || (!g_hostname_is_ip_address (host) && !is_host_name (host)))
    return NULL;
  return g_steal_pointer (&host);
}

/* What comes along when an address is copied out of a text: blanks of all kinds, quotation marks, "<" and ">". */
static gboolean
is_wrapping (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_iszerowidth (c) || g_unichar_iscntrl (c) || c == 0xfeff ||
         g_utf8_strchr ("<>\"'“”„‘’«»", -1, c) != NULL;
}

static char *
trim (const char *typed)
{
  const char *end = typed + strlen (typed);

  while (*typed != '\0' && is_wrapping (g_utf8_get_char (typed)))
    typed = g_utf8_next_char (typed);
  while (end > typed && is_wrapping (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  return g_strndup (typed, (gsize) (end - typed));
}

/* "scheme://authority", whatever else was pasted. */
static char *
cut_to_authority (const char *typed)
{
  g_autofree char *trimmed = trim (typed);
  const char *separator = strstr (trimmed, "://");
  g_autofree char *whole = NULL;
  char *authority;

  /* "shop.example/?next=https://…" has no scheme of its own. */
  if (separator == NULL || strcspn (trimmed, "/?#") < (gsize) (separator - trimmed))
    whole = g_strconcat ("https://", trimmed, NULL);
  else
    whole = g_strdup (trimmed);
  authority = strstr (whole, "://") + strlen ("://");
  authority[strcspn (authority, "/?#")] = '\0';
  /* An IPv6 address that was typed without its brackets. */
  if (strchr (authority, ':') != strrchr (authority, ':') && g_hostname_is_ip_address (authority))
    return g_strdup_printf ("%.*s[%s]", (int) (authority - whole), whole, authority);
  return g_steal_pointer (&whole);
}

char *
oe_address_normalize (const char *typed,
                      GError **error)
{
  g_autofree char *whole = NULL;
  g_autofree char *host = NULL;
  g_autoptr (GUri) uri = NULL;
  gboolean secure;
  int port;

  if (typed == NULL || strnlen (typed, MAX_ADDRESS) == MAX_ADDRESS || !g_utf8_validate (typed, -1, NULL))
    return refuse (error, "This is not an address");
  whole = cut_to_authority (typed);
  uri = g_uri_parse (whole, G_URI_FLAGS_NON_DNS | G_URI_FLAGS_HAS_PASSWORD, NULL);
  if (uri == NULL)
    return refuse (error, "This is not an address");
  if (g_uri_get_userinfo (uri) != NULL)
    return refuse (error, "An address with a user name or password in it is not used");

  secure = g_str_equal (g_uri_get_scheme (uri), "https");
  if (!secure && !g_str_equal (g_uri_get_scheme (uri), "http"))
    return refuse (error, "The address must begin with https://");
  host = g_uri_get_host (uri) != NULL ? normalize_host (g_uri_get_host (uri)) : NULL;
  if (host == NULL)
    return refuse (error, "The address has no host name");
  if (!secure && !is_loopback (host))
    return refuse (error, "The address must begin with https://: http would send the password in the clear");

  port = g_uri_get_port (uri);
  if (port == 0)
    return refuse (error, "The address has no usable port");
  return g_uri_join (G_URI_FLAGS_NON_DNS, secure ? "https" : "http", NULL, host,
                     port == (secure ? 443 : 80) ? -1 : port, "", NULL, NULL);
}
