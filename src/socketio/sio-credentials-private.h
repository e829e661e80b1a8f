/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-credentials.h"

G_BEGIN_DECLS

/* The client's side of the question. answered: with error NULL when accepted. */
typedef void (*SioAnsweredFunc) (SioCredentialsRequest *request, const GError *error, gboolean stop, gpointer user_data);

SioCredentialsRequest *sio_credentials_request_new (gboolean was_refused, SioAnsweredFunc answered, gpointer user_data);

/* Later answers are ignored. */
void sio_credentials_request_abandon (SioCredentialsRequest *self);

/* name, value, …, NULL; and the CONNECT payload as JSON text (nullable). Borrowed. */
const char *const *sio_credentials_request_get_headers (SioCredentialsRequest *self);
const char *sio_credentials_request_get_auth (SioCredentialsRequest *self);
gint64 sio_credentials_request_get_wait (SioCredentialsRequest *self); /* ms */

G_END_DECLS
