/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-test.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#ifdef __SANITIZE_ADDRESS__
/*
 * GLib gives up the names of each test's own folders on purpose, and the search for leaks finds them. To know them by
 * who allocated them would take a look through GLib's frames at each allocation, which makes tests ten times as slow;
 * so they are kept between two tests, which is when GLib says that one is over.
 */
static void
keep_folders (void)
{
  static gconstpointer kept[4096];
  static gsize n;
  const gconstpointer now[] = { g_get_home_dir (), g_get_user_cache_dir (), g_get_user_config_dir (),
                                g_get_user_data_dir (), g_get_user_state_dir (), g_get_user_runtime_dir (),
                                g_get_system_config_dirs (), g_get_system_data_dirs () };

  for (gsize i = 0; i < G_N_ELEMENTS (now) && n < G_N_ELEMENTS (kept); i++)
    kept[n++] = now[i];
}

static void
print (const char *text)
{
  const char *start = text + strspn (text, " ");

  /* Not while GLib says that it sets them, and holds their lock. */
  if (g_str_has_prefix (start, "ok ") || g_str_has_prefix (start, "not ok "))
    keep_folders ();
  fputs (text, stdout);
  fflush (stdout);
}
#endif

void
bell_test_init (int *argc,
                char ***argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (argc, argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#ifdef __SANITIZE_ADDRESS__
  g_set_print_handler (print);
#endif
}

char *
bell_test_make_folder (void)
{
  char *folder = g_build_filename (g_get_user_data_dir (), "test-XXXXXX", NULL);

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  g_assert_nonnull (g_mkdtemp (folder));
  return folder;
}

static gboolean
on_deadline (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* What is waited for comes in milliseconds; on a machine busy with other work, not always. */
#define PATIENCE 4

void
bell_test_await (BellTestCondition condition,
                 gpointer user_data,
                 guint ms,
                 const char *what)
{
  gboolean over = FALSE;
  guint deadline = g_timeout_add (ms * PATIENCE, on_deadline, &over);

  while (!condition (user_data) && !over)
    g_main_context_iteration (NULL, TRUE);

  if (over)
    g_error ("Waited %u ms in vain for: %s", ms * PATIENCE, what);
  g_source_remove (deadline);
}

static gboolean
pointer_is_set (gpointer user_data)
{
  return *(gpointer *) user_data != NULL;
}

void
bell_test_await_pointer (gpointer *pointer,
                         guint ms,
                         const char *what)
{
  bell_test_await (pointer_is_set, pointer, ms, what);
}

static gboolean
flag_is_set (gpointer user_data)
{
  return *(gboolean *) user_data;
}

void
bell_test_await_flag (gboolean *flag,
                      guint ms,
                      const char *what)
{
  bell_test_await (flag_is_set, flag, ms, what);
}

typedef struct
{
  guint *number;
  guint at_least;
} Count;

static gboolean
count_is_reached (gpointer user_data)
{
  Count *count = user_data;

  return *count->number >= count->at_least;
}

void
bell_test_await_count (guint *number,
                       guint at_least,
                       guint ms,
                       const char *what)
{
  Count count = { number, at_least };

  bell_test_await (count_is_reached, &count, ms, what);
}

void
bell_test_follow (GPtrArray *seen,
                  GListModel *list,
                  guint position,
                  guint removed,
                  guint added)
{
  g_assert_cmpuint (position + removed, <=, seen->len);
  if (removed > 0)
    g_ptr_array_remove_range (seen, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (seen, (int) (position + i), g_list_model_get_item (list, position + i));
}

void
bell_test_drain (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
bell_test_store_result (GObject *source,
                        GAsyncResult *result,
                        gpointer user_data)
{
  g_assert_null (*(GAsyncResult **) user_data);
  *(GAsyncResult **) user_data = g_object_ref (result);
}

GAsyncResult *
bell_test_await_result (GAsyncResult **result,
                        guint ms,
                        const char *what)
{
  bell_test_await_pointer ((gpointer *) result, ms, what);
  return g_steal_pointer (result);
}

static void
on_first_bytes (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  g_autoptr (GSocketConnection) connection = user_data;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);

  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
}

static gboolean
on_somebody (GSocketService *service,
             GSocketConnection *connection,
             GObject *object,
             gpointer user_data)
{
  /* Read, so that the end is an orderly one. */
  g_input_stream_read_bytes_async (g_io_stream_get_input_stream (G_IO_STREAM (connection)), 65536, G_PRIORITY_DEFAULT,
                                   NULL, on_first_bytes, g_object_ref (connection));
  return TRUE;
}

GSocketService *
bell_test_serve_nobody (guint16 *port)
{
  GSocketService *service = g_socket_service_new ();
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) own = NULL;
  g_autoptr (GError) error = NULL;

  g_socket_listener_add_address (G_SOCKET_LISTENER (service), address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &own, &error);
  g_assert_no_error (error);
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (own));
  g_signal_connect (service, "incoming", G_CALLBACK (on_somebody), NULL);
  return service;
}
