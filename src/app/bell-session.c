/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-session-private.h"

#include "bell-redact.h"
#include "bell-server-words.h"
#include "bell-vault.h"
#include "sio-error.h"

typedef enum
{
  PROP_STATE = 1,
  PROP_TOKENS_SAVED,
  PROP_NEXT_TRY,
} BellSessionProperty;

enum
{
  SIGNAL_EVENT,
  SIGNAL_BACK,
  SIGNAL_PINGED,
  N_SIGNALS
};

static GParamSpec *properties[PROP_NEXT_TRY + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellSession, bell_session, G_TYPE_OBJECT)

static void
log_transition (BellSession *self,
                BellSessionState from,
                BellSessionInput input)
{
  gint64 next_try = bell_session_get_next_try (self);
  g_autofree char *next = NULL;

  if (next_try > 0)
    next = g_strdup_printf (", next try in %.1f s",
                            (double) (next_try - bell_clock_get_boot_us (self->clock)) / G_USEC_PER_SEC);

  g_message ("%s: %s -> %s: %s%s%s%s, attempt %u%s", self->info->name,
             bell_session_state_to_string (from), bell_session_state_to_string (self->state),
             bell_session_input_to_string (input), self->detail != NULL ? " (" : "",
             self->detail != NULL ? self->detail : "", self->detail != NULL ? ")" : "",
             bell_session_get_attempt (self), next != NULL ? next : "");
}

/* For the log: "HTTP 403: Forbidden" of a refused handshake, without the JSON around the words. */
static char *
describe_error (const GError *error)
{
  guint status = error->domain == SIO_ERROR ? sio_error_get_http_status (error) : 0;
  g_autofree char *words = status != 0 ? bell_server_words_dup (error) : NULL;

  return words != NULL ? g_strdup_printf ("HTTP %u: %s", status, words) : bell_redact (error->message);
}

static void
set_error (BellSession *self,
           const GError *error)
{
  g_clear_error (&self->error);
  g_clear_pointer (&self->detail, g_free);
  if (error == NULL)
    return;
  self->error = g_error_copy (error);
  self->detail = describe_error (error);
}

/* A connection that is replaced on purpose was alive; of any other it is known only until its last byte. */
static void
note_deafness (BellSession *self,
               BellSessionInput input)
{
  gint64 now = bell_clock_get_boot_us (self->clock);
  gint64 heard = input != BELL_SESSION_INPUT_ATTEMPT ? bell_session_get_last_heard (self) : 0;

  if (self->state != BELL_SESSION_ONLINE)
    {
      if (self->deaf_since != 0)
        return;
      self->deaf_since_boot = heard > 0 ? MIN (heard, now) : now;
      self->deaf_since = bell_clock_get_wall_us (self->clock) - (now - self->deaf_since_boot);
      return;
    }

  if (self->deaf_since != 0)
    {
      self->deaf_since = 0;
      g_signal_emit (self, signals[SIGNAL_BACK], 0, now - self->deaf_since_boot);
    }
}

void
bell_session_apply (BellSession *self,
                    BellSessionInput input,
                    const GError *error)
{
  BellSessionState from = self->state;
  BellSessionState to = bell_session_state_next (from, input);

  if (self->closed)
    return;
  if (error != NULL || to == BELL_SESSION_ONLINE)
    set_error (self, error);
  if (to == from)
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEXT_TRY]);
      return;
    }

  self->state = to;
  log_transition (self, from, input);

  g_object_ref (self);
  note_deafness (self, input);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEXT_TRY]);
  g_object_unref (self);
}

void
bell_session_set_tokens_saved (BellSession *self,
                               gboolean saved)
{
  if (self->tokens_saved == saved)
    return;
  self->tokens_saved = saved;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOKENS_SAVED]);
}

/* Starting from what is stored. */

static void
take_network_passwords (BellSession *self,
                        const BellVault *vault)
{
  BellNetwork *network = oe_client_get_network (self->client);

  if (network != NULL && bell_network_get_certificate_password (network) == NULL)
    bell_network_set_certificate_password (network, vault->certificate_password);
  if (network != NULL && bell_network_get_proxy_password (network) == NULL)
    bell_network_set_proxy_password (network, vault->proxy_password);
}

