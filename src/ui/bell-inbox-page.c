/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-inbox-page.h"

#include "bell-event-page.h"
#include "bell-format-shops.h"
#include "bell-history-pane.h"
#include "bell-inbox-rows.h"
#include "bell-timeline-row.h"

struct _BellInboxPage
{
  AdwBin parent_instance;

  /* Template */
  AdwLeaflet *leaflet;
  GtkWidget *side;
  BellHistoryBar *bar;
  AdwBin *history_place;
  GtkStack *stack;
  AdwStatusPage *empty;
  GtkScrolledWindow *scrolled;
  GtkListView *list;
  GtkWidget *separator;
  GtkWidget *event_place;

  /* Borrowed from its place; NULL until an event is first opened */
  BellEventPage *event;

  /* Owned */
  BellContext *context;
  BellPulse *pulse;
  BellInboxRows *rows;
};

typedef enum
{
  PROP_SEARCH_MODE = 1,
} BellInboxPageProperty;

static GParamSpec *properties[PROP_SEARCH_MODE + 1];

enum
{
  SIGNAL_TOAST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellInboxPage, bell_inbox_page, ADW_TYPE_BIN)

/* The empty page */

static void
update_empty (BellInboxPage *self)
{
  GListModel *shops = bell_context_get_shops (self->context);
  BellClock *clock = bell_context_get_clock (self->context);
  int worst = bell_format_worst_shop (shops, clock);
  g_autoptr (BellShop) shop = worst >= 0 ? g_list_model_get_item (shops, worst) : NULL;
  g_auto (BellGlance) glance = { 0 };
  g_autofree char *title = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *markup = NULL;

  if (shop != NULL)
    bell_glance_init (&glance, shop, clock);
  title = bell_format_calm_title (shop != NULL ? &glance : NULL, FALSE);
  sentence = bell_format_calm_sentence (shop != NULL ? &glance : NULL, FALSE);
  markup = g_markup_escape_text (sentence, -1);
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, markup);
  adw_status_page_set_icon_name (self->empty, bell_format_calm_icon (shop != NULL ? &glance : NULL));
}

static void
on_toast (BellInboxPage *self,
          const char *text)
{
  g_signal_emit (self, signals[SIGNAL_TOAST], 0, text);
}

/* Made when somebody first searches. */
static void
need_history (BellInboxPage *self)
{
  BellHistoryPane *history;

  if (adw_bin_get_child (self->history_place) != NULL)
    return;
  history = g_object_new (BELL_TYPE_HISTORY_PANE, NULL);
  g_signal_connect_object (history, "open", G_CALLBACK (bell_inbox_page_open), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (history, "toast", G_CALLBACK (on_toast), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->history_place, GTK_WIDGET (history));
  bell_history_pane_set_context (history, self->context, self->bar);
}

static void
update (BellInboxPage *self)
{
  BellInbox *inbox = bell_context_get_inbox (self->context);
  gboolean empty = g_list_model_get_n_items (bell_inbox_get_calm_waiting (inbox)) == 0 &&
                   g_list_model_get_n_items (bell_inbox_get_calm_earlier (inbox)) == 0;

  bell_inbox_rows_update (self->rows);
  if (empty)
    update_empty (self);
  if (!bell_history_bar_get_search_mode (self->bar))
    {
      gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
      return;
    }
  need_history (self);
  gtk_stack_set_visible_child_name (self->stack, "history");
}

static void
on_tick (BellInboxPage *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "empty") == 0)
    update_empty (self);
}

/* The list */

static void
on_row_open (BellInboxPage *self,
             BellEntry *entry)
{
  bell_inbox_page_open (self, entry);
}

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem *item,
          BellInboxPage *self)
{
  GtkWidget *row = bell_timeline_row_new (self->context, self->pulse);

  g_signal_connect_object (row, "open", G_CALLBACK (on_row_open), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem *item,
         BellInboxPage *self)
{
  bell_timeline_row_bind (BELL_TIMELINE_ROW (gtk_list_item_get_child (item)), item);
}

static void
on_unbind (GtkSignalListItemFactory *factory,
           GtkListItem *item,
           BellInboxPage *self)
{
  bell_timeline_row_unbind (BELL_TIMELINE_ROW (gtk_list_item_get_child (item)));
}

static void
on_activate (BellInboxPage *self,
             guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (self->list)), position);

  if (BELL_IS_ENTRY (item))
    bell_inbox_page_open (self, BELL_ENTRY (item));
}

static void
set_up_list (BellInboxPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, 0);
  gtk_list_view_set_factory (self->list, factory);
  self->rows = bell_inbox_rows_new (bell_context_get_inbox (self->context), self->list, self->scrolled);
}

/* One event */

static void
on_folded (BellInboxPage *self)
{
  if (self->event != NULL)
    bell_event_page_set_folded (self->event, adw_leaflet_get_folded (self->leaflet));
}

/* Made when somebody first opens an event. */
static void
need_event (BellInboxPage *self)
{
  if (self->event != NULL)
    return;
  self->event = g_object_new (BELL_TYPE_EVENT_PAGE, NULL);
  g_signal_connect_object (self->event, "close", G_CALLBACK (bell_inbox_page_back), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->event, "toast", G_CALLBACK (on_toast), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self->event_place), GTK_WIDGET (self->event));
  bell_event_page_set_context (self->event, self->context);
  on_folded (self);
}

