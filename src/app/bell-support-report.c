/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-support-report.h"

#include "bell-history-report.h"
#include "bell-json.h"
#include "bell-redact.h"

#include <locale.h>
#include <string.h>

/* The newest so many of the day's states: a shop that comes and goes all day fills no mailbox. */
#define MAX_LINKS 500

typedef struct
{
  char *toolkit;
  GPtrArray *secrets; /* of char: what must not be in it, wherever it comes from */
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_free (wanted->toolkit);
  g_ptr_array_unref (wanted->secrets);
  g_free (wanted);
}

/* Members: NULL is left out, and every text is looked at for what it must not say. */

static void
add_text (JsonObject *object,
          const char *name,
          const char *text)
{
  g_autofree char *redacted = text != NULL ? bell_redact (text) : NULL;

  if (redacted != NULL)
    json_object_set_string_member (object, name, redacted);
}

static void
add_time (JsonObject *object,
          const char *name,
          gint64 unix_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (unix_us / G_USEC_PER_SEC);
  g_autofree char *text = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

  add_text (object, name, text);
}

/* The program and where it runs */

static JsonObject *
describe_program (const char *toolkit)
{
  JsonObject *object = json_object_new ();
  g_autofree char *glib = g_strdup_printf ("%u.%u.%u", glib_major_version, glib_minor_version, glib_micro_version);

  add_text (object, "version", BELL_VERSION);
  add_text (object, "glib", glib);
  add_text (object, "toolkit", toolkit);
  return object;
}

static JsonObject *
describe_computer (void)
{
  JsonObject *object = json_object_new ();
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);

  add_text (object, "system", system);
  add_text (object, "desktop", g_getenv ("XDG_CURRENT_DESKTOP"));
  add_text (object, "session", g_getenv ("XDG_SESSION_TYPE"));
  add_text (object, "language", setlocale (LC_MESSAGES, NULL));
  json_object_set_boolean_member (object, "sandbox", g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS));
  return object;
}

/* Numbers and switches as they are; of a text, which may be the path of somebody's home, the last part. */
static JsonObject *
describe_settings (BellSettings *settings)
{
  JsonObject *object = json_object_new ();
  g_autofree GParamSpec **specs = NULL;
  guint n;

  specs = g_object_class_list_properties (G_OBJECT_GET_CLASS (settings), &n);
  for (guint i = 0; i < n; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      if (specs[i]->value_type != G_TYPE_BOOLEAN && specs[i]->value_type != G_TYPE_UINT &&
          specs[i]->value_type != G_TYPE_INT && strcmp (specs[i]->name, "deaf-sound") != 0)
        continue;
      g_object_get_property (G_OBJECT (settings), specs[i]->name, &value);
      if (G_VALUE_HOLDS_BOOLEAN (&value))
        json_object_set_boolean_member (object, specs[i]->name, g_value_get_boolean (&value));
      else if (G_VALUE_HOLDS_UINT (&value))
        json_object_set_int_member (object, specs[i]->name, g_value_get_uint (&value));
      else if (G_VALUE_HOLDS_INT (&value))
        json_object_set_int_member (object, specs[i]->name, g_value_get_int (&value));
      else if (G_VALUE_HOLDS_STRING (&value))
        {
          g_autofree char *name = g_path_get_basename (g_value_get_string (&value));

          add_text (object, specs[i]->name, name);
        }
    }
  return object;
}

/* The shops */

