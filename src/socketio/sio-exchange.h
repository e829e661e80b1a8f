/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-transport.h"

G_BEGIN_DECLS

/**
 * SioExchanger:
 *
 * The HTTP requests of one long-polling session, by libsoup: with the headers,
 * trust and proxy of the connection; no redirects, no compression, no stored
 * passwords; cookies are kept, since clusters find the server by them. Every
 * answer is bounded, and everything but 200 is an error.
 */
typedef struct _SioExchanger SioExchanger;

/* heard: called for every read that brought bytes. */
SioExchanger *sio_exchanger_new (const SioTransportParams *params, void (*heard) (gpointer user_data),
                                 gpointer user_data);

/* At once and in silence: no callback afterwards. */
void sio_exchanger_free (SioExchanger *self);

/* body: (nullable) with an error (both transfer none). From the main loop, exactly once. */
typedef void (*SioExchanged) (GBytes *body, const GError *error, gpointer user_data);

/* target: path and query. */
void sio_exchanger_get (SioExchanger *self, const char *target, SioExchanged done, gpointer user_data);
void sio_exchanger_post (SioExchanger *self, const char *target, GBytes *body, SioExchanged done, gpointer user_data);

/* (transfer full) (nullable): the Cookie header for target. */
char *sio_exchanger_get_cookie (SioExchanger *self, const char *target);

G_END_DECLS
