/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-self-test.h"

G_BEGIN_DECLS

/* What a page without room for every stage says of a test: what failed, else how it goes. (transfer full) */
char *bell_test_words (BellSelfTest *test);

G_END_DECLS
