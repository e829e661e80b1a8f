/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-choice.h"

#include "sio-error-private.h"

#define RETEST_US (10 * 60 * G_USEC_PER_SEC)
#define MAX_LOST_SESSIONS 2

/* Engine.IO's error code of a session that this server of a cluster never heard of. */
#define CODE_UNKNOWN_SESSION 1

static gboolean
is_fresh (const SioChoice *choice,
          gint64 when)
{
  return when != 0 && bell_clock_get_boot_us (choice->clock) - when < RETEST_US;
}

gboolean
sio_choice_begins_with_polling (const SioChoice *choice)
{
  switch (choice->transports)
    {
    case SIO_TRANSPORTS_POLLING:
    case SIO_TRANSPORTS_POLLING_FIRST:
      return TRUE;
    case SIO_TRANSPORTS_AUTO:
      return is_fresh (choice, choice->refused_at);
    case SIO_TRANSPORTS_WEBSOCKET:
    default:
      return FALSE;
    }
}

/* A server that asks who we are, or for time, has spoken; a page comes from something in between. */
static gboolean
is_refusal (const GError *error)
{
  guint status = sio_error_get_http_status (error);

  if (g_error_matches (error, SIO_ERROR, SIO_ERROR_UNSUPPORTED))
    return TRUE;
  if (!g_error_matches (error, SIO_ERROR, SIO_ERROR_HTTP) || status == 401 || status == 429)
    return FALSE;
  return sio_error_is_page (error) || (status != 403 && status < 500);
}

gboolean
sio_choice_may_fall_back (const SioChoice *choice,
                          const GError *error)
{
  return choice->transports == SIO_TRANSPORTS_AUTO && is_refusal (error) && !is_fresh (choice, choice->useless_at);
}

gint64
sio_choice_get_upgrade_delay_ms (const SioChoice *choice)
{
  gint64 left;

  if (choice->transports == SIO_TRANSPORTS_POLLING_FIRST && choice->refused_at == 0)
    return 0;
  if (choice->transports != SIO_TRANSPORTS_AUTO && choice->transports != SIO_TRANSPORTS_POLLING_FIRST)
    return -1;
  left = choice->refused_at + RETEST_US - bell_clock_get_boot_us (choice->clock);
  return left > 0 ? left / 1000 + 1 : 0;
}

void
sio_choice_note_fallen_back (SioChoice *choice)
{
  choice->refused_at = bell_clock_get_boot_us (choice->clock);
  choice->useless_at = 0;
}

void
sio_choice_note_useless (SioChoice *choice)
{
  choice->useless_at = bell_clock_get_boot_us (choice->clock);
}

void
sio_choice_note_upgraded (SioChoice *choice)
{
  choice->refused_at = 0;
  choice->lost_sessions = 0;
}

void
sio_choice_note_upgrade_failed (SioChoice *choice)
{
  choice->refused_at = bell_clock_get_boot_us (choice->clock);
}

void
sio_choice_note_lost (SioChoice *choice,
                      const GError *error)
{
  if (sio_error_get_engine_code (error) != CODE_UNKNOWN_SESSION)
    {
      choice->lost_sessions = 0;
      return;
    }
  choice->lost_sessions++;
  if (choice->lost_sessions < MAX_LOST_SESSIONS)
    return;
  choice->lost_sessions = 0;
  choice->refused_at = 0;
  sio_choice_note_useless (choice);
}
