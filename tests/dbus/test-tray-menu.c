/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-badge.h"
#include "bell-fake-panel.h"
#include "bell-test.h"
#include "bell-tray.h"

/* The menu as a panel reads and clicks it, and callers that mean no good. The badge goes by the same bus. */

#define MS 20000

static GTestDBus *bus;

typedef struct
{
  BellBus *bus;
  BellTray *tray;
  BellFakePanel *panel;
  guint chosen;
  char *what; /* entry and token of the last choice */
} Fixture;

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
          const char *newest)
{
  g_autoptr (GPtrArray) menu = bell_tray_menu_new ();
  BellTrayItem *shops = bell_tray_item_new ("shops", "Shops", TRUE);

  shops->children = bell_tray_menu_new ();
  g_ptr_array_add (shops->children, bell_tray_item_new ("shop:a", "Fish_&_Chips\nLondon", TRUE));
  if (newest != NULL)
    g_ptr_array_add (menu, bell_tray_item_new (newest, "Newest", TRUE));
  g_ptr_array_add (menu, bell_tray_item_new ("take:1", "Order 1042", TRUE));
  g_ptr_array_add (menu, bell_tray_item_new_separator ());
  g_ptr_array_add (menu, bell_tray_item_new ("silence", "Silence", FALSE));
  g_ptr_array_add (menu, shops);
  bell_tray_set_menu (fixture->tray, menu);
}

static gboolean
is_present (gpointer tray)
{
  return bell_tray_get_present (tray);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->bus = bell_bus_new (g_test_dbus_get_bus_address (bus));
  fixture->tray = bell_status_notifier_new (fixture->bus, "io.github.shopbell.Shopbell", "Shopbell");
  fixture->panel = bell_fake_panel_start (g_test_dbus_get_bus_address (bus), BELL_FAKE_PANEL_GOOD, TRUE);
  g_signal_connect (fixture->tray, "menu-item", G_CALLBACK (on_menu_item), fixture);
  set_menu (fixture, NULL);
  bell_test_await (is_present, fixture->tray, MS, "the tray to be present");
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  bell_fake_panel_stop (fixture->panel);
  g_object_unref (fixture->tray);
  bell_bus_stop (fixture->bus);
  g_object_unref (fixture->bus);
  bell_test_drain ();
  g_free (fixture->what);
}

static GVariant *
layout (Fixture *fixture,
        int depth)
{
  static const char *const none[] = { NULL };
  g_autoptr (GError) error = NULL;
  GVariant *reply = bell_fake_panel_menu (fixture->panel, "GetLayout", g_variant_new ("(ii^as)", 0, depth, none), &error);

  g_assert_no_error (error);
  g_assert_true (g_variant_is_of_type (reply, G_VARIANT_TYPE ("(u(ia{sv}av))")));
  return reply;
}

/* The number of the n-th entry of the first level; its label in *label. */
static int
entry (GVariant *layout_reply,
       guint n,
       char **label)
{
  g_autoptr (GVariant) root = g_variant_get_child_value (layout_reply, 1);
  g_autoptr (GVariant) children = g_variant_get_child_value (root, 2);
  g_autoptr (GVariant) boxed = g_variant_get_child_value (children, n);
  g_autoptr (GVariant) child = g_variant_get_variant (boxed);
  g_autoptr (GVariant) properties = g_variant_get_child_value (child, 1);
  int number;

  g_variant_get_child (child, 0, "i", &number);
  if (label != NULL)
    {
      *label = NULL;
      g_variant_lookup (properties, "label", "s", label);
    }
  return number;
}

static void
test_layout (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GVariant) all = layout (fixture, -1);
  g_autoptr (GVariant) one = layout (fixture, 1);
  g_autoptr (GVariant) later = NULL;
  g_autofree char *first = NULL;
  g_autofree char *newest = NULL;
  g_autofree char *whole = g_variant_print (all, FALSE);
  g_autofree char *level = g_variant_print (one, FALSE);
  int number = entry (all, 0, &first);

  g_assert_cmpstr (first, ==, "Order 1042");
  /* A shop's "_" underlines no letter, and its line break ends no line. */
  g_assert_nonnull (strstr (whole, "'Fish__&__Chips London'"));
  g_assert_nonnull (strstr (whole, "'separator'"));
  g_assert_nonnull (strstr (whole, "'children-display': <'submenu'>"));
  g_assert_null (strstr (level, "Chips"));

  /* The same entry keeps its number when another comes in before it. */
  set_menu (fixture, "take:2");
  later = layout (fixture, -1);
  g_assert_cmpint (entry (later, 1, NULL), ==, number);
  g_assert_cmpint (entry (later, 0, &newest), !=, number);
  g_assert_cmpstr (newest, ==, "Newest");
}

