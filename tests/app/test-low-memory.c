/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-low-memory.h"
#include "bell-test.h"

/* GTK 4.8 is Debian 12's, 4.14 Ubuntu 24.04's, 4.18 Debian 13's. */
static const struct
{
  const char *name;
  guint gtk_minor;
  BellLowMemory user;
  BellLowMemory expected;
} cases[] = {
  { "gtk-8", 8, { NULL, NULL, NULL }, { "cairo", "gl-disable", NULL } },
  { "gtk-14", 14, { NULL, NULL, NULL }, { "cairo", "gl-disable,vulkan-disable,dmabuf-disable", NULL } },
  { "gtk-18", 18, { NULL, NULL, NULL }, { "cairo", NULL, "gl,vulkan,dmabuf" } },
  { "empty-is-not-set", 18, { "", "", "" }, { "cairo", NULL, "gl,vulkan,dmabuf" } },
  { "other-renderer-8", 8, { "gl", NULL, NULL }, { NULL, NULL, NULL } },
  { "other-renderer-18", 18, { "vulkan", NULL, NULL }, { NULL, NULL, NULL } },
  { "same-renderer-8", 8, { "cairo", NULL, NULL }, { NULL, "gl-disable", NULL } },
  { "same-renderer-18", 18, { "cairo", NULL, NULL }, { NULL, NULL, "gl,vulkan,dmabuf" } },
  { "own-debug-8", 8, { NULL, "frames", NULL }, { "cairo", NULL, NULL } },
  { "own-debug-18", 18, { NULL, "frames", NULL }, { "cairo", NULL, "gl,vulkan,dmabuf" } },
  { "own-disable-18", 18, { NULL, NULL, "vulkan" }, { "cairo", NULL, NULL } },
};

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  BellLowMemory choice = bell_low_memory_choose (cases[i].gtk_minor, &cases[i].user);

  g_assert_cmpstr (choice.renderer, ==, cases[i].expected.renderer);
  g_assert_cmpstr (choice.debug, ==, cases[i].expected.debug);
  g_assert_cmpstr (choice.disable, ==, cases[i].expected.disable);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/low-memory/%s", cases[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  return g_test_run ();
}
