/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-rest.h"

#include "bell-json.h"

#define BASE "/api/content/"
#define MAX_BODY (1 << 20)

typedef enum
{
  NEEDS_NOTHING = 0,
  NEEDS_USER = 1 << 0,   /* a valid access token */
  NEEDS_DEVICE = 1 << 1, /* x-device-metadata */
  NEEDS_BODY = 1 << 2,   /* a JSON object */
  IS_PROVIDERS = 1 << 3, /* closed by demo_shop_set_hide_providers() */
  IS_EVENTS = 1 << 4,    /* closed by demo_shop_set_hide_events() */
} Needs;

/* "*" stands for one segment; the last one's text is the request's subject. */
static const struct
{
  const char *method;
  const char *path;
  const char *operation;
  Needs needs;
  DemoHandler handler;
} routes[] = {
  { "GET", "locales/active/all", "locales", NEEDS_NOTHING, demo_rest_locales },
  { "GET", "users-auth-providers", "providers", IS_PROVIDERS, demo_rest_providers },
  { "GET", "users-auth-providers/marker/*", "provider", IS_PROVIDERS, demo_rest_provider },
  { "GET", "forms/marker/*", "form", IS_PROVIDERS, demo_rest_form },
  { "POST", "form-data", "form-data", NEEDS_DEVICE | NEEDS_BODY, demo_rest_form_data },
  { "POST", "users-auth-providers/marker/*/users/auth", "auth", NEEDS_DEVICE | NEEDS_BODY, demo_rest_auth },
  { "POST", "users-auth-providers/marker/*/users/refresh", "refresh", NEEDS_DEVICE | NEEDS_BODY, demo_rest_refresh },
  { "POST", "users-auth-providers/marker/*/users/logout", "logout", NEEDS_USER | NEEDS_DEVICE | NEEDS_BODY, demo_rest_logout },
  { "POST", "users-auth-providers/marker/*/users/logout-all", "logout-all", NEEDS_USER, demo_rest_logout_all },
  { "GET", "users-auth-providers/marker/*/users/sessions", "sessions", NEEDS_USER, demo_rest_sessions },
  { "POST", "users-auth-providers/marker/*/users/generate-code", "generate-code", NEEDS_DEVICE | NEEDS_BODY, demo_rest_generate_code },
  { "GET", "users/me", "me", NEEDS_USER, demo_rest_me },
  { "GET", "events/all", "events", NEEDS_USER | IS_EVENTS, demo_rest_events },
  { "GET", "events/subscriptions", "subscriptions", NEEDS_USER, demo_rest_subscriptions },
  { "POST", "events/subscribe/marker/*", "subscribe", NEEDS_USER | NEEDS_BODY, demo_rest_subscribe },
  { "DELETE", "events/unsubscribe/marker/*", "unsubscribe", NEEDS_USER | NEEDS_BODY, demo_rest_unsubscribe },
  { "GET", "products/ids", "products", NEEDS_NOTHING, demo_rest_products },
  { "GET", "products/*", "product", NEEDS_NOTHING, demo_rest_product },
  { "GET", "product-statuses", "product-statuses", NEEDS_NOTHING, demo_rest_product_statuses },
  { "GET", "orders-storage", "order-storages", NEEDS_USER, demo_rest_order_storages },
  { "GET", "orders-storage/marker/*/orders", "orders", NEEDS_USER, demo_rest_orders },
  { "GET", "orders-storage/marker/*/order-statuses", "order-statuses", NEEDS_USER, demo_rest_order_statuses },
};

/* subject: (out) (transfer full) (nullable) */
static gboolean
path_matches (const char *pattern,
              const char *path,
              char **subject)
{
  g_auto(GStrv) wanted = g_strsplit (pattern, "/", -1);
  g_auto(GStrv) given = g_strsplit (path, "/", -1);
  g_autofree char *found = NULL;
  guint i;

  if (g_strv_length (wanted) != g_strv_length (given))
    return FALSE;
  for (i = 0; wanted[i] != NULL; i++)
    {
      if (g_str_equal (wanted[i], "*"))
        {
          g_free (found);
          found = g_uri_unescape_string (given[i], "/");
        }
      else if (!g_str_equal (wanted[i], given[i]))
        return FALSE;
    }
  *subject = g_steal_pointer (&found);
  return TRUE;
}

