/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-provision.h"
#include "bell-rule-json.h"
#include "bell-test.h"

#include <string.h>

#define FILE_1 "/etc/shopbell/provision.conf"
#define FILE_2 "/home-of/till/shopbell/provision.conf"
#define GENERAL "[general]\n"
#define BYTES(text) text, sizeof text - 1
#define SHOP "[shop cafe]\naddress=https://cafe.example\n"

static char *
load_real (const char *name,
           gsize *length)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "support", "tls", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, length, &error);
  g_assert_no_error (error);
  return text;
}

/* Files that another names. */
static char *
load (const char *path,
      gsize max,
      gsize *length,
      GError **error)
{
  const char *text = NULL;

  if (g_str_equal (path, "/etc/shopbell/rules.json"))
    text = "{\"format\": \"shopbell-rules\", \"version\": 1, \"rules\": [{\"kind\": \"order\", \"sound\": \"urgent\"}]}";
  else if (g_str_equal (path, "/etc/shopbell/ca.pem"))
    return load_real ("ca.pem", length);
  else if (g_str_equal (path, "/etc/shopbell/till.p12"))
    text = "\x30\x82 a bundle";
  else if (g_str_equal (path, "/etc/shopbell/bad.json"))
    text = "{\"format\": \"shopbell-rules\",\n \"version\": 1, oops}";
  if (text == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No such file or directory");
      return NULL;
    }
  *length = strlen (text);
  return g_strdup (text);
}

static BellProvision *
read_texts (const char *first,
            const char *second,
            const char *const *variables)
{
  static const char *const none[] = { NULL };
  BellProvision *provision = bell_provision_new (load);

  bell_provision_add_text (provision, FILE_1, first, strlen (first));
  if (second != NULL)
    bell_provision_add_text (provision, FILE_2, second, strlen (second));
  bell_provision_add_variables (provision, variables != NULL ? variables : none);
  bell_provision_finish (provision);
  return provision;
}

static const BellProvisionValue *
find (BellProvision *provision,
      const char *section,
      const char *setting)
{
  GPtrArray *sections = bell_provision_get_sections (provision);

  for (guint i = 0; i < sections->len; i++)
    {
      const BellProvisionSection *found = g_ptr_array_index (sections, i);

      if (g_str_equal (found->section, section))
        return bell_provision_section_find (found, setting);
    }
  return NULL;
}

static void
assert_number (BellProvision *provision,
               const char *setting,
               guint expected)
{
  const BellProvisionValue *value = find (provision, "general", setting);

  g_assert_nonnull (value);
  g_assert_cmpuint (g_variant_get_uint32 (value->value), ==, expected);
}

static void
assert_clean (BellProvision *provision)
{
  GPtrArray *mistakes = bell_provision_get_mistakes (provision);

  if (mistakes->len > 0)
    g_error ("line %u: %s", ((BellMistake *) g_ptr_array_index (mistakes, 0))->line,
             ((BellMistake *) g_ptr_array_index (mistakes, 0))->text);
}

/* Every mistake that an owner can make in a file: its line, a word of what is said, and that the rest holds. */

typedef struct
{
  const char *name;
  const char *text; /* "history-days=30" of [general] is the rest */
  guint line;
  const char *said;
} Mistake;

#define REST "\n[general]\nhistory-days=30\n"

