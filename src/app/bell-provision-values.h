/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-provision.h"

G_BEGIN_DECLS

/*
 * The value of a key as it stands in a file: a floating variant, or NULL and in problem a sentence, with what to do
 * and without the text. folder: where a path that does not begin with a slash begins.
 */
GVariant *bell_provision_parse_value (const BellProvisionKey *key, const char *text, const char *folder,
                                      BellProvisionLoad load, char **problem);

/* Words apart by blanks, commas or semicolons. (transfer full) */
char **bell_provision_split_words (const char *text);

G_END_DECLS
