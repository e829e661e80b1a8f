/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-big-label.h"
#include "bell-counter-page.h"
#include "bell-deafness-group.h"
#include "bell-preferences.h"
#include "bell-pulse.h"
#include "bell-rules-page.h"
#include "bell-shops-page.h"
#include "bell-sign-in-account.h"
#include "bell-sign-in-page.h"
#include "bell-slots.h"
#include "bell-spoken-name.h"
#include "bell-test.h"
#include "bell-today-page.h"
#include "bell-welcome-page.h"
#include "bell-window.h"
#include "ui-context.h"

/* A sanitizer that unwinds every allocation takes minutes for them all. */
#ifdef __SANITIZE_ADDRESS__
#define MANY 400u
#else
#define MANY 2000u
#endif

/* Finds a widget of a type below widget, in sight or not. */
static GtkWidget *
find_below (GtkWidget *widget,
            GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_below (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A button with this label below widget; (nullable). */
static GtkWidget *
find_button (GtkWidget *widget,
             const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
title_is (gpointer data)
{
  gpointer *pair = data;

  return g_strcmp0 (gtk_window_get_title (pair[0]), pair[1]) == 0;
}

static void
await_title (BellWindow *window,
             const char *title)
{
  gpointer pair[] = { window, (gpointer) title };

  bell_test_await (title_is, pair, 30000, title);
}

/*
 * GTK 4.8 looks up fresh tooltips when it is idle, even in a popover or a window that is on no screen any more:
 * maybe not before the next test.
 */
static gboolean
is_fatal (const char *domain,
          GLogLevelFlags level,
          const char *message,
          gpointer user_data)
{
  return strstr (message, "gdk_surface_get_device_position") == NULL &&
         strstr (message, "_gtk_widget_find_at_coords") == NULL;
}

/* GLib's own handler would print "Bail out!" for what is not fatal after all. */
static void
on_critical (const char *domain,
             GLogLevelFlags level,
             const char *message,
             gpointer user_data)
{
  if (is_fatal (domain, level, message, user_data))
    g_log_default_handler (domain, level, message, user_data);
}

static void
run (gconstpointer test)
{
  g_test_log_set_fatal_handler (is_fatal, NULL);
  ((GTestFunc) test) ();
}

/* A window in sight. */
static BellWindow *
present (BellContext *context)
{
  BellWindow *window = bell_window_new (NULL, context, FALSE);

  gtk_window_present (GTK_WINDOW (window));
  return window;
}

/* A window must not outlive its destruction: nothing behind it may hold it. */
static void
destroy (BellWindow *window)
{
  gpointer weak = window;

  g_object_add_weak_pointer (G_OBJECT (window), &weak);
  gtk_window_destroy (GTK_WINDOW (window));
  bell_test_drain ();
  g_assert_null (weak);
}

static void
test_welcome_to_home (void)
{
  g_autoptr (BellContext) context = ui_context_new ();
  BellWindow *window = present (context);
  GtkStack *stages;

  stages = GTK_STACK (find_below (GTK_WIDGET (window), GTK_TYPE_STACK));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stages), ==, "welcome");
  bell_window_sign_in (window, NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stages), ==, "sign-in");
  ui_context_add_shop (context, "Café <&>");
  /* Not under somebody's fingers. */
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stages), ==, "sign-in");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stages), ==, "home");
  destroy (window);
  bell_context_stop (context);
}

static void
test_take (void)
{
  g_autoptr (BellContext) context = ui_context_new ();
  BellShop *shop = ui_context_add_shop (context, "Café");
  BellInbox *inbox = bell_context_get_inbox (context);
  BellWindow *window = present (context);

  await_title (window, "Shopbell");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.take-newest", NULL);

  for (guint i = 0; i < 3; i++)
    ui_context_add_order (context, shop, 40 + i);
  await_title (window, "(3) Shopbell");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.take-newest", NULL);
  await_title (window, "(2) Shopbell");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.take-all", NULL);
  await_title (window, "Shopbell");
  g_assert_cmpuint (g_list_model_get_n_items (bell_inbox_get_earlier (inbox)), ==, 3);
  destroy (window);
  bell_context_stop (context);
}

static gboolean
take_until_left (gpointer data)
{
  gpointer *pair = data;
  GListModel *waiting = bell_inbox_get_waiting (pair[0]);

  gtk_widget_activate_action (pair[1], "counter.take", NULL);
  return g_list_model_get_n_items (waiting) == 1;
}

