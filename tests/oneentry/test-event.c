/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-event.h"

#include "bell-test.h"
#include "oe-json.h"

/* The shapes of facts 1.6, and what is tolerated of them. */
static const struct
{
  const char *name;
  const char *args;
  OeKind kind;
  const char *title;
  const char *body;
  const char *entity;
  const char *status;
} cases[] = {
  /* P1 */
  { "notification",
    "[{'message':'Message','attributes':{'company':{'identifier':'company','type':'string','value':'OneEntry'}}}]",
    OE_KIND_MESSAGE, "Message", "Company: OneEntry", NULL, NULL },
  { "news", "[{'message':'First line\\nand the rest'}]", OE_KIND_MESSAGE, "First line", "and the rest", NULL, NULL },
  { "news", "[{'message':{'en_US':'Hello'}}]", OE_KIND_MESSAGE, "Hello", "", NULL, NULL },
  { "news", "[{'message':'  '}]", OE_KIND_OTHER, "news", "", NULL, NULL },
  { "news", "[{'message':7}]", OE_KIND_OTHER, "news", "", NULL, NULL },
  /* P2, P3, P8 */
  { "notification",
    "[{'product':{'id':10,'info':{'title':'Pink Planet'},'status':{'identifier':'available','info':{'title':'ADD TO CART'}},"
    "'attributes':{'currency':{'identifier':'currency','type':'string','value':'USD'},"
    "'price':{'identifier':'price','type':'float','value':4.8}}}}]",
    OE_KIND_PRODUCT, "Pink Planet", "4.80 USD · ADD TO CART", "10", "available" },
  { "low", "[{'message':'Sold out','attributes':{},'product':{'id':'13','title':'Tart','statusIdentifier':'out_of_stock'}}]",
    OE_KIND_PRODUCT, "Tart", "out of stock", "13", "out_of_stock" },
  { "low", "[{'message':'Sold out','product':{'id':13,'info':{'en_US':{'title':'Tart'}}}}]",
    OE_KIND_PRODUCT, "Tart", "Sold out", "13", NULL },
  { "low", "[{'title':'Tart','product':{'id':13}}]", OE_KIND_PRODUCT, "Tart", "", "13", NULL },
  { "low", "[{'product':{'id':13,'price':'2.40','currency':'EUR'}}]", OE_KIND_PRODUCT, "Product 13", "2.40 EUR", "13", NULL },
  { "low", "[{'product':{}}]", OE_KIND_PRODUCT, "Product", "", NULL, NULL },
  { "low", "[{'product':13}]", OE_KIND_PRODUCT, "Product 13", "", "13", NULL },
  /* P4, P5: an order where there is one */
  { "order_created",
    "[{'user':{'notificationData':{'email':'m@l.example'},'attributes':{'name':{'type':'string','identifier':'name','value':'Marta Lind'}}},"
    "'order':{'id':1042,'totalSum':'59.90','currency':'EUR','statusIdentifier':'new','statusLocalizeInfos':{'title':'New'},"
    "'products':[{'id':1,'quantity':2},{'id':2}]}}]",
    OE_KIND_ORDER, "Order 1042", "3 items · 59.90 EUR · New · Marta Lind", "1042", "new" },
  { "notification", "[{'user':{'notificationData':{'email':'m@l.example'}},'order':{'id':1,'attributes':{}}}]",
    OE_KIND_ORDER, "Order 1", "m@l.example", "1", NULL },
  { "x", "[{'order':{'id':'A-7','total':59.9,'currency':'EUR','status':{'identifier':'in_progress','info':{'en_US':{'title':'Baking'}}}}}]",
    OE_KIND_ORDER, "Order A-7", "59.90 EUR · Baking", "A-7", "in_progress" },
  { "x", "[{'order':{'id':1042,'products':[{'quantity':1}],'totalSum':20}}]", OE_KIND_ORDER, "Order 1042", "1 item · 20", "1042", NULL },
  { "x", "[{'order':{}}]", OE_KIND_ORDER, "Order", "", NULL, NULL },
  { "x", "[{'order':null,'user':{}}]", OE_KIND_USER, "User", "", NULL, NULL },
  { "x", "[{'order':205}]", OE_KIND_ORDER, "Order 205", "", "205", NULL },
  { "x", "[{'order':false}]", OE_KIND_OTHER, "x", "order: false", NULL, NULL },
  { "x", "[{'product':{'id':1},'order':{'id':2}}]", OE_KIND_ORDER, "Order 2", "", "2", NULL },
  { "user_registration",
    "[{'user':{'notificationData':{'email':'t@v.example'},'attributes':{'name':{'value':'Tomás Vega'}}}}]",
    OE_KIND_USER, "User t@v.example", "Tomás Vega", NULL, NULL },
  { "x", "[{'user':{'id':7,'attributes':[{'marker':'name','value':'Tomás'}]}}]", OE_KIND_USER, "User Tomás", "", "7", NULL },
  /* P6, P7 */
  { "table_booking", "[{'email':'h@b.example','formData':[{'marker':'name','value':'Hanna'},{'marker':'guests','value':4}]}]",
    OE_KIND_FORM, "Form: table booking", "Name: Hanna · Guests: 4 · h@b.example", NULL, NULL },
  { "notification", "[{'email':'h@b.example','formData':{'name':'Hanna','pass_word':'hunter2'}}]",
    OE_KIND_FORM, "Form: h@b.example", "Name: Hanna", NULL, NULL },
  { "notification", "[{'formData':{'en_US':[{'marker':'when','value':{'fullDate':'2026-11-23','formattedValue':'23.11.'}}]}}]",
    OE_KIND_FORM, "Form", "When: 23.11.", NULL, NULL },
  { "send_code", "[{'email':'h@b.example','code':'407063'}]", OE_KIND_FORM, "Form: send code", "h@b.example", NULL, NULL },
  { "send_code", "[{'email':'h@b.example','code':'407063','message':'Code: 407063'}]",
    OE_KIND_FORM, "Form: send code", "h@b.example", NULL, NULL },
  { "x", "[{'email':'h@b.example'}]", OE_KIND_OTHER, "x", "email: h@b.example", NULL, NULL },
  /* Everything else */
  { "bonus_accrual", "[{'points':12,'reason':'birthday','deep':{'a':1}}]", OE_KIND_OTHER, "bonus accrual",
    "points: 12 · reason: birthday", NULL, NULL },
  { "notification", "[{}]", OE_KIND_OTHER, "Event", "", NULL, NULL },
  { "notification", "[]", OE_KIND_OTHER, "Event", "", NULL, NULL },
  { "42", "[null]", OE_KIND_OTHER, "42", "", NULL, NULL },
  { "x", "['text',{'order':{'id':1}}]", OE_KIND_ORDER, "Order 1", "", "1", NULL },
  { "x", "['Just a text']", OE_KIND_MESSAGE, "Just a text", "", NULL, NULL },
  { "x", "[[1,{'order':{'id':1}}]]", OE_KIND_OTHER, "x", "", NULL, NULL },
  { "x", "[{'order':{'id':1}},{'order':{'id':2}}]", OE_KIND_ORDER, "Order 1", "", "1", NULL },
  { "x", "[{'user':null,'product':null,'formData':null,'message':null,'order':{'id':null,'totalSum':null,'products':null,"
         "'currency':null,'status':null,'statusLocalizeInfos':null,'attributes':null}}]",
    OE_KIND_ORDER, "Order", "", NULL, NULL },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OeEvent) event = oe_json_event (cases[i].name, cases[i].args);

      g_test_message ("%u: %s", i, cases[i].args);
      g_assert_cmpstr (oe_kind_to_string (oe_event_get_kind (event)), ==, oe_kind_to_string (cases[i].kind));
      g_assert_cmpstr (oe_event_get_title (event), ==, cases[i].title);
      g_assert_cmpstr (oe_event_get_body (event), ==, cases[i].body);
      g_assert_cmpstr (oe_event_get_entity (event), ==, cases[i].entity);
      g_assert_cmpstr (oe_event_get_status (event), ==, cases[i].status);
      g_assert_cmpstr (oe_event_get_name (event), ==, cases[i].name);
    }
}

