/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-rules-page.h"

#include "bell-rule-editor.h"
#include "bell-rules-group.h"
#include "bell-toast-guard.h"

#include <glib/gi18n.h>

struct _BellRulesPage
{
  AdwBin parent_instance;

  /* Template */
  AdwLeaflet *leaflet;
  GtkWidget *list;
  GtkBox *box;
  BellRuleEditor *editor;

  /* Owned */
  BellContext *context;
};

enum
{
  SIGNAL_TOAST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellRulesPage, bell_rules_page, ADW_TYPE_BIN)

static void
on_toast (BellRulesPage *self,
          const char *text)
{
  g_signal_emit (self, signals[SIGNAL_TOAST], 0, text);
}

/* One rule */

static void
on_open (BellRulesPage *self,
         const BellRule *rule,
         BellRulesGroup *group)
{
  bell_rule_editor_open (self->editor, self->context, bell_rules_group_get_shop (group), rule);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->editor));
  gtk_widget_child_focus (GTK_WIDGET (self->editor), GTK_DIR_TAB_FORWARD);
}

static void
on_editor_close (BellRulesPage *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->list);
  gtk_widget_child_focus (self->list, GTK_DIR_TAB_FORWARD);
}

gboolean
bell_rules_page_back (BellRulesPage *self)
{
  g_return_val_if_fail (BELL_IS_RULES_PAGE (self), FALSE);

  if (adw_leaflet_get_visible_child (self->leaflet) != GTK_WIDGET (self->editor))
    return FALSE;
  bell_rule_editor_leave (self->editor);
  return TRUE;
}

/* A removed rule comes back to its place */

typedef struct
{
  BellRules *rules;
  char *shop;
  BellRule *rule;
  guint position;
} Removal;

static void
removal_free (gpointer data,
              GClosure *closure)
{
  Removal *removal = data;

  g_object_unref (removal->rules);
  g_free (removal->shop);
  bell_rule_free (removal->rule);
  g_free (removal);
}

static void
on_undo (AdwToast *toast,
         Removal *removal)
{
  bell_rules_insert (removal->rules, removal->shop, removal->rule, removal->position);
}

static void
on_undo_toast (BellRulesPage *self,
               const char *text,
               const BellRule *rule,
               guint position,
               BellRulesGroup *group)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  AdwToast *toast = adw_toast_new (text);
  Removal *removal = g_new0 (Removal, 1);

  removal->rules = g_object_ref (bell_context_get_rules (self->context));
  removal->shop = g_strdup (bell_rules_group_get_shop (group));
  removal->rule = bell_rule_copy (rule);
  removal->position = position;
  adw_toast_set_button_label (toast, _("Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (on_undo), removal, removal_free, 0);
  if (overlay == NULL)
    {
      g_object_unref (toast);
      return;
    }
  bell_toast_guard (toast, overlay);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

/* The list: few shops, rarely changed: all anew. */

static void
fill (BellRulesPage *self)
{
  GListModel *shops = bell_context_get_shops (self->context);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  for (guint i = 0; i < g_list_model_get_n_items (shops); i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (shops, i);
      GtkWidget *group = bell_rules_group_new (self->context, shop);

      g_signal_connect_object (group, "open", G_CALLBACK (on_open), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (group, "toast", G_CALLBACK (on_toast), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (group, "undo-toast", G_CALLBACK (on_undo_toast), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->box, group);
    }
}

/* GObject */

static void
bell_rules_page_dispose (GObject *object)
{
  BellRulesPage *self = BELL_RULES_PAGE (object);

  g_clear_object (&self->context);
  adw_bin_set_child (ADW_BIN (self), NULL); /* else AdwBin unparents what the template has unparented */
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_RULES_PAGE);
  G_OBJECT_CLASS (bell_rules_page_parent_class)->dispose (object);
}

static void
bell_rules_page_class_init (BellRulesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_rules_page_dispose;

  signals[SIGNAL_TOAST] = g_signal_new ("toast", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);

  g_type_ensure (BELL_TYPE_RULE_EDITOR);
  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-rules-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BellRulesPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, BellRulesPage, list);
  gtk_widget_class_bind_template_child (widget_class, BellRulesPage, box);
  gtk_widget_class_bind_template_child (widget_class, BellRulesPage, editor);
  gtk_widget_class_bind_template_callback (widget_class, on_editor_close);
  gtk_widget_class_bind_template_callback (widget_class, on_toast);
}

static void
bell_rules_page_init (BellRulesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
bell_rules_page_set_context (BellRulesPage *self,
                             BellContext *context)
{
  GListModel *shops = bell_context_get_shops (context);

  g_return_if_fail (BELL_IS_RULES_PAGE (self));

  self->context = g_object_ref (context);
  g_signal_connect_object (shops, "items-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
}
