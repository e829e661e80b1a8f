/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-clock.h"
#include "bell-history-model.h"
#include "bell-test.h"

#define N 1234
#define HOUR (3600 * (gint64) G_USEC_PER_SEC)

/* A model whose every change is replayed in a copy that must stay equal. */
typedef struct
{
  BellFakeClock *clock;
  BellHistory *history;
  BellInbox *inbox;
  BellHistoryModel *model;
  guint n_items;
  guint changes;
} Fixture;

static void
on_items_changed (GListModel *model,
                  guint position,
                  guint removed,
                  guint added,
                  Fixture *fixture)
{
  g_assert_cmpuint (position + removed, <=, fixture->n_items);
  fixture->n_items = fixture->n_items - removed + added;
  fixture->changes++;
  g_assert_cmpuint (fixture->n_items, ==, g_list_model_get_n_items (model));
}

/* Each tenth is a form, each odd one waits; one an hour. */
static void
fill (BellHistory *history)
{
  for (int n = 1; n <= N; n++)
    {
      g_autofree char *title = g_strdup_printf ("Title %d", n);
      g_autoptr (BellEntry) entry = NULL;

      entry = bell_entry_new ("shop1", n % 10 ? "order" : "form", NULL, title, "", NULL, NULL, n * HOUR, NULL);
      if (n % 2 == 0)
        bell_entry_set_acknowledged (entry, n * HOUR + 1, "window");
      bell_history_append_async (history, entry, NULL, NULL, NULL);
    }
}

static gboolean
is_loaded (gpointer user_data)
{
  return bell_inbox_get_loaded (user_data);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->clock = bell_fake_clock_new ();
  fixture->history = bell_history_new (NULL);
  fixture->inbox = bell_inbox_new (fixture->history, BELL_CLOCK (fixture->clock));
  if (data != NULL)
    fill (fixture->history);
  bell_inbox_load (fixture->inbox);
  bell_test_await (is_loaded, fixture->inbox, 20000, "the inbox");
  fixture->model = bell_history_model_new (fixture->history, fixture->inbox);
  g_signal_connect (fixture->model, "items-changed", G_CALLBACK (on_items_changed), fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  bell_history_close (fixture->history);
  bell_test_drain ();
  g_assert_finalize_object (fixture->model);
  g_assert_finalize_object (fixture->inbox);
  g_object_unref (fixture->history);
  g_object_unref (fixture->clock);
}

static gboolean
is_measured (gpointer user_data)
{
  return !bell_history_model_get_loading (user_data);
}

static void
await_measure (Fixture *fixture)
{
  bell_test_await (is_measured, fixture->model, 20000, "the measure");
}

static void
set_filter (Fixture *fixture,
            BellHistoryFilter filter)
{
  bell_history_model_set_filter (fixture->model, &filter);
  await_measure (fixture);
}

static gboolean
has_entry (gpointer user_data)
{
  return bell_history_row_get_entry (user_data) != NULL;
}

static gint64
id_at (Fixture *fixture,
       guint position)
{
  g_autoptr (BellHistoryRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->model), position);

  g_assert_nonnull (row);
  bell_test_await (has_entry, row, 20000, "a row");
  return bell_entry_get_id (bell_history_row_get_entry (row));
}

static void
add (Fixture *fixture,
     const char *kind)
{
  g_autofree char *json = g_strdup_printf ("[{\"%s\":{\"id\":7}}]", kind);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  g_autoptr (OeEvent) event = oe_event_new ("notification", json_node_get_array (root));
  g_autoptr (BellVerdict) verdict = bell_verdict_new ();

  bell_inbox_add (fixture->inbox, "shop1", event, (N + 1) * HOUR, verdict);
}

static gboolean
has_items (gpointer user_data)
{
  Fixture *fixture = user_data;

  return fixture->n_items > 0;
}

static void
test_pages (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (BellHistoryRow) empty = NULL;

  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->model), 0));
  set_filter (fixture, (BellHistoryFilter){ 0 });
  g_assert_cmpuint (fixture->n_items, ==, N);
  /* The first page, and then the rest behind it. */
  g_assert_cmpuint (fixture->changes, ==, 2);
  for (guint position = 0; position < N; position += 37)
    g_assert_cmpint (id_at (fixture, position), ==, N - position);
  g_assert_cmpint (id_at (fixture, N - 1), ==, 1);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->model), N));
  g_assert_null (bell_history_model_get_trouble (fixture->model));
}

/* A row stands empty until it is read, and says when it is there. */
static void
test_placeholder (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr (BellHistoryRow) row = NULL;

  set_filter (fixture, (BellHistoryFilter){ 0 });
  row = g_list_model_get_item (G_LIST_MODEL (fixture->model), 777);
  g_assert_null (bell_history_row_get_entry (row));
  bell_test_await (has_entry, row, 20000, "a row");
  g_assert_cmpint (bell_entry_get_id (bell_history_row_get_entry (row)), ==, N - 777);
}

static void
test_days (Fixture *fixture,
           gconstpointer data)
{
  set_filter (fixture, (BellHistoryFilter){ 0 });
  for (guint position = 0; position < N; position++)
    {
      g_autoptr (BellHistoryRow) row = NULL;
      gint64 id = id_at (fixture, position);

      row = g_list_model_get_item (G_LIST_MODEL (fixture->model), position);
      g_assert_cmpint (bell_history_row_get_begins_day (row), ==, position == 0 || id % 24 == 23);
    }
}