static const Mistake mistakes[] = {
  { "unknown-key", GENERAL "colour-of-door=red" REST, 2, "There is no “colour-of-door” in [general]" },
  { "unknown-key-guess", GENERAL "autostrat=true" REST, 2, "Did you mean “autostart”?" },
  { "unknown-key-underscore", GENERAL "reconnect_limit=1" REST, 2, "Did you mean “reconnect-limit”?" },
  { "unknown-key-of-settings", "[deafness]\ndeaf-after=1" REST, 2, "Did you mean “after”?" },
  { "unknown-key-elsewhere", GENERAL "app-token=x" REST, 2, "does not belong to [general] but to [shop]" },
  { "unknown-key-secret", GENERAL "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln=" REST, 2, "There is no such key" },
  { "password", SHOP "password=Zebra-4711" REST, 3, "A password does not belong into this file" },
  { "unknown-section", "[printer]\nname=x\nthis line, too" REST, 1, "There is no such section" },
  { "section-open", "[general\nautostart=true" REST, 1, "ends with “]”" },
  { "section-more", "[general] x\nautostart=true" REST, 1, "ends with “]”" },
  { "section-name", "[general cafe]\nautostart=true" REST, 1, "There is no such section" },
  { "section-long", "[shop 0123456789012345678901234567890123456789012345678901234567890123456789]" REST, 1,
    "longer than 64" },
  { "no-section", "autostart=true" REST, 1, "stands above all sections" },
  { "no-equals", GENERAL "autostart" REST, 2, "no “key=value”" },
  { "twice", GENERAL "autostart=true\nautostart=false" REST, 3, "is set in line 2 already" },
  { "boolean", GENERAL "autostart=maybe" REST, 2, "must be true or false" },
  { "boolean-empty", GENERAL "autostart=" REST, 2, "must be true or false" },
  { "number", GENERAL "history-limit=many" REST, 2, "whole number from 0 to 100000000" },
  { "number-negative", GENERAL "history-limit=-1" REST, 2, "whole number" },
  { "number-large", GENERAL "history-limit=99999999999999999999" REST, 2, "whole number" },
  { "number-fraction", GENERAL "history-limit=1.5" REST, 2, "whole number" },
  { "address", "[shop a]\naddress=http://cafe.example" REST, 2, "is not an address Shopbell can use" },
  { "address-with-password", SHOP "[shop b]\naddress=https://a:Zebra-4711@cafe.example" REST, 4, "is not an address" },
  { "address-missing", "[shop a]\nname=Café" REST, 1, "has no address" },
  { "text-empty", SHOP "name=" REST, 3, "has no value" },
  { "text-quoted", SHOP "name=\"Café\"" REST, 3, "quotation marks" },
  { "text-control", SHOP "name=a\001b" REST, 3, "cannot be shown" },
  { "text-long", SHOP "name=01234567890123456789012345678901234567890123456789"
                      "01234567890123456789012345678901234567890123456789x" REST, 3, "longer than 100" },
  { "token-blank", SHOP "app-token=Zebra 4711" REST, 3, "Copy it again" },
  { "sound", "[deafness]\nsound=trumpet" REST, 2, "must be one of counter-bell, two-tone" },
  { "sound-empty", SHOP "sound=" REST, 3, "has no value" },
  { "colour", SHOP "colour=brass" REST, 3, "must be one of blue" },
  { "proxy", SHOP "proxy=ftp://Zebra" REST, 3, "is not the address of a proxy" },
  { "ca-file-missing", SHOP "ca-file=/gone.pem" REST, 3, "“ca-file” names cannot be read: No such file" },
  { "ca-file-other", SHOP "ca-file=rules.json" REST, 3, "“ca-file” names holds no certificate" },
  { "ca-file-bundle", SHOP "ca-file=till.p12" REST, 3, "“ca-file” names holds no certificate" },
  { "certificate-missing", SHOP "certificate=gone.p12" REST, 3, "“certificate” names cannot be read" },
  { "certificate-other", SHOP "certificate=rules.json" REST, 3, "“certificate” names holds no certificate" },
  { "certificate-key-missing", SHOP "certificate=ca.pem\ncertificate-key=gone.key" REST, 4,
    "“certificate-key” names cannot be read" },
  { "certificate-key-other", SHOP "certificate=till.p12\ncertificate-key=ca.pem" REST, 4,
    "“certificate-key” names holds no private key" },
  { "open-address", SHOP "open-address=javascript:alert({id})" REST, 3, "must begin with https://" },
  { "open-address-host", SHOP "open-address=https://{id}.example/" REST, 3, "before the address’s path" },
  { "open-address-field", SHOP "open-address=/orders/{id" REST, 3, "has no “}”" },
  { "names", SHOP "off=order <b>" REST, 3, "Name 2 of “off”" },
  { "rules-json", SHOP "rules={\"format\"" REST, 3, "The rules of “rules” cannot be used" },
  { "rules-field", SHOP "rules={\"format\":\"shopbell-rules\",\"version\":1,\"rules\":[{\"kind\":\"x\"}]}" REST, 3,
    "rules[0]" },
  { "rules-file-missing", SHOP "rules-file=/gone.json" REST, 3, "No such file" },
  { "rules-file-bad", SHOP "rules-file=bad.json" REST, 3, "line 2" },
  { "rules-twice", SHOP "rules-file=rules.json\nrules={}" REST, 4, "sets what “rules-file” sets in line 3" },
  { "lock-unknown", GENERAL "lock=door" REST, 2, "“lock” names “door”" },
  { "lock-secret", GENERAL "lock=Zebra-4711" REST, 2, "names something" },
  { "lock-unset", GENERAL "lock=autostart" REST, 2, "has no value" },
  { "lock-empty", GENERAL "lock=" REST, 2, "names nothing" },
  { "not-utf8", GENERAL "autostart=tr\xfc" REST, 2, "not UTF-8" },
  { "shop-twice", SHOP "[shop cafe]\naddress=https://bar.example" REST, 3, "Line 1 has a section of this name" },
  { "shop-same-address", SHOP "[shop bar]\naddress=https://CAFE.example/" REST, 3, "is set up in line 1" },
};

