/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* g_test_init() with directories of its own per test and TAP output. */
void bell_test_init (int *argc, char ***argv);

/* A new folder among the directories of the running test, which go when it ends. (transfer full) */
char *bell_test_make_folder (void);

/* Runs the default main context until condition holds; after ms milliseconds the test fails, naming what it waited for. */
typedef gboolean (*BellTestCondition) (gpointer user_data);
void bell_test_await (BellTestCondition condition, gpointer user_data, guint ms, const char *what);

/* Waits until *pointer is not NULL / *flag is TRUE / *number reaches at_least. */
void bell_test_await_pointer (gpointer *pointer, guint ms, const char *what);
void bell_test_await_flag (gboolean *flag, guint ms, const char *what);
void bell_test_await_count (guint *number, guint at_least, guint ms, const char *what);

/* Does to seen, which owns its items, what "items-changed" of the list says: it has what one knows who only listens. */
void bell_test_follow (GPtrArray *seen, GListModel *list, guint position, guint removed, guint added);

/* Runs everything that is ready now, and no more. */
void bell_test_drain (void);

/* A GAsyncReadyCallback that keeps a reference of its result in *(GAsyncResult **) user_data. */
void bell_test_store_result (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *bell_test_await_result (GAsyncResult **result, guint ms, const char *what);

/* A server on 127.0.0.1 that hangs up at the first bytes of whoever connects, as a gateway does whose server restarts. */
GSocketService *bell_test_serve_nobody (guint16 *port);

G_END_DECLS
