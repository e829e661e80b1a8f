/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-provision-private.h"
#include "bell-provision-values.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_TEXT 500     /* characters of a mistake */
#define ALL "all"
#define SHOPS "shops"

struct _BellProvision
{
  GObject parent_instance;

  BellProvisionLoad load;
  GPtrArray *mistakes;
  GPtrArray *sections;
  GPtrArray *files;
  char *shops_lock; /* (nullable) */
  guint unsaid;     /* mistakes beyond the most that are said */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellProvision, bell_provision, G_TYPE_OBJECT)

/* Mistakes */

static void
mistake_free (gpointer data)
{
  BellMistake *mistake = data;

  g_free (mistake->source);
  g_free (mistake->text);
  g_free (mistake);
}

/* One line of valid text: a reason may come from a library, and quote what it read. */
static char *
make_plain (char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *plain = g_string_new (NULL);
  glong n = 0;

  g_free (text);
  for (const char *c = valid; *c != '\0' && n < MAX_TEXT; c = g_utf8_next_char (c), n++)
    {
      gunichar ch = g_utf8_get_char (c);

      g_string_append_unichar (plain, g_unichar_isprint (ch) ? ch : ' ');
    }
  return g_string_free (plain, FALSE);
}

static void
keep_mistake (BellProvision *self,
              const char *source,
              guint line,
              char *text)
{
  BellMistake *mistake = g_new0 (BellMistake, 1);

  mistake->source = make_plain (g_strdup (source));
  mistake->line = line;
  mistake->text = make_plain (text);
  g_ptr_array_add (self->mistakes, mistake);
}

void
bell_provision_add_mistake (BellProvision *self,
                            const char *source,
                            guint line,
                            char *text)
{
  g_return_if_fail (BELL_IS_PROVISION (self));

  if (self->mistakes->len >= BELL_PROVISION_MAX_MISTAKES)
    {
      self->unsaid++;
      g_free (text);
      return;
    }
  keep_mistake (self, source, line, text);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
bell_provision_say (BellProvision *self,
                    const BellProvisionPlace *place,
                    char *text)
{
  bell_provision_add_mistake (self, place->source, place->line, text);
}

/* Sections */

static void
value_free (gpointer data)
{
  BellProvisionValue *value = data;

  g_variant_unref (value->value);
  g_free (value->source);
  g_free (value->locked_by);
  g_free (value);
}

static void
section_free (gpointer data)
{
  BellProvisionSection *section = data;

  g_free (section->section);
  g_free (section->name);
  g_free (section->source);
  g_free (section->shop);
  g_hash_table_unref (section->values);
  g_free (section);
}

const BellProvisionValue *
bell_provision_section_find (const BellProvisionSection *self,
                             const char *setting)
{
  return g_hash_table_lookup (self->values, setting);
}

const char *
bell_provision_section_get_text (const BellProvisionSection *self,
                                 const char *setting)
{
  const BellProvisionValue *value = bell_provision_section_find (self, setting);

  return value != NULL ? g_variant_get_string (value->value, NULL) : NULL;
}

BellProvisionSection *
bell_provision_find_section (BellProvision *self,
                             const char *section,
                             const char *name)
{
  for (guint i = 0; i < self->sections->len; i++)
    {
      BellProvisionSection *found = g_ptr_array_index (self->sections, i);

      if (strcmp (found->section, section) == 0 && strcmp (found->name, name) == 0)
        return found;
    }
  return NULL;
}

BellProvisionSection *
bell_provision_get_section (BellProvision *self,
                            const BellProvisionPlace *place,
                            const char *section,
                            const char *name)
{
  BellProvisionSection *found = bell_provision_find_section (self, section, name);

  if (found != NULL)
    return found;
  if (self->sections->len >= BELL_PROVISION_MAX_SHOPS)
    {
      bell_provision_say (self, place, g_strdup_printf (_("There are more than %d shops. This one is left out."),
                                                        BELL_PROVISION_MAX_SHOPS));
      return NULL;
    }
  found = g_new0 (BellProvisionSection, 1);
  found->section = g_strdup (section);
  found->name = g_strdup (name);
  found->source = g_strdup (place->source);
  found->line = place->line;
  found->values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, value_free);
  g_ptr_array_add (self->sections, found);
  return found;
}

/* Values */

