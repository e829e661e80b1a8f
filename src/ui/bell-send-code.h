/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BellSendCode:
 *
 * The button that asks a shop for a one-time code, and counts down until it may be asked for another one.
 */
#define BELL_TYPE_SEND_CODE (bell_send_code_get_type ())
G_DECLARE_FINAL_TYPE (BellSendCode, bell_send_code, BELL, SEND_CODE, GtkButton)

/* Whether there is somebody to send it to. */
void bell_send_code_set_possible (BellSendCode *self, gboolean possible);

/* One was sent, or asked for too early: none for so many seconds. */
void bell_send_code_wait (BellSendCode *self, int seconds);

G_END_DECLS
