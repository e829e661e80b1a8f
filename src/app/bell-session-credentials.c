/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-session-private.h"

#include "sio-error.h"

/* Refused again within a minute of a fresh token: the server means it. */
#define REFUSAL_WINDOW_US (60 * G_USEC_PER_SEC)
#define SLOW_BASE_MS 30000
#define SLOW_CAP_MS 300000

/* Refusals: one fresh token and one retry; then slowly, for ever. */

static void
slow_retry_cb (gpointer user_data)
{
  BellSession *self = user_data;

  self->slow_timer = 0;
  self->slow_due = 0;
  sio_client_connect (self->socket);
}

void
bell_session_slow_retry (BellSession *self)
{
  bell_clock_clear (self->clock, &self->slow_timer);
  slow_retry_cb (self);
}

static void
be_refused (BellSession *self,
            const GError *error)
{
  gint64 delay = SLOW_BASE_MS;
  gint64 asked = MAX (sio_error_get_retry_after_ms (error), oe_error_get_retry_after_ms (error));

  for (guint i = 0; i < self->slow_tries && delay < SLOW_CAP_MS; i++)
    delay *= 2;
  delay = MAX (MIN (delay, SLOW_CAP_MS), asked);
  self->slow_tries++;
  /* No client is known to name its device there, and a server that wants it would be deaf to all: each way in turn. */
  self->shows_device = !self->shows_device;

  bell_session_clear_timers (self);
  self->slow_due = bell_clock_get_boot_us (self->clock) + delay * 1000;
  self->slow_timer = bell_clock_add (self->clock, delay, slow_retry_cb, self);
  bell_session_apply (self, BELL_SESSION_INPUT_REFUSED, error);
}

gint64
bell_session_on_refused (SioClient *client,
                         SioSocket *socket,
                         const GError *error,
                         guint count,
                         gpointer user_data)
{
  BellSession *self = user_data;
  gint64 now = bell_clock_get_boot_us (self->clock);
  gboolean again = self->refused_at != 0 && now - self->refused_at < REFUSAL_WINDOW_US;

  self->refused_at = now;
  if (again || self->state == BELL_SESSION_REFUSED)
    {
      be_refused (self, error);
      return -1;
    }

  g_free (self->refused_token);
  self->refused_token = g_strdup (self->given_token);
  return 0;
}

/* Credentials: a question at every attempt. */

typedef struct
{
  BellSession *session;
  SioCredentialsRequest *request;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->session);
  g_object_unref (question->request);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

void
bell_session_note_retry_after (BellSession *self,
                               const GError *error)
{
  gint64 asked = oe_error_get_retry_after_ms (error);

  if (asked > 0)
    self->not_before = bell_clock_get_boot_us (self->clock) + asked * 1000;
}

/* ms that the server asked not to be asked for a token; one that is still good needs no asking. */
static gint64
get_forbidden_ms (BellSession *self)
{
  gint64 left = self->not_before - bell_clock_get_boot_us (self->clock);

  if (left <= 0 || self->error == NULL ||
      (self->refused_token == NULL && oe_keeper_get_refresh_in_ms (self->keeper) > 0))
    return 0;
  return left / 1000 + 1;
}

/* What kept the account from getting a token decides what follows. */
static void
answer_without_token (Question *question,
                      const GError *error)
{
  BellSession *self = question->session;

  if (g_error_matches (error, OE_ERROR, OE_ERROR_SESSION_OVER))
    {
      bell_session_sign_in_over (self, error);
      sio_credentials_request_fail (question->request, error, TRUE);
    }
  else if (g_error_matches (error, OE_ERROR, OE_ERROR_APP_TOKEN) ||
           g_error_matches (error, OE_ERROR, OE_ERROR_FORBIDDEN))
    {
      be_refused (self, error);
      sio_credentials_request_fail (question->request, error, TRUE);
    }
  else
    {
      bell_session_note_retry_after (self, error);
      sio_credentials_request_set_wait (question->request, oe_error_get_retry_after_ms (error));
      sio_credentials_request_fail (question->request, error, FALSE);
    }
}

static void
get_access_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  BellSession *self = question->session;
  g_autoptr (GError) error = NULL;
  g_autofree char *access = oe_keeper_get_access_finish (OE_KEEPER (source), result, &error);
  g_autofree char *bearer = NULL;

  if (access == NULL)
    {
      answer_without_token (question, error);
      return;
    }

  bearer = g_strconcat ("Bearer ", access, NULL);
  sio_credentials_request_add_header (question->request, "Authorization", bearer);
  if (oe_client_get_app_token (self->client) != NULL)
    sio_credentials_request_add_header (question->request, "x-app-token",
                                        oe_client_get_app_token (self->client));

  if (self->shows_device)
    {
      g_autofree char *device = oe_client_dup_device_metadata (self->client);

      sio_credentials_request_add_header (question->request, "x-device-metadata", device);
    }

  g_clear_pointer (&self->refused_token, g_free);
  g_free (self->given_token);
  self->given_token = g_steal_pointer (&access);
  sio_credentials_request_accept (question->request, NULL);
}

static void
network_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  BellSession *self = question->session;
  g_autoptr (GError) error = NULL;

  if (bell_session_network_load_finish (self, result, &error))
    oe_keeper_get_access_async (self->keeper, self->refused_token, self->cancellable, get_access_cb,
                                g_steal_pointer (&question));
  else
    sio_credentials_request_fail (question->request, error, FALSE);
}

void
bell_session_on_credentials_wanted (SioClient *socket,
                                    SioCredentialsRequest *request,
                                    gpointer user_data)
{
  BellSession *self = user_data;
  gint64 forbidden_ms = get_forbidden_ms (self);
  Question *question;

  /* Retry-After is a lower bound: an earlier attempt fails here, with no request sent, and the wait goes on. */
  if (forbidden_ms > 0)
    {
      sio_credentials_request_set_wait (request, forbidden_ms);
      sio_credentials_request_fail (request, self->error, FALSE);
      return;
    }

  question = g_new0 (Question, 1);
  question->session = g_object_ref (self);
  question->request = g_object_ref (request);
  if (bell_session_network_is_ready (self))
    oe_keeper_get_access_async (self->keeper, self->refused_token, self->cancellable, get_access_cb, question);
  else
    bell_session_network_load (self, network_cb, question);
}
