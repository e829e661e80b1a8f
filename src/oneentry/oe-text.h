/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What a server wrote, as one line of plain text: tags stripped, the basic
 * entities decoded, control characters and bidi overrides dropped, white space
 * collapsed, invalid UTF-8 replaced, at most max_chars characters (the last one
 * "…" where something was cut off). Takes time linear in a bounded part of the
 * text. text may be NULL (gives ""). Free with g_free().
 */
char *oe_text_plain (const char *text, gsize max_chars);

/* The same, of the first line that is not empty; block tags end lines. */
char *oe_text_first_line (const char *text, gsize max_chars);

/*
 * What people wrote themselves, as one line: what looks like tags or entities stays; else as oe_text_plain().
 * Free with g_free().
 */
char *oe_text_as_typed (const char *text, gsize max_chars);

/* At most max_chars characters of valid UTF-8. */
char *oe_text_cut (const char *text, gsize max_chars);

G_END_DECLS
