/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-exchange.h"

#include "sio-error-private.h"
#include "sio-handshake.h"


#include <libsoup/soup.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#define CHUNK (16 * 1024)
#define MAX_WORDS 1024

/* As for a WebSocket: a peer that acknowledges nothing for so long is gone (REQ-109). */
#define TCP_USER_TIMEOUT_MS 20000

struct _SioExchanger
{
  SoupSession *session;
  SoupCookieJar *cookies;
  GCancellable *cancellable;
  char *origin;
  char **headers; /* name, value, … */
  gsize max_message;
  void (*heard) (gpointer user_data);
  gpointer user_data;
};

/* One request and its answer. The exchanger may be gone when the cancellable is cancelled. */
typedef struct
{
  SioExchanger *exchanger;
  GCancellable *cancellable;
  SoupMessage *message;
  GByteArray *body;
  GTlsCertificateFlags tls_flags;
  SioExchanged done;
  gpointer user_data;
} Exchange;

static void
exchange_free (Exchange *exchange)
{
  g_signal_handlers_disconnect_by_data (exchange->message, exchange);
  g_object_unref (exchange->message);
  g_object_unref (exchange->cancellable);
  g_byte_array_unref (exchange->body);
  g_free (exchange);
}

static void
complete (Exchange *exchange,
          const GError *error)
{
  g_autoptr (GError) ours = error != NULL ? sio_error_from_io (error, exchange->tls_flags) : NULL;
  g_autoptr (GBytes) body = NULL;

  if (!g_cancellable_is_cancelled (exchange->cancellable))
    {
      if (ours == NULL)
        body = g_byte_array_free_to_bytes (g_steal_pointer (&exchange->body));
      exchange->done (body, ours, exchange->user_data);
    }
  if (exchange->body == NULL)
    exchange->body = g_byte_array_new ();
  exchange_free (exchange);
}

static void
complete_with (Exchange *exchange,
               GError *error)
{
  complete (exchange, error);
  g_error_free (error);
}

static void
judge (Exchange *exchange)
{
  guint status = soup_message_get_status (exchange->message);
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  const char *retry_after = soup_message_headers_get_one (headers, "Retry-After");

  if (status == SOUP_STATUS_OK)
    {
      complete (exchange, NULL);
      return;
    }
  complete_with (exchange,
                 sio_error_new_http (status,
                                     retry_after != NULL ? sio_handshake_parse_retry_after (retry_after) : -1,
                                     exchange->body->len > 0 ? exchange->body->data : (const guint8 *) "",
                                     exchange->body->len));
}

static void read_more (Exchange *exchange, GInputStream *stream);

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  Exchange *exchange = user_data;
  GInputStream *stream = G_INPUT_STREAM (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (stream, result, &error);
  gboolean is_ok = soup_message_get_status (exchange->message) == SOUP_STATUS_OK;

  if (bytes == NULL || g_cancellable_is_cancelled (exchange->cancellable))
    {
      complete (exchange, error);
      return;
    }
  if (g_bytes_get_size (bytes) == 0)
    {
      judge (exchange);
      return;
    }
  exchange->exchanger->heard (exchange->exchanger->user_data);
  if (g_cancellable_is_cancelled (exchange->cancellable))
    {
      complete (exchange, NULL);
      return;
    }
  g_byte_array_append (exchange->body, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (is_ok && exchange->body->len > exchange->exchanger->max_message)
    complete_with (exchange, sio_error_new (SIO_ERROR_TOO_BIG, "The message is too large"));
  else if (!is_ok && exchange->body->len >= MAX_WORDS)
    {
      /* Enough of a refusal; the rest need not come. */
      g_byte_array_set_size (exchange->body, MAX_WORDS);
      judge (exchange);
    }
  else
    read_more (exchange, stream);
}

static void
read_more (Exchange *exchange,
           GInputStream *stream)
{
  g_input_stream_read_bytes_async (stream, CHUNK, G_PRIORITY_DEFAULT, exchange->cancellable, read_cb, exchange);
}

/* Its words end with the connection, which may be never; they are not worth the wait. */
static gboolean
is_endless_refusal (SoupMessage *message)
{
  return soup_message_get_status (message) != SOUP_STATUS_OK &&
         soup_message_headers_get_encoding (soup_message_get_response_headers (message)) == SOUP_ENCODING_EOF;
}

static void
sent_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  Exchange *exchange = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  if (stream == NULL)
    complete (exchange, error);
  else if (is_endless_refusal (exchange->message))
    judge (exchange);
  else
    read_more (exchange, stream);
}

