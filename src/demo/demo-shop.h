/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * DemoShop:
 *
 * A small OneEntry shop in this process: the Content API and the Socket.IO
 * server side, on loopback, faithful enough for the official SDK. It also
 * misbehaves on demand, for the tests.
 *
 * Signals: "joined" and "left" (guint sockets): a client's namespace came or went.
 */
#define DEMO_TYPE_SHOP (demo_shop_get_type ())
G_DECLARE_FINAL_TYPE (DemoShop, demo_shop, DEMO, SHOP, GObject)

DemoShop *demo_shop_new (const char *login, const char *password);

/*
 * A certificate project, from the next listen on: whoever comes must show a certificate that authority issued; no app
 * token is asked for, and one that is sent is counted as the operation "app-token".
 */
void demo_shop_set_client_authority (DemoShop *self, GTlsCertificate *authority);
void demo_shop_set_ipv6 (DemoShop *self, gboolean ipv6); /* from the next listen on: [::1] */

/* 127.0.0.1:port, 0 takes any. certificate: (nullable): serves https with it. */
gboolean demo_shop_listen (DemoShop *self, guint port, GTlsCertificate *certificate, GError **error);
void demo_shop_close (DemoShop *self); /* closes the port and drops every connection */

const char *demo_shop_get_url (DemoShop *self); /* "http://127.0.0.1:PORT" */
const char *demo_shop_get_app_token (DemoShop *self);
const char *demo_shop_get_login (DemoShop *self);
const char *demo_shop_get_password (DemoShop *self);

/* Sends an event to every joined client. name: "notification" or a marker; payload: (transfer none) (nullable). */
void demo_shop_emit (DemoShop *self, const char *name, JsonNode *payload);
/* Sends text as one Engine.IO text frame, as it is, to every socket. */
void demo_shop_send_raw (DemoShop *self, const char *frame);

/* A lively day: orders, products, forms, users, messages, one every so many ms (0 stops). */
void demo_shop_set_story (DemoShop *self, guint every_ms);

/* What the tests turn. */
void demo_shop_set_access_ttl (DemoShop *self, guint seconds);         /* default 3600 */
void demo_shop_set_ping (DemoShop *self, guint interval_ms, guint timeout_ms); /* default 25000, 20000 */
void demo_shop_set_hide_providers (DemoShop *self, gboolean hide);     /* 403 on providers and forms */
void demo_shop_set_code_provider (DemoShop *self, gboolean active);    /* a second provider, that signs in by a one-time code */
void demo_shop_add_subscriptions (DemoShop *self, const char *marker, gint64 first, guint n); /* of n products */
void demo_shop_set_hide_events (DemoShop *self, gboolean hide);        /* 403 on the event list */
void demo_shop_set_refuse_refresh (DemoShop *self, gboolean refuse);   /* 400 "Provided token is incorrect" */
void demo_shop_set_refuse_sockets (DemoShop *self, guint http_status); /* 0: no; 401, 403, 503 at the handshake; 41 or 44: that packet */
void demo_shop_set_down (DemoShop *self, gboolean down);               /* 503 on every REST answer */
void demo_shop_set_swallow_forms (DemoShop *self, gboolean swallow);    /* what is submitted is sent to nobody */
void demo_shop_set_busy (DemoShop *self, guint retry_after);           /* s: a refresh is answered by 429 with it; 0: no */
void demo_shop_set_want_device (DemoShop *self, gboolean want);        /* a handshake without its header gets 401 */
void demo_shop_set_answer_delay (DemoShop *self, guint ms);            /* of every REST answer */
void demo_shop_revoke_access (DemoShop *self);  /* every access token ends now; sockets stay */
void demo_shop_drop_sockets (DemoShop *self);   /* cuts every TCP connection of a socket */

const char *demo_shop_get_code (DemoShop *self);   /* (nullable): the one-time code that was "sent" last */
guint demo_shop_get_sockets (DemoShop *self);      /* joined now */
guint demo_shop_get_max_sockets (DemoShop *self);  /* the most there ever were at one time */
guint demo_shop_get_n_requests (DemoShop *self, const char *operation); /* "auth", "refresh", "logout", "handshake", … */
guint demo_shop_get_n_reused_refresh (DemoShop *self); /* refresh tokens that were used twice */

G_END_DECLS
