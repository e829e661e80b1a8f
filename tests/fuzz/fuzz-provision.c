/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Input: the text of an owner's file; behind a line "%%" a second one, which comes after it; and a line that begins
 * with "SHOPBELL_" before all else is a variable.
 */
#include "fuzz.h"

#include "bell-open-address.h"
#include "bell-provision.h"
#include "bell-rule-json.h"
#include "bell-sign-in-file.h"

#include <string.h>

#define FILE_1 "/etc/shopbell/provision.conf"
#define FILE_2 "/etc/shopbell/second.conf"
#define SPLIT "\n%%\n"
#define MAX_VARIABLES 8

static char *
load (const char *path,
      gsize max,
      gsize *length,
      GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No such file or directory");
  return NULL;
}

static void
check_mistakes (BellProvision *provision,
                guint n_lines)
{
  GPtrArray *mistakes = bell_provision_get_mistakes (provision);

  g_assert_cmpuint (mistakes->len, <=, BELL_PROVISION_MAX_MISTAKES + 1);
  for (guint i = 0; i < mistakes->len; i++)
    {
      const BellMistake *mistake = g_ptr_array_index (mistakes, i);

      fuzz_assert_plain_line (mistake->text, 500);
      fuzz_assert_plain_line (mistake->source, 4096);
      g_assert_cmpstr (mistake->text, !=, "");
      g_assert_cmpuint (mistake->line, <=, n_lines);
    }
}

/* Whatever came in, what comes out can be given to the settings. */
static void
check_value (const BellProvisionValue *value)
{
  const char *text = g_variant_is_of_type (value->value, G_VARIANT_TYPE_STRING)
                       ? g_variant_get_string (value->value, NULL) : NULL;

  switch (value->key->type)
    {
    case BELL_PROVISION_BOOLEAN:
      g_assert_true (g_variant_is_of_type (value->value, G_VARIANT_TYPE_BOOLEAN));
      break;
    case BELL_PROVISION_NUMBER:
      g_assert_true (g_variant_is_of_type (value->value, G_VARIANT_TYPE_UINT32));
      g_assert_cmpuint (g_variant_get_uint32 (value->value), <=, value->key->max);
      break;
    case BELL_PROVISION_NAMES:
      g_assert_true (g_variant_is_of_type (value->value, G_VARIANT_TYPE_STRING_ARRAY));
      break;
    case BELL_PROVISION_FILE:
    case BELL_PROVISION_AUTHORITIES:
    case BELL_PROVISION_CERTIFICATE:
    case BELL_PROVISION_PRIVATE_KEY:
      g_assert_true (g_path_is_absolute (text) || g_str_has_prefix (text, "./"));
      break;
    case BELL_PROVISION_TEXT:
    case BELL_PROVISION_SECRET:
      g_assert_cmpstr (text, !=, "");
      g_assert_cmpint (g_utf8_strlen (text, -1), <=, value->key->max);
      break;
    case BELL_PROVISION_OPEN_ADDRESS:
      g_assert_null (bell_open_address_dup_problem (text));
      break;
    case BELL_PROVISION_ADDRESS:
    case BELL_PROVISION_SOUND:
    case BELL_PROVISION_COLOUR:
    case BELL_PROVISION_PROXY:
    case BELL_PROVISION_RULES:
    case BELL_PROVISION_RULES_FILE:
    default:
      g_assert_nonnull (text);
      break;
    }
}

static void
check_section (const BellProvisionSection *section)
{
  const char *rules;
  GHashTableIter iter;
  gpointer value;

  g_assert_true (bell_provision_has_section (section->section));
  if (g_str_equal (section->section, BELL_PROVISION_SHOP))
    g_assert_nonnull (bell_provision_section_get_text (section, "url"));
  g_hash_table_iter_init (&iter, section->values);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    check_value (value);
  /* Merged of several lines, it is still what the program reads. */
  rules = bell_provision_section_get_text (section, BELL_PROVISION_RULE_LIST);
  if (rules != NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) read = bell_rules_from_json (rules, strlen (rules), &error);

      g_assert_no_error (error);
      g_assert_nonnull (read);
    }
}

static guint
count_lines (const guint8 *data,
             gsize size)
{
  guint n = 1;

  for (gsize i = 0; i < size; i++)
    n += data[i] == '\n';
  return n;
}

/* The same bytes as a sign-in file: what is said of it has nothing of it. */
static void
check_sign_in_file (const guint8 *data,
                    gsize size)
{
  char *problem = NULL;
  g_autoptr (BellCredentials) credentials = bell_sign_in_file_parse ((const char *) data, size, &problem);

  if (credentials != NULL)
    {
      g_assert_cmpstr (credentials->login, !=, "");
      g_assert_cmpstr (credentials->password, !=, "");
      g_assert_null (problem);
    }
  else
    fuzz_assert_plain_line (problem, 500);
  g_free (problem);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize size)
{
  g_autoptr (BellProvision) provision = bell_provision_new (load);
  g_autoptr (GPtrArray) variables = g_ptr_array_new_with_free_func (g_free);
  guint n_lines = count_lines (data, size);
  const guint8 *split;

  check_sign_in_file (data, size);
  while (size > 9 && memcmp (data, "SHOPBELL_", 9) == 0 && variables->len < MAX_VARIABLES)
    g_ptr_array_add (variables, fuzz_take_line (&data, &size));
  g_ptr_array_add (variables, NULL);
  split = memmem (data, size, SPLIT, strlen (SPLIT));
  bell_provision_add_text (provision, FILE_1, (const char *) data, split != NULL ? (gsize) (split - data) : size);
  if (split != NULL)
    bell_provision_add_text (provision, FILE_2, (const char *) split + strlen (SPLIT),
                             size - (gsize) (split - data) - strlen (SPLIT));
  bell_provision_add_variables (provision, (const char *const *) variables->pdata);
  bell_provision_finish (provision);

  check_mistakes (provision, n_lines);
  for (guint i = 0; i < bell_provision_get_sections (provision)->len; i++)
    check_section (g_ptr_array_index (bell_provision_get_sections (provision), i));
  return 0;
}
