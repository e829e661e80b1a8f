/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "loop-stacks.h"

/*
 * Preloaded into a program, it measures each turn of its main loop, from one poll() to the
 * next, and keeps the sums in the file that BELL_LOOP_WATCH names. A timer is late by what
 * the turn before it took. By the clock that is what a person feels, but on a busy machine
 * it is mostly other people's; in processor time it is ours alone.
 */

#define LONG_US 50000

typedef struct
{
  uint64_t turns;
  uint64_t busy;       /* us of processor time, all turns */
  uint64_t worst_cpu;  /* us */
  uint64_t worst_wall; /* us */
  uint64_t long_cpu;   /* turns of more than LONG_US */
  uint64_t long_wall;
} Watch;

static Watch *watch;
static int (*real_poll) (struct pollfd *, nfds_t, int);
static uint64_t cpu; /* when the turn began */
static uint64_t wall;

/* Who waits for the X server's answer calls poll() too, within a turn. */
static int
is_of_glib (void *caller)
{
  static void *known;
  Dl_info info;

  if (caller != known && dladdr (caller, &info) != 0 && info.dli_fname != NULL && strstr (info.dli_fname, "libglib-2.0") != NULL)
    known = caller;
  return caller == known;
}

static uint64_t
now (clockid_t id)
{
  struct timespec time;

  clock_gettime (id, &time);
  return (uint64_t) time.tv_sec * 1000000 + (uint64_t) time.tv_nsec / 1000;
}

__attribute__ ((constructor)) static void
start (void)
{
  const char *path = getenv ("BELL_LOOP_WATCH");
  int fd = path != NULL ? open (path, O_RDWR) : -1;
  void *symbol = dlsym (RTLD_NEXT, "poll");

  __builtin_memcpy (&real_poll, &symbol, sizeof real_poll);
  if (fd < 0)
    return;
  /* Of a file that is too short the rest cannot be written. */
  if (lseek (fd, 0, SEEK_END) < (off_t) sizeof (Watch))
    {
      close (fd);
      return;
    }
  watch = mmap (NULL, sizeof (Watch), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (watch == MAP_FAILED)
    watch = NULL;
  close (fd);
  loop_stacks_start ();
}

static void
note_turn (uint64_t busy,
           uint64_t taken)
{
  watch->turns++;
  watch->busy += busy;
  if (busy > watch->worst_cpu)
    watch->worst_cpu = busy;
  if (taken > watch->worst_wall)
    watch->worst_wall = taken;
  watch->long_cpu += busy > LONG_US;
  watch->long_wall += taken > LONG_US;
}

int
poll (struct pollfd *fds,
      nfds_t n,
      int timeout)
{
  int result;

  /* The main thread only. */
  if (watch == NULL || syscall (SYS_gettid) != getpid () || !is_of_glib (__builtin_return_address (0)))
    return real_poll (fds, n, timeout);
  if (cpu != 0)
    {
      uint64_t busy = now (CLOCK_THREAD_CPUTIME_ID) - cpu;
      uint64_t taken = now (CLOCK_MONOTONIC) - wall;

      note_turn (busy, taken);
      loop_stacks_end ((long) taken, taken > LONG_US);
    }
  result = real_poll (fds, n, timeout);
  cpu = now (CLOCK_THREAD_CPUTIME_ID);
  wall = now (CLOCK_MONOTONIC);
  loop_stacks_begin ();
  return result;
}
