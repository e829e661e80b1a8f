/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-product.h"

#include "oe-error.h"
#include "oe-event-read.h"
#include "oe-shape.h"
#include "oe-text.h"

#include "bell-json.h"

#include <string.h>

#define MAX_PAGE 100
#define MAX_ADDRESS 2048 /* bytes */

void
oe_product_free (OeProduct *product)
{
  if (product == NULL)
    return;
  g_free (product->title);
  g_free (product->status);
  g_free (product->price);
  g_free (product->image);
  g_free (product);
}

void
oe_subscription_free (OeSubscription *subscription)
{
  if (subscription == NULL)
    return;
  g_free (subscription->marker);
  g_free (subscription);
}

/* Pictures */

char *
oe_image_resolve (const char *base_url,
                  const char *given)
{
  /* Normalised: the usual port is there whether it was given or not. */
  g_autoptr (GUri) base = g_uri_parse (base_url, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  g_autoptr (GUri) uri = NULL;

  if (base == NULL || given == NULL || *given == '\0' || strnlen (given, MAX_ADDRESS) == MAX_ADDRESS)
    return NULL;
  uri = g_uri_parse_relative (base, given, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  if (uri == NULL || g_uri_get_userinfo (uri) != NULL || g_uri_get_host (uri) == NULL)
    return NULL;
  if (!g_str_equal (g_uri_get_scheme (uri), g_uri_get_scheme (base)) ||
      g_ascii_strcasecmp (g_uri_get_host (uri), g_uri_get_host (base)) != 0 ||
      g_uri_get_port (uri) != g_uri_get_port (base))
    return NULL;
  return g_uri_to_string_partial (uri, G_URI_HIDE_FRAGMENT);
}

/* previewLink is a text, or {"default":["<url>","data:…"]}, and may be empty (facts 4). */
static const char *
get_preview (JsonObject *file)
{
  const char *link = bell_json_get_string (file, "previewLink");
  JsonArray *list = bell_json_get_array (bell_json_get_object (file, "previewLink"), "default");

  if (link == NULL && list != NULL && json_array_get_length (list) > 0)
    {
      JsonNode *first = json_array_get_element (list, 0);

      if (JSON_NODE_HOLDS_VALUE (first) && json_node_get_value_type (first) == G_TYPE_STRING)
        link = json_node_get_string (first);
    }
  return link;
}

/* A file or the first of several. */
static char *
dup_image_of_value (JsonNode *value,
                    const char *base_url)
{
  JsonObject *file;
  char *image;

  if (value != NULL && JSON_NODE_HOLDS_ARRAY (value) && json_array_get_length (json_node_get_array (value)) > 0)
    value = json_array_get_element (json_node_get_array (value), 0);
  file = oe_shape_get_object (value);
  image = oe_image_resolve (base_url, get_preview (file));
  return image != NULL ? image : oe_image_resolve (base_url, bell_json_get_string (file, "downloadLink"));
}

static char *
dup_image (JsonObject *product,
           const char *lang_code,
           const char *base_url)
{
  JsonObject *attributes = bell_json_get_object (product, "attributeValues");
  JsonObject *of_language = bell_json_get_object (attributes, lang_code);
  JsonObjectIter iter;
  const char *marker;
  JsonNode *member;
  char *image = NULL;

  if (of_language != NULL && bell_json_get_string (of_language, "type") == NULL)
    attributes = of_language;
  if (attributes == NULL)
    return NULL;
  json_object_iter_init_ordered (&iter, attributes);
  while (image == NULL && json_object_iter_next_ordered (&iter, &marker, &member))
    {
      JsonObject *attribute = oe_shape_get_object (member);
      const char *type = bell_json_get_string (attribute, "type");

      if (type != NULL && (g_str_equal (type, "image") || g_str_equal (type, "groupOfImages")))
        image = dup_image_of_value (json_object_get_member (attribute, "value"), base_url);
    }
  return image;
}

/* Products */

static char *
or_empty (char *text)
{
  return text != NULL ? text : g_strdup ("");
}

GPtrArray *
oe_product_parse_list (JsonNode *node,
                       const char *lang_code,
                       const char *base_url,
                       GError **error)
{
  static const char *const prices[] = { "price", NULL };
  JsonArray *list = oe_shape_get_list_or_error (node, "products", error);
  GPtrArray *products;

  if (list == NULL)
    return NULL;
  products = g_ptr_array_new_with_free_func ((GDestroyNotify) oe_product_free);
  for (guint i = 0; i < json_array_get_length (list) && products->len < MAX_PAGE; i++)
    {
      JsonObject *object = oe_shape_get_object (json_array_get_element (list, i));
      gint64 id = bell_json_get_integer (object, "id", -1);
      OeProduct *product;

      if (id < 0)
        continue;
      product = g_new0 (OeProduct, 1);
      product->id = id;
      product->title = oe_shape_dup_title (object, lang_code);
      product->status = or_empty (oe_read_status_title (object));
      product->price = or_empty (oe_read_amount (object, prices));
      product->image = dup_image (object, lang_code, base_url);
      g_ptr_array_add (products, product);
    }
  return products;
}

/* Subscriptions */

GPtrArray *
oe_subscription_parse_page (JsonNode *node,
                            guint *total,
                            GError **error)
{
  JsonArray *list = oe_shape_get_list_or_error (node, "subscriptions", error);
  GPtrArray *subscriptions;

  *total = 0;
  if (list == NULL)
    return NULL;
  subscriptions = g_ptr_array_new_with_free_func ((GDestroyNotify) oe_subscription_free);
  for (guint i = 0; i < json_array_get_length (list) && subscriptions->len < MAX_PAGE; i++)
    {
      JsonObject *object = oe_shape_get_object (json_array_get_element (list, i));
      const char *marker = oe_shape_get_marker (object, "eventMarker");
      gint64 product = bell_json_get_integer (object, "productId", -1);
      OeSubscription *subscription;

      if (marker == NULL || product < 0)
        continue;
      subscription = g_new0 (OeSubscription, 1);
      subscription->marker = g_strdup (marker);
      subscription->product = product;
      g_ptr_array_add (subscriptions, subscription);
    }
  *total = (guint) CLAMP (bell_json_get_integer (oe_shape_get_object (node), "total", 0), subscriptions->len, G_MAXINT);
  return subscriptions;
}
