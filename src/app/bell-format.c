/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-format.h"

#include "bell-secrets.h"
#include "bell-server-words.h"

#include <glib/gi18n.h>

int
bell_format_deaf_in (const BellGlance *glance)
{
  return MAX ((glance->deaf_after > 0 ? glance->deaf_after : BELL_DEAF_AFTER_S) - glance->deaf_for, 0);
}

gboolean
bell_format_is_deaf (const BellGlance *glance)
{
  switch (glance->state)
    {
    case BELL_SESSION_CONNECTING:
    case BELL_SESSION_WAITING:
    case BELL_SESSION_OFFLINE:
      return bell_format_deaf_in (glance) == 0;
    case BELL_SESSION_ONLINE:
      return glance->lost_since != NULL;
    case BELL_SESSION_SIGNED_OUT:
    case BELL_SESSION_SIGNING_IN:
    case BELL_SESSION_LOCKED:
    case BELL_SESSION_REFUSED:
    case BELL_SESSION_EXPIRED:
    case BELL_SESSION_STOPPED:
    default:
      return FALSE;
    }
}

static char *
format_online (int heard_ago)
{
  if (heard_ago < 0)
    return g_strdup (_("Online"));
  /* TRANSLATORS: the connection is up; so many seconds ago something was heard from the shop */
  return g_strdup_printf (_("Online · %d s"), heard_ago);
}

char *
bell_format_pill (const BellGlance *glance)
{
  if (bell_format_is_deaf (glance))
    return g_strdup (_("Cannot hear"));

  switch (glance->state)
    {
    case BELL_SESSION_ONLINE:
      return format_online (glance->heard_ago);
    case BELL_SESSION_SIGNING_IN:
      return g_strdup (_("Signing in…"));
    case BELL_SESSION_CONNECTING:
      return g_strdup (_("Connecting…"));
    case BELL_SESSION_WAITING:
      if (glance->next_in <= 0)
        return g_strdup (_("No answer"));
      /* TRANSLATORS: the next attempt to connect is in so many seconds */
      return g_strdup_printf (_("Back in %d s"), glance->next_in);
    case BELL_SESSION_OFFLINE:
      return g_strdup (_("No network"));
    case BELL_SESSION_REFUSED:
      return g_strdup (_("Refused"));
    case BELL_SESSION_LOCKED:
      return g_strdup (_("Keyring locked"));
    case BELL_SESSION_STOPPED:
      return g_strdup (_("Paused"));
    case BELL_SESSION_SIGNED_OUT:
    case BELL_SESSION_EXPIRED:
    default:
      return g_strdup (_("Signed out"));
    }
}

/* No answer: what happened, by its reason where one is known, then when the next try is. */
static char *
format_waiting (const BellGlance *glance)
{
  g_autofree char *reason = NULL;

  if (glance->error != NULL && bell_format_error_is_telling (glance->error))
    reason = bell_format_error (glance->error);
  else
    /* TRANSLATORS: %s is the name of a shop */
    reason = g_strdup_printf (_("%s does not answer."), glance->shop);

  if (glance->next_in <= 0)
    return g_steal_pointer (&reason);
  return g_strdup_printf (ngettext (/* TRANSLATORS: %s is a whole sentence that says what happened */
                                    "%s Next try in %d second.", "%s Next try in %d seconds.", glance->next_in),
                          reason, glance->next_in);
}

static char *
format_deaf (const BellGlance *glance)
{
  if (glance->state == BELL_SESSION_ONLINE)
    /* TRANSLATORS: the name of a shop, and a time of day */
    return g_strdup_printf (_("%s is connected, but the event of the test form of %s did not come. Orders may be "
                              "waiting there: please look in the shop’s admin."),
                            glance->shop, glance->lost_since);
  if (glance->deaf_since == NULL)
    return g_strdup_printf (_("%s cannot be heard. Orders may be waiting there: please look in the shop’s admin."),
                            glance->shop);
  /* TRANSLATORS: the name of a shop, and a time of day */
  return g_strdup_printf (_("%s could not be heard since %s. Orders may be waiting there: please look in the "
                            "shop’s admin."),
                          glance->shop, glance->deaf_since);
}

static char *
format_refused (const BellGlance *glance)
{
  g_autofree char *words = glance->error != NULL ? bell_server_words_dup (glance->error) : NULL;

  if (words == NULL)
    return g_strdup_printf (_("%s refused the connection. Ask the shop’s owner whether this account may receive "
                              "events."),
                            glance->shop);
  /* TRANSLATORS: the name of a shop, and the server's own words */
  return g_strdup_printf (_("%s refused the connection: “%s”. Ask the shop’s owner whether this account may "
                            "receive events."),
                          glance->shop, words);
}

