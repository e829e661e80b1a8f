/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Both names of pwrite() are meant here. */
#undef _FILE_OFFSET_BITS
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

/*
 * Preloaded into a program, it lets a test turn its clocks and fill its disk, by the file
 * that BELL_CHAOS_WORLD names. The wall clock jumps as when somebody sets it. The boot clock
 * jumps as in a sleep: the monotonic one does not, and timers that were due meanwhile are due
 * at once. A full disk is full for the history only.
 */

#define MAX_FD 4096
#define LOOK_US 20000
#define NS_PER_S INT64_C (1000000000)

typedef struct
{
  _Atomic int64_t wall_us;
  _Atomic int64_t boot_us;
  _Atomic int32_t full;
} World;

static World calm;
static World *world = &calm;

/* Timers on the boot clock: when each is due by the kernel's clock, 0: not set, -1: no such timer. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int64_t due[MAX_FD];
static int started;

/* write: what to call to get the next library's function of this name. */
static void
find_next (const char *name,
           void *function)
{
  void *symbol = dlsym (RTLD_NEXT, name);

  memcpy (function, &symbol, sizeof symbol);
}

__attribute__ ((constructor)) static void
start (void)
{
  const char *path = getenv ("BELL_CHAOS_WORLD");
  int fd = path != NULL ? open (path, O_RDWR | O_CLOEXEC) : -1;
  void *found = MAP_FAILED;

  for (int i = 0; i < MAX_FD; i++)
    due[i] = -1;
  if (fd < 0)
    return;
  if (lseek (fd, 0, SEEK_END) >= (off_t) sizeof (World))
    found = mmap (NULL, sizeof (World), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (found != MAP_FAILED)
    world = found;
  syscall (SYS_close, fd);
}

/* The clocks */

static int64_t
kernel_ns (clockid_t id)
{
  struct timespec now;

  syscall (SYS_clock_gettime, id, &now);
  return (int64_t) now.tv_sec * NS_PER_S + now.tv_nsec;
}

int
clock_gettime (clockid_t id,
               struct timespec *now)
{
  int64_t ns;

  if (id != CLOCK_REALTIME && id != CLOCK_REALTIME_COARSE && id != CLOCK_BOOTTIME)
    return (int) syscall (SYS_clock_gettime, id, now);
  ns = kernel_ns (id) + 1000 * (id == CLOCK_BOOTTIME ? world->boot_us : world->wall_us);
  now->tv_sec = (time_t) (ns / NS_PER_S);
  now->tv_nsec = (long) (ns % NS_PER_S);
  return 0;
}

int
gettimeofday (struct timeval *restrict now,
              void *restrict zone)
{
  int64_t ns = kernel_ns (CLOCK_REALTIME) + 1000 * world->wall_us;

  (void) zone;
  now->tv_sec = (time_t) (ns / NS_PER_S);
  now->tv_usec = (suseconds_t) (ns % NS_PER_S / 1000);
  return 0;
}

time_t
time (time_t *where)
{
  time_t now = (time_t) ((kernel_ns (CLOCK_REALTIME) + 1000 * world->wall_us) / NS_PER_S);

  if (where != NULL)
    *where = now;
  return now;
}

/* Timers */

static int
kernel_set (int fd,
            int64_t ns)
{
  const struct itimerspec spec = { .it_value = { ns / NS_PER_S, ns % NS_PER_S } };

  return (int) syscall (SYS_timerfd_settime, fd, 0, &spec, NULL);
}

static void *
watch_sleep (void *unused)
{
  int64_t before = world->boot_us;

  for (;; usleep (LOOK_US))
    {
      int64_t slept = (world->boot_us - before) * 1000;

      if (slept == 0)
        continue;
      before += slept / 1000;
      pthread_mutex_lock (&lock);
      for (int fd = 0; fd < MAX_FD; fd++)
        if (due[fd] > 0)
          {
            int64_t left = due[fd] - slept - kernel_ns (CLOCK_BOOTTIME);

            due[fd] -= slept;
            if (due[fd] <= 0)
              due[fd] = 1;
            kernel_set (fd, left > 0 ? left : 1);
          }
      pthread_mutex_unlock (&lock);
    }
  return unused;
}

int
timerfd_create (clockid_t id,
                int flags)
{
  int fd = (int) syscall (SYS_timerfd_create, id, flags);
  pthread_t thread;

  if (fd < 0 || fd >= MAX_FD || id != CLOCK_BOOTTIME)
    return fd;
  pthread_mutex_lock (&lock);
  due[fd] = 0;
  if (!started && pthread_create (&thread, NULL, watch_sleep, NULL) == 0)
    {
      started = 1;
      pthread_detach (thread);
    }
  pthread_mutex_unlock (&lock);
  return fd;
}

int
timerfd_settime (int fd,
                 int flags,
                 const struct itimerspec *spec,
                 struct itimerspec *old)
{
  int64_t ns = (int64_t) spec->it_value.tv_sec * NS_PER_S + spec->it_value.tv_nsec;
  int result;

  pthread_mutex_lock (&lock);
  result = (int) syscall (SYS_timerfd_settime, fd, flags, spec, old);
  if (result == 0 && flags == 0 && fd < MAX_FD && due[fd] >= 0)
    due[fd] = ns > 0 ? kernel_ns (CLOCK_BOOTTIME) + ns : 0;
  pthread_mutex_unlock (&lock);
  return result;
}

int
close (int fd)
{
  int result;

  if (fd < 0 || fd >= MAX_FD)
    return (int) syscall (SYS_close, fd);
  pthread_mutex_lock (&lock);
  due[fd] = -1;
  result = (int) syscall (SYS_close, fd);
  pthread_mutex_unlock (&lock);
  return result;
}

/* The disk */

static int
is_full_for (int fd)
{
  char name[64] = "/proc/self/fd/";
  char file[4096];
  char digits[16];
  size_t n = sizeof digits;
  ssize_t length;

  if (!world->full || fd < 0)
    return 0;
  digits[--n] = '\0';
  do
    digits[--n] = (char) ('0' + fd % 10);
  while ((fd /= 10) > 0);
  strcat (name, digits + n);
  length = readlink (name, file, sizeof file - 1);
  if (length < 0)
    return 0;
  file[length] = '\0';
  return strstr (file, "/history.db") != NULL;
}

ssize_t
pwrite64 (int fd,
          const void *data,
          size_t length,
          off64_t offset)
{
  static ssize_t (*next) (int, const void *, size_t, off64_t);

  if (is_full_for (fd))
    {
      errno = ENOSPC;
      return -1;
    }
  if (next == NULL)
    find_next ("pwrite64", &next);
  return next (fd, data, length, offset);
}

ssize_t
pwrite (int fd,
        const void *data,
        size_t length,
        off_t offset)
{
  return pwrite64 (fd, data, length, offset);
}