static gboolean
is_unmapped (gpointer data)
{
  return !gtk_widget_get_mapped (data);
}

/* The oldest first; and a key that is held takes nothing that nobody could read. */
static void
test_counter (void)
{
  g_autoptr (BellContext) context = ui_context_new ();
  BellShop *shop = ui_context_add_shop (context, "Café");
  BellInbox *inbox = bell_context_get_inbox (context);
  BellWindow *window = present (context);
  GtkWidget *page, *title;
  gpointer pair[2];
  g_autofree char *text = NULL;
  gboolean counter;

  ui_context_add_order (context, shop, 40);
  ui_context_add_order (context, shop, 41);
  await_title (window, "(2) Shopbell");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.counter", NULL);
  bell_test_drain ();
  page = find_below (GTK_WIDGET (window), BELL_TYPE_COUNTER_PAGE);
  title = find_below (page, BELL_TYPE_BIG_LABEL);
  pair[0] = inbox;
  pair[1] = page;
  g_assert_true (gtk_widget_get_mapped (page));
  g_object_get (title, "text", &text, NULL);
  g_assert_cmpstr (text, ==, "Order 40");
  g_object_get (bell_context_get_settings (context), "counter-mode", &counter, NULL);
  g_assert_true (counter);

  bell_test_await (take_until_left, pair, 30000, "the first order to be taken");
  gtk_widget_activate_action (page, "counter.take", NULL);
  g_assert_cmpuint (bell_inbox_get_waiting_count (inbox), ==, 1);
  g_free (text);
  g_object_get (title, "text", &text, NULL);
  g_assert_cmpstr (text, ==, "Order 41");

  gtk_widget_activate_action (page, "counter.leave", NULL);
  bell_test_await (is_unmapped, page, 20000, "the counter to fade");
  g_object_get (bell_context_get_settings (context), "counter-mode", &counter, NULL);
  g_assert_false (counter);
  destroy (window);
  bell_context_stop (context);
}

/* A page that nobody has looked at costs nothing: it is not there. */
static void
test_late_pages (void)
{
  g_autoptr (BellContext) context = ui_context_new ();
  BellShop *shop = ui_context_add_shop (context, "Café");
  BellWindow *window = present (context);
  const struct
  {
    GType type;
    const char *action;
    GVariant *parameter;
  } pages[] = {
    { BELL_TYPE_TODAY_PAGE, "win.show-page", g_variant_new_string ("today") },
    { BELL_TYPE_RULES_PAGE, "win.show-page", g_variant_new_string ("rules") },
    { BELL_TYPE_SHOPS_PAGE, "win.show-account", g_variant_new_string (bell_shop_get_id (shop)) },
    { BELL_TYPE_SIGN_IN_PAGE, "win.add-shop", NULL },
    { BELL_TYPE_COUNTER_PAGE, "win.counter", NULL },
  };

  g_assert_null (find_below (GTK_WIDGET (window), BELL_TYPE_WELCOME_PAGE));
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *page;

      g_assert_null (find_below (GTK_WIDGET (window), pages[i].type));
      g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (window), pages[i].action, pages[i].parameter));
      bell_test_drain ();
      page = find_below (GTK_WIDGET (window), pages[i].type);
      g_assert_nonnull (page);
      g_assert_true (gtk_widget_get_mapped (page));
    }
  destroy (window);
  bell_context_stop (context);
}

static gboolean
is_drawn (gpointer data)
{
  return bell_big_label_get_size (data) > 0;
}

/* As large as fits: a short text is larger than a long one, and both stay within. */
static void
test_big_label (void)
{
  static const char *const texts[] = { "Order 1042", "The oven log of a very long day that began before sunrise",
                                       "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" };
  int sizes[G_N_ELEMENTS (texts)];

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *window = gtk_window_new ();
      BellBigLabel *label = g_object_new (BELL_TYPE_BIG_LABEL, "text", texts[i], NULL);

      gtk_window_set_default_size (GTK_WINDOW (window), 800, 300);
      gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (label));
      gtk_window_present (GTK_WINDOW (window));
      bell_test_await (is_drawn, label, 20000, "the label to be drawn");
      sizes[i] = bell_big_label_get_size (label);
      gtk_window_destroy (GTK_WINDOW (window));
    }
  g_assert_cmpint (sizes[0], >, 80);
  g_assert_cmpint (sizes[0], >, sizes[1]);
  g_assert_cmpint (sizes[1], >, sizes[2]);
  g_assert_cmpint (sizes[2], >=, 12);
}

