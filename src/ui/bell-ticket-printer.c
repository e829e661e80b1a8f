/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-ticket-printer.h"

#include "bell-ticket.h"
#include "bell-ticketer.h"

#define MAX_QUEUE 100
#define DEADLINE_MS (60 * 1000)
#define MARGIN_MM 3
#define MAX_PAGE_MM 600 /* longer rolls are cut into pages */
#define FONT "DejaVu Sans Mono, Monospace"
#define LEADING 1.3

typedef struct
{
  BellEntry *entry;
  char *title;
  char *printer;
  double width; /* of the roll in mm */

  /* While it is printed */
  GPtrArray *lines;
  guint columns;
} Ticket;

struct _BellTicketPrinter
{
  GObject parent_instance;

  /* Owned */
  BellContext *context;
  BellTicketer *ticketer;
  GQueue queue;             /* of Ticket; the first is being printed */
  GtkPrintOperation *print; /* (nullable) */
  guint deadline;
};

enum
{
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellTicketPrinter, bell_ticket_printer, G_TYPE_OBJECT)

static void start (BellTicketPrinter *self);

static Ticket *
ticket_new (BellEntry *entry,
            const char *title,
            const char *printer,
            double width)
{
  Ticket *ticket = g_new0 (Ticket, 1);

  ticket->entry = g_object_ref (entry);
  ticket->title = g_strdup (title);
  ticket->printer = g_strdup (printer);
  ticket->width = width;
  return ticket;
}

static void
ticket_free (Ticket *ticket)
{
  g_object_unref (ticket->entry);
  g_free (ticket->title);
  g_free (ticket->printer);
  g_clear_pointer (&ticket->lines, g_ptr_array_unref);
  g_free (ticket);
}

/* The paper: a roll as long as the ticket */

static double
line_height (const Ticket *ticket,
             guint i)
{
  const BellTicketLine *line = g_ptr_array_index (ticket->lines, i);
  double column = (ticket->width - 2 * MARGIN_MM) / ticket->columns;

  /* A column of a monospaced font is 0.6 of its size. */
  if (line->style == BELL_TICKET_RULE)
    return column;
  return column / 0.6 * LEADING * (line->style == BELL_TICKET_BIG ? 2 : 1);
}

/* The first line of a page; their number for the page behind the last. */
static guint
find_page (const Ticket *ticket,
           guint page)
{
  double used = 0;
  guint i;

  for (i = 0; i < ticket->lines->len; i++)
    {
      double height = line_height (ticket, i);

      if (used > 0 && used + height > MAX_PAGE_MM - 2 * MARGIN_MM)
        {
          if (page-- == 0)
            return i;
          used = 0;
        }
      if (page == 0 && used <= 0)
        return i;
      used += height;
    }
  return i;
}

static guint
count_pages (const Ticket *ticket)
{
  guint pages = 1;

  while (find_page (ticket, pages) < ticket->lines->len)
    pages++;
  return pages;
}

static GtkPageSetup *
make_page_setup (const Ticket *ticket)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) paper = NULL;
  double height = 2 * MARGIN_MM;

  for (guint i = 0; i < ticket->lines->len; i++)
    height += line_height (ticket, i);
  paper = gtk_paper_size_new_custom ("shopbell-roll", "Shopbell", ticket->width, MIN (height, MAX_PAGE_MM),
                                     GTK_UNIT_MM);
  gtk_page_setup_set_paper_size (setup, paper);
  gtk_page_setup_set_top_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  return setup;
}

static void
lay_out (BellTicketPrinter *self,
         Ticket *ticket)
{
  BellShop *shop = bell_context_find_shop (self->context, bell_entry_get_shop (ticket->entry));

  g_clear_pointer (&ticket->lines, g_ptr_array_unref);
  ticket->columns = bell_ticket_columns (ticket->width);
  ticket->lines = bell_ticket_new (ticket->entry, ticket->title, shop != NULL ? bell_shop_get_name (shop) : "",
                                   ticket->columns);
}

/* Drawing */

static void
draw_rule (cairo_t *cr,
           double width,
           double height)
{
  cairo_set_line_width (cr, height / 10);
  cairo_move_to (cr, 0, height / 2);
  cairo_line_to (cr, width, height / 2);
  cairo_stroke (cr);
}

