/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-context.h"
#include "demo-shop.h"

G_BEGIN_DECLS

/* A new shop of the context, "Café", to which the demo's till has signed in. (transfer none) */
BellShop *app_demo_sign_in (BellContext *context, DemoShop *demo);

G_END_DECLS
