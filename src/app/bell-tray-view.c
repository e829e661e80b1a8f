/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-tray-view.h"

#include <glib/gi18n.h>

/* With more shops than this they go into a menu of their own. */
#define MAX_SHOPS_IN_LINE 3

/* The mood */

static BellTrayMood
mood_of_shop (const BellGlance *glance)
{
  if (bell_format_is_deaf (glance))
    return BELL_TRAY_MOOD_DEAF;

  switch (glance->state)
    {
    case BELL_SESSION_EXPIRED:
    case BELL_SESSION_SIGNED_OUT:
    case BELL_SESSION_LOCKED:
      return BELL_TRAY_MOOD_EXPIRED;
    case BELL_SESSION_REFUSED:
      return BELL_TRAY_MOOD_REFUSED;
    case BELL_SESSION_SIGNING_IN:
    case BELL_SESSION_CONNECTING:
    case BELL_SESSION_ONLINE:
    case BELL_SESSION_WAITING:
    case BELL_SESSION_OFFLINE:
    case BELL_SESSION_STOPPED:
    default:
      return BELL_TRAY_MOOD_CALM;
    }
}

/* (nullable) (out) worst: whose sentence says why. */
static BellTrayMood
find_mood (const BellTrayFacts *facts,
           const BellGlance **worst)
{
  BellTrayMood mood = facts->waiting > 0 ? BELL_TRAY_MOOD_WAITING : BELL_TRAY_MOOD_CALM;

  *worst = NULL;
  for (guint i = 0; i < facts->n_shops; i++)
    {
      BellTrayMood of_shop = mood_of_shop (&facts->shops[i].glance);

      if (of_shop < mood)
        {
          mood = of_shop;
          *worst = &facts->shops[i].glance;
        }
    }
  return facts->ringing ? BELL_TRAY_MOOD_RINGING : mood;
}

static BellTrayLook
look_of (BellTrayMood mood)
{
  switch (mood)
    {
    case BELL_TRAY_MOOD_RINGING:
      return BELL_TRAY_LOOK_RINGING;
    case BELL_TRAY_MOOD_DEAF:
    case BELL_TRAY_MOOD_EXPIRED:
    case BELL_TRAY_MOOD_REFUSED:
      return BELL_TRAY_LOOK_DEAF;
    case BELL_TRAY_MOOD_WAITING:
      return BELL_TRAY_LOOK_WAITING;
    case BELL_TRAY_MOOD_CALM:
    default:
      return BELL_TRAY_LOOK_CALM;
    }
}

/* The tooltip */

/* As it stands, without the seconds that pass. */
static BellGlance
hold_still (const BellGlance *glance)
{
  BellGlance still = *glance;

  still.heard_ago = -1;
  still.next_in = -1;
  return still;
}

static char *
format_waiting (guint waiting)
{
  return g_strdup_printf (ngettext ("%u event waits", "%u events wait", waiting), waiting);
}

static char *
format_title (const BellTrayFacts *facts,
              BellTrayMood mood,
              const BellGlance *worst)
{
  if (worst != NULL && mood != BELL_TRAY_MOOD_RINGING)
    {
      BellGlance still = hold_still (worst);

      return bell_format_pill (&still);
    }
  if (facts->waiting > 0)
    return format_waiting (facts->waiting);
  if (mood == BELL_TRAY_MOOD_RINGING)
    return g_strdup (_("Ringing"));
  return g_strdup (_("Nothing waits"));
}

/* How the shops stand: the one that worries, else the only one, else how many are listened to. */
static char *
format_shops (const BellTrayFacts *facts,
              const BellGlance *worst)
{
  guint n_online = 0;

  if (facts->n_shops == 0)
    return g_strdup (_("Nobody is signed in to a shop yet."));
  if (worst != NULL || facts->n_shops == 1)
    {
      BellGlance still = hold_still (worst != NULL ? worst : &facts->shops[0].glance);

      return bell_format_sentence (&still);
    }
  for (guint i = 0; i < facts->n_shops; i++)
    n_online += facts->shops[i].glance.state == BELL_SESSION_ONLINE;
  if (n_online == facts->n_shops)
    return g_strdup_printf (ngettext ("Listening to %u shop.", "Listening to %u shops.", n_online), n_online);
  /* TRANSLATORS: two numbers: "Listening to 2 of 3 shops." */
  return g_strdup_printf (_("Listening to %u of %u shops."), n_online, facts->n_shops);
}

static char *
format_text (const BellTrayFacts *facts,
             BellTrayMood mood,
             const BellGlance *worst)
{
  g_autofree char *shops = format_shops (facts, worst);
  g_autofree char *waiting = NULL;

  if (mood == BELL_TRAY_MOOD_WAITING || mood == BELL_TRAY_MOOD_RINGING || facts->waiting == 0)
    return g_steal_pointer (&shops);
  /* The title speaks of the trouble: what waits is said below. */
  waiting = format_waiting (facts->waiting);
  return g_strdup_printf ("%s\n%s", shops, waiting);
}

static char *
format_status (const BellTrayFacts *facts,
               BellTrayMood mood,
               const char *title)
{
  g_autofree char *waiting = facts->waiting > 0 ? format_waiting (facts->waiting) : NULL;
  gboolean trouble = mood == BELL_TRAY_MOOD_DEAF || mood == BELL_TRAY_MOOD_EXPIRED || mood == BELL_TRAY_MOOD_REFUSED;
  const char *now = trouble ? title : facts->n_shops > 0 ? _("Listening") : _("Signed out");

  return waiting != NULL ? g_strdup_printf ("%s · %s", now, waiting) : g_strdup (now);
}

