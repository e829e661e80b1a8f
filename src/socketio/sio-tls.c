/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-tls.h"

#include "sio-tls-database.h"

/* An interaction that knows the one answer. */

#define SIO_TYPE_TLS_ANSWER (sio_tls_answer_get_type ())
G_DECLARE_FINAL_TYPE (SioTlsAnswer, sio_tls_answer, SIO, TLS_ANSWER, GTlsInteraction)

struct _SioTlsAnswer
{
  GTlsInteraction parent_instance;

  GTlsCertificate *certificate;
};

G_DEFINE_FINAL_TYPE (SioTlsAnswer, sio_tls_answer, G_TYPE_TLS_INTERACTION)

static GTlsInteractionResult
request_certificate (GTlsInteraction *interaction,
                     GTlsConnection *connection,
                     GTlsCertificateRequestFlags flags,
                     GCancellable *cancellable,
                     GError **error)
{
  g_tls_connection_set_certificate (connection, ((SioTlsAnswer *) interaction)->certificate);
  return G_TLS_INTERACTION_HANDLED;
}

static void
request_certificate_async (GTlsInteraction *interaction,
                           GTlsConnection *connection,
                           GTlsCertificateRequestFlags flags,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (interaction, cancellable, callback, user_data);

  g_task_set_source_tag (task, request_certificate_async);
  g_task_return_int (task, request_certificate (interaction, connection, flags, cancellable, NULL));
}

static GTlsInteractionResult
request_certificate_finish (GTlsInteraction *interaction,
                            GAsyncResult *result,
                            GError **error)
{
  return (GTlsInteractionResult) g_task_propagate_int (G_TASK (result), error);
}

static void
sio_tls_answer_finalize (GObject *object)
{
  g_clear_object (&((SioTlsAnswer *) object)->certificate);
  G_OBJECT_CLASS (sio_tls_answer_parent_class)->finalize (object);
}

static void
sio_tls_answer_class_init (SioTlsAnswerClass *klass)
{
  GTlsInteractionClass *interaction_class = G_TLS_INTERACTION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sio_tls_answer_finalize;
  interaction_class->request_certificate = request_certificate;
  interaction_class->request_certificate_async = request_certificate_async;
  interaction_class->request_certificate_finish = request_certificate_finish;
}

static void
sio_tls_answer_init (SioTlsAnswer *self)
{
}

/* SioTls */

SioTls *
sio_tls_new (GTlsDatabase *database,
             GTlsDatabase *extra_authorities,
             const char *pin,
             GTlsCertificate *certificate,
             GTlsInteraction *interaction)
{
  SioTls *tls = g_rc_box_new0 (SioTls);

  if (extra_authorities != NULL || pin != NULL)
    tls->database = sio_tls_database_new (database, extra_authorities, pin);
  else
    g_set_object (&tls->database, database);
  if (certificate != NULL)
    {
      SioTlsAnswer *answer = g_object_new (SIO_TYPE_TLS_ANSWER, NULL);

      answer->certificate = g_object_ref (certificate);
      tls->interaction = G_TLS_INTERACTION (answer);
    }
  else
    {
      g_set_object (&tls->interaction, interaction);
    }
  return tls;
}

SioTls *
sio_tls_ref (SioTls *tls)
{
  return g_rc_box_acquire (tls);
}

static void
sio_tls_clear (gpointer data)
{
  SioTls *tls = data;

  g_clear_object (&tls->database);
  g_clear_object (&tls->interaction);
}

void
sio_tls_unref (SioTls *tls)
{
  g_rc_box_release_full (tls, sio_tls_clear);
}
