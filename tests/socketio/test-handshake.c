/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-test.h"
#include "sio-error.h"
#include "sio-handshake.h"

#include <string.h>

static void
test_url (void)
{
  static const struct
  {
    const char *text;
    gboolean secure;
    const char *host;
    guint port;
    const char *host_header;
    const char *nsp;
    const char *target;
  } cases[] = {
    { "http://h", FALSE, "h", 80, "h", "/", "/socket.io/?EIO=4&transport=websocket" },
    { "ws://h:80/", FALSE, "h", 80, "h", "/", "/socket.io/?EIO=4&transport=websocket" },
    { "https://h", TRUE, "h", 443, "h", "/", "/socket.io/?EIO=4&transport=websocket" },
    { "wss://h:444", TRUE, "h", 444, "h:444", "/", "/socket.io/?EIO=4&transport=websocket" },
    { "h:3000/x", FALSE, "h", 3000, "h:3000", "/x", "/socket.io/?EIO=4&transport=websocket" },
    { "h:443", TRUE, "h", 443, "h", "/", "/socket.io/?EIO=4&transport=websocket" },
    { "http://[::1]:3000/x", FALSE, "::1", 3000, "[::1]:3000", "/x", "/socket.io/?EIO=4&transport=websocket" },
    { "::1", FALSE, "::1", 80, "[::1]", "/", "/socket.io/?EIO=4&transport=websocket" },
    { "http://käse.example", FALSE, "xn--kse-qla.example", 80, "xn--kse-qla.example", "/",
      "/socket.io/?EIO=4&transport=websocket" },
    { "http://h/admin?x=1&y=%26", FALSE, "h", 80, "h", "/admin", "/socket.io/?x=1&y=%26&EIO=4&transport=websocket" },
    { "http://h?EIO=2&sid=evil&transport=polling&a=b", FALSE, "h", 80, "h", "/", "/socket.io/?a=b&EIO=4&transport=websocket" },
  };

  /* A host that was written in escapes could bring headers of its own (found by fuzz-handshake). */
  static const char *const refused[] = { "ftp://h", "", "http://h%0d%0ax:%20y/", "http://h%20x", "http://h%2fx", "http://a%40b" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SioUrl) url = sio_url_parse (cases[i].text, &error);
      g_autofree char *target = NULL;

      g_assert_no_error (error);
      target = sio_url_get_target (url, "/socket.io", "websocket", NULL);
      g_assert_cmpint (url->secure, ==, cases[i].secure);
      g_assert_cmpstr (url->host, ==, cases[i].host);
      g_assert_cmpuint (url->port, ==, cases[i].port);
      g_assert_cmpstr (url->host_header, ==, cases[i].host_header);
      g_assert_cmpstr (url->nsp, ==, cases[i].nsp);
      g_assert_cmpstr (target, ==, cases[i].target);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sio_url_parse (refused[i], &error));
      g_assert_error (error, SIO_ERROR, SIO_ERROR_UNSUPPORTED);
    }
}

