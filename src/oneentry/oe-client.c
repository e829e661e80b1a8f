/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-client-private.h"

#include "bell-json.h"

#include <string.h>

struct _OeClient
{
  GObject parent_instance;

  SoupSession *session;
  BellClock *clock;
  BellNetwork *network; /* (nullable) */
  char *base_url;
  char *app_token;
  char *lang_code;
  char *fingerprint;
  char **locales;
  gint64 skew_us;
  gint64 round_trip_us;
};

G_DEFINE_FINAL_TYPE (OeClient, oe_client, G_TYPE_OBJECT)

/* Settings */

OeClient *
oe_client_new (const char *base_url,
               const char *app_token,
               BellClock *clock)
{
  OeClient *self = g_object_new (OE_TYPE_CLIENT, NULL);

  self->base_url = g_strdup (base_url);
  self->clock = g_object_ref (clock);
  oe_client_set_app_token (self, app_token);
  return self;
}

const char *
oe_client_get_base_url (OeClient *self)
{
  return self->base_url;
}

const char *
oe_client_get_app_token (OeClient *self)
{
  return self->app_token;
}

void
oe_client_set_app_token (OeClient *self,
                         const char *app_token)
{
  g_autofree char *trimmed = app_token != NULL ? g_strstrip (g_strdup (app_token)) : NULL;

  g_free (self->app_token);
  self->app_token = trimmed != NULL && *trimmed != '\0' ? g_steal_pointer (&trimmed) : NULL;
}

void
oe_client_set_user_agent (OeClient *self,
                          const char *user_agent)
{
  soup_session_set_user_agent (self->session, user_agent);
}

void
oe_client_set_network (OeClient *self,
                       BellNetwork *network)
{
  g_autoptr (SoupSession) old = g_steal_pointer (&self->session);

  /* No connection that was made the old way is used again. */
  self->session = soup_session_new_with_options ("user-agent", soup_session_get_user_agent (old), NULL);
  g_set_object (&self->network, network);
}

BellNetwork *
oe_client_get_network (OeClient *self)
{
  return self->network;
}

const char *
oe_client_get_lang_code (OeClient *self)
{
  return self->lang_code;
}

void
oe_client_set_lang_code (OeClient *self,
                         const char *lang_code)
{
  char *copy = g_strdup (lang_code != NULL ? lang_code : "en_US"); /* it may be our own */

  g_free (self->lang_code);
  self->lang_code = copy;
}

const char *const *
oe_client_get_locales (OeClient *self)
{
  return (const char *const *) self->locales;
}

void
oe_client_take_locales (OeClient *self,
                        char **locales)
{
  g_strfreev (self->locales);
  self->locales = locales;
}

