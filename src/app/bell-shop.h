/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-entry.h"
#include "bell-session.h"

G_BEGIN_DECLS

/* What became of the form that is submitted to see whether events arrive (bell-canary.h). Unix times in µs. */
typedef struct
{
  gint64 lost_since;     /* when it was submitted whose event did not come back; 0: none is missed */
  gint64 out_since;      /* when the one was submitted that is waited for, 0: none is */
  gint64 back_at;        /* when the newest came back, 0: none did */
  gint64 round_trip;     /* how long that took */
  const GError *problem; /* (nullable): why the newest could not be submitted */
} BellCanaryNews;

/**
 * BellShop:
 *
 * One account in one OneEntry project: what is known of it, its session, and
 * the markers seen or listed there.
 *
 * Properties (notify): "name"; "colour"; "session" (construct-only); "canary-form"; "canary-lost" (boolean), which
 * is notified of at any news of it.
 */
#define BELL_TYPE_SHOP (bell_shop_get_type ())
G_DECLARE_FINAL_TYPE (BellShop, bell_shop, BELL, SHOP, GObject)

const char *bell_shop_get_id (BellShop *self);
const char *bell_shop_get_name (BellShop *self);
const char *bell_shop_get_colour (BellShop *self); /* one of bell-shop-colour.h */
const char *bell_shop_get_url (BellShop *self);
const BellShopInfo *bell_shop_get_info (BellShop *self);
BellSession *bell_shop_get_session (BellShop *self);
OeClient *bell_shop_get_client (BellShop *self);

/* (nullable): where it is locked whether the shop is paused. */
const char *bell_shop_get_paused_by (BellShop *self);

/* (transfer none): "<url>/orders", the shop's own page for what waits. */
const char *bell_shop_get_orders_url (BellShop *self);

/* (transfer full): the page that "Open" shows for this event; see bell-open-address.h. */
char *bell_shop_dup_address_of (BellShop *self, BellEntry *entry);

/* What a later sign-in is to start from; the session is told too. */
void bell_shop_set_account (BellShop *self, const char *provider, const char *login, const char *login_marker,
                            const char *password_marker);
void bell_shop_set_name (BellShop *self, const char *name);
void bell_shop_set_colour (BellShop *self, const char *colour);
void bell_shop_set_language (BellShop *self, const char *lang_code);
void bell_shop_set_open_address (BellShop *self, const char *template);
void bell_shop_set_app_token_read (BellShop *self, const char *day);
void bell_shop_set_network (BellShop *self, const BellNetworkSettings *settings);
void bell_shop_set_paused (BellShop *self, gboolean paused);
void bell_shop_set_canary_form (BellShop *self, const char *form, guint minutes); /* "": none */

void bell_shop_set_canary (BellShop *self, const BellCanaryNews *news);
const BellCanaryNews *bell_shop_get_canary (BellShop *self); /* until there are others */

/* For bell_context only: where the pause is locked. */
void bell_shop_set_paused_by (BellShop *self, const char *locked_by);

/* For bell_context only. */
BellShop *bell_shop_new (const BellShopInfo *info, BellSession *session, OeClient *client);

G_END_DECLS