/* Facts 2.2: {"fingerprint":"…","deviceInfo":{…}} in one header. */
static const char *
read_device (DemoRequest *request)
{
  const char *text = soup_message_headers_get_one (soup_server_message_get_request_headers (request->message),
                                                   "x-device-metadata");

  if (text == NULL || *text == '\0')
    return "Missing x-device-metadata header";

  request->device = bell_json_parse (text, strlen (text), MAX_BODY, NULL);
  if (request->device == NULL || !JSON_NODE_HOLDS_OBJECT (request->device)
      || bell_json_get_string (json_node_get_object (request->device), "fingerprint") == NULL
      || bell_json_get_object (json_node_get_object (request->device), "deviceInfo") == NULL)
    return "Invalid x-device-metadata format";
  return NULL;
}

static gboolean
read_body (DemoRequest *request)
{
  g_autoptr(GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (request->message));
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  request->body_node = bell_json_parse (text != NULL ? text : "", length, MAX_BODY, NULL);
  if (request->body_node == NULL || !JSON_NODE_HOLDS_OBJECT (request->body_node))
    return FALSE;
  request->body = json_node_get_object (request->body_node);
  return TRUE;
}

/* The guards in the server's order: route permission, user, header, body. Returns FALSE when it answered. */
static gboolean
admit (DemoRequest *request,
       Needs needs)
{
  DemoShop *shop = request->shop;
  const char *complaint = NULL;

  if ((needs & IS_PROVIDERS && shop->hide_providers) || (needs & IS_EVENTS && shop->hide_events))
    {
      demo_rest_refuse (request, 403, "Permission data not found. Provide the permission for requested url");
      return FALSE;
    }
  request->session = demo_answer_find_session (shop, request->message);
  if (needs & NEEDS_USER && request->session == NULL)
    {
      demo_rest_refuse (request, 401, "Unauthorized");
      return FALSE;
    }
  if (needs & NEEDS_DEVICE)
    complaint = read_device (request);
  if (complaint == NULL && needs & NEEDS_BODY && !read_body (request))
    complaint = "Unexpected token in JSON";
  if (complaint != NULL)
    demo_rest_refuse (request, 400, complaint);
  return complaint == NULL;
}

static void
serve (DemoShop *self,
       SoupServerMessage *message,
       guint route,
       const char *subject,
       GHashTable *query)
{
  DemoRequest request = { .shop = self, .message = message, .subject = subject, .query = query };

  demo_shop_count (self, routes[route].operation);
  if (admit (&request, routes[route].needs))
    routes[route].handler (&request);
  g_clear_pointer (&request.device, json_node_unref);
  g_clear_pointer (&request.body_node, json_node_unref);
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  DemoShop *self = user_data;
  const char *method = soup_server_message_get_method (message);
  g_autofree char *complaint = NULL;

  if (self->down)
    {
      demo_answer_error (self, message, 503, "Service Unavailable");
      return;
    }
  if (g_str_has_prefix (path, BASE) && !demo_answer_has_app_token (self, message))
    {
      demo_shop_count (self, "closed");
      demo_answer_error (self, message, 403, "Resource is closed");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (routes) && g_str_has_prefix (path, BASE); i++)
    {
      g_autofree char *subject = NULL;

      if (g_str_equal (routes[i].method, method) && path_matches (routes[i].path, path + strlen (BASE), &subject))
        {
          serve (self, message, i, subject, query);
          return;
        }
    }
  complaint = g_strdup_printf ("Cannot %s %s", method, path);
  demo_answer_error (self, message, 404, complaint);
}

void
demo_rest_attach (DemoShop *self)
{
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
}

/* body: (transfer full) (nullable) */
void
demo_rest_answer (DemoRequest *request,
                  guint status,
                  JsonNode *body)
{
  demo_answer (request->shop, request->message, status, body);
}

void
demo_rest_refuse (DemoRequest *request,
                  guint status,
                  const char *text)
{
  demo_answer_error (request->shop, request->message, status, text);
}