char *
bell_format_sentence (const BellGlance *glance)
{
  if (bell_format_is_deaf (glance))
    return format_deaf (glance);
  /* What is wrong with the password store matters where it keeps a shop from being heard. */
  if (glance->error != NULL && glance->error->domain == BELL_SECRETS_ERROR &&
      (glance->state == BELL_SESSION_LOCKED || glance->state == BELL_SESSION_SIGNED_OUT))
    return bell_format_error (glance->error);

  switch (glance->state)
    {
    case BELL_SESSION_ONLINE:
      return g_strdup_printf (_("Listening to %s."), glance->shop);
    case BELL_SESSION_SIGNING_IN:
      return g_strdup_printf (_("Signing in to %s…"), glance->shop);
    case BELL_SESSION_CONNECTING:
      return g_strdup_printf (_("Connecting to %s…"), glance->shop);
    case BELL_SESSION_WAITING:
      return format_waiting (glance);
    case BELL_SESSION_OFFLINE:
      return g_strdup (_("This computer has no network. Shopbell goes on as soon as it is back."));
    case BELL_SESSION_REFUSED:
      return format_refused (glance);
    case BELL_SESSION_EXPIRED:
      return g_strdup_printf (_("%s ended the sign-in. New orders do not ring until somebody signs in again."),
                              glance->shop);
    case BELL_SESSION_LOCKED:
      return g_strdup (_("The password store of this computer is locked. Unlock it to go on."));
    case BELL_SESSION_STOPPED:
      if (glance->paused_by == NULL)
        return g_strdup_printf (_("You paused %s. It does not ring."), glance->shop);
      /* TRANSLATORS: the name of a shop, and a file */
      return g_strdup_printf (_("%s is paused and does not ring. Your administrator set this in %s."), glance->shop,
                              glance->paused_by);
    case BELL_SESSION_SIGNED_OUT:
    default:
      return g_strdup_printf (_("Nobody is signed in to %s. Its orders do not ring."), glance->shop);
    }
}

const char *
bell_format_state_icon (const BellGlance *glance)
{
  if (bell_format_is_deaf (glance))
    return "dialog-warning-symbolic";

  switch (glance->state)
    {
    case BELL_SESSION_ONLINE:
      return "object-select-symbolic";
    case BELL_SESSION_SIGNING_IN:
    case BELL_SESSION_CONNECTING:
    case BELL_SESSION_WAITING:
      return "view-refresh-symbolic";
    case BELL_SESSION_OFFLINE:
      return "network-offline-symbolic";
    case BELL_SESSION_LOCKED:
      return "channel-secure-symbolic";
    case BELL_SESSION_STOPPED:
      return "media-playback-pause-symbolic";
    case BELL_SESSION_SIGNED_OUT:
    case BELL_SESSION_REFUSED:
    case BELL_SESSION_EXPIRED:
    default:
      return "dialog-warning-symbolic";
    }
}

const char *
bell_format_state_style (const BellGlance *glance)
{
  if (bell_format_is_deaf (glance))
    return "error";

  switch (glance->state)
    {
    case BELL_SESSION_ONLINE:
      return "success";
    case BELL_SESSION_SIGNING_IN:
    case BELL_SESSION_CONNECTING:
    case BELL_SESSION_STOPPED:
      return "dim-label";
    case BELL_SESSION_WAITING:
    case BELL_SESSION_OFFLINE:
    case BELL_SESSION_LOCKED:
      return "warning";
    case BELL_SESSION_SIGNED_OUT:
    case BELL_SESSION_REFUSED:
    case BELL_SESSION_EXPIRED:
    default:
      return "error";
    }
}

gboolean
bell_format_needs_strip (const BellGlance *glance)
{
  switch (glance->state)
    {
    case BELL_SESSION_WAITING:
    case BELL_SESSION_OFFLINE:
    case BELL_SESSION_REFUSED:
    case BELL_SESSION_EXPIRED:
    case BELL_SESSION_LOCKED:
    case BELL_SESSION_SIGNED_OUT:
    case BELL_SESSION_STOPPED:
      return TRUE;
    case BELL_SESSION_CONNECTING:
    case BELL_SESSION_ONLINE:
      return bell_format_is_deaf (glance);
    case BELL_SESSION_SIGNING_IN:
    default:
      return FALSE;
    }
}

BellRemedy
bell_format_remedy (const BellGlance *glance)
{
  if (bell_format_is_deaf (glance))
    return BELL_REMEDY_OPEN_SHOP;

  switch (glance->state)
    {
    case BELL_SESSION_WAITING:
    case BELL_SESSION_OFFLINE:
    case BELL_SESSION_REFUSED:
      return BELL_REMEDY_TRY_NOW;
    case BELL_SESSION_SIGNED_OUT:
    case BELL_SESSION_EXPIRED:
      return BELL_REMEDY_SIGN_IN;
    case BELL_SESSION_LOCKED:
      return BELL_REMEDY_UNLOCK;
    case BELL_SESSION_STOPPED:
      return BELL_REMEDY_RESUME;
    case BELL_SESSION_SIGNING_IN:
    case BELL_SESSION_CONNECTING:
    case BELL_SESSION_ONLINE:
    default:
      return BELL_REMEDY_NONE;
    }
}

const char *
bell_format_remedy_label (BellRemedy remedy)
{
  switch (remedy)
    {
    case BELL_REMEDY_TRY_NOW:
      return _("Try now");
    case BELL_REMEDY_OPEN_SHOP:
      return _("Open the shop");
    case BELL_REMEDY_SIGN_IN:
      return _("Sign in");
    case BELL_REMEDY_UNLOCK:
      return _("Unlock");
    case BELL_REMEDY_RESUME:
      return _("Resume");
    case BELL_REMEDY_APP_TOKEN:
      return _("New app token");
    case BELL_REMEDY_OPEN_EVENTS:
      return _("Open the shop");
    case BELL_REMEDY_SUBSCRIPTIONS:
      return _("Subscribe");
    case BELL_REMEDY_RULES:
      return _("Rules");
    case BELL_REMEDY_TEST:
      return _("Test");
    case BELL_REMEDY_NONE:
    default:
      return NULL;
    }
}
