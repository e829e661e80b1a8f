/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-autostart.h"
#include "bell-fake-clock.h"
#include "bell-test.h"

#include <string.h>

/* The Background portal, in every temper; the portal is in the thread of the test. */

#define NAME "org.freedesktop.portal.Desktop"
#define PATH "/org/freedesktop/portal/desktop"
#define MS 20000

static GTestDBus *bus;

typedef enum
{
  GRANTS,
  GRANTS_ELSEWHERE, /* by a handle that nobody asked for, as portals of old */
  GRANTS_EARLY,     /* the same, but before it says by which handle, and among refusals for others */
  GRANTS_NO_AUTOSTART,
  CANCELLED,
  NOT_ALLOWED,
  FAILS,
  OLD, /* version 1: no SetStatus; and no answer at all to the other */
} Mood;

static const char xml[] =
  "<node><interface name='org.freedesktop.portal.Background'>"
  "<method name='RequestBackground'><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
  "<arg type='o' direction='out'/></method>"
  "<method name='SetStatus'><arg type='a{sv}' direction='in'/></method></interface></node>";

typedef struct
{
  BellBus *bus;
  BellFakeClock *clock;
  BellAutostart *autostart;

  GDBusConnection *portal;
  guint object;
  guint name;
  gboolean owned;
  Mood mood;
  guint asked;
  guint told;
  char *options; /* of the last request */
  char *status;
} Fixture;

static void
respond (Fixture *fixture,
         const char *handle,
         guint response,
         gboolean background,
         gboolean autostart)
{
  GVariantBuilder results;

  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&results, "{sv}", "background", g_variant_new_boolean (background));
  g_variant_builder_add (&results, "{sv}", "autostart", g_variant_new_boolean (autostart));
  g_dbus_connection_emit_signal (fixture->portal, NULL, handle, "org.freedesktop.portal.Request", "Response",
                                 g_variant_new ("(ua{sv})", response, &results), NULL);
}

static void
request_background (Fixture *fixture,
                    const char *sender,
                    GVariant *options,
                    GDBusMethodInvocation *invocation)
{
  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  g_autofree char *handle = NULL;
  const char *token;
  gboolean wanted;

  fixture->asked++;
  g_free (fixture->options);
  fixture->options = g_variant_print (options, FALSE);
  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  g_assert_true (g_variant_lookup (options, "autostart", "b", &wanted));
  handle = g_strdup_printf (
    PATH "/request/%s/%s", fixture->mood == GRANTS_ELSEWHERE || fixture->mood == GRANTS_EARLY ? "old" : name, token);
  if (fixture->mood == NOT_ALLOWED || fixture->mood == FAILS)
    {
      g_dbus_method_invocation_return_dbus_error (invocation,
                                                  fixture->mood == FAILS ? "org.freedesktop.portal.Error.Failed"
                                                                         : "org.freedesktop.portal.Error.NotAllowed",
                                                  "No");
      return;
    }
  if (fixture->mood == GRANTS_EARLY)
    {
      respond (fixture, PATH "/request/old/other1", 1, FALSE, FALSE);
      respond (fixture, handle, 0, TRUE, wanted);
      respond (fixture, PATH "/request/old/other2", 2, FALSE, FALSE);
    }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", handle));
  if (fixture->mood == CANCELLED)
    respond (fixture, handle, 1, FALSE, FALSE);
  else if (fixture->mood == GRANTS_NO_AUTOSTART)
    respond (fixture, handle, 0, TRUE, FALSE);
  else if (fixture->mood == GRANTS || fixture->mood == GRANTS_ELSEWHERE)
    respond (fixture, handle, 0, TRUE, wanted);
}

static void
on_call (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GVariant) options = g_variant_get_child_value (parameters, g_variant_n_children (parameters) - 1);

  if (g_str_equal (method, "RequestBackground"))
    {
      request_background (fixture, sender, options, invocation);
      return;
    }
  fixture->told++;
  if (fixture->mood == OLD)
    {
      g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD, "What?");
      return;
    }
  g_clear_pointer (&fixture->status, g_free);
  g_variant_lookup (options, "message", "s", &fixture->status);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
on_owned (GDBusConnection *connection,
          const char *name,
          gpointer user_data)
{
  ((Fixture *) user_data)->owned = TRUE;
}

