/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-tray.h"

G_BEGIN_DECLS

/* A fake tray: keeps what it was told, and shows nothing. */
#define BELL_TYPE_FAKE_TRAY (bell_fake_tray_get_type ())
G_DECLARE_FINAL_TYPE (BellFakeTray, bell_fake_tray, BELL, FAKE_TRAY, GObject)

BellFakeTray *bell_fake_tray_new (void);
guint *bell_fake_tray_n_shown (BellFakeTray *self); /* states set so far */
const BellTrayState *bell_fake_tray_get_state (BellFakeTray *self);
const BellTrayItem *bell_fake_tray_find (BellFakeTray *self, const char *id); /* (nullable) of the menu's first level */
void bell_fake_tray_choose (BellFakeTray *self, const char *id, const char *token); /* whether it is there or not */
void bell_fake_tray_activate (BellFakeTray *self, const char *token);

G_END_DECLS
