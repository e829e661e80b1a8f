/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-autostart-entry.h"
#include "bell-autostart.h"
#include "bell-test.h"

#include <string.h>

#define ID "io.github.shopbell.Shopbell"
#define MS 20000

static const char *const command[] = { "shopbell", "--hidden", NULL };

static void
write_below (const char *config_dir,
             const char *lines)
{
  g_autofree char *folder = g_build_filename (config_dir, "autostart", NULL);
  g_autofree char *path = g_build_filename (folder, ID ".desktop", NULL);
  g_autofree char *text = g_strconcat ("[Desktop Entry]\nType=Application\nName=Bell\nExec=bell\n", lines, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_quote (void)
{
  const struct
  {
    const char *words[4];
    const char *expected;
  } cases[] = {
    { { "shopbell", "--hidden" }, "shopbell --hidden" },
    { { "/opt/my shop/shopbell", "--hidden" }, "\"/opt/my shop/shopbell\" --hidden" },
    { { "a\"b", "" }, "\"a\\\"b\" \"\"" },
    { { "50%", "$HOME", "`x`" }, "50%% \"\\$HOME\" \"\\`x\\`\"" },
    { { "a\\b" }, "\"a\\\\b\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = bell_autostart_entry_quote (cases[i].words);

      g_assert_cmpstr (line, ==, cases[i].expected);
    }
}

/* Who says what, and what comes of it: the user's file goes before the system's. */
static void
test_is_on (gconstpointer data)
{
  const char *const *texts = data; /* the user's, the system's, "on" or NULL */

  if (texts[0] != NULL)
    write_below (g_get_user_config_dir (), texts[0]);
  if (texts[1] != NULL)
    write_below (g_get_system_config_dirs ()[0], texts[1]);
  g_assert_cmpint (bell_autostart_entry_is_on (ID), ==, texts[2] != NULL);
}

static const char *const is_on_cases[][3] = {
  { NULL, NULL, NULL },
  { "", NULL, "on" },
  { NULL, "", "on" },
  { "Hidden=true\n", NULL, NULL },
  { "Hidden=true\n", "", NULL },
  { "X-GNOME-Autostart-enabled=false\n", "", NULL },
  { "X-GNOME-Autostart-enabled=true\n", "Hidden=true\n", "on" },
  { NULL, "Hidden=true\n", NULL },
  { "broken", "", "on" }, /* no key file at all: as if there were none */
};

typedef struct
{
  BellAutostart *autostart;
  BellAutostartState state;
} Expected;

static gboolean
has_state (gpointer user_data)
{
  Expected *expected = user_data;

  return bell_autostart_get_state (expected->autostart) == expected->state;
}

static void
await_state (BellAutostart *autostart,
             BellAutostartState state,
             const char *what)
{
  Expected expected = { autostart, state };

  bell_test_await (has_state, &expected, MS, what);
}

static void
close_autostart (BellAutostart *autostart)
{
  bell_autostart_stop (autostart);
  g_object_unref (autostart);
}

static void
test_on_and_off (void)
{
  BellAutostart *autostart = bell_autostart_file_new (ID, "Shopbell", ID, command);
  g_autofree char *path = bell_autostart_entry_path (ID);
  g_autofree char *exec = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();

  await_state (autostart, BELL_AUTOSTART_OFF, "the first look");
  g_assert_true (bell_autostart_get_background (autostart));
  bell_autostart_ask (autostart, TRUE);
  await_state (autostart, BELL_AUTOSTART_ON, "the entry to be written");
  g_assert_true (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL));
  exec = g_key_file_get_string (file, "Desktop Entry", "Exec", NULL);
  g_assert_cmpstr (exec, ==, "shopbell --hidden");

  bell_autostart_ask (autostart, FALSE);
  await_state (autostart, BELL_AUTOSTART_OFF, "the entry to be removed");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  /* The last of several wishes holds. */
  bell_autostart_ask (autostart, TRUE);
  bell_autostart_ask (autostart, FALSE);
  bell_autostart_ask (autostart, TRUE);
  await_state (autostart, BELL_AUTOSTART_ON, "the last wish");
  g_assert_true (bell_autostart_entry_is_on (ID));
  close_autostart (autostart);
}

/* In the desktop's own settings. */
static void
test_changed_by_somebody (void)
{
  BellAutostart *autostart = bell_autostart_file_new (ID, "Shopbell", ID, command);

  bell_autostart_ask (autostart, TRUE);
  await_state (autostart, BELL_AUTOSTART_ON, "the entry to be written");
  write_below (g_get_user_config_dir (), "X-GNOME-Autostart-enabled=false\n");
  await_state (autostart, BELL_AUTOSTART_OFF, "the change to be seen");
  close_autostart (autostart);
}

/* What the system starts is hidden, for it cannot be removed. */
static void
test_system (void)
{
  BellAutostart *autostart;
  g_autofree char *path = bell_autostart_entry_path (ID);
  g_autofree char *text = NULL;

  write_below (g_get_system_config_dirs ()[0], "");
  autostart = bell_autostart_file_new (ID, "Shopbell", ID, command);
  await_state (autostart, BELL_AUTOSTART_ON, "the system's entry to be seen");
  bell_autostart_ask (autostart, FALSE);
  await_state (autostart, BELL_AUTOSTART_OFF, "the system's entry to be hidden");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Hidden=true"));
  close_autostart (autostart);
}

static void
test_cannot_write (void)
{
  BellAutostart *autostart = bell_autostart_file_new (ID, "Shopbell", ID, command);
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "autostart", NULL);

  await_state (autostart, BELL_AUTOSTART_OFF, "the first look");
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_config_dir (), 0700), ==, 0);
  g_assert_true (g_file_set_contents (folder, "a file in the way", -1, NULL));
  bell_autostart_ask (autostart, TRUE);
  await_state (autostart, BELL_AUTOSTART_FAILED, "the failure");
  close_autostart (autostart);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/desktop/autostart/quote", test_quote);
  for (guint i = 0; i < G_N_ELEMENTS (is_on_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/desktop/autostart/is-on/%u", i);

      g_test_add_data_func (path, is_on_cases[i], test_is_on);
    }
  g_test_add_func ("/desktop/autostart/on-and-off", test_on_and_off);
  g_test_add_func ("/desktop/autostart/changed-by-somebody", test_changed_by_somebody);
  g_test_add_func ("/desktop/autostart/system", test_system);
  g_test_add_func ("/desktop/autostart/cannot-write", test_cannot_write);
  return g_test_run ();
}
