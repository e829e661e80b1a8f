/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-panel.h"
#include "bell-test.h"
#include "bell-tray-icon.h"
#include "bell-tray.h"

#include <string.h>

/* The item on a real bus, before watchers and hosts of every temper (facts: desktop conventions §6, §14). */

#define MS 20000

static GTestDBus *bus;

typedef struct
{
  BellBus *bus;
  BellTray *tray;
  guint activated;
  guint chosen;
  char *what; /* of the last click: the entry or "x,y", and the token */
} Fixture;

static void
on_activate (BellTray *tray,
             int x,
             int y,
             const char *token,
             Fixture *fixture)
{
  g_free (fixture->what);
  fixture->what = g_strdup_printf ("%d,%d %s", x, y, token != NULL ? token : "-");
  fixture->activated++;
}

static void
on_menu_item (BellTray *tray,
              const char *id,
              const char *token,
              Fixture *fixture)
{
  g_free (fixture->what);
  fixture->what = g_strdup_printf ("%s %s", id, token != NULL ? token : "-");
  fixture->chosen++;
}

static void
set_menu (Fixture *fixture,
          const char *first,
          gboolean can_silence)
{
  g_autoptr (GPtrArray) menu = bell_tray_menu_new ();
  BellTrayItem *shops = bell_tray_item_new ("shops", "Shops", TRUE);

  shops->children = bell_tray_menu_new ();
  g_ptr_array_add (shops->children, bell_tray_item_new ("shop:a", "Fish_&_Chips\nLondon", FALSE));
  g_ptr_array_add (menu, bell_tray_item_new (first, "Order 1042", TRUE));
  g_ptr_array_add (menu, bell_tray_item_new_separator ());
  g_ptr_array_add (menu, bell_tray_item_new ("silence", "Silence", can_silence));
  g_ptr_array_add (menu, shops);
  bell_tray_set_menu (fixture->tray, menu);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->bus = bell_bus_new (g_test_dbus_get_bus_address (bus));
  fixture->tray = bell_status_notifier_new (fixture->bus, "io.github.shopbell.Shopbell", "Shopbell");
  g_signal_connect (fixture->tray, "activate", G_CALLBACK (on_activate), fixture);
  g_signal_connect (fixture->tray, "menu-item", G_CALLBACK (on_menu_item), fixture);
  set_menu (fixture, "take:1", TRUE);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_object_unref (fixture->tray);
  bell_bus_stop (fixture->bus);
  g_object_unref (fixture->bus);
  bell_test_drain ();
  g_free (fixture->what);
}

static gboolean
is_present (gpointer tray)
{
  return bell_tray_get_present (tray);
}

static gboolean
is_absent (gpointer tray)
{
  return !bell_tray_get_present (tray);
}

static void
await_present (Fixture *fixture)
{
  bell_test_await (is_present, fixture->tray, MS, "the tray to be present");
}

static void
await_absent (Fixture *fixture)
{
  bell_test_await (is_absent, fixture->tray, MS, "the tray to be absent");
}

static BellFakePanel *
start (BellFakePanelMood mood,
       gboolean has_host)
{
  return bell_fake_panel_start (g_test_dbus_get_bus_address (bus), mood, has_host);
}

/* Watchers */

static void
test_late_and_restarted (Fixture *fixture,
                         gconstpointer data)
{
  BellFakePanel *panel;

  bell_test_drain ();
  g_assert_false (bell_tray_get_present (fixture->tray));
  for (guint i = 0; i < 2; i++)
    {
      panel = start (BELL_FAKE_PANEL_GOOD, TRUE);
      await_present (fixture);
      g_assert_cmpuint (*bell_fake_panel_asked (panel), ==, 1);
      /* By the unique name: a sandbox may own no other. */
      g_assert_cmpstr (bell_fake_panel_argument (panel), ==, bell_fake_panel_item (panel));
      g_assert_cmpint (bell_fake_panel_argument (panel)[0], ==, ':');
      bell_fake_panel_stop (panel);
      await_absent (fixture);
    }
}

static void
test_wants_path (Fixture *fixture,
                 gconstpointer data)
{
  BellFakePanel *panel = start (BELL_FAKE_PANEL_WANTS_PATH, TRUE);

  await_present (fixture);
  g_assert_cmpstr (bell_fake_panel_argument (panel), ==, "/StatusNotifierItem");
  bell_fake_panel_stop (panel);
}

static void
test_refuses (Fixture *fixture,
              gconstpointer data)
{
  BellFakePanel *panel = start (BELL_FAKE_PANEL_REFUSES, TRUE);

  bell_test_await_count (bell_fake_panel_asked (panel), 2, MS, "both forms to be tried");
  bell_test_drain ();
  g_assert_false (bell_tray_get_present (fixture->tray));

  /* It is asked again when a host comes, and not before. */
  bell_fake_panel_set_mood (panel, BELL_FAKE_PANEL_GOOD);
  bell_fake_panel_set_host (panel, TRUE);
  await_present (fixture);
  g_assert_cmpuint (*bell_fake_panel_asked (panel), ==, 3);
  bell_fake_panel_stop (panel);
}

