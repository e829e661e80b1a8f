/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-answer.h"

#include "bell-test.h"

#define HTML "<!doctype html><title>Welcome</title>"
#define NO_ERROR -1

/* The error table of facts 2.8 and the rules of the header; ' stands for ". */
static const struct
{
  OePurpose purpose;
  guint status;
  const char *body;
  int code; /* NO_ERROR: a success */
  const char *message; /* NULL: not the server's words */
} cases[] = {
  { OE_PURPOSE_READ, 200, "[]", NO_ERROR, NULL },
  { OE_PURPOSE_READ, 201, "true", NO_ERROR, NULL },
  { OE_PURPOSE_READ, 204, "", NO_ERROR, NULL },
  { OE_PURPOSE_READ, 299, " \r\n", NO_ERROR, NULL },
  { OE_PURPOSE_READ, 200, HTML, OE_ERROR_PAGE, NULL },
  { OE_PURPOSE_READ, 200, "{'a':", OE_ERROR_NO_ONEENTRY, NULL },
  { OE_PURPOSE_SIGN_IN, 200, HTML, OE_ERROR_PAGE, NULL },
  /* Redirects are not followed */
  { OE_PURPOSE_READ, 301, "", OE_ERROR_NO_ONEENTRY, NULL },
  { OE_PURPOSE_CHECK, 302, HTML, OE_ERROR_PAGE, NULL },
  { OE_PURPOSE_REFRESH, 307, "{'statusCode':307}", OE_ERROR_NO_ONEENTRY, NULL },
  { OE_PURPOSE_SIGN_IN, 308, "", OE_ERROR_NO_ONEENTRY, NULL },
  { OE_PURPOSE_READ, 304, "", OE_ERROR_NO_ONEENTRY, NULL },
  /* 400 */
  { OE_PURPOSE_REFRESH, 400, "{'statusCode':400,'message':'Provided token is incorrect'}", OE_ERROR_SESSION_OVER, "Provided token is incorrect" },
  { OE_PURPOSE_SIGN_IN, 400, "{'statusCode':400,'message':'Missing x-device-metadata header'}", OE_ERROR_SIGN_IN, "Missing x-device-metadata header" },
  { OE_PURPOSE_SIGN_IN, 400, "{'message':['a must be b','c is empty']}", OE_ERROR_SIGN_IN, "a must be b; c is empty" },
  { OE_PURPOSE_READ, 400, "{'statusCode':400,'message':'User already has a code'}", OE_ERROR_PROTOCOL, "User already has a code" },
  { OE_PURPOSE_READ, 400, HTML, OE_ERROR_PAGE, NULL },
  /* 401 */
  { OE_PURPOSE_READ, 401, "{'statusCode':401,'message':'Unauthorized'}", OE_ERROR_UNAUTHORIZED, "Unauthorized" },
  { OE_PURPOSE_CHECK, 401, "{'statusCode':401,'message':'Unauthorized'}", OE_ERROR_UNAUTHORIZED, "Unauthorized" },
  { OE_PURPOSE_SIGN_IN, 401, "{'statusCode':401,'message':'Unauthorized'}", OE_ERROR_SIGN_IN, "Unauthorized" },
  { OE_PURPOSE_REFRESH, 401, "", OE_ERROR_SESSION_OVER, NULL },
  { OE_PURPOSE_REFRESH, 401, HTML, OE_ERROR_PAGE, NULL },
  /* 403: the app token everywhere */
  { OE_PURPOSE_READ, 403, "{'statusCode':403,'message':'Resource is closed'}", OE_ERROR_APP_TOKEN, "Resource is closed" },
  { OE_PURPOSE_CHECK, 403, "{'statusCode':403,'message':'Resource is closed'}", OE_ERROR_APP_TOKEN, "Resource is closed" },
  { OE_PURPOSE_SIGN_IN, 403, "{'statusCode':403,'message':'Resource is closed'}", OE_ERROR_APP_TOKEN, "Resource is closed" },
  { OE_PURPOSE_REFRESH, 403, "{'statusCode':403,'message':'Resource is closed'}", OE_ERROR_APP_TOKEN, "Resource is closed" },
  { OE_PURPOSE_READ, 403, "{'statusCode':403,'message':'Permission data not found. Provide the permission for requested url'}", OE_ERROR_FORBIDDEN,
    "Permission data not found. Provide the permission for requested url" },
  { OE_PURPOSE_CHECK, 403, "{'statusCode':403}", OE_ERROR_FORBIDDEN, NULL },
  { OE_PURPOSE_REFRESH, 403, "{'statusCode':403,'message':'No'}", OE_ERROR_SESSION_OVER, "No" },
  { OE_PURPOSE_SIGN_IN, 403, "{'statusCode':403,'message':'No'}", OE_ERROR_SIGN_IN, "No" },
  { OE_PURPOSE_CHECK, 403, HTML, OE_ERROR_PAGE, NULL },
  { OE_PURPOSE_CHECK, 403, "{'hello':'world'}", OE_ERROR_NO_ONEENTRY, NULL },
  /* 404 */
  { OE_PURPOSE_CHECK, 404, "{'statusCode':404,'message':'Cannot GET /api/content/locales/active/all'}", OE_ERROR_NO_ONEENTRY,
    "Cannot GET /api/content/locales/active/all" },
  { OE_PURPOSE_CHECK, 404, "", OE_ERROR_NO_ONEENTRY, NULL },
  { OE_PURPOSE_READ, 404, "{'statusCode':404,'message':'Cannot GET /x'}", OE_ERROR_NOT_FOUND, "Cannot GET /x" },
  { OE_PURPOSE_READ, 404, HTML, OE_ERROR_PAGE, NULL },
  { OE_PURPOSE_READ, 404, "{'hello':'world'}", OE_ERROR_NO_ONEENTRY, NULL },
  { OE_PURPOSE_SIGN_IN, 404, "{'statusCode':404,'message':'User not found'}", OE_ERROR_SIGN_IN, "User not found" },
  { OE_PURPOSE_SIGN_IN, 404, HTML, OE_ERROR_PAGE, NULL },
  /* 407, 429, 495, 496, 5xx: whatever they are written in */
  { OE_PURPOSE_READ, 407, HTML, OE_ERROR_PROXY, NULL },
  { OE_PURPOSE_SIGN_IN, 429, "{'statusCode':429,'message':'Slow down'}", OE_ERROR_RATE_LIMITED, "Slow down" },
  { OE_PURPOSE_REFRESH, 429, HTML, OE_ERROR_RATE_LIMITED, NULL },
  { OE_PURPOSE_READ, 496, HTML, OE_ERROR_CERTIFICATE_WANTED, NULL },
  { OE_PURPOSE_SIGN_IN, 500, "{'statusCode':500,'message':'Internal server error'}", OE_ERROR_SERVER, "Internal server error" },
  { OE_PURPOSE_REFRESH, 502, HTML, OE_ERROR_SERVER, NULL },
  { OE_PURPOSE_CHECK, 503, "", OE_ERROR_SERVER, NULL },
  /* Odd bodies */
  { OE_PURPOSE_SIGN_IN, 400, "[1]", OE_ERROR_SIGN_IN, NULL },
  { OE_PURPOSE_SIGN_IN, 400, "{'message':null}", OE_ERROR_SIGN_IN, NULL },
  { OE_PURPOSE_SIGN_IN, 400, "{'message':[null,{},'x']}", OE_ERROR_SIGN_IN, "x" },
  { OE_PURPOSE_SIGN_IN, 400, "{'message':'<b>No</b>\\n\\u202e &amp; never'}", OE_ERROR_SIGN_IN, "No & never" },
};