static GVariant *
event (int number,
       const char *what)
{
  return g_variant_new ("(isvu)", number, what, g_variant_new_int32 (0), 0);
}

static void
test_click (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (GVariant) all = layout (fixture, -1);
  int order = entry (all, 0, NULL), separator = entry (all, 1, NULL), silence = entry (all, 2, NULL);
  int shops = entry (all, 3, NULL);
  const int deaf_ones[] = { 0, separator, silence, shops };
  GVariantBuilder group;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GVariant) token = NULL;
  g_autofree char *unknown = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (deaf_ones); i++)
    {
      g_autoptr (GVariant) ok = bell_fake_panel_menu (fixture->panel, "Event", event (deaf_ones[i], "clicked"), NULL);

      g_assert_nonnull (ok);
    }
  reply = bell_fake_panel_menu (fixture->panel, "Event", event (order, "hovered"), NULL);
  g_assert_nonnull (reply);
  g_assert_cmpuint (fixture->chosen, ==, 0);

  token = bell_fake_panel_call (fixture->panel, "/StatusNotifierItem", "org.kde.StatusNotifierItem",
                               "ProvideXdgActivationToken", g_variant_new ("(s)", "tok"), NULL);
  g_assert_nonnull (token);
  g_variant_unref (reply);
  reply = bell_fake_panel_menu (fixture->panel, "Event", event (order, "clicked"), NULL);
  g_assert_cmpstr (fixture->what, ==, "take:1 tok");

  g_variant_builder_init (&group, G_VARIANT_TYPE ("a(isvu)"));
  g_variant_builder_add (&group, "(isvu)", 4711, "clicked", g_variant_new_int32 (0), 0);
  g_variant_builder_add (&group, "(isvu)", order, "clicked", g_variant_new_int32 (0), 0);
  g_variant_unref (reply);
  reply = bell_fake_panel_menu (fixture->panel, "EventGroup", g_variant_new ("(a(isvu))", &group), NULL);
  unknown = g_variant_print (reply, FALSE);
  g_assert_cmpstr (unknown, ==, "([4711],)");
  g_assert_cmpstr (fixture->what, ==, "take:1 -");
  g_assert_cmpuint (fixture->chosen, ==, 2);
}

static GVariant *
many (const char *method)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("ai"));
  for (int i = 0; i < 50000; i++)
    g_variant_builder_add (&builder, "i", i % 7);
  if (g_str_equal (method, "GetGroupProperties"))
    return g_variant_new ("(aias)", &builder, NULL);
  return g_variant_new ("(ai)", &builder);
}

static void
test_hostile (Fixture *fixture,
              gconstpointer data)
{
  const struct
  {
    const char *method;
    GVariant *arguments;
    gboolean fails;
  } calls[] = {
    { "GetLayout", g_variant_new ("(iias)", 4711, -1, NULL), TRUE },
    { "GetLayout", g_variant_new ("(iias)", -1, 0, NULL), TRUE },
    { "GetLayout", g_variant_new ("(iias)", 0, G_MAXINT, NULL), FALSE },
    { "GetLayout", g_variant_new ("(iias)", 0, G_MININT, NULL), FALSE },
    { "GetLayout", g_variant_new ("(si)", "root", 1), TRUE },
    { "GetLayout", NULL, TRUE },
    { "GetProperty", g_variant_new ("(is)", 4711, "label"), TRUE },
    { "GetProperty", g_variant_new ("(is)", 0, "no-such-property"), TRUE },
    { "GetProperty", g_variant_new ("(ii)", 0, 0), TRUE },
    { "GetGroupProperties", many ("GetGroupProperties"), TRUE },
    { "GetGroupProperties", g_variant_new_parsed ("([-1, 4711], ['', 'label', 'label'])"), FALSE },
    { "AboutToShow", g_variant_new ("(i)", G_MININT), TRUE },
    { "AboutToShowGroup", many ("AboutToShowGroup"), TRUE },
    { "Event", event (4711, "clicked"), TRUE },
    { "Event", event (0, "no-such-event"), FALSE },
    { "EventGroup", g_variant_new_parsed ("(@a(isvu) [],)"), FALSE },
    { "EventGroup", g_variant_new_parsed ("([1, 2],)"), TRUE },
    { "NoSuchMethod", NULL, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) reply = bell_fake_panel_menu (fixture->panel, calls[i].method, calls[i].arguments, &error);

      if (calls[i].fails != (error != NULL))
        g_error ("%s, call %u: %s", calls[i].method, i, error != NULL ? error->message : "no error");
      g_assert_true (error == NULL || g_dbus_error_is_remote_error (error));
    }
  g_assert_cmpuint (fixture->chosen, ==, 0);
}

