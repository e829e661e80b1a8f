/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-clock.h"
#include "bell-probe-sink.h"
#include "bell-ringer.h"
#include "bell-test.h"

#include <glib/gstdio.h>
#include <gst/gst.h>

#define DEADLINE_MS 20000

/* A fifth of a second in which no two samples are alike. */
#define N_SAMPLES 1600

typedef struct
{
  BellFakeClock *clock;
  BellRinger *ringer;
  char *folder;
  char *path; /* of a sound */
  guint finished;
  guint failed;
  GError *error;
} Fixture;

static gint16
sample_at (guint i)
{
  return (gint16) ((i % N_SAMPLES) * 19 - 15000);
}

static void
put (GByteArray *bytes,
     guint32 value,
     guint width)
{
  guint32 little = GUINT32_TO_LE (value);

  g_byte_array_append (bytes, (const guint8 *) &little, width);
}

static void
write_wav (const char *path,
           guint n)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  g_byte_array_append (bytes, (const guint8 *) "RIFF", 4);
  put (bytes, 36 + 2 * n, 4);
  g_byte_array_append (bytes, (const guint8 *) "WAVEfmt ", 8);
  put (bytes, 16, 4);
  put (bytes, 1, 2);
  put (bytes, 1, 2);
  put (bytes, BELL_PROBE_RATE, 4);
  put (bytes, 2 * BELL_PROBE_RATE, 4);
  put (bytes, 2, 2);
  put (bytes, 16, 2);
  g_byte_array_append (bytes, (const guint8 *) "data", 4);
  put (bytes, 2 * n, 4);
  for (guint i = 0; i < n; i++)
    put (bytes, (guint16) sample_at (i), 2);
  g_file_set_contents (path, (const char *) bytes->data, bytes->len, &error);
  g_assert_no_error (error);
}

static void
on_finished (BellRinger *ringer,
             const char *sound,
             Fixture *fixture)
{
  fixture->finished++;
}

static void
on_failed (BellRinger *ringer,
           const char *sound,
           const GError *error,
           Fixture *fixture)
{
  fixture->failed++;
  g_clear_error (&fixture->error);
  fixture->error = g_error_copy (error);
}

