/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-budget-input.h"

#include <string.h>

/* Small enough for a quick turn, large enough for speed: a burst of 4 million frames at 4 to 16 KiB
 * kept a timer within some 10 ms, and cost no throughput. */
#define BUDGET 8192

/* Frame headers and control frames between two messages. */
#define SLACK (64 * 1024)

/* Below GTK's redraw (GDK_PRIORITY_REDRAW is HIGH_IDLE + 20): a flood must not freeze the window. */
#define READ_PRIORITY (G_PRIORITY_HIGH_IDLE + 30)

struct _SioBudgetInput
{
  GInputStream parent_instance;

  GInputStream *base; /* pollable */
  guint8 *ahead;      /* came already: libsoup reads 1 KiB at a time, which would be a system call each */
  gsize ahead_size;
  gsize ahead_at;
  gsize ahead_end;
  gsize spent;        /* in this turn */
  gsize since_message;
  gsize max_message;
  SioHeardFunc heard;
  gpointer user_data;
};

static void pollable_iface_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SioBudgetInput, sio_budget_input, G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM, pollable_iface_init))

static gboolean
has_ahead (SioBudgetInput *self)
{
  return self->ahead_at < self->ahead_end;
}

static gssize
take_ahead (SioBudgetInput *self,
            void *buffer,
            gsize count)
{
  gsize length = MIN (count, self->ahead_end - self->ahead_at);

  memcpy (buffer, self->ahead + self->ahead_at, length);
  self->ahead_at += length;
  return length;
}

static gssize
fill_ahead (SioBudgetInput *self,
            GError **error)
{
  gssize n = g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (self->base), self->ahead,
                                                       self->ahead_size, NULL, error);

  self->ahead_at = 0;
  self->ahead_end = MAX (n, 0);
  if (n > 0 && self->heard != NULL)
    self->heard (self->user_data);
  return n;
}

static gssize
read_nonblocking (GPollableInputStream *pollable,
                  void *buffer,
                  gsize count,
                  GError **error)
{
  SioBudgetInput *self = SIO_BUDGET_INPUT (pollable);
  gssize n;

  if (self->spent >= BUDGET)
    {
      self->spent = 0;
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "The budget of this turn is spent");
      return -1;
    }
  if (self->since_message > self->max_message + SLACK)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "The message is too large");
      return -1;
    }

  n = has_ahead (self) ? 1 : fill_ahead (self, error);
  if (n <= 0)
    {
      self->spent = 0;
      return n;
    }
  n = take_ahead (self, buffer, count);
  self->spent += n;
  self->since_message += n;
  return n;
}

static gboolean
is_readable (GPollableInputStream *pollable)
{
  SioBudgetInput *self = SIO_BUDGET_INPUT (pollable);

  return has_ahead (self) || g_pollable_input_stream_is_readable (G_POLLABLE_INPUT_STREAM (self->base));
}

/* Ready when the base is (a child source), or at once while there are bytes that came already. */
typedef struct
{
  GSource source;
  SioBudgetInput *stream;
} ReadSource;

static gboolean
read_source_prepare (GSource *source,
                     int *timeout)
{
  *timeout = -1;
  return has_ahead (((ReadSource *) source)->stream);
}

static gboolean
read_source_check (GSource *source)
{
  return has_ahead (((ReadSource *) source)->stream);
}

static gboolean
read_source_dispatch (GSource *source,
                      GSourceFunc callback,
                      gpointer user_data)
{
  GPollableSourceFunc func = (GPollableSourceFunc) (void (*) (void)) callback;

  return func (G_OBJECT (((ReadSource *) source)->stream), user_data);
}

static void
read_source_finalize (GSource *source)
{
  g_object_unref (((ReadSource *) source)->stream);
}

static GSourceFuncs read_source_funcs = {
  read_source_prepare, read_source_check, read_source_dispatch, read_source_finalize, NULL, NULL
};

static gboolean
child_cb (GObject *stream,
          gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static GSource *
create_source (GPollableInputStream *pollable,
               GCancellable *cancellable)
{
  SioBudgetInput *self = SIO_BUDGET_INPUT (pollable);
  GSource *source = g_source_new (&read_source_funcs, sizeof (ReadSource));
  g_autoptr (GSource) child = NULL;

  ((ReadSource *) source)->stream = g_object_ref (self);
  g_source_set_static_name (source, "[socketio] read");
  child = g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (self->base), cancellable);
  g_source_set_callback (child, G_SOURCE_FUNC (child_cb), NULL, NULL);
  g_source_add_child_source (source, child);
  g_source_set_priority (source, READ_PRIORITY);
  return source;
}

static void
pollable_iface_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = is_readable;
  iface->create_source = create_source;
  iface->read_nonblocking = (gssize (*) (GPollableInputStream *, void *, gsize, GError **)) read_nonblocking;
}

static gssize
read_fn (GInputStream *stream,
         void *buffer,
         gsize count,
         GCancellable *cancellable,
         GError **error)
{
  SioBudgetInput *self = SIO_BUDGET_INPUT (stream);

  if (has_ahead (self))
    return take_ahead (self, buffer, count);
  return g_input_stream_read (self->base, buffer, count, cancellable, error);
}

static gboolean
close_fn (GInputStream *stream,
          GCancellable *cancellable,
          GError **error)
{
  return g_input_stream_close (SIO_BUDGET_INPUT (stream)->base, cancellable, error);
}

static void
sio_budget_input_finalize (GObject *object)
{
  SioBudgetInput *self = SIO_BUDGET_INPUT (object);

  g_clear_object (&self->base);
  g_free (self->ahead);
  G_OBJECT_CLASS (sio_budget_input_parent_class)->finalize (object);
}

static void
sio_budget_input_class_init (SioBudgetInputClass *klass)
{
  GInputStreamClass *stream_class = G_INPUT_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sio_budget_input_finalize;
  stream_class->read_fn = read_fn;
  stream_class->close_fn = close_fn;
}

static void
sio_budget_input_init (SioBudgetInput *self)
{
}

GInputStream *
sio_budget_input_new (GInputStream *base,
                      GBytes *rest,
                      gsize max_message,
                      SioHeardFunc heard,
                      gpointer user_data)
{
  SioBudgetInput *self = g_object_new (SIO_TYPE_BUDGET_INPUT, NULL);

  self->base = g_object_ref (base);
  self->ahead_end = g_bytes_get_size (rest);
  self->ahead_size = MAX (BUDGET, self->ahead_end);
  self->ahead = g_malloc (self->ahead_size);
  if (self->ahead_end > 0)
    memcpy (self->ahead, g_bytes_get_data (rest, NULL), self->ahead_end);
  self->max_message = max_message;
  self->heard = heard;
  self->user_data = user_data;
  return G_INPUT_STREAM (self);
}

void
sio_budget_input_message_done (SioBudgetInput *self)
{
  self->since_message = 0;
}

void
sio_budget_input_detach (SioBudgetInput *self)
{
  self->heard = NULL;
}
