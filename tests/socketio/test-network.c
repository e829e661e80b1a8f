/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-fixture.h"

#include "sio-error.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#define WAIT_MS 10000

/* Names: a resolver that counts, and knows two addresses of which the first is dead (REQ-114). */

#define TEST_TYPE_RESOLVER (test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GResolver)

struct _TestResolver
{
  GResolver parent_instance;

  guint asked;
};

G_DEFINE_FINAL_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static void
free_addresses (gpointer addresses)
{
  g_resolver_free_addresses (addresses);
}

static void
lookup_async (GResolver *resolver,
              const char *name,
              GResolverNameLookupFlags flags,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);
  GList *addresses = NULL;

  g_assert_cmpstr (name, ==, "shop.test");
  if (flags & G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY)
    {
      g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "No such name");
      return;
    }
  TEST_RESOLVER (resolver)->asked++;
  addresses = g_list_append (addresses, g_inet_address_new_from_string ("127.0.0.2"));
  addresses = g_list_append (addresses, g_inet_address_new_from_string ("127.0.0.1"));
  g_task_return_pointer (task, addresses, free_addresses);
}

static GList *
lookup_finish (GResolver *resolver,
               GAsyncResult *result,
               GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_with_flags_async = lookup_async;
  resolver_class->lookup_by_name_with_flags_finish = lookup_finish;
}

static void
test_resolver_init (TestResolver *self)
{
}

static SioClient *
new_client (SioFixture *fixture,
            const char *host)
{
  g_autofree char *url = sio_fake_server_get_url (fixture->server, "/");
  g_autofree char *named = g_strdup_printf ("http://%s%s", host, strrchr (url, ':'));

  return sio_client_new (named, BELL_CLOCK (fixture->clock), NULL);
}

static gboolean
is_connected (gpointer client)
{
  return sio_client_get_state (client) == SIO_STATE_CONNECTED;
}

static gboolean
is_waiting (gpointer client)
{
  return sio_client_get_state (client) == SIO_STATE_WAITING;
}

static gboolean
is_alone (gpointer server)
{
  return sio_fake_server_get_open_now (server) == 0;
}

static void
test_fresh_lookup (void)
{
  g_autoptr (GResolver) usual = g_resolver_get_default ();
  g_autoptr (TestResolver) resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autoptr (SioClient) client = new_client (fixture, "shop.test");

  g_resolver_set_default (G_RESOLVER (resolver));
  sio_client_connect (client);
  for (guint i = 1; i <= 3; i++)
    {
      /* The second address is tried when the first one fails. */
      bell_test_await (is_connected, client, WAIT_MS, "a join");
      g_assert_cmpuint (resolver->asked, ==, i);
      sio_fake_server_drop (fixture->server);
      bell_test_await (is_waiting, client, WAIT_MS, "the wait");
      bell_fake_clock_advance (fixture->clock, bell_fake_clock_next_ms (fixture->clock));
    }
  bell_test_await (is_connected, client, WAIT_MS, "a join");
  sio_client_disconnect (client);
  bell_test_await (is_alone, fixture->server, WAIT_MS, "the end");
  g_resolver_set_default (usual);
}

/* REQ-109: the kernel gives up what nobody acknowledges; looked up where the kernel keeps it. */
static void
test_user_timeout (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  g_autofree char *url = sio_fake_server_get_url (fixture->server, "");
  guint16 port = g_ascii_strtoull (strrchr (url, ':') + 1, NULL, 10);
  guint found = 0;

  sio_fixture_connect (fixture);
  for (int fd = 3; fd < 256; fd++)
    {
      struct sockaddr_in peer;
      socklen_t size = sizeof peer, length = sizeof (guint);
      guint timeout_ms = 0;

      if (getpeername (fd, (struct sockaddr *) &peer, &size) != 0 || peer.sin_family != AF_INET ||
          ntohs (peer.sin_port) != port)
        continue;
      g_assert_cmpint (getsockopt (fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &timeout_ms, &length), ==, 0);
      g_assert_cmpuint (timeout_ms, ==, 20000);
      found++;
    }
  g_assert_cmpuint (found, ==, 1);
}