/* One that hangs is no tray, and keeps nobody from the next one. */
static void
test_silent (Fixture *fixture,
             gconstpointer data)
{
  BellFakePanel *panel = start (BELL_FAKE_PANEL_SILENT, TRUE);

  bell_test_await_count (bell_fake_panel_asked (panel), 1, MS, "the registration");
  bell_test_drain ();
  g_assert_false (bell_tray_get_present (fixture->tray));
  bell_fake_panel_stop (panel);
  panel = start (BELL_FAKE_PANEL_GOOD, TRUE);
  await_present (fixture);
  g_assert_cmpuint (*bell_fake_panel_asked (panel), ==, 1);
  bell_fake_panel_stop (panel);
}

static void
test_host (Fixture *fixture,
           gconstpointer data)
{
  BellFakePanel *panel = start (BELL_FAKE_PANEL_GOOD, FALSE);

  bell_test_await_count (bell_fake_panel_asked (panel), 1, MS, "the registration");
  bell_test_drain ();
  g_assert_false (bell_tray_get_present (fixture->tray));
  bell_fake_panel_set_host (panel, TRUE);
  await_present (fixture);
  bell_fake_panel_set_host (panel, FALSE);
  await_absent (fixture);
  g_assert_cmpuint (*bell_fake_panel_asked (panel), ==, 1);
  bell_fake_panel_stop (panel);
}

/* What a host reads */

static void
assert_string (BellFakePanel *panel,
               const char *property,
               const char *expected)
{
  g_autoptr (GVariant) value = bell_fake_panel_get (panel, property);

  g_assert_cmpstr (g_variant_get_string (value, NULL), ==, expected);
}

static void
test_properties (Fixture *fixture,
                 gconstpointer data)
{
  static const char *const names[] = { "Category", "Id", "Title", "Status", "WindowId", "IconThemePath", "IconName",
                                       "IconPixmap", "OverlayIconName", "OverlayIconPixmap", "AttentionIconName",
                                       "AttentionIconPixmap", "AttentionMovieName", "ToolTip", "ItemIsMenu", "Menu" };
  BellFakePanel *panel = start (BELL_FAKE_PANEL_GOOD, TRUE);
  BellTrayState state = { BELL_TRAY_LOOK_WAITING, TRUE, 3, "3 orders wait", "Fish & <b>Chips</b>" };
  g_autoptr (GVariant) pixels = NULL;
  g_autoptr (GVariant) tip = NULL;
  g_autoptr (GVariant) is_menu = NULL;
  g_autoptr (GVariant) reply = NULL;
  GVariantIter iter;
  GVariant *bytes;
  const char *text;
  int width, height;

  await_present (fixture);
  bell_tray_set_state (fixture->tray, &state);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GVariant) value = bell_fake_panel_get (panel, names[i]);

      g_assert_nonnull (value);
    }
  assert_string (panel, "Category", "Communications");
  assert_string (panel, "Id", "io.github.shopbell.Shopbell");
  assert_string (panel, "Status", "NeedsAttention");
  assert_string (panel, "IconName", ""); /* else the number would not be seen */
  is_menu = bell_fake_panel_get (panel, "ItemIsMenu");
  g_assert_false (g_variant_get_boolean (is_menu));

  pixels = bell_fake_panel_get (panel, "IconPixmap");
  g_assert_cmpint (g_variant_n_children (pixels), >=, 5);
  g_variant_iter_init (&iter, pixels);
  while (g_variant_iter_next (&iter, "(ii@ay)", &width, &height, &bytes))
    {
      g_assert_cmpint (width, ==, height);
      g_assert_cmpint (g_variant_n_children (bytes), ==, width * height * 4);
      g_variant_unref (bytes);
    }

  tip = bell_fake_panel_get (panel, "ToolTip");
  g_variant_get_child (tip, 2, "&s", &text);
  g_assert_cmpstr (text, ==, "3 orders wait");
  g_variant_get_child (tip, 3, "&s", &text);
  g_assert_cmpstr (text, ==, "Fish &amp; &lt;b&gt;Chips&lt;/b&gt;");

  /* A host finds out by introspection whether it can be activated. */
  reply = bell_fake_panel_call (panel, "/StatusNotifierItem", "org.freedesktop.DBus.Introspectable", "Introspect", NULL,
                               NULL);
  g_variant_get (reply, "(&s)", &text);
  g_assert_nonnull (strstr (text, "\"Activate\""));
  bell_fake_panel_stop (panel);
}

