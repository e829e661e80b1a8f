/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Input: an answer of the Content API. Three lines, "STATUS PURPOSE", Retry-After
 * (also read as Date) and Content-Type; behind them the body.
 */
#include "fuzz.h"

#include "oe-answer.h"
#include "oe-parse.h"

#include <stdlib.h>
#include <string.h>

/* What a server may send back, and an error must not repeat. */
#define SECRET "opensesame"

#define MAX_RETRY_MS (24 * 60 * 60 * 1000)

static void
check_error (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == OE_ERROR);
  fuzz_assert_plain_line (error->message, 300);
  g_assert_cmpstr (error->message, !=, "");
  g_assert_null (strstr (error->message, SECRET));
}

static void
check_marker (const char *marker)
{
  g_assert_cmpstr (marker, !=, "");
  fuzz_assert_plain_line (marker, 256);
}

static void
check_title (const char *title)
{
  g_assert_cmpstr (title, !=, "");
  fuzz_assert_plain_line (title, 256);
}

static void
read_lists (JsonNode *json)
{
  g_autoptr (GError) providers_error = NULL;
  g_autoptr (GError) fields_error = NULL;
  g_autoptr (GError) events_error = NULL;
  g_autoptr (GPtrArray) providers = oe_parse_providers (json, "en_US", &providers_error);
  g_autoptr (GPtrArray) fields = oe_parse_fields (json, "en_US", &fields_error);
  g_autoptr (GPtrArray) events = oe_parse_events (json, "en_US", &events_error);

  g_assert_true ((providers == NULL) == (providers_error != NULL));
  g_assert_true ((fields == NULL) == (fields_error != NULL));
  g_assert_true ((events == NULL) == (events_error != NULL));
  for (guint i = 0; providers != NULL && i < providers->len; i++)
    {
      check_marker (((OeProvider *) g_ptr_array_index (providers, i))->identifier);
      check_title (((OeProvider *) g_ptr_array_index (providers, i))->title);
    }
  for (guint i = 0; fields != NULL && i < fields->len; i++)
    {
      check_marker (((OeField *) g_ptr_array_index (fields, i))->marker);
      check_title (((OeField *) g_ptr_array_index (fields, i))->title);
    }
  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      check_marker (((OeEventInfo *) g_ptr_array_index (events, i))->identifier);
      check_title (((OeEventInfo *) g_ptr_array_index (events, i))->title);
    }
}

/* It goes into a header line. */
static void
check_tokens (OeTokens *tokens,
              const GError *error)
{
  if (tokens == NULL)
    {
      check_error (error);
      return;
    }
  g_assert_cmpstr (tokens->provider, ==, "email");
  g_assert_cmpstr (tokens->access_token, !=, "");
  for (const char *p = tokens->access_token; *p != '\0'; p++)
    g_assert_true (g_ascii_isgraph (*p));
  g_assert_cmpint (tokens->issued_us, >=, 0);
  g_assert_cmpint (tokens->expires_us, >=, 0);
}

static void
read_answer (JsonNode *json)
{
  g_autoptr (GError) locales_error = NULL;
  g_autoptr (GError) sign_in_error = NULL;
  g_autoptr (GError) refresh_error = NULL;
  g_autoptr (OeTokens) tokens = oe_parse_sign_in (json, "email", &sign_in_error);
  g_autoptr (OeTokens) renewed = oe_parse_refresh (json, "email", "old", &refresh_error);

  check_tokens (tokens, sign_in_error);
  check_tokens (renewed, refresh_error);
  if (renewed != NULL)
    g_assert_nonnull (renewed->refresh_token);
  if (!oe_parse_locales (json, &locales_error))
    check_error (locales_error);
  read_lists (json);
}

static void
check_dates (const char *header)
{
  gint64 retry_ms = oe_answer_parse_retry_after (header, G_GINT64_CONSTANT (1790000000000000));

  g_assert_cmpint (retry_ms, >=, -1);
  g_assert_cmpint (retry_ms, <=, MAX_RETRY_MS);
  oe_answer_parse_date (header);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize size)
{
  g_autofree char *first = fuzz_take_line (&data, &size);
  g_autofree char *dates = fuzz_take_line (&data, &size);
  g_autofree char *content_type = fuzz_take_line (&data, &size);
  g_autoptr (GPtrArray) secrets = g_ptr_array_new ();
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (GError) error = NULL;
  char *rest;
  guint status = strtoul (first, &rest, 10) % 600;
  OePurpose purpose = strtoul (rest, NULL, 10) % (OE_PURPOSE_REFRESH + 1);
  OeAnswer answer = { .status = status, .body = (const char *) data, .length = size, .content_type = content_type,
                      .retry_after_ms = -1, .secrets = secrets };
  gboolean is_json;

  check_dates (dates);
  g_ptr_array_add (secrets, (gpointer) SECRET);
  if (!oe_answer_judge (&answer, purpose, &json, &is_json, &error))
    {
      g_assert_null (json);
      check_error (error);
      return 0;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (status / 100, ==, 2);
  read_answer (json);
  return 0;
}
