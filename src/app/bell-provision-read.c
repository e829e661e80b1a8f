/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-provision-read.h"

#include "bell-format-provision.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define SYSTEM_FILE "/etc/shopbell/provision.conf"
#define OWN_FILE "provision.conf"
#define VARIABLE "SHOPBELL_PROVISION"

static gboolean
refuse (GError **error,
        int code,
        const char *message)
{
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), message);
  return FALSE;
}

static gboolean
check_kind (int fd,
            gsize max,
            GError **error)
{
  struct stat info;
  g_autofree char *size = NULL;
  g_autofree char *message = NULL;

  if (fstat (fd, &info) != 0)
    return refuse (error, errno, g_strerror (errno));
  if (S_ISDIR (info.st_mode))
    return refuse (error, EISDIR, _("it is a folder"));
  if (!S_ISREG (info.st_mode))
    return refuse (error, EINVAL, _("it is no plain file"));
  if ((guint64) info.st_size <= max)
    return TRUE;
  size = g_format_size_full (max, G_FORMAT_SIZE_IEC_UNITS);
  message = g_strdup_printf (_("it is larger than %s"), size);
  return refuse (error, EFBIG, message);
}

/* It may grow meanwhile: never more than max bytes. */
static char *
read_all (int fd,
          gsize max,
          gsize *length,
          GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  guint8 buffer[4096];
  gssize n;

  while ((n = read (fd, buffer, MIN (sizeof buffer, max - bytes->len))) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          refuse (error, errno, g_strerror (errno));
          g_byte_array_unref (bytes);
          return NULL;
        }
      g_byte_array_append (bytes, buffer, n);
    }
  *length = bytes->len;
  g_byte_array_append (bytes, (const guint8 *) "", 1);
  return (char *) g_byte_array_free (bytes, FALSE);
}

char *
bell_provision_load (const char *path,
                     gsize max,
                     gsize *length,
                     GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  char *text = NULL;

  if (fd < 0)
    {
      refuse (error, errno, g_strerror (errno));
      return NULL;
    }
  if (check_kind (fd, max, error))
    text = read_all (fd, max, length, error);
  close (fd);
  return text;
}

static void
read_file (BellProvision *self,
           const char *path,
           gboolean optional)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (!g_path_is_absolute (path))
    {
      /* TRANSLATORS: what is wrong with the path of a file; SHOPBELL_PROVISION stays as it is */
      bell_provision_add_mistake (self, path, 0, g_strdup (_("This path does not begin with “/”. Correct "
                                                             "SHOPBELL_PROVISION.")));
      return;
    }
  text = bell_provision_load (path, BELL_PROVISION_MAX_FILE, &length, &error);
  if (text != NULL)
    {
      bell_provision_add_file (self, path);
      bell_provision_add_text (self, path, text, length);
    }
  else if (!optional || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    /* TRANSLATORS: %s is why, as "Permission denied" or "it is a folder" */
    bell_provision_add_mistake (self, path, 0,
                                g_strdup_printf (_("This file cannot be read: %s. Nothing of it is used; correct it or "
                                                   "its permissions."), error->message));
}

BellProvision *
bell_provision_read_paths (const char *const *paths,
                           guint optional,
                           const char *const *variables)
{
  BellProvision *self = bell_provision_new (bell_provision_load);
  GPtrArray *mistakes = bell_provision_get_mistakes (self);

  for (guint i = 0; paths[i] != NULL; i++)
    read_file (self, paths[i], i < optional);
  bell_provision_add_variables (self, variables);
  bell_provision_finish (self);
  for (guint i = 0; i < mistakes->len; i++)
    {
      g_autofree char *line = bell_format_mistake (g_ptr_array_index (mistakes, i));

      g_message ("%s", line);
    }
  return self;
}

BellProvision *
bell_provision_read (void)
{
  g_autofree char *own = g_build_filename (g_get_user_config_dir (), "shopbell", OWN_FILE, NULL);
  const char *named = g_getenv (VARIABLE);
  const char *paths[] = { SYSTEM_FILE, own, named != NULL && *named != '\0' ? named : NULL, NULL };
  g_auto (GStrv) variables = g_get_environ ();

  return bell_provision_read_paths (paths, 2, (const char *const *) variables);
}
