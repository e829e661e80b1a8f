/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-clock.h"
#include "bell-test.h"
#include "oe-answer.h"
#include "oe-client.h"

#include <libsoup/soup.h>
#include <string.h>

#define WAIT_MS 20000

/* FACTS.md says which test of this folder and others answers for which line of what is known of OneEntry. */

/* The refusals that a OneEntry words, and what each is taken for: one test a row. */
static const struct
{
  const char *name;
  OePurpose purpose;
  guint status;
  const char *message; /* NULL: an empty body */
  int code;
} refusals[] = {
  { "400/token-incorrect", OE_PURPOSE_REFRESH, 400, "Provided token is incorrect", OE_ERROR_SESSION_OVER },
  { "400/device-missing", OE_PURPOSE_SIGN_IN, 400, "Missing x-device-metadata header", OE_ERROR_SIGN_IN },
  { "400/device-format", OE_PURPOSE_SIGN_IN, 400, "Invalid x-device-metadata format", OE_ERROR_SIGN_IN },
  { "400/code-again", OE_PURPOSE_READ, 400, "User already has a code", OE_ERROR_PROTOCOL },
  { "400/code-wrong", OE_PURPOSE_SIGN_IN, 400, "User code is expired or incorrect", OE_ERROR_SIGN_IN },
  { "400/login-missed", OE_PURPOSE_READ, 400, "Login or password values are missed", OE_ERROR_PROTOCOL },
  { "400/must-authorize", OE_PURPOSE_READ, 400, "You must authorize to send data", OE_ERROR_PROTOCOL },
  { "401/access-token", OE_PURPOSE_READ, 401, "Unauthorized", OE_ERROR_UNAUTHORIZED },
  { "401/code", OE_PURPOSE_SIGN_IN, 401, "Unauthorized", OE_ERROR_SIGN_IN },
  { "401/refresh", OE_PURPOSE_REFRESH, 401, NULL, OE_ERROR_SESSION_OVER },
  { "403/app-token", OE_PURPOSE_REFRESH, 403, "Resource is closed", OE_ERROR_APP_TOKEN },
  { "403/permission-not-found", OE_PURPOSE_READ, 403,
    "Permission data not found. Provide the permission for requested url", OE_ERROR_FORBIDDEN },
  { "403/no-permission", OE_PURPOSE_READ, 403,
    "User doesn't have permissions to access the requested url or API method", OE_ERROR_FORBIDDEN },
  { "404/wrong-path", OE_PURPOSE_CHECK, 404, "Cannot GET /api/content/locales/active/all", OE_ERROR_NO_ONEENTRY },
  { "404/no-send-code", OE_PURPOSE_READ, 404, "Event x of the form type send_code is not found", OE_ERROR_NOT_FOUND },
  { "404/no-user", OE_PURPOSE_SIGN_IN, 404, "User not found", OE_ERROR_SIGN_IN },
  { "429/code-too-soon", OE_PURPOSE_SIGN_IN, 429, NULL, OE_ERROR_RATE_LIMITED },
  { "429/refresh", OE_PURPOSE_REFRESH, 429, NULL, OE_ERROR_RATE_LIMITED },
  { "500/without-token", OE_PURPOSE_READ, 500, "Internal server error", OE_ERROR_SERVER },
  { "500/refresh", OE_PURPOSE_REFRESH, 500, "Internal server error", OE_ERROR_SERVER },
  /* U15: which of them a wrong password gets is not known; each is a failed sign-in in the server's words. */
  { "u15/400", OE_PURPOSE_SIGN_IN, 400, "Wrong password", OE_ERROR_SIGN_IN },
  { "u15/401", OE_PURPOSE_SIGN_IN, 401, "Wrong password", OE_ERROR_SIGN_IN },
  { "u15/403", OE_PURPOSE_SIGN_IN, 403, "Wrong password", OE_ERROR_SIGN_IN },
  { "u15/404", OE_PURPOSE_SIGN_IN, 404, "Wrong password", OE_ERROR_SIGN_IN },
};

