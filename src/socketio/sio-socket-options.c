/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-socket-private.h"

#include "bell-json.h"

void
sio_socket_set_auth (SioSocket *self,
                     JsonNode *auth)
{
  g_return_if_fail (SIO_IS_SOCKET (self));
  g_return_if_fail (auth == NULL || JSON_NODE_HOLDS_OBJECT (auth));
  /* Recovery's own (REQ-88). */
  g_return_if_fail (auth == NULL || !json_object_has_member (json_node_get_object (auth), "pid"));
  g_return_if_fail (auth == NULL || !json_object_has_member (json_node_get_object (auth), "offset"));

  g_free (self->auth);
  self->auth = auth != NULL ? bell_json_to_string (auth) : NULL;
}

void
sio_socket_set_auth_func (SioSocket *self,
                          SioAuthFunc func,
                          gpointer user_data,
                          GDestroyNotify destroy)
{
  g_return_if_fail (SIO_IS_SOCKET (self));

  if (self->auth_destroy != NULL)
    self->auth_destroy (self->auth_data);
  self->auth_func = func;
  self->auth_data = user_data;
  self->auth_destroy = destroy;
}

void
sio_socket_set_buffer (SioSocket *self,
                       guint max_events,
                       gsize max_bytes)
{
  g_return_if_fail (SIO_IS_SOCKET (self));

  self->max_events = max_events;
  self->max_bytes = max_bytes;
}

void
sio_socket_set_drop_on_disconnect (SioSocket *self,
                                   gboolean drop)
{
  g_return_if_fail (SIO_IS_SOCKET (self));
  self->drops_on_disconnect = drop;
}

void
sio_socket_set_connected_first (SioSocket *self,
                                gboolean first)
{
  g_return_if_fail (SIO_IS_SOCKET (self));
  self->connected_first = first;
}

void
sio_socket_set_offset_func (SioSocket *self,
                            SioOffsetFunc func,
                            gpointer user_data,
                            GDestroyNotify destroy)
{
  g_return_if_fail (SIO_IS_SOCKET (self));

  if (self->offset_destroy != NULL)
    self->offset_destroy (self->offset_data);
  self->offset_func = func;
  self->offset_data = user_data;
  self->offset_destroy = destroy;
}

void
sio_socket_set_show_offset (SioSocket *self,
                            gboolean show)
{
  g_return_if_fail (SIO_IS_SOCKET (self));
  self->shows_offset = show;
}