static void
test_mistake (gconstpointer data)
{
  const Mistake *mistake = data;
  g_autoptr (BellProvision) provision = read_texts (mistake->text, NULL, NULL);
  GPtrArray *said = bell_provision_get_mistakes (provision);
  const BellMistake *first;

  for (guint i = 1; i < said->len; i++)
    g_error ("also said: %s", ((BellMistake *) g_ptr_array_index (said, i))->text);
  g_assert_cmpuint (said->len, ==, 1);
  first = g_ptr_array_index (said, 0);
  g_assert_cmpstr (first->source, ==, FILE_1);
  g_assert_cmpuint (first->line, ==, mistake->line);
  if (strstr (first->text, mistake->said) == NULL)
    g_error ("“%s” is not in “%s”", mistake->said, first->text);
  g_assert_null (strstr (first->text, "Zebra"));
  g_assert_null (strstr (first->text, "eyJ"));
  assert_number (provision, "history-days", 30);
}

/* A file that is wrong as a whole. */
static void
test_bytes (void)
{
  const struct
  {
    const char *text;
    gsize length;
    guint n_mistakes;
  } cases[] = {
    { BYTES (""), 0 },
    { BYTES ("\xef\xbb\xbf[general]\r\nautostart=true\r\n"), 0 },
    { BYTES ("\xff\xfe[\0g\0"), 1 },
    { BYTES ("[general]\nauto\0start=true\n"), 1 },
    { BYTES ("\n\n\n"), 0 },
    { BYTES ("# remark\n; another\n[general]\n  autostart =  yes  "), 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BellProvision) provision = bell_provision_new (load);

      bell_provision_add_text (provision, FILE_1, cases[i].text, cases[i].length);
      bell_provision_finish (provision);
      g_assert_cmpuint (bell_provision_get_mistakes (provision)->len, ==, cases[i].n_mistakes);
    }
}

