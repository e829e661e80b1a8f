/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <dlfcn.h>
#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "loop-stacks.h"

#define EVERY_NS 4000000
#define N_STACKS 64
#define DEPTH 64

static void *stacks[N_STACKS][DEPTH];
static int depths[N_STACKS];
static volatile sig_atomic_t n_stacks;
static timer_t timer;
static int out = -1;

static void
keep_stack (int number)
{
  if (n_stacks >= N_STACKS)
    return;
  depths[n_stacks] = backtrace (stacks[n_stacks], DEPTH);
  n_stacks++;
}

void
loop_stacks_start (void)
{
  const char *path = getenv ("BELL_LOOP_STACKS");
  struct sigaction action = { .sa_handler = keep_stack, .sa_flags = SA_RESTART };
  struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGPROF };

  if (path == NULL)
    return;
  /* Loads the unwinder, which a signal handler must not. */
  backtrace (stacks[0], DEPTH);
  event._sigev_un._tid = (pid_t) syscall (SYS_gettid);
  if (sigaction (SIGPROF, &action, NULL) != 0 || timer_create (CLOCK_MONOTONIC, &event, &timer) != 0)
    return;
  out = open (path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

void
loop_stacks_begin (void)
{
  struct itimerspec every = { { 0, EVERY_NS }, { 0, EVERY_NS } };

  if (out < 0)
    return;
  n_stacks = 0;
  timer_settime (timer, 0, &every, NULL);
}

static void
write_stack (void **stack,
             int depth)
{
  char line[512];
  Dl_info info;

  for (int i = 0; i < depth; i++)
    {
      int length;

      if (dladdr (stack[i], &info) == 0 || info.dli_fname == NULL)
        continue;
      length = snprintf (line, sizeof line, "%s+0x%lx %s\n", info.dli_fname,
                         (unsigned long) ((char *) stack[i] - (char *) info.dli_fbase),
                         info.dli_sname != NULL ? info.dli_sname : "?");
      if (length > 0 && write (out, line, (size_t) length < sizeof line ? (size_t) length : sizeof line - 1) < 0)
        return;
    }
}

void
loop_stacks_end (long us,
                 int is_long)
{
  struct itimerspec never = { { 0, 0 }, { 0, 0 } };
  char line[64];

  if (out < 0)
    return;
  timer_settime (timer, 0, &never, NULL);
  if (!is_long)
    return;
  dprintf (out, "turn %ld us, %d stacks\n", us, (int) n_stacks);
  for (int i = 0; i < n_stacks; i++)
    {
      snprintf (line, sizeof line, "stack %d\n", i);
      if (write (out, line, strlen (line)) < 0)
        return;
      write_stack (stacks[i], depths[i]);
    }
}
