/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A trust store for REST and socket alike: the system's store, plus the
 * certificates of the PEM file extra_ca_file (nullable, absolute or relative
 * path). There is no way to switch verification off. (transfer full)
 */
GTlsDatabase *bell_tls_database_new (const char *extra_ca_file, GError **error);

G_END_DECLS
