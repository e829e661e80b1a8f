/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-provision.h"
#include "bell-settings.h"
#include "oe-client.h"

G_BEGIN_DECLS

/*
 * Gives what is set to the settings, and its locks; adds the shops that are new, and tells every section the id of
 * its shop. Before anything reads the settings.
 */
void bell_provision_apply (BellProvision *self, BellSettings *settings);

/* Gives the shop's client the app token that is set, instead of that in the keyring. */
void bell_provision_equip (BellProvision *self, const char *shop, OeClient *client);

G_END_DECLS
