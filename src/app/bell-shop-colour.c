/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-shop-colour.h"

#include "bell-shop.h"

#include <glib/gi18n.h>

static const char *const colours[] = { "blue", "green", "purple", "orange", "teal", "pink", "red", "slate", NULL };
static const char *const titles[] = { N_("Blue"), N_("Green"), N_("Purple"), N_("Orange"),
                                      N_("Teal"), N_("Pink"),  N_("Red"),    N_("Slate") };
#define N_COLOURS (G_N_ELEMENTS (colours) - 1)
G_STATIC_ASSERT (G_N_ELEMENTS (titles) == N_COLOURS);

const char *const *
bell_shop_colour_list (void)
{
  return colours;
}

static int
find (const char *colour)
{
  for (guint i = 0; i < N_COLOURS; i++)
    if (g_strcmp0 (colours[i], colour) == 0)
      return (int) i;
  return -1;
}

const char *
bell_shop_colour_title (const char *colour)
{
  int place = find (colour);

  return place >= 0 ? _(titles[place]) : "";
}

const char *
bell_shop_colour_or_default (const char *colour,
                             const char *id)
{
  int place = find (colour);

  return place >= 0 ? colours[place] : colours[g_str_hash (id) % N_COLOURS];
}

const char *
bell_shop_colour_pick (GListModel *shops)
{
  guint used[N_COLOURS] = { 0 };
  guint best = 0;

  for (guint i = 0; i < g_list_model_get_n_items (shops); i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (shops, i);
      int place = find (bell_shop_get_colour (shop));

      if (place >= 0)
        used[place]++;
    }
  for (guint i = 1; i < N_COLOURS; i++)
    if (used[i] < used[best])
      best = i;
  return colours[best];
}
