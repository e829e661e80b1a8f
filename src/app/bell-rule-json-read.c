/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-rule-json.h"

#include "bell-json.h"

#include <glib/gi18n.h>
#include <string.h>

/* One object of the document; the first thing that is wrong with it ends the reading. */
typedef struct
{
  JsonObject *object;
  char *path;    /* "rules[2].quiet" */
  guint n_known; /* members that were asked for and are there */
  GError **error;
  gboolean failed;
} Reader;

static void
refuse (Reader *reader,
        const char *name,
        const char *problem)
{
  if (reader->failed)
    return;
  reader->failed = TRUE;
  g_set_error (reader->error, BELL_RULES_ERROR, BELL_RULES_ERROR_FIELD, "%s%s%s: %s", reader->path,
               *name != '\0' && *reader->path != '\0' ? "." : "", name, problem);
}

/* A member of one of these types; NULL: it is missing, or the wrong one, which is said. */
static JsonNode *
get (Reader *reader,
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
  refuse (reader, name, problem);
  return NULL;
}

static void
read_text (Reader *reader,
           const char *name,
           char **text)
{
  JsonNode *node = get (reader, name, JSON_NODE_VALUE, G_TYPE_STRING, _("must be a text"));

  if (node != NULL)
    bell_rule_set_text (text, json_node_get_string (node));
}

static void
read_boolean (Reader *reader,
              const char *name,
              gboolean *value)
{
  JsonNode *node = get (reader, name, JSON_NODE_VALUE, G_TYPE_BOOLEAN, _("must be true or false"));

  if (node != NULL)
    *value = json_node_get_boolean (node);
}

static void
read_integer (Reader *reader,
              const char *name,
              int *value)
{
  JsonNode *node = get (reader, name, JSON_NODE_VALUE, G_TYPE_INT64, _("must be a whole number"));

  if (node != NULL)
    *value = (int) CLAMP (json_node_get_int (node), G_MININT, G_MAXINT);
}

/* A number of seconds, or null. */
static void
read_step (Reader *reader,
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
  read_integer (reader, name, seconds);
}

static int
find_name (const char *const *names,
           const char *name)
{
  for (int i = 0; names[i] != NULL; i++)
    if (g_strcmp0 (names[i], name) == 0)
      return i;
  return -1;
}

static int
read_choice (Reader *reader,
             const char *name,
             const char *const *names,
             int usual)
{
  JsonNode *node = get (reader, name, JSON_NODE_VALUE, G_TYPE_STRING, _("must be a text"));
  g_autofree char *list = NULL;
  g_autofree char *problem = NULL;
  int found;

  if (node == NULL)
    return usual;
  found = find_name (names, json_node_get_string (node));
  if (found >= 0)
    return found;
  list = g_strjoinv (", ", (char **) names);
  /* TRANSLATORS: %s is a list of the words that a file of rules may have here */
  problem = g_strdup_printf (_("must be one of: %s"), list);
  refuse (reader, name, problem);
  return usual;
}

static void
read_time (Reader *reader,
           const char *name,
           int *minutes)
{
  JsonNode *node = get (reader, name, JSON_NODE_VALUE, G_TYPE_STRING, _("must be a time like 22:00"));
  const char *text = node != NULL ? json_node_get_string (node) : NULL;

  if (text == NULL)
    return;
  if (strlen (text) == 5 && text[2] == ':' && g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[1]) &&
      g_ascii_isdigit (text[3]) && g_ascii_isdigit (text[4]) && text[3] < '6')
    *minutes = ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0';
  else
    refuse (reader, name, _("must be a time like 22:00"));
}

/* (transfer full): NULL where the member is missing. */
static char **
read_texts (Reader *reader,
            const char *name)
{
  JsonNode *node = get (reader, name, JSON_NODE_ARRAY, G_TYPE_NONE, _("must be a list"));
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
        refuse (reader, name, _("must be a list of texts"));
    }
  return g_strv_builder_end (builder);
}

/* Objects within objects */

static gboolean
enter (Reader *inner,
       Reader *outer,
       const char *name)
{
  JsonNode *node = get (outer, name, JSON_NODE_OBJECT, G_TYPE_NONE, _("must be an object"));

  if (node == NULL)
    return FALSE;
  *inner = (Reader) { .object = json_node_get_object (node), .error = outer->error };
  inner->path = g_strdup_printf ("%s.%s", outer->path, name);
  return TRUE;
}