/* As wide as its columns, whatever the font: the last digit of a sum stands at the paper's edge. */
static void
draw_text (GtkPrintContext *context,
           const BellTicketLine *line,
           double column)
{
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FONT);
  double factor = line->style == BELL_TICKET_BIG ? 2 : 1;

  pango_font_description_set_absolute_size (font, column / 0.6 * factor * PANGO_SCALE);
  if (line->style != BELL_TICKET_PLAIN)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, line->text, -1);
  pango_cairo_show_layout (gtk_print_context_get_cairo_context (context), layout);
}

static void
on_begin_print (GtkPrintOperation *print,
                GtkPrintContext *context,
                Ticket *ticket)
{
  gtk_print_operation_set_n_pages (print, (int) count_pages (ticket));
}

static void
on_draw_page (GtkPrintOperation *print,
              GtkPrintContext *context,
              int page,
              Ticket *ticket)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width = gtk_print_context_get_width (context);
  double unit = width / (ticket->width - 2 * MARGIN_MM); /* of the context, in a mm */
  guint end = find_page (ticket, page + 1);
  double y = 0;

  for (guint i = find_page (ticket, page); i < end; i++)
    {
      const BellTicketLine *line = g_ptr_array_index (ticket->lines, i);
      double height = line_height (ticket, i) * unit;

      cairo_save (cr);
      cairo_translate (cr, 0, y);
      if (line->style == BELL_TICKET_RULE)
        draw_rule (cr, width, height);
      else
        draw_text (context, line, width / ticket->columns);
      cairo_restore (cr);
      y += height;
    }
}

static GtkPrintOperation *
make_print (BellTicketPrinter *self,
            Ticket *ticket)
{
  GtkPrintOperation *print = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = NULL;

  lay_out (self, ticket);
  setup = make_page_setup (ticket);
  gtk_print_operation_set_default_page_setup (print, setup);
  gtk_print_operation_set_job_name (print, ticket->title);
  g_signal_connect (print, "begin-print", G_CALLBACK (on_begin_print), ticket);
  g_signal_connect (print, "draw-page", G_CALLBACK (on_draw_page), ticket);
  return print;
}

/* One after the other */

static void
fail (BellTicketPrinter *self,
      const Ticket *ticket,
      BellTicketTrouble trouble,
      const char *message)
{
  g_autofree char *sentence = bell_format_no_ticket (ticket->title, ticket->printer, trouble, message);

  g_message ("No ticket: %s", message != NULL ? message : "no printer, or it does not answer");
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, sentence, ticket->entry, ticket->title, ticket->printer);
}

/* What goes on in GTK goes on without us. */
static void
let_go (BellTicketPrinter *self)
{
  bell_clock_clear (bell_context_get_clock (self->context), &self->deadline);
  if (self->print == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->print, self);
  g_signal_handlers_disconnect_by_data (self->print, g_queue_peek_head (&self->queue));
  g_clear_object (&self->print);
}

static void
finish (BellTicketPrinter *self)
{
  Ticket *ticket;

  let_go (self);
  ticket = g_queue_pop_head (&self->queue);
  if (ticket != NULL)
    ticket_free (ticket);
  start (self);
}

static gboolean
finish_cb (gpointer user_data)
{
  finish (user_data);
  return G_SOURCE_REMOVE;
}

static void
on_done (BellTicketPrinter *self,
         GtkPrintOperationResult result,
         GtkPrintOperation *print)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    gtk_print_operation_get_error (print, &error);
  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    fail (self, g_queue_peek_head (&self->queue), BELL_TICKET_REFUSED, error != NULL ? error->message : NULL);
  /* Without a dialog nobody can cancel: GTK says so where there is no such printer. */
  else if (result == GTK_PRINT_OPERATION_RESULT_CANCEL)
    fail (self, g_queue_peek_head (&self->queue), BELL_TICKET_NO_PRINTER, NULL);
  /* Not within its own signal. */
  bell_clock_clear (bell_context_get_clock (self->context), &self->deadline);
  g_signal_handlers_disconnect_by_func (print, on_done, self);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, finish_cb, g_object_ref (self), g_object_unref);
}

static void
deadline_cb (gpointer user_data)
{
  BellTicketPrinter *self = user_data;

  self->deadline = 0;
  fail (self, g_queue_peek_head (&self->queue), BELL_TICKET_TOO_LATE, NULL);
  finish (self);
}

