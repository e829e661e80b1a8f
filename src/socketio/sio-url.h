/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where to connect, from an address as people write it (REQ-01 … 04). */
typedef struct
{
  gboolean secure;
  char *host;        /* without brackets */
  guint16 port;
  char *host_header; /* with brackets; the port only where it is not the scheme's */
  char *nsp;         /* the namespace, "/" by default */
  char *query;       /* (nullable): encoded, without EIO, transport and sid */
} SioUrl;

/* SIO_ERROR_UNSUPPORTED for what is no such address. */
SioUrl *sio_url_parse (const char *text, GError **error);
void sio_url_free (SioUrl *url);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SioUrl, sio_url_free)

/*
 * "/socket.io/?EIO=4&transport=websocket"; a missing trailing slash of path is
 * added. sid: (nullable): the session to go on with. Free with g_free().
 */
char *sio_url_get_target (const SioUrl *url, const char *path, const char *transport, const char *sid);

/* "https://host:port", what GLib's proxy look-up wants. Free with g_free(). */
char *sio_url_get_origin (const SioUrl *url);

G_END_DECLS
