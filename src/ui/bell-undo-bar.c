/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-undo-bar.h"

#include "bell-format-entry.h"

/* Bounds what is kept: who takes more at once meant it. */
#define MAX_ENTRIES 1000

/* From the last that was taken. */
#define STANDS_MS 5000

struct _BellUndoBar
{
  AdwBin parent_instance;

  /* Template */
  GtkRevealer *revealer;
  GtkLabel *label;

  /* Owned */
  BellInbox *inbox;
  GPtrArray *entries; /* of BellEntry: taken, and may come back */
  guint idle;
  guint timer;
};

G_DEFINE_FINAL_TYPE (BellUndoBar, bell_undo_bar, ADW_TYPE_BIN)

static void
forget (BellUndoBar *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_ptr_array_set_size (self->entries, 0);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

static gboolean
forget_cb (gpointer user_data)
{
  BellUndoBar *self = user_data;

  self->timer = 0;
  forget (self);
  return G_SOURCE_REMOVE;
}

static void
on_undo_clicked (BellUndoBar *self)
{
  g_autoptr (GPtrArray) entries = g_steal_pointer (&self->entries);

  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  forget (self);
  for (guint i = 0; i < entries->len; i++)
    bell_inbox_give_back (self->inbox, g_ptr_array_index (entries, i));
}

/* Hidden, it takes no click from what it stood on. */
static void
on_revealed (BellUndoBar *self)
{
  if (!gtk_revealer_get_reveal_child (self->revealer) && !gtk_revealer_get_child_revealed (self->revealer))
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* Once for all that was taken in one go. */
static gboolean
show_cb (gpointer user_data)
{
  BellUndoBar *self = user_data;
  g_autofree char *text = NULL;

  self->idle = 0;
  if (self->entries->len == 0)
    return G_SOURCE_REMOVE;
  text = bell_format_got_it (g_ptr_array_index (self->entries, self->entries->len - 1), self->entries->len);
  gtk_label_set_label (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (STANDS_MS, forget_cb, self);
  return G_SOURCE_REMOVE;
}

static void
on_acknowledged (BellInbox *inbox,
                 BellEntry *entry,
                 BellUndoBar *self)
{
  if (g_strcmp0 (bell_entry_get_acknowledged_how (entry), "window") != 0)
    return;
  if (self->entries->len >= MAX_ENTRIES)
    g_ptr_array_remove_index (self->entries, 0);
  g_ptr_array_add (self->entries, g_object_ref (entry));
  if (self->idle == 0)
    self->idle = g_idle_add (show_cb, self);
}

static void
on_returned (BellInbox *inbox,
             BellEntry *entry,
             BellUndoBar *self)
{
  if (g_ptr_array_remove (self->entries, entry) && self->entries->len == 0)
    forget (self);
}

static void
bell_undo_bar_dispose (GObject *object)
{
  BellUndoBar *self = BELL_UNDO_BAR (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_object (&self->inbox);
  adw_bin_set_child (ADW_BIN (self), NULL); /* else AdwBin unparents what the template has unparented */
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_UNDO_BAR);
  G_OBJECT_CLASS (bell_undo_bar_parent_class)->dispose (object);
}

static void
bell_undo_bar_class_init (BellUndoBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_undo_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-undo-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, BellUndoBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, BellUndoBar, label);
  gtk_widget_class_bind_template_callback (widget_class, on_undo_clicked);
  gtk_widget_class_bind_template_callback (widget_class, forget);
  gtk_widget_class_bind_template_callback (widget_class, on_revealed);
}

static void
bell_undo_bar_init (BellUndoBar *self)
{
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
bell_undo_bar_set_inbox (BellUndoBar *self,
                         BellInbox *inbox)
{
  g_return_if_fail (BELL_IS_UNDO_BAR (self));

  self->inbox = g_object_ref (inbox);
  g_signal_connect_object (inbox, "acknowledged", G_CALLBACK (on_acknowledged), self, 0);
  g_signal_connect_object (inbox, "returned", G_CALLBACK (on_returned), self, 0);
}
