/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SioError:
 * @SIO_ERROR_TIMEOUT: a phase (open, CONNECT answer) took longer than allowed
 * @SIO_ERROR_NETWORK: name not found, refused, unreachable, reset
 * @SIO_ERROR_TLS: the certificate is not trusted; see sio_error_get_tls_flags()
 * @SIO_ERROR_PROXY: the proxy refused or wants a sign-in (407)
 * @SIO_ERROR_HTTP: an HTTP answer other than 101; see sio_error_get_http_status()
 * @SIO_ERROR_REFUSED: CONNECT_ERROR, or DISCONNECT by the server
 * @SIO_ERROR_PARSE: a packet that is none
 * @SIO_ERROR_TOO_BIG: a message over the limit
 * @SIO_ERROR_CLOSED: the peer closed; see sio_error_get_close_code()
 * @SIO_ERROR_UNSUPPORTED: the peer speaks another protocol or an old revision
 * @SIO_ERROR_CREDENTIALS: the application had no credentials to give
 * @SIO_ERROR_DISCONNECTED: the connection ended before the acknowledgement came
 * @SIO_ERROR_BUFFER_FULL: too much waits for a connection already
 * @SIO_ERROR_INVALID: what the caller wants sent cannot be
 *
 * Why a connection did not come about or ended, or a packet was not sent.
 */
typedef enum
{
  SIO_ERROR_TIMEOUT,
  SIO_ERROR_NETWORK,
  SIO_ERROR_TLS,
  SIO_ERROR_PROXY,
  SIO_ERROR_HTTP,
  SIO_ERROR_REFUSED,
  SIO_ERROR_PARSE,
  SIO_ERROR_TOO_BIG,
  SIO_ERROR_CLOSED,
  SIO_ERROR_UNSUPPORTED,
  SIO_ERROR_CREDENTIALS,
  SIO_ERROR_DISCONNECTED,
  SIO_ERROR_BUFFER_FULL,
  SIO_ERROR_INVALID,
} SioError;

#define SIO_ERROR (sio_error_quark ())
GQuark sio_error_quark (void); /* an extended error domain (GLib 2.68) */

/* What an error carries besides; to be asked of any GError. */

/**
 * sio_error_get_http_status:
 *
 * Returns: of %SIO_ERROR_HTTP and %SIO_ERROR_PROXY, the status; else 0
 */
guint sio_error_get_http_status (const GError *error);

/**
 * sio_error_get_engine_code:
 *
 * Returns: of an HTTP refusal, Engine.IO's code: 1 unknown session, 5 old protocol, …; else -1
 */
int sio_error_get_engine_code (const GError *error);

/**
 * sio_error_get_close_code:
 *
 * Returns: of %SIO_ERROR_CLOSED, the WebSocket's code; else 0
 */
guint sio_error_get_close_code (const GError *error);

/**
 * sio_error_get_retry_after_ms:
 *
 * Returns: for how long the server asked not to come back; else -1
 */
gint64 sio_error_get_retry_after_ms (const GError *error);

/**
 * sio_error_get_tls_flags:
 *
 * Returns: of %SIO_ERROR_TLS, what is wrong with the certificate; else 0
 */
GTlsCertificateFlags sio_error_get_tls_flags (const GError *error);

/**
 * sio_error_wants_certificate:
 *
 * Returns: of %SIO_ERROR_TLS, whether the server wants a certificate of ours
 */
gboolean sio_error_wants_certificate (const GError *error);

/**
 * sio_error_is_page:
 *
 * Returns: whether an HTTP refusal was written for people: by a portal, a proxy or another web site
 */
gboolean sio_error_is_page (const GError *error);

/**
 * sio_error_get_data:
 *
 * Returns: (nullable): the JSON text of "data" in a CONNECT_ERROR, at most 64 KiB; else NULL
 */
const char *sio_error_get_data (const GError *error);

G_END_DECLS
