/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-request.h"

#include "oe-error-private.h"

#include "bell-json.h"

#include <string.h>

#define CHUNK (64 * 1024)

struct _OeRequest
{
  SoupMessage *message;
  OePurpose purpose;
  GPtrArray *secrets;

  BellClock *clock;
  guint deadline;
  gboolean is_late;

  /* The caller's cancellable and the deadline both end this one. */
  GCancellable *cancellable;
  GCancellable *outer;
  gulong outer_id;

  GTlsCertificateFlags tls_flags;
  GTlsCertificate *certificate; /* (nullable): the client's own */
  gboolean certificate_wanted;

  char *proxy_user; /* (nullable) */
  char *proxy_password;

  GInputStream *stream;
  gsize max_size;
  gboolean is_file; /* no JSON is expected */
  GByteArray *body;
  JsonNode *json;
  gint64 date_us;
};

static gboolean
on_accept_certificate (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags errors,
                       OeRequest *self)
{
  self->tls_flags = errors;
  return FALSE;
}

static gboolean
on_request_certificate (SoupMessage *message,
                        GTlsClientConnection *connection,
                        OeRequest *self)
{
  self->certificate_wanted = TRUE;
  if (self->certificate == NULL)
    return FALSE;
  soup_message_set_tls_client_certificate (message, self->certificate);
  return TRUE;
}

/* Once: a password that is wrong does not get right. */
static gboolean
on_authenticate (SoupMessage *message,
                 SoupAuth *auth,
                 gboolean retrying,
                 OeRequest *self)
{
  if (retrying || !soup_auth_is_for_proxy (auth) || self->proxy_user == NULL)
    return FALSE;
  soup_auth_authenticate (auth, self->proxy_user, self->proxy_password != NULL ? self->proxy_password : "");
  return TRUE;
}

OeRequest *
oe_request_new (const char *method,
                const char *url,
                OePurpose purpose)
{
  SoupMessage *message = soup_message_new (method, url);
  OeRequest *self;

  if (message == NULL)
    return NULL;
  self = g_new0 (OeRequest, 1);
  self->message = message;
  self->purpose = purpose;
  self->secrets = g_ptr_array_new_with_free_func (g_free);
  self->cancellable = g_cancellable_new ();
  self->body = g_byte_array_new ();
  self->max_size = OE_ANSWER_MAX_SIZE;
  /* A request on a connection that had been kept may be sent twice; a refresh must not be. */
  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE |
                                     SOUP_MESSAGE_COLLECT_METRICS |
                                     (strcmp (method, SOUP_METHOD_GET) == 0 ? 0 : SOUP_MESSAGE_NEW_CONNECTION));
  g_signal_connect (message, "accept-certificate", G_CALLBACK (on_accept_certificate), self);
  g_signal_connect (message, "request-certificate", G_CALLBACK (on_request_certificate), self);
  g_signal_connect (message, "authenticate", G_CALLBACK (on_authenticate), self);
  oe_request_add_header (self, "Accept", "application/json");
  return self;
}

void
oe_request_free (OeRequest *self)
{
  g_signal_handlers_disconnect_by_data (self->message, self);
  if (self->clock != NULL)
    bell_clock_clear (self->clock, &self->deadline);
  g_clear_object (&self->clock);
  g_clear_object (&self->message);
  g_clear_object (&self->certificate);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->outer);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->secrets, g_ptr_array_unref);
  g_free (self->proxy_user);
  g_free (self->proxy_password);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_clear_pointer (&self->json, json_node_unref);
  g_free (self);
}

void
oe_request_add_header (OeRequest *self,
                       const char *name,
                       const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  for (const char *p = value; *p != '\0'; p++)
    if (!g_ascii_isprint (*p))
      return;
  soup_message_headers_replace (soup_message_get_request_headers (self->message), name, value);
}

void
oe_request_set_json (OeRequest *self,
                     JsonNode *body)
{
  char *text = bell_json_to_string (body);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  soup_message_set_request_body_from_bytes (self->message, "application/json", bytes);
}

