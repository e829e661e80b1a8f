/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Makes the project's base address of what a person typed or pasted: spaces
 * trimmed, "https://" added where no scheme is given, path, query and trailing
 * slash dropped, user info refused. http is allowed for loopback hosts only
 * (127.0.0.0/8, ::1, localhost). Gives "https://host[:port]" or OE_ERROR_ADDRESS.
 */
char *oe_address_normalize (const char *typed, GError **error);

G_END_DECLS
