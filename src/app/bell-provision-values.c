/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-provision-values.h"

#include "bell-network-settings.h"
#include "bell-open-address.h"
#include "bell-rule-json.h"
#include "bell-shop-colour.h"
#include "bell-sounds.h"
#include "oe-address.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_PATH 4096
#define MAX_TEXT 2048
#define MAX_CERTIFICATE (1024 * 1024) /* bytes */
#define MAX_SOUND 1000
#define MAX_NAMES 100

static GVariant *
parse_boolean (const BellProvisionKey *key,
               const char *text,
               char **problem)
{
  static const char *const yes[] = { "true", "yes", "on", "1", NULL };
  static const char *const no[] = { "false", "no", "off", "0", NULL };
  g_autofree char *lower = g_ascii_strdown (text, -1);

  if (g_strv_contains (yes, lower))
    return g_variant_new_boolean (TRUE);
  if (g_strv_contains (no, lower))
    return g_variant_new_boolean (FALSE);
  /* TRANSLATORS: what is wrong in a file; %s is the name of a key, "true" and "false" stay as they are */
  *problem = g_strdup_printf (_("“%s” must be true or false."), key->name);
  return NULL;
}

static GVariant *
parse_number (const BellProvisionKey *key,
              const char *text,
              char **problem)
{
  guint64 number;

  if (g_ascii_string_to_unsigned (text, 10, key->min, key->max, &number, NULL))
    return g_variant_new_uint32 ((guint32) number);
  *problem = g_strdup_printf (_("“%s” must be a whole number from %u to %u."), key->name, key->min, key->max);
  return NULL;
}

