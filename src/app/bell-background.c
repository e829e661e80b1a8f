/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-background.h"

#include <glib/gi18n.h>

struct _BellBackground
{
  GObject parent_instance;

  BellContext *context;
  BellBus *bus;
  BellTray *tray;
  BellBadge *badge;
  BellAutostart *autostart; /* (nullable) */
  BellTrayPresenter *presenter;
  gboolean demo;
};

G_DEFINE_FINAL_TYPE (BellBackground, bell_background, G_TYPE_OBJECT)

/* Decisions */

BellClosing
bell_closing_decide (const BellClosingFacts *facts)
{
  if (facts->demo || !facts->has_shops)
    return BELL_CLOSING_QUITS;
  if (!facts->background)
    return BELL_CLOSING_ASKS;
  return facts->tray || facts->told ? BELL_CLOSING_HIDES : BELL_CLOSING_TELLS;
}

const char *
bell_format_autostart (BellAutostartState state)
{
  switch (state)
    {
    case BELL_AUTOSTART_ASKING:
      return _("Asking the desktop…");
    case BELL_AUTOSTART_REFUSED:
      return _("The desktop refused. Allow it in its settings for applications, then try again.");
    case BELL_AUTOSTART_ABSENT:
      return _("This desktop offers it to no sandboxed program. Add Shopbell to its autostart by hand.");
    case BELL_AUTOSTART_FAILED:
      return _("That did not work. Try again, or add Shopbell to the desktop’s autostart by hand.");
    case BELL_AUTOSTART_UNKNOWN:
    case BELL_AUTOSTART_OFF:
    case BELL_AUTOSTART_ON:
    default:
      return _("Without a window, in the tray where there is one");
    }
}

BellClosing
bell_background_get_closing (BellBackground *self)
{
  BellClosingFacts facts = {
    .demo = self->demo,
    .has_shops = g_list_model_get_n_items (bell_context_get_shops (self->context)) > 0,
    .tray = bell_tray_get_present (self->tray),
    .background = self->autostart == NULL || bell_autostart_get_background (self->autostart),
  };

  g_object_get (bell_context_get_settings (self->context), "told-background", &facts.told, NULL);
  return bell_closing_decide (&facts);
}

void
bell_background_enter (BellBackground *self)
{
  gboolean wanted;

  /* Not before it is needed, and once: where it has to be asked, the answer is also the setting for autostart. */
  if (self->autostart == NULL || bell_autostart_get_state (self->autostart) != BELL_AUTOSTART_UNKNOWN)
    return;
  g_object_get (bell_context_get_settings (self->context), "autostart", &wanted, NULL);
  bell_autostart_ask (self->autostart, wanted);
}

void
bell_background_set_autostart (BellBackground *self,
                               gboolean wanted)
{
  g_return_if_fail (self->autostart != NULL);

  if (bell_background_get_autostart_lock (self) != NULL)
    return;
  g_object_set (bell_context_get_settings (self->context), "autostart", wanted, NULL);
  bell_autostart_ask (self->autostart, wanted);
}

const char *
bell_background_get_autostart_lock (BellBackground *self)
{
  return bell_settings_get_lock (bell_context_get_settings (self->context), NULL, "autostart");
}

/* What the owner set up comes true without a finger on the switch. */
static void
follow_set_up (BellBackground *self)
{
  BellSettings *settings = bell_context_get_settings (self->context);
  gboolean wanted;

  if (!bell_settings_is_overridden (settings, "autostart"))
    return;
  g_object_get (settings, "autostart", &wanted, NULL);
  if (bell_autostart_get_state (self->autostart) != (wanted ? BELL_AUTOSTART_ON : BELL_AUTOSTART_OFF))
    bell_autostart_ask (self->autostart, wanted);
}

gboolean
bell_background_get_wants_autostart (BellBackground *self)
{
  gboolean wanted;

  switch (bell_autostart_get_state (self->autostart))
    {
    case BELL_AUTOSTART_ON:
      return TRUE;
    case BELL_AUTOSTART_UNKNOWN:
    case BELL_AUTOSTART_ASKING:
      g_object_get (bell_context_get_settings (self->context), "autostart", &wanted, NULL);
      return wanted;
    case BELL_AUTOSTART_OFF:
    case BELL_AUTOSTART_REFUSED:
    case BELL_AUTOSTART_ABSENT:
    case BELL_AUTOSTART_FAILED:
    default:
      return FALSE;
    }
}

/* Making */

static gboolean
is_sandboxed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/* "shopbell" where that is this program, else where it lies. (transfer full) */
static char *
find_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *found = g_find_program_in_path ("shopbell");
  g_autofree char *real = found != NULL ? g_canonicalize_filename (found, NULL) : NULL;

  if (self == NULL || is_sandboxed () || g_strcmp0 (real, self) == 0)
    return g_strdup ("shopbell");
  return g_steal_pointer (&self);
}

static BellAutostart *
make_autostart (BellBackground *self,
                const char *profile)
{
  g_autofree char *program = find_program ();
  const char *command[] = { program, "--hidden", *profile != '\0' ? "--profile" : NULL, profile, NULL };
  g_autofree char *id = *profile != '\0' ? g_strconcat (BELL_APP_ID ".Profile.", profile, NULL)
                                         : g_strdup (BELL_APP_ID);
  g_autofree char *name = *profile != '\0' ? g_strdup_printf ("Shopbell (%s)", profile) : g_strdup ("Shopbell");

  if (is_sandboxed ())
    /* TRANSLATORS: the desktop may show it where it asks whether Shopbell may run without a window */
    return bell_autostart_portal_new (self->bus, command, _("Orders ring also while its window is closed."),
                                      bell_context_get_clock (self->context));
  return bell_autostart_file_new (id, name, BELL_APP_ID, command);
}

static void
bell_background_finalize (GObject *object)
{
  BellBackground *self = BELL_BACKGROUND (object);

  g_clear_object (&self->presenter);
  g_clear_object (&self->autostart);
  g_clear_object (&self->badge);
  g_clear_object (&self->tray);
  g_clear_object (&self->bus);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (bell_background_parent_class)->finalize (object);
}

static void
bell_background_class_init (BellBackgroundClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_background_finalize;
}

static void
bell_background_init (BellBackground *self)
{
}

BellBackground *
bell_background_new (BellContext *context,
                     const char *profile,
                     gboolean demo)
{
  BellBackground *self = g_object_new (BELL_TYPE_BACKGROUND, NULL);

  self->context = g_object_ref (context);
  self->demo = demo;
  self->bus = bell_bus_new (NULL);
  self->tray = bell_status_notifier_new (self->bus, BELL_APP_ID, demo ? _("Shopbell Demo") : "Shopbell");
  self->badge = bell_badge_new (self->bus, BELL_APP_ID);
  if (!demo)
    self->autostart = make_autostart (self, profile);
  self->presenter = bell_tray_presenter_new (context, self->tray, self->badge, self->autostart);
  if (self->autostart != NULL)
    follow_set_up (self);
  return self;
}

void
bell_background_stop (BellBackground *self)
{
  bell_tray_presenter_stop (self->presenter);
  if (self->autostart != NULL)
    bell_autostart_stop (self->autostart);
  bell_bus_stop (self->bus);
}

BellTrayPresenter *
bell_background_get_presenter (BellBackground *self)
{
  return self->presenter;
}

BellAutostart *
bell_background_get_autostart (BellBackground *self)
{
  return self->autostart;
}
