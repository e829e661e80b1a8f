/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-demo.h"
#include "bell-canary.h"
#include "bell-context.h"
#include "bell-fake-clock.h"
#include "bell-fake-notifier.h"
#include "bell-fake-ringer.h"
#include "bell-format-alarm.h"
#include "bell-shop-editor.h"
#include "bell-test.h"
#include "oe-canary.h"
#include "oe-client-forms.h"

#define WAIT 30000
#define FORM "till_test"
#define MINUTES 15
#define PING_MS (3600 * 1000) /* the hands of the fake clock move faster than a heart beats */

/* A whole context on a clock that is turned by hand, with one shop that is signed in to a demo shop. */
typedef struct
{
  DemoShop *demo;
  BellFakeClock *clock;
  BellFakeRinger *ringer;
  BellContext *context;
  BellShop *shop;
} Fixture;

static void
make_context (Fixture *fixture)
{
  g_autoptr (BellSettings) settings = bell_settings_new_in_memory ();
  g_autoptr (BellSecrets) secrets = bell_memory_secrets_new ();
  g_autoptr (BellHistory) history = bell_history_new (NULL);
  g_autoptr (BellNotifier) notifier = BELL_NOTIFIER (bell_fake_notifier_new ());
  BellContextParts parts = {
    .settings = settings,
    .secrets = secrets,
    .history = history,
    .notifier = notifier,
    .ringer = BELL_RINGER (fixture->ringer),
    .clock = BELL_CLOCK (fixture->clock),
  };

  fixture->context = bell_context_new (&parts);
  bell_context_start (fixture->context);
}

static gboolean
is_online (gpointer user_data)
{
  return bell_session_get_state (bell_shop_get_session (user_data)) == BELL_SESSION_ONLINE;
}

