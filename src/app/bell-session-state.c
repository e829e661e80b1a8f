/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-session-state.h"

static const char *const state_names[BELL_SESSION_N_STATES] = {
  [BELL_SESSION_SIGNED_OUT] = "signed-out",
  [BELL_SESSION_SIGNING_IN] = "signing-in",
  [BELL_SESSION_CONNECTING] = "connecting",
  [BELL_SESSION_ONLINE] = "online",
  [BELL_SESSION_WAITING] = "waiting",
  [BELL_SESSION_OFFLINE] = "offline",
  [BELL_SESSION_LOCKED] = "locked",
  [BELL_SESSION_REFUSED] = "refused",
  [BELL_SESSION_EXPIRED] = "expired",
  [BELL_SESSION_STOPPED] = "stopped",
};

static const char *const input_names[BELL_SESSION_N_INPUTS] = {
  [BELL_SESSION_INPUT_START] = "start",
  [BELL_SESSION_INPUT_NO_TOKENS] = "nobody is signed in",
  [BELL_SESSION_INPUT_KEYRING_LOCKED] = "keyring locked",
  [BELL_SESSION_INPUT_SIGN_IN] = "sign-in",
  [BELL_SESSION_INPUT_SIGN_IN_FAILED] = "sign-in failed",
  [BELL_SESSION_INPUT_TOKENS] = "signed in",
  [BELL_SESSION_INPUT_ATTEMPT] = "attempt",
  [BELL_SESSION_INPUT_JOINED] = "joined",
  [BELL_SESSION_INPUT_LOST] = "lost",
  [BELL_SESSION_INPUT_LOST_OFFLINE] = "no network",
  [BELL_SESSION_INPUT_REFUSED] = "refused",
  [BELL_SESSION_INPUT_SESSION_OVER] = "the server ended the sign-in",
  [BELL_SESSION_INPUT_STOP] = "paused",
  [BELL_SESSION_INPUT_SIGN_OUT] = "sign-out",
};

#define BIT(name) (1u << BELL_SESSION_##name)

/* The states in which a connection is wanted. */
#define WANTED (BIT (CONNECTING) | BIT (ONLINE) | BIT (WAITING) | BIT (OFFLINE) | BIT (REFUSED))

/* Where an input leads, and from which states; elsewhere it means nothing. */
static const struct
{
  guint from;
  BellSessionState to;
} transitions[BELL_SESSION_N_INPUTS] = {
  [BELL_SESSION_INPUT_START] = {
    BIT (SIGNED_OUT) | BIT (LOCKED) | BIT (STOPPED) | BIT (EXPIRED), BELL_SESSION_CONNECTING },
  [BELL_SESSION_INPUT_NO_TOKENS] = { BIT (CONNECTING), BELL_SESSION_SIGNED_OUT },
  [BELL_SESSION_INPUT_KEYRING_LOCKED] = { BIT (CONNECTING), BELL_SESSION_LOCKED },
  /* Whatever was tried with what there was before is given up for it. */
  [BELL_SESSION_INPUT_SIGN_IN] = {
    WANTED | BIT (SIGNED_OUT) | BIT (LOCKED) | BIT (STOPPED) | BIT (EXPIRED), BELL_SESSION_SIGNING_IN },
  [BELL_SESSION_INPUT_SIGN_IN_FAILED] = { BIT (SIGNING_IN), BELL_SESSION_SIGNED_OUT },
  [BELL_SESSION_INPUT_TOKENS] = { BIT (SIGNING_IN), BELL_SESSION_CONNECTING },
  /* An attempt out of REFUSED stays there until it succeeds: no false hope every minute. */
  [BELL_SESSION_INPUT_ATTEMPT] = { BIT (ONLINE) | BIT (WAITING) | BIT (OFFLINE), BELL_SESSION_CONNECTING },
  [BELL_SESSION_INPUT_JOINED] = { WANTED, BELL_SESSION_ONLINE },
  [BELL_SESSION_INPUT_LOST] = { WANTED, BELL_SESSION_WAITING },
  [BELL_SESSION_INPUT_LOST_OFFLINE] = { WANTED, BELL_SESSION_OFFLINE },
  [BELL_SESSION_INPUT_REFUSED] = { WANTED, BELL_SESSION_REFUSED },
  [BELL_SESSION_INPUT_SESSION_OVER] = { WANTED, BELL_SESSION_EXPIRED },
  [BELL_SESSION_INPUT_STOP] = { WANTED | BIT (LOCKED) | BIT (SIGNED_OUT), BELL_SESSION_STOPPED },
  [BELL_SESSION_INPUT_SIGN_OUT] = { ~0u, BELL_SESSION_SIGNED_OUT },
};

const char *
bell_session_state_to_string (BellSessionState state)
{
  g_return_val_if_fail ((guint) state < BELL_SESSION_N_STATES, "");
  return state_names[state];
}

const char *
bell_session_input_to_string (BellSessionInput input)
{
  g_return_val_if_fail ((guint) input < BELL_SESSION_N_INPUTS, "");
  return input_names[input];
}

BellSessionState
bell_session_state_next (BellSessionState state,
                         BellSessionInput input)
{
  g_return_val_if_fail ((guint) input < BELL_SESSION_N_INPUTS, state);

  if ((transitions[input].from & (1u << state)) == 0)
    return state;
  return transitions[input].to;
}

gboolean
bell_session_state_is_down (BellSessionState state)
{
  switch (state)
    {
    case BELL_SESSION_CONNECTING:
    case BELL_SESSION_WAITING:
    case BELL_SESSION_OFFLINE:
    case BELL_SESSION_REFUSED:
      return TRUE;
    case BELL_SESSION_SIGNED_OUT:
    case BELL_SESSION_SIGNING_IN:
    case BELL_SESSION_ONLINE:
    case BELL_SESSION_LOCKED:
    case BELL_SESSION_EXPIRED:
    case BELL_SESSION_STOPPED:
    default:
      return FALSE;
    }
}
