/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SioTlsDatabase:
 *
 * A trust store made of others: an extra one is asked where the first does not
 * know the issuer; or one pinned certificate is all that is trusted. Thread-safe, as
 * GTlsConnection asks for.
 */
#define SIO_TYPE_TLS_DATABASE (sio_tls_database_get_type ())
G_DECLARE_FINAL_TYPE (SioTlsDatabase, sio_tls_database, SIO, TLS_DATABASE, GTlsDatabase)

/* database NULL: the system's. extra and pin: (nullable); the pin may be written with colons and in capitals. */
GTlsDatabase *sio_tls_database_new (GTlsDatabase *database, GTlsDatabase *extra, const char *pin);

G_END_DECLS
