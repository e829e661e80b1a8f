/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-provision-keys.h"

#include "bell-provision.h"

#include <string.h>

#define PREFIX "SHOPBELL_"
#define SHOP BELL_PROVISION_SHOP
#define MAX_DISTANCE 2
#define MAX_GUESSED 40

const BellProvisionKey bell_provision_keys[] = {
  { "general", "autostart", "autostart", BELL_PROVISION_BOOLEAN, 0, 0 },
  { "general", "reconnect-limit", "reconnect-limit", BELL_PROVISION_NUMBER, 0, 1000 },
  { "general", "history-days", "history-days", BELL_PROVISION_NUMBER, 0, 36500 },
  { "general", "history-limit", "history-limit", BELL_PROVISION_NUMBER, 0, 100000000 },
  { "general", "low-memory", "low-memory", BELL_PROVISION_BOOLEAN, 0, 0 },
  { "general", "counter-mode", "counter-mode", BELL_PROVISION_BOOLEAN, 0, 0 },
  { "general", "keep-awake", "keep-awake", BELL_PROVISION_BOOLEAN, 0, 0 },
  { "general", "speak", "speak", BELL_PROVISION_BOOLEAN, 0, 0 },

  { "deafness", "notify", "notify-when-deaf", BELL_PROVISION_BOOLEAN, 0, 0 },
  { "deafness", "after", "deaf-after", BELL_PROVISION_NUMBER, 0, 86400 },
  { "deafness", "repeat", "deaf-repeat", BELL_PROVISION_NUMBER, 0, 86400 },
  { "deafness", "sound", "deaf-sound", BELL_PROVISION_SOUND, 0, 0 },

  { SHOP, "address", "url", BELL_PROVISION_ADDRESS, 0, 0 },
  { SHOP, "name", "name", BELL_PROVISION_TEXT, 0, 100 },
  { SHOP, "app-token", BELL_PROVISION_APP_TOKEN, BELL_PROVISION_SECRET, 0, 8192 },
  { SHOP, "provider", "provider", BELL_PROVISION_TEXT, 0, 200 },
  { SHOP, "login", "login", BELL_PROVISION_TEXT, 0, 200 },
  { SHOP, "login-marker", "login-marker", BELL_PROVISION_TEXT, 0, 200 },
  { SHOP, "password-marker", "password-marker", BELL_PROVISION_TEXT, 0, 200 },
  { SHOP, "sign-in-file", BELL_PROVISION_SIGN_IN_FILE, BELL_PROVISION_FILE, 0, 0 },
  { SHOP, "ca-file", "ca-file", BELL_PROVISION_AUTHORITIES, 0, 0 },
  { SHOP, "certificate", "certificate", BELL_PROVISION_CERTIFICATE, 0, 0 },
  { SHOP, "certificate-key", "certificate-key", BELL_PROVISION_PRIVATE_KEY, 0, 0 },
  { SHOP, "proxy", "proxy", BELL_PROVISION_PROXY, 0, 0 },
  { SHOP, "colour", "colour", BELL_PROVISION_COLOUR, 0, 0 },
  { SHOP, "canary-form", "canary-form", BELL_PROVISION_TEXT, 0, 200 },
  { SHOP, "canary-minutes", "canary-minutes", BELL_PROVISION_NUMBER, 1, 1440 },
  { SHOP, "open-address", "open-address", BELL_PROVISION_OPEN_ADDRESS, 0, 0 },
  { SHOP, "paused", "paused", BELL_PROVISION_BOOLEAN, 0, 0 },
  { SHOP, "rules", BELL_PROVISION_RULE_LIST, BELL_PROVISION_RULES, 0, 0 },
  { SHOP, "rules-file", BELL_PROVISION_RULE_LIST, BELL_PROVISION_RULES_FILE, 0, 0 },
  { SHOP, "on", BELL_PROVISION_ON, BELL_PROVISION_NAMES, 0, 0 },
  { SHOP, "off", BELL_PROVISION_OFF, BELL_PROVISION_NAMES, 0, 0 },
  { SHOP, "sound", BELL_PROVISION_RULE_SOUND, BELL_PROVISION_SOUND, 1, 0 },
  { NULL, NULL, NULL, BELL_PROVISION_BOOLEAN, 0, 0 },
};

