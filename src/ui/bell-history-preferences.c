/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-history-preferences.h"

#include "bell-format-history.h"
#include "bell-history-query.h"
#include "bell-spoken-name.h"
#include "bell-toast-guard.h"

#include <glib/gi18n.h>

struct _BellHistoryPreferences
{
  AdwPreferencesGroup parent_instance;

  /* Template */
  GtkSpinButton *days;
  GtkSpinButton *limit;

  /* Owned */
  BellContext *context;
  GPtrArray *rows; /* of shops, borrowed */
};

G_DEFINE_FINAL_TYPE (BellHistoryPreferences, bell_history_preferences, ADW_TYPE_PREFERENCES_GROUP)

/* Deleting all of a shop: a question that says what is lost */

typedef struct
{
  BellHistoryPreferences *self;
  char *shop; /* by its id: it may be removed meanwhile */
  char *name;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->self);
  g_free (question->shop);
  g_free (question->name);
  g_free (question);
}

static guint
count_waiting (BellContext *context,
               const char *shop)
{
  GListModel *waiting = bell_inbox_get_waiting (bell_context_get_inbox (context));
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (waiting); i++)
    {
      g_autoptr (BellEntry) entry = g_list_model_get_item (waiting, i);

      n += g_strcmp0 (bell_entry_get_shop (entry), shop) == 0;
    }
  return n;
}

static void
on_response (AdwMessageDialog *dialog,
             const char *response,
             Question *question)
{
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (question->self));

  if (g_strcmp0 (response, "delete") != 0 || question->self->context == NULL)
    return;
  bell_context_delete_history (question->self->context, question->shop);
  text = bell_format_deleted (question->name);
  markup = g_markup_escape_text (text, -1);
  if (ADW_IS_PREFERENCES_WINDOW (root))
    {
      AdwToast *toast = adw_toast_new (markup);

      bell_toast_guard (toast, GTK_WIDGET (root));
      adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root), toast);
    }
}

static void
counted_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  Question *question = user_data;
  BellHistoryPreferences *self = question->self;
  gint64 n = bell_history_count_finish (BELL_HISTORY (source), result, NULL);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *heading = g_strdup_printf (_("Delete All Events of %s?"), question->name);
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (self->context == NULL || root == NULL)
    {
      question_free (question);
      return;
    }
  body = bell_format_delete_question (MAX (n, 0), count_waiting (self->context, question->shop));
  dialog = adw_message_dialog_new (GTK_WINDOW (root), heading, body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Cancel"), "delete", _("Delete All"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), question, (GClosureNotify) (void (*) (void)) question_free,
                         0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_delete_clicked (GtkButton *button,
                   BellHistoryPreferences *self)
{
  BellShop *shop = g_object_get_data (G_OBJECT (button), "shop");
  BellHistoryFilter filter = { .shop = (char *) bell_shop_get_id (shop) };
  Question *question = g_new0 (Question, 1);

  question->self = g_object_ref (self);
  question->shop = g_strdup (bell_shop_get_id (shop));
  question->name = g_strdup (bell_shop_get_name (shop));
  bell_history_count_async (bell_context_get_history (self->context), &filter, 0, NULL, counted_cb, question);
}

/* One row a shop */

static void
on_name (BellShop *shop,
         GParamSpec *pspec,
         AdwPreferencesRow *row)
{
  adw_preferences_row_set_title (row, bell_shop_get_name (shop));
}

static GtkWidget *
make_row (BellHistoryPreferences *self,
          BellShop *shop)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_("Delete All…"));
  /* TRANSLATORS: read aloud for a button; %s is a shop's name */
  g_autofree char *spoken = g_strdup_printf (_("Delete all events of %s"), bell_shop_get_name (shop));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  on_name (shop, NULL, ADW_PREFERENCES_ROW (row));
  g_signal_connect_object (shop, "notify::name", G_CALLBACK (on_name), row, 0);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  bell_spoken_name_set (button, spoken);
  g_object_set_data_full (G_OBJECT (button), "shop", g_object_ref (shop), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_delete_clicked), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
fill (BellHistoryPreferences *self)
{
  GListModel *shops = bell_context_get_shops (self->context);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < g_list_model_get_n_items (shops); i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (shops, i);
      GtkWidget *row = make_row (self, shop);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      g_ptr_array_add (self->rows, row);
    }
}

/* GObject */

static void
bell_history_preferences_dispose (GObject *object)
{
  BellHistoryPreferences *self = BELL_HISTORY_PREFERENCES (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_HISTORY_PREFERENCES);
  G_OBJECT_CLASS (bell_history_preferences_parent_class)->dispose (object);
}

static void
bell_history_preferences_class_init (BellHistoryPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_history_preferences_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-history-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, BellHistoryPreferences, days);
  gtk_widget_class_bind_template_child (widget_class, BellHistoryPreferences, limit);
}

static void
bell_history_preferences_init (BellHistoryPreferences *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
bell_history_preferences_set_context (BellHistoryPreferences *self,
                                      BellContext *context)
{
  BellSettings *settings = bell_context_get_settings (context);
  GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  g_return_if_fail (BELL_IS_HISTORY_PREFERENCES (self));

  self->context = g_object_ref (context);
  g_object_bind_property (settings, "history-days", self->days, "value", flags);
  g_object_bind_property (settings, "history-limit", self->limit, "value", flags);
  g_signal_connect_object (bell_context_get_shops (context), "items-changed", G_CALLBACK (fill), self,
                           G_CONNECT_SWAPPED);
  fill (self);
}
