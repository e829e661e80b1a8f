/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-history-pane.h"

#include "bell-history-export-dialog.h"
#include "bell-history-model.h"
#include "bell-result-row.h"
#include "bell-spoken-name.h"

#include <glib/gi18n.h>

struct _BellHistoryPane
{
  AdwBin parent_instance;

  /* Template */
  GtkWidget *chips_scroll;
  GtkBox *chips;
  GtkLabel *count;
  GtkMenuButton *export;
  GtkStack *stack;
  AdwStatusPage *empty;
  GtkScrolledWindow *scrolled;
  GtkListView *list;

  /* Owned */
  BellContext *context;
  BellHistoryModel *model; /* (nullable): while the bar is open */
  GtkNoSelection *selection;

  /* Borrowed */
  BellHistoryBar *bar;
};

enum
{
  SIGNAL_OPEN,
  SIGNAL_TOAST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellHistoryPane, bell_history_pane, ADW_TYPE_BIN)

static gint64
get_now (BellHistoryPane *self)
{
  return bell_clock_get_wall_us (bell_context_get_clock (self->context));
}

/* The chips: what leaves events out, each with its cross */

static void
on_chip_clicked (GtkButton *chip,
                 BellHistoryPane *self)
{
  BellHistoryPart part = (BellHistoryPart) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (chip), "part"));

  bell_history_bar_clear_part (self->bar, part);
}

static GtkWidget *
make_chip (BellHistoryPane *self,
           BellHistoryPart part,
           const char *label)
{
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  /* TRANSLATORS: read aloud for a button that takes a condition back; %s is the condition: "Orders" */
  g_autofree char *spoken = g_strdup_printf (_("Not only: %s"), label);

  gtk_box_append (GTK_BOX (box), gtk_label_new (label));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "bell-chip");
  bell_spoken_name_set (chip, spoken);
  g_object_set_data (G_OBJECT (chip), "part", GINT_TO_POINTER (part));
  g_signal_connect_object (chip, "clicked", G_CALLBACK (on_chip_clicked), self, 0);
  return chip;
}

static void
fill_chips (BellHistoryPane *self,
            const BellHistoryFilter *filter)
{
  BellShop *shop = filter->shop != NULL ? bell_context_find_shop (self->context, filter->shop) : NULL;
  GtkWidget *child;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_box_remove (self->chips, child);
  for (int part = 0; part < BELL_N_HISTORY_PARTS; part++)
    {
      g_autofree char *label = bell_format_history_part (filter, (BellHistoryPart) part,
                                                         shop != NULL ? bell_shop_get_name (shop) : NULL,
                                                         get_now (self));

      if (label == NULL)
        continue;
      gtk_box_append (self->chips, make_chip (self, (BellHistoryPart) part, label));
      n++;
    }
  if (n > 1)
    {
      GtkWidget *clear = gtk_button_new_with_label (_("Clear All"));

      gtk_widget_add_css_class (clear, "flat");
      g_signal_connect_object (clear, "clicked", G_CALLBACK (bell_history_bar_clear), self->bar, G_CONNECT_SWAPPED);
      gtk_box_append (self->chips, clear);
    }
  gtk_widget_set_visible (self->chips_scroll, n > 0);
}

/* The list */

