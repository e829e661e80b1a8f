/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-libnotify-worker.h"

#include "bell-libnotify-bubble.h"

#define NAME "org.freedesktop.Notifications"

/* After a time-out the daemon counts as absent for so long, or until its owner changes. */
#define ABSENT_US (60 * G_USEC_PER_SEC)

struct _BellLibnotifyWorker
{
  gatomicrefcount ref_count;
  GMainContext *owner_context;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  GAsyncQueue *ended;
  char *app_name;
  char *desktop_entry;
  BellLibnotifyCallbacks callbacks;
  gpointer user_data;
  gint stopped; /* atomic */

  BellBubbleQueue *orders;

  /* The thread's own */
  GHashTable *bubbles; /* key → NotifyNotification, while it is there */
  gboolean looked; /* whether it was asked who the daemon is: before, nothing is shown */
  char *owner; /* of the daemon's name, NULL: nobody */
  gboolean is_known; /* that owner was asked for what follows, if only some time ago */
  gboolean has_actions;
  gboolean has_markup;
  gboolean available;
  gint64 absent_until;
};

static void
worker_unref (BellLibnotifyWorker *worker)
{
  if (!g_atomic_ref_count_dec (&worker->ref_count))
    return;
  bell_bubble_queue_free (worker->orders);
  g_main_context_unref (worker->owner_context);
  g_main_loop_unref (worker->loop);
  g_main_context_unref (worker->context);
  g_async_queue_unref (worker->ended);
  g_free (worker->app_name);
  g_free (worker->desktop_entry);
  g_free (worker->owner);
  g_free (worker);
}

/* News for the owner travel to its context. */

typedef enum
{
  NEWS_AVAILABLE,
  NEWS_SHOWN,
  NEWS_ACTIVATED,
  NEWS_CLOSED,
  NEWS_FAILED,
} NewsType;

typedef struct
{
  BellLibnotifyWorker *worker;
  NewsType type;
  char *key;
  char *text;
  char *token;
  guint number;
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  worker_unref (news->worker);
  g_free (news->key);
  g_free (news->text);
  g_free (news->token);
  g_free (news);
}

static gboolean
deliver_cb (gpointer user_data)
{
  News *news = user_data;
  BellLibnotifyWorker *worker = news->worker;

  /* Stop happens in this very context: there is no race between the look and the call. */
  if (g_atomic_int_get (&worker->stopped))
    return G_SOURCE_REMOVE;
  switch (news->type)
    {
    case NEWS_AVAILABLE:
      worker->callbacks.available (news->number != 0, worker->user_data);
      break;
    case NEWS_SHOWN:
      worker->callbacks.shown (news->key, news->number, worker->user_data);
      break;
    case NEWS_ACTIVATED:
      worker->callbacks.activated (news->key, news->text, news->token, worker->user_data);
      break;
    case NEWS_CLOSED:
      worker->callbacks.closed (news->key, news->number, worker->user_data);
      break;
    case NEWS_FAILED:
    default:
      worker->callbacks.failed (news->key, news->text, worker->user_data);
      break;
    }
  return G_SOURCE_REMOVE;
}

static void
tell (BellLibnotifyWorker *worker,
      NewsType type,
      const char *key,
      const char *text,
      const char *token,
      guint number)
{
  News *news = g_new0 (News, 1);

  g_atomic_ref_count_inc (&worker->ref_count);
  news->worker = worker;
  news->type = type;
  news->key = g_strdup (key);
  news->text = g_strdup (text);
  news->token = g_strdup (token);
  news->number = number;
  g_main_context_invoke_full (worker->owner_context, G_PRIORITY_DEFAULT, deliver_cb, news, news_free);
}

static void
set_available (BellLibnotifyWorker *worker,
               gboolean available)
{
  if (worker->available == available)
    return;
  worker->available = available;
  tell (worker, NEWS_AVAILABLE, NULL, NULL, NULL, available);
}

/* The daemon: who it is may change at any time, and with it what it can do. */

/* Whether they are others than they were. */
static gboolean
read_capabilities (BellLibnotifyWorker *worker)
{
  GList *capabilities = notify_get_server_caps ();
  gboolean has_actions = g_list_find_custom (capabilities, "actions", (GCompareFunc) g_strcmp0) != NULL;
  gboolean has_markup = g_list_find_custom (capabilities, "body-markup", (GCompareFunc) g_strcmp0) != NULL;
  gboolean changed = worker->has_actions != has_actions || worker->has_markup != has_markup;

  /* A daemon that is only started by the question has no owner yet. */
  worker->is_known = worker->owner != NULL && capabilities != NULL;
  worker->has_actions = has_actions;
  worker->has_markup = has_markup;
  g_list_free_full (capabilities, g_free);
  return changed;
}

