/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-answer.h"

#include "oe-error-private.h"
#include "oe-text.h"

#include "bell-json.h"
#include "bell-redact.h"

#include <libsoup/soup.h>
#include <string.h>

#define MAX_WORDS 2400     /* characters looked at; an error keeps 300 */
#define MAX_PASSES 8       /* to undo markup in markup */
#define MIN_SECRET 3       /* bytes: shorter ones would eat the whole text */
#define MAX_RETRY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

#define STATUS_TOO_MANY_REQUESTS 429
#define STATUS_PORTAL 511

/* nginx's own: the client certificate is wrong, or missing */
#define STATUS_CERTIFICATE_ERROR 495
#define STATUS_CERTIFICATE_REQUIRED 496

gint64
oe_answer_parse_date (const char *value)
{
  g_autoptr (GDateTime) date = value != NULL ? soup_date_time_new_from_http_string (value) : NULL;

  return date != NULL ? g_date_time_to_unix (date) * G_USEC_PER_SEC : 0;
}

gint64
oe_answer_parse_retry_after (const char *value,
                             gint64 now_us)
{
  g_autofree char *text = value != NULL ? g_strstrip (g_strdup (value)) : NULL;
  guint64 seconds;
  gint64 date;

  if (text == NULL)
    return -1;
  if (*text != '\0' && text[strspn (text, "0123456789")] == '\0')
    {
      /* Digits that are too many are a long time. */
      if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &seconds, NULL))
        return MAX_RETRY_MS;
      return MIN ((gint64) seconds * 1000, MAX_RETRY_MS);
    }
  date = oe_answer_parse_date (text);
  return date != 0 ? CLAMP ((date - now_us) / 1000, 0, MAX_RETRY_MS) : -1;
}

/* The server's words */

static char *
mask_secrets (const char *text,
              GPtrArray *secrets)
{
  GString *masked = g_string_new (text);

  for (guint i = 0; secrets != NULL && i < secrets->len; i++)
    {
      const char *secret = g_ptr_array_index (secrets, i);

      if (strlen (secret) >= MIN_SECRET)
        g_string_replace (masked, secret, BELL_MASK, 0);
    }
  return g_string_free (masked, FALSE);
}

/*
 * Plain text that stays so when it is made plain again: "&lt;b&gt;" becomes a
 * tag, and what stood on both its sides may have been a secret. NULL where no end is in sight.
 */
static char *
dup_settled (const char *text)
{
  g_autofree char *plain = oe_text_plain (text, MAX_WORDS);

  for (guint i = 0; i < MAX_PASSES; i++)
    {
      g_autofree char *before = g_steal_pointer (&plain);

      plain = oe_text_plain (before, MAX_WORDS);
      if (g_str_equal (before, plain))
        return g_steal_pointer (&plain);
    }
  return NULL;
}

/* "message", a string or an array of them (facts 2.8); NULL where it says nothing. */
static char *
dup_words (JsonNode *json,
           GPtrArray *secrets)
{
  JsonObject *object = json != NULL && JSON_NODE_HOLDS_OBJECT (json) ? json_node_get_object (json) : NULL;
  JsonArray *list = bell_json_get_array (object, "message");
  g_autoptr (GString) joined = g_string_new (bell_json_get_string (object, "message"));
  g_autofree char *plain = NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list) && joined->len < MAX_WORDS * 4; i++)
    {
      g_autofree char *line = bell_json_node_dup_text (json_array_get_element (list, i));

      if (line != NULL)
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? "; " : "", line);
    }
  plain = dup_settled (joined->str);
  return plain != NULL && *plain != '\0' ? mask_secrets (plain, secrets) : NULL;
}

char *
oe_answer_dup_words (const char *body)
{
  g_autoptr (JsonNode) json = bell_json_parse (body, strlen (body), OE_ANSWER_MAX_SIZE, NULL);

  return dup_words (json, NULL);
}

/* Judging */

static const char *
describe (OeError code)
{
  switch (code)
    {
    case OE_ERROR_PROXY:
      return "The proxy refused the connection";
    case OE_ERROR_CERTIFICATE_WANTED:
      return "The server wants a client certificate";
    case OE_ERROR_CERTIFICATE_REFUSED:
      return "The server does not take the client certificate";
    case OE_ERROR_PAGE:
      return "A web page answered";
    case OE_ERROR_NO_ONEENTRY:
      return "There is no OneEntry at this address";
    case OE_ERROR_APP_TOKEN:
      return "The app token was refused";
    case OE_ERROR_SIGN_IN:
      return "The sign-in was refused";
    case OE_ERROR_UNAUTHORIZED:
      return "The access token is not valid";
    case OE_ERROR_FORBIDDEN:
      return "This account may not do that";
    case OE_ERROR_NOT_FOUND:
      return "The server does not have that";
    case OE_ERROR_SESSION_OVER:
      return "The session is over";
    case OE_ERROR_RATE_LIMITED:
      return "The server asks to try less often";
    case OE_ERROR_SERVER:
      return "The server has a problem of its own";
    case OE_ERROR_NETWORK:
    case OE_ERROR_TLS:
    case OE_ERROR_ADDRESS:
    case OE_ERROR_PROTOCOL:
    default:
      return "The answer cannot be understood";
    }
}

