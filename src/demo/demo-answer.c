/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-shop-private.h"

#include "bell-json.h"

/* An answer that is held back, so that a test sees a client wait. */
typedef struct
{
  DemoShop *shop;
  SoupServerMessage *message;
  guint timer;
} Delay;

static void
on_message_finished (SoupServerMessage *message,
                     DemoShop *self)
{
  g_hash_table_remove (self->delayed, message);
}

static void
delay_free (gpointer data)
{
  Delay *delay = data;

  bell_clock_clear (delay->shop->clock, &delay->timer);
  g_signal_handlers_disconnect_by_func (delay->message, on_message_finished, delay->shop);
  g_object_unref (delay->message);
  g_free (delay);
}

GHashTable *
demo_answer_new_delayed (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, delay_free);
}

static void
on_delay_over (gpointer user_data)
{
  Delay *delay = user_data;
  g_autoptr(SoupServerMessage) message = g_object_ref (delay->message);

  delay->timer = 0;
  g_hash_table_remove (delay->shop->delayed, message);
  soup_server_message_unpause (message);
}

static void
hold_back (DemoShop *self,
           SoupServerMessage *message)
{
  Delay *delay = g_new0 (Delay, 1);

  soup_server_message_pause (message);
  delay->shop = self;
  delay->message = g_object_ref (message);
  delay->timer = bell_clock_add (self->clock, self->answer_delay, on_delay_over, delay);
  g_signal_connect (message, "finished", G_CALLBACK (on_message_finished), self);
  g_hash_table_insert (self->delayed, message, delay);
}

/* body: (nullable) (transfer full) */
void
demo_answer (DemoShop *self,
             SoupServerMessage *message,
             guint status,
             JsonNode *body)
{
  soup_server_message_set_status (message, status, NULL);
  if (body != NULL)
    {
      char *text = bell_json_to_string (body);

      soup_server_message_set_response (message, "application/json; charset=utf-8", SOUP_MEMORY_TAKE, text, strlen (text));
      json_node_unref (body);
    }
  if (self->answer_delay > 0)
    hold_back (self, message);
}

/* text with a line break is a list of complaints, as the validation of bodies words them (facts 2.8). */
static void
set_message (JsonObject *object,
             const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  JsonArray *array;

  if (lines[1] == NULL)
    {
      json_object_set_string_member (object, "message", text);
      return;
    }
  array = json_array_new ();
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*lines[i] != '\0')
        json_array_add_string_element (array, lines[i]);
    }
  json_object_set_array_member (object, "message", array);
}

void
demo_answer_error (DemoShop *self,
                   SoupServerMessage *message,
                   guint status,
                   const char *text)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S");
  g_autofree char *timestamp = g_strdup_printf ("%s.%03dZ", stamp, g_date_time_get_microsecond (now) / 1000);
  GUri *uri = soup_server_message_get_uri (message);
  g_autofree char *path = g_strconcat (g_uri_get_path (uri), g_uri_get_query (uri) != NULL ? "?" : NULL,
                                       g_uri_get_query (uri), NULL);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "statusCode", status);
  set_message (object, text);
  json_object_set_string_member (object, "timestamp", timestamp);
  json_object_set_string_member (object, "path", path);
  json_node_take_object (node, object);
  demo_answer (self, message, status, node);
}

gboolean
demo_answer_has_app_token (DemoShop *self,
                           SoupServerMessage *message)
{
  const char *token = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "x-app-token");

  if (self->client_authority != NULL)
    {
      if (token != NULL)
        demo_shop_count (self, "app-token");
      return TRUE;
    }
  return g_strcmp0 (token, demo_tokens_get_app_token (self->tokens)) == 0;
}

/* Returns: (nullable): the session of the bearer token, while that is valid. */
const DemoSession *
demo_answer_find_session (DemoShop *self,
                          SoupServerMessage *message)
{
  const char *value = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");

  if (value == NULL || !g_str_has_prefix (value, "Bearer "))
    return NULL;
  return demo_tokens_find (self->tokens, value + strlen ("Bearer "));
}
