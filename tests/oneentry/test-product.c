/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-product.h"
#include "oe-user.h"

#include "bell-test.h"
#include "oe-error.h"
#include "oe-json.h"

static void
test_images (void)
{
  static const struct
  {
    const char *base;
    const char *given;
    const char *address; /* NULL: not fetched */
  } cases[] = {
    { "https://cafe.example", "https://cafe.example/cloud-static/a.png", "https://cafe.example/cloud-static/a.png" },
    { "https://cafe.example", "https://CAFE.example:443/a.png", "https://CAFE.example/a.png" },
    { "https://cafe.example", "/cloud-static/a%20b.png?w=9#x", "https://cafe.example/cloud-static/a%20b.png?w=9" },
    { "https://cafe.example", "a.png", "https://cafe.example/a.png" },
    { "https://cafe.example:8443", "/a.png", "https://cafe.example:8443/a.png" },
    { "http://127.0.0.1:3000", "/a.png", "http://127.0.0.1:3000/a.png" },
    { "http://127.0.0.1:3000", "http://127.0.0.1:3000/a.png", "http://127.0.0.1:3000/a.png" },
    { "https://cafe.example", "https://other.example/a.png", NULL },
    { "https://cafe.example", "//other.example/a.png", NULL },
    { "https://cafe.example", "http://cafe.example/a.png", NULL },
    { "https://cafe.example", "https://cafe.example:8443/a.png", NULL },
    { "https://cafe.example", "https://me:secret@cafe.example/a.png", NULL },
    { "https://cafe.example", "data:image/png;base64,AAAA", NULL },
    { "https://cafe.example", "file:///etc/passwd", NULL },
    { "https://cafe.example", "https://cafe.example.evil.example/a.png", NULL },
    { "http://127.0.0.1:3000", "http://127.0.0.1:3001/a.png", NULL },
    { "https://cafe.example", "", NULL },
    { "https://cafe.example", NULL, NULL },
    { "https://cafe.example", "https://[", NULL },
  };
  g_autofree char *long_one = g_strnfill (5000, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *address = oe_image_resolve (cases[i].base, cases[i].given);

      g_test_message ("%s + %s", cases[i].base, cases[i].given);
      g_assert_cmpstr (address, ==, cases[i].address);
    }
  g_assert_null (oe_image_resolve ("https://cafe.example", long_one));
}

/* "10:Loaf:In stock:6.9:https://… ", so that tables can be read. */
static char *
describe_products (GPtrArray *products)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < products->len; i++)
    {
      OeProduct *product = g_ptr_array_index (products, i);

      g_string_append_printf (text, "%" G_GINT64_FORMAT ":%s:%s:%s:%s ", product->id, product->title, product->status,
                              product->price, product->image != NULL ? product->image : "-");
    }
  return g_string_free (text, FALSE);
}

static void
test_products (void)
{
  static const struct
  {
    const char *json;
    const char *products; /* NULL: an error */
  } cases[] = {
    { "[{'id':10,'localizeInfos':{'title':'Loaf <b>'},'statusLocalizeInfos':{'title':'In stock'},'price':6.9}]",
      "10:Loaf:In stock:6.90:- " },
    { "{'items':[{'id':'11'},{'id':-1},{'id':null},7,null,{}],'total':2}", "11::::- " },
    { "[{'id':1,'attributeValues':{'pic':{'type':'image','value':{'downloadLink':'https://cafe.example/a.png'}}}}]",
      "1::::https://cafe.example/a.png " },
    { "[{'id':1,'attributeValues':{'pic':{'type':'image','value':[{'previewLink':{'default':['/p.png','data:x']},"
      "'downloadLink':'/a.png'}]}}}]",
      "1::::https://cafe.example/p.png " },
    { "[{'id':1,'attributeValues':{'pic':{'type':'image','value':[{'previewLink':'','downloadLink':'/a.png'}]}}}]",
      "1::::https://cafe.example/a.png " },
    { "[{'id':1,'attributeValues':{'en_US':{'pic':{'type':'image','value':[{'downloadLink':'/a.png'}]}}}}]",
      "1::::https://cafe.example/a.png " },
    { "[{'id':1,'attributeValues':{'a':{'type':'string','value':'/a.png'},'b':{'type':'image','value':null},"
      "'c':{'type':'image','value':[]},'d':{'type':'image','value':[7]},'e':null}}]",
      "1::::- " },
    { "[{'id':1,'attributeValues':{'pic':{'type':'image','value':[{'downloadLink':'https://evil.example/a.png'}]}}}]",
      "1::::- " },
    { "{}", NULL },
    { "'x'", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = oe_json (cases[i].json);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) products = oe_product_parse_list (node, "en_US", "https://cafe.example", &error);
      g_autofree char *text = products != NULL ? describe_products (products) : NULL;

      g_test_message ("%s", cases[i].json);
      g_assert_cmpstr (text, ==, cases[i].products);
      if (cases[i].products == NULL)
        g_assert_error (error, OE_ERROR, OE_ERROR_PROTOCOL);
    }
}

