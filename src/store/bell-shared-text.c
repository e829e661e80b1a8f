/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-shared-text.h"

#include <string.h>

typedef struct
{
  guint n_users;
  char text[];
} Shared;

static GMutex mutex;
static GHashTable *texts; /* text → the Shared that it is in; under mutex */

static Shared *
shared_new (const char *text)
{
  gsize size = strlen (text) + 1;
  Shared *shared = g_malloc (sizeof (Shared) + size);

  shared->n_users = 0;
  memcpy (shared->text, text, size);
  return shared;
}

const char *
bell_shared_text_get (const char *text)
{
  Shared *shared;

  if (text == NULL)
    return NULL;
  g_mutex_lock (&mutex);
  if (texts == NULL)
    texts = g_hash_table_new (g_str_hash, g_str_equal);
  shared = g_hash_table_lookup (texts, text);
  if (shared == NULL)
    {
      shared = shared_new (text);
      g_hash_table_insert (texts, shared->text, shared);
    }
  shared->n_users++;
  g_mutex_unlock (&mutex);
  return shared->text;
}

void
bell_shared_text_release (const char *text)
{
  Shared *shared;

  if (text == NULL)
    return;
  g_mutex_lock (&mutex);
  shared = g_hash_table_lookup (texts, text);
  if (--shared->n_users == 0)
    {
      g_hash_table_remove (texts, text);
      g_free (shared);
    }
  g_mutex_unlock (&mutex);
}

guint
bell_shared_text_count (void)
{
  guint n;

  g_mutex_lock (&mutex);
  n = texts != NULL ? g_hash_table_size (texts) : 0;
  g_mutex_unlock (&mutex);
  return n;
}
