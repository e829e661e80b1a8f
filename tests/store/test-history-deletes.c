/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history-fixture.h"

/* More than a few steps of the worker. */
#define N 450

static BellHistory *
make_filled (const char *path)
{
  BellHistory *history = bell_history_new (path);

  for (int n = 1; n <= N; n++)
    {
      g_autoptr (BellEntry) entry = history_make_entry (n % 2 ? "one" : "two", n);

      /* All but every tenth is taken. */
      if (n % 10 != 0)
        bell_entry_set_acknowledged (entry, 5000, "window");
      bell_history_append_async (history, entry, NULL, NULL, NULL);
    }
  return history;
}

static const BellHistoryFilter everything = { 0 };
static const BellHistoryFilter in_index = { .text = (char *) "order" };
static const BellHistoryFilter waiting = { .state = BELL_HISTORY_WAITING };

static void
await_index (BellHistory *history)
{
  history_await_count (history, &in_index, history_count (history, &everything));
}

/* {before, keep}: what is left, in all and waiting. */
static const struct
{
  gint64 before;
  gint64 keep;
  guint left;
} prunings[] = {
  { 0, 0, N },
  { 1000, 0, N },
  { 1101, 0, 10 + N - 100 },
  { 0, N, N },
  { 0, N - 100, 10 + N - 100 },
  { 0, 1, N / 10 },
  { 1101, N - 50, 10 + N - 100 },
  { 1051, N - 100, 10 + N - 100 },
  { G_MAXINT64, 0, N / 10 },
  { G_MAXINT64, 1, N / 10 },
};

static void
test_prune (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (BellHistory) history = make_filled (NULL);

  if (i % 2)
    await_index (history);
  g_assert_cmpint (history_prune (history, prunings[i].before, prunings[i].keep), ==, N - prunings[i].left);
  g_assert_cmpint (history_count (history, &everything), ==, prunings[i].left);
  /* Never what waits. */
  g_assert_cmpint (history_count (history, &waiting), ==, N / 10);
  await_index (history);
}

/* The words of what is gone are gone too, and the file is smaller. */
static void
test_space (void)
{
  g_autofree char *path = history_make_path ();
  BellHistory *history = make_filled (path);
  g_autofree char *bytes = NULL;
  gsize length;
  gint64 pages;
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  await_index (history);
  pages = history_query_int (path, "PRAGMA page_count");
  for (int n = 10; n <= N; n += 10)
    g_assert_cmpint (history_acknowledge (history, n, 6000, "window"), ==, 1);
  g_assert_cmpint (history_prune (history, G_MAXINT64, 0), ==, N);
  while (history_query_int (path, "PRAGMA page_count") >= pages)
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
  g_object_unref (history);
  g_assert_cmpint (history_query_int (path, "SELECT count(*) FROM lookup WHERE lookup MATCH '\"order\"'"), ==, 0);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_null (g_strstr_len (bytes, length, "Order"));
  g_assert_cmpint (history_query_int (path, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check != 'ok'"),
                   ==, 0);
}

static void
test_delete_shop (void)
{
  BellHistoryFilter two = { .shop = (char *) "two" };
  g_autoptr (BellHistory) history = make_filled (NULL);

  history_delete_shop (history, "one");
  g_assert_cmpint (history_count (history, &everything), ==, N / 2);
  g_assert_cmpint (history_count (history, &two), ==, N / 2);
  await_index (history);
  history_delete_shop (history, "none");
  g_assert_cmpint (history_count (history, &everything), ==, N / 2);
}

/* What came of the shop after that stays. */
static void
test_delete_and_go_on (void)
{
  g_autoptr (BellHistory) history = make_filled (NULL);
  BellHistoryFilter one = { .shop = (char *) "one" };
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  bell_history_delete_shop_async (history, "one", NULL, bell_test_store_result, &pending);
  g_assert_cmpint (history_append (history, "one", 9000, NULL), >, N);
  result = bell_test_await_result (&pending, 20000, "a deletion");
  g_assert_true (bell_history_delete_shop_finish (history, result, NULL));
  g_assert_cmpint (history_count (history, &one), ==, 1);
}

/* A deletion that was broken off goes on at the next start. */
static void
test_resumed (void)
{
  g_autofree char *path = history_make_path ();
  BellHistory *history = make_filled (path);
  BellHistoryFilter one = { .shop = (char *) "one" };

  await_index (history);
  g_object_unref (history);
  history_run_sql (path, "INSERT INTO doomed VALUES ('one', 400), ('gone', 5)");

  history = bell_history_new (path);
  g_assert_cmpint (history_append (history, "two", 1, NULL), >, 0);
  g_object_unref (history);
  history_run_sql (path, "INSERT OR REPLACE INTO doomed VALUES ('one', 10000)");

  history = bell_history_new (path);
  history_await_count (history, &one, 0);
  await_index (history);
  g_assert_cmpint (history_count (history, &everything), ==, N / 2 + 1);
  g_object_unref (history);
}

/* The callback comes though the history is closed in the middle. */
static void
test_closed (void)
{
  BellHistory *history = make_filled (NULL);
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bell_history_delete_shop_async (history, "one", NULL, bell_test_store_result, &pending);
  bell_history_close (history);
  result = bell_test_await_result (&pending, 20000, "the end of a deletion");
  if (!bell_history_delete_shop_finish (history, result, &error))
    g_assert_error (error, BELL_HISTORY_ERROR, BELL_HISTORY_ERROR_CLOSED);
  bell_test_drain ();
  g_object_unref (history);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (prunings); i++)
    {
      g_autofree char *name = g_strdup_printf ("/store/history-deletes/prune/%u", i);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_prune);
    }
  g_test_add_func ("/store/history-deletes/space", test_space);
  g_test_add_func ("/store/history-deletes/shop", test_delete_shop);
  g_test_add_func ("/store/history-deletes/shop-goes-on", test_delete_and_go_on);
  g_test_add_func ("/store/history-deletes/resumed", test_resumed);
  g_test_add_func ("/store/history-deletes/closed", test_closed);
  return g_test_run ();
}
