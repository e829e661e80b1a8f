/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-payloads.h"

/* What could not be stored: the recorder, too, gives up the oldest of so many. */
#define MAX_UNSTORED 10000

struct _BellPayloads
{
  GPtrArray *entries; /* of BellEntry, oldest first; the links of a list would each hold a page of a flood's memory */
  guint n_gone;       /* so many at its beginning are not there any more */
  gsize size;
};

BellPayloads *
bell_payloads_new (void)
{
  BellPayloads *self = g_new0 (BellPayloads, 1);

  self->entries = g_ptr_array_new ();
  return self;
}

void
bell_payloads_free (BellPayloads *self)
{
  for (guint i = self->n_gone; i < self->entries->len; i++)
    g_object_unref (self->entries->pdata[i]);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

static BellEntry *
get_oldest (BellPayloads *self)
{
  return self->entries->pdata[self->n_gone];
}

static guint
count (BellPayloads *self)
{
  return self->entries->len - self->n_gone;
}

static void
let_oldest_go (BellPayloads *self)
{
  g_autoptr (BellEntry) oldest = get_oldest (self);

  self->size -= bell_entry_get_payload_size (oldest);
  bell_entry_let_payload_go (oldest);
  if (++self->n_gone < self->entries->len / 2)
    return;
  g_ptr_array_remove_range (self->entries, 0, self->n_gone);
  self->n_gone = 0;
}

static gboolean
is_full (BellPayloads *self)
{
  guint n = count (self);

  return n > 1 && (n > BELL_PAYLOADS_MAX || self->size > BELL_PAYLOADS_MAX_SIZE);
}

void
bell_payloads_add (BellPayloads *self,
                   BellEntry *entry)
{
  g_ptr_array_add (self->entries, g_object_ref (entry));
  self->size += bell_entry_get_payload_size (entry);
  while (is_full (self) && (bell_entry_get_id (get_oldest (self)) > 0 || count (self) > MAX_UNSTORED))
    let_oldest_go (self);
}
