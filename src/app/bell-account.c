/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-account.h"

#include "bell-session-questions.h"
#include "oe-client-users.h"

void
bell_account_free (BellAccount *account)
{
  if (account == NULL)
    return;
  g_clear_pointer (&account->user, oe_user_free);
  g_clear_error (&account->error);
  g_clear_pointer (&account->devices, g_ptr_array_unref);
  g_free (account);
}

static void
devices_begin (OeClient *client,
               const char *access_token,
               gpointer data,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  oe_client_list_devices_async (client, data, access_token, cancellable, callback, user_data);
}

static gpointer
devices_finish (OeClient *client,
                GAsyncResult *result,
                gpointer data,
                GError **error)
{
  return oe_client_list_devices_finish (client, result, error);
}

static const BellCall devices_call = { devices_begin, devices_finish, (GDestroyNotify) g_ptr_array_unref };

static void
devices_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BellAccount *account = g_task_get_task_data (task);
  BellAccount *found;
  g_autoptr (GError) error = NULL;

  account->devices = bell_session_call_finish (BELL_SESSION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  found = g_new0 (BellAccount, 1);
  found->user = g_steal_pointer (&account->user);
  found->error = g_steal_pointer (&account->error);
  found->devices = g_steal_pointer (&account->devices);
  g_task_return_pointer (task, found, (GDestroyNotify) bell_account_free);
}

static void
user_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BellShop *shop = g_task_get_source_object (task);
  BellAccount *account = g_task_get_task_data (task);

  account->user = bell_session_call_finish (BELL_SESSION (source), result, &account->error);
  bell_session_call_async (BELL_SESSION (source), &devices_call, g_strdup (bell_shop_get_info (shop)->provider), g_free,
                           g_task_get_cancellable (task), devices_cb, g_object_ref (task));
}

void
bell_account_load_async (BellShop *shop,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (shop, cancellable, callback, user_data);

  g_task_set_source_tag (task, bell_account_load_async);
  g_task_set_task_data (task, g_new0 (BellAccount, 1), (GDestroyNotify) bell_account_free);
  bell_session_call_async (bell_shop_get_session (shop), &bell_question_user, NULL, NULL, cancellable, user_cb, task);
}

BellAccount *
bell_account_load_finish (BellShop *shop,
                          GAsyncResult *result,
                          GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, shop), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
