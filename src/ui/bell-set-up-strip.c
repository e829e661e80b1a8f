/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-set-up-strip.h"

#include "bell-format-provision.h"

struct _BellSetUpStrip
{
  AdwBin parent_instance;

  /* Template */
  GtkRevealer *revealer;
  GtkLabel *sentence;

  /* Owned */
  BellProvision *provision; /* (nullable) */
  guint seen;               /* mistakes that somebody dismissed */
};

G_DEFINE_FINAL_TYPE (BellSetUpStrip, bell_set_up_strip, ADW_TYPE_BIN)

static void
update (BellSetUpStrip *self)
{
  guint n = self->provision != NULL ? bell_provision_get_mistakes (self->provision)->len : 0;
  g_autofree char *sentence = bell_format_mistakes (n);

  if (sentence != NULL)
    gtk_label_set_label (self->sentence, sentence);
  gtk_revealer_set_reveal_child (self->revealer, n > self->seen);
}

static void
on_dismiss_clicked (BellSetUpStrip *self)
{
  self->seen = bell_provision_get_mistakes (self->provision)->len;
  update (self);
}

static void
bell_set_up_strip_dispose (GObject *object)
{
  BellSetUpStrip *self = BELL_SET_UP_STRIP (object);

  g_clear_object (&self->provision);
  adw_bin_set_child (ADW_BIN (self), NULL); /* else AdwBin unparents what the template has unparented */
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_SET_UP_STRIP);
  G_OBJECT_CLASS (bell_set_up_strip_parent_class)->dispose (object);
}

static void
bell_set_up_strip_class_init (BellSetUpStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_set_up_strip_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-set-up-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, BellSetUpStrip, revealer);
  gtk_widget_class_bind_template_child (widget_class, BellSetUpStrip, sentence);
  gtk_widget_class_bind_template_callback (widget_class, on_dismiss_clicked);
}

static void
bell_set_up_strip_init (BellSetUpStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
bell_set_up_strip_set_provision (BellSetUpStrip *self,
                                 BellProvision *provision)
{
  g_return_if_fail (BELL_IS_SET_UP_STRIP (self));

  if (provision == NULL)
    return;
  self->provision = g_object_ref (provision);
  g_signal_connect_object (provision, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