static void
update (BellHistoryPane *self)
{
  const BellHistoryFilter *filter = bell_history_bar_get_filter (self->bar);
  const char *trouble = bell_history_model_get_trouble (self->model);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  gboolean loading = bell_history_model_get_loading (self->model);
  g_autofree char *count = NULL;
  g_autofree char *sentence = NULL;

  /* While it is counted, what was found so far would be taken for all. */
  count = loading ? g_strdup (_("Searching…")) : bell_format_history_count (n);
  gtk_label_set_label (self->count, count);
  gtk_widget_set_sensitive (GTK_WIDGET (self->export), n > 0);
  if (n > 0 || (loading && trouble == NULL))
    {
      gtk_stack_set_visible_child_name (self->stack, "list");
      return;
    }
  sentence = g_markup_escape_text (trouble != NULL ? trouble : bell_format_history_empty_sentence (filter), -1);
  adw_status_page_set_title (self->empty, trouble != NULL ? _("The history cannot be read")
                                                          : bell_format_history_empty_title (filter));
  adw_status_page_set_description (self->empty, sentence);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
on_filter_changed (BellHistoryPane *self)
{
  const BellHistoryFilter *filter = bell_history_bar_get_filter (self->bar);

  if (self->model == NULL)
    return;
  fill_chips (self, filter);
  bell_history_model_set_filter (self->model, filter);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  update (self);
}

static void
open_model (BellHistoryPane *self)
{
  self->model = bell_history_model_new (bell_context_get_history (self->context), bell_context_get_inbox (self->context));
  g_signal_connect_object (self->context, "history-deleted", G_CALLBACK (bell_history_model_refresh), self->model,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::loading", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::trouble", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_no_selection_set_model (self->selection, G_LIST_MODEL (self->model));
  on_filter_changed (self);
}

static void
close_model (BellHistoryPane *self)
{
  g_signal_handlers_disconnect_by_data (self->model, self);
  gtk_no_selection_set_model (self->selection, NULL);
  g_clear_object (&self->model);
}

/* A closed bar shows nothing of the history, asks it nothing, and keeps nothing of it. */
static void
on_search_mode (BellHistoryPane *self)
{
  gboolean open = bell_history_bar_get_search_mode (self->bar);

  if (open && self->model == NULL)
    open_model (self);
  else if (!open && self->model != NULL)
    close_model (self);
}

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem *item,
          BellHistoryPane *self)
{
  gtk_list_item_set_child (item, bell_result_row_new (self->context));
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem *item)
{
  bell_result_row_set_row (BELL_RESULT_ROW (gtk_list_item_get_child (item)),
                           BELL_HISTORY_ROW (gtk_list_item_get_item (item)));
}

static void
on_unbind (GtkSignalListItemFactory *factory,
           GtkListItem *item)
{
  bell_result_row_set_row (BELL_RESULT_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
on_activate (BellHistoryPane *self,
             guint position)
{
  g_autoptr (BellHistoryRow) row = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (row != NULL && bell_history_row_get_entry (row) != NULL)
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, bell_history_row_get_entry (row));
}

/* Exporting */

static void
export_done (const char *sentence,
             gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_TOAST], 0, sentence);
}

static void
export (GtkWidget *widget,
        const char *name,
        GVariant *parameter)
{
  BellHistoryPane *self = BELL_HISTORY_PANE (widget);
  gboolean csv = g_strcmp0 (g_variant_get_string (parameter, NULL), "csv") == 0;

  bell_history_export_dialog_run (widget, self->context, bell_history_bar_get_filter (self->bar),
                                  csv ? BELL_EXPORT_CSV : BELL_EXPORT_JSON_LINES, export_done, g_object_ref (self),
                                  g_object_unref);
}

/* GObject */

static void
bell_history_pane_dispose (GObject *object)
{
  BellHistoryPane *self = BELL_HISTORY_PANE (object);

  g_clear_object (&self->model);
  g_clear_object (&self->selection);
  g_clear_object (&self->context);
  adw_bin_set_child (ADW_BIN (self), NULL); /* else AdwBin unparents what the template has unparented */
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_HISTORY_PANE);
  G_OBJECT_CLASS (bell_history_pane_parent_class)->dispose (object);
}

static void
bell_history_pane_class_init (BellHistoryPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_history_pane_dispose;

  signals[SIGNAL_OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, BELL_TYPE_ENTRY);
  signals[SIGNAL_TOAST] = g_signal_new ("toast", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-history-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, BellHistoryPane, chips_scroll);
  gtk_widget_class_bind_template_child (widget_class, BellHistoryPane, chips);
  gtk_widget_class_bind_template_child (widget_class, BellHistoryPane, count);
  gtk_widget_class_bind_template_child (widget_class, BellHistoryPane, export);
  gtk_widget_class_bind_template_child (widget_class, BellHistoryPane, stack);
  gtk_widget_class_bind_template_child (widget_class, BellHistoryPane, empty);
  gtk_widget_class_bind_template_child (widget_class, BellHistoryPane, scrolled);
  gtk_widget_class_bind_template_child (widget_class, BellHistoryPane, list);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_install_action (widget_class, "history.export", "s", export);
}

static void
bell_history_pane_init (BellHistoryPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_up_list (BellHistoryPane *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->selection = gtk_no_selection_new (NULL);
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
}

void
bell_history_pane_set_context (BellHistoryPane *self,
                               BellContext *context,
                               BellHistoryBar *bar)
{
  g_return_if_fail (BELL_IS_HISTORY_PANE (self));

  self->context = g_object_ref (context);
  self->bar = bar;
  set_up_list (self);
  g_signal_connect_object (bar, "changed", G_CALLBACK (on_filter_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bar, "notify::search-mode", G_CALLBACK (on_search_mode), self, G_CONNECT_SWAPPED);
  on_search_mode (self);
}
