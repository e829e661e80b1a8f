/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SIOCAT_MAX_LINE (24 * 1024 * 1024)

/**
 * SiocatInput:
 *
 * Standard input, line by line. A line over SIOCAT_MAX_LINE is given as NULL,
 * and what follows its end is read as usual.
 */
typedef struct _SiocatInput SiocatInput;

/* Returns: FALSE to read no more. */
typedef gboolean (*SiocatLineFunc) (const char *line, gsize length, gpointer user_data);

/* Reads in the main loop; ended is called at the end of the file. */
SiocatInput *siocat_input_new (SiocatLineFunc func, GSourceOnceFunc ended, gpointer user_data);
void siocat_input_free (SiocatInput *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiocatInput, siocat_input_free)

/* All of it at once, without a main loop. */
void siocat_input_read (SiocatLineFunc func, gpointer user_data);

G_END_DECLS
