/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "siocat-commands.h"

#include "sio-client-private.h"
#include "sio-error-private.h"

#include "bell-json.h"

#include <string.h>

/* Longer than any watchdog. */
#define FOREVER_MS (24 * 60 * 60 * 1000)

/* What a command is about. link, socket: NULL where there is no client yet. */
typedef struct
{
  Siocat *cat;
  SiocatLink *link;
  SioSocket *socket;
  JsonObject *json;
} Command;

typedef gboolean (*CommandFunc) (Command *command, GError **error);

static gboolean
do_open (Command *command,
         GError **error)
{
  const char *name = bell_json_get_string (command->json, "client");
  SiocatLink *link;

  if (command->link != NULL)
    {
      g_propagate_error (error, sio_error_new (SIO_ERROR_INVALID, "There is such a client already"));
      return FALSE;
    }
  link = siocat_open (command->cat, name != NULL ? name : "", command->json, error);
  if (link == NULL)
    return FALSE;
  g_hash_table_insert (command->cat->links, link->name, link);
  if (bell_json_get_boolean (bell_json_get_object (command->json, "opts"), "autoConnect", TRUE))
    sio_client_connect (link->client);
  return TRUE;
}

static gboolean
do_nsp (Command *command,
        GError **error)
{
  if (json_object_has_member (command->json, "auth") || json_object_has_member (command->json, "auths"))
    siocat_set_auth (command->cat, command->link, command->socket, command->json);
  if (bell_json_get_boolean (command->json, "connect", TRUE))
    sio_socket_connect (command->socket);
  return TRUE;
}

static gboolean
do_connect (Command *command,
            GError **error)
{
  sio_socket_connect (command->socket);
  return TRUE;
}

static gboolean
do_disconnect (Command *command,
               GError **error)
{
  if (bell_json_get_boolean (command->json, "all", FALSE))
    sio_client_disconnect (command->link->client);
  else
    sio_socket_disconnect (command->socket);
  return TRUE;
}

static gboolean
do_emit (Command *command,
         GError **error)
{
  return siocat_emit (command->link, command->socket, command->json, error);
}

static gboolean
do_reply (Command *command,
          GError **error)
{
  return siocat_reply (command->link, command->json, error);
}

static gboolean
do_on (Command *command,
       GError **error)
{
  return siocat_on (command->cat, command->link, command->socket, command->json, FALSE, error);
}

static gboolean
do_once (Command *command,
         GError **error)
{
  return siocat_on (command->cat, command->link, command->socket, command->json, TRUE, error);
}

static gboolean
do_off (Command *command,
        GError **error)
{
  siocat_off (command->link, command->socket, command->json);
  return TRUE;
}

static gboolean
do_set_auth (Command *command,
             GError **error)
{
  siocat_set_auth (command->cat, command->link, command->socket, command->json);
  return TRUE;
}

static gboolean
do_set_reconnection (Command *command,
                     GError **error)
{
  siocat_set_reconnection (command->link, command->json);
  return TRUE;
}

/* What the reference does with engine.close(): the connection is cut on our side, and nobody asked the client for it. */
static gboolean
do_drop_transport (Command *command,
                   GError **error)
{
  g_autoptr (GError) cut = sio_error_new (SIO_ERROR_NETWORK, "The connection was cut");

  if (command->link->client->engine != NULL)
    sio_client_lost (command->link->client, SIO_REASON_FORCED_CLOSE, cut);
  return TRUE;
}

static gboolean
do_advance_clock (Command *command,
                  GError **error)
{
  siocat_clock_advance (command->cat->clock, CLAMP (bell_json_get_integer (command->json, "ms", 0), 0, G_MAXINT));
  return TRUE;
}

static gboolean
do_expire_watchdog (Command *command,
                    GError **error)
{
  siocat_clock_advance (command->cat->clock, FOREVER_MS);
  return TRUE;
}

/* Nothing moves for "real" ms, and the clock says that "ms" went by. */
static gboolean
do_suspend (Command *command,
            GError **error)
{
  g_usleep (CLAMP (bell_json_get_integer (command->json, "real", 0), 0, 10000) * 1000);
  return do_advance_clock (command, error);
}

