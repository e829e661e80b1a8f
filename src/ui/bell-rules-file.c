/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-rules-file.h"

#include "bell-rule-json.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  BellRules *rules;
  char *shop;
  GtkFileChooserNative *dialog;
  char *text; /* that is written */
  char *buffer; /* that is read into */
  BellRulesFileDone done;
  gpointer user_data;
  GDestroyNotify free_data;
} Job;

static void
job_free (Job *job)
{
  job->free_data (job->user_data);
  g_clear_object (&job->dialog);
  g_object_unref (job->rules);
  g_free (job->shop);
  g_free (job->text);
  g_free (job->buffer);
  g_free (job);
}

/* Takes the job. */
static void
end (Job *job,
     const char *sentence)
{
  job->done (sentence, job->user_data);
  job_free (job);
}

/* format: with one %s. Takes the job. */
static void
end_with_error (Job *job,
                const char *format,
                const GError *error)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *sentence = g_strconcat (parts[0], error->message, parts[1], NULL);

  end (job, sentence);
}

static Job *
job_new (GtkWidget *widget,
         BellRules *rules,
         const char *shop,
         GtkFileChooserAction action,
         const char *title,
         const char *accept)
{
  Job *job = g_new0 (Job, 1);

  job->rules = g_object_ref (rules);
  job->shop = g_strdup (shop);
  job->dialog = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (widget)), action, accept,
                                             _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (job->dialog), TRUE);
  return job;
}

/* Importing */

/* One byte more than may be, so that a longer file is noticed and never read whole. */
static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, &error))
    end_with_error (job, _("The rules could not be read: %s"), error);
  else if (length > BELL_MAX_RULES_SIZE)
    end (job, _("This file is too large for a file of rules."));
  else if (!bell_rules_import (job->rules, job->shop, job->buffer, length, &error))
    /* TRANSLATORS: %s says what is wrong in the file, and where */
    end_with_error (job, _("Nothing was changed. In the file: %s"), error);
  else
    end (job, _("Rules imported"));
}

static void
opened_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, &error);

  if (stream == NULL)
    {
      end_with_error (job, _("The rules could not be read: %s"), error);
      return;
    }
  job->buffer = g_malloc (BELL_MAX_RULES_SIZE + 1);
  g_input_stream_read_all_async (G_INPUT_STREAM (stream), job->buffer, BELL_MAX_RULES_SIZE + 1, G_PRIORITY_DEFAULT,
                                 NULL, read_cb, job);
}

static void
on_import_response (GtkNativeDialog *dialog,
                    int response,
                    Job *job)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file == NULL)
    job_free (job);
  else
    g_file_read_async (file, G_PRIORITY_DEFAULT, NULL, opened_cb, job);
}

void
bell_rules_file_import (GtkWidget *widget,
                        BellRules *rules,
                        const char *shop,
                        BellRulesFileDone done,
                        gpointer user_data,
                        GDestroyNotify free_data)
{
  Job *job = job_new (widget, rules, shop, GTK_FILE_CHOOSER_ACTION_OPEN, _("Import Rules"), _("_Import"));

  job->done = done;
  job->user_data = user_data;
  job->free_data = free_data;
  g_signal_connect (job->dialog, "response", G_CALLBACK (on_import_response), job);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (job->dialog));
}

/* Exporting */

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    end (job, _("Rules exported"));
  else
    end_with_error (job, _("The rules could not be saved: %s"), error);
}

static void
on_export_response (GtkNativeDialog *dialog,
                    int response,
                    Job *job)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file == NULL)
    {
      job_free (job);
      return;
    }
  job->text = bell_rules_export (job->rules, job->shop);
  g_file_replace_contents_async (file, job->text, strlen (job->text), NULL, FALSE, G_FILE_CREATE_NONE, NULL, written_cb,
                                 job);
}

void
bell_rules_file_export (GtkWidget *widget,
                        BellRules *rules,
                        const char *shop,
                        BellRulesFileDone done,
                        gpointer user_data,
                        GDestroyNotify free_data)
{
  Job *job = job_new (widget, rules, shop, GTK_FILE_CHOOSER_ACTION_SAVE, _("Export Rules"), _("_Export"));

  job->done = done;
  job->user_data = user_data;
  job->free_data = free_data;
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (job->dialog), "shopbell-rules.json");
  g_signal_connect (job->dialog, "response", G_CALLBACK (on_export_response), job);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (job->dialog));
}
