/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-sqlite.h"

G_BEGIN_DECLS

typedef struct _BellHistoryWriter BellHistoryWriter;

/* One write inside the transaction of its batch; gives a number. */
typedef gboolean (*BellHistoryWrite) (BellHistoryWriter *writer, gpointer data, gint64 *number, GError **error);

/* Does the next bit of a chore and adds to number; done: when there is no more. */
typedef gboolean (*BellHistoryChore) (BellHistoryWriter *writer, gpointer data, gint64 *number, gboolean *done,
                                      GError **error);

/* What the writes work with: the connection and the statements they use again and again. */
struct _BellHistoryWriter
{
  sqlite3 *db;
  sqlite3_stmt *append;
  sqlite3_stmt *acknowledge;
  sqlite3_stmt *silence;
  GHashTable *linked; /* set of shops whose link was written about by this program's run */
  int log_pages;      /* of the write-ahead log, as of the last commit */
  gboolean distrust;  /* a sync failed: a commit is to wait for its own */
};

/* Opens path and prepares; on an error all is as before. */
gboolean bell_history_writer_open (BellHistoryWriter *writer, const char *path, GError **error);
void bell_history_writer_close (BellHistoryWriter *writer);

/*
 * After a commit: waits for the disk, and keeps the log short. Whoever waits for the commit is told
 * before: a power cut between the two takes the screen as well, and what it takes from the history is
 * what it would have taken had the commit itself waited. A sync that fails is told by the next commit,
 * which waits for its own.
 */
void bell_history_writer_settle (BellHistoryWriter *writer);

/* Only the latter: for what can be done again after a power cut. */
void bell_history_writer_check_point (BellHistoryWriter *writer);

/* Ends a transaction that failed. */
void bell_history_writer_roll_back (BellHistoryWriter *writer);

/* Data of the writes, each freed by bell_history_change_free(). What may change meanwhile is copied. */
typedef struct
{
  BellEntry *entry;
  gint64 *ids;
  gsize n_ids;
  gint64 when;
  char *shop;
  char *state;  /* (nullable) */
  char *reason; /* (nullable) */
  gint64 keep;
  gint64 round_trip;
  gint64 skew;

  /* How far a chore is: the (received, id) behind which it goes on, and in front of which it ends. */
  gboolean begun;
  gint64 received;
  gint64 id;
  gint64 end_received;
  gint64 end_id;
} BellHistoryChange;
void bell_history_change_free (BellHistoryChange *change);

gboolean bell_history_write_append (BellHistoryWriter *writer, gpointer data, gint64 *number, GError **error);
gboolean bell_history_write_acknowledge (BellHistoryWriter *writer, gpointer data, gint64 *number, GError **error);
gboolean bell_history_write_release (BellHistoryWriter *writer, gpointer data, gint64 *number, GError **error);
gboolean bell_history_write_silence (BellHistoryWriter *writer, gpointer data, gint64 *number, GError **error);
gboolean bell_history_write_link (BellHistoryWriter *writer, gpointer data, gint64 *number, GError **error);
gboolean bell_history_write_heard (BellHistoryWriter *writer, gpointer data, gint64 *number, GError **error);
gboolean bell_history_write_measure (BellHistoryWriter *writer, gpointer data, gint64 *number, GError **error);

G_END_DECLS