void
oe_request_expect_file (OeRequest *self,
                        gsize max_size)
{
  self->is_file = TRUE;
  self->max_size = max_size;
  soup_message_headers_replace (soup_message_get_request_headers (self->message), "Accept", "*/*");
}

void
oe_request_set_proxy_user (OeRequest *self,
                           const char *user,
                           const char *password)
{
  if (*user == '\0')
    return;
  self->proxy_user = g_strdup (user);
  self->proxy_password = g_strdup (password);
  oe_request_add_secret (self, password);
}

void
oe_request_set_certificate (OeRequest *self,
                            GTlsCertificate *certificate)
{
  g_set_object (&self->certificate, certificate);
}

void
oe_request_add_secret (OeRequest *self,
                       const char *secret)
{
  if (secret != NULL)
    g_ptr_array_add (self->secrets, g_strdup (secret));
}

/* The end */

static void
stop_waiting (OeRequest *self)
{
  bell_clock_clear (self->clock, &self->deadline);
  if (self->outer_id != 0)
    g_cancellable_disconnect (self->outer, self->outer_id);
  self->outer_id = 0;
}

static gboolean
is_tls_end (const GError *error)
{
  return error->domain == G_TLS_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
}

static gboolean
wants_proxy_sign_in (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_AUTH_FAILED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_NEED_AUTH);
}

/* Not what broke off below TLS, or before the server said anything, which is called "not TLS". */
static gboolean
is_tls_matter (const GError *error)
{
  return error->domain == G_TLS_ERROR && error->code != G_TLS_ERROR_EOF && error->code != G_TLS_ERROR_MISC &&
         error->code != G_TLS_ERROR_NOT_TLS;
}

/* What kept the answer from arriving. */
static GError *
make_transport_error (OeRequest *self,
                      const GError *error)
{
  OeErrorDetails details = OE_ERROR_DETAILS_INIT;
  OeError code = OE_ERROR_NETWORK;

  details.tls_flags = self->tls_flags;
  if (self->is_late)
    return oe_error_new (OE_ERROR_NETWORK, NULL, "No answer in time");
  if (self->tls_flags != 0 || g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    code = OE_ERROR_TLS;
  else if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_CERTIFICATE_REQUIRED) ||
           (self->certificate_wanted && is_tls_end (error)))
    code = self->certificate != NULL ? OE_ERROR_CERTIFICATE_REFUSED : OE_ERROR_CERTIFICATE_WANTED;
  else if (is_tls_matter (error))
    code = OE_ERROR_TLS;
  else if (wants_proxy_sign_in (error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_FAILED) ||
           g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_NOT_ALLOWED))
    code = OE_ERROR_PROXY;
  if (wants_proxy_sign_in (error))
    details.http_status = SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED;
  return oe_error_new (code, &details, error->message);
}

static void
fail (GTask *task,
      const GError *error)
{
  OeRequest *self = g_task_get_task_data (task);

  stop_waiting (self);
  g_task_return_error (task, make_transport_error (self, error));
}

/* An answer to an https request that no certificate came with is the proxy's own. */
static gboolean
is_from_proxy (OeRequest *self)
{
  return g_str_equal (g_uri_get_scheme (soup_message_get_uri (self->message)), "https") &&
         soup_message_get_tls_peer_certificate (self->message) == NULL;
}

static void
judge (GTask *task)
{
  OeRequest *self = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  gint64 date_us = oe_answer_parse_date (soup_message_headers_get_one (headers, "Date"));
  const char *retry_after = soup_message_headers_get_one (headers, "Retry-After");
  OeAnswer answer = { .status = soup_message_get_status (self->message),
                      .body = (const char *) self->body->data,
                      .length = self->body->len,
                      .content_type = soup_message_headers_get_one (headers, "Content-Type"),
                      .certificate_wanted = self->certificate_wanted,
                      .certificate_shown = self->certificate_wanted && self->certificate != NULL,
                      .secrets = self->secrets };
  GError *error = NULL;
  gboolean is_json = FALSE;

  answer.retry_after_ms = oe_answer_parse_retry_after (retry_after, date_us != 0 ? date_us : bell_clock_get_wall_us (self->clock));
  stop_waiting (self);
  if (is_from_proxy (self))
    {
      OeErrorDetails details = OE_ERROR_DETAILS_INIT;

      details.http_status = answer.status;
      g_task_return_error (task, oe_error_new (OE_ERROR_PROXY, &details, "The proxy refused the connection"));
      return;
    }
  if (self->is_file && answer.status == SOUP_STATUS_OK)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (oe_answer_judge (&answer, self->purpose, &self->json, &is_json, &error))
    {
      self->date_us = date_us;
      g_task_return_boolean (task, TRUE);
      return;
    }
  self->date_us = is_json ? date_us : 0;
  g_task_return_error (task, error);
}