static void
test_request (void)
{
  g_autoptr (SioUrl) url = sio_url_parse ("http://h:81/", NULL);
  g_autoptr (SioHandshake) handshake = sio_handshake_new (url, "/p/?EIO=4&transport=websocket", "Agent/1");
  g_autoptr (GBytes) request = NULL;
  g_autofree char *text = NULL;

  g_assert_true (sio_handshake_add_header (handshake, "Authorization", "Bearer x"));
  g_assert_false (sio_handshake_add_header (handshake, "X", "a\r\nY: b"));
  g_assert_false (sio_handshake_add_header (handshake, "X:", "a"));
  request = sio_handshake_get_request (handshake);
  text = g_strndup (g_bytes_get_data (request, NULL), g_bytes_get_size (request));

  g_assert_true (g_str_has_prefix (text, "GET /p/?EIO=4&transport=websocket HTTP/1.1\r\nHost: h:81\r\n"));
  g_assert_nonnull (strstr (text, "\r\nUser-Agent: Agent/1\r\n"));
  g_assert_nonnull (strstr (text, "\r\nAuthorization: Bearer x\r\n"));
  g_assert_null (strstr (text, "Y: b"));
  /* REQ-112, REQ-25 */
  g_assert_null (strstr (text, "Sec-WebSocket-Extensions"));
  g_assert_null (strstr (text, "Sec-WebSocket-Protocol"));
  g_assert_true (g_str_has_suffix (text, "\r\n\r\n"));
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *answer;
    int code;
    guint status;
    gint64 retry_after_ms;
    const char *words;
  } cases[] = {
    { "HTTP/1.1 400 Bad Request\r\nContent-Length: 18\r\n\r\nSession ID unknown", SIO_ERROR_HTTP, 400, -1, "Session ID unknown" },
    { "HTTP/1.1 401 Unauthorized\r\n\r\n", SIO_ERROR_HTTP, 401, -1, "401" },
    { "HTTP/1.1 302 Found\r\nLocation: http://x/\r\n\r\n", SIO_ERROR_HTTP, 302, -1, "302" },
    { "HTTP/1.1 407 Proxy\r\n\r\n", SIO_ERROR_PROXY, 407, -1, "407" },
    { "HTTP/1.1 503 Busy\r\nRetry-After: 3\r\n\r\n", SIO_ERROR_HTTP, 503, 3000, "503" },
    { "HTTP/1.1 503 Busy\r\nretry-after: 99999\r\n\r\n", SIO_ERROR_HTTP, 503, 600000, "503" },
    { "HTTP/1.1 503 Busy\r\nRetry-After: Thu, 01 Jan 1970 00:00:00 GMT\r\n\r\n", SIO_ERROR_HTTP, 503, 0, "503" },
    { "HTTP/1.1 503 Busy\r\nRetry-After: soon\r\n\r\n", SIO_ERROR_HTTP, 503, -1, "503" },
    { "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno", SIO_ERROR_HTTP, 403, -1, "no" },
    { "SSH-2.0-x\r\n\r\n", SIO_ERROR_UNSUPPORTED, 0, -1, "HTTP" },
    { "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: wrong\r\n\r\n",
      SIO_ERROR_UNSUPPORTED, 0, -1, "agree" },
    { "HTTP/1.1 101 Switching Protocols\r\n\r\n", SIO_ERROR_UNSUPPORTED, 0, -1, "agree" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize step = 1; step <= strlen (cases[i].answer); step += strlen (cases[i].answer) - 1)
      {
        g_autoptr (SioUrl) url = sio_url_parse ("http://h/", NULL);
        g_autoptr (SioHandshake) handshake = sio_handshake_new (url, "/p/?EIO=4&transport=websocket", "Agent/1");
        g_autoptr (GError) error = NULL;
        SioHandshakeResult result = SIO_HANDSHAKE_MORE;

        /* Byte by byte, and all at once. */
        for (const char *p = cases[i].answer; *p != '\0' && result == SIO_HANDSHAKE_MORE;)
          {
            gsize length = MIN (step, strlen (p));

            result = sio_handshake_feed (handshake, p, length, &error);
            p += length;
          }
        g_assert_cmpint (result, ==, SIO_HANDSHAKE_FAILED);
        g_assert_error (error, SIO_ERROR, cases[i].code);
        g_assert_cmpuint (sio_error_get_http_status (error), ==, cases[i].status);
        g_assert_cmpint (sio_error_get_retry_after_ms (error), ==, cases[i].retry_after_ms);
        g_assert_nonnull (strstr (error->message, cases[i].words));
      }
}

