/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parser in front of json-glib's tree. json-glib's own is not used: 1.6 cuts
 * texts at NUL, refuses lone surrogates, wraps large integers, takes what is no
 * JSON, ends the process on deep nesting, and takes time quadratic in the number
 * of members that come twice (REQ-36).
 */
#include "bell-json-read.h"

#include "bell-json-scan.h"
#include "bell-json.h"

#include <string.h>

/* A tree costs some 100 bytes a value: what a hostile 16 MiB of "[1,1,…" may cost is bounded too. */
#define MAX_VALUES 1000000

/* json-glib walks through all of an object's members to replace one: so many steps in all, and no more. */
#define MAX_SEARCHED 1000000

/* Names and texts up to here are unescaped without a block of their own. */
#define SHORT_TEXT 256

typedef struct
{
  BellJsonScan scan;
  const char *start;
  guint depth;
  guint values;
  guint searched;
} Reader;

static gboolean read_value (Reader *reader, JsonNode *node, GError **error);

static gboolean
fail (Reader *reader,
      GError **error)
{
  const char *line = reader->start;
  guint n_lines = 1;

  /* For people who wrote it by hand. */
  for (const char *p = reader->start; p < reader->scan.p; p++)
    if (*p == '\n')
      {
        n_lines++;
        line = p + 1;
      }
  g_set_error (error, BELL_JSON_ERROR, BELL_JSON_ERROR_SYNTAX, "No JSON at line %u, column %" G_GSIZE_FORMAT, n_lines,
               (gsize) (reader->scan.p - line) + 1);
  return FALSE;
}

/* What stands next behind blanks; NUL, which stands nowhere in JSON, at the end. */
static char
peek (Reader *reader)
{
  bell_json_scan_blanks (&reader->scan);
  return reader->scan.p < reader->scan.end ? *reader->scan.p : '\0';
}

/* A string's text, in buffer where it is short enough. */
typedef struct
{
  char buffer[SHORT_TEXT];
  char *text;
} Text;

static void
clear_text (Text *text)
{
  if (text->text != text->buffer)
    g_free (text->text);
}

/* text: NULL when it is not wanted; to be cleared when it was read. */
static gboolean
read_string (Reader *reader,
             Text *text)
{
  const char *from = reader->scan.p + 1;
  gboolean has_escapes;
  gsize length;

  if (!bell_json_scan_string (&reader->scan, &has_escapes))
    return FALSE;
  if (text == NULL)
    return TRUE;
  length = reader->scan.p - 1 - from;
  text->text = length < SHORT_TEXT ? text->buffer : g_malloc (length + 1);
  if (has_escapes)
    bell_json_scan_unescape (from, from + length, text->text);
  else
    {
      memcpy (text->text, from, length);
      text->text[length] = '\0';
    }
  return TRUE;
}

/* A name that comes again: the last value wins, in the place of the first, as JavaScript does it. */
static JsonNode *
add_member (Reader *reader,
            JsonObject *object,
            const char *name,
            GError **error)
{
  JsonNode *node;

  if (json_object_has_member (object, name) && (reader->searched += json_object_get_size (object)) > MAX_SEARCHED)
    {
      g_set_error_literal (error, BELL_JSON_ERROR, BELL_JSON_ERROR_SIZE, "JSON of too many members that come twice");
      return NULL;
    }
  node = json_node_alloc ();
  json_object_set_member (object, name, node);
  return node;
}

static gboolean
read_member (Reader *reader,
             JsonObject *object,
             GError **error)
{
  JsonNode *node = NULL;
  Text name;

  if (peek (reader) != '"' || !read_string (reader, object != NULL ? &name : NULL))
    return fail (reader, error);
  if (object != NULL)
    {
      node = add_member (reader, object, name.text, error);
      clear_text (&name);
      if (node == NULL)
        return FALSE;
    }
  if (peek (reader) != ':')
    return fail (reader, error);
  reader->scan.p++;
  return read_value (reader, node, error);
}

