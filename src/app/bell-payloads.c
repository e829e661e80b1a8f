/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-payloads.h"

/* What could not be stored: the recorder, too, gives up the oldest of so many. */
#define MAX_UNSTORED 10000

struct _BellPayloads
{
  GQueue entries; /* of BellEntry, oldest first */
  gsize size;
};

BellPayloads *
bell_payloads_new (void)
{
  BellPayloads *self = g_new0 (BellPayloads, 1);

  g_queue_init (&self->entries);
  return self;
}

void
bell_payloads_free (BellPayloads *self)
{
  g_queue_clear_full (&self->entries, g_object_unref);
  g_free (self);
}

static void
let_oldest_go (BellPayloads *self)
{
  g_autoptr (BellEntry) oldest = g_queue_pop_head (&self->entries);

  self->size -= bell_entry_get_payload_size (oldest);
  bell_entry_let_payload_go (oldest);
}

static gboolean
is_full (BellPayloads *self)
{
  guint n = g_queue_get_length (&self->entries);

  return n > 1 && (n > BELL_PAYLOADS_MAX || self->size > BELL_PAYLOADS_MAX_SIZE);
}

void
bell_payloads_add (BellPayloads *self,
                   BellEntry *entry)
{
  g_queue_push_tail (&self->entries, g_object_ref (entry));
  self->size += bell_entry_get_payload_size (entry);
  while (is_full (self) && (bell_entry_get_id (g_queue_peek_head (&self->entries)) > 0 ||
                            g_queue_get_length (&self->entries) > MAX_UNSTORED))
    let_oldest_go (self);
}
