/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-recorder.h"

#include <glib/gi18n.h>

#define COMMIT_DEADLINE_US (500 * 1000)
#define RETRY_MS 5000
#define MAX_UNSAVED 10000
#define MAX_OVERDUE 20 /* in a turn of the main loop: there may be thousands */

/* One entry on its way into the history. */
typedef struct
{
  BellRecorder *recorder; /* borrowed: cleared when the recorder stops */
  BellEntry *entry;
  GList link;          /* in due, until it arrived */
  gint64 deadline;     /* boot time */
  gint64 acknowledged; /* what the history was given */
  gboolean arrived;
  gboolean in_flight;
} Arrival;

struct _BellRecorder
{
  GObject parent_instance;

  /* Owned */
  BellHistory *history;
  BellClock *clock;
  GQueue due;           /* of Arrival: not arrived yet, oldest first; one timer for all, for there may be a burst */
  guint due_timer;
  gint64 answered;      /* boot time of the history's last word */
  GQueue unsaved;       /* of Arrival: failed, to be tried again, oldest first */
  GHashTable *arrivals; /* set of all Arrivals */
  GHashTable *acks;     /* set of BellEntry whose acknowledgement is not stored yet */
  guint retry_timer;
  gboolean stopped;
  char *trouble;
};

typedef enum
{
  PROP_TROUBLE = 1,
} BellRecorderProperty;

enum
{
  SIGNAL_STORED,
  SIGNAL_ARRIVED,
  N_SIGNALS
};

static GParamSpec *properties[PROP_TROUBLE + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellRecorder, bell_recorder, G_TYPE_OBJECT)

static void start_append (Arrival *arrival);

/* What cannot be saved is said, and tried again. */

void
bell_recorder_set_trouble (BellRecorder *self,
                           const char *trouble)
{
  if (g_strcmp0 (self->trouble, trouble) == 0)
    return;
  g_free (self->trouble);
  self->trouble = g_strdup (trouble);
  if (trouble != NULL)
    g_message ("The history cannot be saved: %s", trouble);
  else
    g_message ("The history is saved again");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

static void
arrival_free (Arrival *arrival)
{
  g_object_unref (arrival->entry);
  g_free (arrival);
}

static void
drop_arrival (Arrival *arrival)
{
  g_hash_table_remove (arrival->recorder->arrivals, arrival);
  arrival_free (arrival);
}

static void
retry_cb (gpointer user_data)
{
  BellRecorder *self = user_data;
  g_autoptr (GList) acks = g_hash_table_get_keys (self->acks);
  guint n = g_queue_get_length (&self->unsaved);

  self->retry_timer = 0;
  while (n-- > 0)
    start_append (g_queue_pop_head (&self->unsaved));
  for (GList *l = acks; l != NULL; l = l->next)
    bell_recorder_acknowledge (self, l->data);
}

static void
retry_later (BellRecorder *self)
{
  if (self->retry_timer == 0)
    self->retry_timer = bell_clock_add (self->clock, RETRY_MS, retry_cb, self);
}

void
bell_recorder_retry (BellRecorder *self)
{
  if (self->retry_timer == 0)
    return;
  bell_clock_clear (self->clock, &self->retry_timer);
  retry_cb (self);
}

static void
keep_for_retry (Arrival *arrival)
{
  BellRecorder *self = arrival->recorder;

  /* The bound of the queue: the oldest was shown long ago, and only its record is lost. */
  if (g_queue_get_length (&self->unsaved) >= MAX_UNSAVED)
    drop_arrival (g_queue_pop_head (&self->unsaved));
  g_queue_push_tail (&self->unsaved, arrival);
  retry_later (self);
}

/* Arrival: committed first, then shown. */

static void overdue_cb (gpointer user_data);

/* In a storm each waits for those before it: the disk is slow when it answers to none of them. */
static gint64
get_deadline (BellRecorder *self,
              const Arrival *arrival)
{
  return MAX (arrival->deadline, self->answered + COMMIT_DEADLINE_US);
}

static void
watch_due (BellRecorder *self)
{
  const Arrival *oldest = g_queue_peek_head (&self->due);
  gint64 left;

  if (oldest == NULL)
    {
      bell_clock_clear (self->clock, &self->due_timer);
      return;
    }
  /* Set for one that arrived since, it comes too early, and is set again then. */
  if (self->due_timer != 0)
    return;
  left = get_deadline (self, oldest) - bell_clock_get_boot_us (self->clock);
  self->due_timer = bell_clock_add (self->clock, MAX (left + 999, 0) / 1000, overdue_cb, self);
}

static void
arrive (Arrival *arrival,
        gboolean recorded)
{
  BellRecorder *self = arrival->recorder;

  if (arrival->arrived)
    return;
  arrival->arrived = TRUE;
  g_queue_unlink (&self->due, &arrival->link);
  watch_due (self);
  g_signal_emit (self, signals[SIGNAL_ARRIVED], 0, arrival->entry, recorded);
}

static void
overdue_cb (gpointer user_data)
{
  BellRecorder *self = user_data;
  gint64 now = bell_clock_get_boot_us (self->clock);
  Arrival *arrival;

  self->due_timer = 0;
  g_object_ref (self);
  for (guint n = 0; n < MAX_OVERDUE && (arrival = g_queue_peek_head (&self->due)) != NULL &&
                    get_deadline (self, arrival) <= now; n++)
    {
      /* TRANSLATORS: why the history cannot be saved just now */
      bell_recorder_set_trouble (self, _("the disk is slow"));
      arrive (arrival, FALSE);
    }
  if (!self->stopped)
    watch_due (self);
  g_object_unref (self);
}

static void
append_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  Arrival *arrival = user_data;
  BellRecorder *self = arrival->recorder;
  g_autoptr (GError) error = NULL;
  gint64 id = bell_history_append_finish (BELL_HISTORY (source), result, &error);

  if (self == NULL)
    {
      arrival_free (arrival);
      return;
    }

  g_object_ref (self);
  arrival->in_flight = FALSE;
  self->answered = bell_clock_get_boot_us (self->clock);
  if (id <= 0)
    {
      bell_recorder_set_trouble (self, error->message);
      arrive (arrival, FALSE);
      keep_for_retry (arrival);
    }
  else
    {
      /* Taken by somebody, or put back, while the history was busy with it. */
      gboolean changed = bell_entry_get_acknowledged (arrival->entry) != arrival->acknowledged;

      /* Over when nothing else is on its way: in a storm the next batch is late too. */
      if (g_hash_table_size (self->arrivals) == 1)
        bell_recorder_set_trouble (self, NULL);
      g_signal_emit (self, signals[SIGNAL_STORED], 0, arrival->entry);
      arrive (arrival, TRUE);
      if (changed)
        bell_recorder_acknowledge (self, arrival->entry);
      drop_arrival (arrival);
    }
  g_object_unref (self);
}

