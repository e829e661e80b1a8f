/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-profile-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define MAX_HOLDER 128

struct _BellProfileLock
{
  int fd;
};

static char *
describe_errno (int code)
{
  return g_strdup (g_strerror (code));
}

/* What stands in the file is anybody's word. */
static char *
read_holder (int fd)
{
  char text[MAX_HOLDER + 1] = "";
  gssize length = pread (fd, text, MAX_HOLDER, 0);

  text[MAX (length, 0)] = '\0';
  for (char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("-._ ", *c) == NULL)
      {
        *c = '\0';
        break;
      }
  g_strstrip (text);
  return *text != '\0' ? g_strdup (text) : NULL;
}

static void
write_holder (int fd)
{
  g_autofree char *text = g_strdup_printf ("%ld on %s\n", (long) getpid (), g_get_host_name ());

  /* For people only: the lock holds without it. */
  if (ftruncate (fd, 0) != 0 || pwrite (fd, text, strlen (text), 0) < 0)
    g_debug ("The lock cannot say whose it is: %s", g_strerror (errno));
}

BellProfileLockResult
bell_profile_lock_take (const char *folder,
                        BellProfileLock **lock,
                        char **holder)
{
  g_autofree char *path = g_build_filename (folder, "lock", NULL);
  struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
  int code;

  *lock = NULL;
  *holder = NULL;
  if (fd < 0)
    {
      *holder = describe_errno (errno);
      return BELL_PROFILE_LOCK_ABSENT;
    }
  if (fcntl (fd, F_OFD_SETLK, &whole) == 0)
    {
      write_holder (fd);
      *lock = g_new (BellProfileLock, 1);
      (*lock)->fd = fd;
      return BELL_PROFILE_LOCK_TAKEN;
    }
  code = errno;
  *holder = code == EAGAIN || code == EACCES ? read_holder (fd) : describe_errno (code);
  close (fd);
  return code == EAGAIN || code == EACCES ? BELL_PROFILE_LOCK_FOREIGN : BELL_PROFILE_LOCK_ABSENT;
}

void
bell_profile_lock_release (BellProfileLock *lock)
{
  /* The file stays: taking it away would open a door between two that come at once. */
  close (lock->fd);
  g_free (lock);
}
