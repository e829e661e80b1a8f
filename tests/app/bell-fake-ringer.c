/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-ringer.h"

struct _BellFakeRinger
{
  GObject parent_instance;

  GString *log;
  char *sound; /* (nullable): the newest */
  gboolean available;
};

static void ringer_iface_init (BellRingerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BellFakeRinger, bell_fake_ringer, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BELL_TYPE_RINGER, ringer_iface_init))

static void
note (BellFakeRinger *self,
      const char *what,
      const char *sound,
      guint volume)
{
  g_string_append (self->log, self->log->len > 0 ? ", " : "");
  g_string_append (self->log, what);
  if (sound != NULL)
    g_string_append_printf (self->log, " %s %u", sound, volume);
  g_free (self->sound);
  self->sound = g_strdup (sound);
}

static void
play (BellRinger *ringer,
      const char *sound,
      guint volume)
{
  note (BELL_FAKE_RINGER (ringer), "play", sound, volume);
}

static void
loop (BellRinger *ringer,
      const char *sound,
      guint volume)
{
  note (BELL_FAKE_RINGER (ringer), "loop", sound, volume);
}

static void
hush (BellRinger *ringer)
{
  note (BELL_FAKE_RINGER (ringer), "hush", NULL, 0);
}

static void
stop (BellRinger *ringer)
{
}

static void
ringer_iface_init (BellRingerInterface *iface)
{
  iface->play = play;
  iface->loop = loop;
  iface->hush = hush;
  iface->stop = stop;
}

static void
get_property (GObject *object,
              guint prop_id,
              GValue *value,
              GParamSpec *pspec)
{
  g_value_set_boolean (value, BELL_FAKE_RINGER (object)->available);
}

static void
bell_fake_ringer_finalize (GObject *object)
{
  BellFakeRinger *self = BELL_FAKE_RINGER (object);

  g_string_free (self->log, TRUE);
  g_free (self->sound);
  G_OBJECT_CLASS (bell_fake_ringer_parent_class)->finalize (object);
}

static void
bell_fake_ringer_class_init (BellFakeRingerClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = get_property;
  G_OBJECT_CLASS (klass)->finalize = bell_fake_ringer_finalize;
  g_object_class_override_property (G_OBJECT_CLASS (klass), 1, "available");
}

static void
bell_fake_ringer_init (BellFakeRinger *self)
{
  self->log = g_string_new (NULL);
  self->available = TRUE;
}

BellFakeRinger *
bell_fake_ringer_new (void)
{
  return g_object_new (BELL_TYPE_FAKE_RINGER, NULL);
}

char *
bell_fake_ringer_take_log (BellFakeRinger *self)
{
  char *log = g_strdup (self->log->str);

  g_string_truncate (self->log, 0);
  return log;
}

void
bell_fake_ringer_start (BellFakeRinger *self)
{
  g_assert_nonnull (self->sound);
  bell_fake_ringer_set_available (self, TRUE);
  g_signal_emit_by_name (self, "started", self->sound);
}

void
bell_fake_ringer_finish (BellFakeRinger *self)
{
  g_autofree char *sound = g_steal_pointer (&self->sound);

  g_assert_nonnull (sound);
  bell_fake_ringer_set_available (self, TRUE);
  g_signal_emit_by_name (self, "finished", sound);
}

void
bell_fake_ringer_fail (BellFakeRinger *self,
                       BellRingerError code)
{
  g_autoptr (GError) error = g_error_new_literal (BELL_RINGER_ERROR, (int) code, "A test");
  g_autofree char *sound = g_steal_pointer (&self->sound);

  g_assert_nonnull (sound);
  bell_fake_ringer_set_available (self, FALSE);
  g_signal_emit_by_name (self, "failed", sound, error);
}

void
bell_fake_ringer_set_available (BellFakeRinger *self,
                                gboolean available)
{
  if (self->available == available)
    return;
  self->available = available;
  g_object_notify (G_OBJECT (self), "available");
}
