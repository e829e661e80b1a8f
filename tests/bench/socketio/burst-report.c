/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "burst-report.h"

#include "bell-json.h"

#include <stdlib.h>
#include <string.h>

/* "a" takes at most limit times what "b" takes. */
typedef struct
{
  const char *name;
  const char *a;
  const char *b;
  gsize field;
  double limit;
} Aim;

static const Aim aims[] = {
  { "CPU, arguments parsed / npm", "ours-parsed", "npm", offsetof (BurstRow, cpu_us), 0.6 },
  { "CPU, nobody listens / bare libsoup", "ours-unheard", "soup", offsetof (BurstRow, cpu_us), 1.3 },
  { "peak memory, arguments parsed / npm", "ours-parsed", "npm", offsetof (BurstRow, peak_kib), 0.25 },
  { "round trip p50, arguments parsed / npm", "ours-parsed", "npm", offsetof (BurstRow, p50_us), 1.0 },
};

static const BurstRow *
find_row (const BurstRow *rows,
          guint n_rows,
          const char *key)
{
  for (guint i = 0; i < n_rows; i++)
    if (rows[i].measured && g_str_equal (rows[i].key, key))
      return &rows[i];
  return NULL;
}

/* Negative: it was not measured. */
static double
get_ratio (const BurstRow *rows,
           guint n_rows,
           const Aim *aim)
{
  const BurstRow *a = find_row (rows, n_rows, aim->a);
  const BurstRow *b = find_row (rows, n_rows, aim->b);

  if (a == NULL || b == NULL)
    return -1;
  return G_STRUCT_MEMBER (double, a, aim->field) / G_STRUCT_MEMBER (double, b, aim->field);
}

void
burst_report_print (const BurstRow *rows,
                    guint n_rows,
                    guint n_events,
                    guint frame_bytes,
                    const char *buildtype)
{
  g_print ("%u events of %u bytes a round, buildtype %s\n\n", n_events, frame_bytes, buildtype);
  g_print ("%-34s %10s %10s %9s %9s %9s %9s\n", "receiver", "µs/event", "events/s", "p50 µs", "p99 µs", "RSS MiB", "peak MiB");
  for (guint i = 0; i < n_rows; i++)
    if (rows[i].measured)
      g_print ("%-34s %9.2f %10.0f %8.0f %8.0f %9.1f %9.1f\n", rows[i].label, rows[i].cpu_us, rows[i].per_s,
               rows[i].p50_us, rows[i].p99_us, rows[i].rss_kib / 1024, rows[i].peak_kib / 1024);
    else
      g_print ("%-34s not measured\n", rows[i].label);
  g_print ("\n");
  for (guint i = 0; i < G_N_ELEMENTS (aims); i++)
    {
      double ratio = get_ratio (rows, n_rows, &aims[i]);

      if (ratio >= 0)
        g_print ("%-42s %5.2f  aim %.2f  %s\n", aims[i].name, ratio, aims[i].limit, ratio <= aims[i].limit ? "met" : "MISSED");
    }
}

static JsonObject *
make_row (const BurstRow *row)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "receiver", row->label);
  json_object_set_double_member (object, "cpuUsPerEvent", row->cpu_us);
  json_object_set_double_member (object, "eventsPerSecond", row->per_s);
  json_object_set_double_member (object, "roundTripP50Us", row->p50_us);
  json_object_set_double_member (object, "roundTripP99Us", row->p99_us);
  json_object_set_double_member (object, "rssKib", row->rss_kib);
  json_object_set_double_member (object, "peakKib", row->peak_kib);
  return object;
}

gboolean
burst_report_write (const BurstRow *rows,
                    guint n_rows,
                    guint n_events,
                    guint frame_bytes,
                    const char *buildtype,
                    const char *path,
                    GError **error)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *report = json_object_new ();
  JsonObject *receivers = json_object_new ();
  JsonObject *ratios = json_object_new ();
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;

  json_node_take_object (root, report);
  json_object_set_int_member (report, "events", n_events);
  json_object_set_int_member (report, "frameBytes", frame_bytes);
  json_object_set_string_member (report, "buildtype", buildtype);
  json_object_set_object_member (report, "receivers", receivers);
  json_object_set_object_member (report, "ratios", ratios);
  for (guint i = 0; i < n_rows; i++)
    if (rows[i].measured)
      json_object_set_object_member (receivers, rows[i].key, make_row (&rows[i]));
  for (guint i = 0; i < G_N_ELEMENTS (aims); i++)
    if (get_ratio (rows, n_rows, &aims[i]) >= 0)
      json_object_set_double_member (ratios, aims[i].name, get_ratio (rows, n_rows, &aims[i]));
  text = bell_json_to_string (root);
  line = g_strconcat (text, "\n", NULL);
  return g_file_set_contents (path, line, -1, error);
}

static int
compare (const void *a,
         const void *b)
{
  const double *first = a;
  const double *second = b;

  return (*first > *second) - (*first < *second);
}

double
burst_report_quantile (double *values,
                       guint n,
                       double fraction)
{
  qsort (values, n, sizeof *values, compare);
  return values[MIN ((guint) (n * fraction), n - 1)];
}