static void
test_marker (void)
{
  static const struct
  {
    const char *name;
    const char *marker;
  } names[] = { { "notification", NULL }, { "Notification", "Notification" }, { "order_created", "order_created" },
                { "7", "7" }, { "", NULL }, { NULL, NULL }, { "a\xff", "a\xef\xbf\xbd" } };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (OeEvent) event = oe_event_new (names[i].name, NULL);

      g_assert_cmpstr (oe_event_get_marker (event), ==, names[i].marker);
      g_assert_nonnull (oe_event_get_name (event));
      g_assert_null (oe_event_get_payload (event));
      g_assert_cmpuint (json_array_get_length (json_node_get_array (oe_event_get_args (event))), ==, 0);
    }
}

/* Payload and args are what came, masked; what came is not touched. */
static void
test_payload (void)
{
  g_autoptr (JsonArray) args = oe_json_array ("['first',{'code':'407063','message':'It is 407063'}]");
  g_autoptr (OeEvent) event = oe_event_new ("send_code", args);
  JsonObject *payload = json_node_get_object (oe_event_get_payload (event));
  g_autofree char *before = oe_json_text (args);
  g_autofree char *masked = oe_json_text (json_node_get_array (oe_event_get_args (event)));

  g_assert_cmpstr (json_object_get_string_member (payload, "message"), ==, "It is •••");
  g_assert_null (strstr (masked, "407063"));
  g_assert_nonnull (strstr (before, "407063"));
  g_assert_null (strstr (oe_event_get_title (event), "407063"));
  g_assert_null (strstr (oe_event_get_body (event), "407063"));
}

static void
test_kinds (void)
{
  for (guint i = 0; i < OE_N_KINDS; i++)
    g_assert_cmpuint (oe_kind_from_string (oe_kind_to_string ((OeKind) i)), ==, i);
  g_assert_cmpuint (oe_kind_from_string ("bogus"), ==, OE_KIND_OTHER);
  g_assert_cmpuint (oe_kind_from_string (NULL), ==, OE_KIND_OTHER);
  g_assert_cmpstr (oe_kind_to_string ((OeKind) 99), ==, "other");
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/oneentry/event/u11-u12/table", test_table);
  g_test_add_func ("/oneentry/event/u01/marker", test_marker);
  g_test_add_func ("/oneentry/event/payload", test_payload);
  g_test_add_func ("/oneentry/event/kinds", test_kinds);
  return g_test_run ();
}
