/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-history-filters.h"

#include "bell-format-history.h"
#include "bell-format.h"
#include "bell-history-query.h"

#include <glib/gi18n.h>

struct _BellHistoryFilters
{
  GtkPopover parent_instance;

  /* Template */
  GtkWidget *shop_label;
  GtkDropDown *shop;
  GtkDropDown *kind;
  GtkDropDown *state;
  GtkWidget *marker_label;
  GtkDropDown *marker;

  /* Owned */
  BellContext *context;
  GCancellable *cancellable;
  char **shops;   /* ids behind the choices, NULL-terminated; the first choice is "any" */
  char **markers;
  gboolean loading; /* the choices follow the filter, not the other way round */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellHistoryFilters, bell_history_filters, GTK_TYPE_POPOVER)

/* Choices: "any", then the ids' own. */

static void
select_id (GtkDropDown *choice,
           char **ids,
           const char *id)
{
  guint selected = 0;

  for (guint i = 0; id != NULL && ids[i] != NULL; i++)
    if (g_strcmp0 (ids[i], id) == 0)
      selected = i + 1;
  gtk_drop_down_set_selected (choice, selected);
}

static void
take_id (GtkDropDown *choice,
         char **ids,
         char **value)
{
  guint selected = gtk_drop_down_get_selected (choice);

  g_free (*value);
  *value = selected > 0 && selected <= g_strv_length (ids) ? g_strdup (ids[selected - 1]) : NULL;
}

static char **
list_kinds (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (int i = 0; i < OE_N_KINDS; i++)
    g_strv_builder_add (builder, oe_kind_to_string ((OeKind) i));
  return g_strv_builder_end (builder);
}

static void
fill_shops (BellHistoryFilters *self)
{
  GListModel *shops = bell_context_get_shops (self->context);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  guint n = g_list_model_get_n_items (shops);

  gtk_string_list_append (names, _("All shops"));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (shops, i);

      gtk_string_list_append (names, bell_shop_get_name (shop));
      g_strv_builder_add (ids, bell_shop_get_id (shop));
    }
  g_strfreev (self->shops);
  self->shops = g_strv_builder_end (ids);
  gtk_drop_down_set_model (self->shop, G_LIST_MODEL (names));
  gtk_widget_set_visible (self->shop_label, n > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->shop), n > 1);
}

static void
fill_fixed (BellHistoryFilters *self)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) states = gtk_string_list_new (NULL);

  gtk_string_list_append (kinds, _("All kinds"));
  for (int i = 0; i < OE_N_KINDS; i++)
    gtk_string_list_append (kinds, bell_format_kind (oe_kind_to_string ((OeKind) i)));
  for (int i = BELL_HISTORY_ANY; i <= BELL_HISTORY_SILENCED; i++)
    gtk_string_list_append (states, bell_format_history_state ((BellHistoryState) i));
  gtk_drop_down_set_model (self->kind, G_LIST_MODEL (kinds));
  gtk_drop_down_set_model (self->state, G_LIST_MODEL (states));
}

/* markers: (transfer full) */
static void
fill_markers (BellHistoryFilters *self,
              char **markers,
              const char *chosen)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("All names"));
  for (guint i = 0; markers[i] != NULL; i++)
    gtk_string_list_append (names, markers[i]);
  g_strfreev (self->markers);
  self->markers = markers;
  gtk_drop_down_set_model (self->marker, G_LIST_MODEL (names));
  select_id (self->marker, self->markers, chosen);
  gtk_widget_set_visible (self->marker_label, *markers != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->marker), *markers != NULL);
}

static void
markers_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (BellHistoryFilters) self = user_data;
  g_autofree char *chosen = NULL;
  char **markers = bell_history_markers_finish (BELL_HISTORY (source), result, NULL);

  /* What is unknown cannot be chosen; all else can. */
  if (markers == NULL || g_cancellable_is_cancelled (self->cancellable))
    {
      g_strfreev (markers);
      return;
    }
  take_id (self->marker, self->markers, &chosen);
  self->loading = TRUE;
  fill_markers (self, markers, chosen);
  self->loading = FALSE;
}

void
bell_history_filters_load (BellHistoryFilters *self,
                           const BellHistoryFilter *filter)
{
  g_auto (GStrv) kinds = list_kinds ();

  g_return_if_fail (BELL_IS_HISTORY_FILTERS (self));

  self->loading = TRUE;
  fill_shops (self);
  select_id (self->shop, self->shops, filter->shop);
  select_id (self->kind, kinds, filter->kind);
  gtk_drop_down_set_selected (self->state, filter->state);
  select_id (self->marker, self->markers, filter->marker);
  self->loading = FALSE;
}

void
bell_history_filters_store (BellHistoryFilters *self,
                            BellHistoryFilter *filter)
{
  g_auto (GStrv) kinds = list_kinds ();

  g_return_if_fail (BELL_IS_HISTORY_FILTERS (self));

  take_id (self->shop, self->shops, &filter->shop);
  take_id (self->kind, kinds, &filter->kind);
  take_id (self->marker, self->markers, &filter->marker);
  filter->state = (BellHistoryState) MIN (gtk_drop_down_get_selected (self->state), BELL_HISTORY_SILENCED);
}

static void
on_selected (BellHistoryFilters *self)
{
  if (!self->loading)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* New names may have come in since. */
static void
bell_history_filters_map (GtkWidget *widget)
{
  BellHistoryFilters *self = BELL_HISTORY_FILTERS (widget);

  bell_history_markers_async (bell_context_get_history (self->context), NULL, self->cancellable, markers_cb,
                              g_object_ref (self));
  GTK_WIDGET_CLASS (bell_history_filters_parent_class)->map (widget);
}

/* GObject */

static void
bell_history_filters_dispose (GObject *object)
{
  BellHistoryFilters *self = BELL_HISTORY_FILTERS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_HISTORY_FILTERS);
  G_OBJECT_CLASS (bell_history_filters_parent_class)->dispose (object);
}

static void
bell_history_filters_finalize (GObject *object)
{
  BellHistoryFilters *self = BELL_HISTORY_FILTERS (object);

  g_object_unref (self->cancellable);
  g_strfreev (self->shops);
  g_strfreev (self->markers);
  G_OBJECT_CLASS (bell_history_filters_parent_class)->finalize (object);
}

static void
bell_history_filters_class_init (BellHistoryFiltersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_history_filters_dispose;
  G_OBJECT_CLASS (klass)->finalize = bell_history_filters_finalize;
  widget_class->map = bell_history_filters_map;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-history-filters.ui");
  gtk_widget_class_bind_template_child (widget_class, BellHistoryFilters, shop_label);
  gtk_widget_class_bind_template_child (widget_class, BellHistoryFilters, shop);
  gtk_widget_class_bind_template_child (widget_class, BellHistoryFilters, kind);
  gtk_widget_class_bind_template_child (widget_class, BellHistoryFilters, state);
  gtk_widget_class_bind_template_child (widget_class, BellHistoryFilters, marker_label);
  gtk_widget_class_bind_template_child (widget_class, BellHistoryFilters, marker);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
}

static void
bell_history_filters_init (BellHistoryFilters *self)
{
  self->cancellable = g_cancellable_new ();
  self->shops = g_new0 (char *, 1);
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_fixed (self);
  fill_markers (self, g_new0 (char *, 1), NULL);
  self->loading = FALSE;
}

void
bell_history_filters_set_context (BellHistoryFilters *self,
                                  BellContext *context)
{
  g_return_if_fail (BELL_IS_HISTORY_FILTERS (self));

  g_set_object (&self->context, context);
}
