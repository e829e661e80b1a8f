/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "listen-output.h"

#include "bell-json.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <unistd.h>

/* So much waits for a reader that is slow; beyond that whoever writes waits, too. */
#define MAX_WAITING (64 * 1024 * 1024) /* bytes */

/*
 * The lines go out on a thread: a reader that sleeps must not keep the connection from answering its pings. All
 * under the lock but interrupt_fd, which is set before the thread is there.
 */
static struct
{
  GThread *thread;
  GMutex lock;
  GCond changed;
  GQueue lines;    /* of GString */
  gsize waiting;   /* bytes of them, the one being written included */
  gboolean ending; /* no more will come */
  gboolean failed; /* nobody reads any more, or it was interrupted */
  int interrupt_fd;
  GSourceOnceFunc on_failed;
  gpointer user_data;
} output;

/* A signal to end must be seen while the reader sleeps. */
static gboolean
wait_for_reader (void)
{
  struct pollfd fds[] = { { .fd = STDOUT_FILENO, .events = POLLOUT },
                          { .fd = output.interrupt_fd, .events = POLLIN } };

  while (poll (fds, G_N_ELEMENTS (fds), -1) < 0)
    {
      if (errno != EINTR)
        return FALSE;
    }
  return fds[0].revents != 0;
}

static gboolean
write_line (const GString *line)
{
  gsize left = line->len;

  for (const char *p = line->str; left > 0;)
    {
      gssize n;

      if (!wait_for_reader ())
        return FALSE;
      /* More than this may block in a pipe that has some room. */
      n = write (STDOUT_FILENO, p, MIN (left, PIPE_BUF));
      if (n < 0 && (errno == EINTR || errno == EAGAIN))
        continue;
      if (n < 0)
        return FALSE;
      p += n;
      left -= n;
    }
  return TRUE;
}

static void
free_line (gpointer line)
{
  g_string_free (line, TRUE);
}

static void
fail (void)
{
  output.failed = TRUE;
  output.waiting = 0;
  g_queue_clear_full (&output.lines, free_line);
  g_idle_add_once (output.on_failed, output.user_data);
}

static gpointer
run (gpointer data)
{
  g_mutex_lock (&output.lock);
  while (!output.failed)
    {
      GString *line = g_queue_pop_head (&output.lines);
      gboolean written;

      if (line == NULL && output.ending)
        break;
      if (line == NULL)
        {
          g_cond_wait (&output.changed, &output.lock);
          continue;
        }
      g_mutex_unlock (&output.lock);
      written = write_line (line);
      g_mutex_lock (&output.lock);
      output.waiting -= line->len;
      free_line (line);
      if (!written)
        fail ();
      g_cond_broadcast (&output.changed);
    }
  g_mutex_unlock (&output.lock);
  return NULL;
}

void
listen_output_start (int interrupt_fd,
                     GSourceOnceFunc on_failed,
                     gpointer user_data)
{
  g_queue_init (&output.lines);
  output.interrupt_fd = interrupt_fd;
  output.on_failed = on_failed;
  output.user_data = user_data;
  output.thread = g_thread_new ("output", run, NULL);
}

void
listen_output_finish (void)
{
  g_mutex_lock (&output.lock);
  output.ending = TRUE;
  g_cond_broadcast (&output.changed);
  g_mutex_unlock (&output.lock);
  g_thread_join (output.thread);
}

static gboolean
push_line (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *json = bell_json_to_string (root);
  GString *line = g_string_new (json);
  gboolean failed;

  g_string_append_c (line, '\n');
  g_mutex_lock (&output.lock);
  while (!output.failed && output.waiting > MAX_WAITING)
    g_cond_wait (&output.changed, &output.lock);
  failed = output.failed;
  if (!failed)
    {
      output.waiting += line->len;
      g_queue_push_tail (&output.lines, line);
      g_cond_broadcast (&output.changed);
    }
  g_mutex_unlock (&output.lock);
  if (failed)
    free_line (line);
  return !failed;
}

static void
add_string (JsonBuilder *builder,
            const char *name,
            const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_node (JsonBuilder *builder,
          const char *name,
          JsonNode *node)
{
  json_builder_set_member_name (builder, name);
  if (node != NULL)
    json_builder_add_value (builder, json_node_copy (node));
  else
    json_builder_add_null_value (builder);
}

/* 2026-11-23T10:00:00.123Z */
static char *
format_time (gint64 unix_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (unix_us / G_USEC_PER_SEC);
  g_autofree char *seconds = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%03dZ", seconds, (int) (unix_us % G_USEC_PER_SEC / 1000));
}

gboolean
listen_output_event (OeEvent *event,
                     gint64 received,
                     gboolean raw)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *time = format_time (received);

  json_builder_begin_object (builder);
  add_string (builder, "type", "event");
  add_string (builder, "marker", oe_event_get_marker (event));
  add_string (builder, "kind", oe_kind_to_string (oe_event_get_kind (event)));
  add_string (builder, "title", oe_event_get_title (event));
  add_string (builder, "body", oe_event_get_body (event));
  add_string (builder, "received", time);
  add_node (builder, "payload", oe_event_get_payload (event));
  if (raw)
    {
      add_string (builder, "name", oe_event_get_name (event));
      add_node (builder, "args", oe_event_get_args (event));
    }
  json_builder_end_object (builder);
  return push_line (builder);
}

gboolean
listen_output_state (BellSessionState state,
                     const char *detail)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string (builder, "type", "state");
  add_string (builder, "state", bell_session_state_to_string (state));
  add_string (builder, "detail", detail != NULL ? detail : "");
  json_builder_end_object (builder);
  return push_line (builder);
}
