/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-session-state.h"
#include "bell-test.h"

/* The whole table: a row a state, a column an input; "." stays. */
static const char *const inputs[] = {
  "start", "no-tokens", "locked", "sign-in", "sign-in-failed", "tokens", "attempt", "joined", "lost", "lost-offline",
  "refused", "over", "stop", "sign-out",
};
G_STATIC_ASSERT (G_N_ELEMENTS (inputs) == BELL_SESSION_N_INPUTS);

#define S "signed-out"
#define I "signing-in"
#define C "connecting"
#define O "online"
#define W "waiting"
#define F "offline"
#define L "locked"
#define R "refused"
#define E "expired"
#define P "stopped"
#define _ NULL

static const struct
{
  const char *state;
  const char *next[BELL_SESSION_N_INPUTS];
} table[] = {
  /*      start no-t lock sign fail tok  att  join lost offl refu over stop out */
  { S, {  C,    _,   _,   I,   _,   _,   _,   _,   _,   _,   _,   _,   P,   _ } },
  { I, {  _,    _,   _,   _,   S,   C,   _,   _,   _,   _,   _,   _,   _,   S } },
  { C, {  _,    S,   L,   I,   _,   _,   _,   O,   W,   F,   R,   E,   P,   S } },
  { O, {  _,    _,   _,   I,   _,   _,   C,   _,   W,   F,   R,   E,   P,   S } },
  { W, {  _,    _,   _,   I,   _,   _,   C,   O,   _,   F,   R,   E,   P,   S } },
  { F, {  _,    _,   _,   I,   _,   _,   C,   O,   W,   _,   R,   E,   P,   S } },
  { L, {  C,    _,   _,   I,   _,   _,   _,   _,   _,   _,   _,   _,   P,   S } },
  { R, {  _,    _,   _,   I,   _,   _,   _,   O,   W,   F,   _,   E,   P,   S } },
  { E, {  C,    _,   _,   I,   _,   _,   _,   _,   _,   _,   _,   _,   _,   S } },
  { P, {  C,    _,   _,   I,   _,   _,   _,   _,   _,   _,   _,   _,   _,   S } },
};
G_STATIC_ASSERT (G_N_ELEMENTS (table) == BELL_SESSION_N_STATES);

static void
test_table (void)
{
  for (guint state = 0; state < BELL_SESSION_N_STATES; state++)
    {
      g_assert_cmpstr (bell_session_state_to_string (state), ==, table[state].state);
      for (guint input = 0; input < BELL_SESSION_N_INPUTS; input++)
        {
          const char *expected = table[state].next[input] != NULL ? table[state].next[input] : table[state].state;
          BellSessionState next = bell_session_state_next (state, input);

          if (g_strcmp0 (bell_session_state_to_string (next), expected) != 0)
            g_error ("%s with %s leads to %s, not %s", table[state].state, inputs[input],
                     bell_session_state_to_string (next), expected);
        }
    }
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/app/session-state/table", test_table);
  return g_test_run ();
}
