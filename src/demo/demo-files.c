/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-shop-private.h"

#include "demo-resources.h"

#define FILES "/cloud-static/files/project"

/* The last part of the path names the picture; nobody needs a token for it, as at the real server. */
static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  DemoShop *self = user_data;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *resource = g_strconcat ("/io/github/shopbell/demo/data/", name, NULL);
  g_autoptr (GBytes) bytes = NULL;
  gconstpointer data;
  gsize size;

  demo_shop_count (self, "file");
  if (g_str_has_suffix (name, ".png"))
    bytes = g_resource_lookup_data (demo_get_resource (), resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes == NULL)
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }
  data = g_bytes_get_data (bytes, &size);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "image/png", SOUP_MEMORY_COPY, data, size);
}

void
demo_files_attach (DemoShop *self)
{
  soup_server_add_handler (self->server, FILES, on_request, self, NULL);
}
