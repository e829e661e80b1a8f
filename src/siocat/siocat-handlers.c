/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "siocat-commands.h"

#include "sio-error-private.h"

#include "bell-json.h"

/* Commands that run inside a callback of the client: whatever is legal there can be tried out. */
typedef struct
{
  Siocat *cat;
  char *link;
  char *event;
  gint64 id;
  gboolean once;
  JsonArray *commands; /* (nullable) */
  GObject *object;     /* borrowed: the closure dies with it */
  gulong signal;
} SiocatHandler;

/* What is no event of the server's. */
static const struct
{
  const char *name;
  const char *signal;
  gboolean of_client;
} lifes[] = {
  { "connect", "connected", FALSE },
  { "disconnect", "disconnected", FALSE },
  { "connect_error", "connect-error", FALSE },
  { "any", "any-event", FALSE },
  { "outgoing", "sent", FALSE },
  { "open", "opened", TRUE },
  { "close", "closed", TRUE },
  { "failed", "connect-error", TRUE },
  { "reconnect_attempt", "reconnecting", TRUE },
  { "reconnect", "reconnected", TRUE },
  { "reconnect_failed", "gave-up", TRUE },
};

static void
handler_free (gpointer data,
              GClosure *closure)
{
  SiocatHandler *self = data;
  SiocatLink *link = g_hash_table_lookup (self->cat->links, self->link);

  if (link != NULL)
    g_ptr_array_remove (link->handlers, self);
  g_clear_pointer (&self->commands, json_array_unref);
  g_free (self->link);
  g_free (self->event);
  g_free (self);
}

/* For every signal: its arguments are printed already. */
static void
run_handler (GClosure *closure,
             GValue *result,
             guint n_params,
             const GValue *params,
             gpointer hint,
             gpointer marshal_data)
{
  SiocatHandler *self = closure->data;
  JsonObject *line = siocat_link_line (self->link, "handler", NULL);
  JsonArray *commands = self->commands != NULL ? json_array_ref (self->commands) : NULL;
  Siocat *cat = self->cat;

  json_object_set_int_member (line, "id", self->id);
  json_object_set_string_member (line, "on", self->event);
  siocat_print (line);
  if (self->once)
    g_signal_handler_disconnect (self->object, self->signal);
  if (commands != NULL)
    {
      siocat_run_all (cat, commands);
      json_array_unref (commands);
    }
}

static char *
find_signal (const char *event,
             gboolean *of_client)
{
  *of_client = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (lifes); i++)
    if (g_str_equal (lifes[i].name, event))
      {
        *of_client = lifes[i].of_client;
        return g_strdup (lifes[i].signal);
      }
  return g_strconcat ("event::", event, NULL);
}

gboolean
siocat_on (Siocat *self,
           SiocatLink *link,
           SioSocket *socket,
           JsonObject *command,
           gboolean once,
           GError **error)
{
  const char *event = bell_json_get_string (command, "event");
  JsonArray *commands = bell_json_get_array (command, "do");
  g_autofree char *signal = NULL;
  SiocatHandler *handler;
  gboolean of_client;
  GClosure *closure;

  if (event == NULL)
    {
      g_propagate_error (error, sio_error_new (SIO_ERROR_INVALID, "\"event\" is missing"));
      return FALSE;
    }
  signal = find_signal (event, &of_client);
  handler = g_new0 (SiocatHandler, 1);
  handler->cat = self;
  handler->link = g_strdup (link->name);
  handler->event = g_strdup (event);
  handler->id = bell_json_get_integer (command, "id", 0);
  handler->once = once;
  handler->commands = commands != NULL ? json_array_ref (commands) : NULL;
  handler->object = of_client ? G_OBJECT (link->client) : G_OBJECT (socket);
  closure = g_closure_new_simple (sizeof (GClosure), handler);
  g_closure_set_marshal (closure, run_handler);
  g_closure_add_finalize_notifier (closure, handler, handler_free);
  g_ptr_array_add (link->handlers, handler);
  handler->signal = g_signal_connect_closure (handler->object, signal, closure, FALSE);
  return TRUE;
}

/* Those of one "id", of one "event", or all. */
void
siocat_off (SiocatLink *link,
            SioSocket *socket,
            JsonObject *command)
{
  const char *event = bell_json_get_string (command, "event");
  gint64 id = bell_json_get_integer (command, "id", -1);

  for (guint i = link->handlers->len; i > 0; i--)
    {
      SiocatHandler *handler = g_ptr_array_index (link->handlers, i - 1);
      gboolean is_here = handler->object == G_OBJECT (socket) || handler->object == G_OBJECT (link->client);

      if (is_here && (event == NULL || g_str_equal (event, handler->event)) && (id < 0 || id == handler->id) &&
          g_signal_handler_is_connected (handler->object, handler->signal))
        g_signal_handler_disconnect (handler->object, handler->signal);
    }
}
