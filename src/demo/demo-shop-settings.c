/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-shop-private.h"

/* What the tests turn, and what they read. */

void
demo_shop_set_access_ttl (DemoShop *self,
                          guint seconds)
{
  g_return_if_fail (DEMO_IS_SHOP (self));
  demo_tokens_set_access_ttl (self->tokens, seconds);
}

void
demo_shop_set_ping (DemoShop *self,
                    guint interval_ms,
                    guint timeout_ms)
{
  g_return_if_fail (DEMO_IS_SHOP (self));
  demo_hub_set_ping (self->hub, interval_ms, timeout_ms);
}

void
demo_shop_set_hide_providers (DemoShop *self,
                              gboolean hide)
{
  g_return_if_fail (DEMO_IS_SHOP (self));
  self->hide_providers = hide;
}

void
demo_shop_set_code_provider (DemoShop *self,
                             gboolean active)
{
  JsonArray *providers;

  g_return_if_fail (DEMO_IS_SHOP (self));
  providers = json_object_get_array_member (json_node_get_object (self->catalog), "providers");
  for (guint i = 0; i < json_array_get_length (providers); i++)
    {
      JsonObject *provider = json_array_get_object_element (providers, i);

      if (json_object_get_boolean_member (provider, "isCheckCode"))
        json_object_set_boolean_member (provider, "isActive", active);
    }
}

void
demo_shop_add_subscriptions (DemoShop *self,
                             const char *marker,
                             gint64 first,
                             guint n)
{
  g_return_if_fail (DEMO_IS_SHOP (self));
  for (guint i = 0; i < n; i++)
    {
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "eventMarker", marker);
      json_object_set_int_member (item, "productId", first + i);
      json_array_add_object_element (self->subscriptions, item);
    }
}

const char *
demo_shop_get_code (DemoShop *self)
{
  g_return_val_if_fail (DEMO_IS_SHOP (self), NULL);
  return self->code;
}

void
demo_shop_set_hide_events (DemoShop *self,
                           gboolean hide)
{
  g_return_if_fail (DEMO_IS_SHOP (self));
  self->hide_events = hide;
}

void
demo_shop_set_refuse_refresh (DemoShop *self,
                              gboolean refuse)
{
  g_return_if_fail (DEMO_IS_SHOP (self));
  self->refuse_refresh = refuse;
}

void
demo_shop_set_refuse_sockets (DemoShop *self,
                              guint http_status)
{
  g_return_if_fail (DEMO_IS_SHOP (self));
  self->refuse_sockets = http_status;
}

void
demo_shop_set_down (DemoShop *self,
                    gboolean down)
{
  g_return_if_fail (DEMO_IS_SHOP (self));
  self->down = down;
}

void
demo_shop_set_swallow_forms (DemoShop *self,
                             gboolean swallow)
{
  g_return_if_fail (DEMO_IS_SHOP (self));
  self->swallow_forms = swallow;
}

void
demo_shop_set_answer_delay (DemoShop *self,
                            guint ms)
{
  g_return_if_fail (DEMO_IS_SHOP (self));
  self->answer_delay = ms;
}

const char *
demo_shop_get_url (DemoShop *self)
{
  g_return_val_if_fail (DEMO_IS_SHOP (self), NULL);
  return self->url;
}

const char *
demo_shop_get_app_token (DemoShop *self)
{
  g_return_val_if_fail (DEMO_IS_SHOP (self), NULL);
  return demo_tokens_get_app_token (self->tokens);
}

const char *
demo_shop_get_login (DemoShop *self)
{
  g_return_val_if_fail (DEMO_IS_SHOP (self), NULL);
  return self->login;
}

const char *
demo_shop_get_password (DemoShop *self)
{
  g_return_val_if_fail (DEMO_IS_SHOP (self), NULL);
  return self->password;
}

void
demo_shop_set_busy (DemoShop *self,
                    guint retry_after)
{
  g_return_if_fail (DEMO_IS_SHOP (self));
  self->busy = retry_after;
}

void
demo_shop_set_want_device (DemoShop *self,
                           gboolean want)
{
  g_return_if_fail (DEMO_IS_SHOP (self));
  self->want_device = want;
}

guint
demo_shop_get_sockets (DemoShop *self)
{
  g_return_val_if_fail (DEMO_IS_SHOP (self), 0);
  return demo_hub_get_joined (self->hub);
}

guint
demo_shop_get_max_sockets (DemoShop *self)
{
  g_return_val_if_fail (DEMO_IS_SHOP (self), 0);
  return demo_hub_get_max_joined (self->hub);
}

guint
demo_shop_get_n_requests (DemoShop *self,
                          const char *operation)
{
  g_return_val_if_fail (DEMO_IS_SHOP (self), 0);
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->requests, operation));
}

guint
demo_shop_get_n_reused_refresh (DemoShop *self)
{
  g_return_val_if_fail (DEMO_IS_SHOP (self), 0);
  return demo_tokens_get_n_reused (self->tokens);
}