static void
sign_in (Fixture *fixture)
{
  fixture->shop = app_demo_sign_in (fixture->context, fixture->demo);
  bell_test_await (is_online, fixture->shop, WAIT, "the connection");
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->demo = demo_shop_new ("till", "secret");
  demo_shop_set_ping (fixture->demo, PING_MS, PING_MS);
  demo_shop_set_access_ttl (fixture->demo, 30 * 24 * 3600);
  demo_shop_listen (fixture->demo, 0, NULL, &error);
  g_assert_no_error (error);
  fixture->clock = bell_fake_clock_new ();
  fixture->ringer = bell_fake_ringer_new ();
  make_context (fixture);
  sign_in (fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  bell_context_stop (fixture->context);
  bell_test_drain ();
  g_object_unref (fixture->context);
  g_object_unref (fixture->ringer);
  demo_shop_close (fixture->demo);
  bell_test_drain ();
  g_object_unref (fixture->demo);
  g_object_unref (fixture->clock);
}

static void
turn (Fixture *fixture,
      guint seconds)
{
  bell_fake_clock_advance (fixture->clock, seconds * 1000);
}

static const BellCanaryNews *
news (Fixture *fixture)
{
  return bell_shop_get_canary (fixture->shop);
}

static guint
count_submitted (Fixture *fixture)
{
  return demo_shop_get_n_requests (fixture->demo, "form-data");
}

static guint
count_waiting (Fixture *fixture)
{
  return bell_inbox_get_waiting_count (bell_context_get_inbox (fixture->context));
}

static gboolean
is_back (gpointer user_data)
{
  return news (user_data)->back_at != 0;
}

static gboolean
is_out (gpointer user_data)
{
  return news (user_data)->out_since != 0;
}

static gboolean
has_problem (gpointer user_data)
{
  return news (user_data)->problem != NULL;
}

static gboolean
has_one_waiting (gpointer user_data)
{
  return count_waiting (user_data) == 1;
}

static gboolean
was_submitted_twice (gpointer user_data)
{
  return count_submitted (user_data) == 2;
}

static void
name_form (Fixture *fixture,
           const char *form)
{
  bell_shop_editor_set_canary (fixture->context, fixture->shop, form, MINUTES);
}

/* Again and again, and nobody hears of it. */
static void
test_comes_back (Fixture *fixture,
                 gconstpointer data)
{
  g_autofree char *log = NULL;
  g_autofree char *words = NULL;

  name_form (fixture, " " FORM " ");
  g_assert_cmpuint (count_submitted (fixture), ==, 0);
  turn (fixture, BELL_CANARY_FIRST_S);
  bell_test_await (is_back, fixture, WAIT, "the event");
  words = bell_format_canary (news (fixture));
  g_assert_cmpstr (words, ==, "Its event came at 10:00, after 0.0 s.");
  turn (fixture, MINUTES * 60 - 1);
  g_assert_cmpuint (count_submitted (fixture), ==, 1);
  turn (fixture, 1);
  bell_test_await (was_submitted_twice, fixture, WAIT, "the second");
  bell_test_await (is_back, fixture, WAIT, "the second event");

  g_assert_cmpuint (count_waiting (fixture), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (bell_inbox_get_earlier (bell_context_get_inbox (fixture->context))), ==, 0);
  log = bell_fake_ringer_take_log (fixture->ringer);
  g_assert_cmpstr (log, ==, "");
}

/* The connection is up, and an event is missing: as loud as a shop that cannot be heard, until one comes back. */
static void
test_lost (Fixture *fixture,
           gconstpointer data)
{
  BellDeafness *deafness = bell_context_get_deafness (fixture->context);
  g_autofree char *log = NULL;
  g_autofree char *sentence = NULL;

  demo_shop_set_swallow_forms (fixture->demo, TRUE);
  name_form (fixture, FORM);
  turn (fixture, BELL_CANARY_FIRST_S);
  bell_test_await (is_out, fixture, WAIT, "the submission");
  turn (fixture, BELL_CANARY_DEADLINE_S - 1);
  g_assert_cmpuint (bell_deafness_get_count (deafness), ==, 0);
  turn (fixture, 1);
  g_assert_cmpint (news (fixture)->lost_since, !=, 0);
  g_assert_cmpuint (bell_deafness_get_count (deafness), ==, 1);
  log = bell_fake_ringer_take_log (fixture->ringer);
  g_assert_cmpstr (log, ==, "play lost-the-shop 100");
  sentence = bell_format_deaf_shop (fixture->shop, news (fixture)->lost_since);
  g_assert_cmpstr (sentence, ==,
                   "Café is connected, but the event of the test form of 10:00 did not come. Orders may be waiting "
                   "there: please look in the shop’s admin.");

  demo_shop_set_swallow_forms (fixture->demo, FALSE);
  turn (fixture, 60);
  bell_test_await (is_back, fixture, WAIT, "the event");
  g_assert_cmpint (news (fixture)->lost_since, ==, 0);
  g_assert_cmpuint (bell_deafness_get_count (deafness), ==, 0);
}

/* One that does not come while another connection is made says nothing about that one. */
static void
test_connection_ends (Fixture *fixture,
                      gconstpointer data)
{
  demo_shop_set_swallow_forms (fixture->demo, TRUE);
  name_form (fixture, FORM);
  turn (fixture, BELL_CANARY_FIRST_S);
  bell_test_await (is_out, fixture, WAIT, "the submission");
  bell_context_set_paused (fixture->context, fixture->shop, TRUE);
  g_assert_cmpint (news (fixture)->out_since, ==, 0);
  turn (fixture, 24 * 3600);
  g_assert_cmpint (news (fixture)->lost_since, ==, 0);
  g_assert_cmpuint (bell_deafness_get_count (bell_context_get_deafness (fixture->context)), ==, 0);
  g_assert_cmpuint (count_submitted (fixture), ==, 1);
}

/* Said where the form is named, and no alarm: what is heard is another matter. */
static void
test_refused (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *words = NULL;

  name_form (fixture, "nobody-has-this");
  turn (fixture, BELL_CANARY_FIRST_S);
  bell_test_await (has_problem, fixture, WAIT, "the refusal");
  words = bell_format_canary (news (fixture));
  g_assert_true (g_str_has_prefix (words, "Could not be submitted. "));
  g_assert_cmpuint (count_submitted (fixture), ==, 0);
  turn (fixture, 600);
  g_assert_cmpuint (bell_deafness_get_count (bell_context_get_deafness (fixture->context)), ==, 0);
  name_form (fixture, "");
  g_assert_null (news (fixture)->problem);
}

/* Nobody named a form: nothing is ever asked. */
static void
test_off (Fixture *fixture,
          gconstpointer data)
{
  turn (fixture, 3600);
  bell_test_drain ();
  g_assert_cmpuint (count_submitted (fixture), ==, 0);
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->demo, "form"), ==, 0);
}

