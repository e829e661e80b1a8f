/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-settings.h"

G_BEGIN_DECLS

#define BELL_MACHINE_ID_FILE "/etc/machine-id"

/*
 * A till's disk may be cloned: two computers with one fingerprint would end each other's sign-ins for ever. Where
 * file, the machine id, is another than the one noted, every shop gets a fingerprint of its own, and must be signed
 * in to once more. An id that cannot be read changes nothing. TRUE where fingerprints were made anew.
 */
gboolean bell_device_check (BellSettings *settings, const char *file);

G_END_DECLS
