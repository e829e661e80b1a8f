/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-big-label.h"
#include "bell-deafness-group.h"
#include "bell-preferences.h"
#include "bell-pulse.h"
#include "bell-sign-in-account.h"
#include "bell-slots.h"
#include "bell-spoken-name.h"
#include "bell-test.h"
#include "bell-tooltip.h"
#include "ui-context.h"
#include "ui-window.h"

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
  GtkWidget *spin = ui_find_below (GTK_WIDGET (window), GTK_TYPE_SPIN_BUTTON);
  GtkWidget *deafness = ui_find_below (GTK_WIDGET (window), BELL_TYPE_DEAFNESS_GROUP);
  GtkWidget *after = ui_find_below (deafness, GTK_TYPE_SPIN_BUTTON);
  GtkWidget *sound = ui_find_below (deafness, ADW_TYPE_COMBO_ROW);
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

/* Told again what it says already it does nothing at all. */
static void
test_tooltip (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (""));
  guint told = 0;

  g_signal_connect_swapped (widget, "notify::tooltip-text", G_CALLBACK (count_tick), &told);
  bell_tooltip_set (widget, NULL);
  g_assert_cmpuint (told, ==, 0);
  bell_tooltip_set (widget, "End the silence");
  bell_tooltip_set (widget, "End the silence");
  g_assert_cmpuint (told, ==, 1);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (widget), ==, "End the silence");
  bell_tooltip_set (widget, NULL);
  g_assert_cmpuint (told, ==, 2);
  g_assert_null (gtk_widget_get_tooltip_text (widget));
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
  ui_test_init (&argc, &argv);
  g_test_add_data_func ("/ui/big-label", test_big_label, ui_run);
  g_test_add_data_func ("/ui/pulse", test_pulse, ui_run);
  g_test_add_data_func ("/ui/spoken-name", test_spoken_name, ui_run);
  g_test_add_data_func ("/ui/sign-in/account-form", test_account_form, ui_run);
  g_test_add_data_func ("/ui/preferences", test_preferences, ui_run);
  g_test_add_data_func ("/ui/tooltip", test_tooltip, ui_run);
  g_test_add_data_func ("/ui/slots/left-to-right", GINT_TO_POINTER (GTK_TEXT_DIR_LTR), test_slots);
  g_test_add_data_func ("/ui/slots/right-to-left", GINT_TO_POINTER (GTK_TEXT_DIR_RTL), test_slots);
  return g_test_run ();
}
