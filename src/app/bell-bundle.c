/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-bundle.h"

#define N_URGENCIES (BELL_URGENCY_CRITICAL + 1)

typedef struct
{
  BellEntry *entry;
  GList link; /* in waiting */
  guint serial;
  OeKind kind;
  BellUrgency urgency;
  gboolean rings;
} Item;

struct _BellBundle
{
  GQueue waiting;    /* of Item, oldest first */
  GHashTable *items; /* BellEntry → Item */
  guint last_serial;
  guint others;      /* that do not wait */
  guint by_kind[OE_N_KINDS];
  guint by_urgency[N_URGENCIES];
  guint ringing;
};

static void
item_free (gpointer data)
{
  Item *item = data;

  g_object_unref (item->entry);
  g_free (item);
}

BellBundle *
bell_bundle_new (void)
{
  BellBundle *bundle = g_new0 (BellBundle, 1);

  g_queue_init (&bundle->waiting);
  bundle->items = g_hash_table_new_full (NULL, NULL, NULL, item_free);
  return bundle;
}

void
bell_bundle_free (BellBundle *bundle)
{
  g_hash_table_unref (bundle->items);
  g_free (bundle);
}

static void
link_item (BellBundle *bundle,
           Item *item)
{
  item->link.data = item;
  item->serial = ++bundle->last_serial;
  g_queue_push_tail_link (&bundle->waiting, &item->link);
  g_hash_table_insert (bundle->items, item->entry, item);
  bundle->by_urgency[item->urgency]++;
  bundle->ringing += item->rings ? 1 : 0;
}

void
bell_bundle_add (BellBundle *bundle,
                 BellEntry *entry,
                 const BellVerdict *verdict)
{
  OeKind kind = oe_kind_from_string (bell_entry_get_kind (entry));
  Item *item;

  bundle->by_kind[kind]++;
  if (bell_entry_get_acknowledged (entry) != 0)
    {
      bundle->others++;
      return;
    }
  item = g_new0 (Item, 1);
  item->entry = g_object_ref (entry);
  item->kind = kind;
  item->urgency = verdict->urgency;
  item->rings = verdict->ring == BELL_RING_UNTIL_TAKEN;
  link_item (bundle, item);
}

gboolean
bell_bundle_contains (const BellBundle *bundle,
                      BellEntry *entry)
{
  return g_hash_table_contains (bundle->items, entry);
}

static void
unlink_item (BellBundle *bundle,
             Item *item)
{
  bundle->by_kind[item->kind]--;
  bundle->by_urgency[item->urgency]--;
  bundle->ringing -= item->rings ? 1 : 0;
  g_queue_unlink (&bundle->waiting, &item->link);
}

gboolean
bell_bundle_remove (BellBundle *bundle,
                    BellEntry *entry)
{
  Item *item = g_hash_table_lookup (bundle->items, entry);

  if (item == NULL)
    return FALSE;
  unlink_item (bundle, item);
  g_hash_table_remove (bundle->items, entry);
  return TRUE;
}

void
bell_bundle_take_all (BellBundle *bundle,
                      BellBundle *other)
{
  GList *link;

  while ((link = g_queue_pop_head_link (&other->waiting)) != NULL)
    {
      Item *item = link->data;

      g_hash_table_steal (other->items, item->entry);
      link_item (bundle, item);
    }
  bundle->others += other->others;
  for (guint i = 0; i < OE_N_KINDS; i++)
    {
      bundle->by_kind[i] += other->by_kind[i];
      other->by_kind[i] = 0;
    }
  for (guint i = 0; i < N_URGENCIES; i++)
    other->by_urgency[i] = 0;
  other->ringing = 0;
  other->others = 0;
}

guint
bell_bundle_get_count (const BellBundle *bundle)
{
  return bundle->waiting.length + bundle->others;
}

guint
bell_bundle_get_waiting (const BellBundle *bundle)
{
  return bundle->waiting.length;
}

guint
bell_bundle_get_of_kind (const BellBundle *bundle,
                         OeKind kind)
{
  return bundle->by_kind[kind];
}

BellUrgency
bell_bundle_get_urgency (const BellBundle *bundle)
{
  int urgency = BELL_URGENCY_CRITICAL;

  while (urgency > BELL_URGENCY_LOW && bundle->by_urgency[urgency] == 0)
    urgency--;
  return (BellUrgency) urgency;
}

gboolean
bell_bundle_rings (const BellBundle *bundle)
{
  return bundle->ringing > 0;
}

BellEntry *
bell_bundle_get_last (const BellBundle *bundle)
{
  return bundle->waiting.tail != NULL ? ((Item *) bundle->waiting.tail->data)->entry : NULL;
}

guint
bell_bundle_get_serial (const BellBundle *bundle)
{
  return bundle->last_serial;
}

void
bell_bundle_take_newer (BellBundle *bundle,
                        BellBundle *other,
                        guint serial)
{
  GList *first = NULL;

  for (GList *l = other->waiting.tail; l != NULL && ((Item *) l->data)->serial > serial; l = l->prev)
    first = l;
  while (first != NULL)
    {
      Item *item = first->data;

      first = first->next;
      unlink_item (other, item);
      g_hash_table_steal (other->items, item->entry);
      bundle->by_kind[item->kind]++;
      link_item (bundle, item);
    }
}

GPtrArray *
bell_bundle_list (const BellBundle *bundle,
                  guint serial)
{
  GPtrArray *entries = g_ptr_array_new_full (bundle->waiting.length, g_object_unref);

  for (GList *l = bundle->waiting.tail; l != NULL; l = l->prev)
    if (((Item *) l->data)->serial <= serial)
      g_ptr_array_add (entries, g_object_ref (((Item *) l->data)->entry));
  return entries;
}
