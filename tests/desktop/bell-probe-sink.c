/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-probe-sink.h"

#include <gst/base/gstbasesink.h>

#define BELL_TYPE_PROBE_SINK (bell_probe_sink_get_type ())
G_DECLARE_FINAL_TYPE (BellProbeSink, bell_probe_sink, BELL, PROBE_SINK, GstBaseSink)

struct _BellProbeSink
{
  GstBaseSink parent_instance;

  GstClockTime next; /* running time at which the next sample is due */
};

G_DEFINE_FINAL_TYPE (BellProbeSink, bell_probe_sink, GST_TYPE_BASE_SINK)

static GMutex lock;
static GCond changed;
static BellProbeMode mode;
static GArray *heard;
static guint gaps;

static GstStaticPadTemplate template = GST_STATIC_PAD_TEMPLATE (
  "sink", GST_PAD_SINK, GST_PAD_ALWAYS,
  GST_STATIC_CAPS ("audio/x-raw, format=S16LE, rate=8000, channels=1, layout=interleaved"));

/* Locked. */
static void
note_time (BellProbeSink *self,
           GstClockTime start,
           guint n)
{
  const GstClockTime sample = GST_SECOND / BELL_PROBE_RATE;

  if (GST_CLOCK_TIME_IS_VALID (self->next) && ABS (GST_CLOCK_DIFF (self->next, start)) > (GstClockTimeDiff) sample)
    gaps++;
  self->next = start + n * sample;
}

static GstFlowReturn
bell_probe_sink_render (GstBaseSink *sink,
                        GstBuffer *buffer)
{
  BellProbeSink *self = BELL_PROBE_SINK (sink);
  GstMapInfo map;
  gboolean breaks;

  if (!gst_buffer_map (buffer, &map, GST_MAP_READ))
    return GST_FLOW_ERROR;
  g_mutex_lock (&lock);
  note_time (self, gst_segment_to_running_time (&sink->segment, GST_FORMAT_TIME, GST_BUFFER_PTS (buffer)),
             map.size / sizeof (gint16));
  g_array_append_vals (heard, map.data, map.size / sizeof (gint16));
  breaks = mode == BELL_PROBE_BREAKS;
  if (breaks)
    mode = BELL_PROBE_WORKS;
  g_mutex_unlock (&lock);
  gst_buffer_unmap (buffer, &map);

  if (!breaks)
    return GST_FLOW_OK;
  GST_ELEMENT_ERROR (sink, RESOURCE, WRITE, ("The probe was unplugged"), (NULL));
  return GST_FLOW_ERROR;
}

static gboolean
bell_probe_sink_start (GstBaseSink *sink)
{
  BellProbeMode now;

  g_mutex_lock (&lock);
  while (mode == BELL_PROBE_HANGS)
    g_cond_wait (&changed, &lock);
  now = mode;
  g_mutex_unlock (&lock);
  BELL_PROBE_SINK (sink)->next = GST_CLOCK_TIME_NONE;
  if (now == BELL_PROBE_FAILS)
    GST_ELEMENT_ERROR (sink, RESOURCE, OPEN_WRITE, ("The probe is not there"), (NULL));
  if (now == BELL_PROBE_WARNS)
    GST_ELEMENT_WARNING (sink, RESOURCE, NOT_FOUND, ("The probe is a dummy"), (NULL));
  return now != BELL_PROBE_FAILS;
}

static void
bell_probe_sink_class_init (BellProbeSinkClass *klass)
{
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);
  GstBaseSinkClass *sink_class = GST_BASE_SINK_CLASS (klass);

  gst_element_class_add_static_pad_template (element_class, &template);
  gst_element_class_set_static_metadata (element_class, "Probe", "Test", "Keeps what it is given", "Shopbell");
  sink_class->render = bell_probe_sink_render;
  sink_class->start = bell_probe_sink_start;
}

static void
bell_probe_sink_init (BellProbeSink *self)
{
  self->next = GST_CLOCK_TIME_NONE;
}

void
bell_probe_reset (BellProbeMode wanted)
{
  static gsize registered;

  if (g_once_init_enter (&registered))
    {
      gst_init (NULL, NULL);
      gst_element_register (NULL, "bellprobe", GST_RANK_NONE, BELL_TYPE_PROBE_SINK);
      g_once_init_leave (&registered, 1);
    }
  g_mutex_lock (&lock);
  if (heard == NULL)
    heard = g_array_new (FALSE, FALSE, sizeof (gint16));
  g_array_set_size (heard, 0);
  gaps = 0;
  mode = wanted;
  g_cond_broadcast (&changed);
  g_mutex_unlock (&lock);
}

guint
bell_probe_get_n_samples (void)
{
  guint n;

  g_mutex_lock (&lock);
  n = heard->len;
  g_mutex_unlock (&lock);
  return n;
}

gint16
bell_probe_get_sample (guint i)
{
  gint16 sample;

  g_mutex_lock (&lock);
  sample = g_array_index (heard, gint16, i);
  g_mutex_unlock (&lock);
  return sample;
}

guint
bell_probe_get_n_gaps (void)
{
  guint n;

  g_mutex_lock (&lock);
  n = gaps;
  g_mutex_unlock (&lock);
  return n;
}
