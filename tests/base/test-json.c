/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-json.h"
#include "bell-test.h"

#include <math.h>
#include <string.h>

#define BIG (1024 * 1024)

static JsonNode *
parse (const char *text,
       GError **error)
{
  return bell_json_parse (text, strlen (text), BIG, error);
}

static void
test_accepted (void)
{
  static const struct
  {
    const char *text;
    const char *expected; /* what it says when written again */
  } cases[] = {
    { "{}", "{}" },
    { " [ ] ", "[]" },
    { "null", "null" },
    { "true", "true" },
    { "\"x\"", "\"x\"" },
    { "-0", "0" },
    { "12", "12" },
    { "9223372036854775807", "9223372036854775807" },
    { "-9223372036854775808", "-9223372036854775808" },
    { "[1,{\"a\":[false,null]}]", "[1,{\"a\":[false,null]}]" },
    { "[\"\\ud83d\\ude00\"]", "[\"😀\"]" },
    { "[\"a\\u0000b\"]", "[\"a\uFFFDb\"]" },
    { "[\"\\ud800\"]", "[\"\uFFFD\"]" },
    { "[\"\\udc00x\"]", "[\"\uFFFDx\"]" },
    { "[\"\\ud800\\u0041\"]", "[\"\uFFFDA\"]" },
    { "[\"\\ud800\\ud800\\udc00\"]", "[\"\uFFFD\U00010000\"]" },
    { "{\"dk\":1,\"dk\":2}", "{\"dk\":2}" },
    { "[\"é\u2028\"]", "[\"é\u2028\"]" },
    { "[\"exactly8\",\"1234567\\u00e9\",\"12345678é9\"]", "[\"exactly8\",\"1234567é\",\"12345678é9\"]" },
    { "[0.1,-0.5,100.25,999999999999999,0.000000000000001]", "[0.1,-0.5,100.25,999999999999999,1e-15]" },
    { "[999999999999999999,1000000000000000000,-999999999999999999]",
      "[999999999999999999,1000000000000000000,-999999999999999999]" },
    { "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[\"\\\"\\\\/\\b\\f\\n\\r\\t\"]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = parse (cases[i].text, &error);
      g_autofree char *again = NULL;

      g_assert_no_error (error);
      again = bell_json_to_string (node);
      g_assert_cmpstr (again, ==, cases[i].expected);
      g_assert_true (bell_json_check (cases[i].text, strlen (cases[i].text), BIG, NULL));
    }
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "", " ", "{", "}", "[", "]", "[1", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{'a':1}",
    "[1}", "{\"a\":1]", "[1] x", "[1][2]", "1 2", "// c\n1", "[1] // c", "/* c */1", "'x'", "01", "-", "+1", ".5", "1.",
    "1e", "1e+", "0x10", "NaN", "Infinity", "-Infinity", "1e400", "-1e400", "tru", "nul", "True", "\"a", "\"\\x\"",
    "\"\\u12\"", "\"\\u12g4\"", "\"\n\"", "[\"\t\"]", "\"\\\"", "\xff", "\"\xc3\"", "\"\xed\xa0\x80\"", "[1 2]", "{\"a\" 1}",
    "{1:2}", "[\"a\"]x",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (cases[i], &error));
      g_assert_error (error, BELL_JSON_ERROR, BELL_JSON_ERROR_SYNTAX);
      g_assert_false (bell_json_check (cases[i], strlen (cases[i]), BIG, NULL));
    }
  g_assert_null (bell_json_parse ("[1]\0", 4, BIG, NULL));
}

static void
test_bounds (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *deepest = g_strnfill (2 * BELL_JSON_MAX_DEPTH, ']');
  g_autofree char *deeper = g_strnfill (100000, '[');
  g_autoptr (GString) many = g_string_new ("[1");

  memset (deepest, '[', BELL_JSON_MAX_DEPTH);
  node = parse (deepest, &error);
  g_assert_no_error (error);
  g_assert_nonnull (node);

  g_assert_null (parse (deeper, &error));
  g_assert_error (error, BELL_JSON_ERROR, BELL_JSON_ERROR_DEPTH);
  g_clear_error (&error);

  g_assert_null (bell_json_parse ("[1,2,3]", 7, 6, &error));
  g_assert_error (error, BELL_JSON_ERROR, BELL_JSON_ERROR_SIZE);
  g_clear_error (&error);

  for (int i = 0; i < 1000000; i++)
    g_string_append (many, ",1");
  g_string_append_c (many, ']');
  g_assert_false (bell_json_check (many->str, many->len, 16 * BIG, &error));
  g_assert_error (error, BELL_JSON_ERROR, BELL_JSON_ERROR_SIZE);
}

/* json-glib looks through all members to replace one; a million times a million is not to be had. */
static void
test_repeated_members (void)
{
  g_autoptr (GString) text = g_string_new ("{\"last\":0");
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *written = NULL;

  node = parse ("{\"a\":1,\"b\":2,\"a\":{\"c\":[]},\"b\":null,\"a\":\"x\"}", &error);
  g_assert_no_error (error);
  written = bell_json_to_string (node);
  g_assert_cmpstr (written, ==, "{\"a\":\"x\",\"b\":null}");

  for (guint i = 0; i < 300000; i++)
    g_string_append_printf (text, ",\"%u\":0", i);
  for (guint i = 0; i < 300000; i++)
    g_string_append (text, ",\"299999\":0");
  g_string_append_c (text, '}');
  g_assert_null (bell_json_parse (text->str, text->len, 16 * BIG, &error));
  g_assert_error (error, BELL_JSON_ERROR, BELL_JSON_ERROR_SIZE);
}

