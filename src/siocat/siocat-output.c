/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "siocat-output.h"

#include "bell-json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kinds[] = {
  [SIO_ERROR_TIMEOUT] = "timeout",
  [SIO_ERROR_NETWORK] = "network",
  [SIO_ERROR_TLS] = "tls",
  [SIO_ERROR_PROXY] = "proxy",
  [SIO_ERROR_HTTP] = "http",
  [SIO_ERROR_REFUSED] = "refused",
  [SIO_ERROR_PARSE] = "parse",
  [SIO_ERROR_TOO_BIG] = "too-big",
  [SIO_ERROR_CLOSED] = "closed",
  [SIO_ERROR_UNSUPPORTED] = "unsupported-server",
  [SIO_ERROR_CREDENTIALS] = "credentials",
  [SIO_ERROR_DISCONNECTED] = "disconnected",
  [SIO_ERROR_BUFFER_FULL] = "buffer-full",
  [SIO_ERROR_INVALID] = "invalid",
};

static const char *
get_kind (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return "cancelled";
  if (error->domain == SIO_ERROR && error->code >= 0 && (gsize) error->code < G_N_ELEMENTS (kinds))
    return kinds[error->code];
  return "other";
}

JsonObject *
siocat_line_new (const char *type)
{
  JsonObject *line = json_object_new ();

  json_object_set_string_member (line, "type", type);
  json_object_set_double_member (line, "at", g_get_monotonic_time () / 1000.0);
  return line;
}

void
siocat_line_add_string (JsonObject *line,
                        const char *name,
                        const char *value)
{
  if (value != NULL)
    json_object_set_string_member (line, name, value);
  else
    json_object_set_null_member (line, name);
}

void
siocat_line_add_node (JsonObject *line,
                      const char *name,
                      JsonNode *node)
{
  if (node != NULL)
    json_object_set_member (line, name, node);
  else
    json_object_set_null_member (line, name);
}

JsonObject *
siocat_error_to_json (const GError *error)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "kind", get_kind (error));
  json_object_set_string_member (object, "message", error->message);
  if (sio_error_get_http_status (error) != 0)
    json_object_set_int_member (object, "status", sio_error_get_http_status (error));
  if (sio_error_get_engine_code (error) >= 0)
    json_object_set_int_member (object, "engineCode", sio_error_get_engine_code (error));
  if (sio_error_get_close_code (error) != 0)
    json_object_set_int_member (object, "closeCode", sio_error_get_close_code (error));
  if (sio_error_get_retry_after_ms (error) >= 0)
    json_object_set_int_member (object, "retryAfter", sio_error_get_retry_after_ms (error));
  if (sio_error_get_tls_flags (error) != 0)
    {
      g_autofree char *flags = g_flags_to_string (G_TYPE_TLS_CERTIFICATE_FLAGS, sio_error_get_tls_flags (error));

      json_object_set_string_member (object, "tlsFlags", flags);
    }
  if (sio_error_get_data (error) != NULL)
    siocat_line_add_node (object, "data", bell_json_parse (sio_error_get_data (error), strlen (sio_error_get_data (error)), G_MAXSIZE, NULL));
  return object;
}

void
siocat_print (JsonObject *line)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_take_object (root, line);
  text = bell_json_to_string (root);
  if (puts (text) == EOF || fflush (stdout) == EOF)
    exit (EXIT_SUCCESS);
}

void
siocat_complain (const char *command,
                 const GError *error)
{
  JsonObject *line = siocat_line_new ("error");

  siocat_line_add_string (line, "command", command);
  json_object_set_object_member (line, "error", siocat_error_to_json (error));
  siocat_print (line);
}
