/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-event.h"

#include "bell-test.h"
#include "oe-json.h"

#ifdef __SANITIZE_ADDRESS__
#define LONG (96 * 1024) /* every allocation costs a stack trace there */
#else
#define LONG (256 * 1024) /* nobody looks at more than 64 KiB of a text */
#endif

static void
assert_one_plain_line (const char *text,
                       glong max)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (text, -1), <=, max);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_assert_false (g_unichar_iscntrl (c));
      g_assert_false (c >= 0x202a && c <= 0x202e);
      g_assert_false (c >= 0x2066 && c <= 0x2069);
      g_assert_false (c == 0x2028 || c == 0x2029);
    }
}

static void
assert_well_behaved (OeEvent *event)
{
  g_assert_cmpstr (oe_event_get_title (event), !=, "");
  assert_one_plain_line (oe_event_get_title (event), 200);
  assert_one_plain_line (oe_event_get_body (event), 500);
  if (oe_event_get_entity (event) != NULL)
    assert_one_plain_line (oe_event_get_entity (event), 200);
  if (oe_event_get_status (event) != NULL)
    assert_one_plain_line (oe_event_get_status (event), 200);
}

/* %s is where the text goes. */
static const char *const places[] = {
  "[{\"message\":%s}]",
  "[%s]",
  "[{\"order\":{\"id\":%s,\"totalSum\":%s,\"currency\":%s,\"statusIdentifier\":%s}}]",
  "[{\"order\":%s}]",
  "[{\"order\":{\"id\":1,\"products\":[{\"quantity\":%s}],\"statusLocalizeInfos\":{\"title\":%s}}}]",
  "[{\"product\":{\"id\":%s,\"info\":{\"title\":%s},\"status\":%s}}]",
  "[{\"product\":{\"info\":{\"en_US\":{\"title\":%s}},\"attributes\":{\"price\":{\"value\":%s}}}}]",
  "[{\"product\":{\"attributes\":%s,\"info\":%s}}]",
  "[{\"user\":{\"notificationData\":{\"email\":%s},\"attributes\":{\"name\":{\"value\":%s}}}}]",
  "[{\"user\":%s}]",
  "[{\"email\":%s,\"formData\":[{\"marker\":%s,\"value\":%s}]}]",
  "[{\"email\":%s,\"formData\":{\"a\":{\"value\":%s}}}]",
  "[{\"email\":%s,\"code\":%s}]",
  "[{\"formData\":%s}]",
  "[{\"attributes\":%s,\"message\":%s}]",
  "[{\"attributes\":{\"a\":%s},\"title\":%s}]",
  "[{\"a\":%s,\"b\":%s}]",
  "[{%s:1}]",
};

static char *
fill (const char *place,
      const char *json)
{
  g_auto (GStrv) parts = g_strsplit (place, "%s", -1);

  return g_strjoinv (json, parts);
}

static void
try_everywhere (const char *name,
                const char *json)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *text = NULL;
      g_autoptr (OeEvent) event = NULL;

      if (*json != '"' && strstr (places[i], "{%s:") != NULL)
        continue;
      text = fill (places[i], json);
      event = oe_json_event (name, text);
      g_test_message ("%u", i);
      assert_well_behaved (event);
    }
}

static void
test_values (void)
{
  static const char *const values[] = {
    "null", "true", "false", "0", "-1", "1e308", "1.5", "9223372036854775807", "18446744073709551616", "[]", "{}", "[[]]",
    "[null]", "{\"value\":null}", "{\"title\":{}}", "[{\"marker\":null}]", "[{\"marker\":\"\",\"value\":\"\"}]", "\"\"",
    "\" \"", "\"<b></b>\"", "\"\\n\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\u202egnp.exe\"", "\"\\u2066a\\u2069\"",
    "\"<script>alert(1)</script>\"", "\"<a href=\\\"x\\\">y</a>\"", "\"&lt;b&gt;\"", "\"%s%n%d\"", "\"</span>\"", "\"•••\"",
    "{\"en_US\":{\"title\":\"x\"}}", "{\"en_US\":[{\"marker\":\"m\",\"value\":\"v\"}]}", "\"\\u0007\\u001b[31m\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_test_message ("%s", values[i]);
      try_everywhere ("notification", values[i]);
      try_everywhere ("some_marker", values[i]);
    }
}

static void
test_long_texts (void)
{
  static const char *const units[] = { "a", "ä", "<", "<b>", "&", "&amp;", "\\n", "<script>", "\\u202e", " ", "_" };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GString) json = g_string_new ("\"");

      g_test_message ("%s", units[i]);
      while (json->len < LONG)
        g_string_append (json, units[i]);
      g_string_append_c (json, '"');
      try_everywhere ("notification", json->str);
    }
}

static void
test_names (void)
{
  static const char *const names[] = { "", " ", "\n", "___", "<b>x</b>", "a\xe2\x80\xae" "b", "\xff\xfe", "\x1b[31m", "notification" };
  g_autofree char *longest = g_strnfill (LONG, 'n');
  g_autoptr (OeEvent) event = oe_json_event (longest, "[{}]");

  assert_well_behaved (event);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (OeEvent) one = oe_json_event (names[i], "[{}]");

      assert_well_behaved (one);
      g_assert_true (g_utf8_validate (oe_event_get_name (one), -1, NULL));
    }
}

/* As deep and as wide as the guard lets through. */
static void
test_shapes (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) wide = g_string_new ("[0");
  g_autoptr (GString) many = g_string_new ("{\"k\":0");

  for (guint i = 0; i < 120; i++)
    g_string_append (deep, "{\"value\":[");
  g_string_append (deep, "1");
  for (guint i = 0; i < 120; i++)
    g_string_append (deep, "]}");
  for (guint i = 0; i < 500; i++)
    {
      g_string_append_printf (wide, ",{\"marker\":\"m%u\",\"value\":\"v\"}", i);
      g_string_append_printf (many, ",\"k%u\":{\"value\":%u}", i, i);
    }
  g_string_append_c (wide, ']');
  g_string_append_c (many, '}');
  try_everywhere ("notification", deep->str);
  try_everywhere ("notification", wide->str);
  try_everywhere ("notification", many->str);
}

/* A bubble must not read as another one. */
static void
test_override (void)
{
  g_autoptr (OeEvent) event = oe_json_event ("x", "[{'message':'\\u202e<b>Order</b>\\u0007 &lt;1&gt;\\u2029'}]");

  g_assert_cmpstr (oe_event_get_title (event), ==, "Order <1>");
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/oneentry/event/hostile/values", test_values);
  g_test_add_func ("/oneentry/event/hostile/long-texts", test_long_texts);
  g_test_add_func ("/oneentry/event/hostile/names", test_names);
  g_test_add_func ("/oneentry/event/hostile/shapes", test_shapes);
  g_test_add_func ("/oneentry/event/hostile/u10/override", test_override);
  return g_test_run ();
}
