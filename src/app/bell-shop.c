/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-shop.h"

#include "bell-open-address.h"
#include "bell-shop-colour.h"

struct _BellShop
{
  GObject parent_instance;

  BellShopInfo *info;
  BellSession *session;
  OeClient *client;
  char *orders_url;
  BellCanaryNews canary; /* its problem is owned */
  char *paused_by; /* (nullable) */
};

typedef enum
{
  PROP_NAME = 1,
  PROP_COLOUR,
  PROP_SESSION,
  PROP_CANARY_FORM,
  PROP_CANARY_LOST,
} BellShopProperty;

static GParamSpec *properties[PROP_CANARY_LOST + 1];

G_DEFINE_FINAL_TYPE (BellShop, bell_shop, G_TYPE_OBJECT)

static void
bell_shop_get_property (GObject *object,
                        guint prop_id,
                        GValue *value,
                        GParamSpec *pspec)
{
  BellShop *self = BELL_SHOP (object);

  switch ((BellShopProperty) prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->info->name);
      break;
    case PROP_COLOUR:
      g_value_set_string (value, bell_shop_get_colour (self));
      break;
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_CANARY_FORM:
      g_value_set_string (value, self->info->canary_form);
      break;
    case PROP_CANARY_LOST:
      g_value_set_boolean (value, self->canary.lost_since != 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_shop_finalize (GObject *object)
{
  BellShop *self = BELL_SHOP (object);

  g_clear_object (&self->session);
  g_clear_object (&self->client);
  g_clear_pointer (&self->info, bell_shop_info_free);
  g_free (self->orders_url);
  g_clear_error ((GError **) &self->canary.problem);
  g_free (self->paused_by);
  G_OBJECT_CLASS (bell_shop_parent_class)->finalize (object);
}

static void
bell_shop_class_init (BellShopClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bell_shop_get_property;
  object_class->finalize = bell_shop_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_COLOUR] = g_param_spec_string ("colour", NULL, NULL, NULL, flags);
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, BELL_TYPE_SESSION, flags);
  properties[PROP_CANARY_FORM] = g_param_spec_string ("canary-form", NULL, NULL, NULL, flags);
  properties[PROP_CANARY_LOST] = g_param_spec_boolean ("canary-lost", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bell_shop_init (BellShop *self)
{
}

BellShop *
bell_shop_new (const BellShopInfo *info,
               BellSession *session,
               OeClient *client)
{
  BellShop *self = g_object_new (BELL_TYPE_SHOP, NULL);

  self->info = bell_shop_info_copy (info);
  self->session = g_object_ref (session);
  self->client = g_object_ref (client);
  self->orders_url = g_strconcat (info->url, "/orders", NULL);
  return self;
}

const char *
bell_shop_get_id (BellShop *self)
{
  return self->info->id;
}

const char *
bell_shop_get_name (BellShop *self)
{
  return self->info->name;
}

const char *
bell_shop_get_colour (BellShop *self)
{
  return bell_shop_colour_or_default (self->info->colour, self->info->id);
}

const char *
bell_shop_get_url (BellShop *self)
{
  return self->info->url;
}

const BellShopInfo *
bell_shop_get_info (BellShop *self)
{
  return self->info;
}

BellSession *
bell_shop_get_session (BellShop *self)
{
  return self->session;
}

OeClient *
bell_shop_get_client (BellShop *self)
{
  return self->client;
}

const char *
bell_shop_get_orders_url (BellShop *self)
{
  return self->orders_url;
}

const char *
bell_shop_get_paused_by (BellShop *self)
{
  return self->paused_by;
}

void
bell_shop_set_paused_by (BellShop *self,
                         const char *locked_by)
{
  g_free (self->paused_by);
  self->paused_by = g_strdup (locked_by);
}

char *
bell_shop_dup_address_of (BellShop *self,
                          BellEntry *entry)
{
  g_auto (BellFacts) facts = { 0 };

  bell_facts_init_entry (&facts, entry);
  return bell_open_address_make (self->info->open_address, self->info->url, &facts);
}

static void
replace (char **field,
         const char *value)
{
  char *old = *field;

  *field = g_strdup (value != NULL ? value : "");
  g_free (old);
}

void
bell_shop_set_account (BellShop *self,
                       const char *provider,
                       const char *login,
                       const char *login_marker,
                       const char *password_marker)
{
  replace (&self->info->provider, provider);
  replace (&self->info->login, login);
  replace (&self->info->login_marker, login_marker);
  replace (&self->info->password_marker, password_marker);
  bell_session_set_account (self->session, self->info->provider, self->info->login_marker,
                            self->info->password_marker);
}

void
bell_shop_set_name (BellShop *self,
                    const char *name)
{
  if (g_strcmp0 (self->info->name, name) == 0)
    return;
  replace (&self->info->name, name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

void
bell_shop_set_colour (BellShop *self,
                      const char *colour)
{
  if (g_strcmp0 (self->info->colour, colour) == 0)
    return;
  replace (&self->info->colour, colour);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOUR]);
}

void
bell_shop_set_language (BellShop *self,
                        const char *lang_code)
{
  replace (&self->info->language, lang_code);
  oe_client_set_lang_code (self->client, lang_code);
}

void
bell_shop_set_open_address (BellShop *self,
                            const char *template)
{
  replace (&self->info->open_address, template);
}

void
bell_shop_set_app_token_read (BellShop *self,
                              const char *day)
{
  replace (&self->info->app_token_read, day);
}

void
bell_shop_set_network (BellShop *self,
                       const BellNetworkSettings *settings)
{
  bell_network_settings_assign (&self->info->network, settings);
}

void
bell_shop_set_paused (BellShop *self,
                      gboolean paused)
{
  self->info->paused = paused;
}

void
bell_shop_set_canary_form (BellShop *self,
                           const char *form,
                           guint minutes)
{
  if (g_strcmp0 (self->info->canary_form, form) == 0 && self->info->canary_minutes == minutes)
    return;
  replace (&self->info->canary_form, form);
  self->info->canary_minutes = minutes;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CANARY_FORM]);
}

void
bell_shop_set_canary (BellShop *self,
                      const BellCanaryNews *news)
{
  GError *old = (GError *) self->canary.problem;
  gboolean same = self->canary.lost_since == news->lost_since && self->canary.back_at == news->back_at &&
                  self->canary.out_since == news->out_since && old == NULL && news->problem == NULL;

  if (same)
    return;
  self->canary = *news;
  self->canary.problem = news->problem != NULL ? g_error_copy (news->problem) : NULL;
  g_clear_error (&old);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CANARY_LOST]);
}

const BellCanaryNews *
bell_shop_get_canary (BellShop *self)
{
  return &self->canary;
}
