/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-client-private.h"

/* libsoup's own ceiling of what is sane (CVE-2026-0716 concerns lengths near 2^64). */
#define MAX_MAX_MESSAGE (64 * 1024 * 1024)

void
sio_client_set_path (SioClient *self,
                     const char *path)
{
  g_free (self->path);
  self->path = g_strdup (path);
}

void
sio_client_set_transports (SioClient *self,
                           SioTransports transports)
{
  self->choice.transports = transports;
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
sio_client_set_extra_authorities (SioClient *self,
                                  GTlsDatabase *database)
{
  g_set_object (&self->extra_authorities, database);
}

void
sio_client_set_pin (SioClient *self,
                    const char *sha256)
{
  g_free (self->pin);
  self->pin = g_strdup (sha256);
}

void
sio_client_set_client_certificate (SioClient *self,
                                   GTlsCertificate *certificate)
{
  g_set_object (&self->client_certificate, certificate);
}

void
sio_client_set_tls_interaction (SioClient *self,
                                GTlsInteraction *interaction)
{
  g_set_object (&self->tls_interaction, interaction);
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
sio_client_set_credentials_timeout (SioClient *self,
                                    guint ms)
{
  self->credentials_ms = ms;
}

void
sio_client_set_reconnection (SioClient *self,
                             gboolean reconnection)
{
  self->reconnection = reconnection;
  if (!reconnection)
    sio_client_stop_waiting (self);
}

void
sio_client_set_max_refusals (SioClient *self,
                             guint n)
{
  self->max_refusals = n;
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
