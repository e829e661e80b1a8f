/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-rule-reader.h"

#include "bell-rule.h"

#include <glib/gi18n.h>
#include <string.h>

void
bell_rule_reader_refuse (BellRuleReader *reader,
                         const char *name,
                         const char *problem)
{
  if (reader->failed)
    return;
  reader->failed = TRUE;
  g_set_error (reader->error, BELL_RULES_ERROR, BELL_RULES_ERROR_FIELD, "%s%s%s: %s", reader->path,
               *name != '\0' && *reader->path != '\0' ? "." : "", name, problem);
}

JsonNode *
bell_rule_reader_get (BellRuleReader *reader,
                      const char *name,
                      JsonNodeType type,
                      GType value_type,
                      const char *problem)
{
  JsonNode *node = reader->failed ? NULL : json_object_get_member (reader->object, name);

  if (node == NULL)
    return NULL;
  reader->n_known++;
  if (JSON_NODE_TYPE (node) == type && (type != JSON_NODE_VALUE || json_node_get_value_type (node) == value_type))
    return node;
  bell_rule_reader_refuse (reader, name, problem);
  return NULL;
}

void
bell_rule_reader_text (BellRuleReader *reader,
                       const char *name,
                       char **text)
{
  JsonNode *node = bell_rule_reader_get (reader, name, JSON_NODE_VALUE, G_TYPE_STRING, _("must be a text"));

  if (node != NULL)
    bell_rule_set_text (text, json_node_get_string (node));
}

void
bell_rule_reader_boolean (BellRuleReader *reader,
                          const char *name,
                          gboolean *value)
{
  JsonNode *node = bell_rule_reader_get (reader, name, JSON_NODE_VALUE, G_TYPE_BOOLEAN, _("must be true or false"));

  if (node != NULL)
    *value = json_node_get_boolean (node);
}

void
bell_rule_reader_integer (BellRuleReader *reader,
                          const char *name,
                          int *value)
{
  JsonNode *node = bell_rule_reader_get (reader, name, JSON_NODE_VALUE, G_TYPE_INT64, _("must be a whole number"));

  if (node != NULL)
    *value = (int) CLAMP (json_node_get_int (node), G_MININT, G_MAXINT);
}

void
bell_rule_reader_step (BellRuleReader *reader,
                       const char *name,
                       int *seconds)
{
  JsonNode *node = reader->failed ? NULL : json_object_get_member (reader->object, name);

  if (node != NULL && JSON_NODE_HOLDS_NULL (node))
    {
      reader->n_known++;
      *seconds = -1;
      return;
    }
  bell_rule_reader_integer (reader, name, seconds);
}

int
bell_rule_reader_find_name (const char *const *names,
                            const char *name)
{
  for (int i = 0; names[i] != NULL; i++)
    if (g_strcmp0 (names[i], name) == 0)
      return i;
  return -1;
}

int
bell_rule_reader_choice (BellRuleReader *reader,
                         const char *name,
                         const char *const *names,
                         int usual)
{
  JsonNode *node = bell_rule_reader_get (reader, name, JSON_NODE_VALUE, G_TYPE_STRING, _("must be a text"));
  g_autofree char *list = NULL;
  g_autofree char *problem = NULL;
  int found;

  if (node == NULL)
    return usual;
  found = bell_rule_reader_find_name (names, json_node_get_string (node));
  if (found >= 0)
    return found;
  list = g_strjoinv (", ", (char **) names);
  /* TRANSLATORS: %s is a list of the words that a file of rules may have here */
  problem = g_strdup_printf (_("must be one of: %s"), list);
  bell_rule_reader_refuse (reader, name, problem);
  return usual;
}

void
bell_rule_reader_time (BellRuleReader *reader,
                       const char *name,
                       int *minutes)
{
  JsonNode *node = bell_rule_reader_get (reader, name, JSON_NODE_VALUE, G_TYPE_STRING, _("must be a time like 22:00"));
  const char *text = node != NULL ? json_node_get_string (node) : NULL;

  if (text == NULL)
    return;
  if (strlen (text) == 5 && text[2] == ':' && g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[1]) &&
      g_ascii_isdigit (text[3]) && g_ascii_isdigit (text[4]) && text[3] < '6')
    *minutes = ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0';
  else
    bell_rule_reader_refuse (reader, name, _("must be a time like 22:00"));
}

char **
bell_rule_reader_texts (BellRuleReader *reader,
                        const char *name)
{
  JsonNode *node = bell_rule_reader_get (reader, name, JSON_NODE_ARRAY, G_TYPE_NONE, _("must be a list"));
  JsonArray *array = node != NULL ? json_node_get_array (node) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (array == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (item) && json_node_get_value_type (item) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (item));
      else
        bell_rule_reader_refuse (reader, name, _("must be a list of texts"));
    }
  return g_strv_builder_end (builder);
}

/* Objects within objects */

gboolean
bell_rule_reader_enter (BellRuleReader *inner,
                        BellRuleReader *outer,
                        const char *name)
{
  JsonNode *node = bell_rule_reader_get (outer, name, JSON_NODE_OBJECT, G_TYPE_NONE, _("must be an object"));

  if (node == NULL)
    return FALSE;
  *inner = (BellRuleReader) { .object = json_node_get_object (node), .error = outer->error };
  inner->path = g_strdup_printf ("%s.%s", outer->path, name);
  return TRUE;
}

/* A member that nobody asked for is a wish that would not be fulfilled. */
gboolean
bell_rule_reader_leave (BellRuleReader *inner,
                        const char *const *known)
{
  g_autoptr (GList) names = json_object_get_members (inner->object);

  for (GList *l = names; l != NULL && inner->n_known < g_list_length (names); l = l->next)
    if (!g_strv_contains (known, l->data))
      bell_rule_reader_refuse (inner, l->data, _("is not known"));
  g_free (inner->path);
  return !inner->failed;
}
