/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-history-export-dialog.h"

#include "bell-format-history.h"

#include <glib/gi18n.h>

typedef struct
{
  BellContext *context;
  BellHistoryFilter *filter;
  BellExportFormat format;
  GtkFileChooserNative *dialog;
  GFile *file; /* (nullable) until it is chosen */
  BellExportDone done;
  gpointer user_data;
  GDestroyNotify free_data;
} Export;

static void
export_free (Export *export)
{
  if (export->free_data != NULL)
    export->free_data (export->user_data);
  g_clear_object (&export->dialog);
  g_clear_object (&export->file);
  bell_history_filter_free (export->filter);
  g_object_unref (export->context);
  g_free (export);
}

static void
exported_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  Export *export = user_data;
  g_autoptr (GError) error = NULL;
  gint64 n = bell_history_export_finish (BELL_HISTORY (source), result, &error);
  g_autofree char *base = g_file_get_basename (export->file);
  g_autofree char *name = g_filename_display_name (base != NULL ? base : "");
  g_autofree char *sentence = n >= 0 ? bell_format_exported (n, name) : bell_format_export_failed (name, error);

  export->done (sentence, export->user_data);
  export_free (export);
}

static void
on_response (GtkNativeDialog *dialog,
             int response,
             Export *export)
{
  export->file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  if (export->file == NULL)
    {
      export_free (export);
      return;
    }
  bell_history_export_async (bell_context_get_history (export->context), export->filter, export->format, export->file,
                             NULL, NULL, NULL, exported_cb, export);
}

void
bell_history_export_dialog_run (GtkWidget *widget,
                                BellContext *context,
                                const BellHistoryFilter *filter,
                                BellExportFormat format,
                                BellExportDone done,
                                gpointer user_data,
                                GDestroyNotify free_data)
{
  Export *export = g_new0 (Export, 1);
  g_autofree char *name = bell_format_export_name (filter, format,
                                                   bell_clock_get_wall_us (bell_context_get_clock (context)));

  export->context = g_object_ref (context);
  export->filter = bell_history_filter_copy (filter);
  export->format = format;
  export->done = done;
  export->user_data = user_data;
  export->free_data = free_data;
  export->dialog = gtk_file_chooser_native_new (_("Export Events"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                                GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (export->dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (export->dialog), name);
  g_signal_connect (export->dialog, "response", G_CALLBACK (on_response), export);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (export->dialog));
}
