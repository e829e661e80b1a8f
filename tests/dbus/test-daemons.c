/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bubbles-fixture.h"

#include <string.h>

/* The quirks of the desktops' daemons, one by one, and the ways to misbehave that all of them may find. */

#define TEXT "Fish & Chips <b>large</b>"

#define GNOME "actions,body,body-markup,icon-static,persistence,sound"
#define PLASMA GNOME ",body-hyperlinks,body-images,inline-reply,inhibitions,x-kde-urls"
#define XFCE_BUSY "body,body-hyperlinks,body-markup,icon-static,sound"
#define XFCE XFCE_BUSY ",actions,action-icons"
#define DUNST "actions,body,body-hyperlinks,icon-static,x-dunst-stack-tag"
#define DUNST_MARKUP DUNST ",body-markup"
#define MAKO "body,body-markup,actions,icon"
#define MAKO_PLAIN "body,actions,icon"

static void
show_and_await (BubblesFixture *fixture,
                const char *key,
                const char *title)
{
  guint before = fixture->shown;

  bubbles_fixture_show (fixture, key, title, TEXT);
  bell_test_await_count (&fixture->shown, before + 1, BUBBLES_MS, "a bubble");
}

static guint
count_actions (BubblesFixture *fixture)
{
  g_autoptr (GVariant) last = bell_fake_daemon_get_last (fixture->daemon);
  g_autoptr (GVariant) actions = g_variant_get_child_value (last, 5);

  return (guint) g_variant_n_children (actions);
}

/* What a customer typed is read there as it was typed. */
static void
check_text (BubblesFixture *fixture,
            const char *capabilities)
{
  g_autoptr (GVariant) last = NULL;
  g_autofree char *body = NULL;
  const char *summary;

  show_and_await (fixture, "text", TEXT);
  last = bell_fake_daemon_get_last (fixture->daemon);
  g_variant_get_child (last, 3, "&s", &summary);
  g_assert_cmpstr (summary, ==, TEXT);
  body = bubbles_fixture_read_body (fixture, strstr (capabilities, "body-markup") != NULL);
  g_assert_cmpstr (body, ==, TEXT);
  g_assert_cmpuint (count_actions (fixture), ==, strstr (capabilities, "actions") != NULL ? 4 : 0);
}

static void
click (BubblesFixture *fixture,
       const char *token,
       const char *expected)
{
  guint before = fixture->activated;

  bell_fake_daemon_click (fixture->daemon, bell_fake_daemon_get_last_id (fixture->daemon), "acknowledge", token);
  bell_test_await_count (&fixture->activated, before + 1, BUBBLES_MS, "a click");
  g_assert_cmpstr (fixture->what, ==, expected);
}

/* Keeps three of one program, the oldest expires in silence; tells the sender only, with a token. */
static void
test_gnome (BubblesFixture *fixture,
            gconstpointer data)
{
  guint oldest;

  bell_fake_daemon_set_unicast (fixture->daemon, TRUE);
  bell_fake_daemon_set_mood (fixture->daemon, BELL_DAEMON_KEEPS_THREE);
  check_text (fixture, data);
  oldest = bell_fake_daemon_get_last_id (fixture->daemon);
  show_and_await (fixture, "two", "2");
  show_and_await (fixture, "three", "3");
  show_and_await (fixture, "three", "3 again");
  bell_test_drain ();
  g_assert_cmpuint (fixture->closed, ==, 0);
  show_and_await (fixture, "four", "4");
  bell_test_await_count (&fixture->closed, 1, BUBBLES_MS, "the oldest to expire");
  g_assert_cmpstr (fixture->closed_key, ==, "text");
  g_assert_cmpuint (fixture->reason, ==, 1);
  click (fixture, "gnome-shell/7", "four acknowledge gnome-shell/7");
  /* What expired there is shown anew, not as a change of what is gone. */
  show_and_await (fixture, "text", "1 again");
  g_assert_cmpuint (bell_fake_daemon_get_last_id (fixture->daemon), !=, oldest);
}

