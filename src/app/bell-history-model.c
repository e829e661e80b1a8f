/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history-model-private.h"

/* Rows on top of what was measured, before it is measured anew. */
#define MAX_HEAD 1000

typedef enum
{
  PROP_LOADING = 1,
  PROP_TROUBLE,
} BellHistoryModelProperty;

static GParamSpec *properties[PROP_TROUBLE + 1];

static void bell_history_model_list_init (GListModelInterface *iface);
static void measure (BellHistoryModel *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (BellHistoryModel, bell_history_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bell_history_model_list_init))

static guint
count (BellHistoryModel *self)
{
  return self->pages != NULL ? self->head->len + bell_history_pages_get_measure (self->pages)->count : 0;
}

static void
set_measuring (BellHistoryModel *self,
               gboolean measuring)
{
  if (self->measuring == measuring)
    return;
  self->measuring = measuring;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
set_trouble (BellHistoryModel *self,
             const char *trouble)
{
  if (g_strcmp0 (self->trouble, trouble) == 0)
    return;
  g_free (self->trouble);
  self->trouble = g_strdup (trouble);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

static void
on_page_failed (gpointer user_data,
                const char *message)
{
  if (message != NULL)
    set_trouble (user_data, message);
  else
    bell_history_model_refresh (user_data);
}

/* Measuring */

/* Takes the pages; says as little as can be of what changed. */
static void
replace_pages (BellHistoryModel *self,
               BellHistoryPages *pages,
               gboolean same_filter)
{
  g_autoptr (BellHistoryPages) older = self->pages;
  guint was = count (self);
  gboolean same_top = same_filter && older != NULL && self->head->len == 0 &&
                      bell_history_pages_adopt_first (pages, older);
  gint64 removed = self->removed;
  guint is;

  self->pages = pages;
  self->removed = -1;
  g_ptr_array_set_size (self->head, 0);
  is = count (self);
  if (removed >= 0 && is + 1 == was)
    g_list_model_items_changed (G_LIST_MODEL (self), removed, 1, 0);
  else if (same_top && is >= was)
    g_list_model_items_changed (G_LIST_MODEL (self), was, 0, is - was);
  else if (self->quiet && is == was)
    g_debug ("Measured again: %u rows", is);
  else if (was > 0 || is > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, was, is);
}

static void
measured_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (BellHistoryModel) self = user_data;
  g_autoptr (GError) error = NULL;
  BellHistoryMeasure *found = bell_history_measure_finish (BELL_HISTORY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_trouble (self, error != NULL ? error->message : NULL);
  if (found != NULL)
    replace_pages (self,
                   bell_history_pages_new (self->history, self->inbox, self->filter, found, on_page_failed, self),
                   TRUE);
  if (found != NULL && self->stale)
    {
      measure (self);
      return;
    }
  set_measuring (self, FALSE);
  bell_history_model_answer_finds (self);
}

static void
measure (BellHistoryModel *self)
{
  self->stale = FALSE;
  bell_history_measure_async (self->history, self->filter, BELL_HISTORY_PAGE, self->cancellable, measured_cb,
                              g_object_ref (self));
}

/* The first page is there at once, however long the whole takes. */
static void
first_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (BellHistoryModel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = bell_history_query_finish (BELL_HISTORY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (entries != NULL)
    replace_pages (self, bell_history_pages_new_first (self->history, self->inbox, self->filter, entries,
                                                       on_page_failed, self),
                   FALSE);
  measure (self);
}

void
bell_history_model_set_filter (BellHistoryModel *self,
                               const BellHistoryFilter *filter)
{
  g_return_if_fail (BELL_IS_HISTORY_MODEL (self));
  g_return_if_fail (filter != NULL);

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->filter, bell_history_filter_free);
  self->filter = bell_history_filter_copy (filter);
  self->removed = -1;
  self->quiet = FALSE;
  self->stale = FALSE;
  set_measuring (self, TRUE);
  /* What is shown stays until there is something else: typing must not flicker. */
  bell_history_query_async (self->history, self->filter, NULL, BELL_HISTORY_PAGE, self->cancellable, first_cb,
                            g_object_ref (self));
}

void
bell_history_model_refresh (BellHistoryModel *self)
{
  g_return_if_fail (BELL_IS_HISTORY_MODEL (self));

  if (self->filter == NULL)
    return;
  if (self->measuring)
    {
      self->stale = TRUE;
      self->quiet = FALSE;
      self->removed = -1;
      return;
    }
  self->quiet = FALSE;
  set_measuring (self, TRUE);
  measure (self);
}

/* What happens meanwhile */

static void
put_on_top (BellHistoryModel *self,
            BellEntry *entry)
{
  BellHistoryRow *row = bell_history_row_new ();
  g_autoptr (BellHistoryRow) next = bell_history_pages_get (self->pages, 0);
  gint64 received = bell_entry_get_received (entry);

  if (self->head->len > 0)
    g_set_object (&next, g_ptr_array_index (self->head, self->head->len - 1));
  bell_history_row_set_entry (row, entry);
  bell_history_row_set_begins_day (row, TRUE);
  if (next != NULL && bell_history_row_get_entry (next) != NULL)
    bell_history_row_set_begins_day (
      next, bell_history_pages_begins_day (received, bell_entry_get_received (bell_history_row_get_entry (next))));
  g_ptr_array_add (self->head, row);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);
}

static gboolean
is_newest (BellHistoryModel *self,
           BellEntry *entry)
{
  BellHistoryKey newest = bell_history_pages_get_measure (self->pages)->first;

  if (self->head->len > 0)
    {
      BellEntry *top = bell_history_row_get_entry (g_ptr_array_index (self->head, self->head->len - 1));

      newest.received = bell_entry_get_received (top);
      newest.id = bell_entry_get_id (top);
    }
  return bell_entry_get_received (entry) >= newest.received && bell_entry_get_id (entry) > newest.id;
}

static void
take_in (BellHistoryModel *self,
         BellEntry *entry)
{
  if (self->filter == NULL || !bell_history_filter_matches (self->filter, entry))
    return;
  if (self->measuring || self->pages == NULL || !is_newest (self, entry))
    {
      bell_history_model_refresh (self);
      return;
    }
  put_on_top (self, entry);
  if (self->head->len < MAX_HEAD)
    return;
  bell_history_model_refresh (self);
  self->quiet = TRUE;
}

/* What could not be recorded comes when it is. */
static void
on_id (BellEntry *entry,
       GParamSpec *pspec,
       BellHistoryModel *self)
{
  g_signal_handlers_disconnect_by_func (entry, on_id, self);
  take_in (self, entry);
}

static void
on_arrived (BellInbox *inbox,
            BellEntry *entry,
            gboolean recorded,
            BellHistoryModel *self)
{
  if (bell_entry_get_id (entry) > 0)
    take_in (self, entry);
  else
    g_signal_connect_object (entry, "notify::id", G_CALLBACK (on_id), self, 0);
}

static gint64
position_of (BellHistoryModel *self,
             BellEntry *entry)
{
  gint64 position;

  for (guint i = 0; i < self->head->len; i++)
    if (bell_history_row_get_entry (g_ptr_array_index (self->head, i)) == entry)
      return self->head->len - 1 - i;
  position = bell_history_pages_find (self->pages, entry);
  return position >= 0 ? position + self->head->len : -1;
}

static void
on_acknowledged (BellInbox *inbox,
                 BellEntry *entry,
                 BellHistoryModel *self)
{
  gboolean simple = !self->measuring && self->pages != NULL;
  BellHistoryFilter any;

  if (self->filter == NULL ||
      (self->filter->state != BELL_HISTORY_WAITING && self->filter->state != BELL_HISTORY_TAKEN))
    return;
  any = *self->filter;
  any.state = BELL_HISTORY_ANY;
  if (!bell_history_filter_matches (&any, entry))
    return;
  bell_history_model_refresh (self);
  if (simple && self->filter->state == BELL_HISTORY_WAITING && bell_entry_get_acknowledged (entry) != 0)
    self->removed = position_of (self, entry);
}

const BellHistoryFilter *
bell_history_model_get_filter (BellHistoryModel *self)
{
  return self->filter;
}

gboolean
bell_history_model_get_loading (BellHistoryModel *self)
{
  return self->measuring;
}

const char *
bell_history_model_get_trouble (BellHistoryModel *self)
{
  return self->trouble;
}

/* GListModel */

static GType
bell_history_model_get_item_type (GListModel *list)
{
  return BELL_TYPE_HISTORY_ROW;
}

static guint
bell_history_model_get_n_items (GListModel *list)
{
  return count (BELL_HISTORY_MODEL (list));
}

static gpointer
bell_history_model_get_item (GListModel *list,
                             guint position)
{
  BellHistoryModel *self = BELL_HISTORY_MODEL (list);

  if (position < self->head->len)
    return g_object_ref (g_ptr_array_index (self->head, self->head->len - 1 - position));
  return self->pages != NULL ? bell_history_pages_get (self->pages, position - self->head->len) : NULL;
}

static void
bell_history_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = bell_history_model_get_item_type;
  iface->get_n_items = bell_history_model_get_n_items;
  iface->get_item = bell_history_model_get_item;
}

