/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-diagnosis.h"

#include "bell-app-token.h"
#include "bell-format-shops.h"
#include "bell-history-query.h"
#include "bell-session-questions.h"
#include "oe-client-products.h"
#include "oe-user.h"

#define NEWEST 20 /* events to look for a real one in */

/* One question and what became of it. */
typedef struct
{
  gboolean done;
  GError *error;
} Question;

struct _BellDiagnosis
{
  GObject parent_instance;

  /* Owned */
  BellContext *context;
  BellShop *shop;
  GCancellable *cancellable;

  Question check;
  Question user;
  Question events;
  Question subscriptions;
  Question last;
  guint n_events;
  guint n_subscriptions;
  char *last_title;
  gint64 last_received;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellDiagnosis, bell_diagnosis, G_TYPE_OBJECT)

static void
changed (BellDiagnosis *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Takes the error. What was cancelled belongs to an earlier run. */
static gboolean
answer (BellDiagnosis *self,
        Question *question,
        GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      return FALSE;
    }
  question->done = TRUE;
  question->error = error;
  changed (self);
  return TRUE;
}

static void
forget (Question *question)
{
  question->done = FALSE;
  g_clear_error (&question->error);
}

/* The questions to the shop */

static void
subscriptions_begin (OeClient *client,
                     const char *access_token,
                     gpointer data,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  oe_client_list_subscriptions_async (client, access_token, 0, 1, cancellable, callback, user_data);
}

/* The value is how many there are, and one more: none is an answer too. */
static gpointer
subscriptions_finish (OeClient *client,
                      GAsyncResult *result,
                      gpointer data,
                      GError **error)
{
  guint total = 0;
  g_autoptr (GPtrArray) items = oe_client_list_subscriptions_finish (client, result, &total, error);

  return items != NULL ? GUINT_TO_POINTER (total + 1) : NULL;
}

static const BellCall subscriptions_call = { subscriptions_begin, subscriptions_finish, NULL };

static void
subscriptions_cb (GObject *source,
                  GAsyncResult *result,
                  gpointer user_data)
{
  g_autoptr (BellDiagnosis) self = user_data;
  GError *error = NULL;
  guint total = GPOINTER_TO_UINT (bell_session_call_finish (BELL_SESSION (source), result, &error));

  if (error == NULL)
    self->n_subscriptions = total - 1;
  answer (self, &self->subscriptions, error);
}

static void
events_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (BellDiagnosis) self = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) events = bell_session_call_finish (BELL_SESSION (source), result, &error);

  if (events != NULL)
    self->n_events = events->len;
  if (answer (self, &self->events, error))
    bell_session_call_async (BELL_SESSION (source), &subscriptions_call, NULL, NULL, self->cancellable,
                             subscriptions_cb, g_object_ref (self));
}

static void
user_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (BellDiagnosis) self = user_data;
  GError *error = NULL;
  OeUser *user = bell_session_call_finish (BELL_SESSION (source), result, &error);

  g_clear_pointer (&user, oe_user_free); /* whether there is one was the question */
  if (answer (self, &self->user, error))
    bell_session_call_async (BELL_SESSION (source), &bell_question_events, NULL, NULL, self->cancellable, events_cb,
                             g_object_ref (self));
}

static void
check_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (BellDiagnosis) self = user_data;
  GError *error = NULL;

  oe_client_check_finish (OE_CLIENT (source), result, &error);
  if (answer (self, &self->check, error))
    bell_session_call_async (bell_shop_get_session (self->shop), &bell_question_user, NULL, NULL, self->cancellable, user_cb,
                             g_object_ref (self));
}

/* The history */

static void
last_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (BellDiagnosis) self = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) entries = bell_history_query_finish (BELL_HISTORY (source), result, &error);

  for (guint i = 0; entries != NULL && i < entries->len && self->last_title == NULL; i++)
    {
      BellEntry *entry = g_ptr_array_index (entries, i);

      if (g_strcmp0 (bell_entry_get_kind (entry), BELL_ENTRY_TEST) == 0)
        continue;
      self->last_title = g_strdup (bell_entry_get_title (entry));
      self->last_received = bell_entry_get_received (entry);
    }
  answer (self, &self->last, error);
}