static JsonObject *
describe_shop (BellContext *context,
               BellShop *shop)
{
  JsonObject *object = json_object_new ();
  BellSession *session = bell_shop_get_session (shop);
  BellRules *rules = bell_context_get_rules (context);
  gint64 now = bell_clock_get_boot_us (bell_context_get_clock (context));
  gint64 heard = bell_session_get_last_heard (session);
  g_autoptr (GUri) uri = g_uri_parse (bell_shop_get_url (shop), G_URI_FLAGS_NONE, NULL);

  add_text (object, "name", bell_shop_get_name (shop));
  /* An address may have been typed with a password in it. */
  add_text (object, "host", uri != NULL ? g_uri_get_host (uri) : NULL);
  add_text (object, "scheme", uri != NULL ? g_uri_get_scheme (uri) : NULL);
  add_text (object, "state", bell_session_state_to_string (bell_session_get_state (session)));
  add_text (object, "detail", bell_session_get_detail (session));
  json_object_set_int_member (object, "attempt", bell_session_get_attempt (session));
  if (heard > 0)
    json_object_set_int_member (object, "heardSecondsAgo", (now - heard) / G_USEC_PER_SEC);
  json_object_set_boolean_member (object, "signInKept", bell_session_get_tokens_saved (session));
  json_object_set_boolean_member (object, "paused", bell_shop_get_info (shop)->paused);
  json_object_set_int_member (object, "rules", bell_rules_list (rules, bell_shop_get_id (shop))->len);
  add_text (object, "rulesProblem", bell_rules_get_problem (rules, bell_shop_get_id (shop)));
  return object;
}

static JsonArray *
describe_shops (BellContext *context)
{
  GListModel *shops = bell_context_get_shops (context);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (shops); i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (shops, i);

      json_array_add_object_element (array, describe_shop (context, shop));
    }
  return array;
}

static JsonObject *
describe_parts (BellContext *context)
{
  JsonObject *object = json_object_new ();

  add_text (object, "historyTrouble", bell_inbox_get_trouble (bell_context_get_inbox (context)));
  add_text (object, "soundTrouble", bell_alarm_get_trouble (bell_context_get_alarm (context)));
  json_object_set_boolean_member (object, "soundAvailable",
                                  bell_ringer_get_available (bell_context_get_ringer (context)));
  json_object_set_boolean_member (object, "silenced",
                                  bell_alarm_get_silenced_until (bell_context_get_alarm (context)) != 0);
  json_object_set_boolean_member (object, "bubblesAvailable",
                                  bell_notifier_get_available (bell_context_get_notifier (context)));
  json_object_set_int_member (object, "deafShops", bell_deafness_get_count (bell_context_get_deafness (context)));
  return object;
}

/* The day */

static JsonObject *
describe_day (const BellDayReport *report)
{
  JsonObject *object = json_object_new ();

  add_time (object, "since", report->since);
  json_object_set_int_member (object, "received", report->received);
  json_object_set_int_member (object, "shown", report->shown);
  json_object_set_int_member (object, "silenced", report->silenced);
  json_object_set_int_member (object, "coalesced", report->coalesced);
  json_object_set_int_member (object, "taken", report->taken);
  json_object_set_int_member (object, "waiting", report->waiting_in_all);
  if (report->median_us >= 0)
    json_object_set_int_member (object, "medianSeconds", report->median_us / G_USEC_PER_SEC);
  if (report->slowest_us >= 0)
    json_object_set_int_member (object, "slowestSeconds", report->slowest_us / G_USEC_PER_SEC);
  if (report->round_trip_us >= 0)
    {
      json_object_set_int_member (object, "roundTripMilliseconds", report->round_trip_us / 1000);
      json_object_set_int_member (object, "clockSkewMilliseconds", report->skew_us / 1000);
    }
  return object;
}

static JsonArray *
describe_links (BellContext *context,
                const BellDayReport *report)
{
  JsonArray *array = json_array_new ();

  for (guint i = report->links->len > MAX_LINKS ? report->links->len - MAX_LINKS : 0; i < report->links->len; i++)
    {
      const BellLinkSpan *span = g_ptr_array_index (report->links, i);
      BellShop *shop = bell_context_find_shop (context, span->shop);
      JsonObject *object = json_object_new ();

      add_text (object, "shop", shop != NULL ? bell_shop_get_name (shop) : "(removed)");
      add_text (object, "state", span->state);
      add_text (object, "reason", span->reason);
      add_time (object, "since", span->since);
      add_time (object, "until", span->until);
      json_object_set_boolean_member (object, "open", span->open);
      json_array_add_object_element (array, object);
    }
  return array;
}

