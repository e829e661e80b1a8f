/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-client.h"

#include "bell-json.h"

void
demo_client_set_up (DemoClient *self)
{
  g_autoptr(GError) error = NULL;

  *self = (DemoClient) { 0 };
  self->shop = demo_shop_new (DEMO_LOGIN, DEMO_PASSWORD);
  demo_shop_listen (self->shop, 0, NULL, &error);
  g_assert_no_error (error);
  self->session = soup_session_new ();
  self->app_token = demo_shop_get_app_token (self->shop);
  self->device = DEMO_DEVICE;
}

static void
forget_answer (DemoClient *self)
{
  g_clear_pointer (&self->answer, json_node_unref);
  g_clear_pointer (&self->date, g_free);
  g_clear_pointer (&self->type, g_free);
}

void
demo_client_tear_down (DemoClient *self)
{
  forget_answer (self);
  g_free (self->access);
  g_free (self->refresh);
  soup_session_abort (self->session);
  demo_shop_close (self->shop);
  g_assert_finalize_object (g_steal_pointer (&self->shop));
  g_object_unref (self->session);
}

static void
add_headers (DemoClient *self,
             SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  if (self->app_token != NULL)
    soup_message_headers_append (headers, "x-app-token", self->app_token);
  if (self->device != NULL)
    soup_message_headers_append (headers, "x-device-metadata", self->device);
  if (self->access != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", self->access, NULL);

      soup_message_headers_append (headers, "Authorization", bearer);
    }
}

guint
demo_client_send (DemoClient *self,
                  const char *method,
                  const char *path,
                  const char *body)
{
  g_autofree char *uri = g_strconcat (demo_shop_get_url (self->shop), *path == '/' ? "" : "/api/content/", path, NULL);
  g_autoptr(SoupMessage) message = soup_message_new (method, uri);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;

  forget_answer (self);
  add_headers (self, message);
  if (body != NULL)
    {
      g_autoptr(GBytes) request = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", request);
    }
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL, bell_test_store_result, &result);
  bell_test_await_pointer ((gpointer *) &result, DEMO_WAIT, path);
  bytes = soup_session_send_and_read_finish (self->session, result, &error);
  g_assert_no_error (error);

  self->status = soup_message_get_status (message);
  self->date = g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message), "Date"));
  self->type = g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message), "Content-Type"));
  if (g_bytes_get_size (bytes) > 0)
    {
      self->answer = bell_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), 1 << 20, &error);
      g_assert_no_error (error);
    }
  return self->status;
}

JsonObject *
demo_client_get_object (DemoClient *self)
{
  g_assert_nonnull (self->answer);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (self->answer));
  return json_node_get_object (self->answer);
}

JsonArray *
demo_client_get_array (DemoClient *self)
{
  g_assert_nonnull (self->answer);
  g_assert_true (JSON_NODE_HOLDS_ARRAY (self->answer));
  return json_node_get_array (self->answer);
}

void
demo_client_assert_refused (DemoClient *self,
                            guint status,
                            const char *message)
{
  JsonObject *object = demo_client_get_object (self);

  g_assert_cmpuint (self->status, ==, status);
  g_assert_cmpint (bell_json_get_integer (object, "statusCode", 0), ==, status);
  g_assert_cmpstr (bell_json_get_string (object, "message"), ==, message);
  g_assert_true (g_str_has_prefix (bell_json_get_string (object, "path"), "/"));
  g_assert_true (g_str_has_suffix (bell_json_get_string (object, "timestamp"), "Z"));
}

static void
keep_tokens (DemoClient *self)
{
  JsonObject *object;

  if (self->status != 201)
    return;
  object = demo_client_get_object (self);
  g_free (self->access);
  self->access = g_strdup (bell_json_get_string (object, "accessToken"));
  g_free (self->refresh);
  self->refresh = g_strdup (bell_json_get_string (object, "refreshToken"));
}

guint
demo_client_sign_in (DemoClient *self,
                     const char *login,
                     const char *password)
{
  g_autofree char *body = g_strdup_printf ("{\"authData\":[{\"marker\":\"login\",\"value\":\"%s\"},"
                                           "{\"marker\":\"password\",\"value\":\"%s\"}]}",
                                           login, password);

  demo_client_send (self, "POST", "users-auth-providers/marker/email/users/auth", body);
  keep_tokens (self);
  return self->status;
}

guint
demo_client_refresh (DemoClient *self,
                     const char *provider,
                     const char *token)
{
  g_autofree char *path = g_strdup_printf ("users-auth-providers/marker/%s/users/refresh", provider);
  g_autofree char *body = g_strdup_printf ("{\"refreshToken\":\"%s\"}", token);

  demo_client_send (self, "POST", path, body);
  keep_tokens (self);
  return self->status;
}

static void
on_frame (SoupWebsocketConnection *connection,
          SoupWebsocketDataType type,
          GBytes *message,
          DemoWire *self)
{
  g_ptr_array_add (self->frames, g_strdup (g_bytes_get_data (message, NULL)));
  self->n_frames++;
}

static void
on_closed (SoupWebsocketConnection *connection,
           DemoWire *self)
{
  self->closed = TRUE;
}

void
demo_wire_open (DemoWire *self,
                DemoClient *client,
                const char *path,
                const char *query)
{
  g_autofree char *uri = g_strconcat (demo_shop_get_url (client->shop), path,
                                      query != NULL ? query : "?EIO=4&transport=websocket", NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr(GAsyncResult) result = NULL;

  *self = (DemoWire) { .frames = g_ptr_array_new_with_free_func (g_free) };
  add_headers (client, message);
  soup_session_websocket_connect_async (client->session, message, NULL, NULL, G_PRIORITY_DEFAULT, NULL,
                                        bell_test_store_result, &result);
  bell_test_await_pointer ((gpointer *) &result, DEMO_WAIT, "the answer of the handshake");
  self->connection = soup_session_websocket_connect_finish (client->session, result, &self->error);
  self->status = soup_message_get_status (message);
  if (self->connection == NULL)
    return;
  soup_websocket_connection_set_max_incoming_payload_size (self->connection, 1 << 24);
  g_signal_connect (self->connection, "message", G_CALLBACK (on_frame), self);
  g_signal_connect (self->connection, "closed", G_CALLBACK (on_closed), self);
}

void
demo_wire_send (DemoWire *self,
                const char *frame)
{
  soup_websocket_connection_send_text (self->connection, frame);
}

const char *
demo_wire_await (DemoWire *self,
                 guint index)
{
  bell_test_await_count (&self->n_frames, index + 1, DEMO_WAIT, "a frame of the server");
  return self->frames->pdata[index];
}

void
demo_wire_join (DemoWire *self,
                DemoClient *client)
{
  demo_wire_open (self, client, "/api/content/ws/", NULL);
  g_assert_no_error (self->error);
  g_assert_true (g_str_has_prefix (demo_wire_await (self, 0), "0{\"sid\":\""));
  demo_wire_send (self, "40");
  /* A server that pings often may do so before it answers. */
  while (g_str_equal (demo_wire_await (self, 1), "2"))
    {
      demo_wire_send (self, "3");
      g_ptr_array_remove_index (self->frames, 1);
      self->n_frames--;
    }
  g_assert_true (g_str_has_prefix (demo_wire_await (self, 1), "40{\"sid\":\""));
}

void
demo_wire_clear (DemoWire *self)
{
  if (self->connection != NULL)
    g_signal_handlers_disconnect_by_data (self->connection, self);
  g_clear_object (&self->connection);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->frames);
}
