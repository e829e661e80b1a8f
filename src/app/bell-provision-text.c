/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-provision-private.h"

#include <glib/gi18n.h>
#include <string.h>

/*
 * The text of a file, line by line: key files as GKeyFile reads them, but that every mistake has its line, costs no
 * other line, and that a value stands as it is, without escapes. Rules are JSON, and have their own.
 */

#define MAX_NAME 64 /* characters of a shop's section */
#define MAX_QUOTABLE 24
#define BOM "\xef\xbb\xbf"

typedef struct
{
  BellProvision *provision;
  BellProvisionPlace place;
  BellProvisionSection *section; /* (nullable) */
  gboolean skipping;             /* the section is not ours: said once */
  GHashTable *shops;             /* name → line, of this file */
  GPtrArray *locks;              /* of Lock: when all is set */
} Reader;

typedef struct
{
  BellProvisionSection *section;
  guint line;
  char *names;
} Lock;

static void
lock_free (gpointer data)
{
  Lock *lock = data;

  g_free (lock->names);
  g_free (lock);
}

const char *
bell_provision_quotable (const char *name)
{
  size_t length = strlen (name);

  if (length == 0 || length > MAX_QUOTABLE)
    return NULL;
  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_isalpha (*c) && *c != '-' && *c != '_')
      return NULL;
  return name;
}

/* Sections */

static void
say_unknown_section (Reader *reader)
{
  g_autofree char *sections = bell_provision_list_sections ();

  /* TRANSLATORS: %s is a list of sections of a file, as "[general], [shop NAME]" */
  bell_provision_say (reader->provision, &reader->place,
                      g_strdup_printf (_("There is no such section; its lines are left out. There are %s."), sections));
}

static gboolean
take_shop (Reader *reader,
           const char *name)
{
  gpointer line;

  if (g_utf8_strlen (name, -1) > MAX_NAME)
    {
      bell_provision_say (reader->provision, &reader->place,
                          g_strdup_printf (_("The name of this section is longer than %d characters; its lines are "
                                             "left out."), MAX_NAME));
      return FALSE;
    }
  if (g_hash_table_lookup_extended (reader->shops, name, NULL, &line))
    {
      bell_provision_say (reader->provision, &reader->place,
                          g_strdup_printf (_("Line %u has a section of this name already. This one is left out; give "
                                             "it another name, as in [shop NAME]."), GPOINTER_TO_UINT (line)));
      return FALSE;
    }
  g_hash_table_insert (reader->shops, g_strdup (name), GUINT_TO_POINTER (reader->place.line));
  return TRUE;
}

/* text: behind the "[". */
static void
read_section (Reader *reader,
              char *text)
{
  char *end = strrchr (text, ']');
  char *name;

  reader->section = NULL;
  reader->skipping = TRUE;
  if (end == NULL || end[1] != '\0')
    {
      bell_provision_say (reader->provision, &reader->place,
                          g_strdup (_("The name of a section ends with “]”, and nothing stands behind it. The "
                                      "section’s lines are left out.")));
      return;
    }
  *end = '\0';
  g_strstrip (text);
  name = text + strcspn (text, " \t");
  if (*name != '\0')
    *name++ = '\0';
  g_strchug (name);
  if (!bell_provision_has_section (text) || (*name != '\0' && strcmp (text, BELL_PROVISION_SHOP) != 0))
    {
      say_unknown_section (reader);
      return;
    }
  if (strcmp (text, BELL_PROVISION_SHOP) == 0 && !take_shop (reader, name))
    return;
  reader->section = bell_provision_get_section (reader->provision, &reader->place, text, name);
  reader->skipping = reader->section == NULL;
}

/* Keys */

