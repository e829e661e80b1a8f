/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-sign-in-recall.h"

typedef struct
{
  char *provider; /* of the account */
  GPtrArray *providers;
} Recall;

static void
recall_free (gpointer data)
{
  Recall *recall = data;

  g_clear_pointer (&recall->providers, g_ptr_array_unref);
  g_free (recall->provider);
  g_free (recall);
}

static void
choose_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *fields = bell_sign_in_choose_finish (BELL_SIGN_IN (source), result, &error);

  if (fields != NULL)
    g_task_return_pointer (task, fields, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/* The account belongs to one of them, and what it asks for is known unless it asks for codes. */
static void
keep_what_is_new (Recall *recall)
{
  for (guint i = recall->providers->len; i > 0; i--)
    {
      const OeProvider *provider = g_ptr_array_index (recall->providers, i - 1);

      if (g_strcmp0 (provider->identifier, recall->provider) != 0 || !provider->is_check_code)
        g_ptr_array_remove_index (recall->providers, i - 1);
    }
}

static void
check_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Recall *recall = g_task_get_task_data (task);
  GError *error = NULL;

  recall->providers = bell_sign_in_check_finish (BELL_SIGN_IN (source), result, &error);
  if (recall->providers == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  keep_what_is_new (recall);
  if (recall->providers->len == 0)
    g_task_return_pointer (task, NULL, NULL);
  else
    bell_sign_in_choose_async (BELL_SIGN_IN (source), g_ptr_array_index (recall->providers, 0),
                               g_task_get_cancellable (task), choose_cb, g_steal_pointer (&task));
}

void
bell_sign_in_recall_async (BellSignIn *sign_in,
                           const BellShopInfo *info,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (sign_in, cancellable, callback, user_data);
  Recall *recall = g_new0 (Recall, 1);

  g_task_set_source_tag (task, bell_sign_in_recall_async);
  g_task_set_task_data (task, recall, recall_free);
  recall->provider = g_strdup (info->provider);
  bell_sign_in_check_async (sign_in, NULL, NULL, NULL, cancellable, check_cb, task);
}

gboolean
bell_sign_in_recall_finish (BellSignIn *sign_in,
                            GAsyncResult *result,
                            GPtrArray **providers,
                            GPtrArray **fields)
{
  Recall *recall;

  g_return_val_if_fail (g_task_is_valid (result, sign_in), FALSE);

  *fields = g_task_propagate_pointer (G_TASK (result), NULL);
  if (*fields == NULL)
    return FALSE;
  recall = g_task_get_task_data (G_TASK (result));
  *providers = g_ptr_array_ref (recall->providers);
  return TRUE;
}
