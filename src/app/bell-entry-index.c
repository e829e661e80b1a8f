/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-entry-index.h"

struct _BellEntryIndex
{
  GHashTable *things; /* thing → GPtrArray of BellEntry: mostly one, and rarely many */
};

BellEntryIndex *
bell_entry_index_new (void)
{
  BellEntryIndex *index = g_new0 (BellEntryIndex, 1);

  index->things = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
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
  GPtrArray *entries;

  if (thing == NULL)
    return;
  entries = g_hash_table_lookup (index->things, thing);
  if (entries != NULL)
    {
      g_free (thing);
    }
  else
    {
      entries = g_ptr_array_new_full (1, g_object_unref);
      g_hash_table_insert (index->things, thing, entries);
    }
  g_ptr_array_add (entries, g_object_ref (entry));
}

void
bell_entry_index_remove (BellEntryIndex *index,
                         BellEntry *entry)
{
  g_autofree char *thing = bell_entry_index_dup_thing (entry);
  GPtrArray *entries = thing != NULL ? g_hash_table_lookup (index->things, thing) : NULL;

  if (entries == NULL)
    return;
  /* From the end: who takes all begins with the newest. */
  for (guint i = entries->len; i > 0; i--)
    if (entries->pdata[i - 1] == entry)
      {
        g_ptr_array_remove_index (entries, i - 1);
        break;
      }
  if (entries->len == 0)
    g_hash_table_remove (index->things, thing);
}

GPtrArray *
bell_entry_index_find_same (BellEntryIndex *index,
                            BellEntry *entry)
{
  GPtrArray *same = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *thing = bell_entry_index_dup_thing (entry);
  GPtrArray *entries = thing != NULL ? g_hash_table_lookup (index->things, thing) : NULL;

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    if (entries->pdata[i] != entry)
      g_ptr_array_add (same, g_object_ref (entries->pdata[i]));
  return same;
}
