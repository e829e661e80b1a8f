/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-notifier.h"

G_BEGIN_DECLS

typedef enum
{
  BELL_RING_SILENT,
  BELL_RING_ONCE,
  BELL_RING_UNTIL_TAKEN, /* again and again, until the event is acknowledged */
} BellRing;
#define BELL_N_RINGS (BELL_RING_UNTIL_TAKEN + 1)

/* When an event that still waits becomes more pressing: seconds after it came in, -1: never. */
typedef struct
{
  int sound;  /* the first sound; 0: with the bubble */
  int louder; /* at full volume and without pauses from here on */
  int window; /* the window comes to the front */
} BellEscalation;

/*
 * What the rules say about one event. Never changes once it is made; may be
 * kept by several owners of one thread.
 */
typedef struct
{
  gboolean announce;  /* FALSE: kept in the history, nothing else; the fields below say so too */
  gboolean waits;     /* in the inbox until somebody takes it */
  gboolean bubble;    /* FALSE: waits without a bubble (quiet hours) */
  gboolean takes;     /* its status says that somebody took the event: it silences those of the same thing */
  gboolean quiet;     /* quiet hours made it silent */
  BellUrgency urgency;

  BellRing ring;
  char *sound;        /* id of a sound (bell-sounds.h), or an absolute path; never NULL */
  double volume;      /* 0 to 1 */
  int repeat;         /* seconds from one ring's start to the next's, of BELL_RING_UNTIL_TAKEN */
  BellEscalation escalation;

  char *title;        /* plain text, one line, never empty */
  char *body;         /* plain text, may be "" */
  char *rule_id;      /* never NULL */
  char *rule_name;    /* never NULL; as the owner called it, may be "" */
  char *printer;      /* (nullable): where it is printed; "": the usual printer */
} BellVerdict;

BellVerdict *bell_verdict_new (void); /* announced, waiting, a silent bubble; all texts "" */
BellVerdict *bell_verdict_ref (BellVerdict *verdict);
void bell_verdict_unref (BellVerdict *verdict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BellVerdict, bell_verdict_unref)

G_END_DECLS
