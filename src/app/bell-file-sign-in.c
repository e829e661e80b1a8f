/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-file-sign-in.h"

#include "bell-format.h"
#include "bell-sign-in-file.h"
#include "bell-sign-in.h"
#include "oe-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define FIRST_DELAY_MS 5000
#define MAX_DELAY_MS 60000

struct _BellFileSignIn
{
  GObject parent_instance;

  BellContext *context; /* borrowed */
  BellProvision *provision;
  GCancellable *cancellable;
  GPtrArray *jobs; /* of Job */
};

/* One shop on its way. */
typedef struct
{
  BellFileSignIn *owner;
  BellClock *clock;
  BellShop *shop;
  BellSignIn *sign_in;
  char *path;
  char *provider; /* (nullable): the one that is wanted, or was chosen */
  char *login_marker;
  char *password_marker;
  BellCredentials *credentials; /* (nullable): until the file was read */
  gint64 delay_ms;
  guint timer;
} Job;

G_DEFINE_FINAL_TYPE (BellFileSignIn, bell_file_sign_in, G_TYPE_OBJECT)

static void
job_free (Job *job)
{
  bell_clock_clear (job->clock, &job->timer);
  g_clear_pointer (&job->credentials, bell_credentials_free);
  g_object_unref (job->sign_in);
  g_object_unref (job->shop);
  g_object_unref (job->clock);
  g_free (job->path);
  g_free (job->provider);
  g_free (job->login_marker);
  g_free (job->password_marker);
  g_free (job);
}

static void
end_job (Job *job)
{
  g_ptr_array_remove_fast (job->owner->jobs, job);
}

static void
say (Job *job,
     char *text)
{
  g_message ("%s: %s", job->path, text);
  bell_provision_add_mistake (job->owner->provision, job->path, 0, text);
}

/* What goes away by itself: the network of a till comes up after its desktop. */
static gboolean
is_passing (const GError *error)
{
  if (error->domain != OE_ERROR)
    return FALSE;
  switch ((OeError) error->code)
    {
    case OE_ERROR_NETWORK:
    case OE_ERROR_TLS:
    case OE_ERROR_PROXY:
    case OE_ERROR_NO_ONEENTRY:
    case OE_ERROR_PAGE:
    case OE_ERROR_RATE_LIMITED:
    case OE_ERROR_SERVER:
    case OE_ERROR_PROTOCOL:
      return TRUE;
    case OE_ERROR_CERTIFICATE_WANTED:
    case OE_ERROR_CERTIFICATE_REFUSED:
    case OE_ERROR_ADDRESS:
    case OE_ERROR_APP_TOKEN:
    case OE_ERROR_SIGN_IN:
    case OE_ERROR_UNAUTHORIZED:
    case OE_ERROR_FORBIDDEN:
    case OE_ERROR_NOT_FOUND:
    case OE_ERROR_SESSION_OVER:
    default:
      return FALSE;
    }
}

static void begin (gpointer user_data);

/* TRUE: the step failed, and what is next was done. The job may be gone then. */
static gboolean
failed (Job *job,
        const GError *error)
{
  g_autofree char *sentence = NULL;
  gint64 wait;

  if (error == NULL)
    return FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  if (is_passing (error))
    {
      wait = MAX (job->delay_ms, oe_error_get_retry_after_ms (error));
      g_message ("%s: the sign-in by file is tried again in %" G_GINT64_FORMAT " s: %s",
                 bell_shop_get_name (job->shop), wait / 1000, error->message);
      job->delay_ms = MIN (job->delay_ms * 2, MAX_DELAY_MS);
      job->timer = bell_clock_add (job->clock, wait, begin, job);
      return TRUE;
    }
  sentence = bell_format_error (error);
  if (job->credentials != NULL)
    /* TRANSLATORS: the first %s is the name of a shop, the second a sentence that says why, and what to do */
    say (job, g_strdup_printf (_("%s could not be signed in to by this file, which is deleted. %s"),
                               bell_shop_get_name (job->shop), sentence));
  else
    say (job, g_strdup_printf (_("%s could not be signed in to by this file. %s"), bell_shop_get_name (job->shop),
                               sentence));
  end_job (job);
  return TRUE;
}

