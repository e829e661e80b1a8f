/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "siocat-talk.h"

#include "siocat-commands.h"
#include "siocat-input.h"

#include "sio-error-private.h"

#include "bell-json.h"

static gboolean
on_line (const char *text,
         gsize length,
         gpointer user_data)
{
  Siocat *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) command = NULL;

  if (text == NULL)
    error = sio_error_new (SIO_ERROR_TOO_BIG, "The line is too long");
  else
    command = bell_json_parse (text, length, G_MAXSIZE, &error);
  if (command != NULL)
    siocat_run (self, command);
  else
    siocat_complain (NULL, error);
  return g_main_loop_is_running (self->loop);
}

static void
on_end (gpointer user_data)
{
  g_main_loop_quit (((Siocat *) user_data)->loop);
}

void
siocat_talk (gboolean trace)
{
  Siocat self = { .trace = trace };
  g_autoptr (SiocatInput) input = siocat_input_new (on_line, on_end, &self);

  self.loop = g_main_loop_new (NULL, FALSE);
  self.clock = siocat_clock_new ();
  self.links = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) siocat_link_free);
  g_main_loop_run (self.loop);

  /* What completes now finds a table that is still there. */
  g_hash_table_remove_all (self.links);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_hash_table_unref (self.links);
  g_object_unref (self.clock);
  g_main_loop_unref (self.loop);
}
