/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "receive-tick.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define TICK_MS 10

static int file = -1;
static gint64 due;
static gint64 worst;

static gboolean
tick_cb (gpointer user_data)
{
  gint64 now = g_get_monotonic_time ();
  char text[24];

  if (now - due > worst)
    {
      worst = now - due;
      g_snprintf (text, sizeof text, "%20" G_GINT64_FORMAT "\n", worst);
      if (pwrite (file, text, 21, 0) != 21)
        g_error ("The worst tick could not be written");
    }
  due = now + TICK_MS * 1000;
  return G_SOURCE_CONTINUE;
}

void
receive_tick_start (void)
{
  const char *path = g_getenv ("BENCH_TICK");

  if (path == NULL)
    return;
  file = open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0)
    g_error ("%s cannot be written", path);
  due = g_get_monotonic_time () + TICK_MS * 1000;
  g_timeout_add (TICK_MS, tick_cb, NULL);
}
