/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"
#include "bell-context.h"
#include "bell-fake-clock.h"
#include "bell-fake-notifier.h"
#include "bell-fake-ringer.h"
#include "bell-provision-apply.h"
#include "bell-provision-read.h"
#include "bell-sign-in.h"
#include "bell-test.h"
#include "demo-shop.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A demo shop, a folder with files of an owner, and a context that was set up by them. */
typedef struct
{
  DemoShop *shop;
  char *folder;
  char *path; /* of the provisioning file */
  BellSettings *settings;
  BellSecrets *secrets;
  BellFakeClock *clock;
  BellProvision *provision;
  BellContext *context;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->shop = demo_shop_new ("till", "Zebra-4711");
  demo_shop_listen (fixture->shop, 0, NULL, &error);
  g_assert_no_error (error);
  fixture->folder = bell_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "provision.conf", NULL);
  fixture->settings = bell_settings_new_in_memory ();
  fixture->secrets = bell_memory_secrets_new ();
  fixture->clock = bell_fake_clock_new ();
}

/* Reads text (printf-like, with the shop's address) as the owner's file, and starts. */
static void
start (Fixture *fixture,
       const char *text)
{
  g_autoptr (BellHistory) history = bell_history_new (NULL);
  g_autoptr (BellFakeNotifier) notifier = bell_fake_notifier_new ();
  g_autoptr (BellFakeRinger) ringer = bell_fake_ringer_new ();
  g_autoptr (GError) error = NULL;
  const char *paths[] = { fixture->path, NULL };
  const char *none[] = { NULL };
  BellContextParts parts = { .settings = fixture->settings, .secrets = fixture->secrets, .history = history,
                             .notifier = BELL_NOTIFIER (notifier), .ringer = BELL_RINGER (ringer),
                             .clock = BELL_CLOCK (fixture->clock) };

  g_file_set_contents (fixture->path, text, -1, &error);
  g_assert_no_error (error);
  fixture->provision = bell_provision_read_paths (paths, 0, none);
  bell_provision_apply (fixture->provision, fixture->settings);
  parts.provision = fixture->provision;
  fixture->context = bell_context_new (&parts);
  bell_context_start (fixture->context);
}

static void
stop (Fixture *fixture)
{
  if (fixture->context != NULL)
    bell_context_stop (fixture->context);
  bell_test_drain ();
  g_clear_object (&fixture->context);
  g_clear_object (&fixture->provision);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  stop (fixture);
  demo_shop_close (fixture->shop);
  bell_test_drain ();
  g_object_unref (fixture->shop);
  g_object_unref (fixture->settings);
  g_object_unref (fixture->secrets);
  g_object_unref (fixture->clock);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static BellShop *
get_shop (Fixture *fixture)
{
  g_autoptr (BellShop) shop = g_list_model_get_item (bell_context_get_shops (fixture->context), 0);

  g_assert_nonnull (shop);
  return shop;
}

static guint
count_shops (Fixture *fixture)
{
  return g_list_model_get_n_items (bell_context_get_shops (fixture->context));
}

static gboolean
is_online (gpointer user_data)
{
  return bell_session_get_state (bell_shop_get_session (get_shop (user_data))) == BELL_SESSION_ONLINE;
}

static gboolean
has_mistake (gpointer user_data)
{
  Fixture *fixture = user_data;

  return bell_provision_get_mistakes (fixture->provision)->len > 0;
}

static gboolean
has_two_sign_ins (gpointer user_data)
{
  Fixture *fixture = user_data;

  return demo_shop_get_n_requests (fixture->shop, "auth") == 2;
}

static gboolean
has_timer (gpointer user_data)
{
  Fixture *fixture = user_data;

  return bell_fake_clock_next_ms (fixture->clock) == 5000;
}

static char *
write_sign_in (Fixture *fixture,
               const char *password)
{
  char *path = g_build_filename (fixture->folder, "till.sign-in", NULL);
  g_autofree char *text = g_strdup_printf ("login=till\npassword=%s\n", password);
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  return path;
}

static char *
make_text (Fixture *fixture,
           const char *more)
{
  return g_strdup_printf ("[shop cafe]\naddress=%s\napp-token=%s\n%s", demo_shop_get_url (fixture->shop),
                          demo_shop_get_app_token (fixture->shop), more);
}

/* The file alone: a shop, signed in, and no file any more. */
static void
test_signs_in (Fixture *fixture,
               gconstpointer data)
{
  g_autofree char *path = write_sign_in (fixture, "Zebra-4711");
  g_autofree char *text = make_text (fixture, "name=Café\nlogin=till\nsign-in-file=till.sign-in\n");

  start (fixture, text);
  g_assert_cmpuint (count_shops (fixture), ==, 1);
  g_assert_cmpstr (bell_shop_get_name (get_shop (fixture)), ==, "Café");
  bell_test_await (is_online, fixture, 30000, "the shop to be online");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (bell_provision_get_mistakes (fixture->provision)->len, ==, 0);
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "auth"), ==, 1);
}

