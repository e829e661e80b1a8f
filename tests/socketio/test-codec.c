/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-test.h"
#include "sio-error.h"
#include "sio-packet.h"

#include <string.h>

static void
test_encode (void)
{
  static const struct
  {
    SioPacketType type;
    const char *nsp;
    gint64 id;
    const char *json;
    const char *wire;
  } cases[] = {
    { SIO_PACKET_CONNECT, "/", -1, NULL, "0" },
    { SIO_PACKET_CONNECT, "/", -1, "{\"token\":\"123\"}", "0{\"token\":\"123\"}" },
    { SIO_PACKET_CONNECT, "/woot", -1, "{\"token\":\"123\"}", "0/woot,{\"token\":\"123\"}" },
    { SIO_PACKET_DISCONNECT, "/", -1, NULL, "1" },
    { SIO_PACKET_DISCONNECT, "/woot", -1, NULL, "1/woot," },
    { SIO_PACKET_EVENT, "/", -1, "[\"a\",1,{}]", "2[\"a\",1,{}]" },
    { SIO_PACKET_EVENT, "/test", 1, "[\"a\",1,{}]", "2/test,1[\"a\",1,{}]" },
    { SIO_PACKET_EVENT, "/", 12, "[\"foo\"]", "212[\"foo\"]" },
    { SIO_PACKET_ACK, "/", 123, "[\"a\",1,{}]", "3123[\"a\",1,{}]" },
    { SIO_PACKET_ACK, "/admin", 13, "[\"bar\"]", "3/admin,13[\"bar\"]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *wire = sio_packet_encode (cases[i].type, cases[i].nsp, cases[i].id, cases[i].json);
      SioPacket packet;

      g_assert_cmpstr (wire, ==, cases[i].wire);
      /* What we write we can read. */
      g_assert_true (sio_packet_decode (wire, strlen (wire), &packet, NULL));
      g_assert_cmpint (packet.type, ==, cases[i].type);
      g_assert_cmpstr (packet.nsp, ==, cases[i].nsp);
      g_assert_cmpint (packet.id, ==, cases[i].id);
      g_assert_cmpstr (packet.payload, ==, cases[i].json);
      sio_packet_clear (&packet);
    }
}

static void
test_decode (void)
{
  static const struct
  {
    const char *wire;
    SioPacketType type;
    guint attachments;
    const char *nsp;
    gint64 id;
    const char *name;
  } cases[] = {
    { "0{\"sid\":\"x\"}", SIO_PACKET_CONNECT, 0, "/", -1, NULL },
    { "2[\"a\"]", SIO_PACKET_EVENT, 0, "/", -1, "a" },
    { "2[ \"a\\u0062\" , 1]", SIO_PACKET_EVENT, 0, "/", -1, "ab" },
    { "2[\"\"]", SIO_PACKET_EVENT, 0, "/", -1, "" },
    { "2[\"q\\\"[],\"]", SIO_PACKET_EVENT, 0, "/", -1, "q\"[]," },
    { "2[\"nul\\u0000x\"]", SIO_PACKET_EVENT, 0, "/", -1, "nul\uFFFDx" },
    { "2[1,\"a\",{}]", SIO_PACKET_EVENT, 0, "/", -1, "1" },
    { "2[-1.5e3]", SIO_PACKET_EVENT, 0, "/", -1, "-1.5e3" },
    { "2007[\"a\"]", SIO_PACKET_EVENT, 0, "/", 7, "a" },
    { "29007199254740991[\"a\"]", SIO_PACKET_EVENT, 0, "/", 9007199254740991, "a" },
    { "2/admin,[\"a\"]", SIO_PACKET_EVENT, 0, "/admin", -1, "a" },
    { "51-[\"baz\",{\"_placeholder\":true,\"num\":0}]", SIO_PACKET_BINARY_EVENT, 1, "/", -1, "baz" },
    { "510-[\"z\"]", SIO_PACKET_BINARY_EVENT, 10, "/", -1, "z" },
    { "51-/cool,23[\"a\",{\"_placeholder\":true,\"num\":0}]", SIO_PACKET_BINARY_EVENT, 1, "/cool", 23, "a" },
    { "30", SIO_PACKET_ACK, 0, "/", 0, NULL },
    { "3[]", SIO_PACKET_ACK, 0, "/", -1, NULL },
    { "4", SIO_PACKET_CONNECT_ERROR, 0, "/", -1, NULL },
    { "45", SIO_PACKET_CONNECT_ERROR, 0, "/", -1, NULL },
    { "4\"x\"", SIO_PACKET_CONNECT_ERROR, 0, "/", -1, NULL },
    { "4/nope,{\"message\":\"Invalid namespace\"}", SIO_PACKET_CONNECT_ERROR, 0, "/nope", -1, NULL },
    { "1/admin", SIO_PACKET_DISCONNECT, 0, "/admin", -1, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      SioPacket packet;

      sio_packet_decode (cases[i].wire, strlen (cases[i].wire), &packet, &error);
      g_assert_no_error (error);
      g_assert_cmpint (packet.type, ==, cases[i].type);
      g_assert_cmpuint (packet.attachments, ==, cases[i].attachments);
      g_assert_cmpstr (packet.nsp, ==, cases[i].nsp);
      g_assert_cmpint (packet.id, ==, cases[i].id);
      g_assert_cmpstr (packet.name, ==, cases[i].name);
      sio_packet_clear (&packet);
    }
}

static void
test_malformed (void)
{
  static const char *const cases[] = {
    "", "7", "999", "abc", " 2[\"a\"]", "0\"x\"", "0[]", "1{}", "2", "2[]", "2{}", "2[\"a\"", "2[\"a\"]x", "212abc[\"q\"]",
    "2 [\"a\"]", "2[null]", "2[true]", "2[{\"toString\":\"foo\"}]", "2[[\"a\"]]", "2[\"connect\"]", "2[\"connect_error\"]",
    "2[\"disconnect\"]", "2[\"disconnecting\"]", "2[\"newListener\"]", "2[\"removeListener\"]", "2[\"conn\\u0065ct\"]",
    "30{}", "3\"x\"", "51", "5-[\"z\"]", "5-1-[\"z\"]", "51.5-[\"z\"]", "50-[\"z\"]", "511-[\"z\"]", "51e1-[\"z\"]",
    "599999999999999999999-[\"z\"]", "29007199254740992[\"a\"]", "2/\xff,[\"a\"]", "2[\"\xff\"]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      SioPacket packet;

      g_test_message ("%s", cases[i]);
      g_assert_false (sio_packet_decode (cases[i], strlen (cases[i]), &packet, &error));
      g_assert_error (error, SIO_ERROR, SIO_ERROR_PARSE);
      g_assert_null (packet.payload);
    }
}

static void
test_deep_nesting (void)
{
  g_autofree char *wire = g_strnfill (100002, '[');
  g_autoptr (GError) error = NULL;
  SioPacket packet;

  wire[0] = '2';
  g_assert_false (sio_packet_decode (wire, 100002, &packet, &error));
  g_assert_error (error, SIO_ERROR, SIO_ERROR_PARSE);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/socketio/req-32/encode", test_encode);
  g_test_add_func ("/socketio/req-31/decode", test_decode);
  g_test_add_func ("/socketio/req-40/malformed", test_malformed);
  g_test_add_func ("/socketio/req-36/deep-nesting", test_deep_nesting);
  return g_test_run ();
}