static void
test_big_numbers (void)
{
  g_autoptr (JsonNode) node = parse ("[18446744073709551615,-9223372036854775809,1E5,2.5e-3]", NULL);
  JsonArray *array = json_node_get_array (node);
  g_autofree char *text = bell_json_node_dup_text (json_array_get_element (array, 0));

  g_assert_cmpfloat (json_array_get_double_element (array, 0), ==, 18446744073709551615.0);
  g_assert_cmpfloat (json_array_get_double_element (array, 1), ==, -9223372036854775809.0);
  g_assert_cmpfloat (json_array_get_double_element (array, 2), ==, 100000.0);
  g_assert_cmpfloat (json_array_get_double_element (array, 3), ==, 0.0025);
  g_assert_cmpstr (text, ==, "1.8446744073709552e+19");
}

static void
test_non_finite_is_null (void)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();
  JsonObject *object = json_object_new ();
  g_autofree char *text = NULL;

  json_array_add_double_element (array, NAN);
  json_object_set_double_member (object, "x", INFINITY);
  json_object_set_int_member (object, "y", 1);
  json_array_add_object_element (array, object);
  json_node_take_array (node, array);
  text = bell_json_to_string (node);
  g_assert_cmpstr (text, ==, "[null,{\"x\":null,\"y\":1}]");
}

/* What was read is written so that it can be read again. */
static void
test_written (void)
{
  static const struct
  {
    const char *text;
    const char *written;
  } cases[] = {
    { "1e40", "1e+40" },
    { "-1E-7", "-1e-07" },
    { "0.1", "0.1" },
    { "12.50", "12.5" },
    { "12.0", "12.0" },
    { "-0.0", "-0.0" },
    { "0.30000000000000004", "0.30000000000000004" },
    { "1e22", "1e+22" },
    { "5e-324", "4.94065645841247e-324" },
    { "18446744073709551616", "1.8446744073709552e+19" },
    { "\"\\u0001\\u001f\\u007f\"", "\"\\u0001\\u001f\177\"" },
    { "{\"\\\"\":[\"\\\\\"]}", "{\"\\\"\":[\"\\\\\"]}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = parse (cases[i].text, NULL);
      g_autofree char *written = bell_json_to_string (node);
      g_autoptr (JsonNode) again = parse (written, NULL);

      g_assert_cmpstr (written, ==, cases[i].written);
      g_assert_true (json_node_equal (node, again));
    }
}

static void
test_readers (void)
{
  g_autoptr (JsonNode) node = parse ("{\"s\":\"t\",\"i\":3,\"d\":12.50,\"b\":true,\"n\":null,\"o\":{},\"a\":[],\"si\":\"7\"}", NULL);
  JsonObject *object = json_node_get_object (node);
  g_autofree char *i = bell_json_dup_text (object, "i");
  g_autofree char *d = bell_json_dup_text (object, "d");
  g_autofree char *b = bell_json_dup_text (object, "b");

  g_assert_cmpstr (bell_json_get_string (object, "s"), ==, "t");
  g_assert_null (bell_json_get_string (object, "i"));
  g_assert_null (bell_json_get_string (object, "n"));
  g_assert_null (bell_json_get_string (NULL, "s"));
  g_assert_nonnull (bell_json_get_object (object, "o"));
  g_assert_null (bell_json_get_object (object, "a"));
  g_assert_nonnull (bell_json_get_array (object, "a"));
  g_assert_null (bell_json_get_array (object, "o"));
  g_assert_true (bell_json_get_boolean (object, "b", FALSE));
  g_assert_true (bell_json_get_boolean (object, "s", TRUE));
  g_assert_cmpint (bell_json_get_integer (object, "i", -1), ==, 3);
  g_assert_cmpint (bell_json_get_integer (object, "si", -1), ==, 7);
  g_assert_cmpint (bell_json_get_integer (object, "s", -1), ==, -1);
  g_assert_cmpstr (i, ==, "3");
  g_assert_cmpstr (d, ==, "12.5");
  g_assert_cmpstr (b, ==, "true");
  g_assert_null (bell_json_dup_text (object, "n"));
  g_assert_null (bell_json_dup_text (object, "o"));
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/base/json/accepted", test_accepted);
  g_test_add_func ("/base/json/refused", test_refused);
  g_test_add_func ("/base/json/bounds", test_bounds);
  g_test_add_func ("/base/json/repeated-members", test_repeated_members);
  g_test_add_func ("/base/json/big-numbers", test_big_numbers);
  g_test_add_func ("/base/json/non-finite-is-null", test_non_finite_is_null);
  g_test_add_func ("/base/json/written", test_written);
  g_test_add_func ("/base/json/readers", test_readers);
  return g_test_run ();
}