/* A swipe back leaves the event open behind the list: close it then. */
static void
on_visible_child (BellInboxPage *self)
{
  if (adw_leaflet_get_folded (self->leaflet) && !adw_leaflet_get_child_transition_running (self->leaflet) &&
      adw_leaflet_get_visible_child (self->leaflet) == self->side)
    bell_inbox_page_back (self);
}

void
bell_inbox_page_open (BellInboxPage *self,
                      BellEntry *entry)
{
  g_return_if_fail (BELL_IS_INBOX_PAGE (self));
  g_return_if_fail (BELL_IS_ENTRY (entry));

  need_event (self);
  bell_event_page_set_entry (self->event, entry);
  gtk_widget_set_visible (self->separator, TRUE);
  gtk_widget_set_visible (self->event_place, TRUE);
  adw_leaflet_set_visible_child (self->leaflet, self->event_place);
  gtk_widget_grab_focus (GTK_WIDGET (self->event));
}

/* Searching */

static void
on_search_mode (BellInboxPage *self)
{
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH_MODE]);
}

void
bell_inbox_page_search (BellInboxPage *self)
{
  g_return_if_fail (BELL_IS_INBOX_PAGE (self));

  if (adw_leaflet_get_folded (self->leaflet))
    bell_inbox_page_back (self);
  bell_history_bar_set_search_mode (self->bar, TRUE);
}

static gboolean
end_search (BellInboxPage *self)
{
  if (!bell_history_bar_get_search_mode (self->bar))
    return FALSE;
  bell_history_bar_set_search_mode (self->bar, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  return TRUE;
}

gboolean
bell_inbox_page_back (BellInboxPage *self)
{
  g_return_val_if_fail (BELL_IS_INBOX_PAGE (self), FALSE);

  if (!gtk_widget_get_visible (self->event_place))
    return end_search (self);
  adw_leaflet_set_visible_child (self->leaflet, self->side);
  gtk_widget_set_visible (self->separator, FALSE);
  gtk_widget_set_visible (self->event_place, FALSE);
  bell_event_page_set_entry (self->event, NULL);
  gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
  return TRUE;
}

/* GObject */

static void
bell_inbox_page_get_property (GObject *object,
                              guint prop_id,
                              GValue *value,
                              GParamSpec *pspec)
{
  switch ((BellInboxPageProperty) prop_id)
    {
    case PROP_SEARCH_MODE:
      g_value_set_boolean (value, bell_history_bar_get_search_mode (BELL_INBOX_PAGE (object)->bar));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_inbox_page_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  BellInboxPage *self = BELL_INBOX_PAGE (object);

  switch ((BellInboxPageProperty) prop_id)
    {
    case PROP_SEARCH_MODE:
      if (g_value_get_boolean (value))
        bell_inbox_page_search (self);
      else
        end_search (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_inbox_page_dispose (GObject *object)
{
  BellInboxPage *self = BELL_INBOX_PAGE (object);

  g_clear_object (&self->rows);
  g_clear_object (&self->pulse);
  g_clear_object (&self->context);
  self->event = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL); /* else AdwBin unparents what the template has unparented */
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_INBOX_PAGE);
  G_OBJECT_CLASS (bell_inbox_page_parent_class)->dispose (object);
}

static void
bell_inbox_page_class_init (BellInboxPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = bell_inbox_page_get_property;
  G_OBJECT_CLASS (klass)->set_property = bell_inbox_page_set_property;
  G_OBJECT_CLASS (klass)->dispose = bell_inbox_page_dispose;

  properties[PROP_SEARCH_MODE] = g_param_spec_boolean ("search-mode", NULL, NULL, FALSE,
                                                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                         G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);

  g_type_ensure (BELL_TYPE_HISTORY_BAR);
  signals[SIGNAL_TOAST] = g_signal_new ("toast", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-inbox-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BellInboxPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, BellInboxPage, side);
  gtk_widget_class_bind_template_child (widget_class, BellInboxPage, bar);
  gtk_widget_class_bind_template_child (widget_class, BellInboxPage, history_place);
  gtk_widget_class_bind_template_child (widget_class, BellInboxPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BellInboxPage, empty);
  gtk_widget_class_bind_template_child (widget_class, BellInboxPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, BellInboxPage, list);
  gtk_widget_class_bind_template_child (widget_class, BellInboxPage, separator);
  gtk_widget_class_bind_template_child (widget_class, BellInboxPage, event_place);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
bell_inbox_page_init (BellInboxPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_swapped (self->leaflet, "notify::folded", G_CALLBACK (on_folded), self);
  g_signal_connect_swapped (self->leaflet, "notify::child-transition-running", G_CALLBACK (on_visible_child), self);
}

void
bell_inbox_page_set_context (BellInboxPage *self,
                             BellContext *context,
                             BellPulse *pulse)
{
  BellInbox *inbox;

  g_return_if_fail (BELL_IS_INBOX_PAGE (self));

  self->context = g_object_ref (context);
  self->pulse = g_object_ref (pulse);
  inbox = bell_context_get_inbox (context);
  bell_history_bar_set_context (self->bar, context);
  bell_history_bar_set_capture (self->bar, self->side);
  set_up_list (self);
  g_signal_connect_object (self->bar, "notify::search-mode", G_CALLBACK (on_search_mode), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bell_inbox_get_calm_waiting (inbox), "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (bell_inbox_get_calm_earlier (inbox), "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (bell_context_get_shops (context), "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (pulse, "tick", G_CALLBACK (on_tick), self, G_CONNECT_SWAPPED);
  update (self);
}
