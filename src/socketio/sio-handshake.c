/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sio-handshake.h"

#include "sio-error-private.h"


#include <stdio.h>
#include <string.h>

#define MAX_HEAD (16 * 1024)
#define MAX_BODY 1024
#define MAX_RETRY_AFTER_S 600
#define ACCEPT_GUID "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

struct _SioHandshake
{
  GString *request;
  char *accept; /* what Sec-WebSocket-Accept has to be */
  GByteArray *answer;
  gsize head_length; /* 0 until the head is complete */
  guint status;
  gint64 retry_after_ms;
  gint64 content_length;
};

static char *
make_accept (const char *key)
{
  g_autoptr (GChecksum) sha1 = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize length = sizeof digest;

  g_checksum_update (sha1, (const guchar *) key, -1);
  g_checksum_update (sha1, (const guchar *) ACCEPT_GUID, -1);
  g_checksum_get_digest (sha1, digest, &length);
  return g_base64_encode (digest, length);
}

SioHandshake *
sio_handshake_new (const SioUrl *url,
                   const char *target,
                   const char *user_agent)
{
  SioHandshake *self = g_new0 (SioHandshake, 1);
  g_autofree char *key = NULL;
  guint32 random[4];

  for (guint i = 0; i < G_N_ELEMENTS (random); i++)
    random[i] = g_random_int ();
  key = g_base64_encode ((const guchar *) random, sizeof random);
  self->accept = make_accept (key);
  self->answer = g_byte_array_new ();
  self->retry_after_ms = -1;
  self->content_length = -1;
  self->request = g_string_new (NULL);
  g_string_append_printf (self->request,
                          "GET %s HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          "Sec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\nUser-Agent: %s\r\n",
                          target, url->host_header, key, user_agent);
  return self;
}

void
sio_handshake_free (SioHandshake *self)
{
  g_string_free (self->request, TRUE);
  g_byte_array_unref (self->answer);
  g_free (self->accept);
  g_free (self);
}

gboolean
sio_handshake_add_header (SioHandshake *self,
                          const char *name,
                          const char *value)
{
  if (*name == '\0' || strpbrk (name, "\r\n\t: ") != NULL || strpbrk (value, "\r\n") != NULL)
    return FALSE;
  g_string_append_printf (self->request, "%s: %s\r\n", name, value);
  return TRUE;
}

GBytes *
sio_handshake_get_request (SioHandshake *self)
{
  g_autofree char *all = g_strconcat (self->request->str, "\r\n", NULL);

  return g_bytes_new (all, strlen (all));
}

gint64
sio_handshake_parse_retry_after (const char *value)
{
  gint64 seconds;

  if (!g_ascii_string_to_signed (value, 10, 0, G_MAXINT64, &seconds, NULL))
    {
      static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
      char month[4];
      const char *at;
      int day, year, hour, minute, second;
      g_autoptr (GDateTime) date = NULL;

      if (sscanf (value, "%*3s, %d %3s %d %d:%d:%d GMT", &day, month, &year, &hour, &minute, &second) != 6 ||
          (at = strstr (months, month)) == NULL)
        return -1;
      date = g_date_time_new_utc (year, (at - months) / 3 + 1, day, hour, minute, second);
      if (date == NULL)
        return -1;
      seconds = MAX (g_date_time_to_unix (date) - g_get_real_time () / G_USEC_PER_SEC, 0);
    }
  return MIN (seconds, MAX_RETRY_AFTER_S) * 1000;
}

typedef struct
{
  gboolean upgrade;
  gboolean connection;
  gboolean accept;
} Seen;

