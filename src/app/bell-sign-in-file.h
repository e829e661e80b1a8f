/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Who signs in, once. */
typedef struct
{
  char *login;
  char *password; /* overwritten when it is freed */
} BellCredentials;

void bell_credentials_free (BellCredentials *credentials);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BellCredentials, bell_credentials_free)

/* "login=…" and "password=…", each on a line. NULL: problem is a sentence without anything of the text. */
BellCredentials *bell_sign_in_file_parse (const char *text, gsize length, char **problem);

/*
 * Whether there is a sign-in file that may be used: a plain file, of this user, with mode 0600, with no other name, in
 * a folder that it can be deleted from. FALSE without problem: there is none. Reads nothing.
 */
gboolean bell_sign_in_file_check (const char *path, char **problem);

/* The same, reads it, and deletes it: what cannot be deleted is not used. NULL: as above. */
BellCredentials *bell_sign_in_file_take (const char *path, char **problem);

G_END_DECLS
