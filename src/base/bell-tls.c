/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-tls.h"

/*
 * GTlsFileDatabase replaces the system's store instead of adding to it. This
 * one asks both: a chain is good when either store says so. What the system's
 * store found beside an unknown issuer (wrong host, expired) is never forgiven:
 * the extra store checks the same things again.
 */
#define BELL_TYPE_TRUST (bell_trust_get_type ())
G_DECLARE_FINAL_TYPE (BellTrust, bell_trust, BELL, TRUST, GTlsDatabase)

struct _BellTrust
{
  GTlsDatabase parent_instance;

  GTlsDatabase *system;
  GTlsDatabase *extra;
};

G_DEFINE_FINAL_TYPE (BellTrust, bell_trust, G_TYPE_TLS_DATABASE)

static GTlsCertificateFlags
bell_trust_verify_chain (GTlsDatabase *database,
                         GTlsCertificate *chain,
                         const char *purpose,
                         GSocketConnectable *identity,
                         GTlsInteraction *interaction,
                         GTlsDatabaseVerifyFlags flags,
                         GCancellable *cancellable,
                         GError **error)
{
  BellTrust *self = BELL_TRUST (database);
  GTlsCertificateFlags found;

  found = g_tls_database_verify_chain (self->system, chain, purpose, identity, interaction, flags, cancellable, error);
  if ((found & G_TLS_CERTIFICATE_UNKNOWN_CA) == 0)
    return found;
  return g_tls_database_verify_chain (self->extra, chain, purpose, identity, interaction, flags, cancellable, error);
}

static void
bell_trust_finalize (GObject *object)
{
  BellTrust *self = BELL_TRUST (object);

  g_clear_object (&self->system);
  g_clear_object (&self->extra);
  G_OBJECT_CLASS (bell_trust_parent_class)->finalize (object);
}

static void
bell_trust_class_init (BellTrustClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_trust_finalize;
  G_TLS_DATABASE_CLASS (klass)->verify_chain = bell_trust_verify_chain;
}

static void
bell_trust_init (BellTrust *self)
{
}

GTlsDatabase *
bell_tls_database_new (const char *extra_ca_file,
                       GError **error)
{
  g_autoptr (BellTrust) self = NULL;
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;
  GList *certificates;

  if (extra_ca_file == NULL)
    return g_tls_backend_get_default_database (g_tls_backend_get_default ());

  file = g_file_new_for_commandline_arg (extra_ca_file);
  path = g_file_get_path (file);
  if (path == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s is no file on this computer", extra_ca_file);
      return NULL;
    }

  /* The database itself takes a file without any certificate in silence. */
  certificates = g_tls_certificate_list_new_from_file (path, error);
  if (certificates == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, "%s holds no certificate", path);
      return NULL;
    }
  g_list_free_full (certificates, g_object_unref);

  self = g_object_new (BELL_TYPE_TRUST, NULL);
  self->system = g_tls_backend_get_default_database (g_tls_backend_get_default ());
  self->extra = g_tls_file_database_new (path, error);
  if (self->extra == NULL)
    return NULL;
  return G_TLS_DATABASE (g_steal_pointer (&self));
}
