/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-clock.h"
#include "bell-presence.h"
#include "bell-test.h"

#define LOGIND "org.freedesktop.login1"
#define MS 20000

/* What logind says of sleep, on a bus of the test's own. */
typedef struct
{
  GTestDBus *bus;
  GDBusConnection *logind;
  BellFakeClock *clock;
  BellPresence *presence;
  guint changed;
  guint woke;
} Fixture;

static void
count_changed (BellPresence *presence,
               Fixture *fixture)
{
  g_assert_cmpuint (fixture->woke, ==, fixture->changed + 1);
  fixture->changed++;
}

static void
count_woke (BellPresence *presence,
            Fixture *fixture)
{
  fixture->woke++;
}

static GDBusConnection *
open_bus (GTestDBus *bus)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_dbus_connection_new_for_address_sync (
    g_test_dbus_get_bus_address (bus),
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

static void
own_name (GDBusConnection *connection)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
    connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
    g_variant_new ("(su)", LOGIND, 4), NULL, G_DBUS_CALL_FLAGS_NONE, MS, NULL, &error);

  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->bus);
  fixture->logind = open_bus (fixture->bus);
  own_name (fixture->logind);
  fixture->clock = bell_fake_clock_new ();
  fixture->presence = bell_presence_new (NULL, BELL_CLOCK (fixture->clock));
  g_signal_connect (fixture->presence, "woke", G_CALLBACK (count_woke), fixture);
  g_signal_connect (fixture->presence, "changed", G_CALLBACK (count_changed), fixture);
  bell_presence_watch_sleep (fixture->presence, g_test_dbus_get_bus_address (fixture->bus));
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_object_unref (fixture->presence);
  g_object_unref (fixture->clock);
  g_dbus_connection_close_sync (fixture->logind, NULL, NULL);
  g_object_unref (fixture->logind);
  bell_test_drain ();
  g_test_dbus_down (fixture->bus);
  g_object_unref (fixture->bus);
}

static void
say (GDBusConnection *connection,
     GVariant *parameters)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (connection, NULL, "/org/freedesktop/login1", LOGIND ".Manager", "PrepareForSleep",
                                 parameters, &error);
  g_assert_no_error (error);
}

/* It is not known when the presence listens, so logind says it until it is heard. */
static gboolean
woke (gpointer user_data)
{
  Fixture *fixture = user_data;

  if (fixture->woke == 0)
    say (fixture->logind, g_variant_new ("(b)", FALSE));
  return fixture->woke > 0;
}

static gboolean
tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
test_sleep (Fixture *fixture,
            gconstpointer data)
{
  guint source = g_timeout_add (10, tick, NULL);
  g_autoptr (GDBusConnection) stranger = open_bus (fixture->bus);
  guint heard;

  bell_test_await (woke, fixture, MS, "the computer to wake up");
  g_source_remove (source);
  bell_test_drain ();
  g_assert_cmpuint (fixture->changed, ==, fixture->woke);

  /* Falling asleep, nonsense, and what somebody else says, are no awakening. */
  say (fixture->logind, g_variant_new ("(b)", TRUE));
  say (fixture->logind, g_variant_new ("(s)", "now"));
  say (stranger, g_variant_new ("(b)", FALSE));
  g_dbus_connection_flush_sync (stranger, NULL, NULL);
  g_dbus_connection_flush_sync (fixture->logind, NULL, NULL);
  heard = fixture->woke;
  say (fixture->logind, g_variant_new ("(b)", FALSE));
  bell_test_await_count (&fixture->woke, heard + 1, MS, "the next awakening");
  g_assert_cmpuint (fixture->changed, ==, fixture->woke);
  g_dbus_connection_close_sync (stranger, NULL, NULL);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add ("/dbus/presence/sleep", Fixture, NULL, set_up, test_sleep, tear_down);
  return g_test_run ();
}
