/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Input: the body of a long-polling answer. */
#include "fuzz.h"

#include "sio-payload.h"

#include <string.h>

/* What is written is read back as it was. */
static void
check_binary (GBytes *packet)
{
  g_autofree char *encoded = sio_payload_encode_binary (packet);
  g_autoptr (GBytes) body = g_bytes_new_static (encoded, strlen (encoded));
  g_autoptr (GBytes) again = NULL;
  gsize offset = 0;

  g_assert_cmpint (sio_payload_next (body, &offset, &again), ==, SIO_PAYLOAD_BINARY);
  g_assert_true (g_bytes_equal (packet, again));
}

static void
check_text (GBytes *packet)
{
  gsize size;
  const char *text = g_bytes_get_data (packet, &size);

  g_assert_true (size == 0 || g_utf8_validate_len (text, size, NULL));
  g_assert_true (size == 0 || memchr (text, '\x1e', size) == NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize size)
{
  g_autoptr (GBytes) body = g_bytes_new_static (data, size);
  gsize offset = 0;
  gboolean more = TRUE;

  for (gsize n = 0; more; n++)
    {
      g_autoptr (GBytes) packet = NULL;
      gsize before = offset;
      SioPayloadResult result = sio_payload_next (body, &offset, &packet);

      g_assert_cmpuint (n, <=, size + 1);
      more = result == SIO_PAYLOAD_TEXT || result == SIO_PAYLOAD_BINARY;
      g_assert_cmpint (packet != NULL, ==, more);
      if (more)
        g_assert_cmpuint (offset, >, before);
      if (result == SIO_PAYLOAD_TEXT)
        check_text (packet);
      else if (result == SIO_PAYLOAD_BINARY)
        check_binary (packet);
      else if (result == SIO_PAYLOAD_END)
        g_assert_cmpuint (offset, ==, size + 1);
    }
  return 0;
}
