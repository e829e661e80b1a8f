/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-self-test.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BellSelfTestDialog:
 *
 * A test of the whole way of an event, stage by stage as it goes.
 */
#define BELL_TYPE_SELF_TEST_DIALOG (bell_self_test_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BellSelfTestDialog, bell_self_test_dialog, BELL, SELF_TEST_DIALOG, AdwWindow)

/* Starts at once; closing the dialog takes the test's event back. */
GtkWindow *bell_self_test_dialog_new (GtkWindow *parent, BellContext *context, BellShop *shop);

G_END_DECLS
