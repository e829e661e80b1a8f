/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "bell-clock.h"

G_BEGIN_DECLS

/*
 * DemoHub: every open WebSocket, each with its Engine.IO heartbeat and its one
 * Socket.IO namespace. Knows nothing of HTTP or of who is signed in.
 */
typedef struct _DemoHub DemoHub;

/* joined: a client's namespace came, else it went. */
typedef void (*DemoHubFunc) (gboolean joined, gpointer user_data);

DemoHub *demo_hub_new (BellClock *clock, DemoHubFunc changed, gpointer user_data);
void demo_hub_free (DemoHub *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoHub, demo_hub_free)

void demo_hub_set_ping (DemoHub *self, guint interval_ms, guint timeout_ms);

/* Takes a connection that was just upgraded. refusal: 0, 41 or 44: what its CONNECT is answered with. */
void demo_hub_adopt (DemoHub *self, SoupWebsocketConnection *connection, guint refusal);

void demo_hub_emit (DemoHub *self, const char *frame);     /* to those that joined */
void demo_hub_send_raw (DemoHub *self, const char *frame); /* to every socket */
void demo_hub_drop (DemoHub *self);                        /* cuts every TCP connection */

guint demo_hub_get_joined (DemoHub *self);
guint demo_hub_get_max_joined (DemoHub *self);

G_END_DECLS