static gboolean
has_control (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_iscntrl (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

/* What spoils any text; NULL: nothing. */
static char *
find_text_problem (const BellProvisionKey *key,
                   const char *text,
                   glong max)
{
  if (*text == '\0')
    return g_strdup_printf (_("“%s” has no value. Write one behind the “=”, or remove the line."), key->name);
  if (g_utf8_strlen (text, -1) > max)
    return g_strdup_printf (_("The value of “%s” is longer than %ld characters."), key->name, max);
  if (has_control (text))
    return g_strdup_printf (_("The value of “%s” has characters that cannot be shown. Write it anew."), key->name);
  return NULL;
}

static GVariant *
parse_text (const BellProvisionKey *key,
            const char *text,
            char **problem)
{
  *problem = find_text_problem (key, text, key->max);
  return *problem == NULL ? g_variant_new_string (text) : NULL;
}

static GVariant *
parse_secret (const BellProvisionKey *key,
              const char *text,
              char **problem)
{
  *problem = find_text_problem (key, text, key->max);
  /* It goes into a header. */
  for (const char *c = text; *problem == NULL && *c != '\0'; c++)
    if (!g_ascii_isgraph (*c))
      *problem = g_strdup_printf (_("“%s” has a blank or another character that cannot be in it. Copy it again."),
                                  key->name);
  return *problem == NULL ? g_variant_new_string (text) : NULL;
}

static GVariant *
parse_address (const BellProvisionKey *key,
               const char *text,
               char **problem)
{
  g_autofree char *address = oe_address_normalize (text, NULL);

  if (address != NULL)
    return g_variant_new_string (address);
  *problem = g_strdup_printf (_("“%s” is not an address Shopbell can use. It looks like "
                                "https://name.oneentry.cloud."), key->name);
  return NULL;
}

static GVariant *
parse_sound (const BellProvisionKey *key,
             const char *text,
             char **problem)
{
  g_autofree char *ours = NULL;

  /* An empty one is silence. */
  if (*text == '\0' && key->min == 0)
    return g_variant_new_string (text);
  *problem = find_text_problem (key, text, MAX_SOUND);
  if (*problem != NULL)
    return NULL;
  if (g_path_is_absolute (text) || bell_sounds_is_ours (text))
    return g_variant_new_string (text);
  ours = g_strjoinv (", ", (char **) bell_sounds_list ());
  /* TRANSLATORS: the first %s is the name of a key, the second a list of the names of sounds */
  *problem = g_strdup_printf (_("“%s” must be one of %s, or the path of a sound file that begins with “/”."),
                              key->name, ours);
  return NULL;
}

static GVariant *
parse_colour (const BellProvisionKey *key,
              const char *text,
              char **problem)
{
  g_autofree char *all = NULL;

  if (g_strv_contains (bell_shop_colour_list (), text))
    return g_variant_new_string (text);
  all = g_strjoinv (", ", (char **) bell_shop_colour_list ());
  /* TRANSLATORS: the first %s is the name of a key, the second a list of the names of colours */
  *problem = g_strdup_printf (_("“%s” must be one of %s."), key->name, all);
  return NULL;
}

static GVariant *
parse_proxy (const BellProvisionKey *key,
             const char *text,
             char **problem)
{
  g_autofree char *proxy = *text != '\0' ? bell_network_normalize_proxy (text, NULL) : NULL;

  if (proxy != NULL)
    return g_variant_new_string (proxy);
  *problem = g_strdup_printf (_("“%s” is not the address of a proxy. It looks like http://proxy.example:3128 or "
                                "socks5://proxy.example:1080."), key->name);
  return NULL;
}

static GVariant *
parse_open_address (const BellProvisionKey *key,
                    const char *text,
                    char **problem)
{
  g_autofree char *why = NULL;

  *problem = find_text_problem (key, text, MAX_TEXT);
  if (*problem != NULL)
    return NULL;
  why = bell_open_address_dup_problem (text);
  if (why == NULL)
    return g_variant_new_string (text);
  /* TRANSLATORS: the first %s is the name of a key, the second a sentence that says what is wrong */
  *problem = g_strdup_printf (_("“%s” cannot be used: %s"), key->name, why);
  return NULL;
}

static char *
make_path (const char *text,
           const char *folder)
{
  return g_path_is_absolute (text) ? g_strdup (text) : g_build_filename (folder, text, NULL);
}

static GVariant *
parse_file (const BellProvisionKey *key,
            const char *text,
            const char *folder,
            char **problem)
{
  g_autofree char *path = NULL;

  *problem = find_text_problem (key, text, MAX_PATH);
  if (*problem != NULL)
    return NULL;
  path = make_path (text, folder);
  return g_variant_new_string (path);
}

/* Certificates: what cannot be read now may be there when it is needed, and is read again then. */

static gboolean
is_pem (const char *text,
        gsize length)
{
  return g_strstr_len (text, length, "-----BEGIN") != NULL;
}

/* (nullable): why the file is not what it should be. A bundle (.p12) has its secrets: whether it opens is seen later. */
static char *
find_content_problem (const BellProvisionKey *key,
                      const char *text,
                      gsize length)
{
  g_autoptr (GTlsCertificate) certificate = NULL;

  if (key->type == BELL_PROVISION_PRIVATE_KEY)
    return g_strstr_len (text, length, "PRIVATE KEY-----") != NULL
             ? NULL
             : g_strdup_printf (_("The file that “%s” names holds no private key (PEM)."), key->name);
  if (key->type == BELL_PROVISION_CERTIFICATE && !is_pem (text, length) && length > 0 && *(const guint8 *) text == 0x30)
    return NULL;
  if (is_pem (text, length))
    certificate = g_tls_certificate_new_from_pem (text, length, NULL);
  if (certificate != NULL)
    return NULL;
  return g_strdup_printf (_("The file that “%s” names holds no certificate (PEM)."), key->name);
}

static GVariant *
parse_certificate (const BellProvisionKey *key,
                   const char *text,
                   const char *folder,
                   BellProvisionLoad load,
                   char **problem)
{
  GVariant *value = parse_file (key, text, folder, problem);
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize length = 0;

  if (value == NULL)
    return NULL;
  contents = load (g_variant_get_string (value, NULL), MAX_CERTIFICATE, &length, &error);
  if (contents != NULL)
    *problem = find_content_problem (key, contents, length);
  else
    *problem = g_strdup_printf (_("The file that “%s” names cannot be read: %s."), key->name, error->message);
  return value;
}

char **
bell_provision_split_words (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " \t,;", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_strv_builder_add (builder, parts[i]);
  return g_strv_builder_end (builder);
}

static GVariant *
parse_names (const BellProvisionKey *key,
             const char *text,
             char **problem)
{
  g_auto (GStrv) words = bell_provision_split_words (text);

  if (g_strv_length (words) > MAX_NAMES)
    *problem = g_strdup_printf (_("“%s” has more than %d names."), key->name, MAX_NAMES);
  for (guint i = 0; *problem == NULL && words[i] != NULL; i++)
    if (!bell_rule_marker_is_valid (words[i]))
      *problem = g_strdup_printf (_("Name %u of “%s” is no kind of event and no event marker."), i + 1, key->name);
  return *problem == NULL ? g_variant_new_strv ((const char *const *) words, -1) : NULL;
}

static GVariant *
parse_rules (const BellProvisionKey *key,
             const char *text,
             gsize length,
             char **problem)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules = bell_rules_from_json (text, length, &error);
  g_autofree char *document = NULL;

  if (rules == NULL)
    {
      /* TRANSLATORS: the first %s is the name of a key, the second says where in the rules and what is wrong */
      *problem = g_strdup_printf (_("The rules of “%s” cannot be used: %s"), key->name, error->message);
      return NULL;
    }
  document = bell_rules_to_json (rules, FALSE);
  return g_variant_new_string (document);
}

static GVariant *
parse_rules_file (const BellProvisionKey *key,
                  const char *text,
                  const char *folder,
                  BellProvisionLoad load,
                  char **problem)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *document = NULL;
  gsize length = 0;

  *problem = find_text_problem (key, text, MAX_PATH);
  if (*problem != NULL)
    return NULL;
  path = make_path (text, folder);
  document = load (path, BELL_MAX_RULES_SIZE, &length, &error);
  if (document != NULL)
    return parse_rules (key, document, length, problem);
  *problem = g_strdup_printf (_("The file that “%s” names cannot be read: %s."), key->name, error->message);
  return NULL;
}

