/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "siocat-private.h"

#include "siocat-args.h"

#include "sio-error-private.h"

#include "bell-json.h"

/* Whom an answer is for; outlives the link. */
typedef struct
{
  char *link;
  gint64 seq;
} Asked;

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  Asked *asked = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SioArgs) answer = sio_socket_call_finish (SIO_SOCKET (source), result, &error);
  JsonObject *line = siocat_link_line (asked->link, "ack", SIO_SOCKET (source));

  json_object_set_int_member (line, "seq", asked->seq);
  if (answer != NULL)
    json_object_set_member (line, "args", siocat_args_write (answer));
  else
    json_object_set_object_member (line, "error", siocat_error_to_json (error));
  siocat_print (line);
  g_free (asked->link);
  g_free (asked);
}

gboolean
siocat_emit (SiocatLink *link,
             SioSocket *socket,
             JsonObject *command,
             GError **error)
{
  const char *event = bell_json_get_string (command, "event");
  g_autoptr (SioArgs) args = siocat_args_read (json_object_get_member (command, "args"), error);
  SioEmitOptions options = { 0 };
  Asked *asked;

  if (args == NULL)
    return FALSE;
  if (event == NULL)
    {
      g_propagate_error (error, sio_error_new (SIO_ERROR_INVALID, "\"event\" is missing"));
      return FALSE;
    }
  options.is_volatile = bell_json_get_boolean (command, "volatile", FALSE);
  options.expires_ms = siocat_get_number (command, "expires", 0);
  options.timeout_ms = siocat_get_number (command, "timeout", link->ack_timeout);
  options.retries = siocat_get_number (command, "retries", link->retries);
  if (!bell_json_get_boolean (command, "ack", FALSE) && options.retries == 0)
    return sio_socket_emit (socket, event, args, &options, error);

  asked = g_new0 (Asked, 1);
  asked->link = g_strdup (link->name);
  asked->seq = bell_json_get_integer (command, "seq", link->last_seq + 1);
  link->last_seq = asked->seq;
  sio_socket_call_async (socket, event, args, &options, NULL, answered_cb, asked);
  return TRUE;
}

/* Without a "handle": to the latest event that wants one. */
gboolean
siocat_reply (SiocatLink *link,
              JsonObject *command,
              GError **error)
{
  gint64 handle = bell_json_get_integer (command, "handle", link->last_handle);
  SioEvent *event = g_hash_table_lookup (link->handles, &handle);
  g_autoptr (SioArgs) args = siocat_args_read (json_object_get_member (command, "args"), error);
  gboolean sent;
  JsonObject *line;

  if (args == NULL)
    return FALSE;
  if (event == NULL)
    {
      g_propagate_error (error, sio_error_new (SIO_ERROR_INVALID, "There is no such handle"));
      return FALSE;
    }
  sent = sio_event_reply (event, args);
  line = siocat_link_line (link->name, "replied", NULL);
  json_object_set_int_member (line, "handle", handle);
  json_object_set_boolean_member (line, "sent", sent);
  siocat_print (line);
  /* Kept for a second try where that is asked for: it must be one too many (REQ-82). */
  if (!bell_json_get_boolean (command, "keep", FALSE))
    g_hash_table_remove (link->handles, &handle);
  return TRUE;
}
