/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "bell-format-self-test.h"

G_BEGIN_DECLS

/**
 * BellSelfTest:
 *
 * Sends an order of its own through the whole program, from what a socket
 * brings to the bubble and the sound, and says of each stage how it went and
 * when. It is judged by the shop's rules for orders, is told from an order by its
 * title and its kind, counts as none, and takes itself back some seconds after
 * the last stage; or when somebody takes it, or bell_self_test_stop() is called.
 *
 * It begins where the connection ends: that the shop would send an order, only
 * the shop can show.
 *
 * Property "running" (boolean, notify): a stage is still to come.
 * Signal "changed": there is something new to say about a stage.
 */
#define BELL_TYPE_SELF_TEST (bell_self_test_get_type ())
G_DECLARE_FINAL_TYPE (BellSelfTest, bell_self_test, BELL, SELF_TEST, GObject)

BellSelfTest *bell_self_test_new (BellContext *context, BellShop *shop);

void bell_self_test_start (BellSelfTest *self); /* once */
void bell_self_test_stop (BellSelfTest *self);

gboolean bell_self_test_get_running (BellSelfTest *self);
BellShop *bell_self_test_get_shop (BellSelfTest *self);
BellSelfTestOutcome bell_self_test_get_outcome (BellSelfTest *self, BellSelfTestStage stage);
gint64 bell_self_test_get_time (BellSelfTest *self, BellSelfTestStage stage); /* µs since the start, -1: not yet */
const char *bell_self_test_get_sentence (BellSelfTest *self, BellSelfTestStage stage); /* "" while nothing is to be said */
char *bell_self_test_dup_summary (BellSelfTest *self);

G_END_DECLS
