/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-announcer-policy.h"
#include "bell-format-bubble.h"
#include "bell-test.h"

#include <string.h>

/* What a screen would show: "title" or "title|body" by key. */
typedef struct
{
  BellAnnouncerPolicy *policy;
  GHashTable *screen; /* key → title */
  char *title;        /* of the last */
  char *body;
  char *key;
  guint shows;
  guint coalesced;
  gboolean hangs; /* the daemon: what it is told to show it has not shown yet */
  gint64 now;
} Fixture;

static void
show_cb (const BellAnnouncement *announcement,
         gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->shows++;
  g_free (fixture->title);
  g_free (fixture->body);
  g_free (fixture->key);
  fixture->title = bell_format_bubble_title (announcement);
  fixture->body = bell_format_bubble_body (announcement);
  fixture->key = g_strdup (announcement->key);
  g_hash_table_replace (fixture->screen, g_strdup (announcement->key), g_strdup (fixture->title));
  g_assert_cmpuint (g_hash_table_size (fixture->screen), <=, BELL_MAX_BUBBLES);
  if (!fixture->hangs)
    bell_announcer_policy_shown (fixture->policy, announcement->key, announcement->version);
}

static void
withdraw_cb (const char *key,
             gpointer user_data)
{
  g_hash_table_remove (((Fixture *) user_data)->screen, key);
}

static void
coalesced_cb (BellEntry *entry,
              gpointer user_data)
{
  ((Fixture *) user_data)->coalesced++;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  static const BellAnnouncerOutput output = { show_cb, withdraw_cb, coalesced_cb };

  fixture->policy = bell_announcer_policy_new (&output, fixture);
  fixture->screen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  fixture->now = 1000 * G_USEC_PER_SEC;
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  bell_announcer_policy_free (fixture->policy);
  g_hash_table_unref (fixture->screen);
  g_free (fixture->title);
  g_free (fixture->body);
  g_free (fixture->key);
}

/* Lets ms go by, and the ticks that are due in it. */
static void
pass (Fixture *fixture,
      gint64 ms)
{
  gint64 end = fixture->now + ms * 1000;
  gint64 due;

  while ((due = bell_announcer_policy_get_due (fixture->policy)) != 0 && due <= end)
    {
      fixture->now = MAX (due, fixture->now);
      bell_announcer_policy_tick (fixture->policy, fixture->now);
    }
  fixture->now = end;
}

static BellEntry *
add_event (Fixture *fixture,
           const char *kind,
           const char *entity,
           const char *payload)
{
  g_autofree char *title = g_strdup_printf ("%s %s", kind, entity);
  BellEntry *entry = bell_entry_new ("shop1", kind, NULL, title, "facts", entity, NULL, 1, payload);
  g_autoptr (BellVerdict) verdict = bell_verdict_new ();

  g_free (verdict->title);
  verdict->title = g_steal_pointer (&title);
  bell_announcer_policy_add (fixture->policy, entry, verdict, fixture->now);
  return entry;
}

static void
add (Fixture *fixture,
     const char *kind,
     const char *entity)
{
  g_autoptr (BellEntry) entry = add_event (fixture, kind, entity, entity);
}

static void
acknowledge (Fixture *fixture,
             BellEntry *entry)
{
  bell_entry_set_acknowledged (entry, 2, "window");
  bell_announcer_policy_acknowledged (fixture->policy, entry, fixture->now);
}

#define assert_screen(fixture, n, what) \
  G_STMT_START { \
    g_assert_cmpuint (g_hash_table_size ((fixture)->screen), ==, n); \
    g_assert_cmpstr ((fixture)->title, ==, what); \
  } G_STMT_END

static void
test_calm (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (BellEntry) entry = add_event (fixture, "order", "1", "a");

  assert_screen (fixture, 1, "order 1");
  g_assert_cmpstr (fixture->body, ==, "");
  add (fixture, "order", "2");
  add (fixture, "product", "1");
  assert_screen (fixture, 3, "product 1");
  g_assert_cmpuint (fixture->coalesced, ==, 0);
  acknowledge (fixture, entry);
  g_assert_cmpuint (g_hash_table_size (fixture->screen), ==, 2);
  g_assert_cmpint (bell_announcer_policy_get_due (fixture->policy), ==, 0);
}

static void
test_same_thing (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (BellEntry) old = add_event (fixture, "order", "1", "a");
  g_autoptr (BellEntry) newer = NULL;

  pass (fixture, 3000);
  newer = add_event (fixture, "order", "1", "b");
  assert_screen (fixture, 1, "order 1");
  g_assert_cmpuint (fixture->shows, ==, 2);
  /* Another shop's or kind's is another thing. */
  add (fixture, "product", "1");
  g_assert_cmpuint (g_hash_table_size (fixture->screen), ==, 2);
  acknowledge (fixture, old);
  g_assert_cmpuint (g_hash_table_size (fixture->screen), ==, 2);
  acknowledge (fixture, newer);
  g_assert_cmpuint (g_hash_table_size (fixture->screen), ==, 1);
}

