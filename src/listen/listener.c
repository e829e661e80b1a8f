/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "listener.h"

#include "bell-format.h"
#include "bell-redact.h"
#include "bell-session.h"
#include "listen-output.h"
#include "listen-signals.h"
#include "oe-types.h"

#include <glib-unix.h>

/* A sign-in that got no answer is tried again like a connection. */
#define FIRST_RETRY_MS 1000
#define LAST_RETRY_MS 30000
#define SIGN_OUT_MS 2000

typedef struct
{
  const ListenOptions *options;
  GMainLoop *loop;
  BellClock *clock;
  OeClient *client;
  BellSecrets *secrets;
  BellShopInfo *info;
  BellSession *session;
  GCancellable *cancellable;
  guint retry_timer;
  guint timeout_timer;
  guint sign_out_timer;
  guint signal_source;
  gint64 retry_ms;
  int events;
  BellSessionState printed; /* the state of the last line about one */
  gboolean was_online;
  gboolean ending;
  int exit_code;
} Listener;

static void look_up (Listener *self);

/* The end: the socket is closed, the server told, in bounded time. */

static void
quit (Listener *self)
{
  bell_clock_clear (self->clock, &self->sign_out_timer);
  g_main_loop_quit (self->loop);
}

static void
sign_out_overdue_cb (gpointer user_data)
{
  Listener *self = user_data;

  self->sign_out_timer = 0;
  g_main_loop_quit (self->loop);
}

static void
signed_out_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  bell_session_sign_out_finish (BELL_SESSION (source), result, NULL);
  quit (user_data);
}

static void
end (Listener *self,
     ListenExit exit_code)
{
  if (self->ending)
    return;
  self->ending = TRUE;
  self->exit_code = exit_code;
  g_cancellable_cancel (self->cancellable);
  bell_clock_clear (self->clock, &self->retry_timer);
  bell_clock_clear (self->clock, &self->timeout_timer);
  if (self->session == NULL)
    {
      quit (self);
      return;
    }
  self->sign_out_timer = bell_clock_add (self->clock, SIGN_OUT_MS, sign_out_overdue_cb, self);
  bell_session_sign_out_async (self->session, signed_out_cb, self);
}

static gboolean
on_signal (int fd,
           GIOCondition condition,
           gpointer user_data)
{
  Listener *self = user_data;

  /* It stays readable. */
  self->signal_source = 0;
  end (self, LISTEN_EXIT_DONE);
  return G_SOURCE_REMOVE;
}

static void
time_over_cb (gpointer user_data)
{
  Listener *self = user_data;

  self->timeout_timer = 0;
  if (!self->was_online)
    {
      g_printerr ("The time is over, and the shop was never online.\n");
      end (self, LISTEN_EXIT_NO_CONTACT);
    }
  else
    end (self, self->options->count > 0 ? LISTEN_EXIT_TIME_OVER : LISTEN_EXIT_DONE);
}

/* What cannot heal by waiting ends the program; the rest is tried again. */

static void
complain (const GError *error)
{
  g_autofree char *sentence = bell_format_error (error);
  g_autofree char *detail = bell_redact (error->message);

  g_printerr ("%s (%s)\n", sentence, detail);
}

static void
retry_cb (gpointer user_data)
{
  Listener *self = user_data;

  self->retry_timer = 0;
  look_up (self);
}

static void
take_error (Listener *self,
            const GError *error)
{
  /* Drawn, as the session's own waits: a shop that comes back is not asked by all its tills at once. */
  gint64 drawn = (gint64) (self->retry_ms * g_random_double_range (0.5, 1.0));
  gint64 delay = MAX (drawn, oe_error_get_retry_after_ms (error));

  if (self->ending)
    return;
  complain (error);
  if (error->domain != OE_ERROR)
    {
      end (self, LISTEN_EXIT_NO_CONTACT);
      return;
    }
  switch ((OeError) error->code)
    {
    case OE_ERROR_APP_TOKEN:
    case OE_ERROR_SIGN_IN:
    case OE_ERROR_UNAUTHORIZED:
    case OE_ERROR_FORBIDDEN:
    case OE_ERROR_NOT_FOUND:
    case OE_ERROR_SESSION_OVER:
      end (self, LISTEN_EXIT_REFUSED);
      break;
    case OE_ERROR_TLS:
    case OE_ERROR_CERTIFICATE_WANTED:
    case OE_ERROR_CERTIFICATE_REFUSED:
    case OE_ERROR_ADDRESS:
    case OE_ERROR_NO_ONEENTRY:
    case OE_ERROR_PAGE:
      end (self, LISTEN_EXIT_NO_CONTACT);
      break;
    case OE_ERROR_NETWORK:
    case OE_ERROR_PROXY:
    case OE_ERROR_RATE_LIMITED:
    case OE_ERROR_SERVER:
    case OE_ERROR_PROTOCOL:
    default:
      self->retry_timer = bell_clock_add (self->clock, delay, retry_cb, self);
      self->retry_ms = MIN (self->retry_ms * 2, LAST_RETRY_MS);
      break;
    }
}