static void
start_portal (Fixture *fixture)
{
  static const GDBusInterfaceVTable vtable = { on_call, NULL, NULL, { NULL } };
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (xml, NULL);

  fixture->portal = g_dbus_connection_new_for_address_sync (
    g_test_dbus_get_bus_address (bus),
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, NULL);
  fixture->object = g_dbus_connection_register_object (fixture->portal, PATH, info->interfaces[0], &vtable, fixture,
                                                       NULL, NULL);
  fixture->name = g_bus_own_name_on_connection (fixture->portal, NAME, G_BUS_NAME_OWNER_FLAGS_NONE, on_owned, NULL,
                                                fixture, NULL);
  bell_test_await_flag (&fixture->owned, MS, "the portal's name");
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  static const char *const command[] = { "shopbell", "--hidden", NULL };

  fixture->mood = GPOINTER_TO_UINT (data);
  start_portal (fixture);
  fixture->bus = bell_bus_new (g_test_dbus_get_bus_address (bus));
  fixture->clock = bell_fake_clock_new ();
  fixture->autostart = bell_autostart_portal_new (fixture->bus, command, "Orders are to be heard",
                                                  BELL_CLOCK (fixture->clock));
}

static void
stop_portal (Fixture *fixture)
{
  g_bus_unown_name (fixture->name);
  g_dbus_connection_unregister_object (fixture->portal, fixture->object);
  g_dbus_connection_close_sync (fixture->portal, NULL, NULL);
  g_clear_object (&fixture->portal);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  bell_autostart_stop (fixture->autostart);
  g_assert_cmpuint (bell_fake_clock_n_timers (fixture->clock), ==, 0);
  g_object_unref (fixture->autostart);
  g_object_unref (fixture->clock);
  bell_bus_stop (fixture->bus);
  g_object_unref (fixture->bus);
  if (fixture->portal != NULL)
    stop_portal (fixture);
  bell_test_drain ();
  g_free (fixture->options);
  g_free (fixture->status);
}

static gboolean
is_answered (gpointer user_data)
{
  return bell_autostart_get_state (user_data) != BELL_AUTOSTART_ASKING;
}

static void
ask (Fixture *fixture,
     gboolean wanted,
     BellAutostartState expected,
     gboolean background)
{
  bell_autostart_ask (fixture->autostart, wanted);
  g_assert_cmpint (bell_autostart_get_state (fixture->autostart), ==, BELL_AUTOSTART_ASKING);
  bell_test_await (is_answered, fixture->autostart, MS, "an answer");
  g_assert_cmpint (bell_autostart_get_state (fixture->autostart), ==, expected);
  g_assert_cmpint (bell_autostart_get_background (fixture->autostart), ==, background);
}

/* Asked at once, before there is a connection; and then again, for it is a setting and no addition. */
static void
test_granted (Fixture *fixture,
              gconstpointer data)
{
  g_assert_cmpint (bell_autostart_get_state (fixture->autostart), ==, BELL_AUTOSTART_UNKNOWN);
  ask (fixture, TRUE, BELL_AUTOSTART_ON, TRUE);
  g_assert_nonnull (strstr (fixture->options, "['shopbell', '--hidden']"));
  g_assert_nonnull (strstr (fixture->options, "Orders are to be heard"));
  g_assert_nonnull (strstr (fixture->options, "'dbus-activatable': <false>"));
  ask (fixture, FALSE, BELL_AUTOSTART_OFF, TRUE);
  g_assert_cmpuint (fixture->asked, ==, 2);
}

static void
test_no_autostart (Fixture *fixture,
                   gconstpointer data)
{
  ask (fixture, TRUE, BELL_AUTOSTART_REFUSED, TRUE);
}

static void
test_refused (Fixture *fixture,
              gconstpointer data)
{
  ask (fixture, TRUE, BELL_AUTOSTART_REFUSED, FALSE);
}

static void
test_fails (Fixture *fixture,
            gconstpointer data)
{
  ask (fixture, TRUE, BELL_AUTOSTART_FAILED, TRUE);
}

static void
test_absent (Fixture *fixture,
             gconstpointer data)
{
  stop_portal (fixture);
  ask (fixture, TRUE, BELL_AUTOSTART_ABSENT, TRUE);
}

