/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-autostart.h"

#include "bell-autostart-entry.h"

#define BELL_TYPE_AUTOSTART_FILE (bell_autostart_file_get_type ())
G_DECLARE_FINAL_TYPE (BellAutostartFile, bell_autostart_file, BELL, AUTOSTART_FILE, GObject)

struct _BellAutostartFile
{
  GObject parent_instance;

  char *id;
  char *name;
  char *icon;
  char *exec;
  GFileMonitor *monitor; /* (nullable): only of a folder that is there, for GIO polls for others */
  BellAutostartState state;
  gboolean busy;  /* a thread reads or writes */
  gboolean again; /* and then once more, for something changed meanwhile */
  gboolean writes; /* there is a wish */
  gboolean wanted;
  gboolean stopped;
};

typedef enum
{
  PROP_STATE = 1,
  PROP_BACKGROUND,
} BellAutostartFileProperty;

static void autostart_iface_init (BellAutostartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BellAutostartFile, bell_autostart_file, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BELL_TYPE_AUTOSTART, autostart_iface_init))

static void work (BellAutostartFile *self);

/* What the thread is to do; it sees nothing else. */
typedef struct
{
  char *id;
  char *name;
  char *icon;
  char *exec;
  gboolean writes;
  gboolean wanted;
} Errand;

static void
errand_free (Errand *errand)
{
  g_free (errand->id);
  g_free (errand->name);
  g_free (errand->icon);
  g_free (errand->exec);
  g_free (errand);
}

static void
set_state (BellAutostartFile *self,
           BellAutostartState state)
{
  if (state == self->state || self->stopped)
    return;
  self->state = state;
  g_object_notify (G_OBJECT (self), "state");
}

static void
watch (BellAutostartFile *self)
{
  g_autofree char *path = bell_autostart_entry_path (self->id);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  if (self->monitor != NULL || self->stopped || !g_file_test (folder, G_FILE_TEST_IS_DIR))
    return;
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (work), self, G_CONNECT_SWAPPED);
}

static void
run (GTask *task,
     gpointer source,
     gpointer task_data,
     GCancellable *cancellable)
{
  Errand *errand = task_data;
  GError *error = NULL;

  if (errand->writes
      && !bell_autostart_entry_write (errand->id, errand->name, errand->icon, errand->exec, errand->wanted,
                                      &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, bell_autostart_entry_is_on (errand->id));
}

static void
done_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  BellAutostartFile *self = BELL_AUTOSTART_FILE (source);
  g_autoptr (GError) error = NULL;
  gboolean on = g_task_propagate_boolean (G_TASK (result), &error);

  self->busy = FALSE;
  watch (self);
  if (self->again)
    {
      work (self);
      return;
    }
  if (error != NULL)
    g_message ("The autostart entry cannot be written: %s", error->message);
  set_state (self, error != NULL ? BELL_AUTOSTART_FAILED : on ? BELL_AUTOSTART_ON : BELL_AUTOSTART_OFF);
}

/* One thread at a time: what is wished meanwhile waits for it. */
static void
work (BellAutostartFile *self)
{
  g_autoptr (GTask) task = NULL;
  Errand *errand;

  self->again = self->busy;
  if (self->busy || self->stopped)
    return;
  errand = g_new0 (Errand, 1);
  errand->id = g_strdup (self->id);
  errand->name = g_strdup (self->name);
  errand->icon = g_strdup (self->icon);
  errand->exec = g_strdup (self->exec);
  errand->writes = self->writes;
  errand->wanted = self->wanted;
  self->writes = FALSE;
  self->busy = TRUE;
  task = g_task_new (self, NULL, done_cb, NULL);
  g_task_set_task_data (task, errand, (GDestroyNotify) errand_free);
  g_task_run_in_thread (task, run);
}

static void
ask (BellAutostart *autostart,
     gboolean wanted)
{
  BellAutostartFile *self = BELL_AUTOSTART_FILE (autostart);

  self->writes = TRUE;
  self->wanted = wanted;
  set_state (self, BELL_AUTOSTART_ASKING);
  work (self);
}

static void
set_status (BellAutostart *autostart,
            const char *text)
{
  /* Only sandboxes have such a list. */
}

static void
stop (BellAutostart *autostart)
{
  BellAutostartFile *self = BELL_AUTOSTART_FILE (autostart);

  self->stopped = TRUE;
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
}

static void
autostart_iface_init (BellAutostartInterface *iface)
{
  iface->ask = ask;
  iface->set_status = set_status;
  iface->stop = stop;
}

/* GObject */

static void
bell_autostart_file_get_property (GObject *object,
                                  guint prop_id,
                                  GValue *value,
                                  GParamSpec *pspec)
{
  switch ((BellAutostartFileProperty) prop_id)
    {
    case PROP_STATE:
      g_value_set_uint (value, BELL_AUTOSTART_FILE (object)->state);
      break;
    case PROP_BACKGROUND:
      g_value_set_boolean (value, TRUE);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_autostart_file_finalize (GObject *object)
{
  BellAutostartFile *self = BELL_AUTOSTART_FILE (object);

  stop (BELL_AUTOSTART (self));
  g_free (self->id);
  g_free (self->name);
  g_free (self->icon);
  g_free (self->exec);
  G_OBJECT_CLASS (bell_autostart_file_parent_class)->finalize (object);
}

static void
bell_autostart_file_class_init (BellAutostartFileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bell_autostart_file_get_property;
  object_class->finalize = bell_autostart_file_finalize;
  g_object_class_override_property (object_class, PROP_STATE, "state");
  g_object_class_override_property (object_class, PROP_BACKGROUND, "background");
}

static void
bell_autostart_file_init (BellAutostartFile *self)
{
}

BellAutostart *
bell_autostart_file_new (const char *id,
                         const char *name,
                         const char *icon,
                         const char *const *command)
{
  BellAutostartFile *self = g_object_new (BELL_TYPE_AUTOSTART_FILE, NULL);

  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->icon = g_strdup (icon);
  self->exec = bell_autostart_entry_quote (command);
  work (self);
  return BELL_AUTOSTART (self);
}
