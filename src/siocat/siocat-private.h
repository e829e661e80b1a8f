/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "siocat-clock.h"
#include "siocat-link.h"

G_BEGIN_DECLS

/* What the commands work on. */
typedef struct
{
  GMainLoop *loop;
  SiocatClock *clock;
  GHashTable *links; /* name → SiocatLink */
  gboolean trace;
} Siocat;

/* A member that is a number of ms or of things; fallback where it is none. */
guint siocat_get_number (JsonObject *object, const char *name, guint fallback);

/* siocat-open.c: makes the client that "url" and "opts" of the command describe. NULL with an error. */
SiocatLink *siocat_open (Siocat *self, const char *name, JsonObject *command, GError **error);
void siocat_set_reconnection (SiocatLink *link, JsonObject *opts);

/* siocat-auth.c */
void siocat_set_auth (Siocat *self, SiocatLink *link, SioSocket *socket, JsonObject *command);

/* siocat-emit.c */
gboolean siocat_emit (SiocatLink *link, SioSocket *socket, JsonObject *command, GError **error);
gboolean siocat_reply (SiocatLink *link, JsonObject *command, GError **error);

/* siocat-handlers.c: what "on", "once" and "off" do. */
gboolean siocat_on (Siocat *self, SiocatLink *link, SioSocket *socket, JsonObject *command, gboolean once, GError **error);
void siocat_off (SiocatLink *link, SioSocket *socket, JsonObject *command);

/* siocat-state.c */
void siocat_print_state (SiocatLink *link);

G_END_DECLS
