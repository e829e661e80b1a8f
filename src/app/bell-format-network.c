/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-format-network.h"

#include <glib/gi18n.h>

gboolean
bell_format_network_is_bundle (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, ".p12") || g_str_has_suffix (lower, ".pfx");
}

char *
bell_format_network (const BellNetworkSettings *settings)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  if (*settings->proxy != '\0')
    /* TRANSLATORS: one of a list: what a shop’s network settings hold */
    g_strv_builder_add (builder, _("Own proxy"));
  if (*settings->ca_file != '\0')
    /* TRANSLATORS: one of a list: what a shop’s network settings hold */
    g_strv_builder_add (builder, _("Own certificate authority"));
  if (*settings->certificate != '\0')
    /* TRANSLATORS: one of a list: what a shop’s network settings hold */
    g_strv_builder_add (builder, _("Client certificate"));
  parts = g_strv_builder_end (builder);
  if (*parts == NULL)
    return g_strdup (_("Only where the shop’s owner asks for it"));
  return g_strjoinv (" · ", parts);
}

char *
bell_format_network_error (const GError *error)
{
  switch ((BellNetworkError) error->code)
    {
    case BELL_NETWORK_ERROR_CA_FILE:
      return g_strdup (_("The file of the certificate authority cannot be used. Choose a PEM file that holds its "
                         "certificate."));
    case BELL_NETWORK_ERROR_CERTIFICATE_PASSWORD:
      return g_strdup (_("The client certificate’s file is protected, and its password is missing or wrong. Type it "
                         "again in the advanced network settings."));
    case BELL_NETWORK_ERROR_PROXY:
      return g_strdup (_("The proxy’s address cannot be used. It looks like http://proxy.example.com:8080 or "
                         "socks5://proxy.example.com:1080."));
    case BELL_NETWORK_ERROR_CERTIFICATE:
    default:
      return g_strdup (_("The client certificate cannot be used. Choose the .p12 file, or the certificate and its key "
                         "as PEM files."));
    }
}
