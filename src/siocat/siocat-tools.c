/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "siocat-tools.h"

#include "siocat-output.h"

#include "sio-backoff.h"
#include "sio-url.h"

static void
print_url (const SioUrl *url,
           const char *path)
{
  JsonObject *line = json_object_new ();
  g_autofree char *target = sio_url_get_target (url, path, "websocket", NULL);
  g_autofree char *origin = sio_url_get_origin (url);

  json_object_set_boolean_member (line, "secure", url->secure);
  json_object_set_string_member (line, "host", url->host);
  json_object_set_int_member (line, "port", url->port);
  json_object_set_string_member (line, "hostHeader", url->host_header);
  json_object_set_string_member (line, "nsp", url->nsp);
  siocat_line_add_string (line, "query", url->query);
  json_object_set_string_member (line, "target", target);
  json_object_set_string_member (line, "origin", origin);
  siocat_print (line);
}

gboolean
siocat_parse_urls (char **urls,
                   const char *path)
{
  gboolean fine = TRUE;

  for (guint i = 0; urls[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SioUrl) url = sio_url_parse (urls[i], &error);

      if (url != NULL)
        print_url (url, path);
      else
        siocat_complain ("parse-url", error);
      fine = fine && url != NULL;
    }
  return fine;
}

gboolean
siocat_draw_backoff (const SioBackoff *backoff,
                     guint32 seed,
                     guint count)
{
  GRand *rand = g_rand_new_with_seed (seed);

  for (guint n = 0; n < count; n++)
    {
      JsonObject *line = json_object_new ();

      json_object_set_int_member (line, "n", n);
      json_object_set_int_member (line, "ms", sio_backoff_draw (backoff, n, rand));
      siocat_print (line);
    }
  g_rand_free (rand);
  return TRUE;
}
