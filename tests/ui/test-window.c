/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-big-label.h"
#include "bell-counter-page.h"
#include "bell-rules-page.h"
#include "bell-shops-page.h"
#include "bell-sign-in-page.h"
#include "bell-test.h"
#include "bell-today-page.h"
#include "bell-undo-bar.h"
#include "bell-welcome-page.h"
#include "ui-context.h"
#include "ui-window.h"

/* A sanitizer that unwinds every allocation takes minutes for them all. */
#ifdef __SANITIZE_ADDRESS__
#define MANY 400u
#else
#define MANY 2000u
#endif

static void
test_welcome_to_home (void)
{
  g_autoptr (BellContext) context = ui_context_new ();
  BellWindow *window = ui_present (context);
  GtkStack *stages;

  stages = GTK_STACK (ui_find_below (GTK_WIDGET (window), GTK_TYPE_STACK));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stages), ==, "welcome");
  bell_window_sign_in (window, NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stages), ==, "sign-in");
  ui_context_add_shop (context, "Café <&>");
  /* Not under somebody's fingers. */
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stages), ==, "sign-in");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stages), ==, "home");
  ui_destroy (window);
  bell_context_stop (context);
}

static void
test_take (void)
{
  g_autoptr (BellContext) context = ui_context_new ();
  BellShop *shop = ui_context_add_shop (context, "Café");
  BellInbox *inbox = bell_context_get_inbox (context);
  BellWindow *window = ui_present (context);

  ui_await_title (window, "Shopbell");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.take-newest", NULL);

  for (guint i = 0; i < 3; i++)
    ui_context_add_order (context, shop, 40 + i);
  ui_await_title (window, "(3) Shopbell");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.take-newest", NULL);
  ui_await_title (window, "(2) Shopbell");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.take-all", NULL);
  ui_await_title (window, "Shopbell");
  g_assert_cmpuint (g_list_model_get_n_items (bell_inbox_get_earlier (inbox)), ==, 3);
  ui_destroy (window);
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
  BellWindow *window = ui_present (context);
  GtkWidget *page, *title;
  gpointer pair[2];
  g_autofree char *text = NULL;
  gboolean counter;

  ui_context_add_order (context, shop, 40);
  ui_context_add_order (context, shop, 41);
  ui_await_title (window, "(2) Shopbell");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.counter", NULL);
  bell_test_drain ();
  page = ui_find_below (GTK_WIDGET (window), BELL_TYPE_COUNTER_PAGE);
  title = ui_find_below (page, BELL_TYPE_BIG_LABEL);
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
  ui_destroy (window);
  bell_context_stop (context);
}

/* A page that nobody has looked at costs nothing: it is not there. */
static void
test_late_pages (void)
{
  g_autoptr (BellContext) context = ui_context_new ();
  BellShop *shop = ui_context_add_shop (context, "Café");
  BellWindow *window = ui_present (context);
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

  g_assert_null (ui_find_below (GTK_WIDGET (window), BELL_TYPE_WELCOME_PAGE));
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *page;

      g_assert_null (ui_find_below (GTK_WIDGET (window), pages[i].type));
      g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (window), pages[i].action, pages[i].parameter));
      bell_test_drain ();
      page = ui_find_below (GTK_WIDGET (window), pages[i].type);
      g_assert_nonnull (page);
      g_assert_true (gtk_widget_get_mapped (page));
    }
  ui_destroy (window);
  bell_context_stop (context);
}

static gboolean
find_undo (gpointer data)
{
  gpointer *pair = data;

  pair[1] = ui_find_button (pair[0], "Undo");
  return pair[1] != NULL && gtk_widget_get_mapped (pair[1]);
}

/* Taken by mistake, all of them: one click, and they wait again. */
static void
test_undo (void)
{
  g_autoptr (BellContext) context = ui_context_new ();
  BellShop *shop = ui_context_add_shop (context, "Café");
  BellWindow *window = ui_present (context);
  gpointer pair[] = { window, NULL };

  ui_context_add_order (context, shop, 40);
  ui_context_add_order (context, shop, 41);
  ui_await_title (window, "(2) Shopbell");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.take-all", NULL);
  ui_await_title (window, "Shopbell");
  bell_test_await (find_undo, pair, 30000, "an offer to undo it");
  g_signal_emit_by_name (pair[1], "clicked");
  ui_await_title (window, "(2) Shopbell");
  ui_destroy (window);
  bell_context_stop (context);
}

static gboolean
has_height (gpointer widget)
{
  return gtk_widget_get_height (widget) > 0;
}

/* What is right below the bar can be pressed: the bar keeps away from it, and does not cover it by that. */
static void
assert_free_below (BellWindow *window,
                   GtkWidget *undo)
{
  GtkWidget *bar = gtk_widget_get_ancestor (undo, BELL_TYPE_UNDO_BAR);
  GtkWidget *picked;
  graphene_rect_t bounds;

  bell_test_await (has_height, gtk_widget_get_parent (undo), 30000, "the bar to be laid out");
  g_assert_true (gtk_widget_compute_bounds (gtk_widget_get_parent (undo), GTK_WIDGET (window), &bounds));
  picked = gtk_widget_pick (GTK_WIDGET (window), bounds.origin.x + bounds.size.width / 2,
                            bounds.origin.y + bounds.size.height + 6, GTK_PICK_DEFAULT);
  g_assert_nonnull (picked);
  g_assert_false (picked == bar || gtk_widget_is_ancestor (picked, bar));
}