/* REQ-104: in another thread, with a context of its own. */
typedef struct
{
  char *url;
  GThread *thread;
  guint elsewhere; /* callbacks in another thread than the client's */
  guint connected;
  guint events;
  int over;        /* atomic */
} Context;

static void
note_place (Context *context)
{
  context->elsewhere += g_thread_self () != context->thread;
}

static void
on_connected (SioSocket *socket,
              gboolean recovered,
              Context *context)
{
  note_place (context);
  context->connected++;
}

static void
on_event (SioSocket *socket,
          SioEvent *event,
          Context *context)
{
  note_place (context);
  context->events++;
}

static gpointer
run_client (gpointer user_data)
{
  Context *context = user_data;
  g_autoptr (GMainContext) own = g_main_context_new ();
  g_autoptr (BellClock) clock = NULL;
  g_autoptr (SioClient) client = NULL;
  SioSocket *socket;

  g_main_context_push_thread_default (own);
  context->thread = g_thread_self ();
  clock = bell_clock_new ();
  client = sio_client_new (context->url, clock, NULL);
  socket = sio_client_get_socket (client, NULL);
  g_signal_connect (socket, "connected", G_CALLBACK (on_connected), context);
  g_signal_connect (socket, "event", G_CALLBACK (on_event), context);
  sio_client_connect (client);
  while (context->events == 0)
    g_main_context_iteration (own, TRUE);
  g_signal_handlers_disconnect_by_data (socket, context);
  g_clear_object (&client);
  while (g_main_context_iteration (own, FALSE))
    ;
  g_main_context_pop_thread_default (own);
  g_atomic_int_set (&context->over, TRUE);
  g_main_context_wakeup (NULL);
  return NULL;
}

static gboolean
is_joined (gpointer server)
{
  return sio_fake_server_saw_frame (server, "40");
}

static gboolean
is_over (gpointer user_data)
{
  return g_atomic_int_get (&((Context *) user_data)->over);
}

static void
test_context (void)
{
  g_autoptr (SioFakeServer) server = sio_fake_server_new ();
  Context context = { 0 };
  GThread *thread;

  context.url = sio_fake_server_get_url (server, "/");
  thread = g_thread_new ("client", run_client, &context);
  bell_test_await (is_joined, server, WAIT_MS, "a CONNECT");
  sio_fake_server_send_text (server, "42[\"a\"]");
  bell_test_await (is_over, &context, WAIT_MS, "the event");
  g_thread_join (thread);
  g_assert_cmpuint (context.connected, ==, 1);
  g_assert_cmpuint (context.events, ==, 1);
  g_assert_cmpuint (context.elsewhere, ==, 0);
  g_free (context.url);
}

static void
count_any (SioSocket *socket,
           int reason,
           GError *error,
           guint *count)
{
  ++*count;
}

/* REQ-107: whoever lets go of the client is told nothing more, and the server sees it leave. */
static void
test_disposal (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  guint told = 0;

  for (guint connected = 0; connected < 2; connected++)
    {
      SioClient *client = new_client (fixture, "127.0.0.1");

      g_signal_connect (sio_client_get_socket (client, NULL), "disconnected", G_CALLBACK (count_any), &told);
      sio_client_connect (client);
      if (connected)
        bell_test_await (is_connected, client, WAIT_MS, "a join");
      g_assert_finalize_object (client);
      bell_test_await (is_alone, fixture->server, WAIT_MS, "the end");
      g_assert_cmpuint (told, ==, 0);
      g_assert_cmpuint (bell_fake_clock_n_timers (fixture->clock), ==, 0);
    }
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/socketio/req-114/fresh-lookup", test_fresh_lookup);
  g_test_add_func ("/socketio/req-109/user-timeout", test_user_timeout);
  g_test_add_func ("/socketio/req-104/context", test_context);
  g_test_add_func ("/socketio/req-107/disposal", test_disposal);
  return g_test_run ();
}
