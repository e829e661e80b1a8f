/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "burst-frames.h"

#include <string.h>

#define TEXT_FRAME 0x81

void
burst_frames_append (GByteArray *frames,
                     const char *text)
{
  gsize length = strlen (text);
  guint8 head[4] = { TEXT_FRAME, 126, (length >> 8) & 0xff, length & 0xff };

  g_assert (length < 65536);
  if (length < 126)
    head[1] = length;
  g_byte_array_append (frames, head, length < 126 ? 2 : 4);
  g_byte_array_append (frames, (const guint8 *) text, length);
}

GByteArray *
burst_frames_new (guint n)
{
  static const char *const titles[] = { "Sourdough loaf", "Käsekuchen, 24 cm", "Flat white \\\"to go\\\"", "Crème brûlée" };
  GByteArray *frames = g_byte_array_sized_new (n * 320);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text =
        g_strdup_printf ("42[\"order_created\",{\"message\":\"A new order came in\",\"user\":{\"notificationData\":"
                         "{\"email\":\"m%u@example.com\"}},\"order\":{\"id\":%u,\"totalSum\":\"%u.90\",\"currency\":\"EUR\","
                         "\"statusIdentifier\":\"new\",\"products\":[{\"id\":%u,\"title\":\"%s\",\"price\":%u.5,"
                         "\"quantity\":%u,\"inStock\":true,\"note\":null}]}}]",
                         i % 997, 100000 + i, i % 89, 10 + i % 40, titles[i % G_N_ELEMENTS (titles)], i % 31, 1 + i % 5);

      burst_frames_append (frames, text);
    }
  return frames;
}
