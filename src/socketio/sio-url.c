/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-url.h"

#include "sio-error-private.h"

#include <string.h>

/* The protocol's own keys are not the caller's to give. */
static gboolean
is_reserved_key (const char *pair)
{
  gsize length = strcspn (pair, "=");

  return (length == 3 && strncmp (pair, "EIO", 3) == 0) || (length == 9 && strncmp (pair, "transport", 9) == 0) ||
         (length == 3 && strncmp (pair, "sid", 3) == 0);
}

static char *
filter_query (const char *query)
{
  g_auto (GStrv) pairs = g_strsplit (query, "&", -1);
  GString *kept = g_string_new (NULL);

  for (guint i = 0; pairs[i] != NULL; i++)
    if (*pairs[i] != '\0' && !is_reserved_key (pairs[i]))
      g_string_append_printf (kept, "%s%s", kept->len > 0 ? "&" : "", pairs[i]);
  if (kept->len > 0)
    return g_string_free (kept, FALSE);
  g_string_free (kept, TRUE);
  return NULL;
}

static char *
add_scheme (const char *text)
{
  if (strstr (text, "://") != NULL)
    return g_strdup (text);
  if (g_str_has_prefix (text, "//"))
    text += 2;
  if (strcmp (text, "::1") == 0)
    return g_strdup ("http://[::1]");
  /* Without a scheme it is http, or https where the port says so. */
  if (g_regex_match_simple ("^[^/]*:443(/|$)", text, 0, 0))
    return g_strconcat ("https://", text, NULL);
  return g_strconcat ("http://", text, NULL);
}

/* As it goes into the request: ASCII, and nothing that ends a line or the name; NULL for any other. */
static char *
dup_host (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autofree char *ascii = host != NULL ? g_hostname_to_ascii (host) : NULL;

  if (ascii == NULL || *ascii == '\0')
    return NULL;
  for (const char *p = ascii; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p) || strchr ("/?#@\\[]<>\"", *p) != NULL)
      return NULL;
  return g_steal_pointer (&ascii);
}

SioUrl *
sio_url_parse (const char *text,
               GError **error)
{
  g_autofree char *full = add_scheme (text);
  g_autoptr (GUri) uri = g_uri_parse (full, G_URI_FLAGS_ENCODED_QUERY | G_URI_FLAGS_ENCODED_PATH, NULL);
  g_autofree char *host = uri != NULL ? dup_host (uri) : NULL;
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  gboolean secure = g_strcmp0 (scheme, "https") == 0 || g_strcmp0 (scheme, "wss") == 0;
  gboolean plain = g_strcmp0 (scheme, "http") == 0 || g_strcmp0 (scheme, "ws") == 0;
  SioUrl *url;
  const char *path;
  gboolean is_v6;

  if (host == NULL || (!secure && !plain))
    {
      g_propagate_error (error, sio_error_new (SIO_ERROR_UNSUPPORTED, "Not an address to connect to"));
      return NULL;
    }

  url = g_new0 (SioUrl, 1);
  url->secure = secure;
  url->host = g_steal_pointer (&host);
  url->port = g_uri_get_port (uri) > 0 ? g_uri_get_port (uri) : secure ? 443 : 80;
  is_v6 = strchr (url->host, ':') != NULL;
  if (url->port == (secure ? 443 : 80))
    url->host_header = g_strdup_printf (is_v6 ? "[%s]" : "%s", url->host);
  else
    url->host_header = g_strdup_printf (is_v6 ? "[%s]:%u" : "%s:%u", url->host, url->port);
  path = g_uri_get_path (uri);
  url->nsp = g_strdup (*path != '\0' ? path : "/");
  if (g_uri_get_query (uri) != NULL)
    url->query = filter_query (g_uri_get_query (uri));
  return url;
}

void
sio_url_free (SioUrl *url)
{
  g_free (url->host);
  g_free (url->host_header);
  g_free (url->nsp);
  g_free (url->query);
  g_free (url);
}

char *
sio_url_get_target (const SioUrl *url,
                    const char *path,
                    const char *transport,
                    const char *sid)
{
  g_autofree char *session = sid != NULL ? g_uri_escape_string (sid, NULL, FALSE) : NULL;

  return g_strdup_printf ("%s%s?%s%sEIO=4&transport=%s%s%s", path, g_str_has_suffix (path, "/") ? "" : "/",
                          url->query != NULL ? url->query : "", url->query != NULL ? "&" : "", transport,
                          session != NULL ? "&sid=" : "", session != NULL ? session : "");
}

char *
sio_url_get_origin (const SioUrl *url)
{
  return g_strdup_printf (strchr (url->host, ':') != NULL ? "%s://[%s]:%u" : "%s://%s:%u",
                          url->secure ? "https" : "http", url->host, url->port);
}
