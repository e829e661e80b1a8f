/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-send-code.h"

#include "bell-format-account.h"

struct _BellSendCode
{
  GtkButton parent_instance;

  guint countdown; /* timer */
  int wait;        /* seconds */
  gboolean sent;
  gboolean possible;
};

G_DEFINE_FINAL_TYPE (BellSendCode, bell_send_code, GTK_TYPE_BUTTON)

static void
update (BellSendCode *self)
{
  g_autofree char *label = bell_format_send_code (self->wait, self->sent);

  gtk_button_set_label (GTK_BUTTON (self), label);
  gtk_widget_set_sensitive (GTK_WIDGET (self), self->wait == 0 && self->possible);
}

void
bell_send_code_set_possible (BellSendCode *self,
                             gboolean possible)
{
  g_return_if_fail (BELL_IS_SEND_CODE (self));

  self->possible = possible;
  update (self);
}

static gboolean
count_down_cb (gpointer user_data)
{
  BellSendCode *self = user_data;

  self->wait--;
  update (self);
  if (self->wait > 0)
    return G_SOURCE_CONTINUE;
  self->countdown = 0;
  return G_SOURCE_REMOVE;
}

void
bell_send_code_wait (BellSendCode *self,
                     int seconds)
{
  g_return_if_fail (BELL_IS_SEND_CODE (self));

  g_clear_handle_id (&self->countdown, g_source_remove);
  self->sent = TRUE;
  self->wait = MAX (seconds, 1);
  self->countdown = g_timeout_add_seconds (1, count_down_cb, self);
  update (self);
}

/* GObject */

static void
bell_send_code_dispose (GObject *object)
{
  g_clear_handle_id (&BELL_SEND_CODE (object)->countdown, g_source_remove);
  G_OBJECT_CLASS (bell_send_code_parent_class)->dispose (object);
}

static void
bell_send_code_class_init (BellSendCodeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bell_send_code_dispose;
}

static void
bell_send_code_init (BellSendCode *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
  update (self);
}
