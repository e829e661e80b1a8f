/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-deafness-group.h"

#include "bell-format-alarm.h"
#include "bell-locked.h"
#include "bell-sounds.h"

#include <glib/gi18n.h>

/* The choice, the usual one first; "": none. A file that somebody set by hand comes behind. */
static const char *const sounds[] = { BELL_SOUND_LOST, BELL_SOUND_URGENT, BELL_SOUND_TWO_TONE, BELL_SOUND_WOODEN_KNOCK,
                                      BELL_SOUND_COUNTER_BELL, "" };

struct _BellDeafnessGroup
{
  AdwPreferencesGroup parent_instance;

  /* Template */
  GtkSwitch *bubble;
  GtkSpinButton *after;
  GtkSpinButton *repeat;
  AdwComboRow *sound;
  GtkWidget *listen;

  /* Owned */
  BellContext *context;
  GPtrArray *ids; /* of the sounds in the list */
};

G_DEFINE_FINAL_TYPE (BellDeafnessGroup, bell_deafness_group, ADW_TYPE_PREFERENCES_GROUP)

static const char *
get_chosen (BellDeafnessGroup *self)
{
  guint selected = adw_combo_row_get_selected (self->sound);

  return selected < self->ids->len ? g_ptr_array_index (self->ids, selected) : "";
}

static void
add_sound (BellDeafnessGroup *self,
           GtkStringList *names,
           const char *id)
{
  /* TRANSLATORS: in a list of sounds: none of them */
  g_autofree char *name = *id != '\0' ? bell_format_sound (id) : g_strdup (_("No sound"));

  gtk_string_list_append (names, name);
  g_ptr_array_add (self->ids, g_strdup (id));
}

static void
fill_sounds (BellDeafnessGroup *self,
             BellSettings *settings)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *set = NULL;
  guint position;

  g_object_get (settings, "deaf-sound", &set, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sounds); i++)
    add_sound (self, names, sounds[i]);
  if (!g_ptr_array_find_with_equal_func (self->ids, set, g_str_equal, &position))
    {
      position = self->ids->len;
      add_sound (self, names, set);
    }
  adw_combo_row_set_model (self->sound, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->sound, position);
  gtk_widget_set_sensitive (self->listen, *get_chosen (self) != '\0');
}

/* Template callbacks */

static void
on_sound_selected (BellDeafnessGroup *self)
{
  /* Filling the list is no choice. */
  if (self->context == NULL)
    return;
  g_object_set (bell_context_get_settings (self->context), "deaf-sound", get_chosen (self), NULL);
  gtk_widget_set_sensitive (self->listen, *get_chosen (self) != '\0');
}

static void
on_listen_clicked (BellDeafnessGroup *self)
{
  bell_alarm_play (bell_context_get_alarm (self->context), get_chosen (self), 1);
}

/* GObject */

static void
bell_deafness_group_dispose (GObject *object)
{
  BellDeafnessGroup *self = BELL_DEAFNESS_GROUP (object);

  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_DEAFNESS_GROUP);
  G_OBJECT_CLASS (bell_deafness_group_parent_class)->dispose (object);
}

static void
bell_deafness_group_finalize (GObject *object)
{
  g_ptr_array_unref (BELL_DEAFNESS_GROUP (object)->ids);
  G_OBJECT_CLASS (bell_deafness_group_parent_class)->finalize (object);
}

static void
bell_deafness_group_class_init (BellDeafnessGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_deafness_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = bell_deafness_group_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-deafness-group.ui");
  gtk_widget_class_bind_template_child (widget_class, BellDeafnessGroup, bubble);
  gtk_widget_class_bind_template_child (widget_class, BellDeafnessGroup, after);
  gtk_widget_class_bind_template_child (widget_class, BellDeafnessGroup, repeat);
  gtk_widget_class_bind_template_child (widget_class, BellDeafnessGroup, sound);
  gtk_widget_class_bind_template_child (widget_class, BellDeafnessGroup, listen);
  gtk_widget_class_bind_template_callback (widget_class, on_sound_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_listen_clicked);
}

static void
bell_deafness_group_init (BellDeafnessGroup *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What somebody above the user locked. */
static void
show_locks (BellDeafnessGroup *self,
            BellSettings *settings)
{
  const struct
  {
    GtkWidget *control;
    const char *key;
  } locks[] = {
    { GTK_WIDGET (self->bubble), "notify-when-deaf" },
    { GTK_WIDGET (self->after), "deaf-after" },
    { GTK_WIDGET (self->repeat), "deaf-repeat" },
    { GTK_WIDGET (self->sound), "deaf-sound" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (locks); i++)
    {
      GtkWidget *row = gtk_widget_get_ancestor (locks[i].control, ADW_TYPE_ACTION_ROW);

      bell_locked_show (row, row != locks[i].control ? locks[i].control : NULL,
                        bell_settings_get_lock (settings, NULL, locks[i].key));
    }
}

void
bell_deafness_group_set_context (BellDeafnessGroup *self,
                                 BellContext *context)
{
  BellSettings *settings = bell_context_get_settings (context);
  GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  g_return_if_fail (BELL_IS_DEAFNESS_GROUP (self));

  g_object_bind_property (settings, "notify-when-deaf", self->bubble, "active", flags);
  g_object_bind_property (settings, "deaf-after", self->after, "value", flags);
  g_object_bind_property (settings, "deaf-repeat", self->repeat, "value", flags);
  fill_sounds (self, settings);
  show_locks (self, settings);
  self->context = g_object_ref (context);
}
