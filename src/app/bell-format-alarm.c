/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-format-alarm.h"

#include "bell-format.h"
#include "bell-ringer.h"

#include <glib/gi18n.h>

char *
bell_format_sound (const char *sound)
{
  static const struct
  {
    const char *id;
    const char *name;
  } names[] = {
    { BELL_SOUND_COUNTER_BELL, N_("Counter bell") },
    { BELL_SOUND_TWO_TONE, N_("Two-tone") },
    { BELL_SOUND_WOODEN_KNOCK, N_("Wooden knock") },
    /* TRANSLATORS: the name of a sound */
    { BELL_SOUND_URGENT, N_("Urgent") },
    /* TRANSLATORS: the name of the sound that tells that the shop cannot be heard */
    { BELL_SOUND_LOST, N_("Lost the shop") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (sound, names[i].id) == 0)
      return g_strdup (_(names[i].name));
  return g_filename_display_basename (sound);
}

char *
bell_format_ringer_error (const GError *error,
                          const char *sound)
{
  g_autofree char *name = sound != NULL ? bell_format_sound (sound) : NULL;

  if (name != NULL && error->code == BELL_RINGER_ERROR_PLUGIN)
    /* TRANSLATORS: %s is a file of sound */
    return g_strdup_printf (_("“%s” needs a part of GStreamer that is not installed. The counter bell rings instead."),
                            name);
  if (name != NULL)
    /* TRANSLATORS: %s is a file of sound */
    return g_strdup_printf (_("“%s” cannot be played. The counter bell rings instead; choose another sound."), name);

  switch ((BellRingerError) error->code)
    {
    case BELL_RINGER_ERROR_PLUGIN:
      return g_strdup (_("Shopbell cannot ring: a part of GStreamer is not installed. Install GStreamer’s base and good "
                         "plug-ins."));
    case BELL_RINGER_ERROR_FILE:
      return g_strdup (_("Shopbell cannot ring: its sounds are missing. Install Shopbell again."));
    case BELL_RINGER_ERROR_DEVICE:
    default:
      return g_strdup (_("Shopbell cannot ring: no sound device answers. Check the loudspeaker and this computer’s "
                         "sound settings."));
    }
}

char *
bell_format_silence (gint64 left)
{
  gint64 seconds = (left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;

  if (left <= 0)
    /* TRANSLATORS: button: no sound for five minutes */
    return g_strdup (_("Silence"));
  /* TRANSLATORS: button that ends a silence; minutes and seconds that are left of it: "Ring again · 4:32" */
  return g_strdup_printf (_("Ring again · %d:%02d"), (int) (seconds / 60), (int) (seconds % 60));
}

char *
bell_format_canary (const BellCanaryNews *news)
{
  g_autofree char *time = NULL;
  g_autofree char *why = NULL;

  if (news->problem != NULL)
    {
      why = bell_format_error (news->problem);
      /* TRANSLATORS: %s are sentences that say why, and what helps */
      return g_strdup_printf (_("Could not be submitted. %s"), why);
    }
  if (news->lost_since != 0)
    {
      time = bell_format_clock_time (news->lost_since);
      /* TRANSLATORS: the event of a form that was submitted for a test; %s is a time of day */
      return g_strdup_printf (_("Submitted at %s, and its event did not come."), time);
    }
  if (news->out_since != 0)
    {
      time = bell_format_clock_time (news->out_since);
      /* TRANSLATORS: a form that was submitted for a test; %s is a time of day */
      return g_strdup_printf (_("Submitted at %s. Its event is awaited."), time);
    }
  if (news->back_at == 0)
    return g_strdup ("");
  time = bell_format_clock_time (news->back_at);
  /* TRANSLATORS: the event of a form that was submitted for a test: a time of day, and how long it took in seconds */
  return g_strdup_printf (_("Its event came at %s, after %.1f s."), time, news->round_trip / (double) G_USEC_PER_SEC);
}

char *
bell_format_deaf_shop (BellShop *shop,
                       gint64 since)
{
  BellSession *session = bell_shop_get_session (shop);
  gint64 lost = bell_shop_get_canary (shop)->lost_since;
  g_autofree char *time = bell_format_clock_time (since);
  g_autofree char *lost_since = lost > 0 ? bell_format_clock_time (lost) : NULL;
  const BellGlance glance = {
    .state = bell_session_get_state (session),
    .shop = bell_shop_get_name (shop),
    .error = bell_session_get_error (session),
    .heard_ago = -1,
    .next_in = -1,
    .deaf_for = BELL_DEAF_AFTER_S, /* it counts as deaf already, whatever the setting says */
    .deaf_since = time,
    .lost_since = lost_since,
  };

  return bell_format_sentence (&glance);
}

char *
bell_format_deaf_shops (const char *const *names)
{
  /* TRANSLATORS: what stands between the names of shops in a list */
  g_autofree char *list = g_strjoinv (_(", "), (char **) names);

  /* TRANSLATORS: %s are the names of several shops */
  return g_strdup_printf (_("%s cannot be heard. Orders may be waiting there: please look in the shops’ admin."), list);
}
