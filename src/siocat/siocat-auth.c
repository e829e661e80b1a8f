/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "siocat-private.h"

#include "bell-json.h"

/* What a provider of payloads does: one after the other, the last one for good, each after a while. */
typedef struct
{
  SiocatClock *clock;
  char *link;
  JsonArray *auths;
  guint next;
  gint64 delay_ms;
} Provider;

typedef struct
{
  SioCredentialsRequest *request;
  JsonNode *auth;
} Late;

static void
provider_free (gpointer data)
{
  Provider *self = data;

  g_object_unref (self->clock);
  g_free (self->link);
  json_array_unref (self->auths);
  g_free (self);
}

static void
late_cb (gpointer user_data)
{
  Late *late = user_data;

  sio_credentials_request_accept (late->request, late->auth);
  g_object_unref (late->request);
  json_node_unref (late->auth);
  g_free (late);
}

static void
provide (SioSocket *socket,
         SioCredentialsRequest *request,
         gpointer user_data)
{
  Provider *self = user_data;
  JsonObject *line = siocat_link_line (self->link, "auth_wanted", socket);
  JsonNode *auth = json_array_get_element (self->auths, self->next);
  Late *late;

  json_object_set_boolean_member (line, "refused", sio_credentials_request_was_refused (request));
  siocat_print (line);
  if (self->next + 1 < json_array_get_length (self->auths))
    self->next++;
  if (self->delay_ms == 0)
    {
      sio_credentials_request_accept (request, auth);
      return;
    }
  late = g_new (Late, 1);
  late->request = g_object_ref (request);
  late->auth = json_node_copy (auth);
  bell_clock_add (BELL_CLOCK (self->clock), self->delay_ms, late_cb, late);
}

/* "auth": one payload for ever, or null for none. "auths": for a provider; after "delay" ms each. */
void
siocat_set_auth (Siocat *self,
                 SiocatLink *link,
                 SioSocket *socket,
                 JsonObject *command)
{
  JsonArray *auths = bell_json_get_array (command, "auths");
  JsonNode *auth = json_object_get_member (command, "auth");
  Provider *provider;

  if (auths == NULL || json_array_get_length (auths) == 0)
    {
      sio_socket_set_auth_func (socket, NULL, NULL, NULL);
      sio_socket_set_auth (socket, auth != NULL && JSON_NODE_HOLDS_OBJECT (auth) ? auth : NULL);
      return;
    }
  provider = g_new0 (Provider, 1);
  provider->clock = g_object_ref (self->clock);
  provider->link = g_strdup (link->name);
  provider->auths = json_array_ref (auths);
  provider->delay_ms = MAX (bell_json_get_integer (command, "delay", 0), 0);
  sio_socket_set_auth_func (socket, provide, provider, provider_free);
}
