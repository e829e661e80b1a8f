/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "siocat-input.h"

#include <errno.h>
#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

#define CHUNK 65536

struct _SiocatInput
{
  SiocatLineFunc func;
  GSourceOnceFunc ended;
  gpointer user_data;
  GString *line;     /* what came of the line so far */
  gboolean too_long; /* and it is over the limit */
  guint source;
};

static gboolean
give (SiocatInput *self)
{
  gboolean goes_on;

  if (self->too_long)
    goes_on = self->func (NULL, 0, self->user_data);
  else
    goes_on = self->line->len == 0 || self->func (self->line->str, self->line->len, self->user_data);
  self->too_long = FALSE;
  g_string_truncate (self->line, 0);
  return goes_on;
}

static gboolean
take (SiocatInput *self,
      const char *text,
      gsize length)
{
  while (length > 0)
    {
      const char *end = memchr (text, '\n', length);
      gsize n = end != NULL ? (gsize) (end - text) : length;

      self->too_long = self->too_long || self->line->len + n > SIOCAT_MAX_LINE;
      if (!self->too_long)
        g_string_append_len (self->line, text, n);
      if (end == NULL)
        break;
      if (!give (self))
        return FALSE;
      text += n + 1;
      length -= n + 1;
    }
  return TRUE;
}

/* Returns: 0 at the end, -1 when nobody wants more. */
static int
read_some (SiocatInput *self)
{
  char chunk[CHUNK];
  gssize n;

  do
    n = read (STDIN_FILENO, chunk, sizeof chunk);
  while (n < 0 && errno == EINTR);
  if (n > 0)
    return take (self, chunk, n) ? 1 : -1;
  /* A last line without a newline is one too. */
  return give (self) ? 0 : -1;
}

static gboolean
on_readable (int fd,
             GIOCondition condition,
             gpointer user_data)
{
  SiocatInput *self = user_data;
  int result = read_some (self);

  if (result > 0)
    return G_SOURCE_CONTINUE;
  self->source = 0;
  if (result == 0)
    self->ended (self->user_data);
  return G_SOURCE_REMOVE;
}

SiocatInput *
siocat_input_new (SiocatLineFunc func,
                  GSourceOnceFunc ended,
                  gpointer user_data)
{
  SiocatInput *self = g_new0 (SiocatInput, 1);

  self->func = func;
  self->ended = ended;
  self->user_data = user_data;
  self->line = g_string_new (NULL);
  if (ended != NULL)
    self->source = g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, on_readable, self);
  return self;
}

void
siocat_input_free (SiocatInput *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_string_free (self->line, TRUE);
  g_free (self);
}

void
siocat_input_read (SiocatLineFunc func,
                   gpointer user_data)
{
  g_autoptr (SiocatInput) self = siocat_input_new (func, NULL, user_data);

  while (read_some (self) > 0)
    ;
}
