/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-tokens.h"

#include "bell-json.h"

struct _DemoTokens
{
  char *key; /* signs the tokens, made anew by every process */
  char *app_token;
  guint access_ttl;
  guint serial;
  guint n_reused;
  GPtrArray *sessions; /* of DemoSession */
  GHashTable *spent;   /* refresh tokens that were used once */
};

static void
session_free (gpointer data)
{
  DemoSession *session = data;

  g_free (session->provider);
  g_free (session->user);
  g_free (session->fingerprint);
  json_object_unref (session->device);
  g_free (session->access);
  g_free (session->refresh);
  g_free (session);
}

static gint64
now_s (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* base64url without padding, as JWT wants it. */
static char *
encode_part (const guchar *data,
             gsize length)
{
  char *text = g_base64_encode (data, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

static char *
make_jwt (DemoTokens *self,
          JsonObject *claims)
{
  static const char header[] = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr(GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) self->key, strlen (self->key));
  g_autofree char *claims_text = NULL;
  g_autofree char *head = encode_part ((const guchar *) header, strlen (header));
  g_autofree char *body = NULL;
  g_autofree char *signature = NULL;
  guint8 digest[32];
  gsize digest_length = sizeof digest;

  json_node_set_object (node, claims);
  claims_text = bell_json_to_string (node);
  body = encode_part ((const guchar *) claims_text, strlen (claims_text));

  g_hmac_update (hmac, (const guchar *) head, -1);
  g_hmac_update (hmac, (const guchar *) ".", 1);
  g_hmac_update (hmac, (const guchar *) body, -1);
  g_hmac_get_digest (hmac, digest, &digest_length);
  signature = encode_part (digest, digest_length);

  return g_strdup_printf ("%s.%s.%s", head, body, signature);
}

static char *
make_app_token (DemoTokens *self)
{
  g_autoptr(JsonObject) claims = json_object_new ();

  json_object_set_string_member (claims, "name", "Demo shop");
  json_object_set_int_member (claims, "serialNumber", 1);
  json_object_set_int_member (claims, "iat", now_s ());
  json_object_set_int_member (claims, "exp", now_s () + 365 * 24 * 3600);
  return make_jwt (self, claims);
}

DemoTokens *
demo_tokens_new (void)
{
  DemoTokens *self = g_new0 (DemoTokens, 1);

  self->key = g_uuid_string_random ();
  self->app_token = make_app_token (self);
  self->access_ttl = 3600;
  self->sessions = g_ptr_array_new_with_free_func (session_free);
  self->spent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
demo_tokens_free (DemoTokens *self)
{
  g_free (self->key);
  g_free (self->app_token);
  g_ptr_array_unref (self->sessions);
  g_hash_table_unref (self->spent);
  g_free (self);
}

const char *
demo_tokens_get_app_token (DemoTokens *self)
{
  return self->app_token;
}

void
demo_tokens_set_access_ttl (DemoTokens *self,
                            guint seconds)
{
  self->access_ttl = seconds;
}

static void
renew (DemoTokens *self,
       DemoSession *session)
{
  g_autoptr(JsonObject) claims = json_object_new ();
  g_autofree char *uuid = g_uuid_string_random ();
  gint64 now = now_s ();

  json_object_set_int_member (claims, "id", 7);
  json_object_set_string_member (claims, "authProviderIdentifier", session->provider);
  json_object_set_string_member (claims, "userIdentifier", session->user);
  json_object_set_int_member (claims, "iat", now);
  json_object_set_int_member (claims, "exp", now + self->access_ttl);
  /* Not among the claims seen, but two tokens of one second must differ. */
  json_object_set_int_member (claims, "jti", ++self->serial);

  g_free (session->access);
  session->access = make_jwt (self, claims);
  g_free (session->refresh);
  session->refresh = g_strdup_printf ("%" G_GINT64_FORMAT "-%s", now * 1000, uuid);
  session->expires = now + self->access_ttl;
  session->revoked = FALSE;
}

static DemoSession *
find_by_refresh (DemoTokens *self,
                 const char *token)
{
  for (guint i = 0; i < self->sessions->len; i++)
    {
      DemoSession *session = self->sessions->pdata[i];

      if (g_str_equal (session->refresh, token))
        return session;
    }
  return NULL;
}

const DemoSession *
demo_tokens_sign_in (DemoTokens *self,
                     const char *provider,
                     const char *user,
                     const char *fingerprint,
                     JsonObject *device)
{
  DemoSession *session = g_new0 (DemoSession, 1);

  for (guint i = 0; i < self->sessions->len; i++)
    {
      DemoSession *old = self->sessions->pdata[i];

      if (g_str_equal (old->fingerprint, fingerprint) && g_str_equal (old->user, user))
        {
          g_ptr_array_remove_index (self->sessions, i);
          break;
        }
    }

  session->provider = g_strdup (provider);
  session->user = g_strdup (user);
  session->fingerprint = g_strdup (fingerprint);
  session->device = json_object_ref (device);
  renew (self, session);
  g_ptr_array_add (self->sessions, session);
  return session;
}

/* Returns: (nullable): NULL for a token that is used, foreign, or from another device. */
const DemoSession *
demo_tokens_refresh (DemoTokens *self,
                     const char *provider,
                     const char *fingerprint,
                     const char *token)
{
  DemoSession *session = find_by_refresh (self, token);

  if (session == NULL)
    {
      if (g_hash_table_contains (self->spent, token))
        self->n_reused++;
      return NULL;
    }
  if (!g_str_equal (session->provider, provider) || !g_str_equal (session->fingerprint, fingerprint))
    return NULL;

  g_hash_table_add (self->spent, g_strdup (token));
  renew (self, session);
  return session;
}

/* Returns: (nullable): the session whose access token this is, while it is valid. */
const DemoSession *
demo_tokens_find (DemoTokens *self,
                  const char *access)
{
  for (guint i = 0; i < self->sessions->len; i++)
    {
      DemoSession *session = self->sessions->pdata[i];

      if (g_str_equal (session->access, access))
        return session->revoked || now_s () >= session->expires ? NULL : session;
    }
  return NULL;
}

GPtrArray *
demo_tokens_list (DemoTokens *self)
{
  return self->sessions;
}

gboolean
demo_tokens_sign_out (DemoTokens *self,
                      const char *refresh)
{
  DemoSession *session = find_by_refresh (self, refresh);

  return session != NULL && g_ptr_array_remove (self->sessions, session);
}

void
demo_tokens_sign_out_all (DemoTokens *self)
{
  g_ptr_array_set_size (self->sessions, 0);
}

void
demo_tokens_revoke (DemoTokens *self)
{
  for (guint i = 0; i < self->sessions->len; i++)
    ((DemoSession *) self->sessions->pdata[i])->revoked = TRUE;
}

guint
demo_tokens_get_n_reused (DemoTokens *self)
{
  return self->n_reused;
}
