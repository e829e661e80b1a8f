/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-session-private.h"

#include "sio-error.h"

/* The socket goes the way that the client goes. */

static void
apply (BellSession *self,
       BellNetwork *network)
{
  sio_client_set_tls_database (self->socket, bell_network_get_trust (network));
  sio_client_set_client_certificate (self->socket, bell_network_get_certificate (network));
  sio_client_set_proxy_resolver (self->socket, bell_network_get_proxy_resolver (network));
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BellSession *self = g_task_get_source_object (task);
  BellNetwork *network = BELL_NETWORK (source);
  GError *error = NULL;

  if (!bell_network_load_finish (network, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  apply (self, network);
  g_task_return_boolean (task, TRUE);
}

void
bell_session_network_load (BellSession *self,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, callback, user_data);
  BellNetwork *network = oe_client_get_network (self->client);

  g_task_set_source_tag (task, bell_session_network_load);
  if (network == NULL)
    g_task_return_boolean (task, TRUE);
  else
    bell_network_load_async (network, self->cancellable, loaded_cb, g_steal_pointer (&task));
}

gboolean
bell_session_network_load_finish (BellSession *self,
                                  GAsyncResult *result,
                                  GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
bell_session_network_is_ready (BellSession *self)
{
  BellNetwork *network = oe_client_get_network (self->client);

  if (network == NULL)
    return TRUE;
  if (!bell_network_is_loaded (network))
    return FALSE;
  apply (self, network);
  return TRUE;
}

/* A certificate that is refused may have been renewed in its file meanwhile. */
void
bell_session_network_doubt (BellSession *self,
                            const GError *error)
{
  BellNetwork *network = oe_client_get_network (self->client);

  if (network != NULL &&
      (g_error_matches (error, SIO_ERROR, SIO_ERROR_TLS) || g_error_matches (error, OE_ERROR, OE_ERROR_TLS) ||
       g_error_matches (error, OE_ERROR, OE_ERROR_CERTIFICATE_REFUSED) ||
       g_error_matches (error, OE_ERROR, OE_ERROR_CERTIFICATE_WANTED)))
    bell_network_reload (network);
}

void
bell_session_set_network (BellSession *self,
                          BellNetwork *network)
{
  g_return_if_fail (BELL_IS_SESSION (self));

  oe_client_set_network (self->client, network);
  if (oe_keeper_get_tokens (self->keeper) != NULL)
    bell_session_store (self);
  if (self->state == BELL_SESSION_ONLINE)
    sio_client_reconnect (self->socket);
  else if (bell_session_state_is_down (self->state))
    bell_session_socket_retry_now (self);
}
