/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-undo.h"

#include "bell-format-entry.h"

#include <glib/gi18n.h>

/* Bounds what a toast keeps: who takes more at once meant it. */
#define MAX_ENTRIES 1000

struct _BellUndo
{
  GObject parent_instance;

  /* Owned */
  BellInbox *inbox;
  GPtrArray *entries; /* of BellEntry: taken, and may come back */
  guint idle;

  /* Weak */
  AdwToastOverlay *toasts;
  AdwToast *toast;
};

G_DEFINE_FINAL_TYPE (BellUndo, bell_undo, G_TYPE_OBJECT)

static void
forget_toast (BellUndo *self)
{
  if (self->toast != NULL)
    g_signal_handlers_disconnect_by_data (self->toast, self);
  g_clear_weak_pointer (&self->toast);
}

static void
on_dismissed (BellUndo *self)
{
  forget_toast (self);
  g_ptr_array_set_size (self->entries, 0);
}

static void
on_undo (BellUndo *self)
{
  g_autoptr (GPtrArray) entries = g_steal_pointer (&self->entries);

  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  forget_toast (self);
  for (guint i = 0; i < entries->len; i++)
    bell_inbox_give_back (self->inbox, g_ptr_array_index (entries, i));
}

/* One toast for all that was taken in one go; it stands in place of the one before. */
static gboolean
show_cb (gpointer user_data)
{
  BellUndo *self = user_data;
  AdwToast *old = self->toast;
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;
  AdwToast *toast;

  self->idle = 0;
  if (self->toasts == NULL || self->entries->len == 0)
    return G_SOURCE_REMOVE;
  forget_toast (self);
  if (old != NULL)
    adw_toast_dismiss (old);
  text = bell_format_got_it (g_ptr_array_index (self->entries, self->entries->len - 1), self->entries->len);
  markup = g_markup_escape_text (text, -1);
  toast = adw_toast_new (markup);
  adw_toast_set_button_label (toast, _("Undo"));
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_undo), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_dismissed), self, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->toast, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
  return G_SOURCE_REMOVE;
}

static void
on_acknowledged (BellInbox *inbox,
                 BellEntry *entry,
                 BellUndo *self)
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
             BellUndo *self)
{
  AdwToast *toast = self->toast;

  g_ptr_array_remove (self->entries, entry);
  if (self->entries->len > 0 || toast == NULL)
    return;
  forget_toast (self);
  adw_toast_dismiss (toast);
}

static void
bell_undo_dispose (GObject *object)
{
  BellUndo *self = BELL_UNDO (object);

  forget_toast (self);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_weak_pointer (&self->toasts);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_object (&self->inbox);
  G_OBJECT_CLASS (bell_undo_parent_class)->dispose (object);
}

static void
bell_undo_class_init (BellUndoClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bell_undo_dispose;
}

static void
bell_undo_init (BellUndo *self)
{
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
}

BellUndo *
bell_undo_new (BellInbox *inbox,
               AdwToastOverlay *toasts)
{
  BellUndo *self = g_object_new (BELL_TYPE_UNDO, NULL);

  self->inbox = g_object_ref (inbox);
  g_set_weak_pointer (&self->toasts, toasts);
  g_signal_connect_object (inbox, "acknowledged", G_CALLBACK (on_acknowledged), self, 0);
  g_signal_connect_object (inbox, "returned", G_CALLBACK (on_returned), self, 0);
  return self;
}
