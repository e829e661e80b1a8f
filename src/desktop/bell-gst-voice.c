/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-gst-voice.h"

#include <gst/gst.h>
#include <glib/gstdio.h>

/* How much later than it should a sound may begin or end before the device counts as dead. */
#define GRACE_MS 10000

/* A loop of next to nothing would only keep the processor busy. */
#define SHORTEST_LOOP (50 * GST_MSECOND)

typedef enum
{
  STAGE_OPENING,
  STAGE_WINDING, /* back to the beginning, for a loop */
  STAGE_PLAYING,
} Stage;

struct _BellGstVoice
{
  GstElement *pipeline;
  GstElement *volume;
  GstElement *sink;
  GSource *watch;    /* of the bus */
  GSource *deadline; /* (nullable) */
  gboolean loops;
  Stage stage;
  GstClockTime duration;
  BellGstVoiceEvents events;
  gpointer user_data;
};

/* Every wait has an end: to begin, and to come to the end of the sound. */

static gboolean
deadline_cb (gpointer user_data)
{
  BellGstVoice *self = user_data;
  g_autoptr (GError) error = g_error_new_literal (BELL_RINGER_ERROR, BELL_RINGER_ERROR_DEVICE,
                                                  "The sound device does not go on");

  self->events.failed (error, self->user_data);
  return G_SOURCE_REMOVE;
}

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
arm_deadline (BellGstVoice *self)
{
  guint sound_ms = GST_CLOCK_TIME_IS_VALID (self->duration) ? MIN (self->duration / GST_MSECOND, G_MAXUINT / 2) : 0;

  clear_source (&self->deadline);
  self->deadline = g_timeout_source_new (sound_ms + GRACE_MS);
  g_source_set_callback (self->deadline, deadline_cb, self, NULL);
  g_source_attach (self->deadline, g_main_context_get_thread_default ());
}

/* What went wrong, in the ringer's terms. */

static gboolean
is_from_sink (BellGstVoice *self,
              GstMessage *message)
{
  return GST_MESSAGE_SRC (message) == GST_OBJECT (self->sink) ||
         gst_object_has_as_ancestor (GST_MESSAGE_SRC (message), GST_OBJECT (self->sink));
}

static GError *
translate (BellGstVoice *self,
           GstMessage *message,
           const GError *error)
{
  BellRingerError code = BELL_RINGER_ERROR_FILE;

  if (g_error_matches (error, GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN) ||
      g_error_matches (error, GST_STREAM_ERROR, GST_STREAM_ERROR_CODEC_NOT_FOUND))
    code = BELL_RINGER_ERROR_PLUGIN;
  else if (is_from_sink (self, message))
    code = BELL_RINGER_ERROR_DEVICE;
  return g_error_new_literal (BELL_RINGER_ERROR, code, error->message);
}

static void
on_error (BellGstVoice *self,
          GstMessage *message)
{
  g_autoptr (GError) said = NULL;
  g_autoptr (GError) error = NULL;

  gst_message_parse_error (message, &said, NULL);
  error = translate (self, message, said);
  self->events.failed (error, self->user_data);
}

/* Without any device the desktop's sink goes on as a dummy and only warns: the bell would ring for nobody. */
static gboolean
on_warning (BellGstVoice *self,
            GstMessage *message)
{
  g_autoptr (GError) said = NULL;
  g_autoptr (GError) error = NULL;

  gst_message_parse_warning (message, &said, NULL);
  if (said->domain != GST_RESOURCE_ERROR || !is_from_sink (self, message))
    return FALSE;
  error = g_error_new_literal (BELL_RINGER_ERROR, BELL_RINGER_ERROR_DEVICE, said->message);
  self->events.failed (error, self->user_data);
  return TRUE;
}

/*
 * Looping: a segment ends without the end of the stream, and the next one is
 * asked for while the device still plays what it holds; so there is no gap.
 */
static gboolean
seek (BellGstVoice *self,
      GstSeekFlags flags)
{
  return gst_element_seek (self->pipeline, 1.0, GST_FORMAT_TIME, flags | GST_SEEK_FLAG_SEGMENT, GST_SEEK_TYPE_SET, 0,
                           GST_SEEK_TYPE_NONE, 0);
}

