/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-format-fields.h"
#include "bell-format-json.h"
#include "bell-test.h"

#include <string.h>

/* "group/label=value" a field, joined by " | ". */
static char *
describe (const char *payload)
{
  g_autoptr (GPtrArray) fields = bell_format_fields (payload);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < fields->len; i++)
    {
      BellField *field = g_ptr_array_index (fields, i);

      g_string_append_printf (text, "%s%s/%s=%s", i > 0 ? " | " : "", field->group != NULL ? field->group : "",
                              field->label, field->value);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const struct
{
  const char *payload;
  const char *expected;
} cases[] = {
  { NULL, "" },
  { "", "" },
  { "no JSON", "" },
  { "[1,2]", "" },
  { "{}", "" },
  { "{\"message\":\"Hello\"}", "/Message=Hello" },
  { "{\"message\":\"  \"}", "" },
  { "{\"message\":null,\"order\":null,\"product\":7,\"user\":\"x\",\"formData\":true}", "" },
  { "{\"order\":{\"id\":1042,\"totalSum\":\"59.90\",\"currency\":\"EUR\",\"statusIdentifier\":\"new\","
    "\"statusLocalizeInfos\":{\"title\":\"New\"}}}",
    "/Order number=1042 | /Status=New | /Total=59.90 EUR" },
  { "{\"order\":{\"totalSum\":12.5}}", "/Total=12.5" },
  { "{\"order\":{\"statusIdentifier\":\"inProgress\"}}", "/Status=inProgress" },
  { "{\"order\":{\"products\":[{\"title\":\"Flat white\",\"quantity\":2,\"price\":\"3.60\"},{\"title\":\"Tea\"},7,{}]}}",
    "Items/2 × Flat white=3.60 | Items/Tea=– | Items/Item=– | Items/Item=–" },
  { "{\"order\":{\"attributes\":{\"pickup_time\":{\"type\":\"string\",\"identifier\":\"pickup_time\",\"value\":\"Today\"}}}}",
    "Order/Pickup time=Today" },
  { "{\"product\":{\"id\":10,\"info\":{\"title\":\"Pink Planet\"},\"status\":{\"identifier\":\"available\","
    "\"info\":{\"title\":\"ADD TO CART\"}},\"attributes\":{\"price\":{\"value\":8.9}}}}",
    "/Product=Pink Planet | /Product number=10 | /Status=ADD TO CART | Product/Price=8.9" },
  { "{\"product\":{\"info\":{\"en_US\":{\"title\":\"By language\"}}}}", "/Product=By language" },
  { "{\"user\":{\"notificationData\":{\"email\":\"a@b.c\",\"phonePush\":[],\"phoneSMS\":\"\"},"
    "\"attributes\":{\"name\":{\"value\":\"Marta\"}}}}",
    "Person/Name=Marta | Person/E-mail=a@b.c" },
  { "{\"email\":\"a@b.c\",\"formData\":[{\"marker\":\"guests\",\"type\":\"integer\",\"value\":4},"
    "{\"marker\":\"comment\",\"value\":\"<b>3 & a chair\"}]}",
    "/Email=a@b.c | Form/Guests=4 | Form/Comment=<b>3 & a chair" },
  { "{\"formData\":{\"locale\":\"en_US\",\"list\":[{\"title\":\"A\",\"value\":\"1\"},{\"value\":\"2\"},\"3\"]}}",
    "Form/Locale=en_US | Form/List=A, 2, 3" },
  { "{\"attributes\":{\"date\":{\"value\":{\"fullDate\":\"x\",\"formattedValue\":\"3 May\"}},"
    "\"text\":{\"value\":[{\"htmlValue\":\"<p>a</p>\",\"plainValue\":\"a\"}]},\"deep\":{\"value\":{\"a\":{}}}}}",
    "Details/Date=3 May | Details/Text=a" },
  { "{\"attributes\":{\"x\":{\"localizeInfos\":{\"title\":\"A title\"},\"value\":true}}}", "Details/A title=true" },
  { "{\"attributes\":{\"when\":{\"value\":\"2026-11-23T10:00:00.000Z\"}}}", "Details/When=23 November 2026, 10:00" },
  { "{\"attributes\":{\"when\":{\"value\":\"2026-99-99T10:00:00.000Z\"}}}", "Details/When=2026-99-99T10:00:00.000Z" },
};

static void
test_fields (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = describe (cases[i].payload);

      g_test_message ("%s", cases[i].payload);
      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

/* A server may send anything: what is shown stays bounded, and valid UTF-8. */
static void
test_bounds (void)
{
  g_autoptr (GString) many = g_string_new ("{\"formData\":{");
  g_autofree char *ten = g_strnfill (5000, 'x');
  g_autofree char *text = g_strdup_printf ("{\"message\":\"%s\"}", ten);
  g_autofree char *long_json = NULL;
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (GPtrArray) one = bell_format_fields (text);

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (many, "%s\"f%u\":\"%u\"", i > 0 ? "," : "", i, i);
  g_string_append (many, "}}");
  fields = bell_format_fields (many->str);
  g_assert_cmpuint (fields->len, ==, BELL_FIELDS_MAX);

  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpint (g_utf8_strlen (((BellField *) one->pdata[0])->value, -1), ==, 1000);
  g_assert_true (g_str_has_suffix (((BellField *) one->pdata[0])->value, "…"));

  g_clear_pointer (&ten, g_free);
  ten = g_strnfill (BELL_FORMAT_JSON_MAX * 2, 'y');
  g_clear_pointer (&text, g_free);
  text = g_strdup_printf ("{\"message\":\"%s\"}", ten);
  long_json = bell_format_json (text);
  g_assert_cmpint (g_utf8_strlen (long_json, -1), ==, BELL_FORMAT_JSON_MAX + 1);
}

static void
test_json (void)
{
  static const struct
  {
    const char *payload;
    const char *expected;
  } texts[] = {
    { NULL, "" },
    { "{\"a\":\"ü\"}", "{\n  \"a\" : \"ü\"\n}" },
    { "{broken", "{broken" },
    { "\xff", "\xef\xbf\xbd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *got = bell_format_json (texts[i].payload);

      g_assert_cmpstr (got, ==, texts[i].expected);
    }
}

static void
test_marker (void)
{
  static const struct
  {
    const char *marker;
    const char *expected;
  } markers[] = {
    { "pickup_time", "Pickup time" },
    { "e-mail", "E mail" },
    { "_x", "X" },
    { "éclair", "Éclair" },
    { "", "" },
    { "__", "__" },
    { "\xff", "\xef\xbf\xbd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (markers); i++)
    {
      g_autofree char *got = bell_format_marker (markers[i].marker);

      g_assert_cmpstr (got, ==, markers[i].expected);
    }
}

/* What a picture can be asked for. */
static void
test_products (void)
{
  g_autoptr (GPtrArray) order = bell_format_fields ("{\"message\":\"m\",\"order\":{\"products\":[{\"id\":10,\"title\":\"a\"},"
                                                    "{\"id\":\"11\"},{\"title\":\"c\"}]}}");
  g_autoptr (GPtrArray) product = bell_format_fields ("{\"message\":\"m\",\"product\":{\"id\":12,\"info\":{\"title\":\"d\"}}}");
  g_autoptr (GPtrArray) nameless = bell_format_fields ("{\"message\":\"m\",\"product\":{\"id\":12}}");

  g_assert_cmpint (((BellField *) order->pdata[0])->product, ==, 0);
  g_assert_cmpint (((BellField *) order->pdata[1])->product, ==, 10);
  g_assert_cmpint (((BellField *) order->pdata[2])->product, ==, 11);
  g_assert_cmpint (((BellField *) order->pdata[3])->product, ==, 0);
  g_assert_cmpint (((BellField *) product->pdata[0])->product, ==, 0);
  g_assert_cmpint (((BellField *) product->pdata[1])->product, ==, 12);
  g_assert_cmpint (((BellField *) nameless->pdata[0])->product, ==, 0);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/app/format-fields/fields", test_fields);
  g_test_add_func ("/app/format-fields/bounds", test_bounds);
  g_test_add_func ("/app/format-fields/json", test_json);
  g_test_add_func ("/app/format-fields/marker", test_marker);
  g_test_add_func ("/app/format-fields/products", test_products);
  return g_test_run ();
}
