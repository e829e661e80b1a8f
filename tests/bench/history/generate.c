/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "generate.h"

#include "bell-history-index.h"

#define WAITING 10

static const char *const kinds[] = { "order", "order", "order", "product", "product", "user", "form", "message" };
static const char *const firsts[] = { "Ann", "Bo", "Chloé", "Dmitri", "Elif", "Farid", "Greta", "Hiroshi", "Inês", "Jörg" };
static const char *const lasts[] = { "Müller", "Smith", "García", "Иванов", "Yılmaz", "Nguyen", "Rossi", "Kowalska" };
static const char *const goods[] = { "Pink Planet", "Blue Moon", "Espresso", "Cappuccino", "Croissant", "Bagel",
                                     "Water", "Lemonade", "Sandwich", "Salad", "Cookie", "Brownie" };

static void
bind_event (sqlite3_stmt *insert,
            GRand *rand,
            guint i,
            guint n)
{
  const char *kind = kinds[g_rand_int_range (rand, 0, G_N_ELEMENTS (kinds))];
  const char *first = firsts[g_rand_int_range (rand, 0, G_N_ELEMENTS (firsts))];
  const char *last = lasts[g_rand_int_range (rand, 0, G_N_ELEMENTS (lasts))];
  const char *item = goods[g_rand_int_range (rand, 0, G_N_ELEMENTS (goods))];
  gint64 span = GENERATE_DAYS * 24 * 3600 * (gint64) G_USEC_PER_SEC;
  gint64 received = GENERATE_END - span + (gint64) ((double) span * (i + 1) / n);
  int customer = g_rand_int_range (rand, 0, 2000);
  g_autofree char *title = g_strdup_printf ("%c%s %u", g_ascii_toupper (*kind), kind + 1, 100000 + i);
  g_autofree char *body = g_strdup_printf ("%s %s, %d × %s", first, last, customer % 9 + 1, item);
  g_autofree char *entity = g_strdup_printf ("%u", 100000 + i);
  g_autofree char *payload = g_strdup_printf (
    "{\"%s\":{\"id\":%u,\"status\":\"new\",\"customer\":{\"name\":\"%s %s\",\"mail\":\"customer%d@example.com\","
    "\"phone\":\"+49 30 %06d\"},\"items\":[{\"title\":\"%s\",\"amount\":%d,\"price\":%d.%02d}],\"paid\":true}}",
    kind, 100000 + i, first, last, customer, customer * 397 % 1000000, item, customer % 9 + 1, customer % 90,
    customer % 100);

  bell_sqlite_bind_text (insert, 1, i % 4 ? "shopone1" : "shoptwo2");
  bell_sqlite_bind_text (insert, 2, kind);
  bell_sqlite_bind_text (insert, 3, i % 3 ? "order_created" : NULL);
  bell_sqlite_bind_text (insert, 4, title);
  bell_sqlite_bind_text (insert, 5, body);
  bell_sqlite_bind_text (insert, 6, entity);
  sqlite3_bind_int64 (insert, 7, received);
  if (i + WAITING < n)
    {
      sqlite3_bind_int64 (insert, 8, received + customer * (gint64) 100000);
      bell_sqlite_bind_text (insert, 9, i % 5 ? "window" : "rule");
    }
  else
    sqlite3_bind_int64 (insert, 8, 0);
  bell_sqlite_bind_text (insert, 10, payload);
}

void
generate_history (const char *path,
                  guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);
  sqlite3 *db = bell_history_schema_open (path, &error);
  sqlite3_stmt *insert = NULL;
  gboolean more = n > 0;

  if (db != NULL && bell_history_index_prepare (db, &error))
    insert = bell_sqlite_prepare (db,
                                  "INSERT INTO event (shop, kind, marker, title, body, entity, status, received,"
                                  " acknowledged, acknowledged_how, payload)"
                                  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'new', ?7, ?8, ?9, ?10)",
                                  &error);
  if (insert == NULL || !bell_sqlite_exec (db, "PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; BEGIN", &error))
    g_error ("%s", error->message);
  for (guint i = 0; i < n; i++)
    {
      bind_event (insert, rand, i, n);
      if (!bell_sqlite_run (insert, &error))
        g_error ("%s", error->message);
    }
  sqlite3_finalize (insert);
  if (!bell_sqlite_exec (db, "COMMIT", &error))
    g_error ("%s", error->message);
  /* In the steps of the program, so that the index is as it would be. */
  while (more)
    if (!bell_history_index_step (db, 200, &more, &error))
      g_error ("%s", error->message);
  sqlite3_close (db);
}
