/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-clock.h"
#include "bell-test.h"
#include "bell-ticket.h"
#include "bell-ticketer.h"

#include <string.h>

#define NOW (G_GINT64_CONSTANT (1795428000) * G_USEC_PER_SEC) /* 2026-11-23 10:00:00 UTC */
#define ORDER                                                                                                     \
  "{\"order\":{\"id\":1042,\"totalSum\":\"59.90\",\"currency\":\"EUR\",\"products\":["                            \
  "{\"title\":\"Sourdough loaf\",\"quantity\":2,\"price\":\"6.90\"},"                                             \
  "{\"title\":\"A birthday cake with more words than a narrow roll has room for\",\"quantity\":1,\"price\":46}]," \
  "\"formData\":[{\"marker\":\"phone\",\"value\":\"030 123\"}]}}"

static char *
print (const char *payload,
       guint columns)
{
  g_autoptr (BellEntry) entry = bell_entry_new ("a", "order", NULL, "Order 1042", "", "1042", NULL, NOW, payload);
  g_autoptr (GPtrArray) lines = bell_ticket_new (entry, "Order 1042", "Café & Söhne", columns);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const BellTicketLine *line = g_ptr_array_index (lines, i);

      g_assert_cmpint (g_utf8_strlen (line->text, -1), <=,
                       line->style == BELL_TICKET_BIG ? columns / 2 : columns);
      g_string_append_printf (text, "%c%s\n", " *#-"[line->style], line->text);
    }
  return g_string_free (text, FALSE);
}

static void
test_order (void)
{
  g_autofree char *text = print (ORDER, 32);

  g_assert_cmpstr (text, ==,
                   "*          Café & Söhne\n"
                   "-\n"
                   "#Order 1042\n"
                   " Monday, 23 November 2026,\n"
                   " 10:00:00\n"
                   "-\n"
                   " 2 × Sourdough loaf          6.90\n"
                   " 1 × A birthday cake with more 46\n"
                   " words than a narrow roll has\n"
                   " room for\n"
                   "-\n"
                   "*Total                  59.90 EUR\n"
                   "-\n"
                   " Phone: 030 123\n");
}

/* What is no order has a ticket too, and what a stranger sent cannot make it endless. */
static void
test_others (void)
{
  g_autoptr (GString) many = g_string_new ("{\"order\":{\"products\":[");
  g_autofree char *nothing = print (NULL, 32);
  g_autofree char *garbage = print ("no JSON", 48);
  g_autofree char *long_text = NULL;
  g_autofree char *endless = g_strnfill (5000, 'x');

  g_assert_nonnull (strstr (nothing, "#Order 1042\n"));
  g_assert_nonnull (strstr (garbage, "#Order 1042\n"));
  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (many, "%s{\"title\":\"%s\"}", i > 0 ? "," : "", endless);
  g_string_append (many, "]}}");
  long_text = print (many->str, 32);
  g_assert_cmpuint (strlen (long_text), <, 64 * BELL_TICKET_MAX_LINES);
}

static void
test_columns (void)
{
  g_assert_cmpuint (bell_ticket_columns (58), ==, 32);
  g_assert_cmpuint (bell_ticket_columns (80), ==, 48);
}

static void
test_trouble (void)
{
  g_autofree char *none = bell_format_no_ticket ("Order 7", "kitchen", BELL_TICKET_NO_PRINTER, NULL);
  g_autofree char *usual = bell_format_no_ticket ("Order 7", "", BELL_TICKET_TOO_LATE, NULL);
  g_autofree char *refused = bell_format_no_ticket ("Order 7", "kitchen", BELL_TICKET_REFUSED, "paused");

  g_assert_cmpstr (none, ==, "No ticket for Order 7: this computer has no printer “kitchen”. Change the rule.");
  g_assert_cmpstr (usual, ==, "No ticket for Order 7: “the usual printer” does not answer.");
  g_assert_cmpstr (refused, ==, "No ticket for Order 7: “kitchen” did not take it (paused).");
}

/* Once per event, when it is stored; not again when it is loaded at the next start. */

static void
on_print (BellTicketer *ticketer,
          BellEntry *entry,
          const char *title,
          const char *printer,
          guint *prints)
{
  g_assert_cmpint (bell_entry_get_id (entry), >, 0);
  g_assert_cmpstr (title, ==, "Ticket of 7");
  g_assert_cmpstr (printer, ==, "kitchen");
  (*prints)++;
}

static void
add_order (BellInbox *inbox,
           BellRules *rules)
{
  g_autoptr (JsonNode) root = json_from_string ("[{\"order\":{\"id\":7}}]", NULL);
  g_autoptr (OeEvent) event = oe_event_new ("notification", json_node_get_array (root));
  g_autoptr (BellVerdict) verdict = bell_rules_judge (rules, "shop1", event, NOW);

  bell_inbox_add (inbox, "shop1", event, NOW, verdict);
}

static void
count_arrived (guint *arrived)
{
  (*arrived)++;
}

static void
test_once (void)
{
  g_autofree char *folder = bell_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "history.db", NULL);
  g_autoptr (BellSettings) settings = bell_settings_new_in_memory ();
  g_autoptr (BellFakeClock) clock = bell_fake_clock_new ();
  guint prints = 0, arrived = 0;

  for (int run = 0; run < 2; run++)
    {
      g_autoptr (BellHistory) history = bell_history_new (path);
      g_autoptr (BellInbox) inbox = bell_inbox_new (history, BELL_CLOCK (clock));
      g_autoptr (BellRules) rules = bell_rules_new (settings);
      g_autoptr (BellTicketer) ticketer = bell_ticketer_new (inbox, rules);
      g_autoptr (BellRule) rule = bell_rule_copy (bell_rules_find_for (rules, "shop1", BELL_SCOPE_KIND, "order"));

      g_signal_connect (ticketer, "print", G_CALLBACK (on_print), &prints);
      g_signal_connect_swapped (inbox, "arrived", G_CALLBACK (count_arrived), &arrived);
      bell_inbox_load (inbox);
      while (!bell_inbox_get_loaded (inbox))
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (prints, ==, run);
      if (run == 0)
        {
          add_order (inbox, rules);
          bell_test_await_count (&arrived, 1, 20000, "an order without a ticket");
          g_assert_cmpuint (prints, ==, 0);
          rule->print = TRUE;
          bell_rule_set_text (&rule->printer, "kitchen");
          bell_rule_set_text (&rule->title, "Ticket of {id}");
          bell_rules_save (rules, "shop1", rule);
          add_order (inbox, rules);
          bell_test_await_count (&arrived, 2, 20000, "an order with a ticket");
          g_assert_cmpuint (prints, ==, 1);
        }
      bell_history_close (history);
      bell_test_drain ();
    }
  g_assert_cmpuint (prints, ==, 1);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/app/ticket/order", test_order);
  g_test_add_func ("/app/ticket/others", test_others);
  g_test_add_func ("/app/ticket/columns", test_columns);
  g_test_add_func ("/app/ticket/trouble", test_trouble);
  g_test_add_func ("/app/ticket/once", test_once);
  return g_test_run ();
}