static void
test_bounds (void)
{
  g_autoptr (SioUrl) url = sio_url_parse ("http://h/", NULL);
  g_autoptr (SioHandshake) handshake = sio_handshake_new (url, "/p/?EIO=4&transport=websocket", "Agent/1");
  g_autoptr (SioHandshake) ended = sio_handshake_new (url, "/p/?EIO=4&transport=websocket", "Agent/1");
  g_autoptr (SioHandshake) nothing = sio_handshake_new (url, "/p/?EIO=4&transport=websocket", "Agent/1");
  g_autoptr (SioHandshake) silent = sio_handshake_new (url, "/p/?EIO=4&transport=websocket", "Agent/1");
  g_autofree char *long_head = g_strnfill (20000, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sio_handshake_feed (handshake, long_head, 20000, &error), ==, SIO_HANDSHAKE_FAILED);
  g_assert_error (error, SIO_ERROR, SIO_ERROR_TOO_BIG);
  g_clear_error (&error);
  g_assert_cmpint (sio_handshake_feed (ended, "HTTP/1.1 1", 10, &error), ==, SIO_HANDSHAKE_MORE);
  g_assert_cmpint (sio_handshake_feed (ended, "", 0, &error), ==, SIO_HANDSHAKE_FAILED);
  g_assert_error (error, SIO_ERROR, SIO_ERROR_CLOSED);

  /* A head of a NUL and nothing else (found by fuzz-handshake). */
  g_clear_error (&error);
  g_assert_cmpint (sio_handshake_feed (nothing, "\0\r\n\r\n", 5, &error), ==, SIO_HANDSHAKE_FAILED);
  g_assert_error (error, SIO_ERROR, SIO_ERROR_UNSUPPORTED);

  /* A server that takes the connection and closes it (found by fuzz-handshake). */
  g_clear_error (&error);
  g_assert_cmpint (sio_handshake_feed (silent, "", 0, &error), ==, SIO_HANDSHAKE_FAILED);
  g_assert_error (error, SIO_ERROR, SIO_ERROR_CLOSED);
}

/* What a server must answer to the key of this request (RFC 6455, 4.2.2). */
static char *
dup_accept (SioHandshake *handshake)
{
  static const char magic[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  g_autoptr (GBytes) request = sio_handshake_get_request (handshake);
  g_autofree char *text = g_strndup (g_bytes_get_data (request, NULL), g_bytes_get_size (request));
  const char *key = strstr (text, "Sec-WebSocket-Key: ") + strlen ("Sec-WebSocket-Key: ");
  g_autofree char *all = g_strdup_printf ("%.*s%s", (int) strcspn (key, "\r"), key, magic);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) all, -1);
  g_checksum_get_digest (checksum, digest, &length);
  return g_base64_encode (digest, length);
}

/* REQ-06: any 1xx may come first, and frames right behind the head, in pieces of any size. */
static void
test_upgraded (void)
{
  static const char frame[] = "\x81\x01" "2" "\x81\x01" "6";
  static const gsize pieces[] = { 1, 2, 7, 100, 4096 };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (SioUrl) url = sio_url_parse ("http://h/", NULL);
      g_autoptr (SioHandshake) handshake = sio_handshake_new (url, "/", "Agent/1");
      g_autofree char *accept = dup_accept (handshake);
      g_autofree char *answer =
        g_strconcat ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n"
                     "HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\n"
                     "Sec-WebSocket-Accept: ", accept, "\r\n\r\n", frame, NULL);
      SioHandshakeResult result = SIO_HANDSHAKE_MORE;
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) rest = NULL;
      gsize length = strlen (answer);
      gsize at = 0;

      while (result == SIO_HANDSHAKE_MORE && at < length)
        {
          gsize n = MIN (pieces[i], length - at);

          result = sio_handshake_feed (handshake, answer + at, n, &error);
          at += n;
        }
      g_assert_no_error (error);
      g_assert_cmpint (result, ==, SIO_HANDSHAKE_UPGRADED);
      rest = sio_handshake_take_rest (handshake);
      /* What was fed with the head's last byte, and nothing else. */
      g_assert_cmpmem (g_bytes_get_data (rest, NULL), g_bytes_get_size (rest), frame,
                       at - (length - strlen (frame)));
      if (pieces[i] == 4096)
        g_assert_cmpuint (g_bytes_get_size (rest), ==, strlen (frame));
    }
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/socketio/req-01/url", test_url);
  g_test_add_func ("/socketio/req-06/request", test_request);
  g_test_add_func ("/socketio/req-06/upgraded", test_upgraded);
  g_test_add_func ("/socketio/req-09/refusals", test_refusals);
  g_test_add_func ("/socketio/req-09/bounds", test_bounds);
  return g_test_run ();
}
