/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-state.h"

const char *
sio_state_to_string (SioState state)
{
  static const char *const names[] = { "idle", "opening", "joining", "connected", "waiting", "stopped" };

  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (names), "");
  return names[state];
}

const char *
sio_reason_to_string (SioReason reason)
{
  static const char *const names[] = {
    "io server disconnect", "io client disconnect", "ping timeout", "transport close",
    "transport error",      "parse error",          "forced close",
  };

  g_return_val_if_fail ((guint) reason < G_N_ELEMENTS (names), "");
  return names[reason];
}
