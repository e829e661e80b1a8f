/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-window.h"

#include "bell-counter-page.h"
#include "bell-herald.h"
#include "bell-inbox-page.h"
#include "bell-pulse.h"
#include "bell-rules-page.h"
#include "bell-set-up-strip.h"
#include "bell-shops-page.h"
#include "bell-sign-in-page.h"
#include "bell-state-pill.h"
#include "bell-strip.h"
#include "bell-today-page.h"
#include "bell-undo-bar.h"

G_BEGIN_DECLS

struct _BellWindow
{
  AdwApplicationWindow parent_instance;

  /* Template */
  BellUndoBar *undo;
  AdwToastOverlay *toasts;
  GtkStack *stages;
  AdwBin *welcome_place;
  BellSetUpStrip *welcome_set_up;
  AdwBin *sign_in_place;
  AdwBin *shops_place;
  AdwBin *counter_place;
  GtkWidget *demo_mark;
  GtkWidget *search;
  AdwViewSwitcherTitle *switcher_title;
  BellStatePill *pill;
  BellStrip *strip;
  BellSetUpStrip *set_up;
  AdwViewStack *pages;
  AdwViewStackPage *inbox_page;
  BellInboxPage *inbox;
  AdwBin *today_place;
  AdwBin *rules_place;

  /* Borrowed from their places; NULL until first needed: bell-window-pages.c */
  GtkWidget *welcome;
  BellSignInPage *sign_in;
  BellShopsPage *shops;
  BellCounterPage *counter;
  BellTodayPage *today;
  BellRulesPage *rules;

  /* Owned */
  BellContext *context;
  BellPulse *pulse;
  BellHerald *herald;
  gboolean demo;
  guint narrow_source;
};

/* bell-window-actions.c */
void bell_window_class_install_actions (GtkWidgetClass *widget_class);

/* bell-window-pages.c: each is made unless it is there. name: that of a page at home. */
void bell_window_need_welcome (BellWindow *self);
void bell_window_need_sign_in (BellWindow *self);
void bell_window_need_shops (BellWindow *self);
void bell_window_need_counter (BellWindow *self);
void bell_window_need_page (BellWindow *self, const char *name);

/* Ends what the other stages have under way; for leaving them. */
void bell_window_stop_pages (BellWindow *self);

/* bell-window-counter.c: fills the screen with what waits, and gives it back. */
void bell_window_enter_counter (BellWindow *self);
void bell_window_leave_counter (BellWindow *self);
void bell_window_place_bars (BellWindow *self);
gboolean bell_window_is_counter (BellWindow *self);

/* The welcome, or, with a shop, the inbox. */
void bell_window_go_home (BellWindow *self);

/* A page of the shops (bell-shops-page.h). shop: (nullable) */
void bell_window_show_shops (BellWindow *self, const char *page, BellShop *shop);

G_END_DECLS