/* The next start signs in by what is stored, and finds the shop that it knows. */
static void
test_starts_again (Fixture *fixture,
                   gconstpointer data)
{
  g_autofree char *path = write_sign_in (fixture, "Zebra-4711");
  g_autofree char *text = make_text (fixture, "sign-in-file=till.sign-in\n");
  g_autofree char *id = NULL;

  start (fixture, text);
  bell_test_await (is_online, fixture, 30000, "the shop to be online");
  id = g_strdup (bell_shop_get_id (get_shop (fixture)));
  stop (fixture);
  start (fixture, text);
  g_assert_cmpuint (count_shops (fixture), ==, 1);
  g_assert_cmpstr (bell_shop_get_id (get_shop (fixture)), ==, id);
  bell_test_await (is_online, fixture, 30000, "the shop to be online");
  g_assert_cmpuint (demo_shop_get_n_requests (fixture->shop, "auth"), ==, 1);
  g_assert_cmpuint (bell_provision_get_mistakes (fixture->provision)->len, ==, 0);

  /* A new file for another sign-in is used although somebody is signed in. */
  stop (fixture);
  g_free (path);
  path = write_sign_in (fixture, "Zebra-4711");
  start (fixture, text);
  bell_test_await (has_two_sign_ins, fixture, 30000, "a second sign-in");
  bell_test_await (is_online, fixture, 30000, "the shop to be online");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  /* Without the file the shop is still heard. */
  stop (fixture);
  start (fixture, "");
  g_assert_cmpuint (count_shops (fixture), ==, 1);
  bell_test_await (is_online, fixture, 30000, "the shop to be online");
}

