/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-sounder.h"

#include "bell-format-alarm.h"

#include <glib/gi18n.h>

#define BUBBLE_KEY "ringer"

/* What was asked for, and was not over yet. */
typedef struct
{
  char *sound; /* (nullable) */
  double volume;
} Wish;

struct _BellSounder
{
  GObject parent_instance;

  BellRinger *ringer;
  BellNotifier *notifier;
  Wish once;
  Wish loop;
  GHashTable *broken; /* sounds of the user's that could not be played */
  char *trouble;
  gboolean dumb; /* nothing can be heard at all */
};

typedef enum
{
  PROP_TROUBLE = 1,
} BellSounderProperty;

enum
{
  SIGNAL_OVER,
  N_SIGNALS
};

static GParamSpec *properties[PROP_TROUBLE + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellSounder, bell_sounder, G_TYPE_OBJECT)

/* trouble: (transfer full) (nullable) */
static void
set_trouble (BellSounder *self,
             char *trouble)
{
  g_autofree char *old = g_steal_pointer (&self->trouble);

  self->trouble = trouble;
  if (g_strcmp0 (old, trouble) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

static void
show_trouble (BellSounder *self)
{
  const BellBubble bubble = {
    .key = BUBBLE_KEY,
    .title = _("No sound"),
    .body = self->trouble,
    .urgency = BELL_URGENCY_CRITICAL,
    .stays = TRUE,
  };

  bell_notifier_show (self->notifier, &bubble);
}

static void
set_wish (Wish *wish,
          const char *sound,
          double volume)
{
  g_autofree char *old = wish->sound; /* may be what sound points to */

  wish->sound = g_strdup (sound);
  wish->volume = volume;
}

static const char *
playable (BellSounder *self,
          const char *sound)
{
  if (*sound == '\0' || g_hash_table_contains (self->broken, sound))
    return BELL_SOUND_COUNTER_BELL;
  return sound;
}

static guint
percent (double volume)
{
  return (guint) (CLAMP (volume, 0, 1) * BELL_VOLUME_MAX + 0.5);
}

void
bell_sounder_play (BellSounder *self,
                   const char *sound,
                   double volume)
{
  g_return_if_fail (BELL_IS_SOUNDER (self));

  set_wish (&self->once, sound, volume);
  bell_ringer_play (self->ringer, playable (self, sound), percent (volume));
}

void
bell_sounder_loop (BellSounder *self,
                   const char *sound,
                   double volume)
{
  g_return_if_fail (BELL_IS_SOUNDER (self));

  if (g_strcmp0 (self->loop.sound, sound) == 0 && percent (self->loop.volume) == percent (volume))
    return;
  set_wish (&self->loop, sound, volume);
  bell_ringer_loop (self->ringer, playable (self, sound), percent (volume));
}

void
bell_sounder_hush (BellSounder *self)
{
  g_return_if_fail (BELL_IS_SOUNDER (self));

  set_wish (&self->once, NULL, 0);
  set_wish (&self->loop, NULL, 0);
  bell_ringer_hush (self->ringer);
}

void
bell_sounder_forgive (BellSounder *self)
{
  g_return_if_fail (BELL_IS_SOUNDER (self));

  g_hash_table_remove_all (self->broken);
  if (!self->dumb)
    set_trouble (self, NULL);
}

/* The ringer's news */

static void
be_over (BellSounder *self)
{
  if (self->once.sound == NULL)
    return;
  set_wish (&self->once, NULL, 0);
  g_signal_emit (self, signals[SIGNAL_OVER], 0);
}

static void
on_finished (BellRinger *ringer,
             const char *sound,
             BellSounder *self)
{
  be_over (self);
}

/* Where the bell itself cannot be heard, nothing can; and a device is the same for every sound. */
static gboolean
can_replace (const char *sound,
             const GError *error)
{
  return !g_error_matches (error, BELL_RINGER_ERROR, BELL_RINGER_ERROR_DEVICE) &&
         g_strcmp0 (sound, BELL_SOUND_COUNTER_BELL) != 0;
}

static void
replace (BellSounder *self,
         const char *sound,
         const GError *error)
{
  g_hash_table_add (self->broken, g_strdup (sound));
  if (!self->dumb)
    set_trouble (self, bell_format_ringer_error (error, sound));
  if (g_strcmp0 (self->once.sound, sound) == 0)
    bell_ringer_play (self->ringer, BELL_SOUND_COUNTER_BELL, percent (self->once.volume));
  if (g_strcmp0 (self->loop.sound, sound) == 0)
    bell_ringer_loop (self->ringer, BELL_SOUND_COUNTER_BELL, percent (self->loop.volume));
}

static void
on_failed (BellRinger *ringer,
           const char *sound,
           const GError *error,
           BellSounder *self)
{
  gboolean first = !self->dumb;

  g_message ("“%s” could not be played: %s", sound, error->message);
  if (can_replace (sound, error))
    {
      replace (self, sound, error);
      return;
    }

  self->dumb = TRUE;
  set_trouble (self, bell_format_ringer_error (error, NULL));
  if (first)
    show_trouble (self);
  be_over (self);
}

static void
on_available (BellRinger *ringer,
              GParamSpec *pspec,
              BellSounder *self)
{
  if (!self->dumb || !bell_ringer_get_available (ringer))
    return;
  self->dumb = FALSE;
  set_trouble (self, NULL);
  bell_notifier_withdraw (self->notifier, BUBBLE_KEY);
}

const char *
bell_sounder_get_trouble (BellSounder *self)
{
  g_return_val_if_fail (BELL_IS_SOUNDER (self), NULL);
  return self->trouble;
}

/* GObject */

static void
bell_sounder_get_property (GObject *object,
                           guint prop_id,
                           GValue *value,
                           GParamSpec *pspec)
{
  switch ((BellSounderProperty) prop_id)
    {
    case PROP_TROUBLE:
      g_value_set_string (value, BELL_SOUNDER (object)->trouble);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_sounder_finalize (GObject *object)
{
  BellSounder *self = BELL_SOUNDER (object);

  g_clear_object (&self->ringer);
  g_clear_object (&self->notifier);
  g_clear_pointer (&self->broken, g_hash_table_unref);
  g_free (self->once.sound);
  g_free (self->loop.sound);
  g_free (self->trouble);
  G_OBJECT_CLASS (bell_sounder_parent_class)->finalize (object);
}

static void
bell_sounder_class_init (BellSounderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bell_sounder_get_property;
  object_class->finalize = bell_sounder_finalize;

  properties[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                    G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_OVER] = g_signal_new ("over", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
}

static void
bell_sounder_init (BellSounder *self)
{
  self->broken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

BellSounder *
bell_sounder_new (BellRinger *ringer,
                  BellNotifier *notifier)
{
  BellSounder *self = g_object_new (BELL_TYPE_SOUNDER, NULL);

  self->ringer = g_object_ref (ringer);
  self->notifier = g_object_ref (notifier);
  g_signal_connect_object (ringer, "finished", G_CALLBACK (on_finished), self, 0);
  g_signal_connect_object (ringer, "failed", G_CALLBACK (on_failed), self, 0);
  g_signal_connect_object (ringer, "notify::available", G_CALLBACK (on_available), self, 0);
  return self;
}
