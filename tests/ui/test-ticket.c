/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-fake-clock.h"
#include "bell-test.h"
#include "bell-ticket-printer.h"
#include "ui-context.h"

#include <adwaita.h>
#include <glib/gstdio.h>

static BellEntry *
make_order (BellShop *shop,
            guint products)
{
  g_autoptr (GString) payload = g_string_new ("{\"order\":{\"id\":1042,\"totalSum\":\"59.90\",\"currency\":\"EUR\","
                                              "\"products\":[");

  for (guint i = 0; i < products; i++)
    g_string_append_printf (payload, "%s{\"title\":\"Loaf %u\",\"quantity\":2,\"price\":\"6.90\"}", i > 0 ? "," : "", i);
  g_string_append (payload, "]}}");
  return bell_entry_new (bell_shop_get_id (shop), "order", NULL, "Order 1042", "", "1042", NULL,
                         G_GINT64_CONSTANT (1795428000) * G_USEC_PER_SEC, payload->str);
}

/* The text of a PDF as it stands on the paper. */
static char *
read_pdf (const char *path)
{
  char *text = NULL;
  int status;
  g_autoptr (GError) error = NULL;
  const char *const argv[] = { "pdftotext", "-layout", path, "-", NULL };

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return text;
}

static char *
print (double width,
       guint products)
{
  g_autoptr (BellContext) context = ui_context_new ();
  BellShop *shop = ui_context_add_shop (context, "Café Söhne");
  g_autoptr (BellTicketPrinter) printer = bell_ticket_printer_new (context);
  g_autoptr (BellEntry) entry = make_order (shop, products);
  g_autofree char *folder = g_dir_make_tmp ("ticket-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "ticket.pdf", NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_assert_true (bell_ticket_printer_export (printer, entry, "Order 1042", width, path, &error));
  g_assert_no_error (error);
  text = read_pdf (path);
  g_unlink (path);
  g_rmdir (folder);
  bell_ticket_printer_stop (printer);
  bell_context_stop (context);
  return text;
}

static void
test_paper (gconstpointer data)
{
  g_autofree char *text = print (GPOINTER_TO_INT (data), 2);

  g_assert_nonnull (strstr (text, "Café Söhne"));
  g_assert_nonnull (strstr (text, "Order 1042"));
  g_assert_true (g_regex_match_simple ("2 +× +Loaf +0 +6\\.90\\n", text, 0, 0));
  g_assert_true (g_regex_match_simple ("2 +× +Loaf +1 +6\\.90\\n", text, 0, 0));
  g_assert_true (g_regex_match_simple ("Total +59\\.90 EUR\\n", text, 0, 0));
  g_assert_nonnull (strstr (text, "23 November 2026"));
  /* One page: a form feed stands behind each. */
  g_assert_true (g_str_has_suffix (text, "\f"));
  g_assert_true (strchr (text, '\f') == text + strlen (text) - 1);
}

/* Longer than a printer would bear: cut into pages, and nothing is lost between two. */
static void
test_pages (void)
{
  g_autofree char *text = print (58, 100);

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *loaf = g_strdup_printf ("Loaf +%u +6\\.90", i);

      g_assert_true (g_regex_match_simple (loaf, text, 0, 0));
    }
  g_assert_nonnull (strstr (text, "Total"));
}

static void
on_failed (BellTicketPrinter *printer,
           const char *sentence,
           BellEntry *entry,
           const char *title,
           const char *name,
           guint *failures)
{
  /* GTK says at once that there is no such printer, or never: then the time that it has is over. */
  g_assert_nonnull (strstr (sentence, "nowhere"));
  g_assert_cmpstr (title, ==, "Order 1042");
  g_assert_cmpstr (name, ==, "nowhere");
  (*failures)++;
}

static gboolean
second_cb (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

/* It holds nothing up, and is told with the name that was asked for: at once, or when its minute is over. */
static void
test_no_printer (void)
{
  g_autoptr (BellFakeClock) clock = bell_fake_clock_new ();
  g_autoptr (BellContext) context = ui_context_new_with_clock (BELL_CLOCK (clock));
  BellShop *shop = ui_context_add_shop (context, "Café");
  BellTicketPrinter *printer = bell_ticket_printer_new (context);
  g_autoptr (BellEntry) entry = make_order (shop, 1);
  gboolean over = FALSE;
  guint failures = 0;

  g_signal_connect (printer, "failed", G_CALLBACK (on_failed), &failures);
  bell_ticket_printer_print (printer, entry, "Order 1042", "nowhere");
  g_timeout_add_seconds (1, second_cb, &over);
  bell_test_await_flag (&over, 10000, "a second for GTK");
  bell_fake_clock_advance (clock, 59 * 1000);
  bell_fake_clock_advance (clock, 2 * 1000);
  bell_test_await_count (&failures, 1, 10000, "a ticket that cannot be printed");
  bell_ticket_printer_stop (printer);
  bell_test_drain ();
  g_object_unref (printer);
  bell_context_stop (context);
}

int
main (int argc,
      char **argv)
{
  /* Not bell_test_init(): without the system's data folders there are no fonts; desktop-session keeps us apart. */
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_data_func ("/ui/ticket/58-mm", GINT_TO_POINTER (58), test_paper);
  g_test_add_data_func ("/ui/ticket/80-mm", GINT_TO_POINTER (80), test_paper);
  g_test_add_func ("/ui/ticket/pages", test_pages);
  g_test_add_func ("/ui/ticket/no-printer", test_no_printer);
  return g_test_run ();
}
