/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Input: an upgrade to WebSocket. Three lines, the address, "NAME: VALUE" of a
 * header to send, and how many bytes come at a time; behind them the server's
 * answer, in which ACCEPT stands for the right answer to the key.
 */
#include "fuzz.h"

#include "sio-error.h"
#include "sio-handshake.h"

#include <stdlib.h>
#include <string.h>

#define WEBSOCKET_GUID "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
#define KEY_HEADER "\r\nSec-WebSocket-Key: "

static void
check_url (const SioUrl *url)
{
  g_autofree char *target = sio_url_get_target (url, "/socket.io", "websocket", NULL);
  g_autofree char *origin = sio_url_get_origin (url);

  g_assert_cmpstr (url->host, !=, "");
  g_assert_cmpint (url->nsp[0], ==, '/');
  g_assert_true (g_str_has_prefix (target, "/socket.io/?"));
  g_assert_true (g_str_has_suffix (target, "EIO=4&transport=websocket"));
  for (const char *p = target; *p != '\0'; p++)
    g_assert_true (g_ascii_isgraph (*p));
  g_assert_true (g_str_has_prefix (origin, url->secure ? "https://" : "http://"));
}

/* One head, in lines that nobody can have broken up. */
static char *
check_request (SioHandshake *handshake)
{
  g_autoptr (GBytes) bytes = sio_handshake_get_request (handshake);
  char *request = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) lines = g_strsplit (request, "\r\n", -1);
  guint n = g_strv_length (lines);

  g_assert_cmpuint (strlen (request), ==, g_bytes_get_size (bytes));
  g_assert_cmpstr (lines[n - 1], ==, "");
  g_assert_cmpstr (lines[n - 2], ==, "");
  for (guint i = 0; i < n - 2; i++)
    {
      g_assert_cmpstr (lines[i], !=, "");
      g_assert_null (strpbrk (lines[i], "\r\n"));
      g_assert_true (i == 0 || strchr (lines[i], ':') != NULL);
    }
  return request;
}

static GBytes *
make_answer (const char *request,
             const guint8 *data,
             gsize size)
{
  const char *key = strstr (request, KEY_HEADER);
  const guint8 *place = memmem (data, size, "ACCEPT", strlen ("ACCEPT"));
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  g_autofree char *accept_key = NULL;
  guint8 digest[20];
  gsize length = sizeof digest;

  g_assert_nonnull (key);
  key += strlen (KEY_HEADER);
  g_checksum_update (sum, (const guchar *) key, strcspn (key, "\r"));
  g_checksum_update (sum, (const guchar *) WEBSOCKET_GUID, -1);
  g_checksum_get_digest (sum, digest, &length);
  accept_key = g_base64_encode (digest, length);
  if (place == NULL)
    return g_bytes_new (data, size);
  g_byte_array_append (answer, data, place - data);
  g_byte_array_append (answer, (const guint8 *) accept_key, strlen (accept_key));
  place += strlen ("ACCEPT");
  g_byte_array_append (answer, place, data + size - place);
  return g_bytes_new (answer->data, answer->len);
}

/* Gives the answer so many bytes at a time; what is behind the head is counted in *rest. */
static SioHandshakeResult
feed (const SioUrl *url,
      const char *name,
      const char *value,
      const guint8 *data,
      gsize size,
      gsize step,
      gsize *rest)
{
  g_autofree char *target = sio_url_get_target (url, "/socket.io", "websocket", NULL);
  g_autoptr (SioHandshake) handshake = sio_handshake_new (url, target, "Fuzz/1");
  SioHandshakeResult result = SIO_HANDSHAKE_MORE;
  g_autofree char *request = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  gsize at = 0;

  sio_handshake_add_header (handshake, name, value);
  request = check_request (handshake);
  answer = make_answer (request, data, size);
  data = g_bytes_get_data (answer, &size);
  while (result == SIO_HANDSHAKE_MORE && at < size)
    {
      gsize length = MIN (step, size - at);

      result = sio_handshake_feed (handshake, data + at, length, &error);
      at += length;
    }
  if (result == SIO_HANDSHAKE_MORE)
    result = sio_handshake_feed (handshake, NULL, 0, &error);

  *rest = 0;
  if (result == SIO_HANDSHAKE_UPGRADED)
    {
      g_autoptr (GBytes) behind = sio_handshake_take_rest (handshake);

      *rest = g_bytes_get_size (behind) + size - at;
    }
  g_assert_cmpint (result == SIO_HANDSHAKE_FAILED, ==, error != NULL);
  if (error != NULL)
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  return result;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize size)
{
  g_autofree char *address = fuzz_take_line (&data, &size);
  g_autofree char *name = fuzz_take_line (&data, &size);
  g_autofree char *steps = fuzz_take_line (&data, &size);
  g_autoptr (GError) error = NULL;
  g_autoptr (SioUrl) url = sio_url_parse (address, &error);
  char *value = strstr (name, ": ");
  SioHandshakeResult at_once, by_and_by;
  gsize rest, same_rest;

  if (url == NULL)
    {
      g_assert_error (error, SIO_ERROR, SIO_ERROR_UNSUPPORTED);
      return 0;
    }
  check_url (url);
  if (value != NULL)
    {
      *value = '\0';
      value += strlen (": ");
    }
  at_once = feed (url, name, value != NULL ? value : "", data, size, G_MAXSIZE, &rest);
  by_and_by = feed (url, name, value != NULL ? value : "", data, size, 1 + strtoul (steps, NULL, 10) % 100, &same_rest);
  g_assert_cmpint (at_once, ==, by_and_by);
  g_assert_cmpuint (rest, ==, same_rest);
  return 0;
}