static OeAnswer
make_answer (guint status,
             const char *body)
{
  OeAnswer answer = { .status = status, .body = body, .length = strlen (body), .retry_after_ms = -1 };

  return answer;
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdelimit (g_strdup (cases[i].body), "'", '"');
      OeAnswer answer = make_answer (cases[i].status, body);
      g_autoptr (JsonNode) json = NULL;
      g_autoptr (GError) error = NULL;
      gboolean is_json;
      gboolean success = oe_answer_judge (&answer, cases[i].purpose, &json, &is_json, &error);

      g_test_message ("%u: %u %s", i, cases[i].status, cases[i].body);
      g_assert_true (success == (cases[i].code == NO_ERROR));
      if (success)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_error (error, OE_ERROR, cases[i].code);
      g_assert_cmpuint (oe_error_get_http_status (error), ==, cases[i].status);
      g_assert_true (oe_error_has_server_words (error) == (cases[i].message != NULL));
      if (cases[i].message != NULL)
        g_assert_cmpstr (error->message, ==, cases[i].message);
      g_assert_cmpstr (error->message, !=, "");
      g_assert_null (json);
    }
}

/* A broken answer of what says it is JSON is no stranger's. */
static void
test_content_type (void)
{
  OeAnswer answer = make_answer (200, "{\"a\":");
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_json;

  answer.content_type = "application/json; charset=utf-8";
  g_assert_false (oe_answer_judge (&answer, OE_PURPOSE_REFRESH, &json, &is_json, &error));
  g_assert_error (error, OE_ERROR, OE_ERROR_PROTOCOL);
}