/* Bubbles of a daemon that is gone are gone; it sends no signal about them. */
static void
forget_bubbles (BellLibnotifyWorker *worker)
{
  GHashTableIter iter;
  gpointer key, notification;

  g_hash_table_iter_init (&iter, worker->bubbles);
  while (g_hash_table_iter_next (&iter, &key, &notification))
    {
      g_signal_handlers_disconnect_by_data (notification, worker);
      tell (worker, NEWS_CLOSED, key, NULL, NULL, 4);
    }
  g_hash_table_remove_all (worker->bubbles);
}

static void wake (BellLibnotifyWorker *worker);

/* A bubble that was shown before it is known by whom could not be told from one of the next daemon's. */
static void
look (BellLibnotifyWorker *worker)
{
  if (worker->looked)
    return;
  worker->looked = TRUE;
  wake (worker);
}

static void
on_name_appeared (GDBusConnection *connection,
                  const char *name,
                  const char *owner,
                  gpointer user_data)
{
  BellLibnotifyWorker *worker = user_data;

  /* Where there was none, this one may have been started by a bubble, and have it. */
  if (worker->owner != NULL && g_strcmp0 (worker->owner, owner) != 0)
    forget_bubbles (worker);
  g_free (worker->owner);
  worker->owner = g_strdup (owner);
  worker->is_known = FALSE;
  worker->absent_until = 0;
  set_available (worker, TRUE);
  look (worker);
}

static void
on_name_vanished (GDBusConnection *connection,
                  const char *name,
                  gpointer user_data)
{
  BellLibnotifyWorker *worker = user_data;

  forget_bubbles (worker);
  g_clear_pointer (&worker->owner, g_free);
  worker->is_known = FALSE;
  worker->absent_until = 0;
  set_available (worker, FALSE);
  look (worker);
}

/* Bubbles */

static void
on_closed (NotifyNotification *notification,
           gpointer user_data)
{
  BellLibnotifyWorker *worker = user_data;
  g_autofree char *key = g_strdup (bell_libnotify_bubble_get_key (notification));

  tell (worker, NEWS_CLOSED, key, NULL, NULL, notify_notification_get_closed_reason (notification));
  if (g_hash_table_lookup (worker->bubbles, key) == notification)
    g_hash_table_remove (worker->bubbles, key);
}

static void
on_action (NotifyNotification *notification,
           char *action,
           gpointer user_data)
{
  BellLibnotifyWorker *worker = user_data;

  tell (worker, NEWS_ACTIVATED, bell_libnotify_bubble_get_key (notification), action,
        notify_notification_get_activation_token (notification), 0);
}

static gboolean
is_timeout (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMED_OUT);
}

static void
fill (BellLibnotifyWorker *worker,
      NotifyNotification *notification,
      BellBubbleOrder *order)
{
  bell_libnotify_bubble_fill (notification, order, worker->has_markup, worker->has_actions, on_action, worker);
}

/*
 * A daemon may change what it can do whenever its user changes a setting. To ask before each bubble would have it wait
 * for one more answer; so it is asked behind it, and the bubble said again in the rare case.
 */
static gboolean
show_as_it_can (BellLibnotifyWorker *worker,
                NotifyNotification *notification,
                BellBubbleOrder *order,
                GError **error)
{
  gboolean was_known = worker->is_known;

  if (!was_known)
    read_capabilities (worker);
  fill (worker, notification, order);
  if (!notify_notification_show (notification, error))
    return FALSE;
  if (!was_known || !read_capabilities (worker))
    return TRUE;
  fill (worker, notification, order);
  return notify_notification_show (notification, error);
}

static void
show (BellLibnotifyWorker *worker,
      BellBubbleOrder *order)
{
  NotifyNotification *notification = g_hash_table_lookup (worker->bubbles, order->key);
  g_autoptr (GObject) made = NULL;
  g_autoptr (GError) error = NULL;

  if (g_get_monotonic_time () < worker->absent_until)
    {
      tell (worker, NEWS_FAILED, order->key, "The notification service does not answer", NULL, 0);
      return;
    }

  if (notification == NULL)
    {
      notification = bell_libnotify_bubble_new (order, worker->desktop_entry);
      g_signal_connect (notification, "closed", G_CALLBACK (on_closed), worker);
      made = G_OBJECT (notification);
    }
  if (!show_as_it_can (worker, notification, order, &error))
    {
      if (is_timeout (error))
        {
          worker->absent_until = g_get_monotonic_time () + ABSENT_US;
          set_available (worker, FALSE);
        }
      if (made != NULL)
        g_signal_handlers_disconnect_by_data (made, worker);
      g_dbus_error_strip_remote_error (error);
      tell (worker, NEWS_FAILED, order->key, error->message, NULL, 0);
      return;
    }

  if (made != NULL)
    g_hash_table_insert (worker->bubbles, g_strdup (order->key), g_steal_pointer (&made));
  set_available (worker, TRUE);
  tell (worker, NEWS_SHOWN, order->key, NULL, NULL, order->version);
}