/* A thousand mistakes are not a thousand lines to read; the rest still holds. */
static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new ("[general]\n");
  g_autoptr (BellProvision) provision = NULL;
  GPtrArray *said;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "oops\n");
  for (guint i = 0; i < 2 * BELL_PROVISION_MAX_SHOPS; i++)
    g_string_append_printf (text, "[shop %u]\naddress=https://shop%u.example\n", i, i);
  g_string_append (text, REST);
  provision = read_texts (text->str, NULL, NULL);
  said = bell_provision_get_mistakes (provision);
  g_assert_cmpuint (said->len, ==, BELL_PROVISION_MAX_MISTAKES + 1);
  g_assert_nonnull (strstr (((BellMistake *) g_ptr_array_index (said, said->len - 1))->text, "more mistakes"));
  g_assert_cmpuint (bell_provision_get_sections (provision)->len, ==, BELL_PROVISION_MAX_SHOPS);
  assert_number (provision, "history-days", 30);
}

/* Values */

static void
test_values (void)
{
  g_autoptr (BellProvision) provision =
    read_texts (GENERAL "autostart=yes\nhistory-days = 30\nlow-memory=0\n[deafness]\nsound=\n"
                "[shop Café am Markt]\naddress= cafe.example/admin/ \nname=Café = Bar\napp-token=a.b=c\n"
                "rules-file=rules.json\nsign-in-file=till.sign-in\nca-file=ca.pem\ncertificate=till.p12\nopen-address=/orders?q={id}\npaused=off\n", NULL, NULL);
  const BellProvisionSection *shop = g_ptr_array_index (bell_provision_get_sections (provision), 2);

  assert_clean (provision);
  assert_number (provision, "history-days", 30);
  g_assert_true (g_variant_get_boolean (find (provision, "general", "autostart")->value));
  g_assert_false (g_variant_get_boolean (find (provision, "general", "low-memory")->value));
  g_assert_cmpstr (g_variant_get_string (find (provision, "deafness", "deaf-sound")->value, NULL), ==, "");
  g_assert_cmpstr (shop->name, ==, "Café am Markt");
  g_assert_cmpstr (bell_provision_section_get_text (shop, "url"), ==, "https://cafe.example");
  g_assert_cmpstr (bell_provision_section_get_text (shop, "name"), ==, "Café = Bar");
  g_assert_cmpstr (bell_provision_section_get_text (shop, BELL_PROVISION_APP_TOKEN), ==, "a.b=c");
  g_assert_cmpstr (bell_provision_section_get_text (shop, BELL_PROVISION_SIGN_IN_FILE), ==,
                   "/etc/shopbell/till.sign-in");
  g_assert_cmpstr (bell_provision_section_get_text (shop, "ca-file"), ==, "/etc/shopbell/ca.pem");
  g_assert_cmpstr (bell_provision_section_get_text (shop, "certificate"), ==, "/etc/shopbell/till.p12");
  g_assert_cmpstr (bell_provision_section_get_text (shop, "open-address"), ==, "/orders?q={id}");
  g_assert_nonnull (strstr (bell_provision_section_get_text (shop, BELL_PROVISION_RULE_LIST), "urgent"));
}

/* What cannot be read now may be there when the shop is asked: it is said, and used all the same. */
static void
test_certificate_to_come (void)
{
  g_autoptr (BellProvision) provision = read_texts (SHOP "ca-file=/gone.pem\nlock=ca-file\n", NULL, NULL);
  const BellProvisionSection *shop = g_ptr_array_index (bell_provision_get_sections (provision), 0);
  const BellProvisionValue *value = bell_provision_section_find (shop, "ca-file");

  g_assert_cmpuint (bell_provision_get_mistakes (provision)->len, ==, 1);
  g_assert_cmpstr (g_variant_get_string (value->value, NULL), ==, "/gone.pem");
  g_assert_cmpstr (value->locked_by, ==, FILE_1);
}

static const BellRule *
find_rule (GPtrArray *rules,
           const char *subject)
{
  for (guint i = 0; i < rules->len; i++)
    if (g_str_equal (((BellRule *) g_ptr_array_index (rules, i))->subject, subject))
      return g_ptr_array_index (rules, i);
  g_assert_not_reached ();
}

