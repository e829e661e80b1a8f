/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * flood: millions of tiny frames at once, to receivers whose main loop has a
 * timer of 10 ms besides. Says by how much that was late at worst: for so long
 * a window would not have answered a click.
 */
#include "burst-frames.h"
#include "burst-peer.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define CHUNK 10000

static int n_frames = 4000000;
static char *report;
static char *ours;
static char *soup;

static const GOptionEntry options[] = {
  { "frames", 0, 0, G_OPTION_ARG_INT, &n_frames, "Frames a flood", "N" },
  { "report", 0, 0, G_OPTION_ARG_FILENAME, &report, "Where the figures go as JSON", "FILE" },
  { "ours", 0, 0, G_OPTION_ARG_FILENAME, &ours, "The program receive-ours", "PROGRAM" },
  { "soup", 0, 0, G_OPTION_ARG_FILENAME, &soup, "The program receive-soup", "PROGRAM" },
  { NULL }
};

static const struct
{
  const char *key;
  const char *label;
  char *const *program;
  const char *argument;
  const char *frame;
} floods[] = {
  { "ours-noop", "ours, Engine.IO noops", &ours, "ignore", "6" },
  { "ours-unheard", "ours, events nobody listens to", &ours, "ignore", "42[\"a\"]" },
  { "ours-heard", "ours, events that are listened to", &ours, "parse", "42[\"order_created\",1]" },
  { "soup-noop", "bare libsoup, Engine.IO noops", &soup, NULL, "6" },
};

typedef struct
{
  double seconds;
  double late_ms;
} Result;

static double
read_late_ms (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_file_get_contents (path, &text, NULL, &error))
    g_error ("%s", error->message);
  return g_ascii_strtoll (text, NULL, 10) / 1000.0;
}

static Result
measure (guint i,
         const char *path)
{
  const char *const argv[] = { *floods[i].program, floods[i].argument, NULL };
  g_autoptr (GByteArray) chunk = g_byte_array_new ();
  g_autoptr (BurstPeer) peer = burst_peer_new (argv);
  gint64 start = g_get_monotonic_time ();
  Result result;

  for (guint n = 0; n < CHUNK; n++)
    burst_frames_append (chunk, floods[i].frame);
  for (int sent = 0; sent < n_frames; sent += CHUNK)
    burst_peer_send (peer, chunk->data, chunk->len);
  burst_peer_ask (peer, "2", "3");
  result.seconds = (g_get_monotonic_time () - start) / (double) G_USEC_PER_SEC;
  /* The tick that was late because of it comes after it. */
  g_usleep (50 * 1000);
  result.late_ms = read_late_ms (path);
  return result;
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GString) json = g_string_new ("[");
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || n_frames < CHUNK)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "There must be frames");
      return 2;
    }
  path = g_strdup_printf ("%s/bench-tick-%d", g_get_tmp_dir (), (int) getpid ());
  g_setenv ("BENCH_TICK", path, TRUE);
  g_print ("%d tiny frames at once, beside a timer of 10 ms\n\n| receiver | s | latest tick, ms late |\n|---|---|---|\n",
           n_frames);
  for (guint i = 0; i < G_N_ELEMENTS (floods); i++)
    {
      Result result = measure (i, path);

      g_print ("| %s | %.1f | %.1f |\n", floods[i].label, result.seconds, result.late_ms);
      g_string_append_printf (json, "%s{\"key\":\"%s\",\"frames\":%d,\"seconds\":%.3f,\"lateMs\":%.3f}", i > 0 ? "," : "",
                              floods[i].key, n_frames, result.seconds, result.late_ms);
      g_unlink (path);
    }
  g_string_append (json, "]\n");
  if (report != NULL && !g_file_set_contents (report, json->str, -1, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  return 0;
}
