/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bubbles-fixture.h"

#include <string.h>

static GTestDBus *bus;

static void
on_shown (BellNotifier *notifier,
          const char *key,
          guint version,
          BubblesFixture *fixture)
{
  fixture->shown++;
}

static void
on_failed (BellNotifier *notifier,
           const char *key,
           const char *message,
           BubblesFixture *fixture)
{
  g_assert_cmpint (strlen (message), >, 0);
  fixture->failed++;
}

static void
on_closed (BellNotifier *notifier,
           const char *key,
           guint reason,
           BubblesFixture *fixture)
{
  g_free (fixture->closed_key);
  fixture->closed_key = g_strdup (key);
  fixture->closed++;
  fixture->reason = reason;
}

static void
on_activated (BellNotifier *notifier,
              const char *key,
              const char *action,
              const char *token,
              BubblesFixture *fixture)
{
  g_free (fixture->what);
  fixture->what = g_strdup_printf ("%s %s %s", key, action, token != NULL ? token : "-");
  fixture->activated++;
}

void
bubbles_fixture_set_up (BubblesFixture *fixture,
                        gconstpointer data)
{
  fixture->daemon = bell_fake_daemon_start (bubbles_fixture_get_address (), data);
  fixture->notifier = bell_libnotify_new ("Shopbell", "io.github.shopbell.Shopbell");
  g_signal_connect (fixture->notifier, "shown", G_CALLBACK (on_shown), fixture);
  g_signal_connect (fixture->notifier, "failed", G_CALLBACK (on_failed), fixture);
  g_signal_connect (fixture->notifier, "closed", G_CALLBACK (on_closed), fixture);
  g_signal_connect (fixture->notifier, "activated", G_CALLBACK (on_activated), fixture);
}

void
bubbles_fixture_tear_down (BubblesFixture *fixture,
                           gconstpointer data)
{
  bell_notifier_stop (fixture->notifier);
  g_object_unref (fixture->notifier);
  bell_fake_daemon_stop (fixture->daemon);
  bell_test_drain ();
  g_free (fixture->what);
  g_free (fixture->closed_key);
}

void
bubbles_fixture_show (BubblesFixture *fixture,
                      const char *key,
                      const char *title,
                      const char *body)
{
  static const char *const actions[] = { "default", "Open", "acknowledge", "Got it", NULL };
  const BellBubble bubble = { key, title, body, BELL_URGENCY_CRITICAL, TRUE, actions };

  bell_notifier_show (fixture->notifier, &bubble);
}

static gboolean
is_available (gpointer notifier)
{
  return bell_notifier_get_available (notifier);
}

static gboolean
is_away (gpointer notifier)
{
  return !bell_notifier_get_available (notifier);
}

void
bubbles_fixture_await_available (BubblesFixture *fixture,
                                 gboolean available)
{
  bell_test_await (available ? is_available : is_away, fixture->notifier, BUBBLES_MS, "the daemon to come or go");
}

char *
bubbles_fixture_read_body (BubblesFixture *fixture,
                           gboolean markup)
{
  g_autoptr (GVariant) last = bell_fake_daemon_get_last (fixture->daemon);
  g_autoptr (GError) error = NULL;
  const char *body;
  char *text = NULL;

  g_variant_get_child (last, 4, "&s", &body);
  if (!markup)
    return g_strdup (body);
  /* Nothing of it is a tag, and every character reference is a known one. */
  g_assert_null (strchr (body, '<'));
  for (const char *p = body; *p != '\0';)
    {
      static const char *const known[] = { "&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", "\"", "&#39;", "'", NULL };
      g_autofree char *before = text != NULL ? text : g_strdup ("");
      guint i = 0;

      while (*p == '&' && known[i] != NULL && !g_str_has_prefix (p, known[i]))
        i += 2;
      g_assert_nonnull (known[i]);
      text = *p == '&' ? g_strconcat (before, known[i + 1], NULL) : g_strdup_printf ("%s%c", before, *p);
      p += *p == '&' ? strlen (known[i]) : 1;
    }
  return text;
}

const char *
bubbles_fixture_get_address (void)
{
  return g_test_dbus_get_bus_address (bus);
}

void
bubbles_fixture_init (int *argc,
                      char ***argv)
{
  bell_test_init (argc, argv);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
}

int
bubbles_fixture_run (void)
{
  int status = g_test_run ();

  /* The last worker may still wait for its silent daemon: the bus ends with the process. */
  g_test_dbus_stop (bus);
  return status;
}