static void
start_append (Arrival *arrival)
{
  arrival->in_flight = TRUE;
  arrival->acknowledged = bell_entry_get_acknowledged (arrival->entry);
  bell_history_append_async (arrival->recorder->history, arrival->entry, NULL, append_cb, arrival);
}

void
bell_recorder_add (BellRecorder *self,
                   BellEntry *entry)
{
  Arrival *arrival = g_new0 (Arrival, 1);

  arrival->recorder = self;
  arrival->entry = g_object_ref (entry);
  g_hash_table_add (self->arrivals, arrival);
  arrival->deadline = bell_clock_get_boot_us (self->clock) + COMMIT_DEADLINE_US;
  arrival->link.data = arrival;
  g_queue_push_tail_link (&self->due, &arrival->link);
  watch_due (self);
  start_append (arrival);
}

/* Acknowledgements */

typedef struct
{
  BellRecorder *recorder;
  GPtrArray *entries;
} Acknowledgement;

static void
acknowledge_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  Acknowledgement *ack = user_data;
  BellRecorder *self = ack->recorder;
  g_autoptr (GError) error = NULL;
  /* Both calls end in the same. */
  gboolean done = bell_history_acknowledge_finish (BELL_HISTORY (source), result, &error) >= 0;

  for (guint i = 0; i < ack->entries->len; i++)
    {
      if (done)
        g_hash_table_remove (self->acks, ack->entries->pdata[i]);
      else if (!self->stopped) /* An earlier one of the same entry may have crossed it off. */
        g_hash_table_add (self->acks, g_object_ref (ack->entries->pdata[i]));
    }
  if (!done && !self->stopped)
    {
      bell_recorder_set_trouble (self, error->message);
      retry_later (self);
    }
  g_ptr_array_unref (ack->entries);
  g_object_unref (self);
  g_free (ack);
}

