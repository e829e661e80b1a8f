/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-credentials-private.h"

#include "sio-error-private.h"

#include "bell-json.h"

struct _SioCredentialsRequest
{
  GObject parent_instance;

  gboolean was_refused;
  gboolean done;
  GCancellable *cancellable;
  GPtrArray *headers; /* name, value, …, NULL once accepted */
  char *auth;
  gint64 wait_ms;
  SioAnsweredFunc answered;
  gpointer user_data;
};

G_DEFINE_FINAL_TYPE (SioCredentialsRequest, sio_credentials_request, G_TYPE_OBJECT)

static void
sio_credentials_request_finalize (GObject *object)
{
  SioCredentialsRequest *self = SIO_CREDENTIALS_REQUEST (object);

  g_ptr_array_unref (self->headers);
  g_free (self->auth);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sio_credentials_request_parent_class)->finalize (object);
}

static void
sio_credentials_request_class_init (SioCredentialsRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sio_credentials_request_finalize;
}

static void
sio_credentials_request_init (SioCredentialsRequest *self)
{
  self->headers = g_ptr_array_new_with_free_func (g_free);
  self->cancellable = g_cancellable_new ();
}

SioCredentialsRequest *
sio_credentials_request_new (gboolean was_refused,
                             SioAnsweredFunc answered,
                             gpointer user_data)
{
  SioCredentialsRequest *self = g_object_new (SIO_TYPE_CREDENTIALS_REQUEST, NULL);

  self->was_refused = was_refused;
  self->answered = answered;
  self->user_data = user_data;
  return self;
}

gboolean
sio_credentials_request_was_refused (SioCredentialsRequest *self)
{
  g_return_val_if_fail (SIO_IS_CREDENTIALS_REQUEST (self), FALSE);
  return self->was_refused;
}

GCancellable *
sio_credentials_request_get_cancellable (SioCredentialsRequest *self)
{
  g_return_val_if_fail (SIO_IS_CREDENTIALS_REQUEST (self), NULL);
  return self->cancellable;
}

void
sio_credentials_request_add_header (SioCredentialsRequest *self,
                                    const char *name,
                                    const char *value)
{
  g_return_if_fail (SIO_IS_CREDENTIALS_REQUEST (self));
  g_return_if_fail (name != NULL && value != NULL);

  if (self->done)
    return;
  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

static void
answer (SioCredentialsRequest *self,
        const GError *error,
        gboolean stop)
{
  self->done = TRUE;
  g_ptr_array_add (self->headers, NULL);
  g_object_ref (self);
  self->answered (self, error, stop, self->user_data);
  g_object_unref (self);
}

/* Recovery's own (REQ-88). */
static gboolean
holds_reserved (JsonObject *auth)
{
  return json_object_has_member (auth, "pid") || json_object_has_member (auth, "offset");
}

void
sio_credentials_request_accept (SioCredentialsRequest *self,
                                JsonNode *auth)
{
  g_return_if_fail (SIO_IS_CREDENTIALS_REQUEST (self));
  g_return_if_fail (auth == NULL || JSON_NODE_HOLDS_OBJECT (auth));

  if (self->done)
    return;
  if (auth != NULL && holds_reserved (json_node_get_object (auth)))
    {
      g_autoptr (GError) error = sio_error_new (SIO_ERROR_CREDENTIALS, "The payload uses a reserved key");

      answer (self, error, TRUE);
      return;
    }
  if (auth != NULL)
    self->auth = bell_json_to_string (auth);
  answer (self, NULL, FALSE);
}

void
sio_credentials_request_fail (SioCredentialsRequest *self,
                              const GError *error,
                              gboolean stop)
{
  g_return_if_fail (SIO_IS_CREDENTIALS_REQUEST (self));
  g_return_if_fail (error != NULL);

  if (!self->done)
    answer (self, error, stop);
}

void
sio_credentials_request_set_wait (SioCredentialsRequest *self,
                                  gint64 ms)
{
  g_return_if_fail (SIO_IS_CREDENTIALS_REQUEST (self));

  self->wait_ms = MAX (ms, 0);
}

gint64
sio_credentials_request_get_wait (SioCredentialsRequest *self)
{
  return self->wait_ms;
}

void
sio_credentials_request_abandon (SioCredentialsRequest *self)
{
  gboolean was_open = !self->done;

  self->done = TRUE;
  if (was_open)
    g_cancellable_cancel (self->cancellable);
}

const char *const *
sio_credentials_request_get_headers (SioCredentialsRequest *self)
{
  return (const char *const *) self->headers->pdata;
}

const char *
sio_credentials_request_get_auth (SioCredentialsRequest *self)
{
  return self->auth;
}