/* A callback of something that was cancelled when the job went must not look at it. */
static gboolean
is_over (BellFileSignIn *self,
         Job *job)
{
  return !g_ptr_array_find (self->jobs, job, NULL);
}

typedef struct
{
  BellFileSignIn *self;
  Job *job; /* may be gone */
} Step;

static Step *
step_new (Job *job)
{
  Step *step = g_new (Step, 1);

  step->self = g_object_ref (job->owner);
  step->job = job;
  return step;
}

/* (nullable): the job, where it is still under way. */
static Job *
step_end (Step *step)
{
  Job *job = is_over (step->self, step->job) ? NULL : step->job;

  g_object_unref (step->self);
  g_free (step);
  return job;
}

/* The steps, last first */

static void
submit_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  Job *job;

  bell_sign_in_submit_finish (BELL_SIGN_IN (source), result, &error);
  job = step_end (user_data);
  if (job == NULL || failed (job, error))
    return;
  g_message ("%s: signed in by %s, which is deleted", bell_shop_get_name (job->shop), job->path);
  end_job (job);
}

static void
submit (Job *job)
{
  bell_sign_in_submit_async (job->sign_in, job->provider, job->login_marker, job->credentials->login,
                             job->password_marker, job->credentials->password, NULL, job->owner->cancellable,
                             submit_cb, step_new (job));
}

static void
signed_out_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  Job *job;

  /* Signed out here whatever the server says. */
  if (!bell_session_sign_out_finish (BELL_SESSION (source), result, &error))
    g_message ("The server was not told of a sign-out: %s", error->message);
  job = step_end (user_data);
  if (job != NULL)
    submit (job);
}

/* The shop answers: now the file is needed. */
static void
take_file (Job *job)
{
  BellSession *session = bell_shop_get_session (job->shop);
  char *problem = NULL;

  if (job->credentials == NULL)
    job->credentials = bell_sign_in_file_take (job->path, &problem);
  if (problem != NULL)
    say (job, problem);
  if (job->credentials == NULL)
    {
      end_job (job);
      return;
    }
  if (bell_session_state_next (bell_session_get_state (session), BELL_SESSION_INPUT_SIGN_IN) ==
      BELL_SESSION_SIGNING_IN)
    submit (job);
  else
    bell_session_sign_out_async (session, signed_out_cb, step_new (job));
}

static void
set_marker (char **marker,
            GPtrArray *fields,
            gboolean password,
            const char *usual)
{
  for (guint i = 0; *marker == NULL && i < fields->len; i++)
    {
      const OeField *field = g_ptr_array_index (fields, i);

      if (password ? field->is_password : field->is_login && !field->is_password)
        *marker = g_strdup (field->marker);
    }
  if (*marker == NULL)
    *marker = g_strdup (usual);
}

static void
use_fields (Job *job,
            GPtrArray *fields)
{
  set_marker (&job->login_marker, fields, FALSE, "login");
  set_marker (&job->password_marker, fields, TRUE, "password");
  take_file (job);
}

static void
choose_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fields = bell_sign_in_choose_finish (BELL_SIGN_IN (source), result, &error);
  Job *job = step_end (user_data);

  if (job != NULL && !failed (job, error))
    use_fields (job, fields);
}

/* (nullable): the provider that is wanted, or the first; a project may hide them. */
static const OeProvider *
choose_provider (Job *job,
                 GPtrArray *providers)
{
  for (guint i = 0; i < providers->len; i++)
    {
      const OeProvider *provider = g_ptr_array_index (providers, i);

      if (job->provider == NULL || strcmp (provider->identifier, job->provider) == 0)
        return provider;
    }
  return NULL;
}

