/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-inbox-private.h"

#include "bell-json.h"
#include "bell-memory.h"

/*
 * So many entries that went are worth a look at the memory, so long after the last of them; in a shop that is never as
 * calm as that, so long after there were so many.
 */
#define MANY 5000
#define CALM_MS 10000
#define BUSY_MS 60000

typedef enum
{
  PROP_TROUBLE = 1,
  PROP_LOADED,
} BellInboxProperty;

enum
{
  SIGNAL_ARRIVED,
  SIGNAL_FORGOTTEN,
  SIGNAL_CALMED,
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
shrunk_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  bell_memory_give_back ();
}

static void
give_back_cb (gpointer user_data)
{
  BellInbox *self = user_data;
  gint64 now = bell_clock_get_boot_us (self->clock);
  gint64 due = MIN (self->forgotten + CALM_MS * 1000, self->forgotten_many + BUSY_MS * 1000);

  self->forget_timer = 0;
  if (now < due)
    {
      self->forget_timer = bell_clock_add (self->clock, (due - now + 999) / 1000, give_back_cb, self);
      return;
    }
  self->n_forgotten = 0;
  g_signal_emit (self, signals[SIGNAL_CALMED], 0);
  bell_history_shrink_async (self->history, shrunk_cb, NULL);
}

/* After a flood, when it is calm again. */
static void
note_forgotten (BellInbox *self)
{
  self->forgotten = bell_clock_get_boot_us (self->clock);
  if (++self->n_forgotten < MANY || self->forget_timer != 0)
    return;
  self->forgotten_many = self->forgotten;
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
  g_autoptr (BellEntry) first = g_list_model_get_item (G_LIST_MODEL (list), 0);

  /* Mostly it is the newest, and need not be sorted in. */
  if (first != NULL && compare_newest_first (first, entry, NULL) < 0)
    g_list_store_insert_sorted (list, entry, compare_newest_first, NULL);
  else
    g_list_store_insert (list, 0, entry);
  if (list == self->earlier)
    {
      forget_earliest (self);
      return;
    }
  bell_entry_index_add (self->things, entry);
}

/* By halves, for there may be a hundred thousand. */
static gboolean
find_waiting (BellInbox *self,
              BellEntry *entry,
              guint *position)
{
  GListModel *waiting = G_LIST_MODEL (self->waiting);
  guint low = 0;
  guint high = g_list_model_get_n_items (waiting);

  for (guint middle = 0; low < high; middle = low + (high - low) / 2) /* the newest first: it is the likeliest */
    {
      g_autoptr (BellEntry) other = g_list_model_get_item (waiting, middle);

      *position = middle;
      if (other == entry)
        return TRUE;
      if (compare_newest_first (other, entry, NULL) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  /* One that got its id after its place, beside another of the same moment. */
  return g_list_store_find (self->waiting, entry, position);
}

gboolean
bell_inbox_remove_waiting (BellInbox *self,
                           BellEntry *entry)
{
  guint position;

  if (!find_waiting (self, entry, &position))
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
bell_inbox_save_rest (BellInbox *self)
{
  g_return_if_fail (BELL_IS_INBOX (self));

  bell_recorder_retry (self->recorder);
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

/* Forgetting */

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

  bell_inbox_forget_in_errands (self, shop);
  remove_shop (self, self->waiting, shop);
  remove_shop (self, self->earlier, shop);
}

void
bell_inbox_set_loaded (BellInbox *self)
{
  self->loaded = TRUE;
  /* The window has been empty for long enough. */
  bell_calm_list_hurry (self->calm_waiting);
  bell_calm_list_hurry (self->calm_earlier);
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

GListModel *
bell_inbox_get_calm_waiting (BellInbox *self)
{
  return G_LIST_MODEL (self->calm_waiting);
}

GListModel *
bell_inbox_get_calm_earlier (BellInbox *self)
{
  return G_LIST_MODEL (self->calm_earlier);
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
  bell_inbox_drop_errands (self);
  bell_inbox_note_coalesced (self);
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

  g_clear_object (&self->calm_waiting);
  g_clear_object (&self->calm_earlier);
  g_clear_object (&self->waiting);
  g_clear_object (&self->earlier);
  g_clear_pointer (&self->coalesced, g_array_unref);
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

  properties[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL, flags);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_ARRIVED] = g_signal_new ("arrived", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 2, BELL_TYPE_ENTRY, G_TYPE_BOOLEAN);
  bell_inbox_take_class_init (G_TYPE_FROM_CLASS (klass));
  signals[SIGNAL_FORGOTTEN] = g_signal_new ("forgotten", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 1, BELL_TYPE_ENTRY);
  signals[SIGNAL_CALMED] = g_signal_new ("calmed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

static void
bell_inbox_init (BellInbox *self)
{
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->errands);
  self->coalesced = g_array_new (FALSE, FALSE, sizeof (gint64));
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
  self->calm_waiting = bell_calm_list_new (G_LIST_MODEL (self->waiting), clock);
  self->calm_earlier = bell_calm_list_new (G_LIST_MODEL (self->earlier), clock);
  self->recorder = bell_recorder_new (history, clock);
  g_signal_connect_object (self->recorder, "stored", G_CALLBACK (on_stored), self, 0);
  g_signal_connect_object (self->recorder, "arrived", G_CALLBACK (on_arrived), self, 0);
  g_signal_connect_object (self->recorder, "notify::trouble", G_CALLBACK (on_trouble), self, 0);
  return self;
}
