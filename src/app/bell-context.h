/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-alarm.h"
#include "bell-announcer.h"
#include "bell-deafness.h"
#include "bell-history.h"
#include "bell-inbox.h"
#include "bell-link-log.h"
#include "bell-provision.h"
#include "bell-rules.h"
#include "bell-shop.h"

G_BEGIN_DECLS

/**
 * BellContext:
 *
 * Builds and owns everything behind the window, and passes it in. One per
 * process; no singletons.
 *
 * Signal "history-deleted" (char *shop): all that was known of its events is gone.
 */
#define BELL_TYPE_CONTEXT (bell_context_get_type ())
G_DECLARE_FINAL_TYPE (BellContext, bell_context, BELL, CONTEXT, GObject)

/* What the house stands on; the context takes a reference of each. presence, provision: (nullable). */
typedef struct
{
  BellSettings *settings;
  BellSecrets *secrets;
  BellHistory *history;
  BellNotifier *notifier;
  BellRinger *ringer;
  BellPresence *presence;
  BellProvision *provision; /* applied to the settings already */
  BellClock *clock;
} BellContextParts;

BellContext *bell_context_new (const BellContextParts *parts);

void bell_context_start (BellContext *self); /* loads the inbox, starts every shop that is not paused */
void bell_context_stop (BellContext *self);  /* at most some seconds; nothing happens afterwards */

BellSettings *bell_context_get_settings (BellContext *self);
BellHistory *bell_context_get_history (BellContext *self);
BellLinkLog *bell_context_get_link_log (BellContext *self);
BellInbox *bell_context_get_inbox (BellContext *self);
BellRules *bell_context_get_rules (BellContext *self);
BellAnnouncer *bell_context_get_announcer (BellContext *self);
BellNotifier *bell_context_get_notifier (BellContext *self);
BellAlarm *bell_context_get_alarm (BellContext *self);
BellRinger *bell_context_get_ringer (BellContext *self);
BellDeafness *bell_context_get_deafness (BellContext *self);
BellClock *bell_context_get_clock (BellContext *self);
BellProvision *bell_context_get_provision (BellContext *self); /* (nullable) */
GListModel *bell_context_get_shops (BellContext *self); /* of BellShop */
BellShop *bell_context_find_shop (BellContext *self, const char *id); /* (nullable) */

/* Also saves. An empty name is ignored, and so is all that is locked in the settings. */
void bell_context_rename_shop (BellContext *self, BellShop *shop, const char *name);
void bell_context_set_paused (BellContext *self, BellShop *shop, gboolean paused);

/* Signs out at the server, forgets secrets and settings; and the history where that is wanted. */
void bell_context_remove_shop (BellContext *self, BellShop *shop, gboolean with_history);

/* Deletes all events of a shop, what waits too; the shop stays. */
void bell_context_delete_history (BellContext *self, const char *shop);

/* For bell_sign_in: makes a shop of info (copied) that is not in the list yet. NULL where its address is none. (transfer full) */
BellShop *bell_context_make_shop (BellContext *self, const BellShopInfo *info, OeClient *client, GError **error);

/* For bell_sign_in: saves the shop's settings and puts it into the list, if it is not there. */
void bell_context_adopt_shop (BellContext *self, BellShop *shop);

/* For bell_sign_in: a REST client as this program makes them. */
OeClient *bell_context_new_client (BellContext *self, const char *url, const char *app_token, BellNetwork *network,
                                   const char *fingerprint);

/* Another way to the shop: saved, and gone at once. */
void bell_context_set_network (BellContext *self, BellShop *shop, BellNetwork *network);

G_END_DECLS
