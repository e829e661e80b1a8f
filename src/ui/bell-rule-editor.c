/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-rule-editor.h"

#include "bell-field-hints.h"
#include "bell-format-rule.h"
#include "bell-rule-match.h"
#include "bell-rule-preview.h"
#include "bell-rule-section.h"
#include "bell-rule-sounding.h"
#include "bell-rule-words.h"

#include <glib/gi18n.h>

#define MAX_ENTRIES 200 /* past events that the preview and the hints look at */

struct _BellRuleEditor
{
  AdwBin parent_instance;

  /* Template */
  GtkLabel *heading;
  GtkWidget *save;
  BellRulePreview *preview;
  GtkScrolledWindow *scrolled;
  BellRuleSection *match;
  BellRuleSection *sounding;
  BellRuleSection *words;

  /* Owned */
  BellContext *context;
  char *shop;
  BellRule *saved; /* as it holds */
  BellRule *draft; /* as it stands here */
  gboolean is_new;
};

enum
{
  SIGNAL_CLOSE,
  SIGNAL_TOAST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellRuleEditor, bell_rule_editor, ADW_TYPE_BIN)

/* The newest events of the shop. */
static void
add_entries (GPtrArray *entries,
             GListModel *list,
             const char *shop)
{
  for (guint i = 0; i < g_list_model_get_n_items (list) && entries->len < MAX_ENTRIES; i++)
    {
      g_autoptr (BellEntry) entry = g_list_model_get_item (list, i);

      if (g_strcmp0 (bell_entry_get_shop (entry), shop) == 0 && bell_entry_is_whole (entry))
        g_ptr_array_add (entries, g_steal_pointer (&entry));
    }
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  gint64 left = bell_entry_get_received (*(BellEntry *const *) a);
  gint64 right = bell_entry_get_received (*(BellEntry *const *) b);

  return left > right ? -1 : left < right;
}

static GPtrArray *
list_entries (BellRuleEditor *self)
{
  BellInbox *inbox = bell_context_get_inbox (self->context);
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);

  add_entries (entries, bell_inbox_get_waiting (inbox), self->shop);
  add_entries (entries, bell_inbox_get_earlier (inbox), self->shop);
  g_ptr_array_sort (entries, compare_newest_first);
  return entries;
}

/* What is in the sections is the draft; whether it can be saved, and what it would do. */
static void
update (BellRuleEditor *self)
{
  gboolean valid = bell_rule_validate (self->draft, NULL);
  g_autofree char *heading = valid ? bell_format_rule_title (self->draft) : g_strdup (_("Rule"));

  gtk_label_set_label (self->heading, heading);
  gtk_widget_set_sensitive (self->save, valid && self->saved != NULL && (self->is_new || !bell_rule_equal (self->draft, self->saved)));
  bell_rule_preview_show (self->preview, self->draft, valid);
}

static void
on_changed (BellRuleEditor *self)
{
  if (self->draft == NULL)
    return;
  bell_rule_section_store (self->match, self->draft);
  bell_rule_section_store (self->sounding, self->draft);
  bell_rule_section_store (self->words, self->draft);
  update (self);
}

static void
close_editor (BellRuleEditor *self)
{
  g_clear_pointer (&self->draft, bell_rule_free);
  g_clear_pointer (&self->saved, bell_rule_free);
  g_signal_emit (self, signals[SIGNAL_CLOSE], 0);
}

static void
on_save (BellRuleEditor *self)
{
  if (self->draft == NULL || !bell_rule_validate (self->draft, NULL))
    return;
  /* On top: below the rule for all of its kind it would never be asked. */
  if (self->is_new)
    bell_rules_insert (bell_context_get_rules (self->context), self->shop, self->draft, 0);
  else
    bell_rules_save (bell_context_get_rules (self->context), self->shop, self->draft);
  g_signal_emit (self, signals[SIGNAL_TOAST], 0, _("Rule saved"));
  close_editor (self);
}

/* Leaving */