void
bell_diagnosis_stop (BellDiagnosis *self)
{
  g_return_if_fail (BELL_IS_DIAGNOSIS (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

void
bell_diagnosis_run (BellDiagnosis *self)
{
  g_autoptr (BellHistoryFilter) filter = bell_history_filter_new ();

  g_return_if_fail (BELL_IS_DIAGNOSIS (self));

  bell_diagnosis_stop (self);
  self->cancellable = g_cancellable_new ();
  forget (&self->check);
  forget (&self->user);
  forget (&self->events);
  forget (&self->subscriptions);
  forget (&self->last);
  g_clear_pointer (&self->last_title, g_free);

  oe_client_check_async (bell_shop_get_client (self->shop), self->cancellable, check_cb, g_object_ref (self));
  filter->shop = g_strdup (bell_shop_get_id (self->shop));
  bell_history_query_async (bell_context_get_history (self->context), filter, NULL, NEWEST, self->cancellable, last_cb,
                            g_object_ref (self));
  changed (self);
}

/* Findings */

static guint
count_silent_kinds (BellDiagnosis *self)
{
  guint n = 0;

  for (OeKind kind = 0; kind < OE_N_KINDS; kind++)
    {
      const BellRule *rule = bell_rules_find_for (bell_context_get_rules (self->context), bell_shop_get_id (self->shop),
                                                  BELL_SCOPE_KIND, oe_kind_to_string (kind));

      if (rule != NULL && !rule->announce)
        n++;
    }
  return n;
}

static BellAnswer
to_answer (const Question *question)
{
  return (BellAnswer){ question->done, question->error };
}

void
bell_diagnosis_judge_step (BellDiagnosis *self,
                           BellCheck check,
                           BellFinding *finding)
{
  BellClock *clock = bell_context_get_clock (self->context);
  BellDiagnosisFacts facts = {
    .check = to_answer (&self->check),
    .app_token_days = bell_app_token_get_days (bell_shop_get_client (self->shop)),
    .user = to_answer (&self->user),
    .login = bell_shop_get_info (self->shop)->login,
    .events = to_answer (&self->events),
    .n_events = self->n_events,
    .subscriptions = to_answer (&self->subscriptions),
    .n_subscriptions = self->n_subscriptions,
    .n_silent = count_silent_kinds (self),
    .last = to_answer (&self->last),
    .last_title = self->last_title,
    .last_ago = (int) CLAMP ((bell_clock_get_wall_us (clock) - self->last_received) / G_USEC_PER_SEC, 0, G_MAXINT),
  };

  bell_glance_init (&facts.glance, self->shop, clock);
  bell_diagnosis_judge (check, &facts, finding);
  bell_glance_clear (&facts.glance);
}

gboolean
bell_diagnosis_get_done (BellDiagnosis *self)
{
  return self->check.done && self->user.done && self->events.done && self->subscriptions.done && self->last.done;
}

/* GObject */

static void
bell_diagnosis_finalize (GObject *object)
{
  BellDiagnosis *self = BELL_DIAGNOSIS (object);

  bell_diagnosis_stop (self);
  forget (&self->check);
  forget (&self->user);
  forget (&self->events);
  forget (&self->subscriptions);
  forget (&self->last);
  g_free (self->last_title);
  g_clear_object (&self->shop);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (bell_diagnosis_parent_class)->finalize (object);
}

static void
bell_diagnosis_class_init (BellDiagnosisClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_diagnosis_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
bell_diagnosis_init (BellDiagnosis *self)
{
}

BellDiagnosis *
bell_diagnosis_new (BellContext *context,
                    BellShop *shop)
{
  BellDiagnosis *self = g_object_new (BELL_TYPE_DIAGNOSIS, NULL);

  self->context = g_object_ref (context);
  self->shop = g_object_ref (shop);
  return self;
}
