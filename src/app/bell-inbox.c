/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-inbox-private.h"

#include "bell-json.h"
#include "bell-memory.h"

/* So many entries that went are worth a look at the memory, so long after the last. */
#define MANY 5000
#define CALM_MS 10000

typedef enum
{
  PROP_WAITING_COUNT = 1,
  PROP_TROUBLE,
  PROP_LOADED,
} BellInboxProperty;

enum
{
  SIGNAL_ARRIVED,
  SIGNAL_ACKNOWLEDGED,
  SIGNAL_RETURNED,
  SIGNAL_FORGOTTEN,
  N_SIGNALS
};

static GParamSpec *properties[PROP_LOADED + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellInbox, bell_inbox, G_TYPE_OBJECT)

/* The lists */

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b,
                      gpointer user_data)
{
  gint64 left = bell_entry_get_received ((BellEntry *) a);
  gint64 right = bell_entry_get_received ((BellEntry *) b);

  if (left != right)
    return left > right ? -1 : 1;

  left = bell_entry_get_id ((BellEntry *) a);
  right = bell_entry_get_id ((BellEntry *) b);
  return left > right ? -1 : left < right ? 1 : 0;
}

static void
give_back_cb (gpointer user_data)
{
  BellInbox *self = user_data;

  self->forget_timer = 0;
  self->n_forgotten = 0;
  bell_memory_give_back ();
}

/* After a flood, when it is calm again. */
static void
note_forgotten (BellInbox *self)
{
  if (++self->n_forgotten < MANY)
    return;
  bell_clock_clear (self->clock, &self->forget_timer);
  self->forget_timer = bell_clock_add (self->clock, CALM_MS, give_back_cb, self);
}

/* The end of what was taken is in the history only, until somebody scrolls there. */
static void
forget_earliest (BellInbox *self)
{
  GListModel *earlier = G_LIST_MODEL (self->earlier);

  while (g_list_model_get_n_items (earlier) > self->max_earlier)
    {
      g_autoptr (BellEntry) last = g_list_model_get_item (earlier, g_list_model_get_n_items (earlier) - 1);
      gint64 id = bell_entry_get_id (last);

      if (id == 0) /* the history does not have it yet */
        return;
      g_list_store_remove (self->earlier, g_list_model_get_n_items (earlier) - 1);
      g_hash_table_remove (self->by_id, &id);
      note_forgotten (self);
    }
}

void
bell_inbox_insert (BellInbox *self,
                   BellEntry *entry)
{
  GListStore *list = bell_entry_get_acknowledged (entry) == 0 ? self->waiting : self->earlier;

  g_list_store_insert_sorted (list, entry, compare_newest_first, NULL);
  if (list == self->earlier)
    {
      forget_earliest (self);
      return;
    }
  bell_entry_index_add (self->things, entry);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING_COUNT]);
}

static gboolean
remove_waiting (BellInbox *self,
                BellEntry *entry)
{
  guint position;

  if (!g_list_store_find (self->waiting, entry, &position))
    return FALSE;
  g_list_store_remove (self->waiting, position);
  bell_entry_index_remove (self->things, entry);
  return TRUE;
}

void
bell_inbox_note_id (BellInbox *self,
                    BellEntry *entry)
{
  gint64 *key = g_new (gint64, 1);

  *key = bell_entry_get_id (entry);
  g_hash_table_replace (self->by_id, key, g_object_ref (entry));
}

/* The recorder's news */

static void
on_stored (BellRecorder *recorder,
           BellEntry *entry,
           BellInbox *self)
{
  bell_inbox_note_id (self, entry);
}

static void
on_arrived (BellRecorder *recorder,
            BellEntry *entry,
            gboolean recorded,
            BellInbox *self)
{
  bell_inbox_insert (self, entry);
  g_signal_emit (self, signals[SIGNAL_ARRIVED], 0, entry, recorded);
  bell_payloads_add (self->payloads, entry);
}