/* The whole */

static char *
mask_text (const char *text,
           GPtrArray *secrets)
{
  char *masked = g_strdup (text);

  for (guint i = 0; i < secrets->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (masked, g_ptr_array_index (secrets, i), -1);

      g_free (masked);
      masked = g_strjoinv (BELL_MASK, parts);
    }
  return masked;
}

static void
mask (JsonNode *node,
      GPtrArray *secrets)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr (GList) members = json_object_get_values (json_node_get_object (node));

      for (GList *link = members; link != NULL; link = link->next)
        mask (link->data, secrets);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
        mask (json_array_get_element (json_node_get_array (node), i), secrets);
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      g_autofree char *masked = mask_text (json_node_get_string (node), secrets);

      json_node_set_string (node, masked);
    }
}

static char *
write_report (BellContext *context,
              const Wanted *wanted,
              const BellDayReport *report)
{
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autoptr (JsonGenerator) generator = json_generator_new ();

  json_object_set_string_member (object, "format", "shopbell-report");
  json_object_set_int_member (object, "formatVersion", 1);
  add_time (object, "made", bell_clock_get_wall_us (bell_context_get_clock (context)));
  json_object_set_object_member (object, "program", describe_program (wanted->toolkit));
  json_object_set_object_member (object, "computer", describe_computer ());
  json_object_set_object_member (object, "settings", describe_settings (bell_context_get_settings (context)));
  json_object_set_object_member (object, "parts", describe_parts (context));
  json_object_set_array_member (object, "shops", describe_shops (context));
  json_object_set_object_member (object, "today", describe_day (report));
  json_object_set_array_member (object, "links", describe_links (context, report));
  json_object_unref (object);
  json_generator_set_pretty (generator, TRUE);
  mask (node, wanted->secrets);
  json_generator_set_root (generator, node);
  return json_generator_to_data (generator, NULL);
}

static void
report_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (BellDayReport) report = bell_history_report_finish (BELL_HISTORY (source), result, &error);

  if (report == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, write_report (g_task_get_source_object (task), g_task_get_task_data (task), report),
                           g_free);
}

static void
add_secret (GPtrArray *secrets,
            const char *secret)
{
  if (secret != NULL && *secret != '\0')
    g_ptr_array_add (secrets, g_strdup (secret));
}

/* Of every shop: the app token, and the login, which is a person's. */
static GPtrArray *
collect_secrets (BellContext *context)
{
  GListModel *shops = bell_context_get_shops (context);
  GPtrArray *secrets = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (shops); i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (shops, i);

      add_secret (secrets, oe_client_get_app_token (bell_shop_get_client (shop)));
      add_secret (secrets, bell_shop_get_info (shop)->login);
      add_secret (secrets, bell_shop_get_info (shop)->fingerprint);
    }
  return secrets;
}

void
bell_support_report_async (BellContext *context,
                           const char *toolkit,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (context, cancellable, callback, user_data);
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->toolkit = g_strdup (toolkit);
  wanted->secrets = collect_secrets (context);
  g_task_set_source_tag (task, bell_support_report_async);
  g_task_set_task_data (task, wanted, wanted_free);
  bell_history_report_async (bell_context_get_history (context), NULL,
                             bell_clock_get_wall_us (bell_context_get_clock (context)), cancellable, report_cb, task);
}

char *
bell_support_report_finish (BellContext *context,
                            GAsyncResult *result,
                            GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, context), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
bell_support_report_dup_name (gint64 unix_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_us / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format (time, "shopbell-report-%Y-%m-%d.json")
                      : g_strdup ("shopbell-report.json");
}