/* It stands in a header: anything but printable ASCII, and spaces, become "_" (facts 2.2). */
static char *
make_header_safe (const char *text)
{
  char *safe = g_strdup (text);

  for (char *p = safe; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      *p = '_';
  return safe;
}

void
oe_client_set_fingerprint (OeClient *self,
                           const char *fingerprint)
{
  g_free (self->fingerprint);
  self->fingerprint = fingerprint != NULL ? make_header_safe (fingerprint) : NULL;
}

char *
oe_client_new_fingerprint (void)
{
  g_autofree char *uuid = g_uuid_string_random ();

  return g_strconcat ("shopbell-", uuid, NULL);
}

gint64
oe_client_get_skew_us (OeClient *self)
{
  return self->skew_us;
}

gint64
oe_client_get_round_trip_us (OeClient *self)
{
  return self->round_trip_us;
}

/* Requests */

char *
oe_client_escape (const char *segment)
{
  /* A segment of dots would be a way up. */
  if (strcmp (segment, ".") == 0)
    return g_strdup ("%2E");
  if (strcmp (segment, "..") == 0)
    return g_strdup ("%2E%2E");
  return g_uri_escape_string (segment, NULL, FALSE);
}

/* {"fingerprint","deviceInfo":{…}} on one line (facts 2.2). */
char *
oe_client_dup_device_metadata (OeClient *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *info = json_object_new ();
  JsonObject *metadata = json_object_new ();
  g_autofree char *location = make_header_safe (self->lang_code);

  if (self->fingerprint == NULL)
    self->fingerprint = oe_client_new_fingerprint ();
  json_object_set_string_member (info, "os", "Linux");
  json_object_set_string_member (info, "browser", "Shopbell");
  json_object_set_string_member (info, "location", location);
  json_object_set_string_member (metadata, "fingerprint", self->fingerprint);
  json_object_set_object_member (metadata, "deviceInfo", info);
  json_node_take_object (node, metadata);
  return bell_json_to_string (node);
}

static OeRequest *
new_request (OeClient *self,
             const char *method,
             const char *path,
             OePurpose purpose,
             const char *access_token)
{
  g_autofree char *url = g_strconcat (self->base_url, "/api/content", path, NULL);
  g_autofree char *bearer = access_token != NULL ? g_strconcat ("Bearer ", access_token, NULL) : NULL;
  OeRequest *request = oe_request_new (method, url, purpose);

  if (request == NULL)
    return NULL;
  oe_request_add_header (request, "x-app-token", self->app_token);
  oe_request_add_header (request, "Authorization", bearer);
  oe_request_add_secret (request, self->app_token);
  oe_request_add_secret (request, access_token);
  return request;
}

OeRequest *
oe_client_new_get (OeClient *self,
                   const char *path,
                   OePurpose purpose,
                   const char *access_token)
{
  return new_request (self, SOUP_METHOD_GET, path, purpose, access_token);
}

/* What changes something says from which device. */
static OeRequest *
new_change (OeClient *self,
            const char *method,
            const char *path,
            OePurpose purpose,
            const char *access_token,
            JsonNode *body)
{
  OeRequest *request = new_request (self, method, path, purpose, access_token);
  g_autofree char *metadata = oe_client_dup_device_metadata (self);

  if (request == NULL)
    return NULL;
  oe_request_add_header (request, "x-device-metadata", metadata);
  if (body != NULL)
    oe_request_set_json (request, body);
  return request;
}

OeRequest *
oe_client_new_post (OeClient *self,
                    const char *path,
                    OePurpose purpose,
                    const char *access_token,
                    JsonNode *body)
{
  return new_change (self, SOUP_METHOD_POST, path, purpose, access_token, body);
}

OeRequest *
oe_client_new_delete (OeClient *self,
                      const char *path,
                      OePurpose purpose,
                      const char *access_token,
                      JsonNode *body)
{
  return new_change (self, SOUP_METHOD_DELETE, path, purpose, access_token, body);
}

/* Calls */

static void
oe_call_free (gpointer data)
{
  OeCall *call = data;

  g_free (call->provider);
  g_free (call->refresh_token);
  g_free (call->access_token);
  g_free (call);
}

GTask *
oe_client_new_task (OeClient *self,
                    gpointer tag,
                    OeCallParse parse,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  OeCall *call = g_new0 (OeCall, 1);

  call->parse = parse;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, call, oe_call_free);
  return task;
}

/*
 * A Date is a whole second, of some moment between question and answer: all that agrees with it is possible, and the
 * estimate moves no further than it must. For tokens of some seconds, half a second would be a lot.
 */
static void
note_date (OeClient *self,
           OeCall *call,
           gint64 date_us)
{
  gint64 now = bell_clock_get_wall_us (self->clock);
  gint64 took = bell_clock_get_boot_us (self->clock) - call->sent_us;

  self->skew_us = CLAMP (self->skew_us, date_us - now, date_us + G_USEC_PER_SEC - (now - took));
}