static void
test_identical (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (BellEntry) one = add_event (fixture, "message", NULL, "same");
  g_autoptr (BellEntry) two = add_event (fixture, "message", NULL, "same");

  pass (fixture, 1500);
  assert_screen (fixture, 1, "message (null) ×2");
  acknowledge (fixture, one);
  pass (fixture, 1000);
  assert_screen (fixture, 1, "message (null)");
  acknowledge (fixture, two);
  g_assert_cmpuint (g_hash_table_size (fixture->screen), ==, 0);

  /* Two seconds later it is another one. */
  add (fixture, "message", NULL);
  pass (fixture, 2001);
  add (fixture, "message", NULL);
  g_assert_cmpuint (g_hash_table_size (fixture->screen), ==, 2);
}

static void
test_identical_flood (Fixture *fixture,
                      gconstpointer data)
{
  for (guint i = 0; i < 5000; i++)
    {
      add (fixture, "message", NULL);
      pass (fixture, 1);
    }
  pass (fixture, 1000);
  assert_screen (fixture, 1, "message (null) ×5000");
  g_assert_cmpuint (fixture->shows, <=, 7);
}

static void
test_burst (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *key = NULL;

  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      add (fixture, "order", id);
    }
  g_assert_cmpuint (g_hash_table_size (fixture->screen), ==, 3);
  add (fixture, "product", "9");
  assert_screen (fixture, 1, "4 events");
  g_assert_cmpstr (fixture->body, ==, "3 orders, 1 product · newest: product 9");
  g_assert_cmpuint (fixture->coalesced, ==, 1);
  key = g_strdup (fixture->key);

  /* In place, at most once a second. */
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", 100 + i);

      add (fixture, "order", id);
    }
  g_assert_cmpuint (fixture->shows, ==, 4);
  pass (fixture, 1000);
  g_assert_cmpuint (fixture->shows, ==, 5);
  assert_screen (fixture, 1, "1004 events");
  g_assert_cmpstr (fixture->key, ==, key);
  g_assert_cmpint (bell_announcer_policy_get_due (fixture->policy), ==, 0);

  /* Calm again: bubbles of their own, until there would be four. */
  pass (fixture, 5000);
  add (fixture, "order", "2000");
  assert_screen (fixture, 2, "order 2000");
  pass (fixture, 6000);
  add (fixture, "order", "2001");
  g_assert_cmpuint (g_hash_table_size (fixture->screen), ==, 3);
  pass (fixture, 6000);
  add (fixture, "order", "2002");
  assert_screen (fixture, 1, "1007 events");
}

/* Somebody takes what a summary stands for. */
static void
test_summary_shrinks (Fixture *fixture,
                      gconstpointer data)
{
  BellEntry *entries[5];

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      entries[i] = add_event (fixture, "order", id, id);
    }
  pass (fixture, 1000);
  assert_screen (fixture, 1, "5 orders");
  acknowledge (fixture, entries[4]);
  pass (fixture, 1000);
  assert_screen (fixture, 1, "4 orders");
  g_assert_cmpstr (fixture->body, ==, "newest: order 3");
  for (guint i = 1; i < 4; i++)
    acknowledge (fixture, entries[i]);
  pass (fixture, 1000);
  assert_screen (fixture, 1, "order 0");
  acknowledge (fixture, entries[0]);
  g_assert_cmpuint (g_hash_table_size (fixture->screen), ==, 0);
  for (guint i = 0; i < 5; i++)
    g_object_unref (entries[i]);
}

/* The bubble about deafness is one of the three. */
static void
test_reserved (Fixture *fixture,
               gconstpointer data)
{
  bell_announcer_policy_set_reserved (fixture->policy, 1, fixture->now);
  add (fixture, "order", "1");
  add (fixture, "order", "2");
  g_assert_cmpuint (g_hash_table_size (fixture->screen), ==, 2);
  add (fixture, "order", "3");
  assert_screen (fixture, 1, "3 orders");

  pass (fixture, 6000);
  bell_announcer_policy_set_reserved (fixture->policy, 0, fixture->now);
  add (fixture, "order", "4");
  pass (fixture, 6000);
  add (fixture, "order", "5");
  g_assert_cmpuint (g_hash_table_size (fixture->screen), ==, 3);
  bell_announcer_policy_set_reserved (fixture->policy, 99, fixture->now);
  assert_screen (fixture, 1, "5 orders");
}

static void
test_reconnected (Fixture *fixture,
                  gconstpointer data)
{
  bell_announcer_policy_reconnected (fixture->policy, fixture->now);
  pass (fixture, 100);
  add (fixture, "order", "1");
  assert_screen (fixture, 1, "order 1");
  add (fixture, "order", "2");
  assert_screen (fixture, 1, "2 orders");
  pass (fixture, 10000);
  add (fixture, "order", "3");
  add (fixture, "order", "4");
  g_assert_cmpuint (g_hash_table_size (fixture->screen), ==, 3);
}

