/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-thread.h"

/* In an atomic box: shared by the owner, the thread, and whatever is on its way between them. */
struct _BellThread
{
  GMainContext *owner;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  GAsyncQueue *ended;
  BellThreadFunc end;
  gpointer data;
  GDestroyNotify free_data;
  gint stopped; /* atomic */
};

static void
clear (gpointer box)
{
  BellThread *self = box;

  self->free_data (self->data);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_main_context_unref (self->owner);
  g_async_queue_unref (self->ended);
}

static void
release (gpointer box)
{
  g_atomic_rc_box_release_full (box, clear);
}

static gpointer
thread_main (gpointer user_data)
{
  BellThread *self = user_data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  if (self->end != NULL)
    self->end (self->data);
  /* What was still to be done finds that it is over, and lets go of its share. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  g_async_queue_push (self->ended, self);
  release (self);
  return NULL;
}

BellThread *
bell_thread_new (const char *name,
                 BellThreadFunc end,
                 gpointer data,
                 GDestroyNotify free_data)
{
  BellThread *self = g_atomic_rc_box_new0 (BellThread);

  self->owner = g_main_context_ref_thread_default ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->ended = g_async_queue_new ();
  self->end = end;
  self->data = data;
  self->free_data = free_data;
  self->thread = g_thread_new (name, thread_main, g_atomic_rc_box_acquire (self));
  return self;
}

typedef struct
{
  BellThread *thread;
  BellThreadFunc func;
  gpointer news; /* (nullable) */
  GDestroyNotify free_news;
} Errand;

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  if (errand->free_news != NULL)
    errand->free_news (errand->news);
  release (errand->thread);
  g_free (errand);
}

static gboolean
errand_cb (gpointer user_data)
{
  Errand *errand = user_data;

  /* News: stopping happens in this very context, so there is no race between the look and the call. */
  if (!bell_thread_is_stopped (errand->thread))
    errand->func (errand->news != NULL ? errand->news : errand->thread->data);
  return G_SOURCE_REMOVE;
}

static void
send (BellThread *self,
      GMainContext *to,
      BellThreadFunc func,
      gpointer news,
      GDestroyNotify free_news)
{
  Errand *errand = g_new0 (Errand, 1);
  GSource *source = g_idle_source_new ();

  errand->thread = g_atomic_rc_box_acquire (self);
  errand->func = func;
  errand->news = news;
  errand->free_news = free_news;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, errand_cb, errand, errand_free);
  g_source_attach (source, to);
  g_source_unref (source);
}

void
bell_thread_call (BellThread *self,
                  BellThreadFunc func)
{
  send (self, self->context, func, NULL, NULL);
}

void
bell_thread_tell (BellThread *self,
                  BellThreadFunc func,
                  gpointer news,
                  GDestroyNotify free_news)
{
  send (self, self->owner, func, news, free_news);
}

GMainContext *
bell_thread_get_context (BellThread *self)
{
  return self->context;
}

gboolean
bell_thread_is_stopped (BellThread *self)
{
  return g_atomic_int_get (&self->stopped);
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (((BellThread *) user_data)->loop);
  return G_SOURCE_REMOVE;
}

void
bell_thread_stop (BellThread *self,
                  guint ms)
{
  GThread *thread = self->thread;
  GSource *source = g_idle_source_new ();

  g_atomic_int_set (&self->stopped, TRUE);
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, quit_cb, g_atomic_rc_box_acquire (self), release);
  g_source_attach (source, self->context);
  g_source_unref (source);

  if (g_async_queue_timeout_pop (self->ended, (guint64) ms * 1000) != NULL)
    g_thread_join (thread);
  else
    g_thread_unref (thread);
  release (self);
}