/* Refuses what says the same within a second; the next that differs is shown. */
static void
test_plasma (BubblesFixture *fixture,
             gconstpointer data)
{
  bell_fake_daemon_set_mood (fixture->daemon, BELL_DAEMON_NO_TWINS);
  check_text (fixture, data);
  bubbles_fixture_show (fixture, "twin", TEXT, TEXT);
  bell_test_await_count (&fixture->failed, 1, BUBBLES_MS, "a failure");
  g_assert_true (bell_notifier_get_available (fixture->notifier));
  show_and_await (fixture, "other", "Order 8");
  click (fixture, "kwin-8", "other acknowledge kwin-8");
}

/* Has no buttons while it must not disturb, and sends no token. */
static void
test_xfce (BubblesFixture *fixture,
           gconstpointer data)
{
  check_text (fixture, data);
  /* Several times: at first it may not be known yet who the daemon is, and so nothing of it is remembered. */
  for (int i = 0; i < 5; i++)
    {
      bell_fake_daemon_set_capabilities (fixture->daemon, XFCE_BUSY);
      check_text (fixture, XFCE_BUSY);
      bell_fake_daemon_set_capabilities (fixture->daemon, data);
      check_text (fixture, data);
    }
  click (fixture, NULL, "text acknowledge -");
}

/* Markup is a setting there; a rule may show nothing at all: id 0. */
static void
test_dunst (BubblesFixture *fixture,
            gconstpointer data)
{
  bell_fake_daemon_set_unicast (fixture->daemon, TRUE);
  check_text (fixture, data);
  bell_fake_daemon_set_capabilities (fixture->daemon, DUNST);
  check_text (fixture, DUNST);
  bell_fake_daemon_set_mood (fixture->daemon, BELL_DAEMON_ZERO);
  show_and_await (fixture, "discarded", "by a rule");
  bell_fake_daemon_set_mood (fixture->daemon, BELL_DAEMON_GOOD);
  show_and_await (fixture, "shown", "after it");
  click (fixture, NULL, "shown acknowledge -");
}

/* Tells everybody of everything, also of what is not ours. */
static void
test_mako (BubblesFixture *fixture,
           gconstpointer data)
{
  check_text (fixture, data);
  bell_fake_daemon_set_capabilities (fixture->daemon, MAKO_PLAIN);
  check_text (fixture, MAKO_PLAIN);
  bell_fake_daemon_click (fixture->daemon, 9999, "acknowledge", "of-others");
  bell_fake_daemon_expire (fixture->daemon, 9999);
  click (fixture, "sway-9", "text acknowledge sway-9");
  g_assert_cmpuint (fixture->activated, ==, 1);
  g_assert_cmpuint (fixture->closed, ==, 0);
}

/* The ways to misbehave; "silent" and "restart" stand in test-bubbles.c. */

static void
test_zero (BubblesFixture *fixture,
           gconstpointer data)
{
  bell_fake_daemon_set_mood (fixture->daemon, BELL_DAEMON_ZERO);
  show_and_await (fixture, "zero", "t");
  show_and_await (fixture, "zero", "t");
  bell_notifier_withdraw (fixture->notifier, "zero");
  bell_test_await_count (&fixture->closed, 1, BUBBLES_MS, "an end");
  g_assert_cmpuint (fixture->failed, ==, 0);
}

static void
test_excess (BubblesFixture *fixture,
             gconstpointer data)
{
  bubbles_fixture_await_available (fixture, TRUE);
  bell_fake_daemon_set_mood (fixture->daemon, BELL_DAEMON_REFUSES);
  for (guint i = 1; i <= 3; i++)
    {
      bubbles_fixture_show (fixture, "k", "t", "b");
      bell_test_await_count (&fixture->failed, i, BUBBLES_MS, "a failure");
    }
  /* A refusal is an answer: it is there, and is asked again. */
  g_assert_true (bell_notifier_get_available (fixture->notifier));
  bell_fake_daemon_set_mood (fixture->daemon, BELL_DAEMON_GOOD);
  show_and_await (fixture, "k", "t");
}

static void
test_closes_at_once (BubblesFixture *fixture,
                     gconstpointer data)
{
  bell_fake_daemon_set_mood (fixture->daemon, BELL_DAEMON_CLOSES);
  for (guint i = 1; i <= 3; i++)
    {
      show_and_await (fixture, "k", "t");
      bell_test_await_count (&fixture->closed, i, BUBBLES_MS, "an end");
      g_assert_cmpuint (fixture->reason, ==, 1);
    }
}

