/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BellSessionState:
 *
 * The states of one shop. Their names (bell_session_state_to_string()) are also
 * those of the command line's output.
 */
typedef enum
{
  BELL_SESSION_SIGNED_OUT, /* nobody is signed in */
  BELL_SESSION_SIGNING_IN, /* tokens are being asked for */
  BELL_SESSION_CONNECTING, /* on the way to the first or the next connection */
  BELL_SESSION_ONLINE,     /* events can be heard */
  BELL_SESSION_WAITING,    /* the next attempt is scheduled */
  BELL_SESSION_OFFLINE,    /* a WAITING whose reason is that there is no network */
  BELL_SESSION_LOCKED,     /* the keyring is locked */
  BELL_SESSION_REFUSED,    /* the server said no; tried again slowly for ever */
  BELL_SESSION_EXPIRED,    /* the server ended the sign-in */
  BELL_SESSION_STOPPED,    /* paused by a person */
} BellSessionState;
#define BELL_SESSION_N_STATES (BELL_SESSION_STOPPED + 1)

/* What can happen to a session. */
typedef enum
{
  BELL_SESSION_INPUT_START,         /* tokens are looked for */
  BELL_SESSION_INPUT_NO_TOKENS,     /* there are none */
  BELL_SESSION_INPUT_KEYRING_LOCKED,
  BELL_SESSION_INPUT_SIGN_IN,       /* somebody signs in */
  BELL_SESSION_INPUT_SIGN_IN_FAILED,
  BELL_SESSION_INPUT_TOKENS,        /* tokens are there */
  BELL_SESSION_INPUT_ATTEMPT,       /* an attempt to connect begins */
  BELL_SESSION_INPUT_JOINED,
  BELL_SESSION_INPUT_LOST,          /* lost or failed; the next attempt is scheduled */
  BELL_SESSION_INPUT_LOST_OFFLINE,  /* the same, and there is no network */
  BELL_SESSION_INPUT_REFUSED,       /* refused twice within a minute */
  BELL_SESSION_INPUT_SESSION_OVER,  /* the refresh was refused */
  BELL_SESSION_INPUT_STOP,          /* a person pauses the shop */
  BELL_SESSION_INPUT_SIGN_OUT,
} BellSessionInput;
#define BELL_SESSION_N_INPUTS (BELL_SESSION_INPUT_SIGN_OUT + 1)

const char *bell_session_state_to_string (BellSessionState state); /* "signed-out", "signing-in", "connecting", … */
const char *bell_session_input_to_string (BellSessionInput input);

/* Whether the shop should be heard and is not, so that another try makes sense: neither paused nor signed out. */
gboolean bell_session_state_is_down (BellSessionState state);

/* The one transition function: pure, total; an input that means nothing in a state leaves it. */
BellSessionState bell_session_state_next (BellSessionState state, BellSessionInput input);

G_END_DECLS