static void
read_header (SioHandshake *self,
             char *line,
             Seen *seen)
{
  char *colon = strchr (line, ':');
  char *value;

  if (colon == NULL)
    return;
  *colon = '\0';
  value = g_strstrip (colon + 1);

  if (g_ascii_strcasecmp (line, "Upgrade") == 0)
    seen->upgrade = g_ascii_strcasecmp (value, "websocket") == 0;
  else if (g_ascii_strcasecmp (line, "Connection") == 0)
    {
      g_autofree char *lower = g_ascii_strdown (value, -1);

      seen->connection = strstr (lower, "upgrade") != NULL;
    }
  else if (g_ascii_strcasecmp (line, "Sec-WebSocket-Accept") == 0)
    seen->accept = strcmp (value, self->accept) == 0;
  else if (g_ascii_strcasecmp (line, "Retry-After") == 0)
    self->retry_after_ms = sio_handshake_parse_retry_after (value);
  else if (g_ascii_strcasecmp (line, "Content-Length") == 0)
    {
      if (!g_ascii_string_to_signed (value, 10, 0, G_MAXINT64, &self->content_length, NULL))
        self->content_length = -1;
    }
}

static SioHandshakeResult
read_head (SioHandshake *self,
           GError **error)
{
  g_autofree char *head = g_strndup ((const char *) self->answer->data, self->head_length);
  g_auto (GStrv) lines = g_strsplit (head, "\r\n", -1);
  Seen seen = { 0 };

  /* Nothing stands before a NUL that comes first. */
  if (lines[0] == NULL || sscanf (lines[0], "HTTP/1.%*1[01] %3u", &self->status) != 1)
    {
      g_propagate_error (error, sio_error_new (SIO_ERROR_UNSUPPORTED, "The answer is not HTTP/1.1"));
      return SIO_HANDSHAKE_FAILED;
    }
  for (guint i = 1; lines[i] != NULL; i++)
    read_header (self, lines[i], &seen);

  if (self->status == 101)
    {
      if (seen.upgrade && seen.connection && seen.accept)
        return SIO_HANDSHAKE_UPGRADED;
      g_propagate_error (error, sio_error_new (SIO_ERROR_UNSUPPORTED, "The server did not agree to a WebSocket"));
      return SIO_HANDSHAKE_FAILED;
    }
  if (self->status < 200)
    {
      /* 100 and 103 announce the real answer. */
      g_byte_array_remove_range (self->answer, 0, self->head_length);
      self->head_length = 0;
    }
  return SIO_HANDSHAKE_MORE;
}

static void
refuse (SioHandshake *self,
        GError **error)
{
  g_propagate_error (error, sio_error_new_http (self->status, self->retry_after_ms,
                                                self->answer->data + self->head_length,
                                                self->answer->len - self->head_length));
}

static gsize
find_head_end (SioHandshake *self)
{
  const guint8 *start = self->answer->data; /* NULL where nothing came at all */
  const guint8 *end = start != NULL ? memmem (start, self->answer->len, "\r\n\r\n", 4) : NULL;

  return end != NULL ? (gsize) (end - start) + 4 : 0;
}

SioHandshakeResult
sio_handshake_feed (SioHandshake *self,
                    const void *data,
                    gsize length,
                    GError **error)
{
  gsize body;

  g_byte_array_append (self->answer, data, length);
  while (self->head_length == 0)
    {
      SioHandshakeResult result;

      self->head_length = find_head_end (self);
      if (self->head_length == 0 || self->head_length > MAX_HEAD)
        {
          if (length > 0 && self->answer->len <= MAX_HEAD)
            return SIO_HANDSHAKE_MORE;
          g_propagate_error (error, length == 0 ? sio_error_new_closed (0)
                                                : sio_error_new (SIO_ERROR_TOO_BIG, "The answer's head is too long"));
          return SIO_HANDSHAKE_FAILED;
        }
      result = read_head (self, error);
      if (result != SIO_HANDSHAKE_MORE)
        return result;
    }

  /* A refusal: some of its body is worth keeping, where it says that it ends. */
  body = self->answer->len - self->head_length;
  if (length > 0 && body < MAX_BODY && (gint64) body < self->content_length)
    return SIO_HANDSHAKE_MORE;
  refuse (self, error);
  return SIO_HANDSHAKE_FAILED;
}

GBytes *
sio_handshake_take_rest (SioHandshake *self)
{
  return g_bytes_new (self->answer->data + self->head_length, self->answer->len - self->head_length);
}