static void
withdraw (BellLibnotifyWorker *worker,
          const char *key)
{
  NotifyNotification *notification = g_hash_table_lookup (worker->bubbles, key);

  if (notification == NULL)
    return;
  g_object_ref (notification);
  g_hash_table_remove (worker->bubbles, key);
  g_signal_handlers_disconnect_by_data (notification, worker);
  if (g_get_monotonic_time () >= worker->absent_until)
    notify_notification_close (notification, NULL);
  tell (worker, NEWS_CLOSED, key, NULL, NULL, 3);
  g_object_unref (notification);
}

/* Orders */

/* One order a turn, so that signals of the daemon come between. */
static gboolean
work_cb (gpointer user_data)
{
  BellLibnotifyWorker *worker = user_data;
  g_autoptr (BellBubbleOrder) order = NULL;

  if (g_atomic_int_get (&worker->stopped) || !worker->looked)
    return G_SOURCE_REMOVE;
  order = bell_bubble_queue_take (worker->orders);
  if (order == NULL)
    return G_SOURCE_REMOVE;
  if (order->title == NULL)
    withdraw (worker, order->key);
  else
    show (worker, order);
  return G_SOURCE_CONTINUE;
}

static void
wake (BellLibnotifyWorker *worker)
{
  GSource *source = g_idle_source_new ();

  g_atomic_ref_count_inc (&worker->ref_count);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, work_cb, worker, (GDestroyNotify) worker_unref);
  g_source_attach (source, worker->context);
  g_source_unref (source);
}

static void
push (BellLibnotifyWorker *worker,
      BellBubbleOrder *order)
{
  g_autoptr (BellBubbleOrder) dropped = NULL;

  if (bell_bubble_queue_push (worker->orders, order, &dropped))
    wake (worker);
  if (dropped != NULL && dropped->title != NULL)
    tell (worker, NEWS_FAILED, dropped->key, "Too many bubbles wait to be shown", NULL, 0);
}

void
bell_libnotify_worker_show (BellLibnotifyWorker *worker,
                            const BellBubble *bubble)
{
  push (worker, bell_bubble_order_new_show (bubble));
}

void
bell_libnotify_worker_withdraw (BellLibnotifyWorker *worker,
                                const char *key)
{
  push (worker, bell_bubble_order_new_withdraw (key));
}

/* The thread */

static gpointer
worker_main (gpointer data)
{
  BellLibnotifyWorker *worker = data;
  guint watch;

  g_main_context_push_thread_default (worker->context);
  worker->bubbles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  if (!notify_is_initted ())
    notify_init (worker->app_name);
  watch = g_bus_watch_name (G_BUS_TYPE_SESSION, NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, on_name_appeared,
                            on_name_vanished, worker, NULL);

  g_main_loop_run (worker->loop);

  g_bus_unwatch_name (watch);
  /* What was still to be done finds that it is over, and lets go of the worker. */
  while (g_main_context_iteration (worker->context, FALSE))
    ;
  forget_bubbles (worker);
  g_clear_pointer (&worker->bubbles, g_hash_table_unref);
  g_main_context_pop_thread_default (worker->context);
  g_async_queue_push (worker->ended, worker);
  worker_unref (worker);
  return NULL;
}

BellLibnotifyWorker *
bell_libnotify_worker_start (const char *app_name,
                             const char *desktop_entry,
                             const BellLibnotifyCallbacks *callbacks,
                             gpointer user_data)
{
  BellLibnotifyWorker *worker = g_new0 (BellLibnotifyWorker, 1);

  g_atomic_ref_count_init (&worker->ref_count);
  g_atomic_ref_count_inc (&worker->ref_count);
  worker->orders = bell_bubble_queue_new ();
  worker->ended = g_async_queue_new ();
  worker->owner_context = g_main_context_ref_thread_default ();
  worker->context = g_main_context_new ();
  worker->loop = g_main_loop_new (worker->context, FALSE);
  worker->app_name = g_strdup (app_name);
  worker->desktop_entry = g_strdup (desktop_entry);
  worker->callbacks = *callbacks;
  worker->user_data = user_data;
  worker->thread = g_thread_new ("bubbles", worker_main, worker);
  return worker;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (((BellLibnotifyWorker *) user_data)->loop);
  return G_SOURCE_REMOVE;
}

void
bell_libnotify_worker_stop (BellLibnotifyWorker *worker,
                            guint ms)
{
  GThread *thread = worker->thread;
  GSource *source = g_idle_source_new ();

  g_atomic_int_set (&worker->stopped, TRUE);
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, quit_cb, worker, NULL);
  g_source_attach (source, worker->context);
  g_source_unref (source);

  if (g_async_queue_timeout_pop (worker->ended, (guint64) ms * 1000) != NULL)
    g_thread_join (thread);
  else
    g_thread_unref (thread);
  worker_unref (worker);
}
