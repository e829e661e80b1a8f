/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Input: a text message of Engine.IO. */
#include "fuzz.h"

#include "sio-frame.h"

#define MAX_SILENCE_MS (2 * 24 * 60 * 60 * 1000)

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize size)
{
  const char *text = (const char *) data;
  SioFrameType type = sio_frame_get_type (text, size);
  SioFrameOpen open;

  g_assert_cmpint (type, >=, SIO_FRAME_OPEN);
  g_assert_cmpint (type, <=, SIO_FRAME_MALFORMED);
  if (size == 0)
    {
      g_assert_cmpint (type, ==, SIO_FRAME_MALFORMED);
      return 0;
    }

  if (sio_frame_read_open (text + 1, size - 1, &open))
    {
      g_assert_cmpstr (open.sid, !=, "");
      g_assert_cmpint (open.silence_ms, >, 0);
      g_assert_cmpint (open.silence_ms, <=, MAX_SILENCE_MS);
      sio_frame_open_clear (&open);
    }
  return 0;
}
