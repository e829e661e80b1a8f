/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * DemoTokens: who is signed in. One session per fingerprint, as the real server
 * keeps it (PLAT; oneentry-api.md 2.2): the same device signing in again
 * replaces its session, and every refresh makes the old pair of tokens useless.
 */
typedef struct _DemoTokens DemoTokens;

typedef struct
{
  char *provider;
  char *user;
  char *fingerprint;
  JsonObject *device; /* "deviceInfo" as it came */
  char *access;
  char *refresh;
  gint64 expires; /* Unix time in s */
  gboolean revoked;
} DemoSession;

DemoTokens *demo_tokens_new (void);
void demo_tokens_free (DemoTokens *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoTokens, demo_tokens_free)

const char *demo_tokens_get_app_token (DemoTokens *self);
void demo_tokens_set_access_ttl (DemoTokens *self, guint seconds);

/* All sessions are borrowed, and valid until the next call that changes any. */
const DemoSession *demo_tokens_sign_in (DemoTokens *self, const char *provider, const char *user,
                                        const char *fingerprint, JsonObject *device);
const DemoSession *demo_tokens_refresh (DemoTokens *self, const char *provider, const char *fingerprint, const char *token);
const DemoSession *demo_tokens_find (DemoTokens *self, const char *access);
GPtrArray *demo_tokens_list (DemoTokens *self);

gboolean demo_tokens_sign_out (DemoTokens *self, const char *refresh);
void demo_tokens_sign_out_all (DemoTokens *self);
void demo_tokens_revoke (DemoTokens *self); /* every access token ends; refresh tokens go on */
guint demo_tokens_get_n_reused (DemoTokens *self);

G_END_DECLS
