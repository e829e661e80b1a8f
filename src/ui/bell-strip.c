/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-strip.h"

#include "bell-app-token.h"
#include "bell-format-account.h"
#include "bell-format-shops.h"
#include "bell-remedy.h"

#define LOOK_US (5 * G_USEC_PER_SEC)

struct _BellStrip
{
  AdwBin parent_instance;

  /* Template */
  GtkRevealer *revealer;
  GtkWidget *box;
  GtkImage *icon;
  GtkLabel *sentence;
  GtkButton *remedy;
  GtkWidget *dismiss;

  /* Owned */
  BellContext *context;
  BellShop *shop;     /* (nullable): which it is about */
  BellShop *back;     /* (nullable): which is heard again */
  gint64 deaf_us;     /* of back */
  BellShop *ending;   /* (nullable): whose app token ends soon */
  int ending_days;
  gint64 looked_at;   /* boot time in µs of the last look for it, 0: none */
  BellStripKind kind;
  BellRemedy offered;
  gboolean not_kept_seen; /* somebody has read it, once is enough */
};

G_DEFINE_FINAL_TYPE (BellStrip, bell_strip, ADW_TYPE_BIN)

static gboolean
tokens_saved (BellStrip *self,
              BellShop **unsaved)
{
  GListModel *shops = bell_context_get_shops (self->context);

  for (guint i = 0; i < g_list_model_get_n_items (shops); i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (shops, i);

      if (bell_session_get_tokens_saved (bell_shop_get_session (shop)))
        continue;
      *unsaved = g_steal_pointer (&shop);
      return FALSE;
    }
  return TRUE;
}

static void
show (BellStrip *self,
      BellShop *shop,
      const char *icon,
      const char *style,
      char *sentence,
      BellRemedy remedy)
{
  g_set_object (&self->shop, shop);
  self->offered = remedy;
  if (g_strcmp0 (gtk_label_get_label (self->sentence), sentence) != 0)
    gtk_label_set_label (self->sentence, sentence);
  gtk_image_set_from_icon_name (self->icon, icon);
  /* Pale would be the sentence, too. */
  bell_remedy_set_style (self->box, g_strcmp0 (style, "dim-label") != 0 ? style : NULL);
  bell_remedy_offer (self->remedy, remedy, shop);
  gtk_widget_set_visible (self->dismiss, self->kind == BELL_STRIP_BACK || self->kind == BELL_STRIP_APP_TOKEN ||
                                           self->kind == BELL_STRIP_NOT_KEPT);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  g_free (sentence);
}

static void
show_kind (BellStrip *self,
           const BellGlance *glance,
           BellShop *worst,
           BellShop *unsaved)
{
  const char *trouble = bell_inbox_get_trouble (bell_context_get_inbox (self->context));
  const char *style;

  switch (self->kind)
    {
    case BELL_STRIP_SHOP:
      style = bell_format_state_style (glance);
      show (self, worst, bell_format_state_icon (glance), style, bell_format_sentence (glance),
            bell_format_remedy (glance));
      break;
    case BELL_STRIP_NOT_SAVED:
      show (self, NULL, "dialog-warning-symbolic", "error", bell_format_not_saved (trouble), BELL_REMEDY_NONE);
      break;
    case BELL_STRIP_BACK:
      show (self, self->back, "dialog-information-symbolic", "warning",
            bell_format_back (bell_shop_get_name (self->back), self->deaf_us), BELL_REMEDY_OPEN_SHOP);
      break;
    case BELL_STRIP_APP_TOKEN:
      show (self, self->ending, "dialog-warning-symbolic", "warning",
            bell_format_app_token_end_of (bell_shop_get_name (self->ending), self->ending_days),
            BELL_REMEDY_APP_TOKEN);
      break;
    case BELL_STRIP_NOT_KEPT:
      show (self, unsaved, "channel-secure-symbolic", "dim-label",
            bell_format_not_kept (bell_shop_get_name (unsaved)), BELL_REMEDY_NONE);
      break;
    case BELL_STRIP_NONE:
    default:
      gtk_revealer_set_reveal_child (self->revealer, FALSE);
      break;
    }
}

/* What changes by the day needs no look a second. */
static void
look_for_ending (BellStrip *self,
                 BellClock *clock)
{
  gint64 now = bell_clock_get_boot_us (clock);

  if (self->looked_at != 0 && now - self->looked_at < LOOK_US)
    return;
  self->looked_at = now;
  g_clear_object (&self->ending);
  self->ending = bell_app_token_find_ending (bell_context_get_shops (self->context), clock, &self->ending_days);
}

