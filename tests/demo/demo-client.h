/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "bell-test.h"
#include "demo-shop.h"

G_BEGIN_DECLS

#define DEMO_LOGIN "till@example.com"
#define DEMO_PASSWORD "open sesame"
#define DEMO_DEVICE "{\"fingerprint\":\"test-1\",\"deviceInfo\":{\"os\":\"Linux\",\"browser\":\"test\",\"location\":\"en_US\"}}"
#define DEMO_WAIT 5000

/* A client that does exactly what it is told, to look at a demo shop from outside. */
typedef struct
{
  DemoShop *shop;
  SoupSession *session;
  const char *app_token; /* sent with everything; NULL for none */
  const char *device;    /* x-device-metadata; NULL for none */
  char *access;          /* sent as bearer; NULL for none */
  char *refresh;

  guint status;          /* of the last answer */
  char *date;
  char *type;
  JsonNode *answer;      /* NULL when its body was empty */
} DemoClient;

/* A shop that listens, and a client for it. */
void demo_client_set_up (DemoClient *self);
void demo_client_tear_down (DemoClient *self);

/* Gives the status. path: below /api/content/, or absolute. body: (nullable) */
guint demo_client_send (DemoClient *self, const char *method, const char *path, const char *body);
JsonObject *demo_client_get_object (DemoClient *self);
JsonArray *demo_client_get_array (DemoClient *self);

/* The answer must be a NestJS error of this status and message. */
void demo_client_assert_refused (DemoClient *self, guint status, const char *message);

guint demo_client_sign_in (DemoClient *self, const char *login, const char *password);
guint demo_client_refresh (DemoClient *self, const char *provider, const char *token);

/* One WebSocket and what came in on it. */
typedef struct
{
  SoupWebsocketConnection *connection;
  GError *error;
  guint status;     /* of the handshake */
  GPtrArray *frames; /* of char * */
  guint n_frames;
  gboolean closed;
} DemoWire;

/* query: NULL for the right one; waits until it is open or refused. */
void demo_wire_open (DemoWire *self, DemoClient *client, const char *path, const char *query);
void demo_wire_send (DemoWire *self, const char *frame);
const char *demo_wire_await (DemoWire *self, guint index); /* the index'th frame */
void demo_wire_join (DemoWire *self, DemoClient *client);  /* opens, and joins "/" */
void demo_wire_clear (DemoWire *self);

G_END_DECLS
