/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-window-private.h"

#include "bell-welcome-page.h"

#include <glib/gi18n.h>

/*
 * Only the inbox is there when the window opens. Every other page is made when it is first looked at: one
 * that nobody looks at costs time before the first picture, and memory ever after. Once made it stays.
 */

/* page: (transfer none): lives in its place in the window. location: where the window finds it until then. */
static void
settle (AdwBin *place,
        GtkWidget *page,
        gpointer *location)
{
  adw_bin_set_child (place, page);
  *location = page;
  g_object_add_weak_pointer (G_OBJECT (page), location);
}

void
bell_window_need_welcome (BellWindow *self)
{
  if (self->welcome == NULL)
    settle (self->welcome_place, g_object_new (BELL_TYPE_WELCOME_PAGE, NULL), (gpointer *) &self->welcome);
}

/* Signing in */

static void
on_signed_in (BellWindow *self,
              BellShop *shop)
{
  /* TRANSLATORS: %s is the name of a shop */
  g_autofree char *text = g_strdup_printf (_("Signed in to %s"), bell_shop_get_name (shop));

  bell_window_go_home (self);
  bell_window_toast (self, text);
}

/* Somebody who has just signed in hears nothing of the test alert. */
static void
on_nothing_heard (BellWindow *self,
                  BellShop *shop)
{
  bell_window_show_shops (self, "diagnosis", shop);
}

void
bell_window_need_sign_in (BellWindow *self)
{
  if (self->sign_in != NULL)
    return;
  settle (self->sign_in_place, g_object_new (BELL_TYPE_SIGN_IN_PAGE, NULL), (gpointer *) &self->sign_in);
  g_signal_connect_object (self->sign_in, "signed-in", G_CALLBACK (on_signed_in), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sign_in, "nothing-heard", G_CALLBACK (on_nothing_heard), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sign_in, "leave", G_CALLBACK (bell_window_go_home), self, G_CONNECT_SWAPPED);
}

void
bell_window_need_shops (BellWindow *self)
{
  if (self->shops != NULL)
    return;
  settle (self->shops_place, g_object_new (BELL_TYPE_SHOPS_PAGE, NULL), (gpointer *) &self->shops);
  g_signal_connect_object (self->shops, "leave", G_CALLBACK (bell_window_go_home), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shops, "toast", G_CALLBACK (bell_window_toast), self, G_CONNECT_SWAPPED);
  bell_shops_page_set_context (self->shops, self->context, self->pulse);
}

void
bell_window_need_counter (BellWindow *self)
{
  if (self->counter != NULL)
    return;
  settle (self->counter_place, g_object_new (BELL_TYPE_COUNTER_PAGE, NULL), (gpointer *) &self->counter);
  g_signal_connect_object (self->counter, "leave", G_CALLBACK (bell_window_leave_counter), self, G_CONNECT_SWAPPED);
  bell_counter_page_set_context (self->counter, self->context, self->pulse);
}

/* At home */

static void
need_today (BellWindow *self)
{
  if (self->today != NULL)
    return;
  settle (self->today_place, g_object_new (BELL_TYPE_TODAY_PAGE, NULL), (gpointer *) &self->today);
  bell_today_page_set_context (self->today, self->context);
}

static void
need_rules (BellWindow *self)
{
  if (self->rules != NULL)
    return;
  settle (self->rules_place, g_object_new (BELL_TYPE_RULES_PAGE, NULL), (gpointer *) &self->rules);
  g_signal_connect_object (self->rules, "toast", G_CALLBACK (bell_window_toast), self, G_CONNECT_SWAPPED);
  bell_rules_page_set_context (self->rules, self->context);
}

void
bell_window_need_page (BellWindow *self,
                       const char *name)
{
  if (g_strcmp0 (name, "today") == 0)
    need_today (self);
  else if (g_strcmp0 (name, "rules") == 0)
    need_rules (self);
}
