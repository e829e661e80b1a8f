/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-clock.h"
#include "bell-presence.h"
#include "bell-test.h"

/* A network that is there or not, as the test says. */

#define FAKE_TYPE_MONITOR (fake_monitor_get_type ())
G_DECLARE_FINAL_TYPE (FakeMonitor, fake_monitor, FAKE, MONITOR, GObject)

struct _FakeMonitor
{
  GObject parent_instance;

  gboolean available;
};

enum
{
  PROP_AVAILABLE = 1,
  PROP_METERED,
  PROP_CONNECTIVITY,
};

static void
fake_monitor_init_iface (GNetworkMonitorInterface *iface)
{
}

static gboolean
fake_monitor_initable (GInitable *initable,
                       GCancellable *cancellable,
                       GError **error)
{
  return TRUE;
}

static void
fake_monitor_initable_iface (GInitableIface *iface)
{
  iface->init = fake_monitor_initable;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeMonitor, fake_monitor, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, fake_monitor_initable_iface)
                                 G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, fake_monitor_init_iface))

static void
fake_monitor_get_property (GObject *object,
                           guint prop_id,
                           GValue *value,
                           GParamSpec *pspec)
{
  if (prop_id == PROP_AVAILABLE)
    g_value_set_boolean (value, FAKE_MONITOR (object)->available);
  else if (prop_id == PROP_METERED)
    g_value_set_boolean (value, FALSE);
  else
    g_value_set_enum (value, G_NETWORK_CONNECTIVITY_FULL);
}

static void
fake_monitor_class_init (FakeMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fake_monitor_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
fake_monitor_init (FakeMonitor *self)
{
  self->available = TRUE;
}

typedef struct
{
  FakeMonitor *monitor;
  BellFakeClock *clock;
  BellPresence *presence;
  guint changed;
  guint notified;
  guint woke;
} Fixture;

static void
count_changed (BellPresence *presence,
               Fixture *fixture)
{
  fixture->changed++;
}

static void
count_woke (BellPresence *presence,
            Fixture *fixture)
{
  fixture->woke++;
}

static void
count_notified (BellPresence *presence,
                GParamSpec *pspec,
                Fixture *fixture)
{
  fixture->notified++;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->monitor = g_object_new (FAKE_TYPE_MONITOR, NULL);
  fixture->clock = bell_fake_clock_new ();
  fixture->presence = bell_presence_new (G_NETWORK_MONITOR (fixture->monitor), BELL_CLOCK (fixture->clock));
  g_signal_connect (fixture->presence, "changed", G_CALLBACK (count_changed), fixture);
  g_signal_connect (fixture->presence, "woke", G_CALLBACK (count_woke), fixture);
  g_signal_connect (fixture->presence, "notify::network", G_CALLBACK (count_notified), fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  if (fixture->presence != NULL)
    g_assert_finalize_object (fixture->presence);
  g_assert_cmpuint (bell_fake_clock_n_timers (fixture->clock), ==, 0);
  g_assert_finalize_object (fixture->monitor);
  g_object_unref (fixture->clock);
}

static void
change (Fixture *fixture,
        gboolean available)
{
  fixture->monitor->available = available;
  g_signal_emit_by_name (fixture->monitor, "network-changed", available);
}

static void
test_network (Fixture *fixture,
              gconstpointer data)
{
  g_assert_true (bell_presence_get_network (fixture->presence));
  change (fixture, FALSE);
  bell_fake_clock_advance (fixture->clock, 499);
  g_assert_true (bell_presence_get_network (fixture->presence));
  bell_fake_clock_advance (fixture->clock, 1);
  g_assert_false (bell_presence_get_network (fixture->presence));
  g_assert_cmpuint (fixture->changed, ==, 1);
  g_assert_cmpuint (fixture->notified, ==, 1);
}

/* A VPN, or another Wi-Fi: there was a network all the time, and yet every connection may be dead. */
static void
test_other_network (Fixture *fixture,
                    gconstpointer data)
{
  change (fixture, TRUE);
  bell_fake_clock_advance (fixture->clock, 500);
  g_assert_cmpuint (fixture->changed, ==, 1);
  g_assert_cmpuint (fixture->notified, ==, 0);
}

static void
test_flapping (Fixture *fixture,
               gconstpointer data)
{
  for (guint i = 0; i < 20; i++)
    {
      change (fixture, i % 2 != 0);
      bell_fake_clock_advance (fixture->clock, 400);
    }
  g_assert_cmpuint (fixture->changed, ==, 0);
  bell_fake_clock_advance (fixture->clock, 500);
  g_assert_cmpuint (fixture->changed, ==, 1);
  g_assert_cmpuint (fixture->notified, ==, 0);
  g_assert_true (bell_presence_get_network (fixture->presence));
}

/* Ended in the middle of waiting: the timer goes too (tear_down looks). */
static void
test_ends_early (Fixture *fixture,
                 gconstpointer data)
{
  change (fixture, FALSE);
  g_assert_finalize_object (g_steal_pointer (&fixture->presence));
}

static void
test_no_bus (Fixture *fixture,
             gconstpointer data)
{
  bell_presence_watch_sleep (fixture->presence, data);
  bell_test_drain ();
  change (fixture, FALSE);
  bell_fake_clock_advance (fixture->clock, 500);
  g_assert_cmpuint (fixture->changed, ==, 1);
  g_assert_cmpuint (fixture->woke, ==, 0);
}

#define ADD(path, data, func) g_test_add ("/presence/" path, Fixture, data, set_up, func, tear_down)

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  ADD ("network", NULL, test_network);
  ADD ("other-network", NULL, test_other_network);
  ADD ("flapping", NULL, test_flapping);
  ADD ("ends-early", NULL, test_ends_early);
  ADD ("no-bus/gone", "unix:path=/nowhere/bus", test_no_bus);
  ADD ("no-bus/nonsense", "nonsense", test_no_bus);
  return g_test_run ();
}