static void
refuse_loop (BellGstVoice *self)
{
  g_autoptr (GError) error = g_error_new_literal (BELL_RINGER_ERROR, BELL_RINGER_ERROR_FILE,
                                                  "This file is too short to be repeated, or cannot be");

  self->events.failed (error, self->user_data);
}

static gboolean
can_loop (BellGstVoice *self)
{
  return GST_CLOCK_TIME_IS_VALID (self->duration) && self->duration >= SHORTEST_LOOP &&
         seek (self, GST_SEEK_FLAG_FLUSH);
}

/* The first samples wait at the device; what loops goes back to its beginning once, as a segment. FALSE: the voice is gone. */
static gboolean
on_prerolled (BellGstVoice *self)
{
  gint64 duration;

  if (self->stage == STAGE_OPENING)
    {
      if (gst_element_query_duration (self->pipeline, GST_FORMAT_TIME, &duration) && duration > 0)
        self->duration = duration;
      self->stage = self->loops ? STAGE_WINDING : STAGE_PLAYING;
      if (self->loops && !can_loop (self))
        {
          refuse_loop (self);
          return FALSE;
        }
    }
  else if (self->stage == STAGE_WINDING)
    self->stage = STAGE_PLAYING;
  else
    return TRUE;

  if (self->stage == STAGE_PLAYING)
    {
      arm_deadline (self);
      gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
    }
  return TRUE;
}

static gboolean
on_segment_done (BellGstVoice *self)
{
  if (!seek (self, GST_SEEK_FLAG_NONE))
    {
      refuse_loop (self);
      return FALSE;
    }
  arm_deadline (self);
  return TRUE;
}

static void
on_end_of_stream (BellGstVoice *self)
{
  if (self->loops)
    refuse_loop (self);
  else
    self->events.ended (self->user_data);
}

static void
on_state_changed (BellGstVoice *self,
                  GstMessage *message)
{
  GstState state;

  gst_message_parse_state_changed (message, NULL, &state, NULL);
  if (state == GST_STATE_PLAYING && GST_MESSAGE_SRC (message) == GST_OBJECT (self->pipeline))
    self->events.started (self->user_data);
}

/* Where the voice may be gone nothing of it is touched any more; its source is removed then. */
static gboolean
on_message (GstBus *bus,
            GstMessage *message,
            gpointer user_data)
{
  BellGstVoice *self = user_data;

  switch ((guint) GST_MESSAGE_TYPE (message))
    {
    case GST_MESSAGE_ERROR:
      on_error (self, message);
      return G_SOURCE_REMOVE;
    case GST_MESSAGE_WARNING:
      return on_warning (self, message) ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
    case GST_MESSAGE_EOS:
      on_end_of_stream (self);
      return G_SOURCE_REMOVE;
    case GST_MESSAGE_ASYNC_DONE:
      return on_prerolled (self) ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
    case GST_MESSAGE_SEGMENT_DONE:
      return on_segment_done (self) ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
    case GST_MESSAGE_STATE_CHANGED:
      on_state_changed (self, message);
      return G_SOURCE_CONTINUE;
    default:
      return G_SOURCE_CONTINUE;
    }
}

/* The pipeline: filesrc ! decodebin ! audioconvert ! audioresample ! volume ! sink */

/* In a thread of GStreamer's. The first stream that is sound is played; pictures in it are not. */
static void
on_pad_added (GstElement *decoder,
              GstPad *pad,
              GstElement *convert)
{
  g_autoptr (GstPad) into = gst_element_get_static_pad (convert, "sink");
  g_autoptr (GstCaps) caps = gst_pad_query_caps (pad, NULL);

  if (!gst_pad_is_linked (into) && gst_caps_get_size (caps) > 0 &&
      g_str_has_prefix (gst_structure_get_name (gst_caps_get_structure (caps, 0)), "audio/"))
    gst_pad_link (pad, into);
}

/* In a thread of GStreamer's. */
static void
on_no_more_pads (GstElement *decoder,
                 GstElement *convert)
{
  g_autoptr (GstPad) into = gst_element_get_static_pad (convert, "sink");

  if (!gst_pad_is_linked (into))
    GST_ELEMENT_ERROR (decoder, STREAM, WRONG_TYPE, ("There is no sound in this file"), (NULL));
}

