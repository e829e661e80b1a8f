/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-device.h"

#include "oe-client.h"

#include <string.h>

/* machine-id(5): the id itself is not given away. */
static char *
digest (const char *file)
{
  g_autofree char *id = NULL;
  gsize length;

  if (!g_file_get_contents (file, &id, &length, NULL) || strnlen (id, length) != length)
    return NULL;
  g_strstrip (id);
  if (*id == '\0' || g_str_equal (id, "uninitialized"))
    return NULL;
  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) id, strlen (id), "shopbell device", -1);
}

static void
renew (BellSettings *settings)
{
  g_autoptr (GPtrArray) infos = bell_settings_list_shops (settings);

  for (guint i = 0; i < infos->len; i++)
    {
      g_autofree char *fingerprint = oe_client_new_fingerprint ();

      bell_shop_info_set_text (infos->pdata[i], "fingerprint", fingerprint);
      bell_settings_save_shop (settings, infos->pdata[i]);
    }
}

gboolean
bell_device_check (BellSettings *settings,
                   const char *file)
{
  g_autofree char *noted = bell_settings_get_machine (settings);
  g_autofree char *machine = digest (file);

  if (machine == NULL || g_str_equal (machine, noted))
    return FALSE;
  bell_settings_set_machine (settings, machine);
  if (*noted == '\0')
    return FALSE;
  g_message ("This is another computer than before: the shops' fingerprints are made anew");
  renew (settings);
  return TRUE;
}