static void
emit_form (Fixture *fixture,
           const char *value)
{
  g_autofree char *text = g_strdup_printf ("{\"email\":\"a@example.com\",\"formData\":[{\"marker\":\"note\",\"value\":\"%s\"}]}", value);
  g_autoptr (JsonNode) payload = json_from_string (text, NULL);

  demo_shop_emit (fixture->demo, FORM, payload);
}

/* Another till's rings here no more than one's own; what a customer wrote about it is an event. */
static void
test_of_others (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *other = oe_canary_new ();
  g_autofree char *quoted = g_strdup_printf ("what is %s?", other);

  emit_form (fixture, other);
  emit_form (fixture, quoted);
  bell_test_await (has_one_waiting, fixture, WAIT, "the customer's form");
  g_assert_cmpuint (count_waiting (fixture), ==, 1);
  g_assert_cmpint (news (fixture)->back_at, ==, 0);
}

/* What forms may look like. */
static void
test_forms (Fixture *fixture,
            gconstpointer data)
{
  static const struct
  {
    const char *json;
    const char *read; /* "field type config entity", NULL: it cannot be used */
  } cases[] = {
    { "{\"identifier\":\"f\",\"attributes\":[{\"marker\":\"b\",\"type\":\"button\"},{\"marker\":\"n\",\"type\":\"text\"}],"
      "\"moduleFormConfigs\":[{\"id\":1,\"isClosed\":true},{\"id\":\"2\",\"entityIdentifiers\":[{\"id\":\"blog\"}]}]}",
      "n text 2 blog" },
    { "{\"identifier\":\"f\",\"attributes\":{\"en_US\":[{\"marker\":\"n\",\"type\":\"string\"}]},"
      "\"moduleFormConfigs\":[{\"id\":3,\"entityIdentifiers\":[14]}]}",
      "n string 3 14" },
    { "{\"identifier\":\"f\",\"attributes\":[{\"marker\":\"n\",\"type\":\"string\"}],\"moduleFormConfigs\":[{\"id\":4}]}",
      "n string 4 f" },
    { "{\"identifier\":\"f\",\"attributes\":[{\"marker\":\"n\",\"type\":\"image\"}],\"moduleFormConfigs\":[{\"id\":4}]}", NULL },
    { "{\"identifier\":\"f\",\"attributes\":[{\"marker\":\"n\",\"type\":\"string\"}],\"moduleFormConfigs\":[]}", NULL },
    { "{\"identifier\":\"f\",\"attributes\":[null,1,[]],\"moduleFormConfigs\":7}", NULL },
    { "{}", NULL },
    { "[]", NULL },
    { "null", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = json_from_string (cases[i].json, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (OeForm) form = oe_form_parse (node, &error);
      g_autofree char *read = NULL;

      g_test_message ("%s", cases[i].json);
      g_assert_true ((form == NULL) == (error != NULL));
      if (form != NULL)
        read = g_strdup_printf ("%s %s %d %s", form->field, form->type, (int) form->config, form->entity);
      g_assert_cmpstr (read, ==, cases[i].read);
    }
}

#define ADD(path, func) g_test_add ("/canary/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  ADD ("comes-back", test_comes_back);
  ADD ("lost", test_lost);
  ADD ("connection-ends", test_connection_ends);
  ADD ("refused", test_refused);
  ADD ("off", test_off);
  ADD ("of-others", test_of_others);
  g_test_add ("/canary/forms", Fixture, NULL, NULL, test_forms, NULL);
  return g_test_run ();
}
