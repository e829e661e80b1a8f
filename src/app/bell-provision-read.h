/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-provision.h"

G_BEGIN_DECLS

/*
 * What this computer's owner set up: the files in their order, then the variables. Never NULL, never fails: what is
 * wrong is among its mistakes, and in the log. Reads files of this disk, before anything runs.
 */
BellProvision *bell_provision_read (void);

/* The same of these files and variables, in this order. optional: how many of the paths may be missing. */
BellProvision *bell_provision_read_paths (const char *const *paths, guint optional, const char *const *variables);

/* A BellProvisionLoad: a plain file of at most max bytes; a pipe or a device is none, and nothing waits for it. */
char *bell_provision_load (const char *path, gsize max, gsize *length, GError **error);

G_END_DECLS
