/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "bell-clock.h"
#include "demo-hub.h"
#include "demo-shop.h"
#include "demo-story.h"
#include "demo-tokens.h"

G_BEGIN_DECLS

/* What the parts of the shop share. */
struct _DemoShop
{
  GObject parent_instance;

  char *login;
  char *password;
  char *url;

  BellClock *clock;
  SoupServer *server; /* (nullable): while it listens */
  GTlsCertificate *client_authority; /* (nullable) */
  gboolean ipv6;
  DemoTokens *tokens;
  DemoHub *hub;
  DemoStory *story;

  JsonNode *catalog;       /* what the Content API answers with */
  JsonArray *subscriptions;
  GHashTable *requests;    /* operation → how often (guint) */
  GHashTable *delayed;     /* answers held back: SoupServerMessage → its timer */

  char *code;       /* (nullable): the one-time code that was sent last */
  gint64 code_made; /* boot time in µs */

  gboolean hide_providers;
  gboolean hide_events;
  gboolean refuse_refresh;
  gboolean down;
  gboolean swallow_forms;
  guint refuse_sockets;
  guint busy;
  gboolean want_device;
  guint answer_delay;
};

void demo_shop_count (DemoShop *self, const char *operation);

/* demo-rest.c */
void demo_rest_attach (DemoShop *self);

/* demo-answer.c: answers as the Content API words them */
GHashTable *demo_answer_new_delayed (void);
void demo_answer (DemoShop *self, SoupServerMessage *message, guint status, JsonNode *body);
void demo_answer_error (DemoShop *self, SoupServerMessage *message, guint status, const char *text);
const DemoSession *demo_answer_find_session (DemoShop *self, SoupServerMessage *message);
gboolean demo_answer_has_app_token (DemoShop *self, SoupServerMessage *message);

/* demo-files.c: the pictures of its products */
void demo_files_attach (DemoShop *self);

/* demo-socket.c */
void demo_socket_attach (DemoShop *self);

G_END_DECLS