static void
test_filters (Fixture *fixture,
              gconstpointer data)
{
  set_filter (fixture, (BellHistoryFilter){ .kind = (char *) "form" });
  g_assert_cmpuint (fixture->n_items, ==, N / 10);
  g_assert_cmpint (id_at (fixture, 122), ==, 10);
  /* The index follows behind the events. */
  while (fixture->n_items != 46)
    set_filter (fixture, (BellHistoryFilter){ .text = (char *) "title 12" });
  set_filter (fixture, (BellHistoryFilter){ .shop = (char *) "none" });
  g_assert_cmpuint (fixture->n_items, ==, 0);

  /* Typing: only the last counts. */
  for (int i = 0; i < 50; i++)
    {
      BellHistoryFilter filter = { .kind = (char *) (i == 49 ? "form" : "order") };

      bell_history_model_set_filter (fixture->model, &filter);
    }
  await_measure (fixture);
  g_assert_cmpuint (fixture->n_items, ==, N / 10);
}

static gboolean
grew (gpointer user_data)
{
  Fixture *fixture = user_data;

  return fixture->n_items == N + 3;
}

static void
test_arrivals (Fixture *fixture,
               gconstpointer data)
{
  set_filter (fixture, (BellHistoryFilter){ 0 });
  fixture->changes = 0;
  for (int i = 0; i < 3; i++)
    add (fixture, "order");
  bell_test_await (grew, fixture, 20000, "three more");
  g_assert_cmpuint (fixture->changes, ==, 3);
  g_assert_cmpint (id_at (fixture, 0), ==, N + 3);
  g_assert_cmpint (id_at (fixture, 3), ==, N);
  g_assert_cmpint (id_at (fixture, 500), ==, N + 3 - 500);
  /* The inbox's own entry: what happens to it there is seen here. */
  bell_inbox_acknowledge_all (fixture->inbox, "window");
  {
    g_autoptr (BellHistoryRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->model), 1);

    g_assert_cmpstr (bell_entry_get_acknowledged_how (bell_history_row_get_entry (row)), ==, "window");
  }
}

/* While it is being measured nothing is lost or counted twice. */
static void
test_arrivals_meanwhile (Fixture *fixture,
                         gconstpointer data)
{
  BellHistoryFilter all = { 0 };

  for (int round = 0; round < 20; round++)
    {
      bell_history_model_set_filter (fixture->model, &all);
      add (fixture, "order");
      if (round % 3 == 0)
        bell_test_await (has_items, fixture, 20000, "rows");
      add (fixture, "order");
      await_measure (fixture);
    }
  while (fixture->n_items < N + 40)
    g_main_context_iteration (NULL, TRUE);
  await_measure (fixture);
  g_assert_cmpuint (fixture->n_items, ==, N + 40);
  for (guint position = 0; position < 200; position++)
    g_assert_cmpint (id_at (fixture, position), ==, N + 40 - position);
}

/* Taken: gone from what waits, where it was. */
static void
test_acknowledged (Fixture *fixture,
                   gconstpointer data)
{
  gint64 id;

  set_filter (fixture, (BellHistoryFilter){ .state = BELL_HISTORY_WAITING });
  g_assert_cmpuint (fixture->n_items, ==, N / 2);
  id = id_at (fixture, 5);
  fixture->changes = 0;
  bell_inbox_acknowledge (fixture->inbox, bell_inbox_find (fixture->inbox, id), "window");
  await_measure (fixture);
  g_assert_cmpuint (fixture->n_items, ==, N / 2 - 1);
  g_assert_cmpuint (fixture->changes, ==, 1);
  g_assert_cmpint (id_at (fixture, 4), ==, id + 2);
  g_assert_cmpint (id_at (fixture, 5), ==, id - 2);
}

static gint64
find (Fixture *fixture,
      gint64 before)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  bell_history_model_find_async (fixture->model, before, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 20000, "a position");
  return bell_history_model_find_finish (fixture->model, result, NULL);
}

static void
test_find (Fixture *fixture,
           gconstpointer data)
{
  BellHistoryFilter all = { 0 };

  g_assert_cmpint (find (fixture, 1), ==, 0);
  /* Asked before it is measured: answered after. */
  bell_history_model_set_filter (fixture->model, &all);
  g_assert_cmpint (find (fixture, G_MAXINT64), ==, 0);
  for (int n = 0; n <= N; n += 11)
    g_assert_cmpint (find (fixture, n * HOUR + 1), ==, N - n);
  add (fixture, "order");
  while (fixture->n_items == N)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (find (fixture, G_MAXINT64), ==, 0);
  g_assert_cmpint (find (fixture, 100 * HOUR + 1), ==, N + 1 - 100);
}

static void
test_trouble (Fixture *fixture,
              gconstpointer data)
{
  set_filter (fixture, (BellHistoryFilter){ 0 });
  bell_history_close (fixture->history);
  set_filter (fixture, (BellHistoryFilter){ .kind = (char *) "form" });
  g_assert_nonnull (bell_history_model_get_trouble (fixture->model));
  /* What was there stays. */
  g_assert_cmpuint (fixture->n_items, ==, N);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/app/history-model/" name, Fixture, "filled", set_up, func, tear_down)
  ADD ("pages", test_pages);
  ADD ("placeholder", test_placeholder);
  ADD ("days", test_days);
  ADD ("filters", test_filters);
  ADD ("arrivals", test_arrivals);
  ADD ("arrivals-meanwhile", test_arrivals_meanwhile);
  ADD ("acknowledged", test_acknowledged);
  ADD ("find", test_find);
  ADD ("trouble", test_trouble);
#undef ADD
  return g_test_run ();
}
