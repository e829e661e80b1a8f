/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "oe-client.h"

G_BEGIN_DECLS

/* What it takes to submit a form of one text. */
typedef struct
{
  char *identifier;
  gint64 config; /* how a module uses it, and where: an event is sent by these two */
  char *entity;
  char *field; /* the marker of the text */
  char *type;  /* "string" or "text" */
} OeForm;

void oe_form_free (OeForm *form);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OeForm, oe_form_free)

/* OE_ERROR_PROTOCOL where it is a form that nothing uses, or that takes no text. */
OeForm *oe_form_parse (JsonNode *json, GError **error);

/* access_token: (nullable) */
void oe_client_get_form_async (OeClient *self, const char *marker, const char *access_token, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
OeForm *oe_client_get_form_finish (OeClient *self, GAsyncResult *result, GError **error);

void oe_client_submit_form_async (OeClient *self, const OeForm *form, const char *text, const char *access_token,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean oe_client_submit_form_finish (OeClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
