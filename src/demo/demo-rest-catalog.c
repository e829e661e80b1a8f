/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-rest.h"

#include "bell-json.h"

/* A list of the catalog (borrowed). */
static JsonArray *
get_list (DemoRequest *request,
          const char *name)
{
  return json_object_get_array_member (json_node_get_object (request->shop->catalog), name);
}

static JsonNode *
node_of_array (JsonArray *array)
{
  return json_node_init_array (json_node_alloc (), array);
}

static void
answer_list (DemoRequest *request,
             const char *name)
{
  demo_rest_answer (request, 200, node_of_array (get_list (request, name)));
}

/* The item of list whose member says value, as the path had it. */
static JsonNode *
find_item (JsonArray *list,
           const char *member,
           const char *value)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      g_autofree char *text = bell_json_dup_text (json_node_get_object (node), member);

      if (g_strcmp0 (text, value) == 0)
        return node;
    }
  return NULL;
}

static void
answer_item (DemoRequest *request,
             const char *name,
             const char *member,
             const char *complaint)
{
  JsonNode *item = find_item (get_list (request, name), member, request->subject);

  if (item == NULL)
    demo_rest_refuse (request, 404, complaint);
  else
    demo_rest_answer (request, 200, json_node_copy (item));
}

static guint
get_number (DemoRequest *request,
            const char *name,
            guint fallback)
{
  const char *text = request->query != NULL ? g_hash_table_lookup (request->query, name) : NULL;
  guint64 number;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, 10000, &number, NULL) ? number : fallback;
}

/* {"total","items"} of the asked-for page. */
static void
answer_page (DemoRequest *request,
             JsonArray *all)
{
  guint total = json_array_get_length (all);
  guint offset = MIN (get_number (request, "offset", 0), total);
  guint end = MIN (offset + get_number (request, "limit", 30), total);
  JsonArray *items = json_array_new ();
  JsonObject *object = json_object_new ();

  for (guint i = offset; i < end; i++)
    json_array_add_element (items, json_array_dup_element (all, i));
  json_object_set_int_member (object, "total", total);
  json_object_set_array_member (object, "items", items);
  demo_rest_answer (request, 200, json_node_init_object (json_node_alloc (), object));
  json_object_unref (object);
}

void
demo_rest_locales (DemoRequest *request)
{
  answer_list (request, "locales");
}

void
demo_rest_providers (DemoRequest *request)
{
  answer_list (request, "providers");
}

void
demo_rest_provider (DemoRequest *request)
{
  answer_item (request, "providers", "identifier", "Auth provider not found");
}

void
demo_rest_form (DemoRequest *request)
{
  answer_item (request, "forms", "identifier", "Form not found");
}

void
demo_rest_events (DemoRequest *request)
{
  answer_list (request, "events");
}

void
demo_rest_subscriptions (DemoRequest *request)
{
  answer_page (request, request->shop->subscriptions);
}

/* The place of (subject, productId) among the subscriptions, or their number. */
static guint
find_subscription (DemoRequest *request,
                   gint64 product)
{
  JsonArray *all = request->shop->subscriptions;
  guint i;

  for (i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *item = json_array_get_object_element (all, i);

      if (g_strcmp0 (bell_json_get_string (item, "eventMarker"), request->subject) == 0
          && bell_json_get_integer (item, "productId", -1) == product)
        break;
    }
  return i;
}

/* Checks marker and productId of a (un)subscription; answers when they are wrong. */
static gboolean
read_subscription (DemoRequest *request,
                   gint64 *product)
{
  *product = bell_json_get_integer (request->body, "productId", -1);
  if (find_item (get_list (request, "events"), "identifier", request->subject) == NULL)
    demo_rest_refuse (request, 404, "Event not found");
  else if (*product < 0)
    demo_rest_refuse (request, 400, "productId must be an integer number\n");
  else
    return TRUE;
  return FALSE;
}

void
demo_rest_subscribe (DemoRequest *request)
{
  JsonArray *all = request->shop->subscriptions;
  gint64 product;

  if (!read_subscription (request, &product))
    return;
  if (find_subscription (request, product) == json_array_get_length (all))
    {
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "eventMarker", request->subject);
      json_object_set_int_member (item, "productId", product);
      json_array_add_object_element (all, item);
    }
  demo_rest_answer (request, 204, NULL);
}

void
demo_rest_unsubscribe (DemoRequest *request)
{
  JsonArray *all = request->shop->subscriptions;
  gint64 product;
  guint place;

  if (!read_subscription (request, &product))
    return;
  place = find_subscription (request, product);
  if (place < json_array_get_length (all))
    json_array_remove_element (all, place);
  demo_rest_answer (request, 204, NULL);
}

/* ?ids=10,12: those that exist, in the catalog's order. */
void
demo_rest_products (DemoRequest *request)
{
  const char *text = request->query != NULL ? g_hash_table_lookup (request->query, "ids") : NULL;
  g_auto(GStrv) ids = g_strsplit (text != NULL ? text : "", ",", -1);
  JsonArray *all = get_list (request, "products");
  g_autoptr(JsonArray) found = json_array_new ();

  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      g_autofree char *id = bell_json_dup_text (json_array_get_object_element (all, i), "id");

      if (g_strv_contains ((const char *const *) ids, id))
        json_array_add_element (found, json_array_dup_element (all, i));
    }
  demo_rest_answer (request, 200, node_of_array (found));
}

void
demo_rest_product (DemoRequest *request)
{
  answer_item (request, "products", "id", "Product not found");
}

void
demo_rest_product_statuses (DemoRequest *request)
{
  answer_list (request, "productStatuses");
}

void
demo_rest_order_storages (DemoRequest *request)
{
  answer_list (request, "orderStorages");
}

/* Always empty: the orders of the story are other people's (facts 4). */
void
demo_rest_orders (DemoRequest *request)
{
  g_autoptr(JsonArray) none = json_array_new ();

  if (find_item (get_list (request, "orderStorages"), "identifier", request->subject) == NULL)
    demo_rest_refuse (request, 404, "Orders storage not found");
  else
    answer_page (request, none);
}

void
demo_rest_order_statuses (DemoRequest *request)
{
  answer_list (request, "orderStatuses");
}
