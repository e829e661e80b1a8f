/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-sign-in-hear.h"

#include "bell-test-words.h"

#include <glib/gi18n.h>

struct _BellSignInHear
{
  AdwBin parent_instance;

  /* Template */
  GtkButton *ring;
  GtkLabel *said;
  GtkWidget *nothing;

  /* Owned */
  BellContext *context; /* (nullable) */
  BellShop *shop;       /* (nullable) */
  BellSelfTest *test;   /* (nullable): the newest */
};

enum
{
  SIGNAL_NOTHING,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellSignInHear, bell_sign_in_hear, ADW_TYPE_BIN)

/* (transfer full) (nullable): a test alert of this shop that waits. */
static BellEntry *
find_test (BellSignInHear *self)
{
  GListModel *waiting = bell_inbox_get_calm_waiting (bell_context_get_inbox (self->context));

  for (guint i = 0; i < g_list_model_get_n_items (waiting); i++)
    {
      g_autoptr (BellEntry) entry = g_list_model_get_item (waiting, i);

      if (g_strcmp0 (bell_entry_get_kind (entry), BELL_ENTRY_TEST) == 0 &&
          g_strcmp0 (bell_entry_get_shop (entry), bell_shop_get_id (self->shop)) == 0)
        return g_steal_pointer (&entry);
    }
  return NULL;
}

static void
update (BellSignInHear *self)
{
  g_autoptr (BellEntry) test = self->shop != NULL ? find_test (self) : NULL;

  gtk_button_set_label (self->ring, test != NULL ? _("Got it") : _("Ring a Test Alert"));
  gtk_widget_set_visible (self->nothing, self->test != NULL);
}

/* How far it has come: bubble, sound, and what stands in the way. */
static void
on_test_changed (BellSignInHear *self)
{
  g_autofree char *summary = bell_test_words (self->test);

  gtk_label_set_label (self->said, summary);
}

static void
drop_test (BellSignInHear *self)
{
  if (self->test == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->test, on_test_changed, self);
  bell_self_test_stop (self->test);
  g_clear_object (&self->test);
}

static void
on_ring_clicked (BellSignInHear *self)
{
  g_autoptr (BellEntry) test = find_test (self);

  if (test == NULL)
    {
      drop_test (self);
      self->test = bell_self_test_new (self->context, self->shop);
      g_signal_connect_swapped (self->test, "changed", G_CALLBACK (on_test_changed), self);
      bell_self_test_start (self->test);
    }
  else
    {
      g_signal_handlers_disconnect_by_func (self->test, on_test_changed, self);
      bell_self_test_stop (self->test);
      gtk_label_set_label (self->said, _("This is how an order is taken. Shopbell is ready."));
    }
  update (self);
}

static void
on_nothing_clicked (BellSignInHear *self)
{
  g_signal_emit (self, signals[SIGNAL_NOTHING], 0);
}

void
bell_sign_in_hear_stop (BellSignInHear *self)
{
  g_return_if_fail (BELL_IS_SIGN_IN_HEAR (self));

  if (self->shop == NULL)
    return;
  g_signal_handlers_disconnect_by_func (bell_inbox_get_calm_waiting (bell_context_get_inbox (self->context)), update, self);
  drop_test (self);
  g_clear_object (&self->shop);
  g_clear_object (&self->context);
}

void
bell_sign_in_hear_set_shop (BellSignInHear *self,
                            BellContext *context,
                            BellShop *shop)
{
  g_return_if_fail (BELL_IS_SIGN_IN_HEAR (self));

  bell_sign_in_hear_stop (self);
  self->context = g_object_ref (context);
  self->shop = g_object_ref (shop);
  gtk_label_set_label (self->said, "");
  g_signal_connect_swapped (bell_inbox_get_calm_waiting (bell_context_get_inbox (context)), "items-changed",
                            G_CALLBACK (update), self);
  update (self);
}

static gboolean
bell_sign_in_hear_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (BELL_SIGN_IN_HEAR (widget)->ring));
}

static void
bell_sign_in_hear_dispose (GObject *object)
{
  BellSignInHear *self = BELL_SIGN_IN_HEAR (object);

  if (self->said != NULL)
    bell_sign_in_hear_stop (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_SIGN_IN_HEAR);
  G_OBJECT_CLASS (bell_sign_in_hear_parent_class)->dispose (object);
}

static void
bell_sign_in_hear_class_init (BellSignInHearClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_sign_in_hear_dispose;
  widget_class->grab_focus = bell_sign_in_hear_grab_focus;

  signals[SIGNAL_NOTHING] = g_signal_new ("nothing", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-sign-in-hear.ui");
  gtk_widget_class_bind_template_child (widget_class, BellSignInHear, ring);
  gtk_widget_class_bind_template_child (widget_class, BellSignInHear, said);
  gtk_widget_class_bind_template_child (widget_class, BellSignInHear, nothing);
  gtk_widget_class_bind_template_callback (widget_class, on_ring_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_nothing_clicked);
}

static void
bell_sign_in_hear_init (BellSignInHear *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
