/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-test.h"
#include "bell-tray-icon.h"

/* The pixels of the 48 × 48 drawing; (transfer full) */
static GBytes *
draw (BellTrayLook look,
      guint count)
{
  g_autoptr (GVariant) icons = g_variant_ref_sink (bell_tray_icon_draw (look, count));
  g_autoptr (GVariant) icon = g_variant_get_child_value (icons, g_variant_n_children (icons) - 1);
  g_autoptr (GVariant) bytes = g_variant_get_child_value (icon, 2);

  return g_variant_get_data_as_bytes (bytes);
}

static void
assert_differ (BellTrayLook look,
               guint count,
               BellTrayLook other_look,
               guint other_count)
{
  g_autoptr (GBytes) one = draw (look, count);
  g_autoptr (GBytes) other = draw (other_look, other_count);

  g_assert_false (g_bytes_equal (one, other));
}

static void
test_told_apart (void)
{
  assert_differ (BELL_TRAY_LOOK_CALM, 0, BELL_TRAY_LOOK_RINGING, 0);
  assert_differ (BELL_TRAY_LOOK_CALM, 0, BELL_TRAY_LOOK_DEAF, 0);
  assert_differ (BELL_TRAY_LOOK_RINGING, 0, BELL_TRAY_LOOK_DEAF, 0);
  assert_differ (BELL_TRAY_LOOK_WAITING, 0, BELL_TRAY_LOOK_WAITING, 1);
  assert_differ (BELL_TRAY_LOOK_WAITING, 1, BELL_TRAY_LOOK_WAITING, 2);
  assert_differ (BELL_TRAY_LOOK_WAITING, 99, BELL_TRAY_LOOK_WAITING, 100);
}

/* ARGB, alpha first, not premultiplied: the corner is clear, the middle is opaque brass. */
static void
test_pixels (void)
{
  g_autoptr (GBytes) bytes = draw (BELL_TRAY_LOOK_CALM, 0);
  gsize size;
  const guint8 *pixels = g_bytes_get_data (bytes, &size);
  const guint8 *middle = pixels + (24 * 48 + 24) * 4;

  g_assert_cmpuint (size, ==, 48 * 48 * 4);
  g_assert_cmpuint (pixels[0], ==, 0);
  g_assert_cmpuint (middle[0], ==, 255);
  g_assert_cmpuint (middle[1], >, middle[2]);
  g_assert_cmpuint (middle[2], >, middle[3]);
}

static void
test_names (void)
{
  const struct
  {
    BellTrayLook look;
    const char *expected;
  } cases[] = {
    { BELL_TRAY_LOOK_CALM, "a.b.C-symbolic" },
    { BELL_TRAY_LOOK_WAITING, "a.b.C-waiting-symbolic" },
    { BELL_TRAY_LOOK_RINGING, "a.b.C-ringing-symbolic" },
    { BELL_TRAY_LOOK_DEAF, "a.b.C-deaf-symbolic" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = bell_tray_icon_name ("a.b.C", cases[i].look);

      g_assert_cmpstr (name, ==, cases[i].expected);
    }
}

/* A name is used only where it leads to a picture. */
static void
test_find (void)
{
  g_autofree char *themes = g_build_filename (g_get_user_data_dir (), "icons", NULL);
  g_autofree char *folder = g_build_filename (themes, "hicolor", "symbolic", "apps", NULL);
  g_autofree char *file = g_build_filename (folder, "a.b.C-symbolic.svg", NULL);
  g_autofree char *found = NULL;

  g_assert_null (bell_tray_icon_find ("a.b.C-symbolic"));
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "<svg/>", -1, NULL));
  found = bell_tray_icon_find ("a.b.C-symbolic");
  g_assert_cmpstr (found, ==, themes);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/desktop/tray-icon/told-apart", test_told_apart);
  g_test_add_func ("/desktop/tray-icon/pixels", test_pixels);
  g_test_add_func ("/desktop/tray-icon/names", test_names);
  g_test_add_func ("/desktop/tray-icon/find", test_find);
  return g_test_run ();
}