/* GObject */

static void
bell_history_model_get_property (GObject *object,
                                 guint prop_id,
                                 GValue *value,
                                 GParamSpec *pspec)
{
  BellHistoryModel *self = BELL_HISTORY_MODEL (object);

  switch ((BellHistoryModelProperty) prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->measuring);
      break;
    case PROP_TROUBLE:
      g_value_set_string (value, self->trouble);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_history_model_finalize (GObject *object)
{
  BellHistoryModel *self = BELL_HISTORY_MODEL (object);

  /* Whoever waits holds a reference: there are no finds. */
  g_ptr_array_unref (self->finds);
  g_clear_pointer (&self->pages, bell_history_pages_free);
  g_ptr_array_unref (self->head);
  g_clear_pointer (&self->filter, bell_history_filter_free);
  g_object_unref (self->cancellable);
  g_object_unref (self->inbox);
  g_object_unref (self->history);
  g_free (self->trouble);
  G_OBJECT_CLASS (bell_history_model_parent_class)->finalize (object);
}

static void
bell_history_model_class_init (BellHistoryModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bell_history_model_get_property;
  object_class->finalize = bell_history_model_finalize;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bell_history_model_init (BellHistoryModel *self)
{
  self->head = g_ptr_array_new_with_free_func (g_object_unref);
  self->finds = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  self->removed = -1;
}

BellHistoryModel *
bell_history_model_new (BellHistory *history,
                        BellInbox *inbox)
{
  BellHistoryModel *self = g_object_new (BELL_TYPE_HISTORY_MODEL, NULL);

  self->history = g_object_ref (history);
  self->inbox = g_object_ref (inbox);
  g_signal_connect_object (inbox, "arrived", G_CALLBACK (on_arrived), self, 0);
  g_signal_connect_object (inbox, "acknowledged", G_CALLBACK (on_acknowledged), self, 0);
  g_signal_connect_object (inbox, "returned", G_CALLBACK (on_acknowledged), self, 0);
  return self;
}