/* A long menu of long names stays a menu. */
static void
test_bounded (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GPtrArray) menu = bell_tray_menu_new ();
  g_autofree char *name = g_strnfill (100000, 'x');
  g_autoptr (GVariant) all = NULL;
  g_autofree char *label = NULL;

  name[10] = (char) 0xff; /* no UTF-8 */
  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *id = g_strdup_printf ("take:%u", i);

      g_ptr_array_add (menu, bell_tray_item_new (id, name, TRUE));
    }
  bell_tray_set_menu (fixture->tray, menu);
  all = layout (fixture, -1);
  g_assert_cmpuint (g_variant_get_size (all), <, 100000);
  entry (all, 0, &label);
  g_assert_true (g_utf8_validate (label, -1, NULL));
  g_assert_true (g_str_has_suffix (label, "…"));
}

static void
on_update (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *signal,
           GVariant *parameters,
           gpointer user_data)
{
  GPtrArray *updates = user_data;

  g_ptr_array_add (updates, g_variant_print (parameters, FALSE));
}

static gboolean
has_update (gpointer updates)
{
  return ((GPtrArray *) updates)->len > 0;
}

static void
assert_update (GPtrArray *updates,
               const char *count)
{
  const char *last;

  bell_test_await (has_update, updates, MS, "the badge");
  last = g_ptr_array_index (updates, updates->len - 1);
  g_assert_nonnull (strstr (last, "'application://io.github.shopbell.Shopbell.desktop'"));
  if (strstr (last, count) == NULL)
    g_error ("%s: not %s", last, count);
  g_ptr_array_set_size (updates, 0);
}

static void
test_badge (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (BellBadge) badge = bell_badge_new (fixture->bus, "io.github.shopbell.Shopbell");
  g_autoptr (GPtrArray) updates = g_ptr_array_new_with_free_func (g_free);
  GDBusConnection *dock = bell_fake_panel_connection (fixture->panel);
  guint subscription, name;

  subscription = g_dbus_connection_signal_subscribe (dock, NULL, "com.canonical.Unity.LauncherEntry", "Update", NULL,
                                                     NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_update, updates, NULL);
  bell_badge_set (badge, 3, TRUE);
  assert_update (updates, "'count': <int64 3>");
  bell_badge_set (badge, 3, TRUE); /* no news */
  bell_badge_set (badge, 0, FALSE);
  assert_update (updates, "'count-visible': <false>");
  bell_badge_set (badge, 5, FALSE);
  assert_update (updates, "<int64 5>");

  /* A dock that comes later is told. */
  name = g_bus_own_name_on_connection (dock, "com.canonical.Unity", G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
  assert_update (updates, "<int64 5>");
  g_bus_unown_name (name);
  g_dbus_connection_signal_unsubscribe (dock, subscription);
}

#define ADD(path, func) g_test_add ("/dbus/tray-menu/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char **argv)
{
  int status;

  bell_test_init (&argc, &argv);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  ADD ("layout", test_layout);
  ADD ("click", test_click);
  ADD ("hostile", test_hostile);
  ADD ("bounded", test_bounded);
  ADD ("badge", test_badge);
  status = g_test_run ();
  g_test_dbus_down (bus);
  g_object_unref (bus);
  return status;
}