static void
test_refused (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *path = write_sign_in (fixture, "Zebra-wrong");
  g_autofree char *text = make_text (fixture, "sign-in-file=till.sign-in\n");
  const BellMistake *mistake;

  start (fixture, text);
  bell_test_await (has_mistake, fixture, 30000, "the refusal to be said");
  mistake = g_ptr_array_index (bell_provision_get_mistakes (fixture->provision), 0);
  g_assert_cmpstr (mistake->source, ==, path);
  g_assert_nonnull (strstr (mistake->text, "could not be signed in to"));
  g_assert_null (strstr (mistake->text, "Zebra"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* The shop is not there yet: the file stays until it is. */
static void
test_waits (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *path = write_sign_in (fixture, "Zebra-4711");
  g_autofree char *text = make_text (fixture, "sign-in-file=till.sign-in\n");

  demo_shop_set_down (fixture->shop, TRUE);
  start (fixture, text);
  bell_test_await (has_timer, fixture, 30000, "the next try to be set");
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (bell_provision_get_mistakes (fixture->provision)->len, ==, 0);

  demo_shop_set_down (fixture->shop, FALSE);
  bell_fake_clock_advance (fixture->clock, 5000);
  bell_test_await (is_online, fixture, 30000, "the shop to be online");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* A file that may not be used is said at once, and the shop waits for somebody to sign in. */
static void
test_not_used (Fixture *fixture,
               gconstpointer data)
{
  g_autofree char *path = write_sign_in (fixture, "Zebra-4711");
  g_autofree char *text = make_text (fixture, "sign-in-file=till.sign-in\n");

  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  start (fixture, text);
  g_assert_cmpuint (bell_provision_get_mistakes (fixture->provision)->len, ==, 1);
  g_assert_cmpuint (count_shops (fixture), ==, 1);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* A shop that somebody signed in to by hand is the same one. */
static void
test_adopts (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (BellShopInfo) info = bell_shop_info_new ();
  g_autofree char *text = make_text (fixture, "name=Café\nlogin=till\nlock=name\n");
  BellShop *shop;

  bell_shop_info_set_text (info, "name", "By hand");
  bell_shop_info_set_text (info, "url", demo_shop_get_url (fixture->shop));
  bell_shop_info_set_text (info, "login", "till");
  bell_shop_info_set_text (info, "fingerprint", "shopbell-test");
  bell_settings_save_shop (fixture->settings, info);
  start (fixture, text);
  g_assert_cmpuint (count_shops (fixture), ==, 1);
  shop = get_shop (fixture);
  g_assert_cmpstr (bell_shop_get_id (shop), ==, info->id);
  g_assert_cmpstr (bell_shop_get_info (shop)->fingerprint, ==, "shopbell-test");
  g_assert_cmpstr (bell_shop_get_name (shop), ==, "Café");
}

/* What is locked is not to be changed by any way that the window has. */
static void
test_locked (Fixture *fixture,
             gconstpointer data)
{
  g_autofree char *text =
    make_text (fixture, "name=Café\npaused=false\nlogin=till\noff=product\nlock=all\n[general]\nlock=shops\n");
  g_autoptr (BellSignIn) sign_in = NULL;
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BellRules *rules;
  const char *id;

  start (fixture, text);
  rules = bell_context_get_rules (fixture->context);
  id = bell_shop_get_id (get_shop (fixture));
  g_assert_cmpstr (bell_rules_get_lock (rules, id), ==, fixture->path);
  app_fixture_save_rule (rules, id, BELL_SCOPE_KIND, "product", TRUE, BELL_URGENCY_CRITICAL);
  app_fixture_save_rule (rules, id, BELL_SCOPE_MARKER, "booking", TRUE, BELL_URGENCY_CRITICAL);
  bell_rules_reset (rules, id);
  g_assert_false (bell_rules_import (rules, id, "{\"format\":\"shopbell-rules\",\"version\":1,\"rules\":[]}", 53, &error));
  g_assert_error (error, BELL_RULES_ERROR, BELL_RULES_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_false (bell_rules_find_for (rules, id, BELL_SCOPE_KIND, "product")->announce);
  g_assert_null (bell_rules_find_for (rules, id, BELL_SCOPE_MARKER, "booking"));
  g_assert_cmpuint (bell_rules_list (rules, id)->len, ==, 6);
  bell_rules_move (rules, id, ((BellRule *) g_ptr_array_index (bell_rules_list (rules, id), 0))->id, 3);
  bell_rules_remove (rules, id, ((BellRule *) g_ptr_array_index (bell_rules_list (rules, id), 0))->id);
  g_assert_cmpstr (((BellRule *) g_ptr_array_index (bell_rules_list (rules, id), 0))->subject, ==, "order");

  bell_context_rename_shop (fixture->context, get_shop (fixture), "Ours");
  bell_context_set_paused (fixture->context, get_shop (fixture), TRUE);
  bell_context_remove_shop (fixture->context, get_shop (fixture), TRUE);
  g_assert_cmpuint (count_shops (fixture), ==, 1);
  g_assert_cmpstr (bell_shop_get_name (get_shop (fixture)), ==, "Café");
  g_assert_false (bell_shop_get_info (get_shop (fixture))->paused);

  sign_in = bell_sign_in_new (fixture->context, NULL);
  bell_sign_in_check_async (sign_in, "https://other.example", "t", NULL, NULL, bell_test_store_result, &pending);
  result = bell_test_await_result (&pending, 20000, "the refusal to add a shop");
  g_assert_null (bell_sign_in_check_finish (sign_in, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
}

/* Settings of the program, and a rule of the file's that nobody locked. */
static void
test_settings (Fixture *fixture,
               gconstpointer data)
{
  g_autofree char *text = make_text (fixture, "off=product\n[general]\nhistory-days=7\n[deafness]\nafter=5\nlock=after\n");
  guint days, after;
  BellRules *rules;
  const char *id;

  start (fixture, text);
  g_object_set (fixture->settings, "history-days", 8, "deaf-after", 900, NULL);
  g_object_get (fixture->settings, "history-days", &days, "deaf-after", &after, NULL);
  g_assert_cmpuint (days, ==, 8);
  g_assert_cmpuint (after, ==, 5);
  rules = bell_context_get_rules (fixture->context);
  id = bell_shop_get_id (get_shop (fixture));
  g_assert_false (bell_rules_find_for (rules, id, BELL_SCOPE_KIND, "product")->announce);
  app_fixture_save_rule (rules, id, BELL_SCOPE_KIND, "product", TRUE, BELL_URGENCY_LOW);
  stop (fixture);
  start (fixture, text);
  g_assert_true (bell_rules_find_for (bell_context_get_rules (fixture->context), id = bell_shop_get_id (get_shop (fixture)),
                                 BELL_SCOPE_KIND, "product")->announce);
}

/* Files that cannot be read: said, and the rest is used. */
static void
test_files (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *gone = g_build_filename (fixture->folder, "gone.conf", NULL);
  g_autofree char *fifo = g_build_filename (fixture->folder, "fifo", NULL);
  g_autofree char *secret = g_build_filename (fixture->folder, "secret.conf", NULL);
  g_autofree char *huge = g_build_filename (fixture->folder, "huge.conf", NULL);
  g_autofree char *text = g_strnfill (BELL_PROVISION_MAX_FILE + 1, '\n');
  const char *paths[] = { gone, fixture->path, fixture->folder, huge, fifo, gone, "relative.conf", secret, NULL };
  const char *said[] = { "folder", "is larger than 1", "no plain file", "No such file", "does not begin with",
                         "Permission denied" };
  const char *none[] = { NULL };
  g_autoptr (BellProvision) provision = NULL;
  GPtrArray *mistakes;

  g_assert_true (g_file_set_contents (fixture->path, "[general]\nhistory-days=7\n", -1, NULL));
  g_assert_true (g_file_set_contents (huge, text, -1, NULL));
  g_assert_true (g_file_set_contents (secret, "[general]\nautostart=true\n", -1, NULL));
  g_assert_cmpint (g_chmod (secret, 0), ==, 0);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  provision = bell_provision_read_paths (paths, 1, none);
  mistakes = bell_provision_get_mistakes (provision);
  /* Root may read everything. */
  g_assert_cmpuint (mistakes->len, ==, geteuid () == 0 ? 5 : 6);
  for (guint i = 0; i < mistakes->len; i++)
    if (strstr (((BellMistake *) g_ptr_array_index (mistakes, i))->text, said[i]) == NULL)
      g_error ("“%s” is not in “%s”", said[i], ((BellMistake *) g_ptr_array_index (mistakes, i))->text);
  g_assert_cmpstr (g_ptr_array_index (bell_provision_get_files (provision), 0), ==, fixture->path);
  bell_provision_apply (provision, fixture->settings);
  g_assert_true (bell_settings_is_overridden (fixture->settings, "history-days"));
}

static void
add (const char *path,
     void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  add ("/app/provision-apply/signs-in", test_signs_in);
  add ("/app/provision-apply/starts-again", test_starts_again);
  add ("/app/provision-apply/refused", test_refused);
  add ("/app/provision-apply/waits", test_waits);
  add ("/app/provision-apply/not-used", test_not_used);
  add ("/app/provision-apply/adopts", test_adopts);
  add ("/app/provision-apply/locked", test_locked);
  add ("/app/provision-apply/settings", test_settings);
  add ("/app/provision-apply/files", test_files);
  return g_test_run ();
}
