/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-provision-private.h"
#include "bell-provision-values.h"

#include <glib/gi18n.h>
#include <string.h>

#define PREFIX "SHOPBELL_"
#define LOCK PREFIX "LOCK"

/* Their place is their name; what is relative begins where the program was started. */
static BellProvisionPlace
make_place (const char *variable)
{
  return (BellProvisionPlace) { .source = variable, .folder = "." };
}

/* Variables know one shop: that with their address, else the only one there is. */
static BellProvisionSection *
find_shop (BellProvision *self,
           const char *address)
{
  GPtrArray *sections = bell_provision_get_sections (self);
  BellProvisionSection *only = NULL;
  guint n_shops = 0;

  for (guint i = 0; i < sections->len; i++)
    {
      BellProvisionSection *section = g_ptr_array_index (sections, i);

      if (strcmp (section->section, BELL_PROVISION_SHOP) != 0)
        continue;
      if (address != NULL && g_strcmp0 (bell_provision_section_get_text (section, "url"), address) == 0)
        return section;
      only = section;
      n_shops++;
    }
  return address == NULL && n_shops == 1 ? only : NULL;
}

static const char *
get_value (const char *const *variables,
           const char *name)
{
  size_t length = strlen (name);

  for (guint i = 0; variables[i] != NULL; i++)
    if (strncmp (variables[i], name, length) == 0 && variables[i][length] == '=')
      return variables[i] + length + 1;
  return NULL;
}

/* (nullable): none is meant, or none that can be used. */
static BellProvisionSection *
choose_shop (BellProvision *self,
             const char *const *variables)
{
  const BellProvisionKey *key = bell_provision_find_key (BELL_PROVISION_SHOP, "address");
  g_autofree char *name = bell_provision_key_to_variable (key);
  const char *typed = get_value (variables, name);
  BellProvisionPlace place = make_place (name);
  g_autofree char *problem = NULL;
  g_autoptr (GVariant) address = NULL;
  BellProvisionSection *section;

  if (typed == NULL)
    return find_shop (self, NULL);
  address = bell_provision_parse_value (key, typed, ".", NULL, &problem);
  if (address == NULL)
    {
      bell_provision_say (self, &place, g_steal_pointer (&problem));
      return NULL;
    }
  g_variant_ref_sink (address);
  section = find_shop (self, g_variant_get_string (address, NULL));
  if (section != NULL)
    return section;
  /* No file can have this name: its sections' names have no line break. */
  section = bell_provision_get_section (self, &place, BELL_PROVISION_SHOP, "\n");
  if (section != NULL)
    bell_provision_set (self, section, &place, key, typed);
  return section;
}

static void
set_variable (BellProvision *self,
              BellProvisionSection *shop,
              const BellProvisionPlace *place,
              const BellProvisionKey *key,
              const char *value)
{
  BellProvisionSection *section = shop;

  if (strcmp (key->section, BELL_PROVISION_SHOP) != 0)
    section = bell_provision_get_section (self, place, key->section, "");
  else if (strcmp (key->setting, "url") == 0)
    return;
  if (section != NULL)
    bell_provision_set (self, section, place, key, value);
  else
    /* TRANSLATORS: SHOPBELL_ADDRESS is the name of a variable and stays as it is */
    bell_provision_say (self, place, g_strdup (_("It is not clear which shop is meant. Set SHOPBELL_ADDRESS to the "
                                                 "shop’s address.")));
}

static void
say_unknown (BellProvision *self,
             const BellProvisionPlace *place)
{
  const BellProvisionKey *guess = bell_provision_guess_variable (place->source);
  g_autofree char *name = NULL;

  /* Many have this prefix: only what was surely meant for us. */
  if (guess == NULL)
    return;
  name = bell_provision_key_to_variable (guess);
  bell_provision_say (self, place, g_strdup_printf (_("There is no such variable. Did you mean %s?"), name));
}

/* The name may be that of a key of any section. */
static void
lock_named (BellProvision *self,
            BellProvisionSection *shop,
            const BellProvisionPlace *place,
            const char *name)
{
  GPtrArray *sections = bell_provision_get_sections (self);
  g_autofree char *variable = g_strconcat (PREFIX, name, NULL);
  g_autofree char *upper = g_strdelimit (g_ascii_strup (variable, -1), "-", '_');
  const BellProvisionKey *key = bell_provision_find_variable (upper);
  BellProvisionSection *section = shop;

  if (strcmp (name, "shops") == 0)
    {
      bell_provision_lock_shops (self, place->source);
      return;
    }
  if (strcmp (name, "all") == 0)
    {
      for (guint i = 0; i < sections->len; i++)
        bell_provision_lock (self, g_ptr_array_index (sections, i), place, "all");
      return;
    }
  if (key != NULL && strcmp (key->section, BELL_PROVISION_SHOP) != 0)
    section = bell_provision_find_section (self, key->section, "");
  if (key != NULL && section != NULL)
    bell_provision_lock (self, section, place, key->name);
  else
    bell_provision_say (self, place, g_strdup (_("A name in SHOPBELL_LOCK is none that is set. Correct the names, or "
                                                 "write “all”.")));
}

void
bell_provision_add_variables (BellProvision *self,
                              const char *const *variables)
{
  const char *locks = get_value (variables, LOCK);
  BellProvisionPlace lock_place = make_place (LOCK);
  BellProvisionSection *shop;

  g_return_if_fail (BELL_IS_PROVISION (self));

  shop = choose_shop (self, variables);
  for (guint i = 0; variables[i] != NULL; i++)
    {
      const char *equals = strchr (variables[i], '=');
      g_autofree char *name = equals != NULL ? g_strndup (variables[i], equals - variables[i]) : NULL;
      BellProvisionPlace place = make_place (name);
      const BellProvisionKey *key;

      if (name == NULL || !g_str_has_prefix (name, PREFIX) || strcmp (name, LOCK) == 0)
        continue;
      key = bell_provision_find_variable (name);
      if (key == NULL)
        say_unknown (self, &place);
      else if (!g_utf8_validate (equals + 1, -1, NULL))
        bell_provision_say (self, &place, g_strdup (_("The value is not UTF-8.")));
      else
        set_variable (self, shop, &place, key, equals + 1);
    }
  if (locks != NULL)
    {
      g_auto (GStrv) words = bell_provision_split_words (locks);

      for (guint i = 0; words[i] != NULL; i++)
        lock_named (self, shop, &lock_place, words[i]);
    }
}