/* A member that nobody asked for is a wish that would not be fulfilled. */
static gboolean
leave (Reader *inner,
       const char *const *known)
{
  g_autoptr (GList) names = json_object_get_members (inner->object);

  for (GList *l = names; l != NULL && inner->n_known < g_list_length (names); l = l->next)
    if (!g_strv_contains (known, l->data))
      refuse (inner, l->data, _("is not known"));
  g_free (inner->path);
  return !inner->failed;
}

static void
read_escalation (Reader *reader,
                 BellEscalation *escalation)
{
  static const char *const known[] = { "sound", "louder", "window", NULL };
  Reader inner;

  if (!enter (&inner, reader, "escalation"))
    return;
  read_step (&inner, "sound", &escalation->sound);
  read_step (&inner, "louder", &escalation->louder);
  read_step (&inner, "window", &escalation->window);
  reader->failed = !leave (&inner, known);
}

static void
read_quiet (Reader *reader,
            BellQuietHours *quiet)
{
  static const char *const known[] = { "days", "from", "to", "then", NULL };
  g_auto (GStrv) days = NULL;
  Reader inner;

  if (!enter (&inner, reader, "quiet"))
    return;
  days = read_texts (&inner, "days");
  if (days != NULL)
    quiet->days = 0;
  for (guint i = 0; days != NULL && days[i] != NULL; i++)
    {
      int day = find_name (bell_rule_days, days[i]);

      if (day >= 0)
        quiet->days |= 1u << day;
      else
        refuse (&inner, "days", _("must be of mon, tue, wed, thu, fri, sat, sun"));
    }
  read_time (&inner, "from", &quiet->from);
  read_time (&inner, "to", &quiet->to);
  quiet->way = (BellQuietWay) read_choice (&inner, "then", bell_rule_quiet_ways, quiet->way);
  reader->failed = !leave (&inner, known);
}

static void
read_condition (Reader *reader,
                JsonNode *node,
                guint index,
                GPtrArray *conditions)
{
  static const char *const known[] = { "field", "operator", "value", NULL };
  g_autoptr (BellCondition) condition = bell_condition_new ("", BELL_OPERATOR_EXISTS, "");
  g_autofree char *name = g_strdup_printf ("conditions[%u]", index);
  g_autofree char *operator = NULL;
  Reader inner = { .error = reader->error };

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      refuse (reader, name, _("must be an object"));
      return;
    }
  inner.object = json_node_get_object (node);
  inner.path = g_strdup_printf ("%s.%s", reader->path, name);
  read_text (&inner, "field", &condition->field);
  read_text (&inner, "operator", &operator);
  read_text (&inner, "value", &condition->value);
  if (operator == NULL || !bell_operator_from_string (operator, &condition->operator))
    refuse (&inner, "operator", _("there is no such operator"));
  reader->failed = !leave (&inner, known);
  g_ptr_array_add (conditions, g_steal_pointer (&condition));
}

static void
read_conditions (Reader *reader,
                 GPtrArray *conditions)
{
  JsonNode *node = get (reader, "conditions", JSON_NODE_ARRAY, G_TYPE_NONE, _("must be a list"));
  JsonArray *array = node != NULL ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array) && !reader->failed; i++)
    read_condition (reader, json_array_get_element (array, i), i, conditions);
}

/* Rules */

static BellRule *
make_rule (Reader *reader)
{
  g_autofree char *kind = NULL;
  g_autofree char *marker = NULL;

  read_text (reader, "kind", &kind);
  read_text (reader, "marker", &marker);
  if (kind != NULL && marker != NULL)
    refuse (reader, "marker", _("a rule is for a kind or for a marker, not for both"));
  if (kind != NULL)
    return bell_rule_new (BELL_SCOPE_KIND, kind);
  return marker != NULL ? bell_rule_new (BELL_SCOPE_MARKER, marker) : bell_rule_new (BELL_SCOPE_ANY, NULL);
}