gboolean
bell_provision_has_section (const char *section)
{
  for (const BellProvisionKey *key = bell_provision_keys; key->section != NULL; key++)
    if (strcmp (key->section, section) == 0)
      return TRUE;
  return FALSE;
}

const BellProvisionKey *
bell_provision_find_key (const char *section,
                         const char *name)
{
  for (const BellProvisionKey *key = bell_provision_keys; key->section != NULL; key++)
    if (strcmp (key->section, section) == 0 && strcmp (key->name, name) == 0)
      return key;
  return NULL;
}

/* A shop's keys by their name, the rest by the setting: no two are alike. */
char *
bell_provision_key_to_variable (const BellProvisionKey *key)
{
  const char *name = strcmp (key->section, SHOP) == 0 ? key->name : key->setting;
  g_autofree char *upper = g_ascii_strup (name, -1);

  return g_strconcat (PREFIX, g_strdelimit (upper, "-", '_'), NULL);
}

const BellProvisionKey *
bell_provision_find_variable (const char *variable)
{
  for (const BellProvisionKey *key = bell_provision_keys; key->section != NULL; key++)
    {
      g_autofree char *name = bell_provision_key_to_variable (key);

      if (strcmp (name, variable) == 0)
        return key;
    }
  return NULL;
}

/* Guessing */

/* How many letters must be changed, added or left out to make b of a, cases apart. */
static guint
get_distance (const char *a,
              const char *b)
{
  guint row[MAX_GUESSED + 1];
  size_t n_a = strlen (a), n_b = strlen (b);

  if (n_a > MAX_GUESSED || n_b > MAX_GUESSED)
    return G_MAXUINT;
  for (guint j = 0; j <= n_b; j++)
    row[j] = j;
  for (guint i = 1; i <= n_a; i++)
    {
      guint diagonal = row[0];

      row[0] = i;
      for (guint j = 1; j <= n_b; j++)
        {
          guint same = diagonal + (g_ascii_tolower (a[i - 1]) != g_ascii_tolower (b[j - 1]));

          diagonal = row[j];
          row[j] = MIN (same, MIN (row[j], row[j - 1]) + 1);
        }
    }
  return row[n_b];
}

const BellProvisionKey *
bell_provision_guess_key (const char *section,
                          const char *name)
{
  g_autofree char *dashed = g_strdelimit (g_strdup (name), "_ ", '-');
  const BellProvisionKey *nearest = NULL;
  guint least = MAX_DISTANCE + 1;

  for (const BellProvisionKey *key = bell_provision_keys; key->section != NULL; key++)
    {
      gboolean here = strcmp (key->section, section) == 0;
      /* Elsewhere only by its full name; and what the settings call it is a good guess, too. */
      guint distance = here ? MIN (get_distance (dashed, key->name), get_distance (dashed, key->setting))
                            : strcmp (dashed, key->name) == 0 ? MAX_DISTANCE : G_MAXUINT;

      if (distance < least && distance < strlen (key->name))
        {
          least = distance;
          nearest = key;
        }
    }
  return nearest;
}

const BellProvisionKey *
bell_provision_guess_variable (const char *variable)
{
  for (const BellProvisionKey *key = bell_provision_keys; key->section != NULL; key++)
    {
      g_autofree char *name = bell_provision_key_to_variable (key);
      size_t least = strlen (name) - strlen (PREFIX);

      /* A short name is near to too many. */
      if (get_distance (name, variable) <= MIN (MAX_DISTANCE, (least - 1) / 3))
        return key;
    }
  return NULL;
}

char *
bell_provision_list_sections (void)
{
  GString *list = g_string_new (NULL);
  const char *last = "";

  for (const BellProvisionKey *key = bell_provision_keys; key->section != NULL; key++)
    {
      if (strcmp (key->section, last) == 0)
        continue;
      last = key->section;
      g_string_append_printf (list, "%s[%s%s]", list->len > 0 ? ", " : "", last,
                              strcmp (last, SHOP) == 0 ? " NAME" : "");
    }
  return g_string_free (list, FALSE);
}
