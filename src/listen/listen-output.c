/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "listen-output.h"

#include "bell-json.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

static int interrupt_fd = -1;

void
listen_output_set_interrupt (int fd)
{
  interrupt_fd = fd;
}

/*
 * Waits while the reader is slow: in a pipe that is the back-pressure people
 * expect. The main loop stands still meanwhile, so a signal to end must be seen here.
 */
static gboolean
wait_for_reader (void)
{
  struct pollfd fds[] = { { .fd = STDOUT_FILENO, .events = POLLOUT }, { .fd = interrupt_fd, .events = POLLIN } };

  while (poll (fds, G_N_ELEMENTS (fds), -1) < 0)
    {
      if (errno != EINTR)
        return FALSE;
    }
  return fds[0].revents != 0;
}

static gboolean
write_line (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *json = bell_json_to_string (root);
  g_autofree char *line = g_strconcat (json, "\n", NULL);
  gsize left = strlen (line);

  for (const char *p = line; left > 0;)
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
  return write_line (builder);
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
  return write_line (builder);
}
