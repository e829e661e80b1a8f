/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-facts.h"

G_BEGIN_DECLS

#define BELL_MAX_TEMPLATE 500 /* characters */

/*
 * A template of a title or body: text with fields in braces, as bell_facts_dup()
 * reads them. {a|b|"text"} is the first that has something to say; a field that
 * is missing says nothing. "{{" and "}}" are the braces themselves.
 */

/* Plain text of one line, at most max_chars characters. Free with g_free(). */
char *bell_template_fill (const char *template, BellFacts *facts, gsize max_chars);

/* The same for what is no text for people: each field's text escaped; NULL where one has nothing to say. Free with g_free(). */
typedef char *(*BellTemplateEscape) (const char *value);
char *bell_template_fill_escaped (const char *template, BellFacts *facts, BellTemplateEscape escape);

/* NULL: fine; else what is wrong with it, for people, translated. Free with g_free(). */
char *bell_template_dup_problem (const char *template);

G_END_DECLS
