/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-tls-database.h"

struct _SioTlsDatabase
{
  GTlsDatabase parent_instance;

  /* All fixed when it is made. */
  GTlsDatabase *first;
  GTlsDatabase *extra; /* (nullable) */
  char *pin;           /* (nullable): lower-case hex */
};

G_DEFINE_FINAL_TYPE (SioTlsDatabase, sio_tls_database, G_TYPE_TLS_DATABASE)

static gboolean
is_pinned (SioTlsDatabase *self,
           GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;
  g_autofree char *sum = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  sum = der != NULL ? g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len) : NULL;
  return g_strcmp0 (sum, self->pin) == 0;
}

static GTlsCertificateFlags
verify_chain (GTlsDatabase *database,
              GTlsCertificate *chain,
              const char *purpose,
              GSocketConnectable *identity,
              GTlsInteraction *interaction,
              GTlsDatabaseVerifyFlags flags,
              GCancellable *cancellable,
              GError **error)
{
  SioTlsDatabase *self = SIO_TLS_DATABASE (database);
  GTlsCertificateFlags wrong;

  if (self->pin != NULL)
    return is_pinned (self, chain) ? 0 : G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_BAD_IDENTITY;

  wrong = g_tls_database_verify_chain (self->first, chain, purpose, identity, interaction, flags, cancellable, error);
  if (self->extra != NULL && (wrong & G_TLS_CERTIFICATE_UNKNOWN_CA) && (error == NULL || *error == NULL))
    wrong = g_tls_database_verify_chain (self->extra, chain, purpose, identity, interaction, flags, cancellable,
                                         error);
  return wrong;
}

static void
sio_tls_database_finalize (GObject *object)
{
  SioTlsDatabase *self = SIO_TLS_DATABASE (object);

  g_clear_object (&self->first);
  g_clear_object (&self->extra);
  g_free (self->pin);
  G_OBJECT_CLASS (sio_tls_database_parent_class)->finalize (object);
}

static void
sio_tls_database_class_init (SioTlsDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sio_tls_database_finalize;
  G_TLS_DATABASE_CLASS (klass)->verify_chain = verify_chain;
}

static void
sio_tls_database_init (SioTlsDatabase *self)
{
}

static char *
normalize_pin (const char *pin)
{
  GString *hex = g_string_new (NULL);

  for (; *pin != '\0'; pin++)
    if (*pin != ':')
      g_string_append_c (hex, g_ascii_tolower (*pin));
  return g_string_free (hex, FALSE);
}

GTlsDatabase *
sio_tls_database_new (GTlsDatabase *database,
                      GTlsDatabase *extra,
                      const char *pin)
{
  SioTlsDatabase *self = g_object_new (SIO_TYPE_TLS_DATABASE, NULL);

  self->first = database != NULL ? g_object_ref (database)
                                 : g_tls_backend_get_default_database (g_tls_backend_get_default ());
  g_set_object (&self->extra, extra);
  if (pin != NULL)
    self->pin = normalize_pin (pin);
  return G_TLS_DATABASE (self);
}
