/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "siocat-codec.h"

#include "siocat-args.h"
#include "siocat-input.h"
#include "siocat-output.h"

#include "sio-error-private.h"
#include "sio-frame.h"

#include "bell-json.h"

#include <stdio.h>
#include <string.h>

static const char *const types[] = {
  [SIO_FRAME_OPEN] = "open",       [SIO_FRAME_CLOSE] = "close",     [SIO_FRAME_PING] = "ping", [SIO_FRAME_PONG] = "pong",
  [SIO_FRAME_MESSAGE] = "message", [SIO_FRAME_UPGRADE] = "upgrade", [SIO_FRAME_NOOP] = "noop",
};

/* Text that can stand in JSON. */
static gboolean
check_text (const char *text,
            gsize length,
            GError **error)
{
  if (text != NULL && g_utf8_validate_len (text, length, NULL))
    return TRUE;
  g_propagate_error (error, text == NULL ? sio_error_new (SIO_ERROR_TOO_BIG, "The line is too long")
                                         : sio_error_new (SIO_ERROR_PARSE, "The frame is no UTF-8"));
  return FALSE;
}

static gboolean
print_frame (const char *text,
             gsize length,
             GError **error)
{
  SioFrameType type = sio_frame_get_type (text, length);
  JsonObject *line;

  if (*text != 'b' && type == SIO_FRAME_MALFORMED)
    {
      g_propagate_error (error, sio_error_new (SIO_ERROR_PARSE, "There is no such packet"));
      return FALSE;
    }
  if (type == SIO_FRAME_OPEN)
    {
      SioFrameOpen open;

      if (!sio_frame_read_open (text + 1, length - 1, &open))
        {
          g_propagate_error (error, sio_error_new (SIO_ERROR_PARSE, "The open packet is malformed"));
          return FALSE;
        }
      sio_frame_open_clear (&open);
    }
  line = json_object_new ();
  json_object_set_string_member (line, "type", *text == 'b' ? "message" : types[type]);
  if (*text == 'b')
    {
      JsonObject *binary = json_object_new ();

      json_object_set_string_member (binary, "$bin", text + 1);
      json_object_set_object_member (line, "data", binary);
    }
  else if (length > 1)
    json_object_set_string_member (line, "data", text + 1);
  siocat_print (line);
  return TRUE;
}

static gboolean
decode_line (const char *text,
             gsize length,
             gpointer user_data)
{
  gboolean *fine = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) binary = NULL;

  if (check_text (text, length, &error) &&
      (*text != 'b' || (binary = siocat_base64_read (text + 1, &error)) != NULL) && print_frame (text, length, &error))
    return TRUE;
  *fine = FALSE;
  siocat_complain ("decode", error);
  return TRUE;
}

static gboolean
print_encoded (JsonNode *node,
               GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *type = bell_json_get_string (object, "type");
  const char *data = bell_json_get_string (object, "data");
  const char *base64 = bell_json_get_string (bell_json_get_object (object, "data"), "$bin");

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i], type))
      {
        if (base64 != NULL)
          printf ("b%s\n", base64);
        else
          printf ("%u%s\n", i, data != NULL ? data : "");
        return TRUE;
      }
  g_propagate_error (error, sio_error_new (SIO_ERROR_INVALID, "\"type\" is no packet of Engine.IO"));
  return FALSE;
}

static gboolean
encode_line (const char *text,
             gsize length,
             gpointer user_data)
{
  gboolean *fine = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (check_text (text, length, &error))
    node = bell_json_parse (text, length, G_MAXSIZE, &error);
  if (node != NULL && print_encoded (node, &error))
    return TRUE;
  *fine = FALSE;
  siocat_complain ("encode", error);
  return TRUE;
}

gboolean
siocat_engine_encode (void)
{
  gboolean fine = TRUE;

  siocat_input_read (encode_line, &fine);
  return fine;
}

gboolean
siocat_engine_decode (void)
{
  gboolean fine = TRUE;

  siocat_input_read (decode_line, &fine);
  return fine;
}
