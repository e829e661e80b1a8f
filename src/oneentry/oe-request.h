/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "bell-clock.h"
#include "oe-answer.h"

G_BEGIN_DECLS

/* One request on its way: sent once, answered once, bounded in time and size. */
typedef struct _OeRequest OeRequest;

#define OE_REQUEST_DEADLINE_MS 20000

/* url must be complete, its path escaped; NULL when it is no URL. */
OeRequest *oe_request_new (const char *method, const char *url, OePurpose purpose);
void oe_request_free (OeRequest *request);

/* Leaves out a value that is NULL or cannot stand in a header. */
void oe_request_add_header (OeRequest *request, const char *name, const char *value);
void oe_request_set_json (OeRequest *request, JsonNode *body);

/* Shown to a server that asks for one; keeps a reference. (nullable) */
void oe_request_set_certificate (OeRequest *request, GTlsCertificate *certificate);

/* Who asks a proxy that wants to know; user "": nobody. password: (nullable) */
void oe_request_set_proxy_user (OeRequest *self, const char *user, const char *password);

/* A text that must not come back in an error. (nullable) */
void oe_request_add_secret (OeRequest *request, const char *secret);

/* The body is taken as it is, of any type, but at most max_size bytes of it; nothing but a 200 counts. */
void oe_request_expect_file (OeRequest *request, gsize max_size);

/* request: (transfer full) */
void oe_request_send_async (OeRequest *request, SoupSession *session, BellClock *clock, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);

/*
 * json: (out) (nullable) (transfer full): NULL for an empty body.
 * date_us: (out): the server's Date as Unix time, 0 unless a OneEntry may have said it; set on errors too.
 */
gboolean oe_request_send_finish (GAsyncResult *result, JsonNode **json, gint64 *date_us, GError **error);

/* Of a request that expects a file. (transfer full) */
GBytes *oe_request_send_finish_file (GAsyncResult *result, GError **error);
/* From the request's first byte to the answer's, without making the connection; -1: there was no answer. */
gint64 oe_request_get_round_trip_us (GAsyncResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OeRequest, oe_request_free)

G_END_DECLS
