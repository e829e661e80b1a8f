/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-event-page.h"

#include "bell-field-group.h"
#include "bell-fit.h"
#include "bell-format-entry.h"
#include "bell-format-json.h"
#include "bell-format.h"

#include <glib/gi18n.h>

struct _BellEventPage
{
  AdwBin parent_instance;

  /* Template */
  GtkWidget *back;
  GtkLabel *kind;
  GtkWidget *close;
  GtkScrolledWindow *scrolled;
  GtkLabel *title;
  GtkLabel *moment;
  GtkLabel *state;
  GtkWidget *visit;
  GtkWidget *take;
  GtkWidget *give_back;
  GtkBox *fields;
  GtkExpander *raw;
  GtkLabel *json;

  /* Owned */
  BellContext *context;
  BellEntry *entry; /* (nullable) */
  char *payload;    /* (nullable) */
  BellFieldPictures *pictures; /* (nullable) */
  GCancellable *cancellable;   /* (nullable): of a payload that is read */
  GSignalGroup *entry_signals;
};

enum
{
  SIGNAL_CLOSE,
  SIGNAL_TOAST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellEventPage, bell_event_page, ADW_TYPE_BIN)

static BellShop *
find_shop (BellEventPage *self)
{
  return bell_context_find_shop (self->context, bell_entry_get_shop (self->entry));
}

static void
update_moment (BellEventPage *self)
{
  BellShop *shop = find_shop (self);
  g_autofree char *moment = bell_format_moment (bell_entry_get_received (self->entry));
  const char *how = bell_entry_get_acknowledged_how (self->entry);
  g_autofree char *state = bell_format_taken_long (bell_entry_get_received (self->entry),
                                                   bell_entry_get_acknowledged (self->entry), how);
  g_autoptr (GString) text = g_string_new (shop != NULL ? bell_shop_get_name (shop) : NULL);
  gboolean waits = bell_entry_get_acknowledged (self->entry) == 0;

  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", moment);
  gtk_label_set_label (self->moment, text->str);
  gtk_label_set_label (self->state, state);
  gtk_widget_set_visible (self->take, waits);
  gtk_widget_set_visible (self->give_back, !waits);
  gtk_widget_set_visible (self->visit, shop != NULL);
}

static void
on_raw_expanded (BellEventPage *self)
{
  g_autofree char *json = NULL;

  if (self->entry == NULL || !gtk_expander_get_expanded (self->raw))
    return;
  json = bell_format_json (self->payload);
  gtk_label_set_label (self->json, json);
}

/* What was shown of the event before. */
static void
let_go (BellEventPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->pictures != NULL)
    bell_field_pictures_stop (self->pictures);
  g_clear_object (&self->pictures);
  g_clear_pointer (&self->payload, g_free);
}

static void
show_payload (BellEventPage *self,
              const char *payload)
{
  BellShop *shop = find_shop (self);
  g_autoptr (GPtrArray) fields = bell_format_fields (payload);

  let_go (self);
  self->payload = g_strdup (payload);
  self->pictures = bell_field_pictures_new ();
  bell_field_groups_fill (self->fields, fields, self->pictures);
  if (shop != NULL)
    bell_field_pictures_load (self->pictures, shop);
  gtk_widget_set_visible (GTK_WIDGET (self->raw), payload != NULL);
}

static void
whole_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (BellEventPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BellEntry) whole = bell_inbox_find_whole_finish (BELL_INBOX (source), result, &error);

  if (whole != NULL)
    show_payload (self, bell_entry_get_payload (whole));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[SIGNAL_TOAST], 0, _("What the shop sent about this event is not in the history any more."));
}

void
bell_event_page_set_entry (BellEventPage *self,
                           BellEntry *entry)
{
  g_return_if_fail (BELL_IS_EVENT_PAGE (self));

  if (!g_set_object (&self->entry, entry))
    return;
  g_signal_group_set_target (self->entry_signals, entry);
  if (entry == NULL)
    {
      let_go (self);
      return;
    }

  gtk_label_set_label (self->kind, bell_format_kind_one (bell_entry_get_kind (entry)));
  gtk_label_set_label (self->title, bell_entry_get_title (entry));
  update_moment (self);
  gtk_expander_set_expanded (self->raw, FALSE);
  gtk_label_set_label (self->json, "");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  if (bell_entry_is_whole (entry))
    {
      show_payload (self, bell_entry_get_payload (entry));
      return;
    }
  show_payload (self, NULL); /* until it is read */
  self->cancellable = g_cancellable_new ();
  bell_inbox_find_whole_async (bell_context_get_inbox (self->context), bell_entry_get_id (entry), self->cancellable,
                               whole_cb, g_object_ref (self));
}