static gboolean
find_undo (gpointer data)
{
  gpointer *pair = data;

  pair[1] = find_button (pair[0], "Undo");
  return pair[1] != NULL && gtk_widget_get_mapped (pair[1]);
}

/* Taken by mistake, all of them: one click, and they wait again. */
static void
test_undo (void)
{
  g_autoptr (BellContext) context = ui_context_new ();
  BellShop *shop = ui_context_add_shop (context, "Café");
  BellWindow *window = present (context);
  gpointer pair[] = { window, NULL };

  ui_context_add_order (context, shop, 40);
  ui_context_add_order (context, shop, 41);
  await_title (window, "(2) Shopbell");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.take-all", NULL);
  await_title (window, "Shopbell");
  bell_test_await (find_undo, pair, 30000, "an offer to undo it");
  g_signal_emit_by_name (pair[1], "clicked");
  await_title (window, "(2) Shopbell");
  destroy (window);
  bell_context_stop (context);
}

/* One after the other, while the window still says something else. */
static void
test_quick_hands (void)
{
  g_autoptr (BellContext) context = ui_context_new ();
  BellShop *shop = ui_context_add_shop (context, "Café");
  BellWindow *window = present (context);
  GListModel *waiting = bell_inbox_get_waiting (bell_context_get_inbox (context));
  gpointer pair[] = { window, NULL };

  for (guint i = 0; i < 3; i++)
    ui_context_add_order (context, shop, 40 + i);
  await_title (window, "(3) Shopbell");
  bell_window_toast (window, "Signed in");
  bell_test_drain ();
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (BellEntry) entry = g_list_model_get_item (waiting, 0);

      bell_inbox_acknowledge (bell_context_get_inbox (context), entry, "window");
      bell_test_await (find_undo, pair, 30000, "an offer to undo it");
    }
  g_signal_emit_by_name (pair[1], "clicked");
  await_title (window, "(3) Shopbell");
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (gtk_widget_get_ancestor (pair[1], GTK_TYPE_REVEALER))));
  destroy (window);
  bell_context_stop (context);
}

/* What a server sends is text: markup and control characters break nothing (warnings are fatal here). */
static void
test_hostile_texts (void)
{
  static const char *const texts[] = { "<b>bold</b> & <", "&amp; &#0;", "<span foreground='red'>", "\u202eright to left", "" };
  g_autoptr (BellContext) context = ui_context_new ();
  BellShop *shop = ui_context_add_shop (context, "<i>Café</i> & \"Söhne\"");
  BellWindow *window = present (context);
  GListModel *waiting = bell_inbox_get_waiting (bell_context_get_inbox (context));

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    ui_context_add_message (context, shop, texts[i]);
  await_title (window, "(5) Shopbell");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (BellEntry) entry = g_list_model_get_item (waiting, i);

      bell_window_open_entry (window, entry);
      bell_window_toast (window, bell_entry_get_title (entry));
      bell_test_drain ();
    }
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-page", "s", "rules");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-state", NULL);
  bell_test_drain ();
  destroy (window);
  bell_context_stop (context);
}

/* A long history opens in no time: rows are made for what is in sight only. */
static guint
count_below (GtkWidget *widget)
{
  guint n = 1;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_below (child);
  return n;
}

static void
test_many (void)
{
  g_autoptr (BellContext) context = ui_context_new ();
  BellShop *shop = ui_context_add_shop (context, "Café");
  BellWindow *window = present (context);
  g_autofree char *title = g_strdup_printf ("(%u) Shopbell", MANY);
  GtkWidget *list;

  for (guint i = 0; i < MANY; i++)
    ui_context_add_order (context, shop, i);
  await_title (window, title);
  list = find_below (GTK_WIDGET (window), GTK_TYPE_LIST_VIEW);
  g_assert_cmpuint (count_below (list), <, 20000);
  bell_inbox_acknowledge_all (bell_context_get_inbox (context), "window");
  await_title (window, "Shopbell");
  destroy (window);
  bell_context_stop (context);
}

static void
count_tick (guint *ticks)
{
  (*ticks)++;
}

static void
set_flag (gpointer flag)
{
  *(gboolean *) flag = TRUE;
}