static void
assert_seen (Fixture *fixture,
             const char *expected)
{
  g_autoptr (GPtrArray) seen = bell_announcer_policy_list_seen (fixture->policy, fixture->key);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < seen->len; i++)
    g_string_append_printf (names, "%s ", bell_entry_get_entity (g_ptr_array_index (seen, i)));
  g_assert_cmpstr (names->str, ==, expected);
}

/* A bubble changes once a second at most, and a daemon may take its time: what it did not say nobody has seen. */
static void
test_seen (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (BellEntry) first = NULL;

  bell_announcer_policy_reconnected (fixture->policy, fixture->now);
  add (fixture, "order", "0");
  first = add_event (fixture, "order", "1", "1");
  g_assert_cmpstr (fixture->title, ==, "2 orders");
  assert_seen (fixture, "1 0 ");
  add (fixture, "order", "2");
  g_assert_cmpstr (fixture->title, ==, "2 orders");
  assert_seen (fixture, "1 0 ");

  fixture->hangs = TRUE;
  pass (fixture, 1000);
  g_assert_cmpstr (fixture->title, ==, "3 orders");
  assert_seen (fixture, "1 0 ");
  acknowledge (fixture, first);
  assert_seen (fixture, "0 ");

  /* A click closes it in most daemons: 2 is to be seen after all, and 0 was. */
  fixture->hangs = FALSE;
  bell_announcer_policy_closed (fixture->policy, fixture->key, FALSE, fixture->now);
  g_hash_table_remove_all (fixture->screen);
  pass (fixture, 1000);
  assert_screen (fixture, 1, "order 2");
  assert_seen (fixture, "2 ");
  bell_announcer_policy_closed (fixture->policy, fixture->key, FALSE, fixture->now);
  pass (fixture, 5000);
  g_assert_cmpuint (bell_announcer_policy_get_n_bubbles (fixture->policy), ==, 0);
}

/* Closed by a person: gone. Taken away by the daemon's end, or refused: there again, in one. */
static void
test_daemon (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (BellEntry) taken = NULL;

  add (fixture, "order", "1");
  bell_announcer_policy_closed (fixture->policy, fixture->key, FALSE, fixture->now);
  g_hash_table_remove_all (fixture->screen);
  bell_announcer_policy_returned (fixture->policy, fixture->now);
  g_assert_cmpuint (fixture->shows, ==, 1);

  pass (fixture, 6000);
  add (fixture, "order", "2");
  bell_announcer_policy_closed (fixture->policy, fixture->key, TRUE, fixture->now);
  taken = add_event (fixture, "order", "3", "3");
  bell_announcer_policy_closed (fixture->policy, fixture->key, TRUE, fixture->now);
  g_hash_table_remove_all (fixture->screen);
  acknowledge (fixture, taken);
  g_assert_cmpint (bell_announcer_policy_get_due (fixture->policy), ==, 0);
  bell_announcer_policy_returned (fixture->policy, fixture->now);
  assert_screen (fixture, 1, "order 2");

  pass (fixture, 6000);
  add (fixture, "order", "4");
  bell_announcer_policy_failed (fixture->policy, fixture->key, fixture->now);
  g_assert_cmpuint (g_hash_table_size (fixture->screen), ==, 1);
  pass (fixture, 2000);
  assert_screen (fixture, 1, "2 orders");
}

/* A daemon that refuses everything is asked less and less, and then left alone. */
static void
test_refused (Fixture *fixture,
              gconstpointer data)
{
  fixture->hangs = TRUE;
  add (fixture, "order", "1");
  for (guint i = 0; i < 100 && bell_announcer_policy_get_due (fixture->policy) != 0; i++)
    {
      bell_announcer_policy_failed (fixture->policy, fixture->key, fixture->now);
      pass (fixture, 1000);
    }
  g_assert_cmpint (bell_announcer_policy_get_due (fixture->policy), ==, 0);
  bell_announcer_policy_failed (fixture->policy, fixture->key, fixture->now);
  for (guint i = 0; i < 300; i++)
    {
      guint shows = fixture->shows;

      pass (fixture, 1000);
      if (fixture->shows != shows)
        bell_announcer_policy_failed (fixture->policy, fixture->key, fixture->now);
    }
  g_assert_cmpuint (fixture->shows, <=, 8);
  g_assert_cmpint (bell_announcer_policy_get_due (fixture->policy), ==, 0);
  bell_announcer_policy_returned (fixture->policy, fixture->now);
  assert_screen (fixture, 1, "order 1");
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/app/announcer-policy/calm", test_calm },
    { "/app/announcer-policy/same-thing", test_same_thing },
    { "/app/announcer-policy/u09/identical", test_identical },
    { "/app/announcer-policy/u09/identical-flood", test_identical_flood },
    { "/app/announcer-policy/burst", test_burst },
    { "/app/announcer-policy/summary-shrinks", test_summary_shrinks },
    { "/app/announcer-policy/reserved", test_reserved },
    { "/app/announcer-policy/reconnected", test_reconnected },
    { "/app/announcer-policy/seen", test_seen },
    { "/app/announcer-policy/daemon", test_daemon },
    { "/app/announcer-policy/refused", test_refused },
  };

  bell_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
