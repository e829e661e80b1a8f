/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-autostart-entry.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define GROUP G_KEY_FILE_DESKTOP_GROUP
#define ENABLED "X-GNOME-Autostart-enabled" /* what GNOME's own settings write */

/* By the Desktop Entry Specification: reserved characters need quotes, some of them a backslash too. */
char *
bell_autostart_entry_quote (const char *const *command)
{
  GString *line = g_string_new (NULL);

  for (; *command != NULL; command++)
    {
      gboolean quotes = **command == '\0' || strpbrk (*command, " \t\n\"'\\><~|&;$*?#()`") != NULL;

      if (line->len > 0)
        g_string_append_c (line, ' ');
      if (quotes)
        g_string_append_c (line, '"');
      for (const char *c = *command; *c != '\0'; c++)
        {
          if (strchr ("\"`$\\", *c) != NULL)
            g_string_append_c (line, '\\');
          if (*c == '%')
            g_string_append_c (line, '%');
          g_string_append_c (line, *c);
        }
      if (quotes)
        g_string_append_c (line, '"');
    }
  return g_string_free (line, FALSE);
}

static char *
path_below (const char *config_dir,
            const char *id)
{
  g_autofree char *file = g_strconcat (id, ".desktop", NULL);

  return g_build_filename (config_dir, "autostart", file, NULL);
}

char *
bell_autostart_entry_path (const char *id)
{
  return path_below (g_get_user_config_dir (), id);
}

/* FALSE: there is no such file, or none that makes sense. */
static gboolean
read_entry (const char *path,
            gboolean *on)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return FALSE;
  *on = !g_key_file_get_boolean (file, GROUP, G_KEY_FILE_DESKTOP_KEY_HIDDEN, NULL)
        && (!g_key_file_has_key (file, GROUP, ENABLED, NULL) || g_key_file_get_boolean (file, GROUP, ENABLED, NULL));
  return TRUE;
}

/* FALSE: the system has no file. */
static gboolean
read_system (const char *id,
             gboolean *on)
{
  const char *const *dirs = g_get_system_config_dirs ();

  for (guint i = 0; dirs[i] != NULL; i++)
    {
      g_autofree char *path = path_below (dirs[i], id);

      if (read_entry (path, on))
        return TRUE;
    }
  return FALSE;
}

gboolean
bell_autostart_entry_is_on (const char *id)
{
  g_autofree char *path = bell_autostart_entry_path (id);
  gboolean on = FALSE;

  if (!read_entry (path, &on))
    read_system (id, &on);
  return on;
}

static gboolean
remove_file (const char *path,
             GError **error)
{
  if (g_remove (path) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", path, g_strerror (errno));
  return FALSE;
}

gboolean
bell_autostart_entry_write (const char *id,
                            const char *name,
                            const char *icon,
                            const char *exec,
                            gboolean wanted,
                            GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = bell_autostart_entry_path (id);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = NULL;
  gboolean system_on = FALSE;
  gsize length;

  if (!wanted && (!read_system (id, &system_on) || !system_on))
    return remove_file (path, error);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", folder, g_strerror (errno));
      return FALSE;
    }
  g_key_file_set_string (file, GROUP, G_KEY_FILE_DESKTOP_KEY_TYPE, G_KEY_FILE_DESKTOP_TYPE_APPLICATION);
  g_key_file_set_string (file, GROUP, G_KEY_FILE_DESKTOP_KEY_NAME, name);
  g_key_file_set_string (file, GROUP, G_KEY_FILE_DESKTOP_KEY_EXEC, exec);
  g_key_file_set_string (file, GROUP, G_KEY_FILE_DESKTOP_KEY_ICON, icon);
  g_key_file_set_boolean (file, GROUP, ENABLED, wanted);
  if (!wanted)
    g_key_file_set_boolean (file, GROUP, G_KEY_FILE_DESKTOP_KEY_HIDDEN, TRUE);
  text = g_key_file_to_data (file, &length, NULL);
  return g_file_set_contents_full (path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0644, error);
}