/* The session */

static void
on_output_failed (gpointer user_data)
{
  end (user_data, LISTEN_EXIT_DONE);
}

static void
on_event (BellSession *session,
          OeEvent *event,
          gint64 received,
          Listener *self)
{
  const ListenOptions *options = self->options;

  if (self->ending)
    return;
  if (options->events != NULL &&
      !g_strv_contains ((const char *const *) options->events, oe_event_get_name (event)))
    return;
  if (!listen_output_event (event, received, options->raw))
    end (self, LISTEN_EXIT_DONE);
  else if (++self->events == options->count)
    end (self, LISTEN_EXIT_DONE);
}

static void
print_state (Listener *self,
             BellSessionState state,
             const char *detail)
{
  /* A sign-in that is tried again is the same one, and its failures are told on standard error. */
  if (!self->options->state || state == self->printed || state == BELL_SESSION_SIGNED_OUT)
    return;
  self->printed = state;
  if (!listen_output_state (state, detail))
    end (self, LISTEN_EXIT_DONE);
}

static void
on_state (BellSession *session,
          GParamSpec *pspec,
          Listener *self)
{
  BellSessionState state = bell_session_get_state (session);

  if (self->ending)
    return;
  if (state == BELL_SESSION_ONLINE)
    self->was_online = TRUE;
  print_state (self, state, bell_session_get_detail (session));
  if (state == BELL_SESSION_EXPIRED)
    {
      complain (bell_session_get_error (session));
      end (self, LISTEN_EXIT_REFUSED);
    }
}

static void
signed_in_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!bell_session_sign_in_finish (BELL_SESSION (source), result, &error))
    take_error (user_data, error);
}

static gboolean
make_session (Listener *self,
              GError **error)
{
  if (self->session != NULL)
    return TRUE;
  self->session = bell_session_new (self->info, self->client, self->secrets, NULL, self->clock, error);
  if (self->session == NULL)
    return FALSE;
  g_signal_connect (self->session, "notify::state", G_CALLBACK (on_state), self);
  g_signal_connect (self->session, "event", G_CALLBACK (on_event), self);
  return TRUE;
}

static void
sign_in (Listener *self)
{
  g_autoptr (GError) error = NULL;

  if (!make_session (self, &error))
    {
      take_error (self, error);
      return;
    }
  bell_session_set_account (self->session, self->options->provider, self->info->login_marker,
                            self->info->password_marker);
  bell_session_sign_in_async (self->session, self->options->login, self->options->password, NULL, self->cancellable,
                              signed_in_cb, self);
}

/* The markers of login and password: as given, else as the provider's form says, else the usual ones. */

static void
set_markers (Listener *self,
             const char *login_marker,
             const char *password_marker)
{
  const ListenOptions *options = self->options;

  g_free (self->info->login_marker);
  g_free (self->info->password_marker);
  self->info->login_marker = g_strdup (options->login_marker != NULL ? options->login_marker : login_marker);
  self->info->password_marker =
    g_strdup (options->password_marker != NULL ? options->password_marker : password_marker);
}

static void
fields_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  Listener *self = user_data;
  g_autoptr (GPtrArray) fields = oe_client_get_fields_finish (OE_CLIENT (source), result, NULL);
  const char *login_marker = NULL;
  const char *password_marker = NULL;

  if (self->ending)
    return;
  for (guint i = 0; fields != NULL && i < fields->len; i++)
    {
      OeField *field = g_ptr_array_index (fields, i);

      if (field->is_login && login_marker == NULL)
        login_marker = field->marker;
      if (field->is_password && password_marker == NULL)
        password_marker = field->marker;
    }
  set_markers (self, login_marker != NULL ? login_marker : "login",
               password_marker != NULL ? password_marker : "password");
  sign_in (self);
}