static void
say_unknown_key (Reader *reader,
                 const char *name)
{
  const char *section = reader->section->section;
  const BellProvisionKey *guess = bell_provision_guess_key (section, name);
  const char *quoted = bell_provision_quotable (name);
  char *text;

  if (g_ascii_strcasecmp (name, "password") == 0)
    text = g_strdup (_("A password does not belong into this file. Put it into a file of its own, and name that by "
                       "“sign-in-file”."));
  else if (guess != NULL && strcmp (guess->section, section) == 0)
    /* TRANSLATORS: %s are the name of a section and of the key that was meant */
    text = g_strdup_printf (_("There is no such key in [%s]. Did you mean “%s”?"), section, guess->name);
  else if (guess != NULL)
    text = g_strdup_printf (_("“%s” does not belong to [%s] but to [%s]. Move the line there."), guess->name, section,
                            guess->section);
  else if (quoted != NULL)
    text = g_strdup_printf (_("There is no “%s” in [%s]. Correct the name, or remove the line."), quoted, section);
  else
    text = g_strdup_printf (_("There is no such key in [%s]. Correct the name, or remove the line."), section);
  bell_provision_say (reader->provision, &reader->place, text);
}

static void
read_entry (Reader *reader,
            char *name,
            char *value)
{
  const BellProvisionKey *key;

  g_strstrip (name);
  g_strstrip (value);
  if (strcmp (name, "lock") == 0)
    {
      Lock *lock = g_new0 (Lock, 1);

      lock->section = reader->section;
      lock->line = reader->place.line;
      lock->names = g_strdup (value);
      g_ptr_array_add (reader->locks, lock);
      return;
    }
  key = bell_provision_find_key (reader->section->section, name);
  if (key != NULL)
    bell_provision_set (reader->provision, reader->section, &reader->place, key, value);
  else
    say_unknown_key (reader, name);
}

static void
read_line (Reader *reader,
           const char *start,
           gsize length)
{
  g_autofree char *line = NULL;
  char *equals;

  if (!g_utf8_validate_len (start, length, NULL))
    {
      bell_provision_say (reader->provision, &reader->place,
                          g_strdup (_("This line is not UTF-8 and is left out. Save the file in UTF-8.")));
      return;
    }
  line = g_strstrip (g_strndup (start, length));
  if (*line == '\0' || *line == '#' || *line == ';')
    return;
  if (*line == '[')
    {
      read_section (reader, line + 1);
      return;
    }
  if (reader->section == NULL && reader->skipping)
    return;
  equals = strchr (line, '=');
  if (equals == NULL)
    bell_provision_say (reader->provision, &reader->place,
                        g_strdup (_("This line is no “key=value” and is left out. Begin it with “#” if it is a "
                                    "remark.")));
  else if (reader->section == NULL)
    bell_provision_say (reader->provision, &reader->place,
                        g_strdup (_("This line stands above all sections and is left out. Put “[general]” or “[shop "
                                    "NAME]” above it.")));
  else
    {
      *equals = '\0';
      read_entry (reader, line, equals + 1);
    }
}

static gboolean
is_utf16 (const char *text,
          gsize length)
{
  return length >= 2 && (memcmp (text, "\xff\xfe", 2) == 0 || memcmp (text, "\xfe\xff", 2) == 0);
}

static void
apply_locks (Reader *reader)
{
  for (guint i = 0; i < reader->locks->len; i++)
    {
      const Lock *lock = g_ptr_array_index (reader->locks, i);

      reader->place.line = lock->line;
      bell_provision_lock (reader->provision, lock->section, &reader->place, lock->names);
    }
}

void
bell_provision_add_text (BellProvision *self,
                         const char *source,
                         const char *text,
                         gsize length)
{
  g_autofree char *folder = g_path_get_dirname (source);
  Reader reader = { .provision = self, .place = { .source = source, .folder = folder } };
  const char *end = text + length;

  g_return_if_fail (BELL_IS_PROVISION (self));

  if (is_utf16 (text, length))
    {
      bell_provision_say (self, &reader.place, g_strdup (_("This file is UTF-16 and is left out. Save it in UTF-8.")));
      return;
    }
  if (length >= strlen (BOM) && memcmp (text, BOM, strlen (BOM)) == 0)
    text += strlen (BOM);
  reader.shops = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reader.locks = g_ptr_array_new_with_free_func (lock_free);
  while (text < end)
    {
      const char *newline = memchr (text, '\n', end - text);
      const char *stop = newline != NULL ? newline : end;

      reader.place.line++;
      read_line (&reader, text, stop - text);
      text = stop + 1;
    }
  apply_locks (&reader);
  g_hash_table_unref (reader.shops);
  g_ptr_array_unref (reader.locks);
}