static void
send_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OeClient *self = g_task_get_source_object (task);
  OeCall *call = g_task_get_task_data (task);
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (GError) error = NULL;
  gint64 date_us;
  gboolean answered = oe_request_send_finish (result, &json, &date_us, &error);

  if (date_us != 0)
    {
      note_date (self, call, date_us);
      self->round_trip_us = oe_request_get_round_trip_us (result);
    }
  if (answered)
    call->parse (self, task, call, json);
  else if (call->retry == NULL || !call->retry (self, task, call, error))
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
apply_network (OeClient *self)
{
  GTlsDatabase *trust = bell_network_get_trust (self->network);
  GProxyResolver *resolver = bell_network_get_soup_proxy_resolver (self->network);

  if (trust != NULL && soup_session_get_tls_database (self->session) != trust)
    soup_session_set_tls_database (self->session, trust);
  if (resolver != NULL && soup_session_get_proxy_resolver (self->session) != resolver)
    soup_session_set_proxy_resolver (self->session, resolver);
}

typedef struct
{
  OeRequest *request;
  GTask *task;
} Parcel;

static void
dispatch (OeClient *self,
          OeRequest *request,
          GTask *task)
{
  if (self->network != NULL)
    {
      apply_network (self);
      oe_request_set_certificate (request, bell_network_get_certificate (self->network));
      oe_request_set_proxy_user (request, bell_network_get_settings (self->network)->proxy_user,
                                 bell_network_get_proxy_password (self->network));
    }
  ((OeCall *) g_task_get_task_data (task))->sent_us = bell_clock_get_boot_us (self->clock);
  oe_request_send_async (request, self->session, self->clock, g_task_get_cancellable (task), send_cb, task);
}

static void
network_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autofree Parcel *parcel = user_data;
  OeClient *self = g_task_get_source_object (parcel->task);
  GError *error = NULL;

  if (bell_network_load_finish (BELL_NETWORK (source), result, &error))
    {
      dispatch (self, parcel->request, parcel->task);
      return;
    }
  g_task_return_error (parcel->task, error);
  g_object_unref (parcel->task);
  oe_request_free (parcel->request);
}

void
oe_client_send (OeClient *self,
                OeRequest *request,
                GTask *task)
{
  Parcel *parcel;

  if (request == NULL)
    {
      g_task_return_new_error (task, OE_ERROR, OE_ERROR_ADDRESS, "This is not an address");
      g_object_unref (task);
      return;
    }
  if (self->network == NULL || bell_network_is_loaded (self->network))
    {
      dispatch (self, request, task);
      return;
    }
  parcel = g_new0 (Parcel, 1);
  parcel->request = request;
  parcel->task = task;
  bell_network_load_async (self->network, g_task_get_cancellable (task), network_cb, parcel);
}

static void
send_for_file_cb (GObject *source,
                  GAsyncResult *result,
                  gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GBytes *bytes = oe_request_send_finish_file (result, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

void
oe_client_send_for_file (OeClient *self,
                         const char *address,
                         gsize max_size,
                         GTask *task)
{
  OeRequest *request = address != NULL ? oe_request_new (SOUP_METHOD_GET, address, OE_PURPOSE_READ) : NULL;

  if (request == NULL)
    {
      g_task_return_new_error (task, OE_ERROR, OE_ERROR_ADDRESS, "This address is not fetched from");
      g_object_unref (task);
      return;
    }
  oe_request_expect_file (request, max_size);
  oe_request_send_async (request, self->session, self->clock, g_task_get_cancellable (task), send_for_file_cb, task);
}

/* GObject */

static void
oe_client_finalize (GObject *object)
{
  OeClient *self = OE_CLIENT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->clock);
  g_clear_object (&self->network);
  g_free (self->base_url);
  g_free (self->app_token);
  g_free (self->lang_code);
  g_free (self->fingerprint);
  g_strfreev (self->locales);
  G_OBJECT_CLASS (oe_client_parent_class)->finalize (object);
}

static void
oe_client_class_init (OeClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = oe_client_finalize;
}

static void
oe_client_init (OeClient *self)
{
  self->round_trip_us = -1;
  /* No cookie jar, no cache, no log: a session has none unless asked for. */
  self->session = soup_session_new_with_options ("user-agent", "Shopbell", NULL);
  self->lang_code = g_strdup ("en_US");
  self->locales = g_new0 (char *, 1);
}