/* Behind a member or element: TRUE with *more set, or the container is closed. */
static gboolean
read_comma (Reader *reader,
            char closer,
            gboolean *more,
            GError **error)
{
  char c = peek (reader);

  if (c != ',' && c != closer)
    return fail (reader, error);
  reader->scan.p++;
  *more = c == ',';
  return TRUE;
}

static gboolean
read_object (Reader *reader,
             JsonNode *node,
             GError **error)
{
  JsonObject *object = node != NULL ? json_object_new () : NULL;
  gboolean more;

  if (node != NULL)
    json_node_take_object (json_node_init (node, JSON_NODE_OBJECT), object);
  more = peek (reader) != '}';
  if (!more)
    reader->scan.p++;
  while (more)
    if (!read_member (reader, object, error) || !read_comma (reader, '}', &more, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_array (Reader *reader,
            JsonNode *node,
            GError **error)
{
  JsonArray *array = node != NULL ? json_array_new () : NULL;
  gboolean more;

  if (node != NULL)
    json_node_take_array (json_node_init (node, JSON_NODE_ARRAY), array);
  more = peek (reader) != ']';
  if (!more)
    reader->scan.p++;
  while (more)
    {
      JsonNode *element = NULL;

      if (node != NULL)
        {
          element = json_node_alloc ();
          json_array_add_element (array, element);
        }
      if (!read_value (reader, element, error) || !read_comma (reader, ']', &more, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_container (Reader *reader,
                JsonNode *node,
                GError **error)
{
  gboolean is_object = *reader->scan.p == '{';
  gboolean valid;

  if (reader->depth == BELL_JSON_MAX_DEPTH)
    {
      g_set_error (error, BELL_JSON_ERROR, BELL_JSON_ERROR_DEPTH, "JSON nested deeper than %d", BELL_JSON_MAX_DEPTH);
      return FALSE;
    }
  reader->depth++;
  reader->scan.p++;
  valid = is_object ? read_object (reader, node, error) : read_array (reader, node, error);
  reader->depth--;
  return valid;
}

static gboolean
read_text (Reader *reader,
           JsonNode *node)
{
  Text text;

  if (!read_string (reader, node != NULL ? &text : NULL))
    return FALSE;
  if (node != NULL)
    {
      json_node_init_string (node, text.text);
      clear_text (&text);
    }
  return TRUE;
}

static gboolean
read_number (Reader *reader,
             JsonNode *node)
{
  BellJsonNumber number;

  if (!bell_json_scan_number (&reader->scan, node != NULL ? &number : NULL))
    return FALSE;
  if (node != NULL && number.is_integer)
    json_node_init_int (node, number.integer);
  else if (node != NULL)
    json_node_init_double (node, number.real);
  return TRUE;
}

static gboolean
read_word (Reader *reader,
           JsonNode *node)
{
  char c = *reader->scan.p;

  if (!bell_json_scan_word (&reader->scan, c == 't' ? "true" : c == 'f' ? "false" : "null"))
    return FALSE;
  if (node != NULL && c == 'n')
    json_node_init_null (node);
  else if (node != NULL)
    json_node_init_boolean (node, c == 't');
  return TRUE;
}

static gboolean
read_value (Reader *reader,
            JsonNode *node,
            GError **error)
{
  char c = peek (reader);
  gboolean valid;

  if (++reader->values > MAX_VALUES)
    {
      g_set_error (error, BELL_JSON_ERROR, BELL_JSON_ERROR_SIZE, "JSON of more than %d values", MAX_VALUES);
      return FALSE;
    }
  if (c == '{' || c == '[')
    return read_container (reader, node, error);
  if (c == '"')
    valid = read_text (reader, node);
  else if (c == '-' || g_ascii_isdigit (c))
    valid = read_number (reader, node);
  else
    valid = c != '\0' && read_word (reader, node);
  return valid || fail (reader, error);
}

gboolean
bell_json_read (const char *text,
                gsize length,
                JsonNode *root,
                GError **error)
{
  Reader reader = { .scan = { text, text + length }, .start = text };

  if (!read_value (&reader, root, error))
    return FALSE;
  bell_json_scan_blanks (&reader.scan);
  return reader.scan.p == reader.scan.end || fail (&reader, error);
}