/* One after the other, while the window still says something else. */
static void
test_quick_hands (void)
{
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();
  g_autoptr (BellContext) context = ui_context_new ();
  BellShop *shop = ui_context_add_shop (context, "Café");
  BellWindow *window = ui_present (context);
  GListModel *waiting = bell_inbox_get_waiting (bell_context_get_inbox (context));
  gpointer pair[] = { window, NULL };

  /* As an AdwApplication does it. */
  gtk_css_provider_load_from_resource (style, BELL_BASE_PATH "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  for (guint i = 0; i < 3; i++)
    ui_context_add_order (context, shop, 40 + i);
  ui_await_title (window, "(3) Shopbell");
  bell_window_toast (window, "Signed in");
  bell_test_drain ();
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (BellEntry) entry = g_list_model_get_item (waiting, 0);

      bell_inbox_acknowledge (bell_context_get_inbox (context), entry, "window");
      bell_test_await (find_undo, pair, 30000, "an offer to undo it");
    }
  assert_free_below (window, pair[1]);
  g_signal_emit_by_name (pair[1], "clicked");
  ui_await_title (window, "(3) Shopbell");
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (gtk_widget_get_ancestor (pair[1], GTK_TYPE_REVEALER))));
  ui_destroy (window);
  bell_context_stop (context);
}

static GtkWidget *
add_toast (BellWindow *window,
           const char *label)
{
  g_autoptr (AdwToast) toast = adw_toast_new ("Toast");

  adw_toast_set_button_label (toast, label);
  bell_window_add_toast (window, toast);
  bell_test_drain ();
  return ui_find_button (GTK_WIDGET (window), label);
}

/* libadwaita 1.2 frees it twice that is pressed while it fades. */
static void
test_toast (void)
{
  g_autoptr (BellContext) context = ui_context_new ();
  BellWindow *window = ui_present (context);
  GtkWidget *button = add_toast (window, "Again");

  g_assert_true (gtk_widget_is_sensitive (button));
  g_object_add_weak_pointer (G_OBJECT (button), (gpointer *) &button);
  g_signal_emit_by_name (button, "clicked");
  bell_test_drain ();
  g_assert_true (button == NULL || !gtk_widget_is_sensitive (button));
  g_clear_weak_pointer (&button);
  g_assert_true (gtk_widget_is_sensitive (add_toast (window, "Another")));
  ui_destroy (window);
  bell_context_stop (context);
}

/* What a server sends is text: markup and control characters break nothing (warnings are fatal here). */
static void
test_hostile_texts (void)
{
  static const char *const texts[] = { "<b>bold</b> & <", "&amp; &#0;", "<span foreground='red'>", "\u202eright to left", "" };
  g_autoptr (BellContext) context = ui_context_new ();
  BellShop *shop = ui_context_add_shop (context, "<i>Café</i> & \"Söhne\"");
  BellWindow *window = ui_present (context);
  GListModel *waiting = bell_inbox_get_waiting (bell_context_get_inbox (context));

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    ui_context_add_message (context, shop, texts[i]);
  ui_await_title (window, "(5) Shopbell");
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
  ui_destroy (window);
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
  BellWindow *window = ui_present (context);
  g_autofree char *title = g_strdup_printf ("(%u) Shopbell", MANY);
  GtkWidget *list;

  for (guint i = 0; i < MANY; i++)
    ui_context_add_order (context, shop, i);
  ui_await_title (window, title);
  list = ui_find_below (GTK_WIDGET (window), GTK_TYPE_LIST_VIEW);
  g_assert_cmpuint (count_below (list), <, 20000);
  bell_inbox_acknowledge_all (bell_context_get_inbox (context), "window");
  ui_await_title (window, "Shopbell");
  ui_destroy (window);
  bell_context_stop (context);
}

int
main (int argc,
      char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_data_func ("/ui/window/welcome-to-home", test_welcome_to_home, ui_run);
  g_test_add_data_func ("/ui/window/take", test_take, ui_run);
  g_test_add_data_func ("/ui/window/undo", test_undo, ui_run);
  g_test_add_data_func ("/ui/window/quick-hands", test_quick_hands, ui_run);
  g_test_add_data_func ("/ui/window/toast", test_toast, ui_run);
  g_test_add_data_func ("/ui/window/counter", test_counter, ui_run);
  g_test_add_data_func ("/ui/window/late-pages", test_late_pages, ui_run);
  g_test_add_data_func ("/ui/window/hostile-texts", test_hostile_texts, ui_run);
  g_test_add_data_func ("/ui/window/many", test_many, ui_run);
  return g_test_run ();
}