/* Whether what is set already lets this line set it anew; else it is said. */
static gboolean
may_set (BellProvision *self,
         const BellProvisionPlace *place,
         const BellProvisionKey *key,
         const BellProvisionValue *old)
{
  if (old == NULL)
    return TRUE;
  if (old->locked_by != NULL)
    {
      /* TRANSLATORS: the first %s is the name of a key, the second a file or variable */
      bell_provision_say (self, place, g_strdup_printf (_("“%s” is locked in %s. This line has no effect; remove "
                                                          "it."), key->name, old->locked_by));
      return FALSE;
    }
  if (strcmp (old->source, place->source) == 0 && place->line != 0)
    {
      bell_provision_say (self, place,
                          strcmp (old->key->name, key->name) == 0
                            ? g_strdup_printf (_("“%s” is set in line %u already. This line has no effect; remove "
                                                 "one of them."), key->name, old->line)
                            : g_strdup_printf (_("“%s” sets what “%s” sets in line %u already. Remove one of them."),
                                               key->name, old->key->name, old->line));
      return FALSE;
    }
  return TRUE;
}

void
bell_provision_set (BellProvision *self,
                    BellProvisionSection *section,
                    const BellProvisionPlace *place,
                    const BellProvisionKey *key,
                    const char *text)
{
  g_autofree char *problem = NULL;
  g_autoptr (GVariant) variant = NULL;
  BellProvisionValue *value;

  if (!may_set (self, place, key, bell_provision_section_find (section, key->setting)))
    return;
  variant = bell_provision_parse_value (key, text, place->folder, self->load, &problem);
  if (variant == NULL)
    {
      section->spoiled = section->spoiled || strcmp (key->setting, "url") == 0;
      bell_provision_say (self, place, g_steal_pointer (&problem));
      return;
    }
  if (problem != NULL)
    bell_provision_say (self, place, g_steal_pointer (&problem));
  value = g_new0 (BellProvisionValue, 1);
  value->key = key;
  value->value = g_variant_ref_sink (g_steal_pointer (&variant));
  value->source = g_strdup (place->source);
  value->line = place->line;
  g_hash_table_replace (section->values, (gpointer) key->setting, value);
}

/* Locks */

static void
lock_value (BellProvisionValue *value,
            const char *source)
{
  if (value->locked_by == NULL)
    value->locked_by = g_strdup (source);
}

static void
lock_all (BellProvisionSection *section,
          const char *source)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, section->values);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    lock_value (value, source);
}

static void
lock_one (BellProvision *self,
          BellProvisionSection *section,
          const BellProvisionPlace *place,
          const char *name)
{
  const BellProvisionKey *key = bell_provision_find_key (section->section, name);
  BellProvisionValue *value = key != NULL ? g_hash_table_lookup (section->values, key->setting) : NULL;
  const char *quoted = bell_provision_quotable (name);

  if (value != NULL)
    lock_value (value, place->source);
  else if (key != NULL)
    bell_provision_say (self, place, g_strdup_printf (_("“%s” is to be locked, but has no value. Set it in this "
                                                        "section, or take it out of “lock”."), name));
  else if (quoted != NULL)
    /* TRANSLATORS: %s are the name that is wrong and the name of a section; "lock" and "all" stay as they are */
    bell_provision_say (self, place, g_strdup_printf (_("“lock” names “%s”, which [%s] does not have. Correct the "
                                                        "name, or write “all”."), quoted, section->section));
  else
    bell_provision_say (self, place, g_strdup_printf (_("“lock” names something that [%s] does not have. Correct "
                                                        "the names, or write “all”."), section->section));
}

void
bell_provision_lock_shops (BellProvision *self,
                           const char *source)
{
  if (self->shops_lock == NULL)
    self->shops_lock = g_strdup (source);
}

void
bell_provision_lock (BellProvision *self,
                     BellProvisionSection *section,
                     const BellProvisionPlace *place,
                     const char *names)
{
  g_auto (GStrv) words = bell_provision_split_words (names);

  if (words[0] == NULL)
    bell_provision_say (self, place, g_strdup (_("“lock” names nothing. Write the names of keys, or “all”.")));
  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean is_general = strcmp (section->section, "general") == 0;

      if (strcmp (words[i], ALL) == 0)
        lock_all (section, place->source);
      if (is_general && strcmp (words[i], SHOPS) == 0)
        bell_provision_lock_shops (self, place->source);
      else if (strcmp (words[i], ALL) != 0)
        lock_one (self, section, place, words[i]);
    }
}

/* The whole */