static void
check_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) providers = bell_sign_in_check_finish (BELL_SIGN_IN (source), result, &error);
  Job *job = step_end (user_data);
  const OeProvider *provider;

  if (job == NULL || failed (job, error))
    return;
  provider = choose_provider (job, providers);
  if (job->provider == NULL)
    job->provider = g_strdup (provider != NULL ? provider->identifier : "email");
  if (provider != NULL)
    {
      bell_sign_in_choose_async (job->sign_in, provider, job->owner->cancellable, choose_cb, step_new (job));
    }
  else
    {
      g_autoptr (GPtrArray) none = g_ptr_array_new ();

      use_fields (job, none);
    }
}

static void
begin (gpointer user_data)
{
  Job *job = user_data;

  job->timer = 0;
  /* Somebody was faster. */
  if (job->credentials != NULL && bell_session_get_state (bell_shop_get_session (job->shop)) == BELL_SESSION_ONLINE)
    end_job (job);
  else
    bell_sign_in_check_async (job->sign_in, NULL, NULL, NULL, job->owner->cancellable, check_cb, step_new (job));
}

/* Starting */

static char *
dup_unless_empty (const char *text)
{
  return *text != '\0' ? g_strdup (text) : NULL;
}

static void
add_job (BellFileSignIn *self,
         BellShop *shop,
         const char *path)
{
  const BellShopInfo *info = bell_shop_get_info (shop);
  Job *job;
  char *problem = NULL;

  if (info->paused || (!bell_sign_in_file_check (path, &problem) && problem == NULL))
    return;
  if (problem != NULL)
    {
      g_message ("%s: %s", path, problem);
      bell_provision_add_mistake (self->provision, path, 0, problem);
      return;
    }
  job = g_new0 (Job, 1);
  job->owner = self;
  job->clock = g_object_ref (bell_context_get_clock (self->context));
  job->shop = g_object_ref (shop);
  job->sign_in = bell_sign_in_new (self->context, shop);
  job->path = g_strdup (path);
  job->provider = dup_unless_empty (info->provider);
  job->login_marker = dup_unless_empty (info->login_marker);
  job->password_marker = dup_unless_empty (info->password_marker);
  job->delay_ms = FIRST_DELAY_MS;
  g_ptr_array_add (self->jobs, job);
  begin (job);
}

BellFileSignIn *
bell_file_sign_in_new (BellContext *context,
                       BellProvision *provision)
{
  BellFileSignIn *self = g_object_new (BELL_TYPE_FILE_SIGN_IN, NULL);
  GListModel *shops = bell_context_get_shops (context);

  self->context = context;
  self->provision = g_object_ref (provision);
  for (guint i = 0; i < g_list_model_get_n_items (shops); i++)
    {
      g_autoptr (BellShop) shop = g_list_model_get_item (shops, i);
      const BellProvisionSection *section = bell_provision_find_shop (provision, bell_shop_get_id (shop));
      const char *path =
        section != NULL ? bell_provision_section_get_text (section, BELL_PROVISION_SIGN_IN_FILE) : NULL;

      if (path != NULL)
        add_job (self, shop, path);
    }
  return self;
}

guint
bell_file_sign_in_get_pending (BellFileSignIn *self)
{
  g_return_val_if_fail (BELL_IS_FILE_SIGN_IN (self), 0);
  return self->jobs->len;
}

void
bell_file_sign_in_stop (BellFileSignIn *self)
{
  g_return_if_fail (BELL_IS_FILE_SIGN_IN (self));

  g_cancellable_cancel (self->cancellable);
  g_ptr_array_set_size (self->jobs, 0);
}

/* GObject */

static void
bell_file_sign_in_finalize (GObject *object)
{
  BellFileSignIn *self = BELL_FILE_SIGN_IN (object);

  g_ptr_array_unref (self->jobs);
  g_clear_object (&self->provision);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (bell_file_sign_in_parent_class)->finalize (object);
}

static void
bell_file_sign_in_class_init (BellFileSignInClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_file_sign_in_finalize;
}

static void
bell_file_sign_in_init (BellFileSignIn *self)
{
  self->cancellable = g_cancellable_new ();
  self->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) job_free);
}