/* The menu */

static void
add (GPtrArray *menu,
     const char *id,
     const char *label,
     gboolean enabled)
{
  g_ptr_array_add (menu, bell_tray_item_new (id, label, enabled));
}

static const char *
name_of_shop (const BellTrayFacts *facts,
              const char *id)
{
  for (guint i = 0; i < facts->n_shops; i++)
    if (g_strcmp0 (facts->shops[i].id, id) == 0)
      return facts->shops[i].glance.shop;
  return "";
}

static void
add_waiting (GPtrArray *menu,
             const BellTrayFacts *facts)
{
  for (guint i = 0; i < MIN (facts->n_newest, BELL_TRAY_MAX_NEWEST); i++)
    {
      BellEntry *entry = facts->newest[i];
      g_autofree char *id = g_strdup_printf (BELL_TRAY_TAKE "%" G_GINT64_FORMAT, bell_entry_get_id (entry));
      g_autofree char *label = NULL;

      if (bell_entry_get_id (entry) == 0) /* not recorded yet: "all" takes it too */
        continue;
      if (facts->n_shops > 1)
        /* TRANSLATORS: an entry of the tray's menu that takes an event: its title, and the name of its shop */
        label = g_strdup_printf (_("Got It: %s (%s)"), bell_entry_get_title (entry),
                                 name_of_shop (facts, bell_entry_get_shop (entry)));
      else
        /* TRANSLATORS: an entry of the tray's menu that takes an event: its title */
        label = g_strdup_printf (_("Got It: %s"), bell_entry_get_title (entry));
      add (menu, id, label, TRUE);
    }
  add (menu, BELL_TRAY_TAKE_ALL, _("Got It to All"), facts->waiting > 0);
}

static void
add_shops (GPtrArray *menu,
           const BellTrayFacts *facts)
{
  GPtrArray *where = menu;

  if (facts->n_shops > MAX_SHOPS_IN_LINE)
    {
      BellTrayItem *more = bell_tray_item_new ("shops", _("Shops"), TRUE);

      where = more->children = bell_tray_menu_new ();
      g_ptr_array_add (menu, more);
    }
  for (guint i = 0; i < facts->n_shops; i++)
    {
      BellGlance still = hold_still (&facts->shops[i].glance);
      g_autofree char *pill = bell_format_pill (&still);
      g_autofree char *id = g_strconcat (BELL_TRAY_SHOP, facts->shops[i].id, NULL);
      /* TRANSLATORS: the name of a shop, and how it stands: "Demo shop: Online" */
      g_autofree char *label = g_strdup_printf (_("%s: %s"), still.shop, pill);

      add (where, id, label, TRUE);
    }
}

static gboolean
can_reconnect (const BellTrayFacts *facts)
{
  for (guint i = 0; i < facts->n_shops; i++)
    if (bell_session_state_is_down (facts->shops[i].glance.state))
      return TRUE;
  return FALSE;
}

static void
add_silence (GPtrArray *menu,
             const BellTrayFacts *facts)
{
  g_autofree char *silenced = NULL;

  if (facts->silenced_until == NULL)
    {
      add (menu, BELL_TRAY_SILENCE, _("Silence for Five Minutes"), facts->ringing);
      return;
    }
  /* TRANSLATORS: ends a silence that would go on until a time of day */
  silenced = g_strdup_printf (_("Ring Again (Silenced until %s)"), facts->silenced_until);
  add (menu, BELL_TRAY_RING_AGAIN, silenced, TRUE);
}

static GPtrArray *
make_menu (const BellTrayFacts *facts)
{
  GPtrArray *menu = bell_tray_menu_new ();

  /* First, since on some desktops a click shows the menu and nothing else. */
  add (menu, BELL_TRAY_OPEN, _("Open Shopbell"), TRUE);
  g_ptr_array_add (menu, bell_tray_item_new_separator ());
  add_waiting (menu, facts);
  add_silence (menu, facts);
  g_ptr_array_add (menu, bell_tray_item_new_separator ());
  add_shops (menu, facts);
  add (menu, BELL_TRAY_RECONNECT, _("Reconnect Now"), can_reconnect (facts));
  g_ptr_array_add (menu, bell_tray_item_new_separator ());
  add (menu, BELL_TRAY_PREFERENCES, _("Preferences"), TRUE);
  add (menu, BELL_TRAY_QUIT, _("Quit"), TRUE);
  return menu;
}

BellTrayView *
bell_tray_view_new (const BellTrayFacts *facts)
{
  BellTrayView *view = g_new0 (BellTrayView, 1);
  const BellGlance *worst;

  view->mood = find_mood (facts, &worst);
  view->title = format_title (facts, view->mood, worst);
  view->text = format_text (facts, view->mood, worst);
  view->status = format_status (facts, view->mood, view->title);
  view->menu = make_menu (facts);
  view->state.look = look_of (view->mood);
  view->state.attention = view->mood != BELL_TRAY_MOOD_CALM;
  view->state.count = facts->waiting;
  view->state.title = view->title;
  view->state.text = view->text;
  return view;
}

void
bell_tray_view_free (BellTrayView *view)
{
  g_free (view->title);
  g_free (view->text);
  g_free (view->status);
  g_ptr_array_unref (view->menu);
  g_free (view);
}

char *
bell_tray_view_left_behind (guint waiting)
{
  return g_strdup_printf (ngettext ("%u event waits that nobody has taken. New orders do not ring until Shopbell runs "
                                    "again.",
                                    "%u events wait that nobody has taken. New orders do not ring until Shopbell runs "
                                    "again.",
                                    waiting),
                          waiting);
}
