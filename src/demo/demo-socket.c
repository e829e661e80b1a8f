/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-shop-private.h"

#define PATH "/api/content/ws" /* SoupServer matches it with a trailing slash, too */

static void
refuse (SoupServerMessage *message,
        guint status,
        const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body, strlen (body));
}

/* Before the upgrade. A status that is set here keeps the WebSocket from coming about. */
static void
on_handshake (SoupServer *server,
              SoupServerMessage *message,
              const char *path,
              GHashTable *query,
              gpointer user_data)
{
  DemoShop *self = user_data;
  const char *version = query != NULL ? g_hash_table_lookup (query, "EIO") : NULL;
  const char *transport = query != NULL ? g_hash_table_lookup (query, "transport") : NULL;

  demo_shop_count (self, "handshake");
  if (g_strcmp0 (transport, "websocket") != 0)
    refuse (message, 400, "{\"code\":0,\"message\":\"Transport unknown\"}");
  else if (g_strcmp0 (version, "4") != 0)
    refuse (message, 400, "{\"code\":5,\"message\":\"Unsupported protocol version\"}");
  else if (self->refuse_sockets >= 100)
    demo_answer_error (self, message, self->refuse_sockets, soup_status_get_phrase (self->refuse_sockets));
  else if (!demo_answer_has_app_token (self, message))
    demo_answer_error (self, message, 403, "Resource is closed");
  /* How the real server turns an old token away is not known (U2); the tests play the other ways by refuse_sockets. */
  else if (demo_answer_find_session (self, message) == NULL ||
           (self->want_device && soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                                               "x-device-metadata") == NULL))
    demo_answer_error (self, message, 401, "Unauthorized");
}

static void
on_upgraded (SoupServer *server,
             SoupServerMessage *message,
             const char *path,
             SoupWebsocketConnection *connection,
             gpointer user_data)
{
  DemoShop *self = user_data;

  demo_hub_adopt (self->hub, connection, self->refuse_sockets);
}

void
demo_socket_attach (DemoShop *self)
{
  soup_server_add_handler (self->server, PATH, on_handshake, self, NULL);
  soup_server_add_websocket_handler (self->server, PATH, NULL, NULL, on_upgraded, self, NULL);
}
