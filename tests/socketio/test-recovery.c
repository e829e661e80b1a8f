/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-fixture.h"

#include "sio-recovery.h"

#include <string.h>

#define JOIN_S_P "40{\"sid\":\"s\",\"pid\":\"p\"}"

/* REQ-89, 90: what is an offset, and what only looks like a string. */
static void
test_find (void)
{
  static const struct { const char *payload, *offset; } cases[] = {
    { "[\"n\",1,\"Q89BtFm\"]", "Q89BtFm" },
    { "[\"n\",\"Q89BtFm.12\"]", "Q89BtFm.12" },
    { "[\"n\" , \"Q89BtFm\" ]", "Q89BtFm" },
    { "[\"n\",{\"a\":[]},\"1700000000000-0\"]", "1700000000000-0" },
    { "[\"n\",\"64b7f0c2a1d4e5f601234567\"]", "64b7f0c2a1d4e5f601234567" },
    { "[\"n\",\"online\"]", NULL },
    { "[\"n\",\"a day off\"]", NULL },
    { "[\"n\",\"\"]", NULL },
    { "[\"Q89BtFm\"]", NULL },
    { "[\"n\",7]", NULL },
    { "[\"n\",[\"Q89BtFm\"]]", NULL },
    { "[\"n\",{\"a\":\"Q89BtFm\"}]", NULL },
    { "[\"n\",\"x\\\"Q89BtFm\"]", NULL },
    { "[\"n\",\"x,\\\"Q89BtFm\"]", NULL },
    { "[\"n\",\"Q89BtFm.\"]", NULL },
    { "[\"n\",\"1700000000000-\"]", NULL },
  };
  g_autofree char *unasked = NULL;
  SioRecovery *recovery = sio_recovery_new ();

  unasked = sio_recovery_find_offset (recovery, cases[0].payload, strlen (cases[0].payload));
  g_assert_null (unasked);
  g_assert_false (sio_recovery_joined (recovery, "p"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *offset = sio_recovery_find_offset (recovery, cases[i].payload, strlen (cases[i].payload));

      g_assert_cmpstr (offset, ==, cases[i].offset);
    }
  sio_recovery_free (recovery);
}

/* REQ-90: the first one teaches; REQ-95: a window of 1 000. */
static void
test_learn (void)
{
  static const struct { const char *payload; gboolean fits; } cases[] = {
    { "[\"n\",\"1700000000001-0\"]", TRUE },
    { "[\"n\",\"1700000000001-123\"]", TRUE },
    { "[\"n\",\"1700000000001-1234\"]", FALSE },
    { "[\"n\",\"Q89BtFm\"]", FALSE },
    { "[\"n\",\"offline\"]", FALSE },
  };
  SioRecovery *recovery = sio_recovery_new ();

  sio_recovery_joined (recovery, "p");
  sio_recovery_store_offset (recovery, "1700000000000-0");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *offset = sio_recovery_find_offset (recovery, cases[i].payload, strlen (cases[i].payload));

      g_assert_cmpint (offset != NULL, ==, cases[i].fits);
    }
  for (guint i = 1; i < 1000; i++)
    {
      g_autofree char *offset = g_strdup_printf ("1700000000000-%u", i);

      sio_recovery_store_offset (recovery, offset);
    }
  g_assert_true (sio_recovery_has_seen (recovery, "1700000000000-0"));
  sio_recovery_store_offset (recovery, "1700000000000-1000");
  g_assert_false (sio_recovery_has_seen (recovery, "1700000000000-0"));
  g_assert_true (sio_recovery_has_seen (recovery, "1700000000000-1"));
  sio_recovery_forget (recovery);
  g_assert_false (sio_recovery_has_seen (recovery, "1700000000000-1"));
  g_assert_null (sio_recovery_get_offset (recovery));
  sio_recovery_free (recovery);
}

static void
lose (SioFixture *fixture)
{
  sio_fixture_sync (fixture);
  sio_fake_server_drop (fixture->server);
  sio_fixture_await_state (fixture, SIO_STATE_WAITING);
}

/* REQ-88 to 95: the session goes on; what was missed comes first, and once. */
static void
test_recovered (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  GString *record = sio_fixture_record (fixture->socket);
  g_autoptr (JsonNode) auth = json_from_string ("{\"token\":\"t\"}", NULL);

  sio_socket_set_auth (fixture->socket, auth);
  sio_fake_server_set_join (fixture->server, JOIN_S_P);
  sio_fixture_connect (fixture);
  sio_fake_server_send_text (fixture->server, "42[\"n\",1,\"Q89BtFm\"]");
  sio_fake_server_send_text (fixture->server, "42[\"status\",\"online\"]");
  sio_fake_server_send_text (fixture->server, "427[\"asks\",\"Q89BtFx\"]");
  lose (fixture);
  g_assert_cmpstr (record->str, ==, "connected n[1] status[\"online\"] asks[\"Q89BtFx\"] disconnected(transport close) ");
  g_string_truncate (record, 0);

  sio_fake_server_set_join (fixture->server, NULL);
  sio_fixture_next_attempt (fixture);
  sio_fixture_await_frame (fixture, "40{\"pid\":\"p\",\"offset\":\"Q89BtFm\",\"token\":\"t\"}");
  sio_fake_server_send_text (fixture->server, "42[\"n\",1,\"Q89BtFm\"]");
  sio_fake_server_send_text (fixture->server, "42[\"n\",2,\"Q89BtG0\"]");
  sio_fake_server_send_text (fixture->server, "451-[\"bin\",{\"_placeholder\":true,\"num\":0},\"Q89BtG1\"]");
  sio_fake_server_send_frame (fixture->server, 0x82, "x", 1);
  sio_fixture_sync (fixture);
  g_assert_cmpstr (record->str, ==, "");
  sio_fake_server_send_text (fixture->server, JOIN_S_P);
  sio_fixture_await_record (record, "recovered");
  g_assert_cmpstr (record->str, ==, "n[2] bin[{\"_placeholder\":true,\"num\":0}] recovered ");
  g_assert_true (sio_socket_get_recovered (fixture->socket));

  /* REQ-96: not after a goodbye. */
  sio_client_disconnect (fixture->client);
  sio_fixture_await_frame (fixture, "41");
  sio_fake_server_set_join (fixture->server, JOIN_S_P);
  sio_fixture_connect (fixture);
  g_assert_true (sio_fake_server_saw_frame (fixture->server, "40{\"token\":\"t\"}"));
  g_assert_false (sio_socket_get_recovered (fixture->socket));
}