static void
start (BellTicketPrinter *self)
{
  Ticket *ticket = g_queue_peek_head (&self->queue);
  g_autoptr (GtkPrintSettings) settings = NULL;
  g_autoptr (GtkPrintOperation) print = NULL;

  if (ticket == NULL || self->print != NULL)
    return;
  settings = gtk_print_settings_new ();
  if (*ticket->printer != '\0')
    gtk_print_settings_set_printer (settings, ticket->printer);
  self->print = make_print (self, ticket);
  gtk_print_operation_set_print_settings (self->print, settings);
  gtk_print_operation_set_allow_async (self->print, TRUE);
  g_signal_connect_object (self->print, "done", G_CALLBACK (on_done), self, G_CONNECT_SWAPPED);
  self->deadline = bell_clock_add (bell_context_get_clock (self->context), DEADLINE_MS, deadline_cb, self);
  /* "done" tells of errors as well. */
  print = g_object_ref (self->print);
  gtk_print_operation_run (print, GTK_PRINT_OPERATION_ACTION_PRINT, NULL, NULL);
}

void
bell_ticket_printer_print (BellTicketPrinter *self,
                           BellEntry *entry,
                           const char *title,
                           const char *printer)
{
  Ticket *ticket;
  guint width;

  g_return_if_fail (BELL_IS_TICKET_PRINTER (self));

  g_object_get (bell_context_get_settings (self->context), "ticket-width", &width, NULL);
  ticket = ticket_new (entry, title, printer, width);
  if (g_queue_get_length (&self->queue) >= MAX_QUEUE)
    {
      fail (self, ticket, BELL_TICKET_TOO_MANY, NULL);
      ticket_free (ticket);
      return;
    }
  g_queue_push_tail (&self->queue, ticket);
  start (self);
}

gboolean
bell_ticket_printer_export (BellTicketPrinter *self,
                            BellEntry *entry,
                            const char *title,
                            double width_mm,
                            const char *path,
                            GError **error)
{
  Ticket *ticket = ticket_new (entry, title, "", width_mm);
  g_autoptr (GtkPrintOperation) print = make_print (self, ticket);
  GtkPrintOperationResult result;

  gtk_print_operation_set_export_filename (print, path);
  result = gtk_print_operation_run (print, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, error);
  ticket_free (ticket);
  return result == GTK_PRINT_OPERATION_RESULT_APPLY;
}

static void
on_print (BellTicketPrinter *self,
          BellEntry *entry,
          const char *title,
          const char *printer)
{
  bell_ticket_printer_print (self, entry, title, printer);
}

void
bell_ticket_printer_stop (BellTicketPrinter *self)
{
  g_return_if_fail (BELL_IS_TICKET_PRINTER (self));

  let_go (self);
  g_queue_clear_full (&self->queue, (GDestroyNotify) ticket_free);
  g_clear_object (&self->ticketer);
}

/* GObject */

static void
bell_ticket_printer_dispose (GObject *object)
{
  BellTicketPrinter *self = BELL_TICKET_PRINTER (object);

  bell_ticket_printer_stop (self);
  G_OBJECT_CLASS (bell_ticket_printer_parent_class)->dispose (object);
}

static void
bell_ticket_printer_finalize (GObject *object)
{
  g_object_unref (BELL_TICKET_PRINTER (object)->context);
  G_OBJECT_CLASS (bell_ticket_printer_parent_class)->finalize (object);
}

static void
bell_ticket_printer_class_init (BellTicketPrinterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bell_ticket_printer_dispose;
  object_class->finalize = bell_ticket_printer_finalize;

  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 4, G_TYPE_STRING, BELL_TYPE_ENTRY, G_TYPE_STRING, G_TYPE_STRING);
}

static void
bell_ticket_printer_init (BellTicketPrinter *self)
{
  g_queue_init (&self->queue);
}

BellTicketPrinter *
bell_ticket_printer_new (BellContext *context)
{
  BellTicketPrinter *self = g_object_new (BELL_TYPE_TICKET_PRINTER, NULL);

  self->context = g_object_ref (context);
  self->ticketer = bell_ticketer_new (bell_context_get_inbox (context), bell_context_get_rules (context));
  g_signal_connect_object (self->ticketer, "print", G_CALLBACK (on_print), self, G_CONNECT_SWAPPED);
  return self;
}