static gboolean
do_probe (Command *command,
          GError **error)
{
  sio_client_probe (command->link->client);
  return TRUE;
}

static gboolean
do_retry_now (Command *command,
              GError **error)
{
  sio_client_retry_now (command->link->client);
  return TRUE;
}

static gboolean
do_reconnect (Command *command,
              GError **error)
{
  sio_client_reconnect (command->link->client);
  return TRUE;
}

static gboolean
do_state (Command *command,
          GError **error)
{
  siocat_print_state (command->link);
  return TRUE;
}

/* A line of its own: whoever reads it has read everything that was said before. */
static gboolean
do_mark (Command *command,
         GError **error)
{
  JsonObject *line = siocat_line_new ("mark");

  json_object_set_int_member (line, "id", bell_json_get_integer (command->json, "id", 0));
  siocat_print (line);
  return TRUE;
}

static gboolean
do_batch (Command *command,
          GError **error)
{
  JsonArray *commands = bell_json_get_array (command->json, "do");

  if (commands != NULL)
    siocat_run_all (command->cat, commands);
  return TRUE;
}

/* The last reference goes, wherever we are. */
static gboolean
do_unref (Command *command,
          GError **error)
{
  g_hash_table_remove (command->cat->links, command->link->name);
  return TRUE;
}

static gboolean
do_quit (Command *command,
         GError **error)
{
  g_main_loop_quit (command->cat->loop);
  return TRUE;
}

static const struct
{
  const char *name;
  CommandFunc func;
  gboolean needs_client;
} commands[] = {
  { "open", do_open, FALSE },
  { "nsp", do_nsp, TRUE },
  { "connect", do_connect, TRUE },
  { "disconnect", do_disconnect, TRUE },
  { "emit", do_emit, TRUE },
  { "reply", do_reply, TRUE },
  { "on", do_on, TRUE },
  { "once", do_once, TRUE },
  { "off", do_off, TRUE },
  { "set-auth", do_set_auth, TRUE },
  { "set-reconnection", do_set_reconnection, TRUE },
  { "drop-transport", do_drop_transport, TRUE },
  { "expire-watchdog", do_expire_watchdog, FALSE },
  { "advance-clock", do_advance_clock, FALSE },
  { "net-changed", do_probe, TRUE },
  { "suspend", do_suspend, FALSE },
  { "resume", do_probe, TRUE },
  { "retry-now", do_retry_now, TRUE },
  { "reconnect", do_reconnect, TRUE },
  { "state", do_state, TRUE },
  { "mark", do_mark, FALSE },
  { "batch", do_batch, FALSE },
  { "unref", do_unref, TRUE },
  { "quit", do_quit, FALSE },
};

static gboolean
find_socket (Command *command,
             GError **error)
{
  const char *client = bell_json_get_string (command->json, "client");
  const char *name = bell_json_get_string (command->json, g_str_equal (bell_json_get_string (command->json, "cmd"), "nsp") ? "name" : "nsp");

  command->link = g_hash_table_lookup (command->cat->links, client != NULL ? client : "");
  if (command->link == NULL)
    return TRUE;
  if (name != NULL && strchr (name, ',') != NULL)
    {
      g_propagate_error (error, sio_error_new (SIO_ERROR_INVALID, "No namespace has a comma"));
      return FALSE;
    }
  command->socket = siocat_link_get_socket (command->link, name);
  return TRUE;
}

void
siocat_run (Siocat *self,
            JsonNode *node)
{
  Command command = { .cat = self };
  const char *name = NULL;
  g_autoptr (GError) error = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      command.json = json_node_get_object (node);
      name = bell_json_get_string (command.json, "cmd");
    }
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      {
        if (!find_socket (&command, &error))
          break;
        if (commands[i].needs_client && command.link == NULL)
          error = sio_error_new (SIO_ERROR_INVALID, "There is no such client: \"open\" one");
        else if (commands[i].func (&command, &error))
          return;
        break;
      }
  if (error == NULL)
    error = sio_error_new (SIO_ERROR_INVALID, "There is no such command");
  siocat_complain (name, error);
}

void
siocat_run_all (Siocat *self,
                JsonArray *list)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    siocat_run (self, json_array_get_element (list, i));
}
