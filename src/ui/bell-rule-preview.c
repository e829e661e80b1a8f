/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-rule-preview.h"

#include "bell-format-rule.h"
#include "bell-format-rules.h"
#include "bell-format.h"

#include <glib/gi18n.h>

struct _BellRulePreview
{
  AdwBin parent_instance;

  /* Template */
  GtkWidget *bubble;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *body;
  GtkWidget *next;
  GtkLabel *note;

  /* Owned */
  GPtrArray *entries;
  BellRule *rule; /* (nullable): a copy of what is shown */
  gboolean valid;
  guint skipped; /* events that fit, and were passed over */
};

G_DEFINE_FINAL_TYPE (BellRulePreview, bell_rule_preview, ADW_TYPE_BIN)

/* The event that is shown, the first that fits but for those passed over. (nullable) */
static BellEntry *
choose (BellRulePreview *self,
        gboolean *fits)
{
  guint passed = 0;
  BellEntry *first = NULL;

  *fits = FALSE;
  for (guint i = 0; i < self->entries->len; i++)
    {
      BellEntry *entry = g_ptr_array_index (self->entries, i);
      g_autoptr (BellVerdict) verdict = bell_rules_preview (self->rule, entry, fits);

      if (*fits && passed++ == self->skipped)
        return entry;
      if (*fits && first == NULL)
        first = entry;
    }
  /* Round again, or, where none fits, with whichever came last. */
  self->skipped = 0;
  *fits = first != NULL;
  if (first == NULL && self->entries->len > 0)
    first = g_ptr_array_index (self->entries, 0);
  return first;
}

static void
show_entry (BellRulePreview *self,
            BellEntry *entry,
            gboolean fits)
{
  g_autoptr (BellVerdict) verdict = bell_rules_preview (self->rule, entry, &fits);
  g_autofree char *time = bell_format_clock_time (bell_entry_get_received (entry));
  g_autofree char *note = bell_format_preview_note (self->rule, bell_entry_get_title (entry), time, fits);

  gtk_image_set_from_icon_name (self->icon, bell_format_kind_icon (bell_entry_get_kind (entry)));
  gtk_label_set_label (self->title, verdict->title);
  gtk_label_set_label (self->body, verdict->body);
  gtk_widget_set_visible (GTK_WIDGET (self->body), *verdict->body != '\0');
  gtk_widget_set_opacity (self->bubble, fits ? 1 : 0.6);
  gtk_label_set_label (self->note, note);
}

static void
update (BellRulePreview *self)
{
  gboolean fits = FALSE;
  BellEntry *entry = self->rule != NULL && self->valid ? choose (self, &fits) : NULL;

  gtk_widget_set_visible (self->bubble, entry != NULL);
  gtk_widget_set_visible (self->next, self->entries->len > 1);
  if (entry != NULL)
    show_entry (self, entry, fits);
  else
    gtk_label_set_label (self->note, self->valid ? _("When an event has come in, this shows what becomes of it.")
                                                 : _("Something below cannot be so yet."));
}

static void
on_next (BellRulePreview *self)
{
  self->skipped++;
  update (self);
}

void
bell_rule_preview_set_entries (BellRulePreview *self,
                               GPtrArray *entries)
{
  g_return_if_fail (BELL_IS_RULE_PREVIEW (self));

  g_ptr_array_unref (self->entries);
  self->entries = g_ptr_array_ref (entries);
  self->skipped = 0;
}

void
bell_rule_preview_show (BellRulePreview *self,
                        const BellRule *rule,
                        gboolean valid)
{
  g_return_if_fail (BELL_IS_RULE_PREVIEW (self));

  g_clear_pointer (&self->rule, bell_rule_free);
  self->rule = bell_rule_copy (rule);
  /* Switched off it would be for none; what it would do is the question. */
  self->rule->enabled = TRUE;
  self->valid = valid;
  update (self);
}

static void
bell_rule_preview_dispose (GObject *object)
{
  BellRulePreview *self = BELL_RULE_PREVIEW (object);

  adw_bin_set_child (ADW_BIN (self), NULL); /* else AdwBin unparents what the template has unparented */
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_RULE_PREVIEW);
  G_OBJECT_CLASS (bell_rule_preview_parent_class)->dispose (object);
}

static void
bell_rule_preview_finalize (GObject *object)
{
  BellRulePreview *self = BELL_RULE_PREVIEW (object);

  g_clear_pointer (&self->rule, bell_rule_free);
  g_ptr_array_unref (self->entries);
  G_OBJECT_CLASS (bell_rule_preview_parent_class)->finalize (object);
}

static void
bell_rule_preview_class_init (BellRulePreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_rule_preview_dispose;
  G_OBJECT_CLASS (klass)->finalize = bell_rule_preview_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-rule-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, BellRulePreview, bubble);
  gtk_widget_class_bind_template_child (widget_class, BellRulePreview, icon);
  gtk_widget_class_bind_template_child (widget_class, BellRulePreview, title);
  gtk_widget_class_bind_template_child (widget_class, BellRulePreview, body);
  gtk_widget_class_bind_template_child (widget_class, BellRulePreview, next);
  gtk_widget_class_bind_template_child (widget_class, BellRulePreview, note);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
}

static void
bell_rule_preview_init (BellRulePreview *self)
{
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}