static void
load_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (BellSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = bell_secrets_load_finish (BELL_SECRETS (source), result, &error);
  g_autoptr (BellVault) vault = NULL;

  /* Or somebody signed in before the keyring said that nobody is. */
  if (self->state != BELL_SESSION_CONNECTING || oe_keeper_get_tokens (self->keeper) != NULL ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_error_matches (error, BELL_SECRETS_ERROR, BELL_SECRETS_ERROR_LOCKED) ||
      g_error_matches (error, BELL_SECRETS_ERROR, BELL_SECRETS_ERROR_DISMISSED))
    {
      bell_session_apply (self, BELL_SESSION_INPUT_KEYRING_LOCKED, error);
      return;
    }

  vault = text != NULL ? bell_vault_from_text (text) : g_new0 (BellVault, 1);
  if (vault->app_token != NULL && oe_client_get_app_token (self->client) == NULL)
    oe_client_set_app_token (self->client, vault->app_token);
  take_network_passwords (self, vault);
  /* Whoever signed out left the app token there. */
  if (text == NULL && error == NULL && *self->info->login != '\0')
    g_set_error_literal (&error, BELL_SECRETS_ERROR, BELL_SECRETS_ERROR_FORGOTTEN, "The keyring has no sign-in");
  if (vault->tokens == NULL)
    {
      bell_session_apply (self, BELL_SESSION_INPUT_NO_TOKENS, error);
      return;
    }

  oe_keeper_set_tokens (self->keeper, vault->tokens);
  bell_session_set_tokens_saved (self, TRUE);
  bell_session_socket_connect (self);
}

void
bell_session_start (BellSession *self,
                    gboolean may_prompt)
{
  g_return_if_fail (BELL_IS_SESSION (self));

  if (bell_session_state_next (self->state, BELL_SESSION_INPUT_START) == self->state)
    return;
  bell_session_apply (self, BELL_SESSION_INPUT_START, NULL);

  if (oe_keeper_get_tokens (self->keeper) != NULL)
    bell_session_socket_connect (self);
  else
    bell_secrets_load_async (self->secrets, self->info->id, may_prompt, self->cancellable, load_cb,
                             g_object_ref (self));
}

void
bell_session_stop (BellSession *self)
{
  g_return_if_fail (BELL_IS_SESSION (self));

  bell_session_socket_disconnect (self);
  bell_session_apply (self, BELL_SESSION_INPUT_STOP, NULL);
}

void
bell_session_retry_now (BellSession *self)
{
  g_return_if_fail (BELL_IS_SESSION (self));

  switch (self->state)
    {
    case BELL_SESSION_LOCKED:
      bell_session_start (self, TRUE);
      break;
    case BELL_SESSION_STOPPED:
      bell_session_start (self, FALSE);
      break;
    case BELL_SESSION_CONNECTING:
    case BELL_SESSION_WAITING:
    case BELL_SESSION_OFFLINE:
    case BELL_SESSION_REFUSED:
      bell_session_socket_retry_now (self);
      break;
    case BELL_SESSION_SIGNED_OUT:
    case BELL_SESSION_SIGNING_IN:
    case BELL_SESSION_ONLINE:
    case BELL_SESSION_EXPIRED:
    default:
      break;
    }
}

void
bell_session_probe (BellSession *self)
{
  g_return_if_fail (BELL_IS_SESSION (self));

  if (self->state == BELL_SESSION_ONLINE)
    bell_session_socket_probe (self);
  else if (bell_session_state_is_down (self->state))
    bell_session_socket_retry_now (self);
}

/* GObject */

