/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-herald.h"

#include "bell-format-entry.h"

/* What comes in meanwhile is said in one sentence: in a storm a reader would fall behind for minutes. */
#define GATHER_MS 500

struct _BellHerald
{
  GObject parent_instance;

  GtkWidget *window; /* borrowed: it owns this */
  BellEntry *newest; /* (nullable) */
  guint n_new;
  guint source;
};

G_DEFINE_FINAL_TYPE (BellHerald, bell_herald, G_TYPE_OBJECT)

static void
say (GtkWidget *widget,
     const char *text)
{
#if GTK_CHECK_VERSION(4, 14, 0)
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_accessible_announce (GTK_ACCESSIBLE (widget), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  G_GNUC_END_IGNORE_DEPRECATIONS
#endif
}

static void
say_cb (gpointer user_data)
{
  BellHerald *self = user_data;
  g_autofree char *text = bell_format_arrived (self->newest, self->n_new);

  self->source = 0;
  g_clear_object (&self->newest);
  self->n_new = 0;
  say (self->window, text);
}

static void
on_arrived (BellHerald *self,
            BellEntry *entry)
{
  if (bell_entry_get_acknowledged (entry) != 0 || g_strcmp0 (bell_entry_get_silenced (entry), "rule") == 0)
    return;
  g_set_object (&self->newest, entry);
  self->n_new++;
  if (self->source == 0)
    self->source = g_timeout_add_once (GATHER_MS, say_cb, self);
}

static void
bell_herald_finalize (GObject *object)
{
  BellHerald *self = BELL_HERALD (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->newest);
  G_OBJECT_CLASS (bell_herald_parent_class)->finalize (object);
}

static void
bell_herald_class_init (BellHeraldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_herald_finalize;
}

static void
bell_herald_init (BellHerald *self)
{
}

BellHerald *
bell_herald_new (BellInbox *inbox,
                 GtkWidget *window)
{
  BellHerald *self = g_object_new (BELL_TYPE_HERALD, NULL);

  self->window = window;
  g_signal_connect_object (inbox, "arrived", G_CALLBACK (on_arrived), self, G_CONNECT_SWAPPED);
  return self;
}
