/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-shed.h"

#include "bell-priority.h"

/* In one turn of the main loop: some tenths of a millisecond. */
#define SLICE 256

struct _BellShed
{
  GQueue heaps; /* of GPtrArray */
  guint source;
};

/* Gives whether some are left. */
static gboolean
let_go (GPtrArray *heap,
        guint max)
{
  while (max > 0 && heap->len > 0)
    {
      gpointer object = g_ptr_array_steal_index_fast (heap, heap->len - 1);

      if (object == NULL)
        continue;
      g_object_unref (object);
      max--;
    }
  return heap->len > 0;
}

static gboolean
slice_cb (gpointer user_data)
{
  BellShed *self = user_data;
  GPtrArray *heap = g_queue_peek_head (&self->heaps);

  if (let_go (heap, SLICE))
    return G_SOURCE_CONTINUE;
  g_ptr_array_unref (g_queue_pop_head (&self->heaps));
  if (!g_queue_is_empty (&self->heaps))
    return G_SOURCE_CONTINUE;
  self->source = 0;
  return G_SOURCE_REMOVE;
}

BellShed *
bell_shed_new (void)
{
  BellShed *self = g_new0 (BellShed, 1);

  g_queue_init (&self->heaps);
  return self;
}

void
bell_shed_free (BellShed *self)
{
  GPtrArray *heap;

  g_clear_handle_id (&self->source, g_source_remove);
  while ((heap = g_queue_pop_head (&self->heaps)) != NULL)
    {
      let_go (heap, G_MAXUINT);
      g_ptr_array_unref (heap);
    }
  g_free (self);
}

void
bell_shed_take (BellShed *self,
                GPtrArray *objects)
{
  g_ptr_array_set_free_func (objects, NULL);
  if (!let_go (objects, SLICE))
    {
      g_ptr_array_unref (objects);
      return;
    }
  g_queue_push_tail (&self->heaps, objects);
  if (self->source == 0)
    self->source = g_idle_add_full (BELL_PRIORITY_BULK, slice_cb, self, NULL);
}
