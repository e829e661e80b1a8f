/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-rules-group.h"

#include "bell-format-provision.h"
#include "bell-locked.h"
#include "bell-rule-json.h"
#include "bell-rule-row.h"
#include "bell-rules-file.h"

#include <glib/gi18n.h>

struct _BellRulesGroup
{
  AdwPreferencesGroup parent_instance;

  /* Template */
  GtkWidget *add;
  GtkLabel *problem;

  /* Owned */
  BellContext *context;
  BellShop *shop;
  GPtrArray *rows; /* of BellRuleRow, borrowed */
};

enum
{
  SIGNAL_OPEN,
  SIGNAL_TOAST,
  SIGNAL_UNDO_TOAST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellRulesGroup, bell_rules_group, ADW_TYPE_PREFERENCES_GROUP)

static BellRules *
get_rules (BellRulesGroup *self)
{
  return bell_context_get_rules (self->context);
}

const char *
bell_rules_group_get_shop (BellRulesGroup *self)
{
  g_return_val_if_fail (BELL_IS_RULES_GROUP (self), NULL);
  return bell_shop_get_id (self->shop);
}

static void
say (BellRulesGroup *self,
     const char *text)
{
  g_signal_emit (self, signals[SIGNAL_TOAST], 0, text);
}

/* What a row asks for */

static void
on_open (BellRulesGroup *self,
         BellRuleRow *row)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0, bell_rule_row_get_rule (row));
}

static void
on_toggled (BellRulesGroup *self,
            BellRuleRow *row)
{
  g_autoptr (BellRule) rule = bell_rule_copy (bell_rule_row_get_rule (row));

  bell_rule_set_on (rule, bell_rule_row_get_on (row));
  bell_rules_save (get_rules (self), bell_rules_group_get_shop (self), rule);
}

static gboolean
find_row (BellRulesGroup *self,
          BellRuleRow *row,
          guint *position)
{
  return g_ptr_array_find (self->rows, row, position);
}

/* The focus goes with the rule, so that it can be moved on. */
static void
on_moved (BellRulesGroup *self,
          int by,
          BellRuleRow *row)
{
  g_autofree char *id = g_strdup (bell_rule_row_get_rule (row)->id);
  guint position;

  if (!find_row (self, row, &position) || (by < 0 && position == 0) || position + by >= self->rows->len)
    return;
  bell_rules_move (get_rules (self), bell_rules_group_get_shop (self), id, position + by);
  gtk_widget_grab_focus (g_ptr_array_index (self->rows, position + by));
}

static void
on_duplicate (BellRulesGroup *self,
              BellRuleRow *row)
{
  g_autoptr (BellRule) copy = bell_rule_duplicate (bell_rule_row_get_rule (row));
  guint position;

  if (find_row (self, row, &position))
    bell_rules_insert (get_rules (self), bell_rules_group_get_shop (self), copy, position + 1);
}

static void
on_remove (BellRulesGroup *self,
           BellRuleRow *row)
{
  g_autoptr (BellRule) rule = bell_rule_copy (bell_rule_row_get_rule (row));
  guint position;

  if (!find_row (self, row, &position))
    return;
  bell_rules_remove (get_rules (self), bell_rules_group_get_shop (self), rule->id);
  g_signal_emit (self, signals[SIGNAL_UNDO_TOAST], 0, _("Rule removed"), rule, position);
}

/* The list */