void
bell_recorder_acknowledge_many (BellRecorder *self,
                                GPtrArray *entries)
{
  g_autofree gint64 *ids = g_new (gint64, entries->len);
  Acknowledgement *ack;
  BellEntry *first;

  ack = g_new0 (Acknowledgement, 1);
  ack->recorder = g_object_ref (self);
  ack->entries = g_ptr_array_new_full (entries->len, g_object_unref);
  for (guint i = 0; i < entries->len; i++)
    {
      BellEntry *entry = g_ptr_array_index (entries, i);

      /* An entry that is not stored yet comes back here when it is: see append_cb(). */
      if (bell_entry_get_id (entry) == 0)
        continue;
      ids[ack->entries->len] = bell_entry_get_id (entry);
      g_ptr_array_add (ack->entries, g_object_ref (entry));
      g_hash_table_add (self->acks, g_object_ref (entry));
    }
  if (ack->entries->len == 0)
    {
      g_ptr_array_unref (ack->entries);
      g_object_unref (ack->recorder);
      g_free (ack);
      return;
    }
  first = g_ptr_array_index (ack->entries, 0);
  if (bell_entry_get_acknowledged (first) == 0)
    bell_history_release_async (self->history, ids, ack->entries->len, NULL, acknowledge_cb, ack);
  else
    bell_history_acknowledge_async (self->history, ids, ack->entries->len, bell_entry_get_acknowledged (first),
                                    bell_entry_get_acknowledged_how (first), NULL, acknowledge_cb, ack);
}

void
bell_recorder_acknowledge (BellRecorder *self,
                           BellEntry *entry)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();

  g_ptr_array_add (entries, entry);
  bell_recorder_acknowledge_many (self, entries);
}

/* An append under way keeps its Arrival, and finds out that nobody waits for it. */
static void
abandon_arrivals (BellRecorder *self)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->arrivals);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      Arrival *arrival = key;

      arrival->recorder = NULL;
      if (!arrival->in_flight)
        arrival_free (arrival);
    }
  g_hash_table_remove_all (self->arrivals);
  g_queue_clear (&self->unsaved);
  g_queue_init (&self->due);
  bell_clock_clear (self->clock, &self->due_timer);
}

void
bell_recorder_stop (BellRecorder *self)
{
  self->stopped = TRUE;
  abandon_arrivals (self);
  bell_clock_clear (self->clock, &self->retry_timer);
}

const char *
bell_recorder_get_trouble (BellRecorder *self)
{
  return self->trouble;
}

/* GObject */

static void
bell_recorder_get_property (GObject *object,
                            guint prop_id,
                            GValue *value,
                            GParamSpec *pspec)
{
  BellRecorder *self = BELL_RECORDER (object);

  switch ((BellRecorderProperty) prop_id)
    {
    case PROP_TROUBLE:
      g_value_set_string (value, self->trouble);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_recorder_dispose (GObject *object)
{
  bell_recorder_stop (BELL_RECORDER (object));
  G_OBJECT_CLASS (bell_recorder_parent_class)->dispose (object);
}

static void
bell_recorder_finalize (GObject *object)
{
  BellRecorder *self = BELL_RECORDER (object);

  g_clear_pointer (&self->arrivals, g_hash_table_unref);
  g_clear_pointer (&self->acks, g_hash_table_unref);
  g_clear_object (&self->history);
  g_clear_object (&self->clock);
  g_free (self->trouble);
  G_OBJECT_CLASS (bell_recorder_parent_class)->finalize (object);
}

static void
bell_recorder_class_init (BellRecorderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bell_recorder_get_property;
  object_class->dispose = bell_recorder_dispose;
  object_class->finalize = bell_recorder_finalize;

  properties[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                    G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_STORED] = g_signal_new ("stored", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, BELL_TYPE_ENTRY);
  signals[SIGNAL_ARRIVED] = g_signal_new ("arrived", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 2, BELL_TYPE_ENTRY, G_TYPE_BOOLEAN);
}

static void
bell_recorder_init (BellRecorder *self)
{
  self->arrivals = g_hash_table_new (NULL, NULL);
  self->acks = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  g_queue_init (&self->unsaved);
  g_queue_init (&self->due);
}

BellRecorder *
bell_recorder_new (BellHistory *history,
                   BellClock *clock)
{
  BellRecorder *self = g_object_new (BELL_TYPE_RECORDER, NULL);

  self->history = g_object_ref (history);
  self->clock = g_object_ref (clock);
  return self;
}
