/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-error-private.h"

#include "bell-json.h"
#include "bell-redact.h"

#include <string.h>

#define MAX_DATA (64 * 1024)
#define MAX_WORDS 1024
#define STATUS_PROXY_AUTHENTICATION 407

typedef struct
{
  guint http_status;
  gboolean is_page;
  int engine_code;
  guint close_code;
  gint64 retry_after_ms;
  GTlsCertificateFlags tls_flags;
  gboolean wants_certificate;
  char *data;
} SioErrorPrivate;

static void
sio_error_private_init (SioErrorPrivate *priv)
{
  priv->retry_after_ms = -1;
  priv->engine_code = -1;
}

static void
sio_error_private_copy (const SioErrorPrivate *source,
                        SioErrorPrivate *target)
{
  *target = *source;
  target->data = g_strdup (source->data);
}

static void
sio_error_private_clear (SioErrorPrivate *priv)
{
  g_free (priv->data);
}

G_DEFINE_EXTENDED_ERROR (SioError, sio_error)

GError *
sio_error_new (SioError code,
               const char *format,
               ...)
{
  va_list args;
  GError *error;

  va_start (args, format);
  error = g_error_new_valist (SIO_ERROR, code, format, args);
  va_end (args);
  return error;
}

/* Of {"code":1,"message":"Session ID unknown"}, else -1 (REQ-09). */
static int
read_engine_code (const char *body,
                  gsize length)
{
  g_autoptr (JsonNode) root = bell_json_parse (body, length, MAX_WORDS, NULL);
  gint64 code = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
                  ? bell_json_get_integer (json_node_get_object (root), "code", -1)
                  : -1;

  return code >= 0 && code <= G_MAXINT ? (int) code : -1;
}

GError *
sio_error_new_http (guint status,
                    gint64 retry_after_ms,
                    const void *body,
                    gsize length)
{
  SioError code = status == STATUS_PROXY_AUTHENTICATION ? SIO_ERROR_PROXY : SIO_ERROR_HTTP;
  g_autofree char *raw = g_strndup (body, MIN (length, MAX_WORDS));
  g_autofree char *words = bell_redact (raw);
  GError *error = NULL;

  g_strstrip (words);
  error = sio_error_new (code, "HTTP %u%s%s", status, *words != '\0' ? ": " : "", words);
  sio_error_get_private (error)->http_status = status;
  sio_error_get_private (error)->is_page = *words == '<';
  sio_error_get_private (error)->engine_code = read_engine_code (raw, strlen (raw));
  sio_error_get_private (error)->retry_after_ms = retry_after_ms;
  return error;
}

GError *
sio_error_new_tls (GTlsCertificateFlags flags,
                   const char *message)
{
  GError *error = sio_error_new (SIO_ERROR_TLS, "%s", message);

  sio_error_get_private (error)->tls_flags = flags;
  return error;
}

GError *
sio_error_new_refused (const char *message,
                       const char *data)
{
  GError *error = sio_error_new (SIO_ERROR_REFUSED, "%.300s", message);

  if (data != NULL && strlen (data) <= MAX_DATA)
    sio_error_get_private (error)->data = g_strdup (data);
  return error;
}

GError *
sio_error_new_closed (guint close_code)
{
  GError *error;

  if (close_code == 0)
    error = sio_error_new (SIO_ERROR_CLOSED, "The connection ended");
  else
    error = sio_error_new (SIO_ERROR_CLOSED, "The server closed the connection (%u)", close_code);
  sio_error_get_private (error)->close_code = close_code;
  return error;
}

/*
 * A connection that breaks off below TLS is a matter of the network, and heals as fast; one that breaks off before the
 * server said anything, behind a gateway whose server restarts, is called "not TLS".
 */
static gboolean
is_tls_matter (const GError *error)
{
  return error->domain == G_TLS_ERROR && error->code != G_TLS_ERROR_EOF && error->code != G_TLS_ERROR_MISC &&
         error->code != G_TLS_ERROR_NOT_TLS;
}

GError *
sio_error_from_io (const GError *error,
                   GTlsCertificateFlags tls_flags)
{
  if (error->domain == SIO_ERROR)
    return g_error_copy (error);
  if (tls_flags != 0 || is_tls_matter (error))
    {
      GError *tls_error = sio_error_new_tls (tls_flags, error->message);

      sio_error_get_private (tls_error)->wants_certificate =
        tls_flags == 0 && g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_CERTIFICATE_REQUIRED);
      return tls_error;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_NEED_AUTH) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_AUTH_FAILED))
    {
      GError *proxy_error = sio_error_new (SIO_ERROR_PROXY, "%s", error->message);

      sio_error_get_private (proxy_error)->http_status = STATUS_PROXY_AUTHENTICATION;
      return proxy_error;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_NOT_ALLOWED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_FAILED))
    return sio_error_new (SIO_ERROR_PROXY, "%s", error->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    return sio_error_new (SIO_ERROR_TOO_BIG, "%s", error->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return sio_error_new (SIO_ERROR_TIMEOUT, "%s", error->message);
  return sio_error_new (SIO_ERROR_NETWORK, "%s", error->message);
}

guint
sio_error_get_http_status (const GError *error)
{
  SioErrorPrivate *priv = error != NULL && error->domain == SIO_ERROR ? sio_error_get_private (error) : NULL;

  return priv != NULL ? priv->http_status : 0;
}

int
sio_error_get_engine_code (const GError *error)
{
  SioErrorPrivate *priv = error != NULL && error->domain == SIO_ERROR ? sio_error_get_private (error) : NULL;

  return priv != NULL ? priv->engine_code : -1;
}

guint
sio_error_get_close_code (const GError *error)
{
  SioErrorPrivate *priv = error != NULL && error->domain == SIO_ERROR ? sio_error_get_private (error) : NULL;

  return priv != NULL ? priv->close_code : 0;
}

gint64
sio_error_get_retry_after_ms (const GError *error)
{
  SioErrorPrivate *priv = error != NULL && error->domain == SIO_ERROR ? sio_error_get_private (error) : NULL;

  return priv != NULL ? priv->retry_after_ms : -1;
}

gboolean
sio_error_is_page (const GError *error)
{
  return error->domain == SIO_ERROR && sio_error_get_private (error)->is_page;
}

GTlsCertificateFlags
sio_error_get_tls_flags (const GError *error)
{
  SioErrorPrivate *priv = error != NULL && error->domain == SIO_ERROR ? sio_error_get_private (error) : NULL;

  return priv != NULL ? priv->tls_flags : 0;
}

gboolean
sio_error_wants_certificate (const GError *error)
{
  return error != NULL && error->domain == SIO_ERROR && sio_error_get_private (error)->wants_certificate;
}

const char *
sio_error_get_data (const GError *error)
{
  SioErrorPrivate *priv = error != NULL && error->domain == SIO_ERROR ? sio_error_get_private (error) : NULL;

  return priv != NULL ? priv->data : NULL;
}
