/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-sign-in-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_SIZE 16384
#define MODE 0600

/* Nothing of a password stays in memory that was given back. */
static void
wipe (char *text,
      gsize length)
{
  if (text != NULL)
    explicit_bzero (text, length);
  g_free (text);
}

void
bell_credentials_free (BellCredentials *credentials)
{
  g_free (credentials->login);
  wipe (credentials->password, credentials->password != NULL ? strlen (credentials->password) : 0);
  g_free (credentials);
}

/* Reading */

/* (transfer full) (nullable): the value of a line "name=value" of this name. */
static char *
find_value (const char *line,
            gsize length,
            const char *name)
{
  gsize n_name = strlen (name);
  const char *end = line + length;

  while (line < end && g_ascii_isspace (*line))
    line++;
  if ((gsize) (end - line) <= n_name || strncmp (line, name, n_name) != 0)
    return NULL;
  line += n_name;
  while (line < end && g_ascii_isspace (*line))
    line++;
  if (line == end || *line != '=')
    return NULL;
  line++;
  while (line < end && g_ascii_isspace (*line))
    line++;
  while (end > line && g_ascii_isspace (end[-1]))
    end--;
  return g_strndup (line, end - line);
}

static void
take_line (BellCredentials *credentials,
           const char *line,
           gsize length)
{
  if (credentials->login == NULL)
    credentials->login = find_value (line, length, "login");
  if (credentials->password == NULL)
    credentials->password = find_value (line, length, "password");
}

BellCredentials *
bell_sign_in_file_parse (const char *text,
                         gsize length,
                         char **problem)
{
  g_autoptr (BellCredentials) credentials = g_new0 (BellCredentials, 1);
  const char *end = text + length;

  *problem = NULL;
  if (!g_utf8_validate_len (text, length, NULL))
    {
      *problem = g_strdup (_("This sign-in file is not UTF-8 and is not used. Save it in UTF-8."));
      return NULL;
    }
  while (text < end)
    {
      const char *newline = memchr (text, '\n', end - text);
      const char *stop = newline != NULL ? newline : end;

      take_line (credentials, text, stop - text);
      text = stop + 1;
    }
  if (credentials->login != NULL && *credentials->login != '\0' && credentials->password != NULL &&
      *credentials->password != '\0')
    return g_steal_pointer (&credentials);
  /* TRANSLATORS: "login=" and "password=" stay as they are */
  *problem = g_strdup (_("This sign-in file needs a line “login=…” and a line “password=…”. It is not used."));
  return NULL;
}

/* Judging */

/* (transfer full) (nullable): why the open file is not used. */
static char *
find_problem (int fd)
{
  struct stat info;

  if (fstat (fd, &info) != 0)
    return g_strdup_printf (_("This sign-in file cannot be read and is not used: %s."), g_strerror (errno));
  if (!S_ISREG (info.st_mode))
    return g_strdup (_("This is no plain file and is not used as a sign-in file."));
  if (info.st_uid != geteuid ())
    return g_strdup (_("This sign-in file belongs to another user and is not used. Give it to the user that Shopbell "
                       "runs as."));
  if ((info.st_mode & 07777) != MODE)
    return g_strdup_printf (_("This sign-in file has the permissions %04o and is not used. Give it 0600: chmod 600."),
                            (guint) (info.st_mode & 07777));
  if (info.st_nlink != 1)
    return g_strdup (_("This sign-in file has another name (a hard link) under which it would stay. It is not used."));
  if (info.st_size > MAX_SIZE)
    return g_strdup (_("This sign-in file is too large and is not used."));
  return NULL;
}

static char *
format_undeletable (int code)
{
  return g_strdup_printf (_("This sign-in file cannot be deleted and is therefore not used: %s. Put it into a folder "
                            "that Shopbell may write."), g_strerror (code));
}

/* -1: there is none, or problem says why it is not used. */
static int
open_file (const char *path,
           char **problem)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
  int code = errno;

  *problem = NULL;
  if (fd < 0 && code == ELOOP)
    *problem = g_strdup (_("This sign-in file is a symbolic link and is not used. Put the file itself here."));
  else if (fd < 0 && code != ENOENT)
    *problem = g_strdup_printf (_("This sign-in file cannot be read and is not used: %s."), g_strerror (code));
  if (fd < 0)
    return -1;
  *problem = find_problem (fd);
  if (*problem == NULL)
    return fd;
  close (fd);
  return -1;
}

gboolean
bell_sign_in_file_check (const char *path,
                         char **problem)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open_file (path, problem);

  if (fd < 0)
    return FALSE;
  close (fd);
  if (g_access (folder, W_OK | X_OK) == 0)
    return TRUE;
  *problem = format_undeletable (errno);
  return FALSE;
}

/* Only now is nobody else to read it. */
static char *
delete_file (const char *path,
             int fd)
{
  struct stat info;

  if (g_unlink (path) != 0)
    return format_undeletable (errno);
  if (fstat (fd, &info) != 0 || info.st_nlink != 0)
    return g_strdup (_("This sign-in file was replaced while it was read, and is not used."));
  return NULL;
}

BellCredentials *
bell_sign_in_file_take (const char *path,
                        char **problem)
{
  g_autoptr (BellCredentials) credentials = NULL;
  char *text;
  gssize length = 0;
  int fd = open_file (path, problem);

  if (fd < 0)
    return NULL;
  text = g_malloc0 (MAX_SIZE);
  length = read (fd, text, MAX_SIZE);
  if (length < 0)
    *problem = g_strdup_printf (_("This sign-in file cannot be read and is not used: %s."), g_strerror (errno));
  else
    credentials = bell_sign_in_file_parse (text, length, problem);
  wipe (text, MAX_SIZE);
  if (credentials != NULL)
    *problem = delete_file (path, fd);
  close (fd);
  return *problem == NULL ? g_steal_pointer (&credentials) : NULL;
}