static void
test_refusal (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  const char *message = refusals[i].message;
  g_autofree char *body =
    message != NULL ? g_strdup_printf ("{\"statusCode\":%u,\"message\":\"%s\"}", refusals[i].status, message)
                    : g_strdup ("");
  OeAnswer answer = { .status = refusals[i].status, .body = body, .length = strlen (body), .retry_after_ms = -1 };
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_json;

  g_assert_false (oe_answer_judge (&answer, refusals[i].purpose, &json, &is_json, &error));
  g_assert_error (error, OE_ERROR, refusals[i].code);
  g_assert_cmpint (oe_error_has_server_words (error), ==, message != NULL);
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
}

/* U28 */
static void
test_any_success (void)
{
  static const OePurpose purposes[] = { OE_PURPOSE_READ, OE_PURPOSE_CHECK, OE_PURPOSE_SIGN_IN, OE_PURPOSE_REFRESH };
  static const guint statuses[] = { 200, 201, 202, 204, 206 };
  static const char *const bodies[] = { "", " \n", "true", "{}" };

  for (guint i = 0; i < G_N_ELEMENTS (purposes) * G_N_ELEMENTS (statuses) * G_N_ELEMENTS (bodies); i++)
    {
      const char *body = bodies[i % G_N_ELEMENTS (bodies)];
      OeAnswer answer = { .status = statuses[i / G_N_ELEMENTS (bodies) % G_N_ELEMENTS (statuses)],
                          .body = body,
                          .length = strlen (body),
                          .retry_after_ms = -1 };
      g_autoptr (JsonNode) json = NULL;
      g_autoptr (GError) error = NULL;
      gboolean is_json;

      g_assert_true (oe_answer_judge (&answer, purposes[i / (G_N_ELEMENTS (bodies) * G_N_ELEMENTS (statuses))], &json,
                                      &is_json, &error));
      g_assert_no_error (error);
    }
}

/* A server that answers what it is told to, and keeps what it was asked. */

typedef struct
{
  SoupServer *server;
  BellFakeClock *clock;
  OeClient *client;
  guint status;
  const char *body;
  const char *date;    /* (nullable): the server's own */
  GPtrArray *paths;
  char *agent;         /* of the newest request */
} Fixture;

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Fixture *fixture = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  g_ptr_array_add (fixture->paths, g_strdup (path));
  g_free (fixture->agent);
  fixture->agent =
    g_strdup (soup_message_headers_get_one (soup_server_message_get_request_headers (message), "User-Agent"));
  if (fixture->date != NULL)
    soup_message_headers_replace (headers, "Date", fixture->date);
  soup_server_message_set_status (message, fixture->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, fixture->body,
                                    strlen (fixture->body));
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autofree char *url = NULL;
  GSList *uris;
  g_autoptr (GError) error = NULL;

  fixture->paths = g_ptr_array_new_with_free_func (g_free);
  fixture->status = 200;
  fixture->body = "[]";
  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, on_request, fixture, NULL);
  soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->server);
  url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  fixture->clock = bell_fake_clock_new ();
  fixture->client = oe_client_new (url, "app", BELL_CLOCK (fixture->clock));
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_object_unref (fixture->client);
  soup_server_disconnect (fixture->server);
  bell_test_drain ();
  g_object_unref (fixture->server);
  g_object_unref (fixture->clock);
  g_ptr_array_unref (fixture->paths);
  g_free (fixture->agent);
}

static void
list_events (Fixture *fixture,
             int code)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  oe_client_list_events_async (fixture->client, "access", NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT_MS, "the list of events");
  events = oe_client_list_events_finish (fixture->client, result, &error);
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, OE_ERROR, code);
  g_assert_cmpint (events != NULL, ==, code < 0);
}

