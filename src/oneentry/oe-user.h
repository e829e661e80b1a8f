/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Who is signed in, as the project tells it (facts 4). All strings plain, one line, owned; "" where it says nothing. */
typedef struct
{
  char *identifier;
  char *name;       /* of its form's fields, where one looks like a name */
  char *provider;   /* a marker */
  GArray *groups;   /* of gint64 */
} OeUser;

/* A place where the account is signed in. */
typedef struct
{
  char *os;
  char *browser;
  char *location;
} OeDevice;

void oe_user_free (OeUser *user);
void oe_device_free (OeDevice *device);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OeUser, oe_user_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OeDevice, oe_device_free)

/* node: (nullable): what the answer held. OE_ERROR_PROTOCOL where that is no user. */
OeUser *oe_user_parse (JsonNode *node, GError **error);

/* (element-type OeDevice) at most 100; what makes no sense is left out. */
GPtrArray *oe_device_parse_list (JsonNode *node, GError **error);

G_END_DECLS