static void
fill_rule (Reader *reader,
           BellRule *rule)
{
  int percent = (int) (rule->volume * 100 + 0.5);
  char **take;

  read_text (reader, "id", &rule->id);
  read_text (reader, "name", &rule->name);
  read_boolean (reader, "enabled", &rule->enabled);
  read_conditions (reader, rule->conditions);
  read_boolean (reader, "announce", &rule->announce);
  rule->urgency = (BellUrgency) read_choice (reader, "urgency", bell_rule_urgencies, rule->urgency);
  rule->ring = (BellRing) read_choice (reader, "ring", bell_rule_rings, rule->ring);
  read_text (reader, "sound", &rule->sound);
  read_integer (reader, "volume", &percent);
  rule->volume = percent / 100.0;
  read_integer (reader, "repeat", &rule->repeat);
  read_escalation (reader, &rule->escalation);
  read_text (reader, "title", &rule->title);
  read_text (reader, "body", &rule->body);
  read_quiet (reader, &rule->quiet);
  read_boolean (reader, "print", &rule->print);
  read_text (reader, "printer", &rule->printer);
  take = read_texts (reader, "take");
  if (take != NULL)
    {
      g_strfreev (rule->take);
      rule->take = take;
    }
}

static BellRule *
read_rule (JsonNode *node,
           guint index,
           GError **error)
{
  static const char *const known[] = { "id",     "name",  "enabled",    "kind",  "marker", "conditions", "announce",
                                       "urgency", "ring", "sound",      "volume", "repeat", "escalation", "title",
                                       "body",   "quiet", "print",      "printer", "take",  NULL };
  g_autofree char *path = g_strdup_printf ("rules[%u]", index);
  g_autoptr (BellRule) rule = NULL;
  Reader reader = { .error = error };

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, BELL_RULES_ERROR, BELL_RULES_ERROR_FIELD, "%s: %s", path, _("must be an object"));
      return NULL;
    }
  reader.object = json_node_get_object (node);
  reader.path = g_strdup (path);
  rule = make_rule (&reader);
  fill_rule (&reader, rule);
  if (!leave (&reader, known))
    return NULL;
  if (!bell_rule_validate (rule, error))
    {
      g_prefix_error (error, "%s.", path);
      return NULL;
    }
  return g_steal_pointer (&rule);
}

static gboolean
check_document (JsonObject *document,
                GError **error)
{
  gint64 version = bell_json_get_integer (document, "version", 0);

  if (g_strcmp0 (bell_json_get_string (document, "format"), "shopbell-rules") != 0)
    g_set_error_literal (error, BELL_RULES_ERROR, BELL_RULES_ERROR_VERSION, _("This is no file of Shopbell's rules."));
  else if (version > BELL_RULES_VERSION)
    g_set_error_literal (error, BELL_RULES_ERROR, BELL_RULES_ERROR_VERSION,
                         _("These rules were written by a newer Shopbell."));
  else if (version != BELL_RULES_VERSION || bell_json_get_array (document, "rules") == NULL)
    g_set_error (error, BELL_RULES_ERROR, BELL_RULES_ERROR_FIELD, "%s: %s", version < 1 ? "version" : "rules",
                 _("is missing"));
  else if (json_array_get_length (bell_json_get_array (document, "rules")) > BELL_MAX_RULES)
    g_set_error (error, BELL_RULES_ERROR, BELL_RULES_ERROR_FIELD, "rules: %s", _("there are too many of them"));
  else
    return TRUE;
  return FALSE;
}

static gboolean
id_is_new (GPtrArray *rules,
           const BellRule *rule,
           GError **error)
{
  for (guint i = 0; i < rules->len; i++)
    if (strcmp (((const BellRule *) g_ptr_array_index (rules, i))->id, rule->id) == 0)
      {
        g_set_error (error, BELL_RULES_ERROR, BELL_RULES_ERROR_FIELD, "rules[%u].id: %s", rules->len,
                     _("another rule has it"));
        return FALSE;
      }
  return TRUE;
}

GPtrArray *
bell_rules_from_json (const char *text,
                      gsize length,
                      GError **error)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func ((GDestroyNotify) bell_rule_free);
  g_autoptr (GError) syntax = NULL;
  g_autoptr (JsonNode) root = bell_json_parse (text, length, BELL_MAX_RULES_SIZE, &syntax);
  JsonObject *document = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonArray *array;

  if (root == NULL)
    {
      g_set_error_literal (error, BELL_RULES_ERROR, BELL_RULES_ERROR_SYNTAX, syntax->message);
      return NULL;
    }
  if (!check_document (document, error))
    return NULL;
  array = bell_json_get_array (document, "rules");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autoptr (BellRule) rule = read_rule (json_array_get_element (array, i), i, error);

      if (rule == NULL || !id_is_new (rules, rule, error))
        return NULL;
      g_ptr_array_add (rules, g_steal_pointer (&rule));
    }
  return g_steal_pointer (&rules);
}