static gboolean
has_same_account (const BellProvisionSection *a,
                  const BellProvisionSection *b)
{
  return g_strcmp0 (bell_provision_section_get_text (a, "url"), bell_provision_section_get_text (b, "url")) == 0 &&
         g_strcmp0 (bell_provision_section_get_text (a, "login"), bell_provision_section_get_text (b, "login")) == 0;
}

/* (transfer full) (nullable): why a shop with an address cannot be used. */
static char *
find_shop_problem (BellProvision *self,
                   guint position)
{
  const BellProvisionSection *section = g_ptr_array_index (self->sections, position);

  for (guint i = 0; i < position; i++)
    {
      const BellProvisionSection *other = g_ptr_array_index (self->sections, i);

      if (strcmp (other->section, BELL_PROVISION_SHOP) == 0 && has_same_account (other, section))
        return g_strdup_printf (_("This shop is set up in line %u of %s already. It is left out; remove it, or give "
                                  "it another “login”."), other->line, other->source);
    }
  return NULL;
}

/* Whether the section stays; else it is said why not. */
static gboolean
finish_shop (BellProvision *self,
             guint position)
{
  BellProvisionSection *section = g_ptr_array_index (self->sections, position);
  char *problem;

  if (bell_provision_section_find (section, "url") != NULL)
    problem = find_shop_problem (self, position);
  else if (section->spoiled)
    return FALSE;
  else
    problem = g_strdup (_("This shop has no address. Add “address=https://…” to its section."));
  if (problem == NULL)
    return TRUE;
  bell_provision_add_mistake (self, section->source, section->line, problem);
  return FALSE;
}

void
bell_provision_finish (BellProvision *self)
{
  guint i = 0;

  g_return_if_fail (BELL_IS_PROVISION (self));

  while (i < self->sections->len)
    {
      BellProvisionSection *section = g_ptr_array_index (self->sections, i);
      gboolean is_shop = strcmp (section->section, BELL_PROVISION_SHOP) == 0;

      if (is_shop && !finish_shop (self, i))
        {
          g_ptr_array_remove_index (self->sections, i);
          continue;
        }
      if (is_shop)
        bell_provision_merge_rules (section);
      i++;
    }
  if (self->unsaid > 0)
    keep_mistake (self, ((BellMistake *) g_ptr_array_index (self->mistakes, self->mistakes->len - 1))->source, 0,
                  g_strdup_printf (_("There are %u more mistakes. Correct those above first."), self->unsaid));
  self->unsaid = 0;
}

void
bell_provision_add_file (BellProvision *self,
                         const char *path)
{
  g_return_if_fail (BELL_IS_PROVISION (self));
  g_ptr_array_add (self->files, g_strdup (path));
}

BellProvisionSection *
bell_provision_find_shop (BellProvision *self,
                          const char *shop)
{
  g_return_val_if_fail (BELL_IS_PROVISION (self), NULL);

  for (guint i = 0; i < self->sections->len; i++)
    {
      BellProvisionSection *section = g_ptr_array_index (self->sections, i);

      if (g_strcmp0 (section->shop, shop) == 0)
        return section;
    }
  return NULL;
}

GPtrArray *
bell_provision_get_mistakes (BellProvision *self)
{
  return self->mistakes;
}

GPtrArray *
bell_provision_get_sections (BellProvision *self)
{
  return self->sections;
}

GPtrArray *
bell_provision_get_files (BellProvision *self)
{
  return self->files;
}

const char *
bell_provision_get_shops_lock (BellProvision *self)
{
  return self->shops_lock;
}

/* GObject */

static void
bell_provision_finalize (GObject *object)
{
  BellProvision *self = BELL_PROVISION (object);

  g_ptr_array_unref (self->mistakes);
  g_ptr_array_unref (self->sections);
  g_ptr_array_unref (self->files);
  g_free (self->shops_lock);
  G_OBJECT_CLASS (bell_provision_parent_class)->finalize (object);
}

static void
bell_provision_class_init (BellProvisionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_provision_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
bell_provision_init (BellProvision *self)
{
  self->mistakes = g_ptr_array_new_with_free_func (mistake_free);
  self->sections = g_ptr_array_new_with_free_func (section_free);
  self->files = g_ptr_array_new_with_free_func (g_free);
}

BellProvision *
bell_provision_new (BellProvisionLoad load)
{
  BellProvision *self = g_object_new (BELL_TYPE_PROVISION, NULL);

  self->load = load;
  return self;
}
