/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "siocat-output.h"

#include "sio-client.h"

G_BEGIN_DECLS

/* One client, whose life is printed, and what belongs to it. */
typedef struct
{
  char *name; /* "" for the usual only one */
  SioClient *client;
  GPtrArray *sockets;     /* those that are printed */
  GHashTable *handles;    /* number → SioEvent that wants a reply */
  gint64 last_handle;
  GPtrArray *handlers;    /* SiocatHandler; see siocat-handlers.c */
  SioBackoff backoff;     /* as it was last set */
  guint ack_timeout;      /* the defaults of emit */
  guint retries;
  gint64 last_seq;
} SiocatLink;

SiocatLink *siocat_link_new (const char *name, SioClient *client, gboolean trace);
void siocat_link_free (SiocatLink *self);

/* Prints what happens to it from now on. NULL: the main one. */
SioSocket *siocat_link_get_socket (SiocatLink *self, const char *nsp);

/* A line that says which client it is about, where that is in question. name: the link's. */
JsonObject *siocat_link_line (const char *name, const char *type, SioSocket *socket);

G_END_DECLS
