/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-demo.h"

#include "bell-format.h"
#include "bell-sign-in.h"
#include "demo-shop.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define EVENT_EVERY_MS 8000

struct _BellDemo
{
  GObject parent_instance;

  /* Owned */
  DemoShop *shop;
  char *folder; /* (nullable) */
  BellContext *context;
  BellSignIn *sign_in;
  GPtrArray *providers;
  GCancellable *cancellable;
};

enum
{
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellDemo, bell_demo, G_TYPE_OBJECT)

static gboolean
failed (BellDemo *self,
        const GError *error)
{
  g_autofree char *sentence = NULL;

  if (error == NULL)
    return FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  sentence = bell_format_error (error);
  g_message ("The demo could not sign in: %s", error->message);
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, sentence);
  return TRUE;
}

static void
submit_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (BellDemo) self = user_data;
  g_autoptr (GError) error = NULL;
  BellShop *shop = bell_sign_in_submit_finish (BELL_SIGN_IN (source), result, &error);

  if (failed (self, error))
    return;
  bell_context_rename_shop (self->context, shop, _("Demo shop"));
  demo_shop_set_story (self->shop, EVENT_EVERY_MS);
}

static const char *
find_marker (GPtrArray *fields,
             gboolean password)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const OeField *field = g_ptr_array_index (fields, i);

      if (password ? field->is_password : field->is_login)
        return field->marker;
    }
  return password ? "password" : "login";
}

static void
choose_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (BellDemo) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fields = bell_sign_in_choose_finish (BELL_SIGN_IN (source), result, &error);
  const OeProvider *provider = g_ptr_array_index (self->providers, 0);

  if (failed (self, error))
    return;
  bell_sign_in_submit_async (self->sign_in, provider->identifier, find_marker (fields, FALSE),
                             demo_shop_get_login (self->shop), find_marker (fields, TRUE),
                             demo_shop_get_password (self->shop), NULL, self->cancellable, submit_cb,
                             g_object_ref (self));
}

static void
check_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (BellDemo) self = user_data;
  g_autoptr (GError) error = NULL;

  self->providers = bell_sign_in_check_finish (BELL_SIGN_IN (source), result, &error);
  if (failed (self, error) || self->providers->len == 0)
    return;
  bell_sign_in_choose_async (self->sign_in, g_ptr_array_index (self->providers, 0), self->cancellable, choose_cb,
                             g_object_ref (self));
}

void
bell_demo_start (BellDemo *self,
                 BellContext *context)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (BELL_IS_DEMO (self));
  g_return_if_fail (self->shop == NULL);

  self->context = g_object_ref (context);
  self->shop = demo_shop_new ("till@example.com", "demo-bell");
  if (!demo_shop_listen (self->shop, 0, NULL, &error))
    {
      failed (self, error);
      return;
    }
  self->sign_in = bell_sign_in_new (context, NULL);
  bell_sign_in_check_async (self->sign_in, demo_shop_get_url (self->shop), demo_shop_get_app_token (self->shop), NULL,
                            self->cancellable, check_cb, g_object_ref (self));
}

/* What SQLite leaves beside its file goes too. */
static void
remove_folder (BellDemo *self)
{
  g_autoptr (GDir) dir = self->folder != NULL ? g_dir_open (self->folder, 0, NULL) : NULL;
  const char *name;

  if (dir == NULL)
    return;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
}

void
bell_demo_stop (BellDemo *self)
{
  g_return_if_fail (BELL_IS_DEMO (self));

  g_cancellable_cancel (self->cancellable);
  if (self->shop != NULL)
    demo_shop_close (self->shop);
  remove_folder (self);
  g_clear_pointer (&self->folder, g_free);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->context);
}

const char *
bell_demo_get_folder (BellDemo *self)
{
  g_return_val_if_fail (BELL_IS_DEMO (self), NULL);
  return self->folder;
}

static void
bell_demo_finalize (GObject *object)
{
  BellDemo *self = BELL_DEMO (object);

  bell_demo_stop (self);
  g_clear_object (&self->shop);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->providers, g_ptr_array_unref);
  G_OBJECT_CLASS (bell_demo_parent_class)->finalize (object);
}

static void
bell_demo_class_init (BellDemoClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bell_demo_finalize;

  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
bell_demo_init (BellDemo *self)
{
  g_autoptr (GError) error = NULL;

  self->cancellable = g_cancellable_new ();
  self->folder = g_dir_make_tmp ("shopbell-demo-XXXXXX", &error);
  if (self->folder == NULL)
    g_message ("The demo's history stays in memory: %s", error->message);
}

BellDemo *
bell_demo_new (void)
{
  return g_object_new (BELL_TYPE_DEMO, NULL);
}
