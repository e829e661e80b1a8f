/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history-export.h"

#include "bell-export-line.h"
#include "bell-history-private.h"
#include "bell-history-sql.h"

#include <fcntl.h>
#include <unistd.h>

#define PAGE 500
#define PROGRESS_US (200 * 1000)
#define STEPS 1000

typedef struct
{
  BellHistoryFilter *filter;
  BellExportFormat format;
  GFile *file;
  GFileProgressCallback progress;
  gpointer progress_data;
  char *path;
  GCancellable *closing;
  gint64 total;

  /* The thread's own */
  GCancellable *cancellable; /* (nullable), borrowed from the task */
  gint64 written;
  gint64 said;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  bell_history_filter_free (export->filter);
  g_object_unref (export->file);
  g_object_unref (export->closing);
  g_free (export->path);
  g_free (export);
}

/* Progress, in the caller's context */

typedef struct
{
  GTask *task;
  gint64 written;
} News;

static void
news_free (gpointer data)
{
  g_object_unref (((News *) data)->task);
  g_free (data);
}

static gboolean
tell (gpointer data)
{
  News *news = data;
  Export *export = g_task_get_task_data (news->task);

  if (!g_task_get_completed (news->task))
    export->progress (news->written, MAX (export->total, news->written), export->progress_data);
  return G_SOURCE_REMOVE;
}

static void
say_progress (GTask *task,
              Export *export)
{
  gint64 now = g_get_monotonic_time ();
  g_autoptr (GSource) source = NULL;
  News *news;

  if (export->progress == NULL || now - export->said < PROGRESS_US)
    return;
  export->said = now;
  news = g_new0 (News, 1);
  news->task = g_object_ref (task);
  news->written = export->written;
  source = g_idle_source_new ();
  g_source_set_callback (source, tell, news, news_free);
  g_source_attach (source, g_task_get_context (task));
}

/* Writing, on the thread */

static int
look_up (void *data)
{
  Export *export = data;

  return g_cancellable_is_cancelled (export->cancellable) || g_cancellable_is_cancelled (export->closing);
}

static gboolean
write_page (Export *export,
            GOutputStream *out,
            GPtrArray *page,
            GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < page->len; i++)
    {
      if (export->format == BELL_EXPORT_CSV)
        bell_export_line_csv (text, g_ptr_array_index (page, i));
      else
        bell_export_line_json (text, g_ptr_array_index (page, i));
    }
  export->written += page->len;
  return g_output_stream_write_all (out, text->str, text->len, NULL, export->cancellable, error);
}

static gboolean
write_pages (GTask *task,
             Export *export,
             sqlite3 *db,
             GOutputStream *out,
             GError **error)
{
  BellHistoryKey last = { 0 };
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (GPtrArray) page = NULL;
      BellEntry *entry;

      page = bell_history_sql_read_page (db, export->filter, export->written > 0 ? &last : NULL, PAGE, error);
      if (page == NULL || !write_page (export, out, page, error))
        return FALSE;
      more = page->len == PAGE;
      if (more)
        {
          entry = g_ptr_array_index (page, page->len - 1);
          last.received = bell_entry_get_received (entry);
          last.id = bell_entry_get_id (entry);
        }
      say_progress (task, export);
    }
  return TRUE;
}

static gboolean
write_all (GTask *task,
           Export *export,
           GFile *part,
           GError **error)
{
  g_autoptr (GFileOutputStream) out = g_file_create (part, G_FILE_CREATE_PRIVATE, export->cancellable, error);
  g_autoptr (GString) head = g_string_new (NULL);
  sqlite3 *db;
  gboolean ok;

  if (out == NULL)
    return FALSE;
  db = bell_history_schema_open_reader (export->path, error);
  if (db == NULL)
    return FALSE;
  sqlite3_progress_handler (db, STEPS, look_up, export);
  if (export->format == BELL_EXPORT_CSV)
    bell_export_line_csv_head (head);
  ok = g_output_stream_write_all (G_OUTPUT_STREAM (out), head->str, head->len, NULL, export->cancellable, error) &&
       write_pages (task, export, db, G_OUTPUT_STREAM (out), error) &&
       g_output_stream_close (G_OUTPUT_STREAM (out), export->cancellable, error);
  sqlite3_close (db);
  return ok;
}

/* Else a power cut could leave an empty file under the name of the old one. */
static void
sync_file (GFile *file)
{
  const char *path = g_file_peek_path (file);
  int fd = path != NULL ? open (path, O_RDONLY | O_CLOEXEC) : -1;

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/* A neighbour, so that taking its place is one step. */
static GFile *
make_part (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *part_name = g_strdup_printf (".%s.%08x.part", name, g_random_int ());
  g_autoptr (GFile) parent = g_file_get_parent (file);

  return parent != NULL ? g_file_get_child (parent, part_name) : g_object_ref (file);
}

static void
export_in_thread (GTask *task,
                  gpointer source,
                  gpointer task_data,
                  GCancellable *cancellable)
{
  Export *export = task_data;
  g_autoptr (GFile) part = make_part (export->file);
  GError *error = NULL;

  export->cancellable = cancellable;
  if (write_all (task, export, part, &error) && !g_cancellable_set_error_if_cancelled (cancellable, &error))
    {
      sync_file (part);
      if (g_file_move (part, export->file, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL, &error))
        {
          g_task_return_int (task, export->written);
          return;
        }
    }
  g_file_delete (part, NULL, NULL);
  g_task_return_error (task, error);
}

/* All that was asked to be written before is there now. */
static void
counted_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;

  export->total = bell_history_count_finish (BELL_HISTORY (source), result, &error);
  if (export->total < 0)
    g_task_return_error (task, error);
  else
    g_task_run_in_thread (task, export_in_thread);
}

void
bell_history_export_async (BellHistory *self,
                           const BellHistoryFilter *filter,
                           BellExportFormat format,
                           GFile *file,
                           GFileProgressCallback progress,
                           gpointer progress_data,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Export *export = g_new0 (Export, 1);

  export->filter = bell_history_filter_copy (filter);
  export->format = format;
  export->file = g_object_ref (file);
  export->progress = progress;
  export->progress_data = progress_data;
  export->path = g_strdup (bell_history_get_path (self));
  export->closing = g_object_ref (bell_history_get_closing (self));
  g_task_set_task_data (task, export, export_free);
  bell_history_count_async (self, filter, 0, cancellable, counted_cb, task);
}

gint64
bell_history_export_finish (BellHistory *self,
                            GAsyncResult *result,
                            GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}
