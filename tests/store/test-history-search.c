/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history-fixture.h"

#include "bell-history-words.h"

#include <string.h>

typedef struct
{
  BellHistory *history;
} Fixture;

static void
store (BellHistory *history,
       const char *shop,
       const char *marker,
       const char *title,
       const char *body,
       const char *payload)
{
  g_autoptr (BellEntry) entry = bell_entry_new (shop, "order", marker, title, body, "ent-9", "new", 1, payload);

  g_assert_cmpint (history_store (history, entry, NULL), >, 0);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->history = bell_history_new (NULL);
  store (fixture->history, "one", "order_created", "Order 1042", "Ann Müller, 12.50 EUR",
         "{\"secretname\":\"Pink Planet\",\"n\":[1.5,{\"deep\":\"Größe XL\"}],\"t\":true}");
  store (fixture->history, "one", NULL, "Order 1043", "Çağla O'Neil", "{\"mail\":\"ann@example.com\"}");
  store (fixture->history, "two", NULL, "注文 1044", "東京 カレー", NULL);
  store (fixture->history, "two", NULL, "Заказ 1045", "Ёлка", "not json");
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_object_unref (fixture->history);
}

static const struct
{
  const char *typed;
  const char *ids;
} searches[] = {
  { "order", "2 1" },
  { "ORD", "2 1" },
  { "o", "2 1" },
  { "104", "4 3 2 1" },
  { "1042", "1" },
  { "ann", "2 1" },
  { "ann order 1043", "2" },
  { "1043 ann order", "2" },
  { "pla pin", "1" },
  { "created", "1" },
  { "order_created", "1" },
  { "ent-9", "4 3 2 1" },
  { "muller", "1" },
  { "MÜLLER", "1" },
  { "mu\xcc\x88ller", "1" },
  { "grosse", "1" },
  { "größe", "1" },
  { "GRÖSSE", "1" },
  { "cagla", "2" },
  { "o'neil", "2" },
  { "ann@example.com", "2" },
  { "ann@example.co", "2" },
  { "an@example.com", "" },
  { "12.5", "1" },
  { "2.50", "" },
  { "1.5", "1" },
  { "東", "3" },
  { "東京", "3" },
  { "カレ", "3" },
  { "зак", "4" },
  { "елка", "4" },
  { "secretname", "" },
  { "true", "" },
  { "json", "" },
  { "  ", "4 3 2 1" },
  { "", "4 3 2 1" },
  { "!!!", "" },
  { "nothing", "" },
  /* FTS5's own language means nothing here. */
  { "order AND", "" },
  { "NOT order", "" },
  { "order OR pink", "1" },
  { "NEAR(order 1042)", "" },
  { "\"", "" },
  { "\"order", "2 1" },
  { "order\" OR \"pink", "1" },
  { "words:order", "" },
  { "lookup:1042", "" },
  { "(order)", "2 1" },
  { "ord*", "2 1" },
  { "*", "" },
  { "^order", "2 1" },
  { "{order}: 1042", "1" },
  { "order + 1042", "1" },
  { "'; DROP TABLE event; --", "" },
  { "\xff\xfe", "" },
};

/* Each as the database finds it, and as an entry that just came in is compared. */
static void
test_search (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GPtrArray) all = history_load (fixture->history, TRUE, 0, 100, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      BellHistoryFilter filter = { .text = (char *) searches[i].typed };
      g_autofree char *ids = history_ids (fixture->history, &filter);
      g_autoptr (GString) compared = g_string_new (NULL);

      if (g_strcmp0 (ids, searches[i].ids) != 0)
        g_error ("“%s” gives “%s”, not “%s”", searches[i].typed, ids, searches[i].ids);
      for (guint j = 0; j < all->len; j++)
        if (bell_history_filter_matches (&filter, g_ptr_array_index (all, j)))
          g_string_append_printf (compared, "%s%" G_GINT64_FORMAT, compared->len > 0 ? " " : "",
                                  bell_entry_get_id (g_ptr_array_index (all, j)));
      if (g_strcmp0 (compared->str, searches[i].ids) != 0)
        g_error ("“%s” compares “%s”, not “%s”", searches[i].typed, compared->str, searches[i].ids);
    }
}

/* Words and the rest of the filter, and pages of them. */
static void
test_with_filter (Fixture *fixture,
                  gconstpointer data)
{
  BellHistoryFilter filter = { .shop = (char *) "one", .text = (char *) "104" };
  BellHistoryKey after = { 1, 2 };
  g_autofree char *ids = history_ids (fixture->history, &filter);
  g_autoptr (GPtrArray) rest = history_query (fixture->history, &filter, &after, 10);

  g_assert_cmpstr (ids, ==, "2 1");
  g_assert_cmpint (history_count (fixture->history, &filter), ==, 2);
  g_assert_cmpuint (rest->len, ==, 1);
  g_assert_cmpint (bell_entry_get_id (g_ptr_array_index (rest, 0)), ==, 1);
}

/* What is bounded: a word, an entry's words, what is typed. */
static void
test_bounds (void)
{
  g_autofree char *word = g_strnfill (100000, 'x');
  g_autofree char *many = NULL;
  g_autofree char *query = NULL;
  g_autofree char *words = NULL;
  GString *typed = g_string_new (NULL);
  g_autoptr (BellEntry) entry = NULL;

  for (int i = 0; i < 10000; i++)
    g_string_append_printf (typed, "w%d ", i);
  many = g_string_free (typed, FALSE);
  entry = bell_entry_new ("shop", "order", NULL, word, many, NULL, NULL, 1, NULL);
  words = bell_history_words_of (entry);
  g_assert_cmpuint (strlen (words), <, 20000);
  g_assert_true (g_str_has_prefix (words, " xxxxx"));
  g_assert_true (bell_history_words_fit (words, word));
  query = bell_history_words_query (many);
  g_assert_cmpuint (strlen (query), <, 200);
}

static void
count_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  guint *counts = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) page = bell_history_query_finish (BELL_HISTORY (source), result, &error);

  if (page != NULL)
    counts[1]++;
  else
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  counts[0]++;
}

/* Somebody types fast: what is overtaken is dropped, and the last is answered. */
static void
test_superseded (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (GCancellable) last = NULL;
  guint counts[2] = { 0, 0 };

  for (int i = 0; i < 500; i++)
    {
      BellHistoryFilter filter = { .text = (char *) "ord" };

      g_cancellable_cancel (last);
      g_clear_object (&last);
      last = g_cancellable_new ();
      bell_history_query_async (fixture->history, &filter, NULL, 100, last, count_cb, counts);
    }
  bell_test_await_count (&counts[0], 500, 20000, "all answers");
  g_assert_cmpuint (counts[1], ==, 1);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add ("/store/history-search/words", Fixture, NULL, set_up, test_search, tear_down);
  g_test_add ("/store/history-search/with-filter", Fixture, NULL, set_up, test_with_filter, tear_down);
  g_test_add_func ("/store/history-search/bounds", test_bounds);
  g_test_add ("/store/history-search/superseded", Fixture, NULL, set_up, test_superseded, tear_down);
  return g_test_run ();
}
