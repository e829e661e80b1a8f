/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SioFakeServer:
 *
 * A scripted WebSocket server on loopback that says exactly the bytes a test
 * wants said, and keeps what it heard. It answers the upgrade, sends the open
 * packet and answers CONNECT by itself, unless told otherwise.
 */
#define SIO_TYPE_FAKE_SERVER (sio_fake_server_get_type ())
G_DECLARE_FINAL_TYPE (SioFakeServer, sio_fake_server, SIO, FAKE_SERVER, GObject)

#define SIO_FAKE_OPEN "0{\"sid\":\"e1\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}"
#define SIO_FAKE_JOIN "40{\"sid\":\"s1\"}"

SioFakeServer *sio_fake_server_new (void);
char *sio_fake_server_get_url (SioFakeServer *self, const char *path);
void sio_fake_server_stop (SioFakeServer *self);

/* Raw bytes instead of the 101 answer; NULL upgrades again. */
void sio_fake_server_set_answer (SioFakeServer *self, const char *answer);
/* What is sent after the upgrade, and in reply to each CONNECT, in its namespace; NULL: nothing. */
void sio_fake_server_set_open (SioFakeServer *self, const char *frame);
void sio_fake_server_set_join (SioFakeServer *self, const char *frame);
/* TRUE: accepts connections and says nothing at all. */
void sio_fake_server_set_silent (SioFakeServer *self, gboolean silent);
/* TRUE, once it has read what is there: reads no more, until FALSE. */
void sio_fake_server_set_deaf (SioFakeServer *self, gboolean deaf);

/* A client's goodbye is answered, and the connection closed, at once; or else only when told to. */
void sio_fake_server_set_lingers (SioFakeServer *self, gboolean lingers);

/* To the newest connection. */
void sio_fake_server_send_text (SioFakeServer *self, const char *text);
void sio_fake_server_send_frame (SioFakeServer *self, guint8 first_byte, const void *data, gsize length);
void sio_fake_server_send_raw (SioFakeServer *self, const void *data, gsize length);
void sio_fake_server_send_close (SioFakeServer *self, guint16 code);
void sio_fake_server_drop (SioFakeServer *self);  /* FIN */
void sio_fake_server_reset (SioFakeServer *self); /* RST */

/* What it saw. */
guint sio_fake_server_get_n_handshakes (SioFakeServer *self);
const char *sio_fake_server_get_request (SioFakeServer *self, guint index); /* the head of handshake index */
guint sio_fake_server_get_open_now (SioFakeServer *self);
guint sio_fake_server_get_max_open (SioFakeServer *self);
guint sio_fake_server_get_n_frames (SioFakeServer *self);
const char *sio_fake_server_get_frame (SioFakeServer *self, guint index); /* text; "<close>", "<ping>", "<01 ff>" */
gboolean sio_fake_server_saw_frame (SioFakeServer *self, const char *text);

G_END_DECLS
