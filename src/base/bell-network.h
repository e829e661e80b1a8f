/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-network-settings.h"

G_BEGIN_DECLS

/**
 * BellNetworkError:
 * @BELL_NETWORK_ERROR_CA_FILE: the file of authorities cannot be read, or holds no certificate
 * @BELL_NETWORK_ERROR_CERTIFICATE: the same of the client certificate and its key
 * @BELL_NETWORK_ERROR_CERTIFICATE_PASSWORD: the certificate's password is missing or wrong
 * @BELL_NETWORK_ERROR_PROXY: the proxy's address is none
 *
 * What in somebody's settings keeps a shop from being asked at all.
 */
typedef enum
{
  BELL_NETWORK_ERROR_CA_FILE,
  BELL_NETWORK_ERROR_CERTIFICATE,
  BELL_NETWORK_ERROR_CERTIFICATE_PASSWORD,
  BELL_NETWORK_ERROR_PROXY,
} BellNetworkError;
#define BELL_NETWORK_ERROR (bell_network_error_quark ())
GQuark bell_network_error_quark (void);

/**
 * BellNetwork:
 *
 * #BellNetworkSettings come to life, the same for REST and socket: whom to trust,
 * as whom to show oneself, through which proxy. It must be loaded before
 * anything is sent; files are read on a thread, and again after
 * bell_network_reload(), so that a renewed one needs no restart. There is no way
 * to switch verification off.
 */
#define BELL_TYPE_NETWORK (bell_network_get_type ())
G_DECLARE_FINAL_TYPE (BellNetwork, bell_network, BELL, NETWORK, GObject)

/* certificate_password: (nullable): for a PKCS#12 file; it stays in memory. */
BellNetwork *bell_network_new (const BellNetworkSettings *settings, const char *certificate_password);

const BellNetworkSettings *bell_network_get_settings (BellNetwork *self);
const char *bell_network_get_certificate_password (BellNetwork *self); /* (nullable) */
void bell_network_set_certificate_password (BellNetwork *self, const char *password);

/* (nullable): of the proxy's user; it stays in memory, too. */
const char *bell_network_get_proxy_password (BellNetwork *self);
void bell_network_set_proxy_password (BellNetwork *self, const char *password);

/* Reads what was not read yet; without files there is nothing to wait for. Errors: BELL_NETWORK_ERROR. */
void bell_network_load_async (BellNetwork *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean bell_network_load_finish (BellNetwork *self, GAsyncResult *result, GError **error);
gboolean bell_network_load (BellNetwork *self, GError **error); /* blocks; for a program's start */

gboolean bell_network_is_loaded (BellNetwork *self);
void bell_network_reload (BellNetwork *self); /* the next load reads everything anew */

/* Once loaded. (nullable) (transfer none): NULL leaves it to the system; no certificate is shown. */
GTlsDatabase *bell_network_get_trust (BellNetwork *self);
GTlsCertificate *bell_network_get_certificate (BellNetwork *self);
GProxyResolver *bell_network_get_proxy_resolver (BellNetwork *self);

/*
 * The same for libsoup, which asks for the user of an HTTP proxy by SoupMessage::authenticate: with one in the
 * address it would try a password that is wrong for ever.
 */
GProxyResolver *bell_network_get_soup_proxy_resolver (BellNetwork *self);

G_END_DECLS