GVariant *
bell_provision_parse_value (const BellProvisionKey *key,
                            const char *text,
                            const char *folder,
                            BellProvisionLoad load,
                            char **problem)
{
  size_t length = strlen (text);

  *problem = NULL;
  if (length >= 2 && (*text == '"' || *text == '\'') && text[length - 1] == *text)
    {
      *problem = g_strdup_printf (_("The value of “%s” stands in quotation marks. Remove them."), key->name);
      return NULL;
    }
  switch (key->type)
    {
    case BELL_PROVISION_BOOLEAN:
      return parse_boolean (key, text, problem);
    case BELL_PROVISION_NUMBER:
      return parse_number (key, text, problem);
    case BELL_PROVISION_SECRET:
      return parse_secret (key, text, problem);
    case BELL_PROVISION_ADDRESS:
      return parse_address (key, text, problem);
    case BELL_PROVISION_SOUND:
      return parse_sound (key, text, problem);
    case BELL_PROVISION_COLOUR:
      return parse_colour (key, text, problem);
    case BELL_PROVISION_PROXY:
      return parse_proxy (key, text, problem);
    case BELL_PROVISION_OPEN_ADDRESS:
      return parse_open_address (key, text, problem);
    case BELL_PROVISION_FILE:
      return parse_file (key, text, folder, problem);
    case BELL_PROVISION_AUTHORITIES:
    case BELL_PROVISION_CERTIFICATE:
    case BELL_PROVISION_PRIVATE_KEY:
      return parse_certificate (key, text, folder, load, problem);
    case BELL_PROVISION_NAMES:
      return parse_names (key, text, problem);
    case BELL_PROVISION_RULES:
      return parse_rules (key, text, length, problem);
    case BELL_PROVISION_RULES_FILE:
      return parse_rules_file (key, text, folder, load, problem);
    case BELL_PROVISION_TEXT:
    default:
      return parse_text (key, text, problem);
    }
}
