/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-mask.h"

#include "bell-test.h"
#include "oe-json.h"

static const struct
{
  const char *args;
  const char *masked;
} cases[] = {
  /* A top-level code of any argument, whatever its type. */
  { "[{'code':'407063','email':'a@b.c'}]", "[{'code':'•••','email':'a@b.c'}]" },
  { "[{'CODE':407063}]", "[{'CODE':'•••'}]" },
  { "[{'a':1},{'code':'407063'}]", "[{'a':1},{'code':'•••'}]" },
  { "[{'code':['407063',7]}]", "[{'code':'•••'}]" },
  { "[{'code':null}]", "[{'code':null}]" },
  /* And its value wherever it recurs, in longer texts and in names too. */
  { "[{'message':'Your code is 407063.','code':'407063'}]", "[{'message':'Your code is •••.','code':'•••'}]" },
  { "[{'message':'407063 407063','code':407063,'n':407063}]", "[{'message':'••• •••','code':'•••','n':'•••'}]" },
  { "[{'code':'407063'},'407063',407063,['407063']]", "[{'code':'•••'},'•••','•••',['•••']]" },
  { "[{'code':'407063','a':{'407063':'b','c':' 407063 '}}]", "[{'code':'•••','a':{'•••':'b','c':'•••'}}]" },
  { "[{'code':'7','id':17,'n':7}]", "[{'code':'•••','id':17,'n':'•••'}]" },
  { "[{'code':''},'a']", "[{'code':'•••'},'a']" },
  /* What only looks like it stays. */
  { "[{'promo_code':'SUMMER'}]", "[{'promo_code':'SUMMER'}]" },
  { "[{'product':{'code':'X-1','attributes':{'code':{'value':'X-1'}}}}]",
    "[{'product':{'code':'X-1','attributes':{'code':{'value':'X-1'}}}}]" },
  { "[{'order':{'code':'A','promo_code':'B'}}]", "[{'order':{'code':'A','promo_code':'B'}}]" },
  /* Secrets at any depth, whatever their type and case. */
  { "[{'a':[{'Password':'x'},{'TOKEN':1},{'accesstoken':{'b':1}}]}]",
    "[{'a':[{'Password':'•••'},{'TOKEN':'•••'},{'accesstoken':'•••'}]}]" },
  { "[[{'refreshToken':['a']}],{'config':{'tokenSecretKey':true}}]",
    "[[{'refreshToken':'•••'}],{'config':{'tokenSecretKey':'•••'}}]" },
  { "[{'token':null,'tokens':'a','passwords':'b'}]", "[{'token':null,'tokens':'a','passwords':'b'}]" },
  /* Form values whose marker contains "pass". */
  { "[{'formData':[{'marker':'user_Pass','type':'string','value':'x'},{'marker':'name','value':'y'}]}]",
    "[{'formData':[{'marker':'user_Pass','type':'string','value':'•••'},{'marker':'name','value':'y'}]}]" },
  { "[{'formData':{'pass_reg':'x','name':'y'}}]", "[{'formData':{'pass_reg':'•••','name':'y'}}]" },
  { "[{'formData':{'en_US':[{'marker':'pass','value':{'a':1}}]}}]",
    "[{'formData':{'en_US':[{'marker':'pass','value':'•••'}]}}]" },
  { "[{'user':{'attributes':{'a':{'identifier':'pass_auth','value':'x'}}}}]",
    "[{'user':{'attributes':{'a':{'identifier':'pass_auth','value':'•••'}}}}]" },
  { "[{'product':{'attributes':{'compass':{'identifier':'compass','value':'north'}}}}]",
    "[{'product':{'attributes':{'compass':{'identifier':'compass','value':'north'}}}}]" },
  /* Shapes that are none. */
  { "[]", "[]" },
  { "[null,true,1.5,'a',[],{}]", "[null,true,1.5,'a',[],{}]" },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonArray) args = oe_json_array (cases[i].args);
      g_autofree char *before = oe_json_text (args);
      g_autoptr (JsonArray) masked = oe_mask_args (args);
      g_autofree char *after = oe_json_text (args);
      g_autofree char *text = g_strdelimit (oe_json_text (masked), "\"", '\'');

      g_test_message ("%u: %s", i, cases[i].args);
      g_assert_cmpstr (text, ==, cases[i].masked);
      g_assert_cmpstr (after, ==, before);
    }
}

/* Masked twice is masked once. */
static void
test_stable (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonArray) args = oe_json_array (cases[i].masked);
      g_autoptr (JsonArray) masked = oe_mask_args (args);
      g_autofree char *text = g_strdelimit (oe_json_text (masked), "\"", '\'');

      g_assert_cmpstr (text, ==, cases[i].masked);
    }
}

/* A text that is JSON once more. */
static void
test_json_in_text (void)
{
  g_autoptr (JsonArray) args = json_array_new ();
  g_autoptr (JsonArray) masked = NULL;

  json_array_add_string_element (args, " {\"password\":\"hunter2\",\"name\":\"Marta\"}");
  masked = oe_mask_args (args);
  g_assert_null (strstr (json_array_get_string_element (masked, 0), "hunter2"));
  g_assert_nonnull (strstr (json_array_get_string_element (masked, 0), "Marta"));
}

/* Deeper than any guard lets through: no stack is lost. */
static void
test_deep (void)
{
  JsonNode *node = json_node_init_string (json_node_alloc (), "end");
  g_autoptr (JsonArray) args = json_array_new ();
  g_autoptr (JsonArray) masked = NULL;

  for (guint i = 0; i < 1000; i++)
    {
      JsonArray *array = json_array_new ();

      json_array_add_element (array, node);
      node = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (node, array);
    }
  json_array_add_element (args, node);
  masked = oe_mask_args (args);
  g_assert_cmpuint (json_array_get_length (masked), ==, 1);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/oneentry/mask/table", test_table);
  g_test_add_func ("/oneentry/mask/stable", test_stable);
  g_test_add_func ("/oneentry/mask/json-in-text", test_json_in_text);
  g_test_add_func ("/oneentry/mask/deep", test_deep);
  return g_test_run ();
}
