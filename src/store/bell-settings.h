/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-network-settings.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is known of one shop besides its secrets. All strings owned, "" where unknown. */
typedef struct
{
  char *id;   /* made once, letters and digits; the key in history and keyring */
  char *name; /* what people call it */
  char *url;  /* https://host[:port] */
  char *provider;
  char *login;        /* filled in again when somebody must sign in */
  char *login_marker;
  char *password_marker;
  char *fingerprint;
  char *colour;   /* a name of bell-shop-colour.h */
  char *language; /* of the project's, "de_DE" */
  char *app_token_read; /* the day when somebody read that the app token ends soon, "2026-11-26" */
  char *open_address; /* a template of the page that "Open" shows for an event; "": the list of orders */
  BellNetworkSettings network; /* its texts are this struct's, too */
  char *canary_form;    /* the marker of a form that is submitted to see whether events arrive; "": none */
  guint canary_minutes; /* how often */
  gboolean paused;
} BellShopInfo;

#define BELL_CANARY_MINUTES 15

BellShopInfo *bell_shop_info_new (void); /* with a fresh id */
BellShopInfo *bell_shop_info_copy (const BellShopInfo *info);
void bell_shop_info_free (BellShopInfo *info);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BellShopInfo, bell_shop_info_free)

/* The texts of a shop, by the names of their keys in the settings; NULL: no such text. */
typedef struct
{
  const char *key;
  gsize offset;
} BellShopText;
extern const BellShopText bell_shop_texts[]; /* ends with a key that is NULL */
char **bell_shop_info_text (BellShopInfo *info, const char *key);
void bell_shop_info_set_text (BellShopInfo *info, const char *key, const char *value);

/* One line of a shop's rules as versions up to 0.1 kept them: whether and how a kind or marker is announced. */
typedef struct
{
  gboolean is_marker; /* else name is a kind */
  char *name;
  gboolean enabled;
  int urgency; /* 0 low, 1 normal, 2 critical */
} BellRuleRecord;
void bell_rule_record_free (BellRuleRecord *record);

/**
 * BellSettings:
 *
 * GSettings, typed. Schemas io.github.shopbell.Shopbell (path
 * …/Shopbell/ or …/Shopbell/profiles/NAME/) and ….Shop (one path per shop).
 *
 * Properties (notify, read-write): "low-memory" (boolean), "window-width",
 * "window-height" (int), "window-maximized" (boolean), "notify-when-deaf" (boolean),
 * "reconnect-limit" (uint, 0: endless), "history-days" and "history-limit" (uint, 0: all are kept),
 * "autostart" (boolean: what was wished last; a portal cannot be asked), "told-background" (boolean: somebody
 * knows that the program goes on without its window),
 * "ticket-width" (uint, mm), "deaf-after" and "deaf-repeat" (uint, seconds; 0: never), "deaf-sound" (char *, as bell-sounds.h names
 * them; "": none).
 */
#define BELL_TYPE_SETTINGS (bell_settings_get_type ())
G_DECLARE_FINAL_TYPE (BellSettings, bell_settings, BELL, SETTINGS, GObject)

BellSettings *bell_settings_new (const char *profile);   /* "" is the usual one */
BellSettings *bell_settings_new_in_memory (void);        /* for --demo and tests */

GPtrArray *bell_settings_list_shops (BellSettings *self); /* (element-type BellShopInfo) (transfer full) */
gboolean bell_settings_save_shop (BellSettings *self, const BellShopInfo *info); /* adds or changes; FALSE: a lock */
gboolean bell_settings_remove_shop (BellSettings *self, const char *shop);

/*
 * What somebody above the user sets, for this run. An unlocked value holds until the user chooses another; a locked
 * one holds whatever is stored, and no setter changes it. shop: (nullable): its id, else it is a key of the program.
 * value: (nullable): a lock alone. locked_by: (nullable): where the lock stands, for people.
 * Besides the keys of the schemas there are two locks: BELL_LOCK_SHOPS (none is added), and of a shop
 * BELL_LOCK_SHOP (it is not removed).
 */
#define BELL_LOCK_SHOPS "shops"
#define BELL_LOCK_SHOP "shop"
void bell_settings_override (BellSettings *self, const char *shop, const char *key, GVariant *value,
                             const char *locked_by);

/* (nullable): what locks this key. */
const char *bell_settings_get_lock (BellSettings *self, const char *shop, const char *key);

/* (nullable): what locks any of the texts by which a shop's network is set up. */
const char *bell_settings_get_network_lock (BellSettings *self, const char *shop);

/* Whether a value from above holds for this key of the program. */
gboolean bell_settings_is_overridden (BellSettings *self, const char *key);

/* A digest of the computer that the shops' fingerprints were made for; "" where none was noted. (transfer full) */
char *bell_settings_get_machine (BellSettings *self);
void bell_settings_set_machine (BellSettings *self, const char *machine);

/* A shop's rules, a document that the layer above writes and reads. (transfer full): "" where nobody changed any. */
char *bell_settings_get_rules (BellSettings *self, const char *shop);
gboolean bell_settings_set_rules (BellSettings *self, const char *shop, const char *document);

/* What an older version left (element-type BellRuleRecord) (transfer full); bell_settings_set_rules() forgets it. */
GPtrArray *bell_settings_list_old_rules (BellSettings *self, const char *shop);

G_END_DECLS