static GstElement *
add_element (BellGstVoice *self,
             const char *factory,
             GError **error)
{
  GstElement *element;

  if (*error != NULL)
    return NULL;
  element = gst_element_factory_make (factory, NULL);
  if (element == NULL)
    {
      g_set_error (error, BELL_RINGER_ERROR, BELL_RINGER_ERROR_PLUGIN, "GStreamer's element “%s” is missing", factory);
      return NULL;
    }
  gst_bin_add (GST_BIN (self->pipeline), element);
  return element;
}

static GstElement *
add_sink (BellGstVoice *self,
          const char *description,
          GError **error)
{
  g_autoptr (GError) reason = NULL;
  GstElement *sink;

  if (*error != NULL)
    return NULL;
  sink = gst_parse_bin_from_description (description, TRUE, &reason);
  if (sink == NULL || reason != NULL)
    {
      g_set_error (error, BELL_RINGER_ERROR, BELL_RINGER_ERROR_PLUGIN, "%s", reason->message);
      if (sink != NULL)
        gst_object_unref (gst_object_ref_sink (sink));
      return NULL;
    }
  gst_bin_add (GST_BIN (self->pipeline), sink);
  return sink;
}

static gboolean
build (BellGstVoice *self,
       const char *path,
       const char *sink,
       GError **error)
{
  g_autoptr (GError) reason = NULL;
  GstElement *source, *decoder, *convert, *resample;

  self->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  source = add_element (self, "filesrc", &reason);
  decoder = add_element (self, "decodebin", &reason);
  convert = add_element (self, "audioconvert", &reason);
  resample = add_element (self, "audioresample", &reason);
  self->volume = add_element (self, "volume", &reason);
  self->sink = add_sink (self, sink, &reason);
  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  g_object_set (source, "location", path, NULL);
  g_signal_connect_object (decoder, "pad-added", G_CALLBACK (on_pad_added), convert, 0);
  g_signal_connect_object (decoder, "no-more-pads", G_CALLBACK (on_no_more_pads), convert, 0);
  gst_element_link (source, decoder);
  if (!gst_element_link_many (convert, resample, self->volume, self->sink, NULL))
    {
      g_set_error_literal (error, BELL_RINGER_ERROR, BELL_RINGER_ERROR_DEVICE, "The sound output takes no sound");
      return FALSE;
    }
  return TRUE;
}

/* A pipe or a device would block the thread, or never end. */
static gboolean
check_file (const char *path,
            GError **error)
{
  GStatBuf info;

  if (g_stat (path, &info) == 0 && S_ISREG (info.st_mode) && g_access (path, R_OK) == 0)
    return TRUE;
  g_set_error (error, BELL_RINGER_ERROR, BELL_RINGER_ERROR_FILE, "The sound “%s” cannot be read", path);
  return FALSE;
}

BellGstVoice *
bell_gst_voice_new (const char *path,
                    gboolean loops,
                    double gain,
                    const char *sink,
                    const BellGstVoiceEvents *events,
                    gpointer user_data,
                    GError **error)
{
  BellGstVoice *self;
  g_autoptr (GstBus) bus = NULL;

  if (!check_file (path, error))
    return NULL;

  self = g_new0 (BellGstVoice, 1);
  self->loops = loops;
  self->duration = GST_CLOCK_TIME_NONE;
  self->events = *events;
  self->user_data = user_data;
  if (!build (self, path, sink, error))
    {
      bell_gst_voice_free (self);
      return NULL;
    }

  bell_gst_voice_set_gain (self, gain);
  bus = gst_element_get_bus (self->pipeline);
  self->watch = gst_bus_create_watch (bus);
  g_source_set_callback (self->watch, G_SOURCE_FUNC (on_message), self, NULL);
  g_source_attach (self->watch, g_main_context_get_thread_default ());
  arm_deadline (self);
  /* What fails here is said on the bus too, and there in words. */
  gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
  return self;
}

void
bell_gst_voice_set_gain (BellGstVoice *self,
                         double gain)
{
  g_object_set (self->volume, "volume", gain, NULL);
}

void
bell_gst_voice_free (BellGstVoice *self)
{
  clear_source (&self->watch);
  clear_source (&self->deadline);
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_object_unref (self->pipeline);
  g_free (self);
}