/* "on", "off" and "sound" change the usual rules, or those of the file. */
static void
test_rules (void)
{
  g_autoptr (BellProvision) provision =
    read_texts (SHOP "off=product, table_booking\non=user\nsound=two-tone\nlock=off\n", NULL, NULL);
  const BellProvisionValue *value = find (provision, "shop", BELL_PROVISION_RULE_LIST);
  g_autoptr (GPtrArray) rules = NULL;
  const char *document;

  assert_clean (provision);
  g_assert_nonnull (value);
  document = g_variant_get_string (value->value, NULL);
  g_assert_cmpstr (value->locked_by, ==, FILE_1);
  rules = bell_rules_from_json (document, strlen (document), NULL);
  g_assert_nonnull (rules);
  g_assert_false (find_rule (rules, "product")->announce);
  g_assert_false (find_rule (rules, "table_booking")->announce);
  g_assert_cmpint (find_rule (rules, "table_booking")->scope, ==, BELL_SCOPE_MARKER);
  g_assert_true (find_rule (rules, "user")->announce);
  g_assert_true (find_rule (rules, "order")->announce);
  g_assert_cmpstr (find_rule (rules, "order")->sound, ==, "two-tone");
}

/* Order and locks */

static void
test_later_wins (void)
{
  g_autoptr (BellProvision) provision =
    read_texts (GENERAL "history-days=10\nhistory-limit=5\n" SHOP "name=One\n",
                GENERAL "history-days=20\n" SHOP "login=till\n[shop bar]\naddress=https://bar.example\n", NULL);
  const BellProvisionSection *shop = g_ptr_array_index (bell_provision_get_sections (provision), 1);

  assert_clean (provision);
  assert_number (provision, "history-days", 20);
  assert_number (provision, "history-limit", 5);
  g_assert_cmpstr (find (provision, "general", "history-days")->source, ==, FILE_2);
  g_assert_cmpuint (bell_provision_get_sections (provision)->len, ==, 3);
  g_assert_cmpstr (bell_provision_section_get_text (shop, "name"), ==, "One");
  g_assert_cmpstr (bell_provision_section_get_text (shop, "login"), ==, "till");
}

static void
test_locked (void)
{
  const char *const variables[] = { "SHOPBELL_HISTORY_DAYS=40", "SHOPBELL_HISTORY_LIMIT=6", NULL };
  g_autoptr (BellProvision) provision =
    read_texts (GENERAL "lock=history-days shops\nhistory-days=10\nhistory-limit=5\n",
                GENERAL "history-days=20\nlock=all\nautostart=true\n", variables);
  GPtrArray *said = bell_provision_get_mistakes (provision);

  assert_number (provision, "history-days", 10);
  assert_number (provision, "history-limit", 5);
  g_assert_cmpstr (find (provision, "general", "history-days")->locked_by, ==, FILE_1);
  g_assert_cmpstr (find (provision, "general", "history-limit")->locked_by, ==, FILE_2);
  g_assert_cmpstr (find (provision, "general", "autostart")->locked_by, ==, FILE_2);
  g_assert_cmpstr (bell_provision_get_shops_lock (provision), ==, FILE_1);
  g_assert_cmpuint (said->len, ==, 3);
  for (guint i = 0; i < said->len; i++)
    g_assert_nonnull (strstr (((BellMistake *) g_ptr_array_index (said, i))->text, "is locked in " ));
}

/* Variables */

typedef struct
{
  const char *name;
  const char *files;
  const char *variables[4];
  const char *source; /* of the one mistake; NULL: there is none */
  const char *said;
} Variable;

