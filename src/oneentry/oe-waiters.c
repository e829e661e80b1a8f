/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-waiters.h"

typedef struct
{
  OeWaiters *waiters;
  GTask *task;
  gulong cancelled_id;
} Waiter;

struct _OeWaiters
{
  GQueue queue;
};

OeWaiters *
oe_waiters_new (void)
{
  OeWaiters *self = g_new0 (OeWaiters, 1);

  g_queue_init (&self->queue);
  return self;
}

void
oe_waiters_free (OeWaiters *self)
{
  g_assert (g_queue_is_empty (&self->queue));
  g_free (self);
}

/* Returns the task (transfer full). */
static GTask *
waiter_free (Waiter *waiter)
{
  GTask *task = waiter->task;

  if (waiter->cancelled_id != 0)
    g_signal_handler_disconnect (g_task_get_cancellable (task), waiter->cancelled_id);
  g_free (waiter);
  return task;
}

static gboolean
return_cancelled (gpointer user_data)
{
  g_task_return_error_if_cancelled (G_TASK (user_data));
  return G_SOURCE_REMOVE;
}

static void
return_cancelled_later (GTask *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_task_attach_source (task, source, return_cancelled);
}

static void
on_cancelled (GCancellable *cancellable,
              Waiter *waiter)
{
  g_autoptr (GTask) task = NULL;

  g_queue_remove (&waiter->waiters->queue, waiter);
  task = waiter_free (waiter);
  return_cancelled_later (task);
}

void
oe_waiters_add (OeWaiters *self,
                GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Waiter *waiter;

  if (g_cancellable_is_cancelled (cancellable))
    {
      return_cancelled_later (task);
      g_object_unref (task);
      return;
    }
  waiter = g_new0 (Waiter, 1);
  waiter->waiters = self;
  waiter->task = task;
  /* Not g_cancellable_connect(): its disconnect waits for the very handler it is called from. */
  if (cancellable != NULL)
    waiter->cancelled_id = g_signal_connect (cancellable, "cancelled", G_CALLBACK (on_cancelled), waiter);
  g_queue_push_tail (&self->queue, waiter);
}

gboolean
oe_waiters_is_empty (OeWaiters *self)
{
  return g_queue_is_empty (&self->queue);
}

void
oe_waiters_answer (OeWaiters *self,
                   const char *text,
                   const GError *error)
{
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func (g_object_unref);
  Waiter *waiter;

  /* All are taken out first: a callback may ask, cancel or stop. */
  while ((waiter = g_queue_pop_head (&self->queue)) != NULL)
    g_ptr_array_add (tasks, waiter_free (waiter));
  for (guint i = 0; i < tasks->len; i++)
    if (text != NULL)
      g_task_return_pointer (tasks->pdata[i], g_strdup (text), g_free);
    else
      g_task_return_error (tasks->pdata[i], g_error_copy (error));
}
