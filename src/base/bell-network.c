/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-network.h"

#include "bell-tls.h"

#include <string.h>

#define MAX_FILE (1024 * 1024) /* bytes: a certificate has some thousand */

struct _BellNetwork
{
  GObject parent_instance;

  BellNetworkSettings *settings;
  char *password; /* of the certificate's file */
  char *proxy_password;
  guint serial; /* what was read for an older one is not taken */

  gboolean is_loaded;
  GTlsDatabase *trust;
  GTlsCertificate *certificate;
  GProxyResolver *resolver;
  GProxyResolver *soup_resolver;
};

G_DEFINE_FINAL_TYPE (BellNetwork, bell_network, G_TYPE_OBJECT)
G_DEFINE_QUARK (bell-network-error-quark, bell_network_error)

/* What is read, and what for: it knows nothing of the object, for it is made on a thread. */
typedef struct
{
  BellNetworkSettings *settings;
  char *password;
  guint serial;

  GTlsDatabase *trust;
  GTlsCertificate *certificate;
} Loading;

static Loading *
loading_new (BellNetwork *self)
{
  Loading *loading = g_new0 (Loading, 1);

  loading->settings = bell_network_settings_copy (self->settings);
  loading->password = g_strdup (self->password);
  loading->serial = self->serial;
  return loading;
}

static void
loading_free (gpointer data)
{
  Loading *loading = data;

  bell_network_settings_free (loading->settings);
  g_free (loading->password);
  g_clear_object (&loading->trust);
  g_clear_object (&loading->certificate);
  g_free (loading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loading, loading_free)

/* The client's certificate */

static gboolean
read_file (const char *path,
           char **contents,
           gsize *length,
           GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GError) wrong = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE, 0, NULL, &wrong);
  if (info != NULL && (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR ||
                       g_file_info_get_size (info) > MAX_FILE))
    g_set_error (&wrong, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s is no certificate", path);
  else if (info != NULL)
    g_file_load_contents (file, NULL, contents, length, NULL, &wrong);
  if (wrong == NULL)
    return TRUE;
  g_set_error_literal (error, BELL_NETWORK_ERROR, BELL_NETWORK_ERROR_CERTIFICATE, wrong->message);
  return FALSE;
}

static gboolean
is_pem (const char *contents,
        gsize length)
{
  return g_strstr_len (contents, length, "-----BEGIN") != NULL;
}

/* Without a password first: a file that needs none is not given one; and one may need an empty one. */
static GTlsCertificate *
parse_pkcs12 (const char *contents,
              gsize length,
              const char *password,
              GError **error)
{
  const guint8 *data = (const guint8 *) contents;
  g_autoptr (GError) wrong = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_pkcs12 (data, length, NULL, &wrong);

  if (certificate == NULL && g_error_matches (wrong, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE_PASSWORD))
    return g_tls_certificate_new_from_pkcs12 (data, length, password != NULL ? password : "", error);
  if (certificate == NULL)
    g_propagate_error (error, g_steal_pointer (&wrong));
  return certificate;
}

static gboolean
has_key (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) key = NULL;

  g_object_get (certificate, "private-key", &key, NULL);
  return key != NULL;
}

static GTlsCertificate *
load_certificate (const BellNetworkSettings *settings,
                  const char *password,
                  GError **error)
{
  g_autofree char *contents = NULL;
  g_autofree char *key = NULL;
  g_autofree char *both = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) wrong = NULL;
  gsize length = 0, key_length = 0;

  if (!read_file (settings->certificate, &contents, &length, error) ||
      (*settings->certificate_key != '\0' && !read_file (settings->certificate_key, &key, &key_length, error)))
    return NULL;
  if (is_pem (contents, length))
    {
      both = g_strdup_printf ("%s\n%s", contents, key != NULL ? key : "");
      certificate = g_tls_certificate_new_from_pem (both, -1, &wrong);
    }
  else
    certificate = parse_pkcs12 (contents, length, password, &wrong);

  if (certificate == NULL)
    g_set_error_literal (error, BELL_NETWORK_ERROR,
                         g_error_matches (wrong, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE_PASSWORD)
                           ? BELL_NETWORK_ERROR_CERTIFICATE_PASSWORD
                           : BELL_NETWORK_ERROR_CERTIFICATE,
                         wrong->message);
  else if (!has_key (certificate))
    g_set_error (error, BELL_NETWORK_ERROR, BELL_NETWORK_ERROR_CERTIFICATE, "%s comes without its private key",
                 settings->certificate);
  else
    return g_steal_pointer (&certificate);
  return NULL;
}

/* Loading */

static gboolean
loading_run (Loading *loading,
             GError **error)
{
  g_autoptr (GError) wrong = NULL;

  if (*loading->settings->ca_file != '\0')
    {
      loading->trust = bell_tls_database_new (loading->settings->ca_file, &wrong);
      if (loading->trust == NULL)
        {
          g_set_error_literal (error, BELL_NETWORK_ERROR, BELL_NETWORK_ERROR_CA_FILE, wrong->message);
          return FALSE;
        }
    }
  if (*loading->settings->certificate != '\0')
    {
      loading->certificate = load_certificate (loading->settings, loading->password, error);
      return loading->certificate != NULL;
    }
  return TRUE;
}