static void
on_trouble (BellRecorder *recorder,
            GParamSpec *pspec,
            BellInbox *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

void
bell_inbox_add (BellInbox *self,
                const char *shop,
                OeEvent *event,
                gint64 received,
                const BellVerdict *verdict)
{
  JsonNode *payload = oe_event_get_payload (event);
  g_autofree char *payload_text = payload != NULL ? bell_json_to_string (payload) : NULL;
  g_autoptr (BellEntry) entry = NULL;

  entry = bell_entry_new (shop,
                          oe_event_is_test (event) ? BELL_ENTRY_TEST : oe_kind_to_string (oe_event_get_kind (event)),
                          oe_event_get_marker (event), oe_event_get_title (event), oe_event_get_body (event),
                          oe_event_get_entity (event), oe_event_get_status (event), received, payload_text);
  if (!verdict->waits)
    bell_entry_set_acknowledged (entry, received, "rule");
  if (!verdict->announce)
    bell_entry_set_silenced (entry, "rule");
  else if (verdict->quiet)
    bell_entry_set_silenced (entry, "quiet");
  bell_entry_set_ringing (entry, verdict->waits && verdict->ring == BELL_RING_UNTIL_TAKEN);
  bell_recorder_add (self->recorder, entry);
}

static void
silenced_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* Only the day's counts suffer. */
  if (bell_history_silence_finish (BELL_HISTORY (source), result, &error) < 0)
    g_debug ("Not noted as coalesced: %s", error->message);
}

void
bell_inbox_coalesce (BellInbox *self,
                     BellEntry *entry)
{
  gint64 id;

  g_return_if_fail (BELL_IS_INBOX (self));
  g_return_if_fail (BELL_IS_ENTRY (entry));

  id = bell_entry_get_id (entry);
  bell_entry_set_silenced (entry, "coalesced");
  /* What is not stored yet takes the word along when it is tried again. */
  if (id != 0)
    bell_history_silence_async (self->history, &id, 1, "coalesced", NULL, silenced_cb, NULL);
}

/* Acknowledging */

void
bell_inbox_acknowledge (BellInbox *self,
                        BellEntry *entry,
                        const char *how)
{
  g_return_if_fail (BELL_IS_INBOX (self));
  g_return_if_fail (BELL_IS_ENTRY (entry));

  g_object_ref (entry);
  /* Taken already, or of a shop that was removed meanwhile. */
  if (bell_entry_get_acknowledged (entry) != 0 || !remove_waiting (self, entry))
    {
      g_object_unref (entry);
      return;
    }
  bell_entry_set_acknowledged (entry, bell_clock_get_wall_us (self->clock), how);
  bell_inbox_insert (self, entry);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING_COUNT]);
  bell_recorder_acknowledge (self->recorder, entry);
  g_signal_emit (self, signals[SIGNAL_ACKNOWLEDGED], 0, entry);
  g_object_unref (entry);
}

void
bell_inbox_acknowledge_all (BellInbox *self,
                            const char *how)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->waiting));
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (entries, g_list_model_get_item (G_LIST_MODEL (self->waiting), i));
  for (guint i = 0; i < entries->len; i++)
    bell_inbox_acknowledge (self, g_ptr_array_index (entries, i), how);
}

void
bell_inbox_give_back (BellInbox *self,
                      BellEntry *entry)
{
  guint position;

  g_return_if_fail (BELL_IS_INBOX (self));
  g_return_if_fail (BELL_IS_ENTRY (entry));

  if (bell_entry_get_acknowledged (entry) == 0)
    return;
  /* One from far back in the history is in neither list. */
  if (g_list_store_find (self->earlier, entry, &position))
    g_list_store_remove (self->earlier, position);
  else if (bell_entry_get_id (entry) > 0)
    bell_inbox_note_id (self, entry);
  bell_entry_set_acknowledged (entry, 0, NULL);
  bell_inbox_insert (self, entry);
  bell_recorder_acknowledge (self->recorder, entry);
  g_signal_emit (self, signals[SIGNAL_RETURNED], 0, entry);
}

static void
remove_shop (BellInbox *self,
             GListStore *list,
             const char *shop)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (list)); i > 0; i--)
    {
      g_autoptr (BellEntry) entry = g_list_model_get_item (G_LIST_MODEL (list), i - 1);
      gint64 id = bell_entry_get_id (entry);

      if (g_strcmp0 (bell_entry_get_shop (entry), shop) != 0)
        continue;
      bell_entry_index_remove (self->things, entry);
      g_list_store_remove (list, i - 1);
      g_hash_table_remove (self->by_id, &id);
      if (list == self->waiting)
        g_signal_emit (self, signals[SIGNAL_FORGOTTEN], 0, entry);
    }
}

void
bell_inbox_forget_shop (BellInbox *self,
                        const char *shop)
{
  g_return_if_fail (BELL_IS_INBOX (self));

  remove_shop (self, self->waiting, shop);
  remove_shop (self, self->earlier, shop);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING_COUNT]);
}

