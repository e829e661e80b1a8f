/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-entry-index.h"

struct _BellEntryIndex
{
  GHashTable *things; /* thing → set of BellEntry */
};

BellEntryIndex *
bell_entry_index_new (void)
{
  BellEntryIndex *index = g_new0 (BellEntryIndex, 1);

  index->things = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  return index;
}

void
bell_entry_index_free (BellEntryIndex *index)
{
  g_hash_table_unref (index->things);
  g_free (index);
}

char *
bell_entry_index_dup_thing (BellEntry *entry)
{
  const char *entity = bell_entry_get_entity (entry);

  if (entity == NULL || *entity == '\0')
    return NULL;
  /* The id comes last: it is the server's, and may hold anything. */
  return g_strjoin ("/", bell_entry_get_shop (entry), bell_entry_get_kind (entry), entity, NULL);
}

void
bell_entry_index_add (BellEntryIndex *index,
                      BellEntry *entry)
{
  char *thing = bell_entry_index_dup_thing (entry);
  GHashTable *entries;

  if (thing == NULL)
    return;
  entries = g_hash_table_lookup (index->things, thing);
  if (entries != NULL)
    {
      g_free (thing);
    }
  else
    {
      entries = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
      g_hash_table_insert (index->things, thing, entries);
    }
  g_hash_table_add (entries, g_object_ref (entry));
}

void
bell_entry_index_remove (BellEntryIndex *index,
                         BellEntry *entry)
{
  g_autofree char *thing = bell_entry_index_dup_thing (entry);
  GHashTable *entries = thing != NULL ? g_hash_table_lookup (index->things, thing) : NULL;

  if (entries == NULL)
    return;
  g_hash_table_remove (entries, entry);
  if (g_hash_table_size (entries) == 0)
    g_hash_table_remove (index->things, thing);
}

GPtrArray *
bell_entry_index_find_same (BellEntryIndex *index,
                            BellEntry *entry)
{
  GPtrArray *same = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *thing = bell_entry_index_dup_thing (entry);
  GHashTable *entries = thing != NULL ? g_hash_table_lookup (index->things, thing) : NULL;
  GHashTableIter iter;
  gpointer other;

  if (entries == NULL)
    return same;
  g_hash_table_iter_init (&iter, entries);
  while (g_hash_table_iter_next (&iter, &other, NULL))
    if (other != entry)
      g_ptr_array_add (same, g_object_ref (other));
  return same;
}
