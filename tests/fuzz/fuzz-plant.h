/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * A deep copy of an event's arguments with known secrets at every place that
 * has to be masked (design §3.6): members by their name at any depth, form
 * values whose marker says password, a top-level code, and that code inside the
 * other texts. The secrets are made of seed. (transfer full)
 */
JsonArray *fuzz_plant_secrets (JsonArray *args, const guint8 *seed, gsize size);

/* Whether one of the secrets planted last stands in text. */
gboolean fuzz_plant_is_in (const char *text);

G_END_DECLS