static void
bell_session_get_property (GObject *object,
                           guint prop_id,
                           GValue *value,
                           GParamSpec *pspec)
{
  BellSession *self = BELL_SESSION (object);

  switch ((BellSessionProperty) prop_id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    case PROP_TOKENS_SAVED:
      g_value_set_boolean (value, self->tokens_saved);
      break;
    case PROP_NEXT_TRY:
      g_value_set_int64 (value, bell_session_get_next_try (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_session_dispose (GObject *object)
{
  bell_session_close (BELL_SESSION (object));
  G_OBJECT_CLASS (bell_session_parent_class)->dispose (object);
}

static void
bell_session_finalize (GObject *object)
{
  BellSession *self = BELL_SESSION (object);

  g_clear_object (&self->socket);
  g_clear_object (&self->keeper);
  g_clear_object (&self->client);
  g_clear_object (&self->secrets);
  g_clear_object (&self->presence);
  g_clear_object (&self->clock);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->info, bell_shop_info_free);
  g_clear_error (&self->error);
  g_free (self->detail);
  g_free (self->given_token);
  g_free (self->refused_token);
  G_OBJECT_CLASS (bell_session_parent_class)->finalize (object);
}

static void
bell_session_class_init (BellSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bell_session_get_property;
  object_class->dispose = bell_session_dispose;
  object_class->finalize = bell_session_finalize;

  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, BELL_SESSION_N_STATES - 1, 0, flags);
  properties[PROP_TOKENS_SAVED] = g_param_spec_boolean ("tokens-saved", NULL, NULL, TRUE, flags);
  properties[PROP_NEXT_TRY] = g_param_spec_int64 ("next-try", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_EVENT] = g_signal_new ("event", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 2, OE_TYPE_EVENT, G_TYPE_INT64);
  signals[SIGNAL_BACK] = g_signal_new ("back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_PINGED] = g_signal_new ("pinged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);
}

static void
bell_session_init (BellSession *self)
{
  self->cancellable = g_cancellable_new ();
  self->tokens_saved = TRUE;
}

BellSession *
bell_session_new (const BellShopInfo *info,
                  OeClient *client,
                  BellSecrets *secrets,
                  BellPresence *presence,
                  BellClock *clock,
                  GError **error)
{
  g_autoptr (BellSession) self = g_object_new (BELL_TYPE_SESSION, NULL);

  self->info = bell_shop_info_copy (info);
  self->client = g_object_ref (client);
  self->secrets = g_object_ref (secrets);
  g_set_object (&self->presence, presence);
  self->clock = g_object_ref (clock);
  self->keeper = oe_keeper_new (client, clock);
  oe_keeper_set_save_func (self->keeper, bell_session_on_keeper_save, self, NULL);
  g_signal_connect_object (self->keeper, "notify::tokens-saved",
                           G_CALLBACK (bell_session_on_keeper_saved_changed), self, 0);
  g_signal_connect_object (self->secrets, "changed", G_CALLBACK (bell_session_on_secrets_changed), self,
                           G_CONNECT_SWAPPED);
  self->deaf_since = bell_clock_get_wall_us (clock);
  self->deaf_since_boot = bell_clock_get_boot_us (clock);

  if (!bell_session_socket_init (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
bell_session_close (BellSession *self)
{
  if (self->closed)
    return;
  if (self->socket != NULL)
    bell_session_socket_disconnect (self);
  self->closed = TRUE;
  g_cancellable_cancel (self->cancellable);
  if (self->keeper != NULL)
    oe_keeper_stop (self->keeper);
}

BellSessionState
bell_session_get_state (BellSession *self)
{
  return self->state;
}

const GError *
bell_session_get_error (BellSession *self)
{
  return self->error;
}

const char *
bell_session_get_detail (BellSession *self)
{
  return self->detail;
}

guint
bell_session_get_attempt (BellSession *self)
{
  return self->socket != NULL ? sio_client_get_attempt (self->socket) : 0;
}

void
bell_session_set_account (BellSession *self,
                          const char *provider,
                          const char *login_marker,
                          const char *password_marker)
{
  g_free (self->info->provider);
  g_free (self->info->login_marker);
  g_free (self->info->password_marker);
  self->info->provider = g_strdup (provider);
  self->info->login_marker = g_strdup (login_marker);
  self->info->password_marker = g_strdup (password_marker);
}

gint64
bell_session_get_next_try (BellSession *self)
{
  if (self->slow_timer != 0)
    return self->slow_due;
  return self->socket != NULL ? sio_client_get_next_attempt (self->socket) : 0;
}

gint64
bell_session_get_last_heard (BellSession *self)
{
  return sio_client_get_last_heard (self->socket);
}

gint64
bell_session_get_deaf_since (BellSession *self)
{
  return self->deaf_since;
}

void
bell_session_set_deaf_after (BellSession *self,
                             guint seconds)
{
  self->deaf_after = seconds;
}

guint
bell_session_get_deaf_after (BellSession *self)
{
  return self->deaf_after;
}

gboolean
bell_session_get_tokens_saved (BellSession *self)
{
  return self->tokens_saved;
}
