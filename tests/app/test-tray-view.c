/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-test.h"
#include "bell-tray-view.h"


/* What the tray shows, by table. */

static BellTrayShop
make_shop (BellSessionState state,
           int deaf_for)
{
  BellTrayShop shop = { "a", { state, "Café", NULL, 4, 8, deaf_for, "14:02" } };

  return shop;
}

static void
test_moods (void)
{
  const struct
  {
    BellSessionState states[2]; /* of two shops */
    int deaf_for;               /* of the first */
    guint waiting;
    gboolean ringing;
    BellTrayMood mood;
    BellTrayLook look;
    const char *title;
    const char *text;
  } cases[] = {
    { { BELL_SESSION_ONLINE, BELL_SESSION_ONLINE }, 0, 0, FALSE, BELL_TRAY_MOOD_CALM, BELL_TRAY_LOOK_CALM,
      "Nothing waits", "Listening to 2 shops." },
    { { BELL_SESSION_WAITING, BELL_SESSION_ONLINE }, 59, 0, FALSE, BELL_TRAY_MOOD_CALM, BELL_TRAY_LOOK_CALM,
      "Nothing waits", "Listening to 1 of 2 shops." },
    { { BELL_SESSION_STOPPED, BELL_SESSION_ONLINE }, 900, 0, FALSE, BELL_TRAY_MOOD_CALM, BELL_TRAY_LOOK_CALM,
      "Nothing waits", "Listening to 1 of 2 shops." },
    { { BELL_SESSION_ONLINE, BELL_SESSION_ONLINE }, 0, 1, FALSE, BELL_TRAY_MOOD_WAITING, BELL_TRAY_LOOK_WAITING,
      "1 event waits", "Listening to 2 shops." },
    { { BELL_SESSION_REFUSED, BELL_SESSION_ONLINE }, 5, 2, FALSE, BELL_TRAY_MOOD_REFUSED, BELL_TRAY_LOOK_DEAF,
      "Refused", NULL },
    { { BELL_SESSION_REFUSED, BELL_SESSION_EXPIRED }, 5, 2, FALSE, BELL_TRAY_MOOD_EXPIRED, BELL_TRAY_LOOK_DEAF,
      "Signed out", NULL },
    { { BELL_SESSION_ONLINE, BELL_SESSION_LOCKED }, 0, 0, FALSE, BELL_TRAY_MOOD_EXPIRED, BELL_TRAY_LOOK_DEAF,
      "Keyring locked", "The password store of this computer is locked. Unlock it to go on." },
    { { BELL_SESSION_WAITING, BELL_SESSION_EXPIRED }, 60, 2, FALSE, BELL_TRAY_MOOD_DEAF, BELL_TRAY_LOOK_DEAF,
      "Cannot hear",
      "Café could not be heard since 14:02. Orders may be waiting there: please look in the shop’s admin.\n"
      "2 events wait" },
    { { BELL_SESSION_OFFLINE, BELL_SESSION_ONLINE }, 60, 0, FALSE, BELL_TRAY_MOOD_DEAF, BELL_TRAY_LOOK_DEAF,
      "Cannot hear", NULL },
    { { BELL_SESSION_WAITING, BELL_SESSION_EXPIRED }, 60, 2, TRUE, BELL_TRAY_MOOD_RINGING, BELL_TRAY_LOOK_RINGING,
      "2 events wait", NULL },
    { { BELL_SESSION_ONLINE, BELL_SESSION_ONLINE }, 0, 0, TRUE, BELL_TRAY_MOOD_RINGING, BELL_TRAY_LOOK_RINGING,
      "Ringing", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BellTrayShop shops[] = { make_shop (cases[i].states[0], cases[i].deaf_for), make_shop (cases[i].states[1], 0) };
      BellTrayFacts facts = { .shops = shops, .n_shops = 2, .waiting = cases[i].waiting, .ringing = cases[i].ringing };
      g_autoptr (BellTrayView) view = bell_tray_view_new (&facts);

      g_test_message ("case %u", i);
      g_assert_cmpint (view->mood, ==, cases[i].mood);
      g_assert_cmpint (view->state.look, ==, cases[i].look);
      g_assert_cmpint (view->state.attention, ==, cases[i].mood != BELL_TRAY_MOOD_CALM);
      g_assert_cmpuint (view->state.count, ==, cases[i].waiting);
      g_assert_cmpstr (view->state.title, ==, cases[i].title);
      if (cases[i].text != NULL)
        g_assert_cmpstr (view->state.text, ==, cases[i].text);
      g_assert_cmpint (g_utf8_strlen (view->status, -1), <=, 96);
    }
}

static void
test_one_or_none (void)
{
  const struct
  {
    BellSessionState state; /* N_STATES: no shop */
    guint waiting;
    const char *text;
    const char *status;
  } cases[] = {
    { BELL_SESSION_N_STATES, 0, "Nobody is signed in to a shop yet.", "Signed out" },
    { BELL_SESSION_ONLINE, 0, "Listening to Café.", "Listening" },
    { BELL_SESSION_ONLINE, 3, "Listening to Café.", "Listening · 3 events wait" },
    { BELL_SESSION_WAITING, 0, "Café does not answer.", "Listening" },
    { BELL_SESSION_EXPIRED, 1, NULL, "Signed out · 1 event waits" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BellTrayShop shop = make_shop (cases[i].state, 0);
      BellTrayFacts facts = { .shops = &shop, .n_shops = cases[i].state != BELL_SESSION_N_STATES,
                              .waiting = cases[i].waiting };
      g_autoptr (BellTrayView) view = bell_tray_view_new (&facts);

      if (cases[i].text != NULL)
        g_assert_cmpstr (view->state.text, ==, cases[i].text);
      g_assert_cmpstr (view->status, ==, cases[i].status);
    }
}

/* The menu in one line: labels, "(…)" what is disabled, "[…]" what is below, "|" between groups. */
static void
print_menu (GString *line,
            GPtrArray *menu)
{
  for (guint i = 0; i < menu->len; i++)
    {
      const BellTrayItem *item = g_ptr_array_index (menu, i);

      if (i > 0)
        g_string_append (line, " ");
      if (item->id == NULL)
        g_string_append (line, "|");
      else
        g_string_append_printf (line, item->enabled ? "%s;" : "(%s);", item->label);
      if (item->children != NULL)
        {
          g_string_append (line, " [");
          print_menu (line, item->children);
          g_string_append (line, "]");
        }
    }
}

static BellEntry *
make_entry (gint64 id,
            const char *title)
{
  BellEntry *entry = bell_entry_new ("a", "order", NULL, title, "", NULL, NULL, 1, NULL);

  bell_entry_set_id (entry, id);
  return entry;
}

static void
test_menu (void)
{
  g_autoptr (BellEntry) first = make_entry (7, "Order 1042");
  g_autoptr (BellEntry) unrecorded = make_entry (0, "Order 1041");
  g_autoptr (BellEntry) third = make_entry (5, "Order 1040");
  BellEntry *entries[] = { first, unrecorded, third };
  const struct
  {
    guint n_shops;
    BellSessionState state;
    guint n_entries;
    gboolean ringing;
    const char *silenced;
    const char *expected;
  } cases[] = {
    { 0, BELL_SESSION_ONLINE, 0, FALSE, NULL,
      "Open Shopbell; | (Got It to All); (Silence for Five Minutes); | (Reconnect Now); | Preferences; Quit;" },
    { 1, BELL_SESSION_ONLINE, 3, TRUE, NULL,
      "Open Shopbell; | Got It: Order 1042; Got It: Order 1040; Got It to All; Silence for Five Minutes; | "
      "Café: Online; (Reconnect Now); | Preferences; Quit;" },
    { 2, BELL_SESSION_WAITING, 1, TRUE, "14:07",
      "Open Shopbell; | Got It: Order 1042 (Café); Got It to All; Ring Again (Silenced until 14:07); | Café: No answer; "
      "Café: No answer; Reconnect Now; | Preferences; Quit;" },
    { 4, BELL_SESSION_STOPPED, 0, FALSE, NULL,
      "Open Shopbell; | (Got It to All); (Silence for Five Minutes); | Shops; [Café: Paused; Café: Paused; "
      "Café: Paused; Café: Paused;] (Reconnect Now); | Preferences; Quit;" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BellTrayShop one = make_shop (cases[i].state, 0);
      BellTrayShop shops[] = { one, one, one, one };
      BellTrayFacts facts = { .shops = shops, .n_shops = cases[i].n_shops, .newest = entries,
                              .n_newest = cases[i].n_entries, .waiting = cases[i].n_entries,
                              .ringing = cases[i].ringing, .silenced_until = cases[i].silenced };
      g_autoptr (BellTrayView) view = bell_tray_view_new (&facts);
      g_autoptr (GString) line = g_string_new (NULL);

      print_menu (line, view->menu);
      g_assert_cmpstr (line->str, ==, cases[i].expected);
    }
}

static void
test_left_behind (void)
{
  g_autofree char *one = bell_tray_view_left_behind (1);
  g_autofree char *more = bell_tray_view_left_behind (12);

  g_assert_true (g_str_has_prefix (one, "1 event waits that "));
  g_assert_true (g_str_has_prefix (more, "12 events wait that "));
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/app/tray-view/moods", test_moods);
  g_test_add_func ("/app/tray-view/one-or-none", test_one_or_none);
  g_test_add_func ("/app/tray-view/menu", test_menu);
  g_test_add_func ("/app/tray-view/left-behind", test_left_behind);
  return g_test_run ();
}
