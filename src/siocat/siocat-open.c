/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "siocat-private.h"

#include "sio-error-private.h"
#include "sio-url.h"

#include "bell-json.h"
#include "bell-tls.h"

#include <string.h>

/* Of a member that is a number; fallback where it is none or there is none. */
static double
get_double (JsonObject *object,
            const char *name,
            double fallback)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : fallback;
}

guint
siocat_get_number (JsonObject *object,
                   const char *name,
                   guint fallback)
{
  return CLAMP (bell_json_get_integer (object, name, fallback), 0, G_MAXINT);
}

/* The query of "opts" joins that of the address, and wins (REQ-04). */
static char *
add_query (const char *url,
           JsonObject *query)
{
  const char *mark = strchr (url, '?');
  g_auto (GStrv) pairs = g_strsplit (mark != NULL ? mark + 1 : "", "&", -1);
  GString *all;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (query == NULL)
    return g_strdup (url);
  all = g_string_new_len (url, mark != NULL ? mark - url : (gssize) strlen (url));
  g_string_append_c (all, '?');
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_autofree char *key = g_uri_unescape_segment (pairs[i], pairs[i] + strcspn (pairs[i], "="), NULL);

      if (*pairs[i] != '\0' && (key == NULL || !json_object_has_member (query, key)))
        g_string_append_printf (all, "%s&", pairs[i]);
    }
  json_object_iter_init_ordered (&iter, query);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      g_autofree char *text = bell_json_node_dup_text (node);
      g_autofree char *key = g_uri_escape_string (name, NULL, FALSE);
      g_autofree char *value = g_uri_escape_string (text != NULL ? text : "", NULL, FALSE);

      g_string_append_printf (all, "%s=%s&", key, value);
    }
  g_string_truncate (all, all->len - 1);
  return g_string_free (all, FALSE);
}

void
siocat_set_reconnection (SiocatLink *link,
                         JsonObject *opts)
{
  SioBackoff *backoff = &link->backoff;
  double jitter = CLAMP (get_double (opts, "randomizationFactor", (backoff->high - backoff->low) / 2), 0, 1);

  backoff->base_ms = siocat_get_number (opts, "reconnectionDelay", backoff->base_ms);
  backoff->cap_ms = siocat_get_number (opts, "reconnectionDelayMax", backoff->cap_ms);
  backoff->attempts = siocat_get_number (opts, "reconnectionAttempts", backoff->attempts);
  backoff->stable_ms = siocat_get_number (opts, "stable", backoff->stable_ms);
  backoff->low = 1 - jitter;
  backoff->high = 1 + jitter;
  sio_client_set_backoff (link->client, backoff);
  if (opts != NULL && json_object_has_member (opts, "reconnection"))
    sio_client_set_reconnection (link->client, bell_json_get_boolean (opts, "reconnection", TRUE));
}

/* Headers are given anew for every attempt. */
static void
give_headers (SioClient *client,
              SioCredentialsRequest *request,
              gpointer user_data)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, user_data);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      g_autofree char *value = bell_json_node_dup_text (node);

      sio_credentials_request_add_header (request, name, value != NULL ? value : "");
    }
  sio_credentials_request_accept (request, NULL);
}

static gboolean
set_trust (SioClient *client,
           JsonObject *opts,
           GError **error)
{
  const char *file = bell_json_get_string (opts, "caFile");
  g_autoptr (GTlsDatabase) database = NULL;

  if (file != NULL)
    {
      database = bell_tls_database_new (file, error);
      if (database == NULL)
        return FALSE;
      sio_client_set_tls_database (client, database);
    }
  if (bell_json_get_string (opts, "pin") != NULL)
    sio_client_set_pin (client, bell_json_get_string (opts, "pin"));
  return TRUE;
}

