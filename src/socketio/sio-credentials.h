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

/* Whether the server refused what was given last time. */
gboolean sio_credentials_request_was_refused (SioCredentialsRequest *self);

/* Cancelled when the attempt is given up or the answer is overdue. (transfer none) */
GCancellable *sio_credentials_request_get_cancellable (SioCredentialsRequest *self);

/* Sends this header with the handshake. Call before accept; without effect where only a payload is asked for. */
void sio_credentials_request_add_header (SioCredentialsRequest *self, const char *name, const char *value);

/* auth: (nullable) (transfer none): an object, the payload of CONNECT; "pid" and "offset" in it are refused (REQ-88). */
void sio_credentials_request_accept (SioCredentialsRequest *self, JsonNode *auth);

/* Before a fail without stop: the next attempt is no sooner than this, asked for or not. */
void sio_credentials_request_set_wait (SioCredentialsRequest *self, gint64 ms);

/* error: (transfer none): the attempt fails with it; stop: no further attempt until asked. */
void sio_credentials_request_fail (SioCredentialsRequest *self, const GError *error, gboolean stop);

G_END_DECLS
