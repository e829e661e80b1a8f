/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * storm NUMBER: runs inside the sandbox and makes so many calls, one to the
 * notification daemon, one to the tray's watcher and one to the portal in turn,
 * by the connections and the threads that Shopbell has; many are under way at a
 * time. Prints how many were answered. Whether they came is counted outside.
 */
#include "bell-bus.h"
#include "bell-notifier.h"

#include <stdio.h>
#include <stdlib.h>

#define UNDER_WAY 24
#define DEADLINE_S 240

typedef enum
{
  TO_DAEMON,
  TO_WATCHER,
  TO_PORTAL,
} Peer;
#define N_PEERS (TO_PORTAL + 1)

typedef struct
{
  BellBus *bus;
  BellNotifier *notifier;
  GMainLoop *loop;
  guint wanted;
  guint begun;
  guint answered[N_PEERS];
  guint failed;
} Storm;

static void go_on (Storm *storm);

static void
done (Storm *storm,
      Peer peer,
      gboolean answered)
{
  if (answered)
    storm->answered[peer]++;
  else
    storm->failed++;
  go_on (storm);
}

typedef struct
{
  Storm *storm;
  Peer peer;
} Call;

static void
answer_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autofree Call *call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (answer == NULL)
    fprintf (stderr, "storm: %s\n", error->message);
  done (call->storm, call->peer, answer != NULL);
}

static void
on_shown (BellNotifier *notifier,
          const char *key,
          guint version,
          Storm *storm)
{
  done (storm, TO_DAEMON, TRUE);
}

static void
on_failed (BellNotifier *notifier,
           const char *key,
           const char *message,
           Storm *storm)
{
  fprintf (stderr, "storm: %s: %s\n", key, message);
  done (storm, TO_DAEMON, FALSE);
}

static void
call (Storm *storm,
      Peer peer,
      const char *name,
      const char *path,
      const char *method,
      GVariant *arguments)
{
  g_autofree char *interface = g_strndup (method, strrchr (method, '.') - method);
  Call *call = g_new0 (Call, 1);

  call->storm = storm;
  call->peer = peer;
  g_dbus_connection_call (bell_bus_get_connection (storm->bus), name, path, interface, strrchr (method, '.') + 1,
                          arguments, NULL, G_DBUS_CALL_FLAGS_NONE, DEADLINE_S * 1000, NULL, answer_cb, call);
}

static void
begin (Storm *storm,
       guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  BellBubble bubble = { .key = text, .title = text, .body = "A storm", .urgency = BELL_URGENCY_LOW };
  GVariantBuilder options;

  switch ((Peer) (number % N_PEERS))
    {
    case TO_DAEMON:
      bell_notifier_show (storm->notifier, &bubble);
      break;
    case TO_WATCHER:
      call (storm, TO_WATCHER, "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher",
            "org.kde.StatusNotifierWatcher.RegisterStatusNotifierItem", g_variant_new ("(s)", text));
      break;
    case TO_PORTAL:
    default:
      g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&options, "{sv}", "message", g_variant_new_string (text));
      call (storm, TO_PORTAL, "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
            "org.freedesktop.portal.Background.SetStatus", g_variant_new ("(a{sv})", &options));
    }
}

static void
go_on (Storm *storm)
{
  guint over = storm->failed;

  for (guint i = 0; i < N_PEERS; i++)
    over += storm->answered[i];
  while (storm->begun < storm->wanted && storm->begun - over < UNDER_WAY)
    begin (storm, storm->begun++);
  if (over == storm->wanted)
    g_main_loop_quit (storm->loop);
}

static void
on_connection (BellBus *bus,
               GParamSpec *pspec,
               Storm *storm)
{
  if (bell_bus_get_connection (bus) != NULL && storm->begun == 0)
    go_on (storm);
}

static gboolean
on_deadline (gpointer user_data)
{
  fprintf (stderr, "storm: not over within %d s\n", DEADLINE_S);
  exit (1);
}

int
main (int argc,
      char **argv)
{
  Storm storm = { .wanted = argc == 2 ? (guint) atoi (argv[1]) : 0 };

  if (storm.wanted == 0)
    {
      fputs ("Usage: storm NUMBER\n", stderr);
      return 2;
    }
  storm.loop = g_main_loop_new (NULL, FALSE);
  storm.notifier = bell_libnotify_new ("Storm", "io.github.shopbell.Shopbell");
  storm.bus = bell_bus_new (NULL);
  g_signal_connect (storm.notifier, "shown", G_CALLBACK (on_shown), &storm);
  g_signal_connect (storm.notifier, "failed", G_CALLBACK (on_failed), &storm);
  g_signal_connect (storm.bus, "notify::connection", G_CALLBACK (on_connection), &storm);
  on_connection (storm.bus, NULL, &storm);
  g_timeout_add_seconds (DEADLINE_S, on_deadline, NULL);
  g_main_loop_run (storm.loop);
  printf ("{\"daemon\": %u, \"watcher\": %u, \"portal\": %u, \"failed\": %u}\n", storm.answered[TO_DAEMON],
          storm.answered[TO_WATCHER], storm.answered[TO_PORTAL], storm.failed);
  bell_notifier_stop (storm.notifier);
  bell_bus_stop (storm.bus);
  return storm.failed == 0 ? 0 : 1;
}