static void
test_subscriptions (void)
{
  static const struct
  {
    const char *json;
    int n; /* -1: an error */
    guint total;
  } cases[] = {
    { "{'total':31,'items':[{'eventMarker':'price','productId':1},{'eventMarker':'price','productId':'2'}]}", 2, 31 },
    { "[{'eventMarker':'price','productId':1}]", 1, 1 },
    { "{'total':-5,'items':[{'eventMarker':'price','productId':1}]}", 1, 1 },
    { "{'total':'many','items':[{'eventMarker':'','productId':1},{'eventMarker':'p'},{'productId':4},null,[]]}", 0, 0 },
    { "{'total':99999999999,'items':[]}", 0, G_MAXINT },
    { "{'total':1}", -1, 0 },
    { "null", -1, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = oe_json (cases[i].json);
      g_autoptr (GError) error = NULL;
      guint total = 7;
      g_autoptr (GPtrArray) items = oe_subscription_parse_page (node, &total, &error);

      g_test_message ("%s", cases[i].json);
      g_assert_cmpint (items != NULL ? (int) items->len : -1, ==, cases[i].n);
      g_assert_cmpuint (total, ==, cases[i].total);
      if (cases[i].n < 0)
        g_assert_error (error, OE_ERROR, OE_ERROR_PROTOCOL);
    }
}

static void
test_users (void)
{
  static const struct
  {
    const char *json;
    const char *identifier; /* NULL: an error */
    const char *name;
    guint n_groups;
  } cases[] = {
    { "{'id':7,'identifier':'till@example.com','authProviderIdentifier':'email','groups':[1,2],"
      "'formData':[{'marker':'name','value':'Hanna <i>Berg</i>'}]}", "till@example.com", "Hanna Berg", 2 },
    { "{'id':7}", "", "", 0 },
    { "{'identifier':12,'groups':['a',null,{},3.5],'formData':{}}", "12", "", 0 },
    { "{'identifier':null,'formData':null,'groups':7}", "", "", 0 },
    { "{'hello':1}", NULL, NULL, 0 },
    { "[]", NULL, NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = oe_json (cases[i].json);
      g_autoptr (GError) error = NULL;
      g_autoptr (OeUser) user = oe_user_parse (node, &error);

      g_test_message ("%s", cases[i].json);
      if (cases[i].identifier == NULL)
        {
          g_assert_error (error, OE_ERROR, OE_ERROR_PROTOCOL);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (user->identifier, ==, cases[i].identifier);
      g_assert_cmpstr (user->name, ==, cases[i].name);
      g_assert_cmpuint (user->groups->len, ==, cases[i].n_groups);
    }
}

static void
test_devices (void)
{
  g_autoptr (JsonNode) node = oe_json ("[{'deviceInfo':{'os':'Linux','browser':'<b>Shopbell</b>','location':7}},"
                                       "{'deviceInfo':null},null,3]");
  g_autoptr (JsonNode) wrong = oe_json ("{}");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = oe_device_parse_list (node, &error);
  OeDevice *device;

  g_assert_no_error (error);
  g_assert_cmpuint (devices->len, ==, 2);
  device = g_ptr_array_index (devices, 0);
  g_assert_cmpstr (device->os, ==, "Linux");
  g_assert_cmpstr (device->browser, ==, "Shopbell");
  g_assert_cmpstr (device->location, ==, "7");
  device = g_ptr_array_index (devices, 1);
  g_assert_cmpstr (device->os, ==, "");
  g_assert_null (oe_device_parse_list (wrong, &error));
  g_assert_error (error, OE_ERROR, OE_ERROR_PROTOCOL);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/oneentry/product/images", test_images);
  g_test_add_func ("/oneentry/product/products", test_products);
  g_test_add_func ("/oneentry/product/subscriptions", test_subscriptions);
  g_test_add_func ("/oneentry/product/users", test_users);
  g_test_add_func ("/oneentry/product/devices", test_devices);
  return g_test_run ();
}
