/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-report-saver.h"

#include "bell-support-report.h"

#include <glib/gi18n.h>
#include <string.h>

/* One report on its way into a file. */
typedef struct
{
  BellWindow *window;
  GFile *file;
  char *text;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->window);
  g_object_unref (saving->file);
  g_free (saving->text);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
say_failed (BellWindow *window,
            const GError *error)
{
  /* TRANSLATORS: %s says why */
  g_autofree char *text = g_strdup_printf (_("The report could not be saved: %s"), error->message);

  bell_window_toast (window, text);
}

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    bell_window_toast (saving->window, _("The report is saved. Look at it before you send it."));
  else
    say_failed (saving->window, error);
}

static void
made_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  Saving *saving = user_data;
  g_autoptr (GError) error = NULL;

  saving->text = bell_support_report_finish (BELL_CONTEXT (source), result, &error);
  if (saving->text == NULL)
    {
      say_failed (saving->window, error);
      saving_free (saving);
      return;
    }
  g_file_replace_contents_async (saving->file, saving->text, strlen (saving->text), NULL, FALSE,
                                 G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL, written_cb, saving);
}

static void
on_response (GtkNativeDialog *dialog,
             int response,
             BellContext *context)
{
  GtkWindow *window = gtk_native_dialog_get_transient_for (dialog);
  g_autofree char *toolkit = g_strdup_printf ("GTK %u.%u.%u, libadwaita %u.%u.%u", gtk_get_major_version (),
                                              gtk_get_minor_version (), gtk_get_micro_version (),
                                              adw_get_major_version (), adw_get_minor_version (),
                                              adw_get_micro_version ());

  if (response == GTK_RESPONSE_ACCEPT && BELL_IS_WINDOW (window))
    {
      Saving *saving = g_new0 (Saving, 1);

      saving->window = BELL_WINDOW (g_object_ref (window));
      saving->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      bell_support_report_async (context, toolkit, NULL, made_cb, saving);
    }
  g_object_unref (dialog);
}

void
bell_report_saver_run (BellWindow *window,
                       BellContext *context)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Save a Report"), GTK_WINDOW (window),
                                                              GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));
  g_autofree char *name = bell_support_report_dup_name (bell_clock_get_wall_us (bell_context_get_clock (context)));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), context, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