/* A refusal that some OneEntry wrote. */
static OeError
judge_refusal (guint status,
               OePurpose purpose,
               JsonNode *json,
               const char *words)
{
  JsonObject *object = json != NULL && JSON_NODE_HOLDS_OBJECT (json) ? json_node_get_object (json) : NULL;
  gboolean is_oneentry = words != NULL || (object != NULL && json_object_has_member (object, "statusCode"));

  if (status == SOUP_STATUS_FORBIDDEN && words != NULL && strstr (words, "Resource is closed") != NULL)
    return OE_ERROR_APP_TOKEN;
  if (purpose == OE_PURPOSE_SIGN_IN)
    return OE_ERROR_SIGN_IN;
  if (purpose == OE_PURPOSE_REFRESH && (status == SOUP_STATUS_BAD_REQUEST || status == SOUP_STATUS_UNAUTHORIZED ||
                                        status == SOUP_STATUS_FORBIDDEN))
    return OE_ERROR_SESSION_OVER;
  if (purpose == OE_PURPOSE_CHECK && (status == SOUP_STATUS_NOT_FOUND || !is_oneentry))
    return OE_ERROR_NO_ONEENTRY;
  switch (status)
    {
    case SOUP_STATUS_UNAUTHORIZED:
      return OE_ERROR_UNAUTHORIZED;
    case SOUP_STATUS_FORBIDDEN:
      return OE_ERROR_FORBIDDEN;
    case SOUP_STATUS_NOT_FOUND:
      return is_oneentry ? OE_ERROR_NOT_FOUND : OE_ERROR_NO_ONEENTRY;
    default:
      return OE_ERROR_PROTOCOL;
    }
}

/* Markup where JSON is due: not a OneEntry's, but a portal's, a proxy's or another web site's. */
static gboolean
is_page (const OeAnswer *answer)
{
  g_autofree char *lower = answer->content_type != NULL ? g_ascii_strdown (answer->content_type, -1) : NULL;
  gsize start = 0;

  if (answer->length == 0)
    return FALSE;
  if (lower != NULL && (strstr (lower, "text/html") != NULL || strstr (lower, "xhtml") != NULL))
    return TRUE;
  while (start < answer->length && g_ascii_isspace (answer->body[start]))
    start++;
  return start < answer->length && answer->body[start] == '<';
}

static OeError
certificate_error (const OeAnswer *answer)
{
  return answer->certificate_shown ? OE_ERROR_CERTIFICATE_REFUSED : OE_ERROR_CERTIFICATE_WANTED;
}

static OeError
judge_failure (const OeAnswer *answer,
               OePurpose purpose,
               JsonNode *json,
               gboolean is_json,
               const char *words)
{
  guint status = answer->status;

  if (status == SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED)
    return OE_ERROR_PROXY;
  if (status == STATUS_PORTAL)
    return OE_ERROR_PAGE;
  if (status == STATUS_CERTIFICATE_ERROR || status == STATUS_CERTIFICATE_REQUIRED)
    return certificate_error (answer);
  if (status == STATUS_TOO_MANY_REQUESTS)
    return OE_ERROR_RATE_LIMITED;
  if (status >= 500)
    return OE_ERROR_SERVER;
  if (status < 400)
    return is_page (answer) ? OE_ERROR_PAGE : OE_ERROR_NO_ONEENTRY;
  /* Written by somebody on the way, who says nothing about the account. */
  if (!is_json && answer->length > 0 && answer->certificate_wanted)
    return certificate_error (answer);
  if (!is_json && answer->length > 0)
    return is_page (answer) ? OE_ERROR_PAGE : OE_ERROR_NO_ONEENTRY;
  return judge_refusal (status, purpose, json, words);
}

static gboolean
is_blank (const OeAnswer *answer)
{
  for (gsize i = 0; i < answer->length; i++)
    if (strchr (" \t\r\n", answer->body[i]) == NULL || answer->body[i] == '\0')
      return FALSE;
  return TRUE;
}

static gboolean
says_json (const char *content_type)
{
  g_autofree char *lower = content_type != NULL ? g_ascii_strdown (content_type, -1) : NULL;

  return lower != NULL && strstr (lower, "json") != NULL;
}

/* A success whose body is no JSON. */
static OeError
judge_garbage (const OeAnswer *answer,
               const GError *wrong)
{
  if (says_json (answer->content_type) || !g_error_matches (wrong, BELL_JSON_ERROR, BELL_JSON_ERROR_SYNTAX))
    return OE_ERROR_PROTOCOL;
  return is_page (answer) ? OE_ERROR_PAGE : OE_ERROR_NO_ONEENTRY;
}

gboolean
oe_answer_judge (const OeAnswer *answer,
                 OePurpose purpose,
                 JsonNode **json,
                 gboolean *is_json,
                 GError **error)
{
  g_autoptr (GError) wrong = NULL;
  g_autofree char *words = NULL;
  OeErrorDetails details = OE_ERROR_DETAILS_INIT;
  OeAnswer trimmed = *answer;
  OeError code;

  *json = NULL;
  if (is_blank (answer))
    trimmed.length = 0;
  else
    *json = bell_json_parse (answer->body, answer->length, OE_ANSWER_MAX_SIZE, &wrong);
  *is_json = *json != NULL;
  if (answer->status >= 200 && answer->status < 300 && (*is_json || trimmed.length == 0))
    return TRUE;

  details.http_status = answer->status;
  details.retry_after_ms = answer->retry_after_ms;
  if (answer->status >= 200 && answer->status < 300)
    code = judge_garbage (&trimmed, wrong);
  else
    {
      words = dup_words (*json, answer->secrets);
      code = judge_failure (&trimmed, purpose, *json, *is_json, words);
      details.has_server_words = words != NULL;
    }
  g_clear_pointer (json, json_node_unref);
  g_propagate_error (error, oe_error_new (code, &details, words != NULL ? words : describe (code)));
  return FALSE;
}