/* U23: where the list is, nobody knows; that it is not shown is said as it is, and is no end of a sign-in. */
static void
test_event_list (Fixture *fixture,
                 gconstpointer data)
{
  list_events (fixture, -1);
  g_assert_cmpuint (fixture->paths->len, ==, 1);
  g_assert_cmpstr (fixture->paths->pdata[0], ==, "/api/content/events/all");

  fixture->status = 404;
  fixture->body = "{\"statusCode\":404,\"message\":\"Cannot GET /api/content/events/all\"}";
  list_events (fixture, OE_ERROR_NOT_FOUND);
  g_assert_cmpuint (fixture->paths->len, ==, 3);
  g_assert_cmpstr (fixture->paths->pdata[2], ==, "/api/content/events");

  fixture->status = 401;
  fixture->body = "{\"statusCode\":401,\"message\":\"Unauthorized\"}";
  list_events (fixture, OE_ERROR_UNAUTHORIZED);
  fixture->status = 403;
  list_events (fixture, OE_ERROR_FORBIDDEN);
  g_assert_cmpuint (fixture->paths->len, ==, 5);
}

/* U16: what a project says of its refresh tokens' life is read by nobody, however odd. */
static void
test_refresh_lifetime (Fixture *fixture,
                       gconstpointer data)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) providers = NULL;
  g_autoptr (GError) error = NULL;

  fixture->body = "[{\"identifier\":\"email\",\"type\":\"email\",\"isActive\":true,\"formIdentifier\":\"reg\","
                  "\"config\":{\"accessTokenTtlSec\":-1,\"refreshTokenTtlMc\":{\"x\":\"never\"}}}]";
  oe_client_list_providers_async (fixture->client, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, WAIT_MS, "the providers");
  providers = oe_client_list_providers_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (providers->len, ==, 1);
}

/* U30: the same at every request, and in every version. */
static void
test_user_agent (Fixture *fixture,
                 gconstpointer data)
{
  g_autofree char *first = NULL;

  list_events (fixture, -1);
  first = g_strdup (fixture->agent);
  g_assert_cmpstr (first, ==, "Shopbell");
  list_events (fixture, -1);
  g_assert_cmpstr (fixture->agent, ==, first);
}

/* U32: each Date is a second long, and the estimate is what agrees with all of them. */
static void
test_skew (Fixture *fixture,
           gconstpointer data)
{
  static const struct
  {
    gint64 wait_ms;
    const char *date;
    gint64 skew_ms;
  } rows[] = {
    { 0, "Mon, 23 Nov 2026 10:00:00 GMT", 0 },
    { 500, "Mon, 23 Nov 2026 10:00:00 GMT", 0 },
    { 0, "Mon, 23 Nov 2026 10:00:05 GMT", 4500 },
    { 400, "Mon, 23 Nov 2026 10:00:06 GMT", 5100 },
    { 0, "Mon, 23 Nov 2026 10:00:06 GMT", 5100 },
    { 600, "Mon, 23 Nov 2026 10:00:06 GMT", 5100 },
    { 0, "Mon, 23 Nov 2026 09:00:01 GMT", -3599500 },
    { 0, "nonsense", -3599500 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      bell_fake_clock_advance (fixture->clock, rows[i].wait_ms);
      fixture->date = rows[i].date;
      list_events (fixture, -1);
      g_test_message ("row %u", i);
      g_assert_cmpint (oe_client_get_skew_us (fixture->client) / 1000, ==, rows[i].skew_ms);
    }
}

#define ADD(path, func) g_test_add ("/oneentry/facts/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/oneentry/facts/", refusals[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_refusal);
    }
  g_test_add_func ("/oneentry/facts/u28/any-success", test_any_success);
  ADD ("u16/refresh-lifetime", test_refresh_lifetime);
  ADD ("u23/event-list", test_event_list);
  ADD ("u30/user-agent", test_user_agent);
  ADD ("u32/skew", test_skew);
  return g_test_run ();
}
