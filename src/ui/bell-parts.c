/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-parts.h"

#include <errno.h>
#include <glib/gi18n.h>

static BellContext *
build (BellSettings *settings,
       BellSecrets *secrets,
       BellProvision *provision,
       const char *history_path,
       const char *name)
{
  g_autoptr (BellHistory) history = bell_history_new (history_path);
  g_autoptr (BellNotifier) notifier = bell_libnotify_new (name, BELL_BASE_ID);
  g_autoptr (BellClock) clock = bell_clock_new ();
  g_autoptr (BellRinger) ringer = bell_gst_ringer_new (clock, NULL);
  g_autoptr (BellPresence) presence = bell_presence_new (NULL, clock);
  BellContextParts parts = {
    .settings = settings,
    .secrets = secrets,
    .history = history,
    .notifier = notifier,
    .ringer = ringer,
    .presence = presence,
    .provision = provision,
    .clock = clock,
  };

  bell_presence_watch_sleep (presence, NULL);
  return bell_context_new (&parts);
}

char *
bell_parts_make_folder (const char *profile)
{
  char *folder = g_build_filename (g_get_user_data_dir (), "shopbell", *profile != '\0' ? "profiles" : NULL, profile,
                                   NULL);

  /* Where it fails, the history says so in the window, and bells still ring. */
  if (g_mkdir_with_parents (folder, 0700) != 0)
    g_message ("%s cannot be made: %s", folder, g_strerror (errno));
  return folder;
}

BellContext *
bell_parts_build (BellSettings *settings,
                  BellProvision *provision,
                  const char *profile)
{
  g_autoptr (BellSecrets) secrets = bell_keyring_new (profile);
  g_autofree char *folder = bell_parts_make_folder (profile);
  g_autofree char *path = g_build_filename (folder, "history.db", NULL);

  return build (settings, secrets, provision, path, "Shopbell");
}

BellContext *
bell_parts_build_demo (BellSettings *settings,
                       const char *folder)
{
  g_autoptr (BellSecrets) secrets = bell_memory_secrets_new ();
  g_autofree char *path = g_build_filename (folder, "history.db", NULL);

  /* TRANSLATORS: the name under which the demo's bubbles appear */
  return build (settings, secrets, NULL, path, _("Shopbell Demo"));
}