/* What was sent does not come back in an error, and an error is short. */
static void
test_secrets (void)
{
  g_autoptr (GPtrArray) secrets = g_ptr_array_new ();
  g_autofree char *filler = g_strnfill (2000, 'x');
  g_autofree char *body = g_strdup_printf ("{\"message\":\"hun<b></b>ter2 is wrong, Bearer abcdefghijkl, %s\"}", filler);
  OeAnswer answer = make_answer (400, body);
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_json;

  g_ptr_array_add (secrets, (gpointer) "hunter2");
  answer.secrets = secrets;
  g_assert_false (oe_answer_judge (&answer, OE_PURPOSE_SIGN_IN, &json, &is_json, &error));
  g_assert_error (error, OE_ERROR, OE_ERROR_SIGN_IN);
  g_assert_null (strstr (error->message, "hunter2"));
  g_assert_null (strstr (error->message, "abcdefghijkl"));
  g_assert_cmpint (g_utf8_strlen (error->message, -1), <=, 300);
}

/* Nor behind markup that only shows when markup was undone (found by fuzz-answer). */
static void
test_hidden_secrets (void)
{
  static const char *const bodies[] = {
    "{\"message\":\"hun&lt;b&gt;ter2 is wrong\"}",
    "{\"message\":\"hun&amp;lt;b&amp;gt;ter2 is wrong\"}",
    "{\"message\":[\"hun&amp;amp;lt;i\",\"&gt;ter2\"]}",
    "{\"message\":\"hun&amp;amp;amp;amp;amp;amp;amp;amp;amp;amp;lt;b&gt;ter2\"}",
  };
  g_autoptr (GPtrArray) secrets = g_ptr_array_new ();

  g_ptr_array_add (secrets, (gpointer) "hunter2");
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      OeAnswer answer = make_answer (400, bodies[i]);
      g_autoptr (JsonNode) json = NULL;
      g_autoptr (GError) error = NULL;
      gboolean is_json;

      answer.secrets = secrets;
      g_assert_false (oe_answer_judge (&answer, OE_PURPOSE_SIGN_IN, &json, &is_json, &error));
      g_assert_error (error, OE_ERROR, OE_ERROR_SIGN_IN);
      g_assert_cmpstr (error->message, !=, "");
      g_assert_null (strstr (error->message, "hunter2"));
    }
}

static void
test_retry_after (void)
{
  static const struct
  {
    const char *value;
    gint64 ms;
  } values[] = {
    { NULL, -1 }, { "", -1 }, { "soon", -1 }, { "-5", -1 }, { "0", 0 }, { " 7 ", 7000 },
    { "99999999999999999999", 86400000 }, { "100000", 86400000 },
    { "Mon, 23 Nov 2026 10:00:30 GMT", 30000 }, { "Mon, 23 Nov 2026 09:00:00 GMT", 0 },
  };
  gint64 now = G_GINT64_CONSTANT (1795428000) * G_USEC_PER_SEC;

  g_assert_cmpint (oe_answer_parse_date ("Mon, 23 Nov 2026 10:00:00 GMT"), ==, now);
  g_assert_cmpint (oe_answer_parse_date ("yesterday"), ==, 0);
  g_assert_cmpint (oe_answer_parse_date (NULL), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_assert_cmpint (oe_answer_parse_retry_after (values[i].value, now), ==, values[i].ms);
}

/* The details survive a copy, and other errors have none. */
static void
test_details (void)
{
  OeAnswer answer = make_answer (429, "");
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "other");
  gboolean is_json;

  answer.retry_after_ms = 7000;
  g_assert_false (oe_answer_judge (&answer, OE_PURPOSE_READ, &json, &is_json, &error));
  copy = g_error_copy (error);
  g_assert_cmpint (oe_error_get_retry_after_ms (copy), ==, 7000);
  g_assert_cmpuint (oe_error_get_http_status (copy), ==, 429);
  g_assert_cmpint (oe_error_get_retry_after_ms (other), ==, -1);
  g_assert_cmpuint (oe_error_get_http_status (NULL), ==, 0);
  g_assert_cmpuint (oe_error_get_tls_flags (other), ==, 0);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/oneentry/answer/table", test_table);
  g_test_add_func ("/oneentry/answer/content-type", test_content_type);
  g_test_add_func ("/oneentry/answer/secrets", test_secrets);
  g_test_add_func ("/oneentry/answer/hidden-secrets", test_hidden_secrets);
  g_test_add_func ("/oneentry/answer/retry-after", test_retry_after);
  g_test_add_func ("/oneentry/answer/details", test_details);
  return g_test_run ();
}