/* The answer is awaited for two minutes, and what comes later changes nothing. */
static void
test_slow (Fixture *fixture,
           gconstpointer data)
{
  bell_autostart_ask (fixture->autostart, TRUE);
  bell_test_await_count (&fixture->asked, 1, MS, "the request");
  bell_fake_clock_advance (fixture->clock, 119 * 1000);
  g_assert_cmpint (bell_autostart_get_state (fixture->autostart), ==, BELL_AUTOSTART_ASKING);
  bell_fake_clock_advance (fixture->clock, 2 * 1000);
  g_assert_cmpint (bell_autostart_get_state (fixture->autostart), ==, BELL_AUTOSTART_FAILED);
  fixture->mood = GRANTS;
  ask (fixture, TRUE, BELL_AUTOSTART_ON, TRUE);
}

/* The answer by the portal's own handle follows at once, or even before the portal says which it is. */
static void
test_elsewhere (Fixture *fixture,
                gconstpointer data)
{
  ask (fixture, TRUE, BELL_AUTOSTART_ON, TRUE);
  ask (fixture, FALSE, BELL_AUTOSTART_OFF, TRUE);
}

/* Without a session bus there is an answer, too, though it takes as long as that of a person who went for lunch. */
static void
test_no_bus (Fixture *fixture,
             gconstpointer data)
{
  static const char *const command[] = { "shopbell", NULL };
  g_autoptr (BellBus) nowhere = bell_bus_new ("unix:path=/nonexistent/bus");
  g_autoptr (BellAutostart) autostart = bell_autostart_portal_new (nowhere, command, "", BELL_CLOCK (fixture->clock));

  bell_autostart_ask (autostart, TRUE);
  g_assert_cmpint (bell_autostart_get_state (autostart), ==, BELL_AUTOSTART_ASKING);
  bell_fake_clock_advance (fixture->clock, 121 * 1000);
  g_assert_cmpint (bell_autostart_get_state (autostart), ==, BELL_AUTOSTART_FAILED);
  bell_autostart_stop (autostart);
  bell_bus_stop (nowhere);
}

static void
test_status (Fixture *fixture,
             gconstpointer data)
{
  g_autofree char *text = g_strnfill (300, 'x');

  bell_autostart_set_status (fixture->autostart, "Listening");
  bell_test_await_count (&fixture->told, 1, MS, "the status");
  g_assert_cmpstr (fixture->status, ==, "Listening");
  bell_autostart_set_status (fixture->autostart, "Listening"); /* no news */
  bell_autostart_set_status (fixture->autostart, text);
  bell_test_await_count (&fixture->told, 2, MS, "the next status");
  g_assert_cmpuint (strlen (fixture->status), ==, 96);
}

static void
test_no_status (Fixture *fixture,
                gconstpointer data)
{
  bell_autostart_set_status (fixture->autostart, "Listening");
  bell_test_await_count (&fixture->told, 1, MS, "the status");
  fixture->mood = GRANTS;
  ask (fixture, FALSE, BELL_AUTOSTART_OFF, TRUE); /* by now the refusal has been read */
  bell_autostart_set_status (fixture->autostart, "Offline");
  ask (fixture, FALSE, BELL_AUTOSTART_OFF, TRUE);
  g_assert_cmpuint (fixture->told, ==, 1);
}

#define ADD(path, mood, func) \
  g_test_add ("/dbus/background/" path, Fixture, GUINT_TO_POINTER (mood), set_up, func, tear_down)

int
main (int argc,
      char **argv)
{
  int status;

  bell_test_init (&argc, &argv);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  ADD ("granted", GRANTS, test_granted);
  ADD ("no-autostart", GRANTS_NO_AUTOSTART, test_no_autostart);
  ADD ("cancelled", CANCELLED, test_refused);
  ADD ("not-allowed", NOT_ALLOWED, test_refused);
  ADD ("fails", FAILS, test_fails);
  ADD ("absent", GRANTS, test_absent);
  ADD ("slow", OLD, test_slow);
  ADD ("elsewhere", GRANTS_ELSEWHERE, test_elsewhere);
  ADD ("early", GRANTS_EARLY, test_elsewhere);
  ADD ("no-bus", GRANTS, test_no_bus);
  ADD ("status", GRANTS, test_status);
  ADD ("no-status", OLD, test_no_status);
  status = g_test_run ();
  g_test_dbus_down (bus);
  g_object_unref (bus);
  return status;
}