static void
providers_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  Listener *self = user_data;
  g_autoptr (GPtrArray) providers = oe_client_list_providers_finish (OE_CLIENT (source), result, NULL);

  if (self->ending)
    return;
  for (guint i = 0; providers != NULL && i < providers->len; i++)
    {
      OeProvider *provider = g_ptr_array_index (providers, i);

      if (g_strcmp0 (provider->identifier, self->options->provider) == 0 && provider->form_identifier != NULL)
        {
          oe_client_get_fields_async (self->client, provider->form_identifier, self->cancellable, fields_cb, self);
          return;
        }
    }
  set_markers (self, "login", "password");
  sign_in (self);
}

static void
checked_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  Listener *self = user_data;
  g_autoptr (GError) error = NULL;

  /* A project may hide its locales from guests: that is a OneEntry too. */
  if (!oe_client_check_finish (OE_CLIENT (source), result, &error) &&
      !g_error_matches (error, OE_ERROR, OE_ERROR_FORBIDDEN) &&
      !g_error_matches (error, OE_ERROR, OE_ERROR_UNAUTHORIZED) &&
      !g_error_matches (error, OE_ERROR, OE_ERROR_NOT_FOUND))
    {
      take_error (self, error);
      return;
    }
  if (self->ending)
    return;
  if (self->options->login_marker != NULL && self->options->password_marker != NULL)
    {
      set_markers (self, NULL, NULL);
      sign_in (self);
      return;
    }
  oe_client_list_providers_async (self->client, self->cancellable, providers_cb, self);
}

static void
look_up (Listener *self)
{
  oe_client_check_async (self->client, self->cancellable, checked_cb, self);
}

/* Setting up */

static gboolean
prepare (Listener *self)
{
  const ListenOptions *options = self->options;
  g_autoptr (BellNetwork) network = NULL;
  g_autoptr (GError) error = NULL;

  self->client = oe_client_new (options->url, options->app_token, self->clock);
  network = bell_network_new (options->network, options->certificate_password);
  bell_network_set_proxy_password (network, options->proxy_password);
  if (!bell_network_load (network, &error))
    {
      g_printerr ("shopbell-listen: %s\n", error->message);
      return FALSE;
    }
  oe_client_set_network (self->client, network);

  /* A device of its own: it must not end the session of the window (design §5). */
  self->info = bell_shop_info_new ();
  g_free (self->info->fingerprint);
  self->info->fingerprint = oe_client_new_fingerprint ();
  oe_client_set_fingerprint (self->client, self->info->fingerprint);
  g_free (self->info->url);
  self->info->url = g_strdup (options->url);
  g_free (self->info->name);
  self->info->name = g_strdup (options->url);
  return TRUE;
}

int
listener_run (const ListenOptions *options)
{
  Listener self = { .options = options, .retry_ms = FIRST_RETRY_MS, .exit_code = LISTEN_EXIT_USAGE };
  int signals = listen_signals_open ();

  self.clock = bell_clock_new ();
  self.secrets = bell_memory_secrets_new ();
  self.cancellable = g_cancellable_new ();
  self.loop = g_main_loop_new (NULL, FALSE);
  self.signal_source = g_unix_fd_add (signals, G_IO_IN, on_signal, &self);
  listen_output_start (signals, on_output_failed, &self);

  if (prepare (&self))
    {
      if (options->timeout_s > 0)
        self.timeout_timer = bell_clock_add (self.clock, (gint64) (options->timeout_s * 1000), time_over_cb, &self);
      print_state (&self, BELL_SESSION_SIGNING_IN, NULL);
      look_up (&self);
      if (!self.ending)
        g_main_loop_run (self.loop);
    }

  g_clear_handle_id (&self.signal_source, g_source_remove);
  listen_output_finish ();
  listen_signals_close ();
  if (self.session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self.session, &self);
      bell_session_close (self.session);
    }
  g_cancellable_cancel (self.cancellable);
  /* Cancelled calls still point here: they complete before this goes. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self.session);
  g_clear_object (&self.client);
  g_clear_object (&self.secrets);
  g_clear_object (&self.clock);
  g_clear_object (&self.cancellable);
  g_clear_pointer (&self.info, bell_shop_info_free);
  g_main_loop_unref (self.loop);
  return self.exit_code;
}
