/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  OE_KIND_ORDER,
  OE_KIND_PRODUCT,
  OE_KIND_FORM,
  OE_KIND_USER,
  OE_KIND_MESSAGE,
  OE_KIND_OTHER,
} OeKind;
#define OE_N_KINDS (OE_KIND_OTHER + 1)

const char *oe_kind_to_string (OeKind kind); /* "order", "product", "form", "user", "message", "other" */
OeKind oe_kind_from_string (const char *string); /* unknown: OTHER */

/**
 * OeEvent:
 *
 * What one socket event means: typed, validated, bounded, secrets masked.
 * Immutable. Never fails: a payload nobody understands is of kind OTHER.
 */
#define OE_TYPE_EVENT (oe_event_get_type ())
G_DECLARE_FINAL_TYPE (OeEvent, oe_event, OE, EVENT, GObject)

/* name: as on the wire; args: (nullable) everything after the name. Both untrusted. */
OeEvent *oe_event_new (const char *name, JsonArray *args);

/* The same, made by this program itself to try itself, with a title and a body that say so; no event of a shop's. */
OeEvent *oe_event_new_test (const char *name, JsonArray *args, const char *title, const char *body);
gboolean oe_event_is_test (OeEvent *self);

OeKind oe_event_get_kind (OeEvent *self);
const char *oe_event_get_marker (OeEvent *self);  /* (nullable): NULL when the name was "notification" */
const char *oe_event_get_name (OeEvent *self);    /* as on the wire, valid UTF-8 */
const char *oe_event_get_title (OeEvent *self);   /* one line, plain text, at most 200 characters, never empty */
const char *oe_event_get_body (OeEvent *self);    /* one line of facts, plain text, at most 500 characters, may be "" */
const char *oe_event_get_entity (OeEvent *self);  /* (nullable): the id of the order, product, user … as text */
const char *oe_event_get_status (OeEvent *self);  /* (nullable): a status identifier */
JsonNode *oe_event_get_payload (OeEvent *self);   /* (nullable): the first object among the arguments, masked */
JsonNode *oe_event_get_args (OeEvent *self);      /* an array: all arguments, masked */

G_END_DECLS
