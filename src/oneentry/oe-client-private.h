/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "oe-client.h"
#include "oe-request.h"

G_BEGIN_DECLS

/* One call of the API: makes the task's value of an answer. */
typedef struct _OeCall OeCall;
typedef void (*OeCallParse) (OeClient *self, GTask *task, OeCall *call, JsonNode *json);
typedef gboolean (*OeCallRetry) (OeClient *self, GTask *task, OeCall *call, const GError *error);

struct _OeCall
{
  OeCallParse parse;
  OeCallRetry retry; /* (nullable): sends something else instead of failing, and says so */
  gint64 sent_us; /* boot time */
  char *provider;
  char *refresh_token;
  char *access_token;
};

/* A task of self that carries a new call. tag: the public function. */
GTask *oe_client_new_task (OeClient *self, gpointer tag, OeCallParse parse, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);

/* path: below /api/content, escaped. NULL when the base address is no URL. access_token, body: (nullable). */
OeRequest *oe_client_new_get (OeClient *self, const char *path, OePurpose purpose, const char *access_token);
OeRequest *oe_client_new_post (OeClient *self, const char *path, OePurpose purpose, const char *access_token, JsonNode *body);
OeRequest *oe_client_new_delete (OeClient *self, const char *path, OePurpose purpose, const char *access_token, JsonNode *body);

/* Takes request and task; completes the task exactly once. request may be NULL. */
void oe_client_send (OeClient *self, OeRequest *request, GTask *task);

/* Fetches a whole address without any token: the task's value is a GBytes of at most max_size. address: (nullable); takes task. */
void oe_client_send_for_file (OeClient *self, const char *address, gsize max_size, GTask *task);

/* Takes what the check was told. */
void oe_client_take_locales (OeClient *self, char **locales);

/* One segment of a path. */
char *oe_client_escape (const char *segment);

/* oe-client-common.c. provider: (nullable). more: (nullable): what follows in the query. */
char *oe_client_make_users_path (const char *provider, const char *operation);
char *oe_client_add_language (OeClient *self, const char *path, const char *more);

/* Completes the task with what was read, or with why it could not be: (transfer full), one of them. */
void oe_client_return (GTask *task, gpointer value, GDestroyNotify free_value, GError *error);
void oe_client_return_list (GTask *task, GPtrArray *list, GError *error);

/* For answers that need only be one. */
void oe_client_parse_nothing (OeClient *self, GTask *task, OeCall *call, JsonNode *json);

G_END_DECLS
