/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-app-token.h"

#include "bell-format-account.h"

int
bell_app_token_get_days (OeClient *client)
{
  const char *token = oe_client_get_app_token (client);
  gint64 expiry = token != NULL ? oe_jwt_get_expiry_us (token) : 0;
  gint64 left = expiry - (g_get_real_time () + oe_client_get_skew_us (client));

  if (expiry == 0)
    return -1;
  return (int) CLAMP (left / G_USEC_PER_SEC / 86400, 0, G_MAXINT);
}

/* A calendar day here. */
static char *
make_day (BellClock *clock)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (bell_clock_get_wall_us (clock) / G_USEC_PER_SEC);

  return g_date_time_format (now, "%Y-%m-%d");
}

BellShop *
bell_app_token_find_ending (GListModel *shops,
                            BellClock *clock,
                            int *days)
{
  g_autofree char *today = make_day (clock);
  BellShop *found = NULL;

  *days = BELL_APP_TOKEN_WARN_DAYS + 1;
  for (guint i = 0; i < g_list_model_get_n_items (shops); i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (shops, i);
      int left = bell_app_token_get_days (bell_shop_get_client (shop));

      if (left < 0 || left >= *days || g_str_equal (bell_shop_get_info (shop)->app_token_read, today))
        continue;
      *days = left;
      g_set_object (&found, shop);
    }
  return found;
}

void
bell_app_token_note_read (BellContext *context,
                          BellShop *shop)
{
  g_autofree char *today = make_day (bell_context_get_clock (context));

  bell_shop_set_app_token_read (shop, today);
  bell_settings_save_shop (bell_context_get_settings (context), bell_shop_get_info (shop));
}
