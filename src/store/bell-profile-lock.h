/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BellProfileLock:
 *
 * One process per folder of data, wherever it runs: another session, another
 * bus, another computer that shares the folder. The kernel lets go of it when
 * the process ends, however it ends.
 */
typedef struct _BellProfileLock BellProfileLock;

typedef enum
{
  BELL_PROFILE_LOCK_TAKEN,   /* *lock is ours */
  BELL_PROFILE_LOCK_FOREIGN, /* somebody else's; *holder says whose */
  BELL_PROFILE_LOCK_ABSENT,  /* there are no locks here; *holder says why */
} BellProfileLockResult;

/* holder: (out) (nullable) (transfer full): "4711 on till-2" as the other process left it, made of plain characters. */
BellProfileLockResult bell_profile_lock_take (const char *folder, BellProfileLock **lock, char **holder);
void bell_profile_lock_release (BellProfileLock *lock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BellProfileLock, bell_profile_lock_release)

G_END_DECLS
