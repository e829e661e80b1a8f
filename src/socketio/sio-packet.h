/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The packet types of Socket.IO 5 (REQ-31). */
typedef enum
{
  SIO_PACKET_CONNECT,
  SIO_PACKET_DISCONNECT,
  SIO_PACKET_EVENT,
  SIO_PACKET_ACK,
  SIO_PACKET_CONNECT_ERROR,
  SIO_PACKET_BINARY_EVENT,
  SIO_PACKET_BINARY_ACK,
} SioPacketType;

/* An attachment more is a parse error (REQ-38). */
#define SIO_PACKET_MAX_ATTACHMENTS 10

/* One packet: <type>[<n>-][<nsp>,][<id>][<json>] */
typedef struct
{
  SioPacketType type;
  guint attachments;
  char *nsp;       /* "/" by default */
  gint64 id;       /* -1: none */
  char *name;      /* of an event */
  char *payload;   /* (nullable): checked JSON text */
  gsize payload_length;
} SioPacket;

/*
 * Decodes the text behind the Engine.IO type. Total: any bytes give a packet or
 * a SIO_ERROR_PARSE, in linear time (REQ-37 … 42). Clear the packet in the end.
 */
gboolean sio_packet_decode (const char *text, gsize length, SioPacket *packet, GError **error);
void sio_packet_clear (SioPacket *packet);

/* nsp "/" and id -1 are left out; json: (nullable). Types without attachments only. Free with g_free(). */
char *sio_packet_encode (SioPacketType type, const char *nsp, gint64 id, const char *json);

/* An EVENT or ACK, which attachments turn into its binary kind (REQ-34). */
char *sio_packet_encode_binary (SioPacketType type, guint attachments, const char *nsp, gint64 id, const char *json);

/* Names that only the library itself may use (REQ-73). */
gboolean sio_packet_is_reserved (const char *name);

G_END_DECLS