static void
fixture_start (Fixture *fixture,
               const char *sink)
{
  g_autoptr (GError) error = NULL;

  *fixture = (Fixture) { 0 };
  fixture->clock = bell_fake_clock_new ();
  fixture->ringer = bell_gst_ringer_new (BELL_CLOCK (fixture->clock), sink);
  g_signal_connect (fixture->ringer, "finished", G_CALLBACK (on_finished), fixture);
  g_signal_connect (fixture->ringer, "failed", G_CALLBACK (on_failed), fixture);
  fixture->folder = g_dir_make_tmp ("shopbell-ringer-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "sound.wav", NULL);
  write_wav (fixture->path, N_SAMPLES);
}

static void
fixture_end (Fixture *fixture)
{
  bell_ringer_stop (fixture->ringer);
  g_assert_cmpuint (bell_fake_clock_n_timers (fixture->clock), ==, 0);
  g_clear_object (&fixture->ringer);
  bell_test_drain ();
  g_clear_object (&fixture->clock);
  g_clear_error (&fixture->error);
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

/* The probe hears in a thread of GStreamer's, which wakes nobody. */
static void
await_samples (guint n)
{
  gint64 end = g_get_monotonic_time () + DEADLINE_MS * G_TIME_SPAN_MILLISECOND;

  while (bell_probe_get_n_samples () < n && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_cmpuint (bell_probe_get_n_samples (), >=, n);
}

static void
test_lazy (void)
{
  Fixture fixture;

  fixture_start (&fixture, "fakesink");
  bell_ringer_hush (fixture.ringer);
  bell_test_drain ();
  g_assert_false (gst_is_initialized ());
  bell_ringer_play (fixture.ringer, fixture.path, 50);
  bell_test_await_count (&fixture.finished, 1, DEADLINE_MS, "the end of a short sound");
  g_assert_true (gst_is_initialized ());
  g_assert_cmpuint (fixture.failed, ==, 0);
  fixture_end (&fixture);
}

static void
test_ours (void)
{
  Fixture fixture;
  guint n = 0;

  fixture_start (&fixture, "fakesink sync=false");
  for (const char *const *sound = bell_sounds_list (); *sound != NULL; sound++)
    {
      g_test_message ("%s", *sound);
      bell_ringer_play (fixture.ringer, *sound, 100);
      bell_test_await_count (&fixture.finished, ++n, DEADLINE_MS, *sound);
      g_assert_no_error (fixture.error);
    }
  g_assert_cmpuint (n, ==, 5);
  g_assert_true (bell_ringer_get_available (fixture.ringer));
  fixture_end (&fixture);
}

/* Every sample of five rounds, in order, and none late: what a gap would be. */
static void
test_loop (void)
{
  Fixture fixture;

  fixture_start (&fixture, "bellprobe");
  bell_probe_reset (BELL_PROBE_WORKS);
  bell_ringer_loop (fixture.ringer, fixture.path, 100);
  await_samples (5 * N_SAMPLES);
  for (guint i = 0; i < 5 * N_SAMPLES; i++)
    g_assert_cmpint (bell_probe_get_sample (i), ==, sample_at (i));
  g_assert_cmpuint (bell_probe_get_n_gaps (), ==, 0);
  g_assert_cmpuint (fixture.finished, ==, 0);
  g_assert_cmpuint (fixture.failed, ==, 0);
  fixture_end (&fixture);
}

static guint
loudness (guint from)
{
  guint loudest = 0;

  for (guint i = from; i < from + N_SAMPLES; i++)
    loudest = MAX (loudest, (guint) ABS (bell_probe_get_sample (i)));
  return loudest;
}

/* Half as loud to people is an eighth of the amplitude; the loop goes on meanwhile. */
static void
test_volume (void)
{
  Fixture fixture;
  guint full, half, n;

  fixture_start (&fixture, "bellprobe");
  bell_probe_reset (BELL_PROBE_WORKS);
  bell_ringer_loop (fixture.ringer, fixture.path, 100);
  await_samples (2 * N_SAMPLES);
  full = loudness (0);
  bell_ringer_loop (fixture.ringer, fixture.path, 50);
  n = bell_probe_get_n_samples ();
  await_samples (n + 8 * N_SAMPLES); /* what was on its way is heard as it was */
  half = loudness (n + 7 * N_SAMPLES);
  g_assert_cmpuint (full, >, 15000);
  g_assert_cmpuint (half, >, full / 8 - 100);
  g_assert_cmpuint (half, <, full / 8 + 100);
  g_assert_cmpuint (bell_probe_get_n_gaps (), ==, 0);
  fixture_end (&fixture);
}

static void
test_silence (void)
{
  Fixture fixture;

  fixture_start (&fixture, "bellprobe");
  bell_probe_reset (BELL_PROBE_WORKS);
  bell_ringer_loop (fixture.ringer, fixture.path, 100);
  await_samples (1);
  bell_ringer_hush (fixture.ringer);
  /* Behind it in the thread's queue: when this has failed, that was done. */
  bell_ringer_play (fixture.ringer, "no such sound", 100);
  bell_test_await_count (&fixture.failed, 1, DEADLINE_MS, "the answer of the thread");
  bell_probe_reset (BELL_PROBE_WORKS);
  for (guint i = 1; i <= 2; i++)
    {
      bell_ringer_play (fixture.ringer, fixture.path, 100);
      bell_test_await_count (&fixture.finished, i, DEADLINE_MS, "the end of what plays once");
    }
  g_assert_cmpuint (bell_probe_get_n_samples (), ==, 2 * N_SAMPLES);
  fixture_end (&fixture);
}

static void
test_once_before_loop (void)
{
  Fixture fixture;

  fixture_start (&fixture, "bellprobe");
  bell_probe_reset (BELL_PROBE_WORKS);
  bell_ringer_loop (fixture.ringer, fixture.path, 100);
  await_samples (N_SAMPLES / 2);
  bell_ringer_play (fixture.ringer, fixture.path, 50);
  bell_test_await_count (&fixture.finished, 1, DEADLINE_MS, "the end of what plays once");
  bell_probe_reset (BELL_PROBE_WORKS);
  await_samples (2 * N_SAMPLES);
  g_assert_cmpuint (loudness (0), >, 15000);
  g_assert_cmpuint (fixture.finished, ==, 1);
  fixture_end (&fixture);
}

typedef struct
{
  const char *name;
  const char *sound; /* in the test's folder where it is no absolute path */
  guint samples;     /* of a file to be written, 0: none */
  const char *text;  /* (nullable): else its contents */
  const char *sink;
  gboolean loops;
  BellRingerError code;
} Failure;

static const Failure failures[] = {
  { "unknown", "trumpet", 0, NULL, "fakesink", FALSE, BELL_RINGER_ERROR_FILE },
  { "missing", "/nowhere/sound.wav", 0, NULL, "fakesink", TRUE, BELL_RINGER_ERROR_FILE },
  { "folder", "/", 0, NULL, "fakesink", TRUE, BELL_RINGER_ERROR_FILE },
  { "endless", "/dev/zero", 0, NULL, "fakesink", TRUE, BELL_RINGER_ERROR_FILE },
  { "text", NULL, 0, "This is no sound at all, whatever the name says.\n", "fakesink", TRUE, BELL_RINGER_ERROR_FILE },
  { "empty", NULL, 0, "", "fakesink", FALSE, BELL_RINGER_ERROR_FILE },
  { "too short", NULL, 8, NULL, "fakesink sync=false", TRUE, BELL_RINGER_ERROR_FILE },
  { "no such output", NULL, N_SAMPLES, NULL, "trumpetsink", TRUE, BELL_RINGER_ERROR_PLUGIN },
  { "no output", NULL, N_SAMPLES, NULL, "bellprobe", TRUE, BELL_RINGER_ERROR_DEVICE },
};

static void
test_failure (gconstpointer data)
{
  const Failure *failure = data;
  Fixture fixture;
  const char *sound;

  fixture_start (&fixture, failure->sink);
  bell_probe_reset (BELL_PROBE_FAILS);
  if (failure->text != NULL)
    g_assert_true (g_file_set_contents (fixture.path, failure->text, -1, NULL));
  else if (failure->samples > 0)
    write_wav (fixture.path, failure->samples);
  sound = failure->sound != NULL ? failure->sound : fixture.path;
  if (failure->loops)
    bell_ringer_loop (fixture.ringer, sound, 100);
  else
    bell_ringer_play (fixture.ringer, sound, 100);
  bell_test_await_count (&fixture.failed, 1, DEADLINE_MS, "the failure");
  g_assert_error (fixture.error, BELL_RINGER_ERROR, (int) failure->code);
  g_assert_false (bell_ringer_get_available (fixture.ringer));
  fixture_end (&fixture);
}

static void
test_missing_decoder (void)
{
  GstRegistry *registry = gst_registry_get ();
  g_autoptr (GstPluginFeature) decoder = gst_registry_find_feature (registry, "flacdec", GST_TYPE_ELEMENT_FACTORY);
  Fixture fixture;

  g_assert_nonnull (decoder);
  gst_registry_remove_feature (registry, decoder);
  fixture_start (&fixture, "fakesink");
  bell_ringer_loop (fixture.ringer, BELL_SOUND_URGENT, 100);
  bell_test_await_count (&fixture.failed, 1, DEADLINE_MS, "the failure");
  g_assert_error (fixture.error, BELL_RINGER_ERROR, BELL_RINGER_ERROR_PLUGIN);
  fixture_end (&fixture);
  gst_registry_add_feature (registry, g_object_ref (decoder));
}

static gboolean
is_available (gpointer ringer)
{
  return bell_ringer_get_available (ringer);
}

/* Where the desktop has no device its sink plays for nobody and only warns; a plug may also fall out; both come back. */
static void
test_device_returns (gconstpointer data)
{
  Fixture fixture;

  fixture_start (&fixture, "bellprobe");
  bell_probe_reset (GPOINTER_TO_UINT (data));
  bell_ringer_loop (fixture.ringer, fixture.path, 100);
  bell_test_await_count (&fixture.failed, 1, DEADLINE_MS, "the failure");
  g_assert_error (fixture.error, BELL_RINGER_ERROR, BELL_RINGER_ERROR_DEVICE);
  g_assert_false (bell_ringer_get_available (fixture.ringer));
  g_assert_cmpint (bell_fake_clock_next_ms (fixture.clock), ==, 5000);

  bell_probe_reset (BELL_PROBE_WORKS);
  bell_fake_clock_advance (fixture.clock, 5000);
  bell_test_await (is_available, fixture.ringer, DEADLINE_MS, "the device that came back");
  await_samples (N_SAMPLES);
  g_assert_cmpint (bell_fake_clock_next_ms (fixture.clock), ==, -1);
  fixture_end (&fixture);
}

/* As a sound service that hangs: the thread waits, the program does not. */
static void
test_device_hangs (void)
{
  Fixture fixture;

  fixture_start (&fixture, "bellprobe");
  bell_probe_reset (BELL_PROBE_HANGS);
  bell_ringer_play (fixture.ringer, fixture.path, 100);
  bell_ringer_loop (fixture.ringer, fixture.path, 100);
  bell_ringer_hush (fixture.ringer);
  bell_ringer_play (fixture.ringer, fixture.path, 100);
  g_assert_cmpint (bell_fake_clock_next_ms (fixture.clock), ==, 10000);
  bell_fake_clock_advance (fixture.clock, 10000);
  g_assert_cmpuint (fixture.failed, ==, 1);
  g_assert_error (fixture.error, BELL_RINGER_ERROR, BELL_RINGER_ERROR_DEVICE);

  bell_probe_reset (BELL_PROBE_WORKS);
  bell_test_await_count (&fixture.finished, 1, DEADLINE_MS, "the last wish");
  g_assert_true (bell_ringer_get_available (fixture.ringer));
  fixture_end (&fixture);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/gst-ringer/lazy", test_lazy);
  g_test_add_func ("/gst-ringer/ours", test_ours);
  g_test_add_func ("/gst-ringer/loop-without-gap", test_loop);
  g_test_add_func ("/gst-ringer/volume", test_volume);
  g_test_add_func ("/gst-ringer/silence", test_silence);
  g_test_add_func ("/gst-ringer/once-before-loop", test_once_before_loop);
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *path = g_strdup_printf ("/gst-ringer/failure/%s", failures[i].name);

      g_test_add_data_func (path, &failures[i], test_failure);
    }
  g_test_add_func ("/gst-ringer/failure/missing-decoder", test_missing_decoder);
  g_test_add_data_func ("/gst-ringer/device-returns/dummy", GUINT_TO_POINTER (BELL_PROBE_WARNS), test_device_returns);
  g_test_add_data_func ("/gst-ringer/device-returns/not-there", GUINT_TO_POINTER (BELL_PROBE_FAILS),
                        test_device_returns);
  g_test_add_data_func ("/gst-ringer/device-returns/unplugged", GUINT_TO_POINTER (BELL_PROBE_BREAKS),
                        test_device_returns);
  g_test_add_func ("/gst-ringer/device-hangs", test_device_hangs);
  return g_test_run ();
}
