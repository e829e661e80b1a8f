/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * OeError:
 * @OE_ERROR_NETWORK: no answer: name, route, refused, reset, time over
 * @OE_ERROR_TLS: the certificate is not trusted
 * @OE_ERROR_CERTIFICATE_WANTED: the server wants a client certificate
 * @OE_ERROR_CERTIFICATE_REFUSED: the server does not take the client certificate that was shown
 * @OE_ERROR_PROXY: the proxy refused or wants a sign-in
 * @OE_ERROR_ADDRESS: what was typed is no usable address
 * @OE_ERROR_NO_ONEENTRY: something answered, and it is no OneEntry (404, other JSON, a redirect)
 * @OE_ERROR_PAGE: a web page answered: the sign-in page of a network, or an address that is no OneEntry
 * @OE_ERROR_APP_TOKEN: the app token was refused (403 "Resource is closed")
 * @OE_ERROR_SIGN_IN: login, password or code were refused
 * @OE_ERROR_UNAUTHORIZED: 401: the access token is not valid (any more)
 * @OE_ERROR_FORBIDDEN: 403: this account may not do that
 * @OE_ERROR_NOT_FOUND: 404 with a OneEntry answer
 * @OE_ERROR_SESSION_OVER: the refresh token was refused: somebody must sign in again
 * @OE_ERROR_RATE_LIMITED: 429; see oe_error_get_retry_after_ms()
 * @OE_ERROR_SERVER: 5xx
 * @OE_ERROR_PROTOCOL: an answer that cannot be understood or is too large
 *
 * error->message is the server's own words where it said any (never a secret,
 * at most 300 characters, plain text), else a plain English description.
 */
typedef enum
{
  OE_ERROR_NETWORK,
  OE_ERROR_TLS,
  OE_ERROR_CERTIFICATE_WANTED,
  OE_ERROR_CERTIFICATE_REFUSED,
  OE_ERROR_PROXY,
  OE_ERROR_ADDRESS,
  OE_ERROR_NO_ONEENTRY,
  OE_ERROR_PAGE,
  OE_ERROR_APP_TOKEN,
  OE_ERROR_SIGN_IN,
  OE_ERROR_UNAUTHORIZED,
  OE_ERROR_FORBIDDEN,
  OE_ERROR_NOT_FOUND,
  OE_ERROR_SESSION_OVER,
  OE_ERROR_RATE_LIMITED,
  OE_ERROR_SERVER,
  OE_ERROR_PROTOCOL,
} OeError;

#define OE_ERROR (oe_error_quark ())
GQuark oe_error_quark (void); /* an extended error domain */

guint oe_error_get_http_status (const GError *error);      /* 0: none */
gint64 oe_error_get_retry_after_ms (const GError *error);  /* -1: none */
GTlsCertificateFlags oe_error_get_tls_flags (const GError *error);
gboolean oe_error_has_server_words (const GError *error);  /* message came from the server */

G_END_DECLS
