/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-session-call.h"

#include "bell-session-private.h"

typedef struct
{
  const BellCall *call;
  gpointer data;
  GDestroyNotify free_data;
  char *access_token;
  gboolean replaced; /* an access token was refused once */
} Flight;

static void
flight_free (gpointer data)
{
  Flight *flight = data;

  if (flight->free_data != NULL)
    flight->free_data (flight->data);
  g_free (flight->access_token);
  g_free (flight);
}

static void
access_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data);

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BellSession *self = g_task_get_source_object (task);
  Flight *flight = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gpointer value = flight->call->finish (OE_CLIENT (source), result, flight->data, &error);

  if (error == NULL)
    g_task_return_pointer (task, value, flight->call->free_result);
  else if (g_error_matches (error, OE_ERROR, OE_ERROR_UNAUTHORIZED) && !flight->replaced)
    {
      flight->replaced = TRUE;
      oe_keeper_get_access_async (self->keeper, flight->access_token, g_task_get_cancellable (task), access_cb,
                                  g_object_ref (task));
    }
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
access_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BellSession *self = g_task_get_source_object (task);
  Flight *flight = g_task_get_task_data (task);
  GError *error = NULL;

  g_free (flight->access_token);
  flight->access_token = oe_keeper_get_access_finish (OE_KEEPER (source), result, &error);
  if (flight->access_token == NULL)
    {
      if (g_error_matches (error, OE_ERROR, OE_ERROR_SESSION_OVER))
        bell_session_sign_in_over (self, error);
      g_task_return_error (task, error);
    }
  else
    flight->call->begin (self->client, flight->access_token, flight->data, g_task_get_cancellable (task), answered_cb,
                         g_object_ref (task));
}

void
bell_session_call_async (BellSession *self,
                         const BellCall *call,
                         gpointer data,
                         GDestroyNotify free_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Flight *flight = g_new0 (Flight, 1);

  g_task_set_source_tag (task, bell_session_call_async);
  g_task_set_task_data (task, flight, flight_free);
  flight->call = call;
  flight->data = data;
  flight->free_data = free_data;
  /* The keeper forgets what it has when it is asked for nothing. */
  if (oe_keeper_get_tokens (self->keeper) == NULL)
    g_task_return_new_error (task, OE_ERROR, OE_ERROR_SESSION_OVER, "Nobody is signed in");
  else
    oe_keeper_get_access_async (self->keeper, NULL, cancellable, access_cb, g_steal_pointer (&task));
}

gpointer
bell_session_call_finish (BellSession *self,
                          GAsyncResult *result,
                          GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
