/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "siocat-private.h"

static JsonArray *
describe_sockets (SiocatLink *link)
{
  JsonArray *sockets = json_array_new ();

  for (guint i = 0; i < link->sockets->len; i++)
    {
      SioSocket *socket = g_ptr_array_index (link->sockets, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "nsp", sio_socket_get_namespace (socket));
      json_object_set_string_member (object, "state", sio_state_to_string (sio_socket_get_state (socket)));
      siocat_line_add_string (object, "id", sio_socket_get_id (socket));
      json_object_set_boolean_member (object, "recovered", sio_socket_get_recovered (socket));
      json_object_set_int_member (object, "buffered", sio_socket_get_n_buffered (socket));
      json_array_add_object_element (sockets, object);
    }
  return sockets;
}

static JsonObject *
describe_counters (SioClient *client)
{
  JsonObject *object = json_object_new ();
  SioCounters counters;

  sio_client_get_counters (client, &counters);
  json_object_set_int_member (object, "packetsIn", counters.packets_in);
  json_object_set_int_member (object, "packetsOut", counters.packets_out);
  json_object_set_int_member (object, "bytesIn", counters.bytes_in);
  json_object_set_int_member (object, "bytesOut", counters.bytes_out);
  json_object_set_int_member (object, "pings", counters.pings);
  json_object_set_int_member (object, "connections", counters.connections);
  json_object_set_int_member (object, "reconnects", counters.reconnects);
  json_object_set_int_member (object, "droppedIn", counters.dropped_in);
  json_object_set_int_member (object, "droppedOut", counters.dropped_out);
  json_object_set_int_member (object, "rttUs", counters.rtt_us);
  return object;
}

void
siocat_print_state (SiocatLink *link)
{
  JsonObject *line = siocat_link_line (link->name, "state", NULL);
  const GError *error = sio_client_get_last_error (link->client);

  json_object_set_string_member (line, "state", sio_state_to_string (sio_client_get_state (link->client)));
  json_object_set_int_member (line, "attempt", sio_client_get_attempt (link->client));
  json_object_set_int_member (line, "nextAttempt", sio_client_get_next_attempt (link->client));
  siocat_line_add_string (line, "transport", sio_client_get_transport (link->client));
  if (error != NULL)
    json_object_set_object_member (line, "lastError", siocat_error_to_json (error));
  json_object_set_object_member (line, "counters", describe_counters (link->client));
  json_object_set_array_member (line, "sockets", describe_sockets (link));
  siocat_print (line);
}
