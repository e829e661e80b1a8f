/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-shop-private.h"

#include "bell-json.h"
#include "demo-handshakes.h"
#include "demo-resources.h"
#include "sio-packet.h"

enum
{
  SIGNAL_JOINED,
  SIGNAL_LEFT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DemoShop, demo_shop, G_TYPE_OBJECT)

static void
on_hub_changed (gboolean joined,
                gpointer user_data)
{
  DemoShop *self = user_data;
  guint sockets = demo_hub_get_joined (self->hub);

  demo_story_set_audience (self->story, sockets > 0);
  g_signal_emit (self, signals[joined ? SIGNAL_JOINED : SIGNAL_LEFT], 0, sockets);
}

static void
on_story_event (const char *name,
                JsonNode *payload,
                gpointer user_data)
{
  demo_shop_emit (user_data, name, payload);
}

static JsonNode *
load_catalog (void)
{
  g_autoptr(GBytes) bytes = g_resource_lookup_data (demo_get_resource (), "/io/github/shopbell/demo/data/catalog.json",
                                                    G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  return json_from_string (g_bytes_get_data (bytes, NULL), NULL);
}

static void
demo_shop_dispose (GObject *object)
{
  demo_shop_close (DEMO_SHOP (object));
  G_OBJECT_CLASS (demo_shop_parent_class)->dispose (object);
}

static void
demo_shop_finalize (GObject *object)
{
  DemoShop *self = DEMO_SHOP (object);

  g_free (self->login);
  g_free (self->password);
  g_free (self->url);
  g_free (self->code);
  g_clear_object (&self->client_authority);
  demo_story_free (self->story);
  demo_hub_free (self->hub);
  demo_tokens_free (self->tokens);
  json_node_unref (self->catalog);
  json_array_unref (self->subscriptions);
  g_hash_table_unref (self->requests);
  g_hash_table_unref (self->delayed);
  g_object_unref (self->clock);
  G_OBJECT_CLASS (demo_shop_parent_class)->finalize (object);
}

static void
demo_shop_class_init (DemoShopClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = demo_shop_dispose;
  object_class->finalize = demo_shop_finalize;

  signals[SIGNAL_JOINED] = g_signal_new ("joined", DEMO_TYPE_SHOP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_LEFT] = g_signal_new ("left", DEMO_TYPE_SHOP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
demo_shop_init (DemoShop *self)
{
  self->clock = bell_clock_new ();
  self->tokens = demo_tokens_new ();
  self->hub = demo_hub_new (self->clock, on_hub_changed, self);
  self->story = demo_story_new (self->clock, on_story_event, self);
  self->catalog = load_catalog ();
  self->subscriptions = json_array_new ();
  self->requests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->delayed = demo_answer_new_delayed ();
}

DemoShop *
demo_shop_new (const char *login,
               const char *password)
{
  DemoShop *self = g_object_new (DEMO_TYPE_SHOP, NULL);

  self->login = g_strdup (login);
  self->password = g_strdup (password);
  return self;
}

/* The project's own authority decides, and nothing of the system's. */
static gboolean
on_accept_certificate (SoupServerMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags errors,
                       DemoShop *self)
{
  return g_tls_certificate_verify (certificate, NULL, self->client_authority) == 0;
}

static void
on_request_started (SoupServer *server,
                    SoupServerMessage *message,
                    DemoShop *self)
{
  g_signal_connect_object (message, "accept-certificate", G_CALLBACK (on_accept_certificate), self, 0);
}

void
demo_shop_set_client_authority (DemoShop *self,
                                GTlsCertificate *authority)
{
  g_return_if_fail (DEMO_IS_SHOP (self));
  g_set_object (&self->client_authority, authority);
}

void
demo_shop_set_ipv6 (DemoShop *self,
                    gboolean ipv6)
{
  g_return_if_fail (DEMO_IS_SHOP (self));
  self->ipv6 = ipv6;
}

/**
 * demo_shop_listen:
 * @port: 0 takes any; the same again after a close, so that a test sees a shop come back
 * @certificate: (nullable): serves https with it
 *
 * Fails with a #GIOErrorEnum when the port is taken or when it listens already.
 */
gboolean
demo_shop_listen (DemoShop *self,
                  guint port,
                  GTlsCertificate *certificate,
                  GError **error)
{
  SoupServerListenOptions options = self->ipv6 ? SOUP_SERVER_LISTEN_IPV6_ONLY : SOUP_SERVER_LISTEN_IPV4_ONLY;
  GSList *uris;

  g_return_val_if_fail (DEMO_IS_SHOP (self), FALSE);
  g_return_val_if_fail (self->server == NULL, FALSE);

  self->server = soup_server_new ("server-header", "shopbell-demo-shop", NULL);
  if (certificate != NULL)
    {
      soup_server_set_tls_certificate (self->server, certificate);
      demo_handshakes_hold (self->server);
      options |= SOUP_SERVER_LISTEN_HTTPS;
    }
  if (self->client_authority != NULL)
    {
      g_object_set (self->server, "tls-auth-mode", G_TLS_AUTHENTICATION_REQUIRED, NULL);
      g_signal_connect (self->server, "request-started", G_CALLBACK (on_request_started), self);
    }
  demo_rest_attach (self);
  demo_files_attach (self);
  demo_socket_attach (self);
  if (!soup_server_listen_local (self->server, port, options, error))
    {
      g_clear_object (&self->server);
      return FALSE;
    }

  uris = soup_server_get_uris (self->server);
  g_free (self->url);
  self->url = g_strdup_printf ("%s://%s:%d", certificate != NULL ? "https" : "http", self->ipv6 ? "[::1]" : "127.0.0.1",
                               g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return TRUE;
}

void
demo_shop_close (DemoShop *self)
{
  g_return_if_fail (DEMO_IS_SHOP (self));

  if (self->server == NULL)
    return;
  g_hash_table_remove_all (self->delayed);
  demo_hub_drop (self->hub);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
}

void
demo_shop_count (DemoShop *self,
                 const char *operation)
{
  guint count = demo_shop_get_n_requests (self, operation);

  g_hash_table_insert (self->requests, g_strdup (operation), GUINT_TO_POINTER (count + 1));
}

void
demo_shop_emit (DemoShop *self,
                const char *name,
                JsonNode *payload)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();
  g_autofree char *text = NULL;
  g_autofree char *packet = NULL;
  g_autofree char *frame = NULL;

  g_return_if_fail (DEMO_IS_SHOP (self));
  g_return_if_fail (name != NULL);

  json_array_add_string_element (array, name);
  if (payload != NULL)
    json_array_add_element (array, json_node_copy (payload));
  json_node_take_array (node, array);
  text = bell_json_to_string (node);
  packet = sio_packet_encode (SIO_PACKET_EVENT, "/", -1, text);
  frame = g_strconcat ("4", packet, NULL);
  demo_hub_emit (self->hub, frame);
}

void
demo_shop_send_raw (DemoShop *self,
                    const char *frame)
{
  g_return_if_fail (DEMO_IS_SHOP (self));
  demo_hub_send_raw (self->hub, frame);
}

void
demo_shop_set_story (DemoShop *self,
                     guint every_ms)
{
  g_return_if_fail (DEMO_IS_SHOP (self));
  demo_story_set_every (self->story, every_ms);
}

void
demo_shop_drop_sockets (DemoShop *self)
{
  g_return_if_fail (DEMO_IS_SHOP (self));
  demo_hub_drop (self->hub);
}

void
demo_shop_revoke_access (DemoShop *self)
{
  g_return_if_fail (DEMO_IS_SHOP (self));
  demo_tokens_revoke (self->tokens);
}
