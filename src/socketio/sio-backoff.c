/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-backoff.h"

gint64
sio_backoff_draw (const SioBackoff *backoff,
                  guint n,
                  GRand *rand)
{
  gint64 delay = backoff->base_ms;
  double low, high;

  for (guint i = 0; i < n && delay < backoff->cap_ms && delay > 0; i++)
    delay *= 2;
  delay = MIN (delay, backoff->cap_ms);

  low = delay * backoff->low;
  high = delay * backoff->high;
  return (gint64) (high > low ? g_rand_double_range (rand, low, high) : low);
}
