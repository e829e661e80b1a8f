/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-demo.h"

#include "bell-test.h"

#define WAIT 30000

BellShop *
app_demo_sign_in (BellContext *context,
                  DemoShop *demo)
{
  g_autoptr (BellShopInfo) info = bell_shop_info_new ();
  g_autoptr (OeClient) client = NULL;
  g_autoptr (BellShop) shop = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  bell_shop_info_set_text (info, "name", "Café");
  bell_shop_info_set_text (info, "url", demo_shop_get_url (demo));
  bell_shop_info_set_text (info, "provider", "email");
  bell_shop_info_set_text (info, "login", "till");
  bell_shop_info_set_text (info, "login-marker", "login");
  bell_shop_info_set_text (info, "password-marker", "password");
  bell_shop_info_set_text (info, "fingerprint", "shopbell-test");
  client = bell_context_new_client (context, info->url, demo_shop_get_app_token (demo), NULL, info->fingerprint);
  shop = bell_context_make_shop (context, info, client, &error);
  g_assert_no_error (error);
  bell_context_adopt_shop (context, shop);

  bell_session_sign_in_async (bell_shop_get_session (shop), "till", "secret", NULL, NULL, bell_test_store_result,
                              &pending);
  result = bell_test_await_result (&pending, WAIT, "the sign-in");
  bell_session_sign_in_finish (bell_shop_get_session (shop), result, &error);
  g_assert_no_error (error);
  return bell_context_find_shop (context, info->id);
}
