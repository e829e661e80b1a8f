/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-recovery.h"

#include <string.h>

#define MAX_PID 256
#define MAX_OFFSET 64
#define MAX_SEEN 1000

/* The offsets that adapters are known to give (REQ-89). */
typedef enum
{
  SHAPE_NONE,
  SHAPE_MEMORY,  /* 7 characters of 0-9A-Za-z-_, perhaps "." and a counter */
  SHAPE_STREAM,  /* milliseconds-number */
  SHAPE_OBJECT,  /* 24 hexadecimal digits */
} Shape;

struct _SioRecovery
{
  char *pid;
  char *offset;
  Shape shape;       /* of the first one; what differs is no offset (REQ-90) */
  gsize shape_length;
  GHashTable *seen;  /* owned by the queue */
  GQueue order;
};

SioRecovery *
sio_recovery_new (void)
{
  SioRecovery *self = g_new0 (SioRecovery, 1);

  self->seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->order);
  return self;
}

static void
start_anew (SioRecovery *self)
{
  g_clear_pointer (&self->offset, g_free);
  g_hash_table_remove_all (self->seen);
  g_queue_clear_full (&self->order, g_free);
}

void
sio_recovery_free (SioRecovery *self)
{
  start_anew (self);
  g_hash_table_unref (self->seen);
  g_free (self->pid);
  g_free (self);
}

const char *
sio_recovery_get_pid (SioRecovery *self)
{
  return self->pid;
}

const char *
sio_recovery_get_offset (SioRecovery *self)
{
  return self->offset;
}

gboolean
sio_recovery_joined (SioRecovery *self,
                     const char *pid)
{
  if (pid != NULL && g_strcmp0 (pid, self->pid) == 0)
    return TRUE;
  sio_recovery_forget (self);
  if (pid != NULL && strlen (pid) <= MAX_PID)
    self->pid = g_strdup (pid);
  return FALSE;
}

void
sio_recovery_forget (SioRecovery *self)
{
  g_clear_pointer (&self->pid, g_free);
  start_anew (self);
}

static Shape
read_shape (const char *text)
{
  gsize letters = strspn (text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_");
  gsize digits = strspn (text, "0123456789");

  if (digits > 0 && text[digits] == '-' && text[digits + 1] != '\0' &&
      text[digits + 1 + strspn (text + digits + 1, "0123456789")] == '\0')
    return SHAPE_STREAM;
  if (strlen (text) == 24 && strspn (text, "0123456789abcdef") == 24)
    return SHAPE_OBJECT;
  if (letters != 7)
    return SHAPE_NONE;
  if (text[7] == '\0')
    return SHAPE_MEMORY;
  return text[7] == '.' && text[8] != '\0' && text[8 + strspn (text + 8, "0123456789")] == '\0' ? SHAPE_MEMORY : SHAPE_NONE;
}

static gboolean
fits (SioRecovery *self,
      const char *text)
{
  Shape shape = read_shape (text);
  gsize length = strlen (text);

  if (shape == SHAPE_NONE)
    return FALSE;
  if (self->shape == SHAPE_NONE || shape == SHAPE_MEMORY)
    return self->shape == SHAPE_NONE || self->shape == shape;
  return self->shape == shape && length + 2 >= self->shape_length && length <= self->shape_length + 2;
}

/*
 * Read from the end: the payload is known to be a JSON array, so text within the
 * alphabet, with a quote on either side, a comma before and the array's end
 * behind, can only be its last string. No tree is built for that.
 */
char *
sio_recovery_find_offset (SioRecovery *self,
                          const char *payload,
                          gsize length)
{
  const char *end = payload + length - 1;
  const char *start;
  g_autofree char *text = NULL;

  if (self->pid == NULL || length < 6)
    return NULL;
  do
    end--;
  while (end > payload && g_ascii_isspace (*end));
  if (*end != '"')
    return NULL;
  for (start = end; start > payload && end - start <= MAX_OFFSET; start--)
    if (!g_ascii_isalnum (start[-1]) && strchr ("-_.", start[-1]) == NULL)
      break;
  if (start - 2 <= payload || start[-1] != '"')
    return NULL;
  text = g_strndup (start, end - start);
  for (start -= 2; start > payload && g_ascii_isspace (*start); start--)
    ;
  return *start == ',' && fits (self, text) ? g_steal_pointer (&text) : NULL;
}

gboolean
sio_recovery_has_seen (SioRecovery *self,
                       const char *offset)
{
  return g_hash_table_contains (self->seen, offset);
}

void
sio_recovery_store_offset (SioRecovery *self,
                           const char *offset)
{
  char *kept;

  if (self->pid == NULL)
    return;
  g_free (self->offset);
  self->offset = g_strdup (offset);
  if (self->shape == SHAPE_NONE)
    {
      self->shape = read_shape (offset);
      self->shape_length = strlen (offset);
    }
  if (g_hash_table_contains (self->seen, offset))
    return;
  kept = g_strdup (offset);
  g_queue_push_tail (&self->order, kept);
  g_hash_table_add (self->seen, kept);
  if (self->order.length > MAX_SEEN)
    {
      char *oldest = g_queue_pop_head (&self->order);

      g_hash_table_remove (self->seen, oldest);
      g_free (oldest);
    }
}
