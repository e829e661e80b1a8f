/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-network-settings.h"

#include "bell-network.h"

#include <string.h>

#define MAX_PROXY 2048 /* bytes */

BellNetworkSettings *
bell_network_settings_new (void)
{
  BellNetworkSettings *settings = g_new0 (BellNetworkSettings, 1);

  settings->ca_file = g_strdup ("");
  settings->certificate = g_strdup ("");
  settings->certificate_key = g_strdup ("");
  settings->proxy = g_strdup ("");
  settings->proxy_user = g_strdup ("");
  return settings;
}

BellNetworkSettings *
bell_network_settings_copy (const BellNetworkSettings *settings)
{
  BellNetworkSettings *copy = g_new0 (BellNetworkSettings, 1);

  copy->ca_file = g_strdup (settings->ca_file);
  copy->certificate = g_strdup (settings->certificate);
  copy->certificate_key = g_strdup (settings->certificate_key);
  copy->proxy = g_strdup (settings->proxy);
  copy->proxy_user = g_strdup (settings->proxy_user);
  return copy;
}

void
bell_network_settings_free (BellNetworkSettings *settings)
{
  g_free (settings->ca_file);
  g_free (settings->certificate);
  g_free (settings->certificate_key);
  g_free (settings->proxy);
  g_free (settings->proxy_user);
  g_free (settings);
}

static void
replace (char **target,
         const char *source)
{
  char *old = *target;

  *target = g_strdup (source);
  g_free (old);
}

void
bell_network_settings_assign (BellNetworkSettings *target,
                              const BellNetworkSettings *source)
{
  replace (&target->ca_file, source->ca_file);
  replace (&target->certificate, source->certificate);
  replace (&target->certificate_key, source->certificate_key);
  replace (&target->proxy, source->proxy);
  replace (&target->proxy_user, source->proxy_user);
}

gboolean
bell_network_settings_equal (const BellNetworkSettings *a,
                             const BellNetworkSettings *b)
{
  return g_str_equal (a->ca_file, b->ca_file) && g_str_equal (a->certificate, b->certificate) &&
         g_str_equal (a->certificate_key, b->certificate_key) && g_str_equal (a->proxy, b->proxy) &&
         g_str_equal (a->proxy_user, b->proxy_user);
}

gboolean
bell_network_settings_is_empty (const BellNetworkSettings *settings)
{
  return *settings->ca_file == '\0' && *settings->certificate == '\0' && *settings->certificate_key == '\0' &&
         *settings->proxy == '\0';
}

/* What was typed is not repeated: it may hold a password. */
static char *
refuse (GError **error,
        const char *why)
{
  g_set_error_literal (error, BELL_NETWORK_ERROR, BELL_NETWORK_ERROR_PROXY, why);
  return NULL;
}

char *
bell_network_normalize_proxy (const char *typed,
                              GError **error)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *whole = NULL;
  g_autoptr (GUri) uri = NULL;
  const char *scheme;

  if (strnlen (typed, MAX_PROXY) == MAX_PROXY || !g_utf8_validate (typed, -1, NULL))
    return refuse (error, "The proxy's address is none");
  trimmed = g_strstrip (g_strdup (typed));
  if (*trimmed == '\0')
    return g_strdup ("");
  if (strpbrk (trimmed, " \t\r\n") != NULL)
    return refuse (error, "The proxy's address is none");
  whole = strstr (trimmed, "://") != NULL ? g_strdup (trimmed) : g_strconcat ("http://", trimmed, NULL);
  uri = g_uri_parse (whole, G_URI_FLAGS_HAS_PASSWORD, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return refuse (error, "The proxy's address is none");
  if (g_uri_get_userinfo (uri) != NULL)
    return refuse (error, "A proxy's address with a user name or password in it is not used");
  scheme = g_uri_get_scheme (uri);
  if (g_str_equal (scheme, "socks"))
    scheme = "socks5";
  if (!g_str_equal (scheme, "http") && !g_str_equal (scheme, "socks5"))
    return refuse (error, "The proxy's address must begin with http:// or socks5://");
  if (g_uri_get_port (uri) <= 0)
    return refuse (error, "The proxy's address has no port");
  if (strcmp (g_uri_get_path (uri), "/") > 0 || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return refuse (error, "The proxy's address has a path");
  return g_uri_join (G_URI_FLAGS_NONE, scheme, NULL, g_uri_get_host (uri), g_uri_get_port (uri), "", NULL, NULL);
}
