/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-budget-stream.h"

#include "sio-budget-input.h"

struct _SioBudgetStream
{
  GIOStream parent_instance;

  GIOStream *base;
  GInputStream *input;
};

G_DEFINE_FINAL_TYPE (SioBudgetStream, sio_budget_stream, G_TYPE_IO_STREAM)

static GInputStream *
get_input_stream (GIOStream *stream)
{
  return SIO_BUDGET_STREAM (stream)->input;
}

static GOutputStream *
get_output_stream (GIOStream *stream)
{
  return g_io_stream_get_output_stream (SIO_BUDGET_STREAM (stream)->base);
}

static gboolean
close_fn (GIOStream *stream,
          GCancellable *cancellable,
          GError **error)
{
  return g_io_stream_close (SIO_BUDGET_STREAM (stream)->base, cancellable, error);
}

static void
close_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_io_stream_close_finish (G_IO_STREAM (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* GIOStream's own would close in a thread. */
static void
close_async (GIOStream *stream,
             int io_priority,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  GTask *task = g_task_new (stream, cancellable, callback, user_data);

  g_io_stream_close_async (SIO_BUDGET_STREAM (stream)->base, io_priority, cancellable, close_cb, task);
}

static gboolean
close_finish (GIOStream *stream,
              GAsyncResult *result,
              GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
sio_budget_stream_finalize (GObject *object)
{
  SioBudgetStream *self = SIO_BUDGET_STREAM (object);

  g_clear_object (&self->input);
  G_OBJECT_CLASS (sio_budget_stream_parent_class)->finalize (object);
  g_clear_object (&self->base);
}

static void
sio_budget_stream_class_init (SioBudgetStreamClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sio_budget_stream_finalize;
  stream_class->get_input_stream = get_input_stream;
  stream_class->get_output_stream = get_output_stream;
  stream_class->close_fn = close_fn;
  stream_class->close_async = close_async;
  stream_class->close_finish = close_finish;
}

static void
sio_budget_stream_init (SioBudgetStream *self)
{
}

GIOStream *
sio_budget_stream_new (GIOStream *base,
                       GBytes *rest,
                       gsize max_message,
                       SioHeardFunc heard,
                       gpointer user_data)
{
  SioBudgetStream *self = g_object_new (SIO_TYPE_BUDGET_STREAM, NULL);

  self->base = g_object_ref (base);
  self->input = sio_budget_input_new (g_io_stream_get_input_stream (base), rest, max_message, heard, user_data);
  return G_IO_STREAM (self);
}

void
sio_budget_stream_message_done (SioBudgetStream *self)
{
  sio_budget_input_message_done (SIO_BUDGET_INPUT (self->input));
}

void
sio_budget_stream_detach (SioBudgetStream *self)
{
  sio_budget_input_detach (SIO_BUDGET_INPUT (self->input));
}