/* In a storm each number looks like the one before. */
static void
test_many (Fixture *fixture,
           gconstpointer data)
{
  BellFakePanel *panel = start (BELL_FAKE_PANEL_GOOD, TRUE);

  await_present (fixture);
  for (guint count = 98; count < 104; count++)
    {
      BellTrayState state = { BELL_TRAY_LOOK_WAITING, TRUE, count, "Many orders wait", "" };
      g_autoptr (GVariant) pixels = NULL;
      g_autoptr (GVariant) attention = NULL;
      g_autoptr (GVariant) drawn = g_variant_ref_sink (bell_tray_icon_draw (state.look, count));

      bell_tray_set_state (fixture->tray, &state);
      pixels = bell_fake_panel_get (panel, "IconPixmap");
      attention = bell_fake_panel_get (panel, "AttentionIconPixmap");
      g_assert_true (g_variant_equal (pixels, drawn));
      g_assert_true (g_variant_equal (attention, drawn));
    }
  bell_fake_panel_stop (panel);
}

/* Comes back when everything sent before has been heard. */
static void
settle (BellFakePanel *panel)
{
  g_autoptr (GVariant) value = bell_fake_panel_get (panel, "Status");
}

static void
test_only_changes (Fixture *fixture,
                   gconstpointer data)
{
  BellFakePanel *panel = start (BELL_FAKE_PANEL_GOOD, TRUE);
  BellTrayState state = { BELL_TRAY_LOOK_WAITING, FALSE, 3, "3 orders wait", "" };

  await_present (fixture);
  for (guint i = 0; i < 3; i++)
    bell_tray_set_state (fixture->tray, &state);
  settle (panel);
  g_assert_cmpuint (*bell_fake_panel_heard (panel, "NewIcon"), ==, 1);
  g_assert_cmpuint (*bell_fake_panel_heard (panel, "NewToolTip"), ==, 1);
  g_assert_cmpuint (*bell_fake_panel_heard (panel, "NewStatus"), ==, 0);

  state.title = "3 products wait";
  state.attention = TRUE;
  bell_tray_set_state (fixture->tray, &state);
  settle (panel);
  g_assert_cmpuint (*bell_fake_panel_heard (panel, "NewIcon"), ==, 1);
  g_assert_cmpuint (*bell_fake_panel_heard (panel, "NewToolTip"), ==, 2);
  g_assert_cmpuint (*bell_fake_panel_heard (panel, "NewStatus"), ==, 1);
  g_assert_cmpuint (*bell_fake_panel_heard (panel, "PropertiesChanged"), ==, 0);

  set_menu (fixture, "take:1", TRUE);
  settle (panel);
  g_assert_cmpuint (*bell_fake_panel_heard (panel, "LayoutUpdated"), ==, 0);
  g_assert_cmpuint (*bell_fake_panel_heard (panel, "ItemsPropertiesUpdated"), ==, 0);
  set_menu (fixture, "take:1", FALSE);
  settle (panel);
  g_assert_cmpuint (*bell_fake_panel_heard (panel, "LayoutUpdated"), ==, 0);
  g_assert_cmpuint (*bell_fake_panel_heard (panel, "ItemsPropertiesUpdated"), ==, 1);
  set_menu (fixture, "take:2", FALSE);
  settle (panel);
  g_assert_cmpuint (*bell_fake_panel_heard (panel, "LayoutUpdated"), ==, 1);
  bell_fake_panel_stop (panel);
}

static void
test_activate (Fixture *fixture,
               gconstpointer data)
{
  static const char *const methods[] = { "Activate", "SecondaryActivate", "ContextMenu" };
  BellFakePanel *panel = start (BELL_FAKE_PANEL_GOOD, TRUE);

  await_present (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (GVariant) ok = bell_fake_panel_call (panel, "/StatusNotifierItem", "org.kde.StatusNotifierItem",
                                                     "ProvideXdgActivationToken", g_variant_new ("(s)", "tok"), NULL);
      g_autoptr (GVariant) first = bell_fake_panel_call (panel, "/StatusNotifierItem", "org.kde.StatusNotifierItem",
                                                        methods[i], g_variant_new ("(ii)", 7, 8), NULL);
      g_autoptr (GVariant) second = NULL;

      g_assert_true (ok != NULL && first != NULL);
      g_assert_cmpstr (fixture->what, ==, "7,8 tok");
      /* A token is for one click. */
      second = bell_fake_panel_call (panel, "/StatusNotifierItem", "org.kde.StatusNotifierItem", methods[i],
                                    g_variant_new ("(ii)", -1, 0), NULL);
      g_assert_nonnull (second);
      g_assert_cmpstr (fixture->what, ==, "-1,0 -");
    }
  g_assert_cmpuint (fixture->activated, ==, 6);
  bell_fake_panel_stop (panel);
}

#define ADD(path, func) g_test_add ("/dbus/tray/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char **argv)
{
  int status;

  bell_test_init (&argc, &argv);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  ADD ("late-and-restarted", test_late_and_restarted);
  ADD ("wants-path", test_wants_path);
  ADD ("refuses", test_refuses);
  ADD ("silent", test_silent);
  ADD ("host", test_host);
  ADD ("properties", test_properties);
  ADD ("many", test_many);
  ADD ("only-changes", test_only_changes);
  ADD ("activate", test_activate);
  status = g_test_run ();
  g_test_dbus_down (bus);
  g_object_unref (bus);
  return status;
}
