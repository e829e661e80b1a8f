/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-format-shops.h"

#include "bell-format-entry.h"

#include <glib/gi18n.h>

#define BACK_AFTER_US (10 * G_USEC_PER_SEC)

/* Connected, and nothing speaks against it. */
static gboolean
is_listening (const BellGlance *glance)
{
  return glance->state == BELL_SESSION_ONLINE && !bell_format_is_deaf (glance);
}

static int
seconds_up (gint64 us)
{
  return (int) CLAMP ((us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC, 0, G_MAXINT);
}

static int
seconds_down (gint64 us)
{
  return (int) CLAMP (us / G_USEC_PER_SEC, 0, G_MAXINT);
}

void
bell_glance_init (BellGlance *glance,
                  BellShop *shop,
                  BellClock *clock)
{
  BellSession *session = bell_shop_get_session (shop);
  gint64 boot = bell_clock_get_boot_us (clock);
  gint64 heard = bell_session_get_last_heard (session);
  gint64 next = bell_session_get_next_try (session);
  gint64 deaf_since = bell_session_get_deaf_since (session);
  gint64 lost_since = bell_shop_get_canary (shop)->lost_since;

  glance->state = bell_session_get_state (session);
  glance->shop = bell_shop_get_name (shop);
  glance->error = bell_session_get_error (session);
  glance->heard_ago = heard > 0 ? seconds_down (boot - heard) : -1;
  glance->next_in = next > 0 ? seconds_up (next - boot) : -1;
  glance->deaf_for = deaf_since > 0 ? seconds_down (bell_clock_get_wall_us (clock) - deaf_since) : 0;
  glance->deaf_after = (int) MIN (bell_session_get_deaf_after (session), G_MAXINT);
  glance->paused_by = bell_shop_get_paused_by (shop);
  glance->deaf_since = deaf_since > 0 ? bell_format_clock_time (deaf_since) : NULL;
  glance->lost_since = lost_since > 0 ? bell_format_clock_time (lost_since) : NULL;
}

void
bell_glance_clear (BellGlance *glance)
{
  g_free ((char *) glance->deaf_since);
  glance->deaf_since = NULL;
  g_free ((char *) glance->lost_since);
  glance->lost_since = NULL;
}

int
bell_format_severity (const BellGlance *glance)
{
  gboolean deaf = bell_format_deaf_in (glance) == 0;

  switch (glance->state)
    {
    case BELL_SESSION_EXPIRED:
    case BELL_SESSION_SIGNED_OUT:
      return 9;
    case BELL_SESSION_REFUSED:
      return 8;
    case BELL_SESSION_LOCKED:
      return 7;
    case BELL_SESSION_WAITING:
      return deaf ? 6 : 4;
    case BELL_SESSION_OFFLINE:
      return deaf ? 6 : 5;
    case BELL_SESSION_CONNECTING:
      return deaf ? 6 : 2;
    case BELL_SESSION_SIGNING_IN:
      return 3;
    case BELL_SESSION_STOPPED:
      return 1;
    case BELL_SESSION_ONLINE:
    default:
      return bell_format_is_deaf (glance) ? 6 : 0;
    }
}

int
bell_format_worst_shop (GListModel *shops,
                        BellClock *clock)
{
  int worst = -1, most = -1, longest = -1;

  for (guint i = 0; i < g_list_model_get_n_items (shops); i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (shops, i);
      g_auto (BellGlance) glance = { 0 };
      int severity;

      bell_glance_init (&glance, shop, clock);
      severity = bell_format_severity (&glance);
      /* Of several that are online, the one that has been silent longest. */
      if (severity < most || (severity == most && glance.heard_ago <= longest))
        continue;
      worst = (int) i;
      most = severity;
      longest = glance.heard_ago;
    }
  return worst;
}

gboolean
bell_format_any_listening (GListModel *shops)
{
  for (guint i = 0; i < g_list_model_get_n_items (shops); i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (shops, i);
      BellSessionState state = bell_session_get_state (bell_shop_get_session (shop));

      if (state == BELL_SESSION_ONLINE || bell_session_state_is_down (state))
        return TRUE;
    }
  return FALSE;
}

/* The strip */

BellStripKind
bell_format_strip (const BellGlance *worst,
                   const char *trouble,
                   gboolean back,
                   gboolean ending,
                   gboolean tokens_saved)
{
  if (worst == NULL)
    return trouble != NULL ? BELL_STRIP_NOT_SAVED : BELL_STRIP_NONE;
  /* A pause is somebody's wish: what is out of order goes first. */
  if (bell_format_needs_strip (worst) && (worst->state != BELL_SESSION_STOPPED || trouble == NULL))
    return BELL_STRIP_SHOP;
  if (trouble != NULL)
    return BELL_STRIP_NOT_SAVED;
  if (back)
    return BELL_STRIP_BACK;
  if (ending)
    return BELL_STRIP_APP_TOKEN;
  return tokens_saved ? BELL_STRIP_NONE : BELL_STRIP_NOT_KEPT;
}

char *
bell_format_not_saved (const char *trouble)
{
  /* TRANSLATORS: %s says why, "disk full" */
  return g_strdup_printf (_("The history cannot be saved (%s). Shopbell goes on ringing."), trouble);
}

gboolean
bell_format_back_matters (gint64 deaf_us)
{
  return deaf_us >= BACK_AFTER_US;
}

char *
bell_format_back (const char *shop,
                  gint64 deaf_us)
{
  g_autofree char *duration = bell_format_duration (deaf_us);

  /* TRANSLATORS: the name of a shop, and a duration ("4 min") */
  return g_strdup_printf (_("%s is heard again after %s. Events of that time may be missing: please look in the "
                            "shop’s admin."),
                          shop, duration);
}

char *
bell_format_not_kept (const char *shop)
{
  return g_strdup_printf (_("The password store of this computer did not keep the sign-in to %s. After a restart "
                            "somebody has to sign in again."),
                          shop);
}

/* Where nothing waits */

char *
bell_format_calm_title (const BellGlance *worst,
                        gboolean has_earlier)
{
  if (worst == NULL || is_listening (worst))
    return g_strdup (has_earlier ? _("Nothing waits") : _("Nothing yet"));
  if (worst->state == BELL_SESSION_CONNECTING || worst->state == BELL_SESSION_SIGNING_IN)
    return g_strdup (has_earlier ? _("Nothing waits") : _("Almost there"));
  return g_strdup (_("Not listening"));
}

char *
bell_format_calm_sentence (const BellGlance *worst,
                           gboolean has_earlier)
{
  if (worst == NULL)
    return g_strdup ("");
  if (is_listening (worst) && has_earlier)
    return g_strdup_printf (_("All events are taken. Listening to %s."), worst->shop);
  if (is_listening (worst))
    return g_strdup_printf (_("Listening to %s. The next order shows here and rings."), worst->shop);
  return bell_format_sentence (worst);
}

const char *
bell_format_calm_icon (const BellGlance *worst)
{
  if (worst == NULL || bell_format_severity (worst) <= 3)
    return "bell-calm-symbolic";
  return "bell-deaf-symbolic";
}
