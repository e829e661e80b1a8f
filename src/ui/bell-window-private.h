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
#include "bell-undo.h"

G_BEGIN_DECLS

struct _BellWindow
{
  AdwApplicationWindow parent_instance;

  /* Template */
  AdwToastOverlay *toasts;
  GtkStack *stages;
  GtkWidget *welcome;
  BellSetUpStrip *welcome_set_up;
  BellSignInPage *sign_in;
  BellShopsPage *shops;
  BellCounterPage *counter;
  GtkWidget *demo_mark;
  GtkWidget *search;
  AdwViewSwitcherTitle *switcher_title;
  BellStatePill *pill;
  BellStrip *strip;
  BellSetUpStrip *set_up;
  AdwViewStack *pages;
  AdwViewStackPage *inbox_page;
  BellInboxPage *inbox;
  BellTodayPage *today;
  BellRulesPage *rules;

  /* Owned */
  BellContext *context;
  BellPulse *pulse;
  BellUndo *undo;
  BellHerald *herald;
  gboolean demo;
};

/* bell-window-actions.c */
void bell_window_class_install_actions (GtkWidgetClass *widget_class);

/* bell-window-counter.c: fills the screen with what waits, and gives it back. */
void bell_window_enter_counter (BellWindow *self);
void bell_window_leave_counter (BellWindow *self);
gboolean bell_window_is_counter (BellWindow *self);

/* The welcome, or, with a shop, the inbox. */
void bell_window_go_home (BellWindow *self);

/* A page of the shops (bell-shops-page.h). shop: (nullable) */
void bell_window_show_shops (BellWindow *self, const char *page, BellShop *shop);

G_END_DECLS
