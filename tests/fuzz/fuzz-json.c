/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Input: what claims to be JSON. */
#include "fuzz.h"

#include "bell-json.h"

#include <string.h>

#define MAX_SIZE (1024 * 1024)

/* What is written can be read, and says the same: written once more, it is the same text. */
static void
check_writing (JsonNode *node)
{
  g_autofree char *text = bell_json_to_string (node);
  g_autofree char *again = NULL;
  g_autoptr (JsonNode) reread = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_utf8_validate (text, -1, NULL));
  reread = bell_json_parse (text, strlen (text), G_MAXSIZE, &error);
  g_assert_no_error (error);
  again = bell_json_to_string (reread);
  g_assert_cmpstr (text, ==, again);
}

/* Whether json-glib's own parser can be trusted with it: no \\u (NUL, halves of pairs), no number that may be too long. */
static gboolean
is_tame (const char *text,
         gsize size)
{
  gsize digits = 0;

  for (gsize i = 0; i < size; i++)
    {
      digits = g_ascii_isdigit (text[i]) || text[i] == '.' ? digits + 1 : 0;
      if (digits > 15 || (text[i] == '\\' && i + 1 < size && text[i + 1] == 'u'))
        return FALSE;
    }
  return TRUE;
}

static void
check_against_json_glib (const char *text,
                         gsize size,
                         JsonNode *node)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, text, size, &error);
  g_assert_no_error (error);
  g_assert_true (json_node_equal (json_parser_get_root (parser), node));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize size)
{
  const char *text = (const char *) data;
  g_autoptr (GError) check_error = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  gboolean valid = bell_json_check (text, size, MAX_SIZE, &check_error);

  node = bell_json_parse (text, size, MAX_SIZE, &error);
  g_assert_cmpint (valid, ==, node != NULL);
  if (valid)
    {
      g_assert_no_error (check_error);
      g_assert_no_error (error);
      check_writing (node);
      if (is_tame (text, size))
        check_against_json_glib (text, size, node);
    }
  else
    {
      g_assert_nonnull (check_error);
      g_assert_error (error, BELL_JSON_ERROR, check_error->code);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  return 0;
}
