/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "siocat-link.h"

#include "siocat-args.h"

/* Replies that are owed: more are not kept, and their events have no handle. */
#define MAX_HANDLES 10000

JsonObject *
siocat_link_line (const char *name,
                  const char *type,
                  SioSocket *socket)
{
  JsonObject *line = siocat_line_new (type);

  if (*name != '\0')
    json_object_set_string_member (line, "client", name);
  if (socket != NULL)
    json_object_set_string_member (line, "nsp", sio_socket_get_namespace (socket));
  return line;
}

static void
print_error (SiocatLink *self,
             const char *type,
             SioSocket *socket,
             const GError *error)
{
  JsonObject *line = siocat_link_line (self->name, type, socket);
  g_autoptr (JsonObject) said = siocat_error_to_json (error);
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, said);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    json_object_set_member (line, name, json_node_copy (member));
  siocat_print (line);
}

static void
print_ending (SiocatLink *self,
              const char *type,
              SioSocket *socket,
              SioReason reason,
              const GError *detail)
{
  JsonObject *line = siocat_link_line (self->name, type, socket);

  json_object_set_string_member (line, "reason", sio_reason_to_string (reason));
  if (detail != NULL)
    json_object_set_object_member (line, "detail", siocat_error_to_json (detail));
  siocat_print (line);
}

/* The client */

static void
on_opened (SioClient *client,
           SiocatLink *self)
{
  siocat_print (siocat_link_line (self->name, "open", NULL));
}

static void
on_closed (SioClient *client,
           SioReason reason,
           GError *detail,
           SiocatLink *self)
{
  print_ending (self, "close", NULL, reason, detail);
}

static void
print_number (SiocatLink *self,
              const char *type,
              guint n)
{
  JsonObject *line = siocat_link_line (self->name, type, NULL);

  json_object_set_int_member (line, "n", n);
  siocat_print (line);
}

static void
on_reconnecting (SioClient *client,
                 guint n,
                 SiocatLink *self)
{
  print_number (self, "reconnect_attempt", n);
}

static void
on_reconnected (SioClient *client,
                guint n,
                SiocatLink *self)
{
  print_number (self, "reconnect", n);
}

static void
on_gave_up (SioClient *client,
            SiocatLink *self)
{
  siocat_print (siocat_link_line (self->name, "reconnect_failed", NULL));
}

static void
on_attempt_failed (SioClient *client,
                   GError *error,
                   SiocatLink *self)
{
  print_error (self, "failed", NULL, error);
}

static void
on_trace (SioClient *client,
          gboolean outgoing,
          const char *packet,
          SiocatLink *self)
{
  JsonObject *line = siocat_link_line (self->name, outgoing ? "sent" : "received", NULL);

  json_object_set_string_member (line, "frame", packet);
  siocat_print (line);
}

/* The sockets */

static void
on_connected (SioSocket *socket,
              gboolean recovered,
              SiocatLink *self)
{
  JsonObject *line = siocat_link_line (self->name, "connect", socket);

  siocat_line_add_string (line, "id", sio_socket_get_id (socket));
  json_object_set_boolean_member (line, "recovered", recovered);
  siocat_print (line);
}

static void
on_disconnected (SioSocket *socket,
                 SioReason reason,
                 GError *detail,
                 SiocatLink *self)
{
  print_ending (self, "disconnect", socket, reason, detail);
}

static void
on_connect_error (SioSocket *socket,
                  GError *error,
                  SiocatLink *self)
{
  print_error (self, "connect_error", socket, error);
}

static void
on_any_event (SioSocket *socket,
              SioEvent *event,
              SiocatLink *self)
{
  JsonObject *line = siocat_link_line (self->name, "event", socket);

  json_object_set_string_member (line, "name", sio_event_get_name (event));
  json_object_set_member (line, "args", siocat_args_write (sio_event_get_args (event)));
  if (sio_event_wants_reply (event) && g_hash_table_size (self->handles) < MAX_HANDLES)
    {
      gint64 *handle = g_new (gint64, 1);

      *handle = ++self->last_handle;
      g_hash_table_insert (self->handles, handle, sio_event_ref (event));
      json_object_set_int_member (line, "handle", *handle);
    }
  siocat_print (line);
}

static void
on_sent (SioSocket *socket,
         SioEvent *event,
         SiocatLink *self)
{
  JsonObject *line = siocat_link_line (self->name, "outgoing", socket);

  json_object_set_string_member (line, "name", sio_event_get_name (event));
  json_object_set_member (line, "args", siocat_args_write (sio_event_get_args (event)));
  siocat_print (line);
}

SioSocket *
siocat_link_get_socket (SiocatLink *self,
                        const char *nsp)
{
  SioSocket *socket = sio_client_get_socket (self->client, nsp);

  if (g_ptr_array_find (self->sockets, socket, NULL))
    return socket;
  g_ptr_array_add (self->sockets, g_object_ref (socket));
  g_signal_connect (socket, "connected", G_CALLBACK (on_connected), self);
  g_signal_connect (socket, "disconnected", G_CALLBACK (on_disconnected), self);
  g_signal_connect (socket, "connect-error", G_CALLBACK (on_connect_error), self);
  g_signal_connect (socket, "any-event", G_CALLBACK (on_any_event), self);
  g_signal_connect (socket, "sent", G_CALLBACK (on_sent), self);
  return socket;
}

SiocatLink *
siocat_link_new (const char *name,
                 SioClient *client,
                 gboolean trace)
{
  const SioBackoff backoff = SIO_BACKOFF_DEFAULT;
  SiocatLink *self = g_new0 (SiocatLink, 1);

  self->name = g_strdup (name);
  self->backoff = backoff;
  self->client = g_object_ref (client);
  self->sockets = g_ptr_array_new_with_free_func (g_object_unref);
  self->handles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) sio_event_unref);
  self->handlers = g_ptr_array_new ();
  g_signal_connect (client, "opened", G_CALLBACK (on_opened), self);
  g_signal_connect (client, "closed", G_CALLBACK (on_closed), self);
  g_signal_connect (client, "reconnecting", G_CALLBACK (on_reconnecting), self);
  g_signal_connect (client, "reconnected", G_CALLBACK (on_reconnected), self);
  g_signal_connect (client, "gave-up", G_CALLBACK (on_gave_up), self);
  g_signal_connect (client, "connect-error", G_CALLBACK (on_attempt_failed), self);
  if (trace)
    g_signal_connect (client, "trace", G_CALLBACK (on_trace), self);
  return self;
}

void
siocat_link_free (SiocatLink *self)
{
  g_signal_handlers_disconnect_by_data (self->client, self);
  for (guint i = 0; i < self->sockets->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->sockets, i), self);
  /* Pending calls complete here, and are printed by their name alone. */
  g_object_unref (self->client);
  g_ptr_array_unref (self->sockets);
  g_hash_table_unref (self->handles);
  g_ptr_array_unref (self->handlers);
  g_free (self->name);
  g_free (self);
}