static const Variable variables_table[] = {
  { "general", "", { "SHOPBELL_HISTORY_DAYS=30", "SHOPBELL_DEAF_AFTER=10" }, NULL, NULL },
  { "not-ours", "", { "SHOPBELL_LOCALEDIR=/x", "SHOPBELL_AUDIO_SINK=y", "PATH=/bin" }, NULL, NULL },
  { "new-shop", "", { "SHOPBELL_ADDRESS=https://a.example", "SHOPBELL_APP_TOKEN=t" }, NULL, NULL },
  { "only-shop", SHOP, { "SHOPBELL_APP_TOKEN=t", "SHOPBELL_LOCK=app-token" }, NULL, NULL },
  { "lock-all", SHOP, { "SHOPBELL_LOCK=all" }, NULL, NULL },
  { "which-shop", SHOP "[shop b]\naddress=https://b.example\n", { "SHOPBELL_APP_TOKEN=Zebra" }, "SHOPBELL_APP_TOKEN",
    "which shop" },
  { "bad-address", SHOP, { "SHOPBELL_ADDRESS=ftp://Zebra" }, "SHOPBELL_ADDRESS", "not an address" },
  { "bad-number", "", { "SHOPBELL_HISTORY_DAYS=Zebra" }, "SHOPBELL_HISTORY_DAYS", "whole number" },
  { "typo", "", { "SHOPBELL_HISTROY_DAYS=30" }, "SHOPBELL_HISTROY_DAYS", "Did you mean SHOPBELL_HISTORY_DAYS?" },
  { "bad-utf8", "", { "SHOPBELL_DEAF_SOUND=\xff" }, "SHOPBELL_DEAF_SOUND", "not UTF-8" },
  { "bad-lock", "", { "SHOPBELL_LOCK=Zebra" }, "SHOPBELL_LOCK", "none that is set" },
};

static void
test_variable (gconstpointer data)
{
  const Variable *variable = data;
  g_autoptr (BellProvision) provision = read_texts (variable->files, NULL, variable->variables);
  GPtrArray *said = bell_provision_get_mistakes (provision);
  const BellMistake *first;

  if (variable->source == NULL)
    {
      assert_clean (provision);
      return;
    }
  g_assert_cmpuint (said->len, ==, 1);
  first = g_ptr_array_index (said, 0);
  g_assert_cmpstr (first->source, ==, variable->source);
  g_assert_cmpuint (first->line, ==, 0);
  if (strstr (first->text, variable->said) == NULL)
    g_error ("“%s” is not in “%s”", variable->said, first->text);
  g_assert_null (strstr (first->text, "Zebra"));
}

static void
test_variables_override (void)
{
  const char *const variables[] = { "SHOPBELL_ADDRESS=https://cafe.example/", "SHOPBELL_NAME=Till 3",
                                    "SHOPBELL_LOCK=name", NULL };
  g_autoptr (BellProvision) provision = read_texts (SHOP "name=Café\n", NULL, variables);

  assert_clean (provision);
  g_assert_cmpuint (bell_provision_get_sections (provision)->len, ==, 1);
  g_assert_cmpstr (g_variant_get_string (find (provision, "shop", "name")->value, NULL), ==, "Till 3");
  g_assert_cmpstr (find (provision, "shop", "name")->locked_by, ==, "SHOPBELL_LOCK");
  g_assert_null (find (provision, "shop", "url")->locked_by);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autofree char *path = g_strconcat ("/app/provision/mistake/", mistakes[i].name, NULL);

      g_test_add_data_func (path, &mistakes[i], test_mistake);
    }
  for (guint i = 0; i < G_N_ELEMENTS (variables_table); i++)
    {
      g_autofree char *path = g_strconcat ("/app/provision/variable/", variables_table[i].name, NULL);

      g_test_add_data_func (path, &variables_table[i], test_variable);
    }
  g_test_add_func ("/app/provision/bytes", test_bytes);
  g_test_add_func ("/app/provision/many", test_many);
  g_test_add_func ("/app/provision/values", test_values);
  g_test_add_func ("/app/provision/certificate-to-come", test_certificate_to_come);
  g_test_add_func ("/app/provision/rules", test_rules);
  g_test_add_func ("/app/provision/later-wins", test_later_wins);
  g_test_add_func ("/app/provision/locked", test_locked);
  g_test_add_func ("/app/provision/variables-override", test_variables_override);
  return g_test_run ();
}
