/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "listen-signals.h"

#include <errno.h>
#include <glib-unix.h>
#include <signal.h>
#include <unistd.h>

static int ends[2] = { -1, -1 };

static void
on_raw_signal (int number)
{
  int saved = errno;
  gssize n = write (ends[1], "", 1);

  (void) n; /* a full pipe is readable already */
  errno = saved;
}

static void
handle (void (*handler) (int))
{
  struct sigaction action = { .sa_handler = handler, .sa_flags = SA_RESTART };

  sigemptyset (&action.sa_mask);
  sigaction (SIGINT, &action, NULL);
  sigaction (SIGTERM, &action, NULL);
}

int
listen_signals_open (void)
{
  g_autoptr (GError) error = NULL;

  if (!g_unix_open_pipe (ends, FD_CLOEXEC, &error) || !g_unix_set_fd_nonblocking (ends[1], TRUE, &error))
    g_error ("No pipe can be made: %s", error->message);
  handle (on_raw_signal);
  return ends[0];
}

void
listen_signals_close (void)
{
  handle (SIG_DFL);
  close (ends[0]);
  close (ends[1]);
}
