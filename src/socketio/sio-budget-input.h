/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-budget-stream.h"

G_BEGIN_DECLS

/* The reading half of a SioBudgetStream; not to be used by itself. */
#define SIO_TYPE_BUDGET_INPUT (sio_budget_input_get_type ())
G_DECLARE_FINAL_TYPE (SioBudgetInput, sio_budget_input, SIO, BUDGET_INPUT, GInputStream)

GInputStream *sio_budget_input_new (GInputStream *base, GBytes *rest, gsize max_message, SioHeardFunc heard,
                                    gpointer user_data);
void sio_budget_input_message_done (SioBudgetInput *self);
void sio_budget_input_detach (SioBudgetInput *self);

G_END_DECLS