static void
test_pulse (void)
{
  GtkWidget *window = gtk_window_new ();
  g_autoptr (BellPulse) pulse = bell_pulse_new (window);
  guint ticks = 0;
  gboolean over = FALSE;

  g_signal_connect_swapped (pulse, "tick", G_CALLBACK (count_tick), &ticks);
  gtk_window_present (GTK_WINDOW (window));
  bell_test_await_count (&ticks, 2, 5000, "two ticks of a window in sight");
  gtk_widget_set_visible (window, FALSE);
  ticks = 0;
  g_timeout_add_once (2100, set_flag, &over);
  bell_test_await_flag (&over, 5000, "two seconds out of sight");
  g_assert_cmpuint (ticks, ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A button whose text labels it, as newer GTKs have it, is called by its name all the same. */
static void
test_spoken_name (void)
{
  GtkWidget *button = g_object_ref_sink (gtk_button_new_with_label ("Got it"));

  gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  gtk_button_get_child (GTK_BUTTON (button)), NULL, -1);
  bell_spoken_name_set (button, "Got it: Order 1042");
  g_assert_false (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, "Got it: Order 1042");
  g_object_unref (button);
}

static GPtrArray *
make_fields (gboolean alternatives)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func ((GDestroyNotify) oe_field_free);

  g_ptr_array_add (fields, oe_field_new ("email_reg", "E-mail <&>", TRUE, FALSE));
  if (alternatives)
    g_ptr_array_add (fields, oe_field_new ("phone_reg", "Phone", TRUE, FALSE));
  g_ptr_array_add (fields, oe_field_new ("password_reg", "Secret word", FALSE, TRUE));
  return fields;
}

static void
test_account_form (void)
{
  GtkWidget *window = gtk_window_new ();
  BellSignInAccount *account = g_object_ref_sink (g_object_new (BELL_TYPE_SIGN_IN_ACCOUNT, NULL));
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) providers = g_ptr_array_new_with_free_func ((GDestroyNotify) oe_provider_free);
  g_autoptr (GPtrArray) fields = make_fields (TRUE);
  g_autoptr (BellShopInfo) info = bell_shop_info_new ();

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (account));
  gtk_window_present (GTK_WINDOW (window));

  /* All hidden: people type what they know. */
  bell_sign_in_account_set_providers (account, none);
  bell_sign_in_account_set_fields (account, none);
  g_assert_null (bell_sign_in_account_get_chosen (account));
  g_assert_cmpstr (bell_sign_in_account_get_provider (account), ==, "email");
  g_assert_cmpstr (bell_sign_in_account_get_login_marker (account), ==, "login");
  g_assert_cmpstr (bell_sign_in_account_get_password_marker (account), ==, "password");
  g_assert_null (bell_sign_in_account_get_code (account));

  /* The shop's own form. */
  g_ptr_array_add (providers, oe_provider_new ("mail", "Mail", "email", "reg", FALSE));
  bell_sign_in_account_set_providers (account, providers);
  bell_sign_in_account_set_fields (account, fields);
  g_assert_cmpstr (bell_sign_in_account_get_provider (account), ==, "mail");
  g_assert_cmpstr (bell_sign_in_account_get_login_marker (account), ==, "email_reg");
  g_assert_cmpstr (bell_sign_in_account_get_password_marker (account), ==, "password_reg");

  /* Again: as it was, with the login filled in. */
  info->provider = (g_free (info->provider), g_strdup ("crm"));
  info->login_marker = (g_free (info->login_marker), g_strdup ("l"));
  info->password_marker = (g_free (info->password_marker), g_strdup ("p"));
  info->login = (g_free (info->login), g_strdup ("till"));
  bell_sign_in_account_set_known (account, info);
  g_assert_cmpstr (bell_sign_in_account_get_provider (account), ==, "crm");
  g_assert_cmpstr (bell_sign_in_account_get_login_marker (account), ==, "l");
  g_assert_cmpstr (bell_sign_in_account_get_password_marker (account), ==, "p");
  g_assert_cmpstr (bell_sign_in_account_get_login (account), ==, "till");
  g_assert_cmpstr (bell_sign_in_account_get_password (account), ==, "");

  g_object_unref (account);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_width (gpointer widget)
{
  return gtk_widget_get_width (widget) > 0;
}

