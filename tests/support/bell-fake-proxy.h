/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A proxy on loopback, on threads of its own: it joins whoever asks with where he wants to go, by HTTP's CONNECT or
 * by SOCKS 5; or it refuses.
 */
typedef struct _BellFakeProxy BellFakeProxy;

/* refusal: (nullable): what every CONNECT is answered with; SOCKS is then told that no way of signing in will do. */
BellFakeProxy *bell_fake_proxy_new (const char *refusal);
void bell_fake_proxy_free (BellFakeProxy *proxy);

/* From now on it joins only whom it knows; with refusal for all others. Before anybody asks. */
void bell_fake_proxy_set_user (BellFakeProxy *proxy, const char *user, const char *password);

/* scheme "http" or "socks5". (transfer full) */
char *bell_fake_proxy_dup_url (BellFakeProxy *proxy, const char *scheme);

guint bell_fake_proxy_get_tunnels (BellFakeProxy *proxy);  /* that were made */
guint bell_fake_proxy_get_refusals (BellFakeProxy *proxy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BellFakeProxy, bell_fake_proxy_free)

G_END_DECLS