/* Another daemon takes the name; the bubbles of the old one are no longer ours to change. */
static void
test_owner_changes (BubblesFixture *fixture,
                    gconstpointer data)
{
  BellFakeDaemon *old = fixture->daemon;

  show_and_await (fixture, "k", "t");
  fixture->daemon = bell_fake_daemon_start (bubbles_fixture_get_address (), MAKO_PLAIN);
  bell_test_await_count (&fixture->closed, 1, BUBBLES_MS, "the end of the bubble");
  g_assert_cmpuint (fixture->reason, ==, 4);
  check_text (fixture, MAKO_PLAIN);
  g_assert_cmpuint (bell_fake_daemon_get_n_notified (fixture->daemon), ==, 1);
  g_assert_cmpuint (bell_fake_daemon_get_n_notified (old), ==, 1);
  click (fixture, "new", "text acknowledge new");
  bell_fake_daemon_stop (old);
}

/* A token is of the click that follows it, and of no other. */
static void
test_token_first (BubblesFixture *fixture,
                  gconstpointer data)
{
  show_and_await (fixture, "k", "t");
  click (fixture, "first", "k acknowledge first");
  click (fixture, "second", "k acknowledge second");
}

static void
on_portal_call (GDBusConnection *connection,
                const char *sender,
                const char *path,
                const char *interface,
                const char *method,
                GVariant *parameters,
                GDBusMethodInvocation *invocation,
                gpointer user_data)
{
  (*(guint *) user_data)++;
  g_dbus_method_invocation_return_value (invocation, NULL);
}

/* As in a Flatpak: there libnotify would take the portal. */
static void
set_up_portal (BubblesFixture *fixture,
               gconstpointer data)
{
  g_setenv ("NOTIFY_FORCE_PORTAL", "1", TRUE);
  bubbles_fixture_set_up (fixture, data);
}

/* The portal would raise the window with every click, and lose buttons, urgency and reasons: it is not asked. */
static void
test_portal_ignored (BubblesFixture *fixture,
                     gconstpointer data)
{
  static const GDBusInterfaceVTable vtable = { on_portal_call, NULL, NULL, { NULL } };
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (
    "<node><interface name='org.freedesktop.portal.Notification'>"
    "<method name='AddNotification'><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/></method>"
    "<method name='RemoveNotification'><arg type='s' direction='in'/></method></interface></node>",
    NULL);
  g_autoptr (GDBusConnection) portal = g_dbus_connection_new_for_address_sync (
    bubbles_fixture_get_address (),
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, NULL);
  guint asked = 0;

  g_assert_cmpuint (g_dbus_connection_register_object (portal, "/org/freedesktop/portal/desktop", info->interfaces[0],
                                                       &vtable, &asked, NULL, NULL), >, 0);
  g_bus_own_name_on_connection (portal, "org.freedesktop.portal.Desktop", G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL,
                                NULL);
  check_text (fixture, data);
  click (fixture, "token", "text acknowledge token");
  g_assert_cmpuint (asked, ==, 0);
  g_dbus_connection_close_sync (portal, NULL, NULL);
}

#define ADD(path, data, func) \
  g_test_add ("/dbus/daemons/" path, BubblesFixture, data, bubbles_fixture_set_up, func, bubbles_fixture_tear_down)

int
main (int argc,
      char **argv)
{
  bubbles_fixture_init (&argc, &argv);
  ADD ("gnome", GNOME, test_gnome);
  ADD ("plasma", PLASMA, test_plasma);
  ADD ("xfce", XFCE, test_xfce);
  ADD ("dunst", DUNST_MARKUP, test_dunst);
  ADD ("mako", MAKO, test_mako);
  ADD ("zero", GNOME, test_zero);
  ADD ("excess", GNOME, test_excess);
  ADD ("closes-at-once", GNOME, test_closes_at_once);
  ADD ("owner-changes", GNOME, test_owner_changes);
  ADD ("token-first", GNOME, test_token_first);
  g_test_add ("/dbus/daemons/portal-ignored", BubblesFixture, GNOME, set_up_portal, test_portal_ignored,
              bubbles_fixture_tear_down);
  return bubbles_fixture_run ();
}
