/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-new-shop.h"

#include "bell-shop-colour.h"

#include <glib/gi18n.h>
#include <string.h>

static BellShop *
find_shop (BellContext *context,
           gboolean (*fits) (BellShop *shop, gconstpointer data),
           gconstpointer data)
{
  GListModel *shops = bell_context_get_shops (context);

  for (guint i = 0; i < g_list_model_get_n_items (shops); i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (shops, i);

      if (fits (shop, data))
        return shop;
    }
  return NULL;
}

/* Its name */

char *
bell_new_shop_name (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  const char *dot = host != NULL ? strchr (host, '.') : NULL;

  if (host == NULL)
    return g_strdup (url);
  if (g_str_has_suffix (host, ".oneentry.cloud") && dot > host)
    return g_strndup (host, dot - host);
  return g_strdup (host);
}

static gboolean
has_name (BellShop *shop,
          gconstpointer name)
{
  return g_strcmp0 (bell_shop_get_name (shop), name) == 0;
}

/* Two tills of one chain may have one host name: "cafe", "cafe 2". */
static char *
make_name (BellContext *context,
           const char *url)
{
  g_autofree char *first = bell_new_shop_name (url);
  char *name = g_strdup (first);

  for (guint i = 2; find_shop (context, has_name, name) != NULL; i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %u", first, i);
    }
  return name;
}

/* Its account: the same one twice would ring twice. */

typedef struct
{
  const char *url;
  const BellNewShop *account;
} Known;

static gboolean
has_account (BellShop *shop,
             gconstpointer data)
{
  const Known *known = data;
  const BellShopInfo *info = bell_shop_get_info (shop);

  return g_strcmp0 (info->url, known->url) == 0 && g_strcmp0 (info->provider, known->account->provider) == 0 &&
         g_strcmp0 (info->login, known->account->login) == 0;
}

/* What the check found good. */
static void
take_network (BellShopInfo *info,
              OeClient *client)
{
  BellNetwork *network = oe_client_get_network (client);

  if (network != NULL)
    bell_network_settings_assign (&info->network, bell_network_get_settings (network));
}

BellShop *
bell_new_shop_make (BellContext *context,
                    OeClient *client,
                    const BellNewShop *account,
                    GError **error)
{
  const char *url = oe_client_get_base_url (client);
  const Known known = { url, account };
  g_autoptr (BellShopInfo) info = NULL;
  g_autofree char *name = NULL;

  if (find_shop (context, has_account, &known) != NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                           _("This account is signed in to this shop already. It is in the list of shops."));
      return NULL;
    }
  info = bell_shop_info_new ();
  name = make_name (context, url);
  bell_shop_info_set_text (info, "name", name);
  bell_shop_info_set_text (info, "url", url);
  bell_shop_info_set_text (info, "provider", account->provider);
  bell_shop_info_set_text (info, "login", account->login);
  bell_shop_info_set_text (info, "login-marker", account->login_marker);
  bell_shop_info_set_text (info, "password-marker", account->password_marker);
  bell_shop_info_set_text (info, "fingerprint", account->fingerprint);
  bell_shop_info_set_text (info, "colour", bell_shop_colour_pick (bell_context_get_shops (context)));
  bell_shop_info_set_text (info, "language", oe_client_get_lang_code (client));
  take_network (info, client);
  return bell_context_make_shop (context, info, client, error);
}