/* "websocket", "polling" or both, the one to begin with first. */
static gboolean
set_transports (SioClient *client,
                JsonObject *opts,
                GError **error)
{
  static const struct
  {
    const char *names;
    SioTransports transports;
  } choices[] = {
    { "websocket", SIO_TRANSPORTS_WEBSOCKET },
    { "polling", SIO_TRANSPORTS_POLLING },
    { "polling websocket", SIO_TRANSPORTS_POLLING_FIRST },
    { "websocket polling", SIO_TRANSPORTS_AUTO },
  };
  JsonArray *transports = bell_json_get_array (opts, "transports");
  g_autoptr (GString) names = g_string_new (NULL);

  if (transports == NULL)
    return TRUE;
  for (guint i = 0; i < json_array_get_length (transports); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", json_array_get_string_element (transports, i));
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (strcmp (choices[i].names, names->str) == 0)
      {
        sio_client_set_transports (client, choices[i].transports);
        return TRUE;
      }
  g_propagate_error (error, sio_error_new (SIO_ERROR_INVALID, "There are no such transports"));
  return FALSE;
}

static void
set_client (SioClient *client,
            JsonObject *opts)
{
  JsonObject *headers = bell_json_get_object (opts, "headers");

  if (bell_json_get_string (opts, "path") != NULL)
    sio_client_set_path (client, bell_json_get_string (opts, "path"));
  sio_client_set_user_agent (client, bell_json_get_string (opts, "userAgent") != NULL ? bell_json_get_string (opts, "userAgent")
                                                                                     : "sio-cat/" BELL_VERSION);
  sio_client_set_timeouts (client, siocat_get_number (opts, "timeout", 20000), siocat_get_number (opts, "joinTimeout", 20000));
  if (siocat_get_number (opts, "maxMessage", 0) > 0)
    sio_client_set_max_message (client, siocat_get_number (opts, "maxMessage", 0));
  if (headers != NULL)
    sio_client_set_credentials_func (client, give_headers, json_object_ref (headers), (GDestroyNotify) json_object_unref);
}

/* The options that each namespace has for itself. */
static void
set_socket (SioSocket *socket,
            JsonObject *opts)
{
  if (siocat_get_number (opts, "bufferEvents", 0) > 0)
    sio_socket_set_buffer (socket, siocat_get_number (opts, "bufferEvents", 0), siocat_get_number (opts, "bufferBytes", 4 * 1024 * 1024));
  sio_socket_set_drop_on_disconnect (socket, bell_json_get_boolean (opts, "dropOnDisconnect", FALSE));
  sio_socket_set_connected_first (socket, bell_json_get_boolean (opts, "connectedFirst", FALSE));
  sio_socket_set_show_offset (socket, bell_json_get_boolean (opts, "showOffset", FALSE));
}

SiocatLink *
siocat_open (Siocat *self,
             const char *name,
             JsonObject *command,
             GError **error)
{
  JsonObject *opts = bell_json_get_object (command, "opts");
  const char *given = bell_json_get_string (command, "url");
  g_autofree char *url = NULL;
  g_autoptr (SioClient) client = NULL;
  SiocatLink *link;

  if (given == NULL)
    {
      g_propagate_error (error, sio_error_new (SIO_ERROR_INVALID, "\"url\" is missing"));
      return NULL;
    }
  url = add_query (given, bell_json_get_object (opts, "query"));
  client = sio_client_new (url, BELL_CLOCK (self->clock), error);
  if (client == NULL || !set_transports (client, opts, error) || !set_trust (client, opts, error))
    return NULL;
  set_client (client, opts);
  link = siocat_link_new (name, client, self->trace);
  siocat_set_reconnection (link, opts);
  link->ack_timeout = siocat_get_number (opts, "ackTimeout", 0);
  link->retries = siocat_get_number (opts, "retries", 0);
  set_socket (siocat_link_get_socket (link, NULL), opts);
  if (opts != NULL)
    siocat_set_auth (self, link, siocat_link_get_socket (link, NULL), opts);
  return link;
}