static GtkWidget *
make_row (BellRulesGroup *self)
{
  GtkWidget *row = bell_rule_row_new ();

  g_signal_connect_object (row, "open", G_CALLBACK (on_open), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "duplicate", G_CALLBACK (on_duplicate), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
fill (BellRulesGroup *self)
{
  GPtrArray *rules = bell_rules_list (get_rules (self), bell_rules_group_get_shop (self));
  const char *problem = bell_rules_get_problem (get_rules (self), bell_rules_group_get_shop (self));
  gboolean locked = bell_rules_get_lock (get_rules (self), bell_rules_group_get_shop (self)) != NULL;
  g_autofree char *sentence = NULL;

  while (self->rows->len > rules->len)
    {
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[self->rows->len - 1]);
      g_ptr_array_set_size (self->rows, (int) self->rows->len - 1);
    }
  while (self->rows->len < rules->len)
    make_row (self);
  for (guint i = 0; i < rules->len; i++)
    bell_rule_row_set_rule (g_ptr_array_index (self->rows, i), g_ptr_array_index (rules, i), i == 0,
                            i + 1 == rules->len);
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_set_sensitive (self->rows->pdata[i], !locked);
  gtk_widget_set_sensitive (self->add, rules->len < BELL_MAX_RULES && !locked);
  if (problem != NULL)
    /* TRANSLATORS: %s is what is wrong, and where */
    sentence = g_strdup_printf (_("The stored rules cannot be read, so the usual ones hold: %s"), problem);
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static void
on_rules_changed (BellRulesGroup *self,
                  const char *shop)
{
  if (g_strcmp0 (shop, bell_rules_group_get_shop (self)) == 0)
    fill (self);
}

static void
on_name (BellRulesGroup *self)
{
  g_autofree char *markup = g_markup_escape_text (bell_shop_get_name (self->shop), -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), markup);
}

/* New rules, and all of them */

static void
on_add (BellRulesGroup *self)
{
  g_autoptr (BellRule) rule = bell_rule_new (BELL_SCOPE_KIND, "order");

  g_signal_emit (self, signals[SIGNAL_OPEN], 0, rule);
}

static void
file_done (const char *sentence,
           gpointer user_data)
{
  say (user_data, sentence);
}

static void
import (GtkWidget *widget,
        const char *name,
        GVariant *parameter)
{
  BellRulesGroup *self = BELL_RULES_GROUP (widget);

  bell_rules_file_import (widget, get_rules (self), bell_rules_group_get_shop (self), file_done, g_object_ref (self),
                          g_object_unref);
}

static void
export (GtkWidget *widget,
        const char *name,
        GVariant *parameter)
{
  BellRulesGroup *self = BELL_RULES_GROUP (widget);

  bell_rules_file_export (widget, get_rules (self), bell_rules_group_get_shop (self), file_done, g_object_ref (self),
                          g_object_unref);
}

static void
on_reset_response (AdwMessageDialog *dialog,
                   const char *response,
                   BellRulesGroup *self)
{
  if (g_strcmp0 (response, "reset") == 0)
    bell_rules_reset (get_rules (self), bell_rules_group_get_shop (self));
}

static void
reset (GtkWidget *widget,
       const char *name,
       GVariant *parameter)
{
  GtkWidget *dialog;

  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), _("Back to the Usual Rules?"),
                                   _("The rules that were made here are lost. Export them first to keep them."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Cancel"), "reset", _("Back to the Usual"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "reset", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_reset_response), widget, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* GObject */

static void
bell_rules_group_dispose (GObject *object)
{
  BellRulesGroup *self = BELL_RULES_GROUP (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->shop);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_RULES_GROUP);
  G_OBJECT_CLASS (bell_rules_group_parent_class)->dispose (object);
}

static void
bell_rules_group_class_init (BellRulesGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_rules_group_dispose;

  signals[SIGNAL_OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_TOAST] = g_signal_new ("toast", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[SIGNAL_UNDO_TOAST] = g_signal_new ("undo-toast", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                             NULL, G_TYPE_NONE, 3, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE,
                                             G_TYPE_POINTER, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-rules-group.ui");
  gtk_widget_class_bind_template_child (widget_class, BellRulesGroup, add);
  gtk_widget_class_bind_template_child (widget_class, BellRulesGroup, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_install_action (widget_class, "rules.import", NULL, import);
  gtk_widget_class_install_action (widget_class, "rules.export", NULL, export);
  gtk_widget_class_install_action (widget_class, "rules.reset", NULL, reset);
}

static void
bell_rules_group_init (BellRulesGroup *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_lock (BellRulesGroup *self)
{
  const char *lock = bell_rules_get_lock (bell_context_get_rules (self->context), bell_shop_get_id (self->shop));
  g_autofree char *reason = bell_format_locked (lock);
  g_autofree char *markup = reason != NULL ? g_markup_escape_text (reason, -1) : NULL;

  if (reason == NULL)
    return;
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), markup);
  bell_locked_show (self->add, NULL, lock);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rules.import", FALSE);
}

GtkWidget *
bell_rules_group_new (BellContext *context,
                      BellShop *shop)
{
  BellRulesGroup *self = g_object_new (BELL_TYPE_RULES_GROUP, NULL);

  self->context = g_object_ref (context);
  self->shop = g_object_ref (shop);
  on_name (self);
  fill (self);
  show_lock (self);
  g_signal_connect_object (shop, "notify::name", G_CALLBACK (on_name), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_rules (self), "changed", G_CALLBACK (on_rules_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