void
bell_inbox_set_loaded (BellInbox *self)
{
  self->loaded = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
}

GListModel *
bell_inbox_get_waiting (BellInbox *self)
{
  return G_LIST_MODEL (self->waiting);
}

GListModel *
bell_inbox_get_earlier (BellInbox *self)
{
  return G_LIST_MODEL (self->earlier);
}

BellEntry *
bell_inbox_find (BellInbox *self,
                 gint64 id)
{
  return g_hash_table_lookup (self->by_id, &id);
}

GPtrArray *
bell_inbox_find_waiting (BellInbox *self,
                         BellEntry *entry)
{
  g_return_val_if_fail (BELL_IS_INBOX (self), NULL);
  return bell_entry_index_find_same (self->things, entry);
}

guint
bell_inbox_get_waiting_count (BellInbox *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->waiting));
}

gboolean
bell_inbox_get_loaded (BellInbox *self)
{
  return self->loaded;
}

const char *
bell_inbox_get_trouble (BellInbox *self)
{
  return bell_recorder_get_trouble (self->recorder);
}

/* GObject */

static void
bell_inbox_get_property (GObject *object,
                         guint prop_id,
                         GValue *value,
                         GParamSpec *pspec)
{
  BellInbox *self = BELL_INBOX (object);

  switch ((BellInboxProperty) prop_id)
    {
    case PROP_WAITING_COUNT:
      g_value_set_uint (value, bell_inbox_get_waiting_count (self));
      break;
    case PROP_TROUBLE:
      g_value_set_string (value, bell_inbox_get_trouble (self));
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_inbox_dispose (GObject *object)
{
  BellInbox *self = BELL_INBOX (object);

  g_cancellable_cancel (self->cancellable);
  if (self->clock != NULL)
    bell_clock_clear (self->clock, &self->forget_timer);
  if (self->recorder != NULL)
    bell_recorder_stop (self->recorder);
  G_OBJECT_CLASS (bell_inbox_parent_class)->dispose (object);
}

static void
bell_inbox_finalize (GObject *object)
{
  BellInbox *self = BELL_INBOX (object);

  g_clear_object (&self->waiting);
  g_clear_object (&self->earlier);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->things, bell_entry_index_free);
  g_clear_pointer (&self->payloads, bell_payloads_free);
  g_clear_object (&self->recorder);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->history);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (bell_inbox_parent_class)->finalize (object);
}

static void
bell_inbox_class_init (BellInboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bell_inbox_get_property;
  object_class->dispose = bell_inbox_dispose;
  object_class->finalize = bell_inbox_finalize;

  properties[PROP_WAITING_COUNT] = g_param_spec_uint ("waiting-count", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL, flags);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_ARRIVED] = g_signal_new ("arrived", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 2, BELL_TYPE_ENTRY, G_TYPE_BOOLEAN);
  signals[SIGNAL_ACKNOWLEDGED] = g_signal_new ("acknowledged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                               NULL, NULL, NULL, G_TYPE_NONE, 1, BELL_TYPE_ENTRY);
  signals[SIGNAL_RETURNED] = g_signal_new ("returned", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 1, BELL_TYPE_ENTRY);
  signals[SIGNAL_FORGOTTEN] = g_signal_new ("forgotten", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 1, BELL_TYPE_ENTRY);
}

static void
bell_inbox_init (BellInbox *self)
{
  self->cancellable = g_cancellable_new ();
  self->waiting = g_list_store_new (BELL_TYPE_ENTRY);
  self->earlier = g_list_store_new (BELL_TYPE_ENTRY);
  self->things = bell_entry_index_new ();
  self->payloads = bell_payloads_new ();
  self->max_earlier = BELL_INBOX_FIRST_EARLIER;
  self->by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
}

BellInbox *
bell_inbox_new (BellHistory *history,
                BellClock *clock)
{
  BellInbox *self = g_object_new (BELL_TYPE_INBOX, NULL);

  self->history = g_object_ref (history);
  self->clock = g_object_ref (clock);
  self->recorder = bell_recorder_new (history, clock);
  g_signal_connect_object (self->recorder, "stored", G_CALLBACK (on_stored), self, 0);
  g_signal_connect_object (self->recorder, "arrived", G_CALLBACK (on_arrived), self, 0);
  g_signal_connect_object (self->recorder, "notify::trouble", G_CALLBACK (on_trouble), self, 0);
  return self;
}