static void
test_preferences (void)
{
  g_autoptr (BellContext) context = ui_context_new ();
  BellSettings *settings = bell_context_get_settings (context);
  BellShop *shop = ui_context_add_shop (context, "Café");
  GtkWindow *window = bell_preferences_new (NULL, context, NULL);
  GtkWidget *spin = find_below (GTK_WIDGET (window), GTK_TYPE_SPIN_BUTTON);
  GtkWidget *deafness = find_below (GTK_WIDGET (window), BELL_TYPE_DEAFNESS_GROUP);
  GtkWidget *after = find_below (deafness, GTK_TYPE_SPIN_BUTTON);
  GtkWidget *sound = find_below (deafness, ADW_TYPE_COMBO_ROW);
  g_autofree char *id = NULL;
  guint limit = 0, seconds = 0;

  gtk_window_present (window);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 7);
  g_object_get (settings, "reconnect-limit", &limit, NULL);
  g_assert_cmpuint (limit, ==, 7);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (after), 90);
  adw_combo_row_set_selected (ADW_COMBO_ROW (sound), 2);
  g_object_get (settings, "deaf-after", &seconds, "deaf-sound", &id, NULL);
  g_assert_cmpuint (seconds, ==, 90);
  g_assert_cmpstr (id, ==, "two-tone");
  bell_context_rename_shop (context, shop, "Bakery & <Co>");
  ui_context_add_shop (context, "Another");
  bell_context_remove_shop (context, shop, TRUE);
  bell_test_drain ();
  gtk_window_destroy (window);
  bell_context_stop (context);
}

/* Time goes the way people read, and back from a place to its part of it. */
static void
test_slots (gconstpointer direction)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *widget = gtk_label_new ("");
  g_autoptr (BellSlots) slots = bell_slots_new (widget, NULL);
  gboolean mirrored = GPOINTER_TO_INT (direction) == GTK_TEXT_DIR_RTL;

  gtk_widget_set_direction (widget, mirrored ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  gtk_window_set_default_size (GTK_WINDOW (window), 500, 100);
  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  bell_test_await (has_width, widget, 20000, "the widget to have a size");
  bell_slots_set_n (slots, 24);
  bell_slots_set_margin (slots, 20);
  g_assert_true ((bell_slots_get_x (slots, 0, 1) > bell_slots_get_x (slots, 23, 1)) == mirrored);
  for (guint i = 0; i < 24; i++)
    g_assert_cmpint (bell_slots_at (slots, bell_slots_get_x (slots, i, 1) + bell_slots_get_width (slots) / 48), ==, i);
  /* The scale stands in front of the first. */
  g_assert_cmpint (bell_slots_at (slots, mirrored ? gtk_widget_get_width (widget) - 5 : 5), ==, -1);
  g_assert_cmpint (bell_slots_get_chosen (slots), ==, -1);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc,
      char **argv)
{
  /* Not bell_test_init(): without the system's data folders there are no icons; desktop-session keeps us apart. */
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_log_set_handler ("Gdk", G_LOG_LEVEL_CRITICAL | G_LOG_FLAG_FATAL, on_critical, NULL);
  g_log_set_handler ("Gtk", G_LOG_LEVEL_CRITICAL | G_LOG_FLAG_FATAL, on_critical, NULL);
  g_test_add_data_func ("/ui/window/welcome-to-home", test_welcome_to_home, run);
  g_test_add_data_func ("/ui/window/take", test_take, run);
  g_test_add_data_func ("/ui/window/undo", test_undo, run);
  g_test_add_data_func ("/ui/window/quick-hands", test_quick_hands, run);
  g_test_add_data_func ("/ui/window/counter", test_counter, run);
  g_test_add_data_func ("/ui/window/late-pages", test_late_pages, run);
  g_test_add_data_func ("/ui/big-label", test_big_label, run);
  g_test_add_data_func ("/ui/window/hostile-texts", test_hostile_texts, run);
  g_test_add_data_func ("/ui/window/many", test_many, run);
  g_test_add_data_func ("/ui/pulse", test_pulse, run);
  g_test_add_data_func ("/ui/spoken-name", test_spoken_name, run);
  g_test_add_data_func ("/ui/sign-in/account-form", test_account_form, run);
  g_test_add_data_func ("/ui/preferences", test_preferences, run);
  g_test_add_data_func ("/ui/slots/left-to-right", GINT_TO_POINTER (GTK_TEXT_DIR_LTR), test_slots);
  g_test_add_data_func ("/ui/slots/right-to-left", GINT_TO_POINTER (GTK_TEXT_DIR_RTL), test_slots);
  return g_test_run ();
}
