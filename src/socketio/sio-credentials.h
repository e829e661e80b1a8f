/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SioCredentialsRequest:
 *
 * The question for headers and CONNECT payload, asked anew at every attempt.
 * Answer it exactly once, now or later, from any callback; an answer that comes
 * after the attempt was given up is ignored, and so is a second one.
 */
#define SIO_TYPE_CREDENTIALS_REQUEST (sio_credentials_request_get_type ())
G_DECLARE_FINAL_TYPE (SioCredentialsRequest, sio_credentials_request, SIO, CREDENTIALS_REQUEST, GObject)

/**
 * sio_credentials_request_was_refused:
 *
 * Returns: whether the server refused what was given last time
 */
gboolean sio_credentials_request_was_refused (SioCredentialsRequest *self);

/**
 * sio_credentials_request_get_cancellable:
 *
 * Returns: (transfer none): cancelled when the attempt is given up or the answer is overdue
 */
GCancellable *sio_credentials_request_get_cancellable (SioCredentialsRequest *self);

/**
 * sio_credentials_request_add_header:
 *
 * Sends this header with the handshake. To be called before
 * sio_credentials_request_accept(); without effect where only a payload is
 * asked for. A header that no request may have is left out.
 */
void sio_credentials_request_add_header (SioCredentialsRequest *self, const char *name, const char *value);

/**
 * sio_credentials_request_accept:
 * @auth: (nullable) (transfer none): an object, the payload of CONNECT; "pid" and "offset" in it are refused (REQ-88)
 */
void sio_credentials_request_accept (SioCredentialsRequest *self, JsonNode *auth);

/**
 * sio_credentials_request_set_wait:
 * @ms: the next attempt is no sooner than in so many ms, asked for or not
 *
 * To be called before a sio_credentials_request_fail() that does not stop.
 */
void sio_credentials_request_set_wait (SioCredentialsRequest *self, gint64 ms);

/**
 * sio_credentials_request_fail:
 * @error: (transfer none): what the attempt fails with
 * @stop: TRUE: no further attempt until somebody asks for one
 */
void sio_credentials_request_fail (SioCredentialsRequest *self, const GError *error, gboolean stop);

G_END_DECLS