static void
on_response (AdwMessageDialog *dialog,
             const char *response,
             BellRuleEditor *self)
{
  if (g_strcmp0 (response, "discard") == 0)
    close_editor (self);
  else if (g_strcmp0 (response, "save") == 0)
    on_save (self);
}

void
bell_rule_editor_leave (BellRuleEditor *self)
{
  GtkWidget *dialog;

  g_return_if_fail (BELL_IS_RULE_EDITOR (self));

  if (self->draft == NULL || bell_rule_equal (self->draft, self->saved))
    {
      close_editor (self);
      return;
    }
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _("Save the Rule?"),
                                   _("What was changed does not hold before it is saved."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _("Keep Editing"), "discard", _("Discard"),
                                    "save", _("Save"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "save",
                                           bell_rule_validate (self->draft, NULL));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
bell_rule_editor_open (BellRuleEditor *self,
                       BellContext *context,
                       const char *shop,
                       const BellRule *rule)
{
  g_autofree char *id = g_strdup (shop);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) hints = NULL;

  g_return_if_fail (BELL_IS_RULE_EDITOR (self));

  g_set_object (&self->context, context);
  g_free (self->shop);
  self->shop = g_steal_pointer (&id);
  entries = list_entries (self);
  hints = bell_field_hints_new (entries);
  g_clear_pointer (&self->draft, bell_rule_free);
  g_clear_pointer (&self->saved, bell_rule_free);
  bell_rule_section_load (self->match, rule, hints, context);
  bell_rule_section_load (self->sounding, rule, hints, context);
  bell_rule_section_load (self->words, rule, hints, context);
  bell_rule_preview_set_entries (self->preview, entries);
  self->draft = bell_rule_copy (rule);
  /* As the sections say it: a volume of 80 % may be 0.8 or nearly so. */
  on_changed (self);
  self->saved = bell_rule_copy (self->draft);
  self->is_new = bell_rules_find (bell_context_get_rules (context), self->shop, rule->id) == NULL;
  update (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
}

/* GObject */

static void
bell_rule_editor_dispose (GObject *object)
{
  BellRuleEditor *self = BELL_RULE_EDITOR (object);

  g_clear_pointer (&self->draft, bell_rule_free);
  g_clear_pointer (&self->saved, bell_rule_free);
  g_clear_object (&self->context);
  adw_bin_set_child (ADW_BIN (self), NULL); /* else AdwBin unparents what the template has unparented */
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_RULE_EDITOR);
  G_OBJECT_CLASS (bell_rule_editor_parent_class)->dispose (object);
}

static void
bell_rule_editor_finalize (GObject *object)
{
  g_free (BELL_RULE_EDITOR (object)->shop);
  G_OBJECT_CLASS (bell_rule_editor_parent_class)->finalize (object);
}

static void
bell_rule_editor_class_init (BellRuleEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_rule_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = bell_rule_editor_finalize;

  signals[SIGNAL_CLOSE] = g_signal_new ("close", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[SIGNAL_TOAST] = g_signal_new ("toast", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);

  g_type_ensure (BELL_TYPE_RULE_PREVIEW);
  g_type_ensure (BELL_TYPE_RULE_MATCH);
  g_type_ensure (BELL_TYPE_RULE_SOUNDING);
  g_type_ensure (BELL_TYPE_RULE_WORDS);
  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-rule-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, BellRuleEditor, heading);
  gtk_widget_class_bind_template_child (widget_class, BellRuleEditor, save);
  gtk_widget_class_bind_template_child (widget_class, BellRuleEditor, preview);
  gtk_widget_class_bind_template_child (widget_class, BellRuleEditor, scrolled);
  gtk_widget_class_bind_template_child (widget_class, BellRuleEditor, match);
  gtk_widget_class_bind_template_child (widget_class, BellRuleEditor, sounding);
  gtk_widget_class_bind_template_child (widget_class, BellRuleEditor, words);
  gtk_widget_class_bind_template_callback (widget_class, bell_rule_editor_leave);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
bell_rule_editor_init (BellRuleEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
