/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"
#include "bell-json.h"
#include "bell-session-private.h"
#include "bell-support-report.h"

#include <string.h>

#define MS 30000

static char *
make_report (AppFixture *fixture)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *text;

  bell_support_report_async (fixture->context, "GTK 4.8.3", NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, MS, "a report");
  text = bell_support_report_finish (fixture->context, result, &error);
  g_assert_no_error (error);
  return text;
}

static void
take_event (AppFixture *fixture)
{
  g_autoptr (JsonArray) args = json_array_new ();
  g_autoptr (OeEvent) event = NULL;
  JsonObject *payload = json_object_new ();

  json_object_set_string_member (payload, "message", "Emil Berg ordered a birthday cake");
  json_array_add_object_element (args, payload);
  event = oe_event_new ("notification", args);
  g_signal_emit_by_name (bell_shop_get_session (fixture->shop), "event", event,
                         bell_clock_get_wall_us (BELL_CLOCK (fixture->clock)));
}

/* What a report is for is in it, in a form that can be read back. */
static void
test_contents (void)
{
  AppFixture fixture;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *report, *shop;

  app_fixture_set_up (&fixture, NULL);
  app_fixture_go_online (&fixture);
  text = make_report (&fixture);
  node = bell_json_parse (text, strlen (text), G_MAXSIZE, NULL);
  g_assert_nonnull (node);
  report = json_node_get_object (node);
  g_assert_cmpstr (bell_json_get_string (report, "format"), ==, "shopbell-report");
  g_assert_cmpstr (bell_json_get_string (report, "made"), ==, "2026-11-23T10:00:00Z");
  g_assert_cmpstr (bell_json_get_string (bell_json_get_object (report, "program"), "toolkit"), ==, "GTK 4.8.3");
  g_assert_cmpint (bell_json_get_integer (bell_json_get_object (report, "settings"), "deaf-after", -1), ==, 60);
  g_assert_cmpstr (bell_json_get_string (bell_json_get_object (report, "settings"), "deaf-sound"), ==, "lost-the-shop");
  g_assert_cmpint (bell_json_get_integer (bell_json_get_object (report, "today"), "received", -1), ==, 0);
  shop = json_array_get_object_element (bell_json_get_array (report, "shops"), 0);
  g_assert_cmpstr (bell_json_get_string (shop, "name"), ==, "Café");
  g_assert_cmpstr (bell_json_get_string (shop, "host"), ==, "cafe.example");
  g_assert_cmpstr (bell_json_get_string (shop, "state"), ==, "online");
  g_assert_cmpuint (json_array_get_length (bell_json_get_array (report, "links")), ==, 3);
  app_fixture_tear_down (&fixture);
}

/* Wherever a secret got to, it does not get out; nor does anything about a customer. */
static void
test_no_secrets (void)
{
  static const char *const secrets[] = {
    "app-token", "till@example.com", "hunter2", "eyJhbGciOiJIUzI1NiJ9.eyJpZCI6MX0.c2lnbmF0dXJl", "Emil", "birthday",
    "shopbell-test", "/srv/ann",
  };
  AppFixture fixture;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  app_fixture_set_up (&fixture, NULL);
  app_fixture_go_online (&fixture);
  bell_shop_set_account (fixture.shop, "email", "till@example.com", "login", "password");
  bell_shop_set_name (fixture.shop, "Café of till@example.com");
  g_object_set (fixture.settings, "deaf-sound", "/srv/ann/music/alarm.flac", NULL);
  take_event (&fixture);
  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED,
                               "app-token refused for till@example.com with password=hunter2 and Bearer "
                               "eyJhbGciOiJIUzI1NiJ9.eyJpZCI6MX0.c2lnbmF0dXJl");
  bell_session_apply (bell_shop_get_session (fixture.shop), BELL_SESSION_INPUT_LOST, error);
  text = make_report (&fixture);
  g_assert_nonnull (strstr (text, "alarm.flac"));
  g_assert_nonnull (strstr (text, "refused for"));
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      g_test_message ("%s", secrets[i]);
      g_assert_null (strstr (text, secrets[i]));
    }
  app_fixture_tear_down (&fixture);
}

/* A login of one letter must not take the letters out of everything. */
static void
test_short_login (void)
{
  AppFixture fixture;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  app_fixture_set_up (&fixture, NULL);
  bell_shop_set_account (fixture.shop, "email", "e", "login", "password");
  text = make_report (&fixture);
  node = bell_json_parse (text, strlen (text), G_MAXSIZE, NULL);
  g_assert_nonnull (node);
  g_assert_true (json_object_has_member (json_node_get_object (node), "settings"));
  app_fixture_tear_down (&fixture);
}

static void
test_name (void)
{
  g_autofree char *name = bell_support_report_dup_name (G_GINT64_CONSTANT (1795478400) * G_USEC_PER_SEC);

  g_assert_cmpstr (name, ==, "shopbell-report-2026-11-24.json");
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/support-report/contents", test_contents);
  g_test_add_func ("/support-report/no-secrets", test_no_secrets);
  g_test_add_func ("/support-report/short-login", test_short_login);
  g_test_add_func ("/support-report/name", test_name);
  return g_test_run ();
}
