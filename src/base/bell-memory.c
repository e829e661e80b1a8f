/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-memory.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

void
bell_memory_give_back (void)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}
