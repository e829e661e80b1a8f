/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-canary.h"
#include "bell-context.h"
#include "bell-file-sign-in.h"
#include "bell-meter.h"
#include "bell-retention.h"
#include "bell-taker.h"

G_BEGIN_DECLS

struct _BellContext
{
  GObject parent_instance;

  /* Owned */
  BellSettings *settings;
  BellSecrets *secrets;
  BellHistory *history;
  BellNotifier *notifier;
  BellRinger *ringer;
  BellPresence *presence; /* (nullable) */
  BellProvision *provision; /* (nullable) */
  BellFileSignIn *file_sign_in; /* (nullable) */
  BellClock *clock;
  BellInbox *inbox;
  BellRules *rules;
  BellAnnouncer *announcer;
  BellAlarm *alarm;
  BellDeafness *deafness;
  BellCanary *canary;
  BellTaker *taker;
  BellLinkLog *link_log;
  BellMeter *meter;
  BellRetention *retention;
  GListStore *shops;
  GHashTable *heard; /* set of BellSession that were online once; borrowed */
  gboolean stopped;
};

/* bell-context-shops.c: a shop of the settings takes up its work, unless it is paused. */
void bell_context_restore_shop (BellContext *self, const BellShopInfo *info);

G_END_DECLS
