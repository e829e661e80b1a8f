/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-format-account.h"

#include "bell-format-entry.h"
#include "bell-format.h"
#include "oe-error.h"

#include <glib/gi18n.h>

char *
bell_format_app_token_end (int days)
{
  if (days < 0 || days > BELL_APP_TOKEN_WARN_DAYS)
    return NULL;
  if (days == 0)
    return g_strdup (_("The app token ends today, or has ended. Make a new one in the shop’s settings and enter it "
                       "here; without it nothing is heard."));
  return g_strdup_printf (ngettext ("The app token ends in %d day. Make a new one in the shop’s settings and enter it "
                                    "here in time.",
                                    "The app token ends in %d days. Make a new one in the shop’s settings and enter "
                                    "it here in time.",
                                    days),
                          days);
}

char *
bell_format_app_token_end_of (const char *shop,
                              int days)
{
  if (days == 0)
    return g_strdup_printf (_("The app token of %s ends today, or has ended. Enter a new one; without it nothing is "
                              "heard."),
                            shop);
  return g_strdup_printf (ngettext ("The app token of %s ends in %d day. Enter a new one in time.",
                                    "The app token of %s ends in %d days. Enter a new one in time.", days),
                          shop, days);
}

char *
bell_format_app_token (int days)
{
  char *warning = bell_format_app_token_end (days);

  if (warning != NULL)
    return warning;
  if (days < 0)
    return g_strdup (_("It does not say when it ends."));
  return g_strdup_printf (ngettext ("It holds for %d more day.", "It holds for %d more days.", days), days);
}

char *
bell_format_heard (int seconds)
{
  g_autofree char *age = NULL;

  if (seconds < 0)
    return g_strdup (_("Connected; nothing was heard yet."));
  age = bell_format_duration (seconds * (gint64) G_USEC_PER_SEC);
  /* TRANSLATORS: %s is a duration, "4 s" */
  return g_strdup_printf (_("Connected; last heard %s ago."), age);
}

char *
bell_format_heard_short (int seconds)
{
  g_autofree char *age = NULL;

  if (seconds < 0)
    return g_strdup ("");
  age = bell_format_duration (seconds * (gint64) G_USEC_PER_SEC);
  /* TRANSLATORS: when a shop was heard last; %s is a duration, "4 s" */
  return g_strdup_printf (_("%s ago"), age);
}

char *
bell_format_device (const OeDevice *device)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (*device->browser != '\0' && *device->os != '\0')
    /* TRANSLATORS: a program, and an operating system */
    g_string_printf (text, _("%s on %s"), device->browser, device->os);
  else
    g_string_append (text, *device->browser != '\0' ? device->browser : device->os);
  if (text->len == 0)
    g_string_append (text, _("A device the shop does not name"));
  if (*device->location != '\0')
    g_string_append_printf (text, " · %s", device->location);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
bell_format_groups (const OeUser *user)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < user->groups->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? ", " : "", g_array_index (user->groups, gint64, i));
  if (text->len == 0)
    g_string_append (text, "–");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
bell_format_send_code (int wait,
                       gboolean sent)
{
  if (wait > 0)
    /* TRANSLATORS: another one-time code can be asked for in so many seconds */
    return g_strdup_printf (_("Send again in %d s"), wait);
  /* TRANSLATORS: button: the shop sends a one-time code */
  return g_strdup (sent ? _("Send Again") : _("Send a Code"));
}

char *
bell_format_code_error (const GError *error)
{
  if (g_error_matches (error, OE_ERROR, OE_ERROR_NOT_FOUND) && oe_error_has_server_words (error))
    /* TRANSLATORS: %s is what the server said */
    return g_strdup_printf (_("The shop sent no code: “%s”. Check the login, and ask the shop’s owner which event sends "
                              "the code."),
                            error->message);
  if (oe_error_has_server_words (error) && !g_error_matches (error, OE_ERROR, OE_ERROR_APP_TOKEN))
    /* TRANSLATORS: %s is what the server said */
    return g_strdup_printf (_("The shop sent no code: “%s”. Look for one it sent before, or wait a minute and try "
                              "again."),
                            error->message);
  return bell_format_error (error);
}

char *
bell_format_code_refused (const GError *error)
{
  if (!g_error_matches (error, OE_ERROR, OE_ERROR_SIGN_IN))
    return bell_format_error (error);
  if (!oe_error_has_server_words (error))
    return g_strdup (_("The shop did not sign you in. Check the code; it holds for a short time, and once."));
  /* TRANSLATORS: %s is what the server said */
  return g_strdup_printf (_("The shop did not sign you in: “%s”. Check the code; it holds for a short time, and once."),
                          error->message);
}