void
bell_event_page_set_folded (BellEventPage *self,
                            gboolean folded)
{
  g_return_if_fail (BELL_IS_EVENT_PAGE (self));

  gtk_widget_set_visible (self->back, folded);
  gtk_widget_set_visible (self->close, !folded);
}

/* Template callbacks */

static void
on_close_clicked (BellEventPage *self)
{
  g_signal_emit (self, signals[SIGNAL_CLOSE], 0);
}

static void
on_take_clicked (BellEventPage *self)
{
  bell_inbox_acknowledge (bell_context_get_inbox (self->context), self->entry, "window");
}

static void
on_give_back_clicked (BellEventPage *self)
{
  bell_inbox_give_back (bell_context_get_inbox (self->context), self->entry);
}

static void
on_visit_clicked (BellEventPage *self)
{
  BellShop *shop = find_shop (self);
  g_autofree char *address = shop != NULL ? bell_shop_dup_address_of (shop, self->entry) : NULL;

  if (address != NULL)
    gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), address, GDK_CURRENT_TIME);
}

static void
on_copy_clicked (BellEventPage *self)
{
  BellShop *shop = find_shop (self);
  g_autofree char *text = bell_format_entry_text (self->entry, shop != NULL ? bell_shop_get_name (shop) : "");

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  g_signal_emit (self, signals[SIGNAL_TOAST], 0, _("Copied"));
}

/* GObject */

static gboolean
bell_event_page_grab_focus (GtkWidget *widget)
{
  BellEventPage *self = BELL_EVENT_PAGE (widget);

  if (gtk_widget_get_visible (self->take))
    return gtk_widget_grab_focus (self->take);
  return gtk_widget_grab_focus (gtk_widget_get_visible (self->back) ? self->back : self->close);
}

static void
bell_event_page_dispose (GObject *object)
{
  BellEventPage *self = BELL_EVENT_PAGE (object);

  let_go (self);
  g_clear_object (&self->entry_signals);
  g_clear_object (&self->entry);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_EVENT_PAGE);
  G_OBJECT_CLASS (bell_event_page_parent_class)->dispose (object);
}

static void
bell_event_page_class_init (BellEventPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_event_page_dispose;
  widget_class->grab_focus = bell_event_page_grab_focus;

  signals[SIGNAL_CLOSE] = g_signal_new ("close", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[SIGNAL_TOAST] = g_signal_new ("toast", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-event-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BellEventPage, back);
  gtk_widget_class_bind_template_child (widget_class, BellEventPage, kind);
  gtk_widget_class_bind_template_child (widget_class, BellEventPage, close);
  gtk_widget_class_bind_template_child (widget_class, BellEventPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, BellEventPage, title);
  gtk_widget_class_bind_template_child (widget_class, BellEventPage, moment);
  gtk_widget_class_bind_template_child (widget_class, BellEventPage, state);
  gtk_widget_class_bind_template_child (widget_class, BellEventPage, visit);
  gtk_widget_class_bind_template_child (widget_class, BellEventPage, take);
  gtk_widget_class_bind_template_child (widget_class, BellEventPage, give_back);
  gtk_widget_class_bind_template_child (widget_class, BellEventPage, fields);
  gtk_widget_class_bind_template_child (widget_class, BellEventPage, raw);
  gtk_widget_class_bind_template_child (widget_class, BellEventPage, json);
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_take_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_give_back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_visit_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
}

static void
bell_event_page_init (BellEventPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bell_fit_buttons (GTK_WIDGET (self));

  self->entry_signals = g_signal_group_new (BELL_TYPE_ENTRY);
  g_signal_group_connect_swapped (self->entry_signals, "notify::acknowledged", G_CALLBACK (update_moment), self);
  g_signal_connect_swapped (self->raw, "notify::expanded", G_CALLBACK (on_raw_expanded), self);
}

void
bell_event_page_set_context (BellEventPage *self,
                             BellContext *context)
{
  g_return_if_fail (BELL_IS_EVENT_PAGE (self));

  g_set_object (&self->context, context);
}