/* REQ-91, 92, 93: a new session is a new session, and says so. */
static void
test_not_recovered (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  GString *record = sio_fixture_record (fixture->socket);

  sio_fake_server_set_join (fixture->server, JOIN_S_P);
  sio_fixture_connect (fixture);
  lose (fixture);
  sio_fake_server_set_join (fixture->server, "40{\"sid\":\"s2\",\"pid\":\"p2\"}");
  sio_fixture_next_attempt (fixture);
  sio_fixture_await_frame (fixture, "40{\"pid\":\"p\"}");
  sio_fixture_await_record (record, "close) connected");
  g_assert_cmpstr (sio_socket_get_id (fixture->socket), ==, "s2");

  sio_fake_server_send_text (fixture->server, "42[\"n\",\"Q89BtFm\"]");
  lose (fixture);
  /* The server says no: the session is over, and what came before that nobody's (REQ-94). */
  sio_fake_server_set_join (fixture->server, NULL);
  sio_fixture_next_attempt (fixture);
  sio_fixture_await_frame (fixture, "40{\"pid\":\"p2\",\"offset\":\"Q89BtFm\"}");
  g_string_truncate (record, 0);
  sio_fake_server_send_text (fixture->server, "42[\"early\"]");
  sio_fake_server_send_text (fixture->server, "44{\"message\":\"no\"}");
  sio_fixture_await_record (record, "error(no)");
  g_assert_cmpstr (record->str, ==, "error(no) ");
  sio_fake_server_set_join (fixture->server, JOIN_S_P);
  sio_fixture_connect (fixture);
  sio_fixture_sync (fixture);
  g_assert_cmpstr (sio_fake_server_get_frame (fixture->server, sio_fake_server_get_n_frames (fixture->server) - 2), ==, "40");
}

/* REQ-94: a server that replays without end. */
static void
test_too_many_early (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  GString *record = sio_fixture_record (fixture->socket);

  sio_fake_server_set_join (fixture->server, JOIN_S_P);
  sio_fixture_connect (fixture);
  lose (fixture);
  sio_fake_server_set_join (fixture->server, NULL);
  sio_fixture_next_attempt (fixture);
  sio_fixture_await_frame (fixture, "40{\"pid\":\"p\"}");
  g_string_truncate (record, 0);
  for (guint i = 0; i < 10001; i++)
    sio_fake_server_send_text (fixture->server, "42[\"early\"]");
  sio_fake_server_send_text (fixture->server, JOIN_S_P);
  sio_fixture_await_record (record, "connected");
  g_assert_cmpstr (record->str, ==, "connected ");
}

static gboolean
on_offset (SioSocket *socket,
           SioEvent *event,
           const char *offset,
           gpointer user_data)
{
  g_assert_cmpstr (offset, ==, "offline");
  return FALSE;
}

/* The application knows better; or wants to see it all. */
static void
test_hooks (void)
{
  g_autoptr (SioFixture) fixture = sio_fixture_new ();
  GString *record = sio_fixture_record (fixture->socket);

  sio_fake_server_set_join (fixture->server, JOIN_S_P);
  sio_socket_set_offset_func (fixture->socket, on_offset, NULL, NULL);
  sio_fixture_connect (fixture);
  sio_fake_server_send_text (fixture->server, "42[\"status\",\"offline\"]");
  sio_fixture_await_record (record, "status[\"offline\"]");
  sio_socket_set_offset_func (fixture->socket, NULL, NULL, NULL);
  sio_socket_set_show_offset (fixture->socket, TRUE);
  sio_fake_server_send_text (fixture->server, "42[\"n\",\"Q89BtFm\"]");
  sio_fixture_await_record (record, "n[\"Q89BtFm\"]");
  lose (fixture);
  sio_fixture_next_attempt (fixture);
  sio_fixture_await_frame (fixture, "40{\"pid\":\"p\",\"offset\":\"Q89BtFm\"}");
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/socketio/req-89/find", test_find);
  g_test_add_func ("/socketio/req-90/learn", test_learn);
  g_test_add_func ("/socketio/req-92/recovered", test_recovered);
  g_test_add_func ("/socketio/req-93/not-recovered", test_not_recovered);
  g_test_add_func ("/socketio/req-94/too-many-early", test_too_many_early);
  g_test_add_func ("/socketio/req-90/hooks", test_hooks);
  return g_test_run ();
}
