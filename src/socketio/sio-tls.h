/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SioTls:
 *
 * Whom a connection trusts, and as whom it shows itself; the same for every
 * transport. Verification cannot be switched off.
 */
typedef struct
{
  GTlsDatabase *database;       /* (nullable): NULL is the system's */
  GTlsInteraction *interaction; /* (nullable): asked when the server wants a certificate */
} SioTls;

/*
 * A certificate is taken when database (NULL: the system's) vouches for it and
 * for its host, or extra_authorities do, who are asked where database does not
 * know the issuer. With a pin, SHA-256 of the DER in hex, that certificate is
 * taken and no other. certificate is shown to a server that asks for one, else
 * interaction is asked for it. All (nullable) (transfer none).
 */
SioTls *sio_tls_new (GTlsDatabase *database, GTlsDatabase *extra_authorities, const char *pin,
                     GTlsCertificate *certificate, GTlsInteraction *interaction);
SioTls *sio_tls_ref (SioTls *tls);
void sio_tls_unref (SioTls *tls);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SioTls, sio_tls_unref)

G_END_DECLS