/* Only to know what was wrong: GLib's error does not say. */
static gboolean
on_accept_certificate (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags flags,
                       Exchange *exchange)
{
  exchange->tls_flags = flags;
  return FALSE;
}

static void
on_network_event (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *connection,
                  Exchange *exchange)
{
  if (event == G_SOCKET_CLIENT_CONNECTED && G_IS_SOCKET_CONNECTION (connection))
    {
      GSocket *socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection));

      g_socket_set_option (socket, IPPROTO_TCP, TCP_USER_TIMEOUT, TCP_USER_TIMEOUT_MS, NULL);
    }
}

static void
start (SioExchanger *self,
       const char *method,
       const char *target,
       GBytes *body,
       SioExchanged done,
       gpointer user_data)
{
  g_autofree char *url = g_strconcat (self->origin, target, NULL);
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->exchanger = self;
  exchange->cancellable = g_object_ref (self->cancellable);
  exchange->message = soup_message_new_from_uri (method, uri);
  exchange->body = g_byte_array_new ();
  exchange->done = done;
  exchange->user_data = user_data;

  soup_message_add_flags (exchange->message, SOUP_MESSAGE_NO_REDIRECT);
  for (guint i = 0; self->headers[i] != NULL; i += 2)
    soup_message_headers_append (soup_message_get_request_headers (exchange->message), self->headers[i],
                                 self->headers[i + 1]);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (exchange->message, "text/plain;charset=UTF-8", body);
  g_signal_connect (exchange->message, "accept-certificate", G_CALLBACK (on_accept_certificate), exchange);
  g_signal_connect (exchange->message, "network-event", G_CALLBACK (on_network_event), exchange);
  soup_session_send_async (self->session, exchange->message, G_PRIORITY_DEFAULT, self->cancellable, sent_cb,
                           exchange);
}

void
sio_exchanger_get (SioExchanger *self,
                   const char *target,
                   SioExchanged done,
                   gpointer user_data)
{
  start (self, SOUP_METHOD_GET, target, NULL, done, user_data);
}

void
sio_exchanger_post (SioExchanger *self,
                    const char *target,
                    GBytes *body,
                    SioExchanged done,
                    gpointer user_data)
{
  start (self, SOUP_METHOD_POST, target, body, done, user_data);
}

char *
sio_exchanger_get_cookie (SioExchanger *self,
                          const char *target)
{
  g_autofree char *address = g_strconcat (self->origin, target, NULL);
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL);

  return soup_cookie_jar_get_cookies (self->cookies, uri, TRUE);
}

SioExchanger *
sio_exchanger_new (const SioTransportParams *params,
                   void (*heard) (gpointer user_data),
                   gpointer user_data)
{
  SioExchanger *self = g_new0 (SioExchanger, 1);

  self->session = soup_session_new_with_options ("user-agent", params->user_agent, NULL);
  if (params->proxy_resolver != NULL)
    soup_session_set_proxy_resolver (self->session, params->proxy_resolver);
  if (params->tls->database != NULL)
    soup_session_set_tls_database (self->session, params->tls->database);
  if (params->tls->interaction != NULL)
    soup_session_set_tls_interaction (self->session, params->tls->interaction);
  /* A compressed answer has no bound (REQ-112). */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  self->cookies = soup_cookie_jar_new ();
  soup_session_add_feature (self->session, SOUP_SESSION_FEATURE (self->cookies));

  self->cancellable = g_cancellable_new ();
  self->origin = sio_url_get_origin (params->url);
  self->headers = params->headers != NULL ? g_strdupv ((char **) params->headers) : g_new0 (char *, 1);
  self->max_message = params->max_message;
  self->heard = heard;
  self->user_data = user_data;
  return self;
}

void
sio_exchanger_free (SioExchanger *self)
{
  g_cancellable_cancel (self->cancellable);
  soup_session_abort (self->session);
  g_object_unref (self->session);
  g_object_unref (self->cookies);
  g_object_unref (self->cancellable);
  g_strfreev (self->headers);
  g_free (self->origin);
  g_free (self);
}
