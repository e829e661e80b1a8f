/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-application-private.h"

#include <glib/gi18n.h>

/* A ticket that was not printed is said in the window: one toast, which stays until somebody saw it. */

typedef struct
{
  BellTicketPrinter *tickets;
  BellEntry *entry;
  char *title;
  char *printer;
} Again;

static void
again_free (gpointer data,
            GClosure *closure)
{
  Again *again = data;

  g_object_unref (again->tickets);
  g_object_unref (again->entry);
  g_free (again->title);
  g_free (again->printer);
  g_free (again);
}

static void
on_again (AdwToast *toast,
          Again *again)
{
  bell_ticket_printer_print (again->tickets, again->entry, again->title, again->printer);
}

static void
show_pending (BellApplication *self)
{
  AdwToast *toast = g_steal_pointer (&self->no_ticket);

  if (toast != NULL)
    bell_window_add_toast (self->window, toast);
  g_clear_object (&toast);
}

static void
on_failed (BellApplication *self,
           const char *sentence,
           BellEntry *entry,
           const char *title,
           const char *printer)
{
  g_autofree char *markup = g_markup_escape_text (sentence, -1);
  AdwToast *toast = adw_toast_new (markup);
  Again *again = g_new0 (Again, 1);

  again->tickets = g_object_ref (self->tickets);
  again->entry = g_object_ref (entry);
  again->title = g_strdup (title);
  again->printer = g_strdup (printer);
  adw_toast_set_timeout (toast, 0);
  /* TRANSLATORS: a button: tries once more to print a ticket */
  adw_toast_set_button_label (toast, _("Print Again"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (on_again), again, again_free, 0);

  /* Without a window it waits for one: the last is the one that tells most. */
  g_clear_object (&self->no_ticket);
  self->no_ticket = toast;
  if (self->window != NULL)
    show_pending (self);
}

void
bell_application_window_is_there (BellApplication *self)
{
  show_pending (self);
}

void
bell_application_start_tickets (BellApplication *self)
{
  self->tickets = bell_ticket_printer_new (self->context);
  g_signal_connect_object (self->tickets, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
}

void
bell_application_stop_tickets (BellApplication *self)
{
  g_clear_object (&self->no_ticket);
  bell_ticket_printer_stop (self->tickets);
  g_clear_object (&self->tickets);
}