/* On the way */

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  OeRequest *self = g_task_get_task_data (task);
  gsize size;
  gconstpointer data;

  if (chunk == NULL)
    {
      fail (task, error);
      return;
    }
  data = g_bytes_get_data (chunk, &size);
  if (size == 0)
    {
      judge (task);
      return;
    }
  if (self->body->len + size > self->max_size)
    {
      stop_waiting (self);
      g_cancellable_cancel (self->cancellable);
      g_task_return_error (task, oe_error_new (OE_ERROR_PROTOCOL, NULL, "The answer is too large"));
      return;
    }
  g_byte_array_append (self->body, data, size);
  g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, self->cancellable, read_cb,
                                   g_steal_pointer (&task));
}

static void
send_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  OeRequest *self = g_task_get_task_data (task);

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->stream == NULL)
    fail (task, error);
  else
    g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, self->cancellable, read_cb,
                                     g_steal_pointer (&task));
}

static void
on_deadline (gpointer user_data)
{
  OeRequest *self = user_data;

  self->deadline = 0;
  self->is_late = TRUE;
  g_cancellable_cancel (self->cancellable);
}

static void
on_outer_cancelled (GCancellable *outer,
                    GCancellable *inner)
{
  g_cancellable_cancel (inner);
}

void
oe_request_send_async (OeRequest *self,
                       SoupSession *session,
                       BellClock *clock,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);

  g_task_set_source_tag (task, oe_request_send_async);
  g_task_set_task_data (task, self, (GDestroyNotify) oe_request_free);
  self->clock = g_object_ref (clock);
  self->deadline = bell_clock_add (clock, OE_REQUEST_DEADLINE_MS, on_deadline, self);
  if (cancellable != NULL)
    {
      self->outer = g_object_ref (cancellable);
      self->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (on_outer_cancelled),
                                              g_object_ref (self->cancellable), g_object_unref);
    }
  soup_session_send_async (session, self->message, G_PRIORITY_DEFAULT, self->cancellable, send_cb, task);
}

gboolean
oe_request_send_finish (GAsyncResult *result,
                        JsonNode **json,
                        gint64 *date_us,
                        GError **error)
{
  OeRequest *self = g_task_get_task_data (G_TASK (result));

  *date_us = self->date_us;
  *json = NULL;
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *json = g_steal_pointer (&self->json);
  return TRUE;
}

GBytes *
oe_request_send_finish_file (GAsyncResult *result,
                             GError **error)
{
  OeRequest *self = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  /* A 2xx that is no 200 came through as JSON or as nothing. */
  if (soup_message_get_status (self->message) != SOUP_STATUS_OK)
    {
      g_propagate_error (error, oe_error_new (OE_ERROR_PROTOCOL, NULL, "The answer holds no file"));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
}

gint64
oe_request_get_round_trip_us (GAsyncResult *result)
{
  OeRequest *self = g_task_get_task_data (G_TASK (result));
  SoupMessageMetrics *metrics = soup_message_get_metrics (self->message);
  guint64 sent = metrics != NULL ? soup_message_metrics_get_request_start (metrics) : 0;
  guint64 answered = metrics != NULL ? soup_message_metrics_get_response_start (metrics) : 0;

  return sent != 0 && answered >= sent ? (gint64) (answered - sent) : -1;
}
