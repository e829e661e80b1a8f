/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The language of a project, "de_DE", in which this person is spoken to: the first of wanted (as
 * g_get_language_names() gives them) that the project has, by language and country, else by language
 * alone; without any, the project's first; NULL where it has none. (transfer none), of offered.
 */
const char *bell_language_choose (const char *const *offered, const char *const *wanted);

G_END_DECLS