static void update (BellStrip *self);

static void
look_again (BellStrip *self)
{
  self->looked_at = 0;
  update (self);
}

static void
update (BellStrip *self)
{
  GListModel *shops = bell_context_get_shops (self->context);
  BellClock *clock = bell_context_get_clock (self->context);
  int position = bell_format_worst_shop (shops, clock);
  g_autoptr (BellShop) worst = position >= 0 ? g_list_model_get_item (shops, position) : NULL;
  g_autoptr (BellShop) unsaved = NULL;
  g_auto (BellGlance) glance = { 0 };
  gboolean saved;

  if (worst != NULL)
    bell_glance_init (&glance, worst, clock);
  look_for_ending (self, clock);
  saved = self->not_kept_seen || tokens_saved (self, &unsaved);
  self->kind = bell_format_strip (worst != NULL ? &glance : NULL,
                                  bell_inbox_get_trouble (bell_context_get_inbox (self->context)),
                                  self->back != NULL, self->ending != NULL, saved);
  show_kind (self, &glance, worst, unsaved);
}

static void
on_back (BellSession *session,
         gint64 deaf_us,
         BellStrip *self)
{
  GListModel *shops = bell_context_get_shops (self->context);

  if (!bell_format_back_matters (deaf_us))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (shops); i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (shops, i);

      if (bell_shop_get_session (shop) == session)
        g_set_object (&self->back, shop);
    }
  self->deaf_us = deaf_us;
  update (self);
}

static void
on_shops_changed (BellStrip *self,
                  guint position,
                  guint removed,
                  guint added)
{
  GListModel *shops = bell_context_get_shops (self->context);

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (shops, i);

      g_signal_connect_object (bell_shop_get_session (shop), "notify::state", G_CALLBACK (look_again), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (bell_shop_get_session (shop), "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (bell_shop_get_session (shop), "back", G_CALLBACK (on_back), self, 0);
    }
  if (removed > 0)
    g_clear_object (&self->back);
  look_again (self);
}

/* Template callbacks */

static void
on_remedy_clicked (BellStrip *self)
{
  g_autoptr (BellShop) shop = self->shop != NULL ? g_object_ref (self->shop) : NULL;

  if (shop == NULL)
    return;
  bell_remedy_apply (self->offered, self->context, shop, GTK_WIDGET (self));
  if (self->kind == BELL_STRIP_BACK)
    g_clear_object (&self->back);
  update (self);
}

static void
on_dismiss_clicked (BellStrip *self)
{
  if (self->kind == BELL_STRIP_BACK)
    g_clear_object (&self->back);
  if (self->kind == BELL_STRIP_NOT_KEPT)
    self->not_kept_seen = TRUE;
  if (self->kind == BELL_STRIP_APP_TOKEN)
    bell_app_token_note_read (self->context, self->ending);
  look_again (self);
}

/* GObject */

static void
bell_strip_dispose (GObject *object)
{
  BellStrip *self = BELL_STRIP (object);

  g_clear_object (&self->shop);
  g_clear_object (&self->back);
  g_clear_object (&self->ending);
  g_clear_object (&self->context);
  adw_bin_set_child (ADW_BIN (self), NULL); /* else AdwBin unparents what the template has unparented */
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_STRIP);
  G_OBJECT_CLASS (bell_strip_parent_class)->dispose (object);
}

static void
bell_strip_class_init (BellStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_strip_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, BellStrip, revealer);
  gtk_widget_class_bind_template_child (widget_class, BellStrip, box);
  gtk_widget_class_bind_template_child (widget_class, BellStrip, icon);
  gtk_widget_class_bind_template_child (widget_class, BellStrip, sentence);
  gtk_widget_class_bind_template_child (widget_class, BellStrip, remedy);
  gtk_widget_class_bind_template_child (widget_class, BellStrip, dismiss);
  gtk_widget_class_bind_template_callback (widget_class, on_remedy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_dismiss_clicked);
}

static void
bell_strip_init (BellStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
bell_strip_set_context (BellStrip *self,
                        BellContext *context,
                        BellPulse *pulse)
{
  GListModel *shops = bell_context_get_shops (context);

  g_return_if_fail (BELL_IS_STRIP (self));

  self->context = g_object_ref (context);
  g_signal_connect_object (shops, "items-changed", G_CALLBACK (on_shops_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bell_context_get_inbox (context), "notify::trouble", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (pulse, "tick", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  on_shops_changed (self, 0, 0, g_list_model_get_n_items (shops));
}
