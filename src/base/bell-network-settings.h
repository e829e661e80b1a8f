/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BellNetworkSettings:
 *
 * How one shop is reached, where that differs from this computer's own
 * settings. Paths and addresses only, "" where there is nothing: no secret stands
 * here. What is made of it is a #BellNetwork.
 */
typedef struct
{
  char *ca_file;         /* PEM: trusted besides the system's authorities */
  char *certificate;     /* shown to a server that asks for one: PKCS#12 (.p12), or PEM */
  char *certificate_key; /* PEM; "": the key is in the certificate's own file */
  char *proxy;           /* "http://host:port" or "socks5://host:port"; "": the system's */
  char *proxy_user;      /* who asks that proxy; "": it does not want to know */
} BellNetworkSettings;

BellNetworkSettings *bell_network_settings_new (void);
BellNetworkSettings *bell_network_settings_copy (const BellNetworkSettings *settings);
void bell_network_settings_free (BellNetworkSettings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BellNetworkSettings, bell_network_settings_free)

/* target: another struct's, whose texts are owned; it gets copies of source's. */
void bell_network_settings_assign (BellNetworkSettings *target, const BellNetworkSettings *source);

gboolean bell_network_settings_equal (const BellNetworkSettings *a, const BellNetworkSettings *b);

/* Whether all is left to the system. */
gboolean bell_network_settings_is_empty (const BellNetworkSettings *settings);

/*
 * A proxy's address of what was typed: "http://" added where no scheme is given,
 * a trailing slash dropped; "" of nothing. A port must be there, and no name or
 * password: they would stand in the settings. Else NULL with BELL_NETWORK_ERROR_PROXY.
 */
char *bell_network_normalize_proxy (const char *typed, GError **error);

G_END_DECLS