static void
load_on_thread (GTask *task,
                gpointer source,
                gpointer data,
                GCancellable *cancellable)
{
  GError *error = NULL;

  if (loading_run (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* As GIO wants it: who asks stands in the address, which goes nowhere but to the proxy. */
static char *
add_user (BellNetwork *self,
          const char *proxy)
{
  const char *host = strstr (proxy, "://") + strlen ("://");
  g_autofree char *user = NULL;
  g_autofree char *password = NULL;

  if (*self->settings->proxy_user == '\0')
    return g_strdup (proxy);
  user = g_uri_escape_string (self->settings->proxy_user, NULL, FALSE);
  password = g_uri_escape_string (self->proxy_password != NULL ? self->proxy_password : "", NULL, FALSE);
  return g_strdup_printf ("%.*s%s:%s@%s", (int) (host - proxy), proxy, user, password, host);
}

/* The proxy's address needs no file. */
static gboolean
make_resolver (BellNetwork *self,
               GError **error)
{
  g_autofree char *proxy = bell_network_normalize_proxy (self->settings->proxy, error);

  if (proxy == NULL)
    return FALSE;
  if (*proxy != '\0' && self->resolver == NULL)
    {
      g_autofree char *address = add_user (self, proxy);

      self->resolver = g_simple_proxy_resolver_new (address, NULL);
      self->soup_resolver = g_str_has_prefix (proxy, "http:") ? g_simple_proxy_resolver_new (proxy, NULL)
                                                              : g_object_ref (self->resolver);
    }
  return TRUE;
}

static gboolean
needs_files (BellNetwork *self)
{
  return *self->settings->ca_file != '\0' || *self->settings->certificate != '\0';
}

static void
adopt (BellNetwork *self,
       Loading *loading)
{
  if (loading->serial != self->serial)
    return;
  g_set_object (&self->trust, loading->trust);
  g_set_object (&self->certificate, loading->certificate);
  self->is_loaded = TRUE;
}

void
bell_network_load_async (BellNetwork *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, bell_network_load_async);
  if (self->is_loaded)
    g_task_return_boolean (task, TRUE);
  else if (!make_resolver (self, &error))
    g_task_return_error (task, error);
  else
    {
      g_task_set_task_data (task, loading_new (self), loading_free);
      g_task_run_in_thread (task, load_on_thread);
    }
}

gboolean
bell_network_load_finish (BellNetwork *self,
                          GAsyncResult *result,
                          GError **error)
{
  Loading *loading = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (loading != NULL)
    adopt (self, loading);
  return TRUE;
}

gboolean
bell_network_load (BellNetwork *self,
                   GError **error)
{
  g_autoptr (Loading) loading = loading_new (self);

  if (self->is_loaded)
    return TRUE;
  if (!make_resolver (self, error) || !loading_run (loading, error))
    return FALSE;
  adopt (self, loading);
  return TRUE;
}

gboolean
bell_network_is_loaded (BellNetwork *self)
{
  return self->is_loaded;
}

void
bell_network_reload (BellNetwork *self)
{
  self->serial++;
  self->is_loaded = !needs_files (self) && self->is_loaded;
}

/* Settings */

BellNetwork *
bell_network_new (const BellNetworkSettings *settings,
                  const char *certificate_password)
{
  BellNetwork *self = g_object_new (BELL_TYPE_NETWORK, NULL);

  self->settings = bell_network_settings_copy (settings);
  self->password = g_strdup (certificate_password);
  self->is_loaded = bell_network_settings_is_empty (settings);
  return self;
}

const BellNetworkSettings *
bell_network_get_settings (BellNetwork *self)
{
  return self->settings;
}

const char *
bell_network_get_certificate_password (BellNetwork *self)
{
  return self->password;
}

void
bell_network_set_certificate_password (BellNetwork *self,
                                       const char *password)
{
  if (g_strcmp0 (password, self->password) == 0)
    return;
  g_free (self->password);
  self->password = g_strdup (password);
  bell_network_reload (self);
}

const char *
bell_network_get_proxy_password (BellNetwork *self)
{
  return self->proxy_password;
}

void
bell_network_set_proxy_password (BellNetwork *self,
                                 const char *password)
{
  if (g_strcmp0 (password, self->proxy_password) == 0)
    return;
  g_free (self->proxy_password);
  self->proxy_password = g_strdup (password);
  g_clear_object (&self->resolver);
  g_clear_object (&self->soup_resolver);
  self->serial++;
  self->is_loaded = bell_network_settings_is_empty (self->settings);
}

GTlsDatabase *
bell_network_get_trust (BellNetwork *self)
{
  return self->trust;
}

GTlsCertificate *
bell_network_get_certificate (BellNetwork *self)
{
  return self->certificate;
}

GProxyResolver *
bell_network_get_proxy_resolver (BellNetwork *self)
{
  return self->resolver;
}

GProxyResolver *
bell_network_get_soup_proxy_resolver (BellNetwork *self)
{
  return self->soup_resolver;
}

/* GObject */

static void
bell_network_finalize (GObject *object)
{
  BellNetwork *self = BELL_NETWORK (object);

  bell_network_settings_free (self->settings);
  g_free (self->password);
  g_free (self->proxy_password);
  g_clear_object (&self->trust);
  g_clear_object (&self->certificate);
  g_clear_object (&self->resolver);
  g_clear_object (&self->soup_resolver);
  G_OBJECT_CLASS (bell_network_parent_class)->finalize (object);
}

static void
bell_network_class_init (BellNetworkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_network_finalize;
}

static void
bell_network_init (BellNetwork *self)
{
}
