/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-client-private.h"

/* libsoup's own ceiling of what is sane (CVE-2026-0716 concerns lengths near 2^64). */
#define MAX_MAX_MESSAGE (64 * 1024 * 1024)

SioClient *
sio_client_new (const char *url,
                BellClock *clock,
                GError **error)
{
  SioUrl *parsed = sio_url_parse (url, error);
  SioClient *self;

  if (parsed == NULL)
    return NULL;
  self = g_object_new (SIO_TYPE_CLIENT, NULL);
  self->url = parsed;
  self->clock = g_object_ref (clock);
  return self;
}

void
sio_client_set_path (SioClient *self,
                     const char *path)
{
  g_free (self->path);
  self->path = g_strdup (path);
}

void
sio_client_set_user_agent (SioClient *self,
                           const char *user_agent)
{
  g_free (self->user_agent);
  self->user_agent = g_strdup (user_agent);
}

void
sio_client_set_tls_database (SioClient *self,
                             GTlsDatabase *database)
{
  g_set_object (&self->tls_database, database);
}

void
sio_client_set_proxy_resolver (SioClient *self,
                               GProxyResolver *resolver)
{
  g_set_object (&self->proxy_resolver, resolver);
}

void
sio_client_set_backoff (SioClient *self,
                        const SioBackoff *backoff)
{
  self->backoff = *backoff;
}

void
sio_client_set_timeouts (SioClient *self,
                         guint open_ms,
                         guint join_ms)
{
  self->open_ms = open_ms;
  self->join_ms = join_ms;
}

void
sio_client_set_max_message (SioClient *self,
                            gsize bytes)
{
  self->max_message = CLAMP (bytes, 1, MAX_MAX_MESSAGE);
}

void
sio_client_set_credentials_func (SioClient *self,
                                 SioCredentialsFunc func,
                                 gpointer user_data,
                                 GDestroyNotify destroy)
{
  if (self->credentials_destroy != NULL)
    self->credentials_destroy (self->credentials_data);
  self->credentials_func = func;
  self->credentials_data = user_data;
  self->credentials_destroy = destroy;
}

void
sio_client_set_refusal_func (SioClient *self,
                             SioRefusalFunc func,
                             gpointer user_data,
                             GDestroyNotify destroy)
{
  if (self->refusal_destroy != NULL)
    self->refusal_destroy (self->refusal_data);
  self->refusal_func = func;
  self->refusal_data = user_data;
  self->refusal_destroy = destroy;
}
