/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-shop-private.h"

G_BEGIN_DECLS

/* One request that passed the guards of its route. */
typedef struct
{
  DemoShop *shop;
  SoupServerMessage *message;
  const char *subject;        /* (nullable): the marker or id in the path */
  GHashTable *query;          /* (nullable) */
  JsonNode *device;           /* x-device-metadata, where the route needs it */
  JsonNode *body_node;
  JsonObject *body;           /* where the route needs it */
  const DemoSession *session; /* (nullable): whose access token came with it */
} DemoRequest;

typedef void (*DemoHandler) (DemoRequest *request);

void demo_rest_answer (DemoRequest *request, guint status, JsonNode *body);
void demo_rest_refuse (DemoRequest *request, guint status, const char *text);

/* demo-rest-users.c */
void demo_rest_auth (DemoRequest *request);
void demo_rest_refresh (DemoRequest *request);
void demo_rest_logout (DemoRequest *request);
void demo_rest_logout_all (DemoRequest *request);
void demo_rest_sessions (DemoRequest *request);
void demo_rest_me (DemoRequest *request);

/* demo-rest-codes.c */
void demo_rest_generate_code (DemoRequest *request);

/* demo-rest-forms.c */
void demo_rest_form_data (DemoRequest *request);

/* demo-rest-catalog.c */
void demo_rest_locales (DemoRequest *request);
void demo_rest_providers (DemoRequest *request);
void demo_rest_provider (DemoRequest *request);
void demo_rest_form (DemoRequest *request);
void demo_rest_events (DemoRequest *request);
void demo_rest_subscriptions (DemoRequest *request);
void demo_rest_subscribe (DemoRequest *request);
void demo_rest_unsubscribe (DemoRequest *request);
void demo_rest_products (DemoRequest *request);
void demo_rest_product (DemoRequest *request);
void demo_rest_product_statuses (DemoRequest *request);
void demo_rest_order_storages (DemoRequest *request);
void demo_rest_orders (DemoRequest *request);
void demo_rest_order_statuses (DemoRequest *request);

G_END_DECLS
