/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * burst: sends the same burst of events to several receivers, each a process of
 * its own, and says what it cost them. The last event of a burst wants an
 * answer, so that all of it was taken in when the clocks are read.
 */
#include "burst-frames.h"
#include "burst-peer.h"
#include "burst-report.h"

#include <locale.h>

#define N_ROUNDS 5
#define N_ROUND_TRIPS 2000

static int n_events = 100000;
static char *report;
static char *buildtype;
static char *ours;
static char *soup;
static char *node;
static char *script;
static char *only;

static const GOptionEntry options[] = {
  { "events", 0, 0, G_OPTION_ARG_INT, &n_events, "Events a round", "N" },
  { "report", 0, 0, G_OPTION_ARG_FILENAME, &report, "Where the figures go as JSON", "FILE" },
  { "buildtype", 0, 0, G_OPTION_ARG_STRING, &buildtype, "Meson's, for the report", "TYPE" },
  { "ours", 0, 0, G_OPTION_ARG_FILENAME, &ours, "The program receive-ours", "PROGRAM" },
  { "soup", 0, 0, G_OPTION_ARG_FILENAME, &soup, "The program receive-soup", "PROGRAM" },
  { "node", 0, 0, G_OPTION_ARG_FILENAME, &node, "Node.js", "PROGRAM" },
  { "script", 0, 0, G_OPTION_ARG_FILENAME, &script, "receive-node.mjs", "FILE" },
  { "only", 0, 0, G_OPTION_ARG_STRING, &only, "The one receiver to measure, for a profiler", "KEY" },
  { NULL }
};

/* An event with an acknowledgement, where the application takes events; else Engine.IO's ping. */
typedef struct
{
  const char *text;
  const char *answer;
} Question;

static const Question event_question = { "4212[\"sync\"]", "4312" };
static const Question ping_question = { "2", "3" };

static const char *const parse = "parse";
static const char *const hear = "hear";
static const char *const ignore = "ignore";
static const char *const nothing = NULL;

typedef struct
{
  const char *key;
  const char *label;
  char *const *program; /* NULL in it: not there */
  const char *const *argument;
  const Question *question;
} Receiver;

static const Receiver receivers[] = {
  { "ours-parsed", "ours, arguments parsed", &ours, &parse, &event_question },
  { "ours-heard", "ours, arguments not looked at", &ours, &hear, &event_question },
  { "ours-unheard", "ours, nobody listens", &ours, &ignore, &ping_question },
  { "npm", "npm socket.io-client", &node, (const char *const *) &script, &event_question },
  { "soup", "bare libsoup, frames counted", &soup, &nothing, &ping_question },
};

static void
measure_burst (BurstPeer *peer,
               const Question *question,
               GByteArray *frames,
               double *cpu_us,
               double *per_s)
{
  gint64 cpu = burst_peer_get_cpu_us (peer);
  gint64 start = g_get_monotonic_time ();

  burst_peer_send (peer, frames->data, frames->len);
  burst_peer_ask (peer, question->text, question->answer);
  *per_s = n_events * (double) G_USEC_PER_SEC / (g_get_monotonic_time () - start);
  *cpu_us = (burst_peer_get_cpu_us (peer) - cpu) / (double) n_events;
}

static void
measure_round_trips (BurstPeer *peer,
                     const Question *question,
                     BurstRow *row)
{
  double times[N_ROUND_TRIPS];

  for (guint i = 0; i < N_ROUND_TRIPS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      burst_peer_ask (peer, question->text, question->answer);
      times[i] = g_get_monotonic_time () - start;
    }
  row->p50_us = burst_report_quantile (times, N_ROUND_TRIPS, 0.5);
  row->p99_us = burst_report_quantile (times, N_ROUND_TRIPS, 0.99);
}

static void
measure (BurstRow *row,
         const Receiver *receiver,
         GByteArray *frames)
{
  const char *const argv[] = { *receiver->program, *receiver->argument, NULL };
  const Question *question = receiver->question;
  g_autoptr (BurstPeer) peer = burst_peer_new (argv);
  double cpu_us[N_ROUNDS];
  double per_s[N_ROUNDS];

  /* Once for the caches, and for the compiler of those who have one at run time. */
  measure_burst (peer, question, frames, &cpu_us[0], &per_s[0]);
  for (guint i = 0; i < N_ROUNDS; i++)
    measure_burst (peer, question, frames, &cpu_us[i], &per_s[i]);
  row->cpu_us = burst_report_quantile (cpu_us, N_ROUNDS, 0.5);
  row->per_s = burst_report_quantile (per_s, N_ROUNDS, 0.5);
  measure_round_trips (peer, question, row);
  row->rss_kib = burst_peer_get_memory_kib (peer, "VmRSS");
  row->peak_kib = burst_peer_get_memory_kib (peer, "VmHWM");
  row->measured = TRUE;
}

static void
measure_all (BurstRow *rows,
             GByteArray *frames)
{
  for (guint i = 0; i < G_N_ELEMENTS (receivers); i++)
    {
      rows[i].key = receivers[i].key;
      rows[i].label = receivers[i].label;
      if (*receivers[i].program != NULL && (only == NULL || g_str_equal (only, receivers[i].key)))
        measure (&rows[i], &receivers[i], frames);
    }
}

int
main (int argc,
      char **argv)
{
  BurstRow rows[G_N_ELEMENTS (receivers)] = { 0 };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GByteArray) frames = NULL;
  g_autoptr (GError) error = NULL;
  guint frame_bytes;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || n_events < 1)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "There must be events");
      return 2;
    }
  frames = burst_frames_new (n_events);
  frame_bytes = frames->len / n_events;
  measure_all (rows, frames);
  burst_report_print (rows, G_N_ELEMENTS (rows), n_events, frame_bytes, buildtype);
  if (report != NULL &&
      !burst_report_write (rows, G_N_ELEMENTS (rows), n_events, frame_bytes, buildtype, report, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  return 0;
}
