/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-export-line.h"

#include "bell-json.h"

#include <string.h>

#define MAX_PAYLOAD (64 * 1024 * 1024)

static const char *const columns[] = { "received", "shop", "kind", "marker", "title", "body", "entity", "status",
                                       "acknowledged", "acknowledged_how", "rings", "silenced", "payload" };

/* CSV */

/* A spreadsheet takes what begins so for a formula, and would run what a customer typed. */
static gboolean
looks_like_formula (const char *text)
{
  static const char *const signs[] = { "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠" };

  while (*text == ' ')
    text++;
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (text, signs[i]))
      return TRUE;
  return FALSE;
}

static void
add_cell (GString *out,
          const char *text)
{
  if (out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c (out, ',');
  g_string_append_c (out, '"');
  if (text != NULL && looks_like_formula (text))
    g_string_append_c (out, '\'');
  for (const char *p = text; p != NULL && *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

/* As spreadsheets read it. */
static void
add_time_cell (GString *out,
               gint64 time)
{
  g_autoptr (GDateTime) local = time != 0 ? g_date_time_new_from_unix_local (time / G_USEC_PER_SEC) : NULL;
  g_autofree char *text = local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M:%S") : NULL;

  add_cell (out, text);
}

void
bell_export_line_csv_head (GString *out)
{
  g_string_append (out, columns[0]);
  for (guint i = 1; i < G_N_ELEMENTS (columns); i++)
    g_string_append_printf (out, ",%s", columns[i]);
  g_string_append (out, "\r\n");
}

void
bell_export_line_csv (GString *out,
                      BellEntry *entry)
{
  add_time_cell (out, bell_entry_get_received (entry));
  add_cell (out, bell_entry_get_shop (entry));
  add_cell (out, bell_entry_get_kind (entry));
  add_cell (out, bell_entry_get_marker (entry));
  add_cell (out, bell_entry_get_title (entry));
  add_cell (out, bell_entry_get_body (entry));
  add_cell (out, bell_entry_get_entity (entry));
  add_cell (out, bell_entry_get_status (entry));
  add_time_cell (out, bell_entry_get_acknowledged (entry));
  add_cell (out, bell_entry_get_acknowledged_how (entry));
  add_cell (out, bell_entry_get_ringing (entry) ? "yes" : "no");
  add_cell (out, bell_entry_get_silenced (entry));
  add_cell (out, bell_entry_get_payload (entry));
  g_string_append (out, "\r\n");
}

/* JSON lines */

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static void
set_time (JsonObject *object,
          const char *name,
          gint64 time)
{
  g_autoptr (GDateTime) moment = time != 0 ? g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC) : NULL;
  g_autofree char *seconds = moment != NULL ? g_date_time_format (moment, "%Y-%m-%dT%H:%M:%S") : NULL;
  g_autofree char *text = NULL;

  if (seconds != NULL)
    text = g_strdup_printf ("%s.%03dZ", seconds, (int) (time % G_USEC_PER_SEC / 1000));
  set_text (object, name, text);
}

void
bell_export_line_json (GString *out,
                       BellEntry *entry)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  const char *payload = bell_entry_get_payload (entry);
  g_autofree char *text = NULL;

  json_node_take_object (node, object);
  set_time (object, columns[0], bell_entry_get_received (entry));
  set_text (object, columns[1], bell_entry_get_shop (entry));
  set_text (object, columns[2], bell_entry_get_kind (entry));
  set_text (object, columns[3], bell_entry_get_marker (entry));
  set_text (object, columns[4], bell_entry_get_title (entry));
  set_text (object, columns[5], bell_entry_get_body (entry));
  set_text (object, columns[6], bell_entry_get_entity (entry));
  set_text (object, columns[7], bell_entry_get_status (entry));
  set_time (object, columns[8], bell_entry_get_acknowledged (entry));
  set_text (object, columns[9], bell_entry_get_acknowledged_how (entry));
  json_object_set_boolean_member (object, columns[10], bell_entry_get_ringing (entry));
  set_text (object, columns[11], bell_entry_get_silenced (entry));
  text = bell_json_to_string (node);

  /* The payload is JSON as it stands: taken over, and not read and written once more. */
  g_string_append_len (out, text, strlen (text) - 1);
  if (payload == NULL || strpbrk (payload, "\r\n") != NULL ||
      !bell_json_check (payload, strlen (payload), MAX_PAYLOAD, NULL))
    payload = "null";
  g_string_append_printf (out, ",\"%s\":%s}\n", columns[12], payload);
}
