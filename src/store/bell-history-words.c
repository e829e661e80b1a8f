/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history-words.h"

#include "bell-json.h"

#include <string.h>

#define MAX_WORD 64
#define MAX_WORDS (16 * 1024)
#define MAX_PAYLOAD (1024 * 1024)
#define MAX_TYPED 16

/* Scripts that put no blank between words: each of their letters is found by itself. */
static gboolean
stands_alone (gunichar c)
{
  GUnicodeScript script;

  if (c < 0x2e80)
    return FALSE;
  script = g_unichar_get_script (c);
  return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA;
}

static void
end_word (GString *words)
{
  if (words->str[words->len - 1] != ' ')
    g_string_append_c (words, ' ');
}

/* words begins and ends with a blank. */
static void
add_text (GString *words,
          const char *text)
{
  g_autofree char *folded = NULL;
  g_autofree char *plain = NULL;
  gsize start = words->len;

  if (text == NULL || *text == '\0' || words->len >= MAX_WORDS)
    return;
  if (g_str_is_ascii (text))
    plain = g_ascii_strdown (text, -1);
  else
    {
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      folded = g_utf8_casefold (valid, -1);
      plain = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
    }
  for (const char *p = plain; *p != '\0' && words->len < MAX_WORDS; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_ismark (c))
        continue;
      if (!g_unichar_isalnum (c) || stands_alone (c))
        end_word (words);
      if (words->str[words->len - 1] == ' ')
        start = words->len;
      if (g_unichar_isalnum (c) && words->len - start < MAX_WORD)
        g_string_append_unichar (words, c);
      if (stands_alone (c))
        end_word (words);
    }
  end_word (words);
}

/* Values only: the members' names are the same in all events. */
static void
add_values (GString *words,
            JsonNode *node)
{
  g_autofree char *text = NULL;

  if (words->len >= MAX_WORDS)
    return;
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *name; /* json-glib 1.6 writes to it unasked */
      JsonNode *member;

      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &name, &member))
        add_values (words, member);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        add_values (words, json_array_get_element (array, i));
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    {
      text = bell_json_node_dup_text (node);
      add_text (words, text);
    }
}

char *
bell_history_words_of (BellEntry *entry)
{
  const char *payload = bell_entry_get_payload (entry);
  GString *words = g_string_new (" ");
  g_autoptr (JsonNode) root = NULL;

  add_text (words, bell_entry_get_title (entry));
  add_text (words, bell_entry_get_body (entry));
  add_text (words, bell_entry_get_marker (entry));
  add_text (words, bell_entry_get_entity (entry));
  if (payload != NULL)
    root = bell_json_parse (payload, strlen (payload), MAX_PAYLOAD, NULL);
  if (root != NULL)
    add_values (words, root);
  return g_string_free (words, FALSE);
}

/*
 * What was typed as words (transfer full), each with a "*" behind it that is the last of
 * its kind between blanks: "12.50 pin" is 12, 50* and pin*.
 */
static GPtrArray *
split_typed (const char *typed)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = g_strsplit_set (typed, " \t\n", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autoptr (GString) words = g_string_new (" ");
      g_auto (GStrv) split = NULL;

      add_text (words, parts[i]);
      split = g_strsplit (g_strstrip (words->str), " ", -1);
      for (guint j = 0; split[j] != NULL && *split[j] != '\0' && all->len < MAX_TYPED; j++)
        g_ptr_array_add (all, g_strconcat (split[j], split[j + 1] == NULL ? "*" : NULL, NULL));
    }
  return all;
}

char *
bell_history_words_query (const char *typed)
{
  g_autoptr (GPtrArray) words = split_typed (typed);
  GString *query = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      char *word = g_ptr_array_index (words, i);
      gboolean begins = g_str_has_suffix (word, "*");

      /* Quoted, or a word like NOT would be an operator. There is no quote in a word. */
      g_string_append_printf (query, "\"%.*s\"%s ", (int) strlen (word) - (begins ? 1 : 0), word, begins ? " *" : "");
    }
  return g_string_free (query, words->len == 0);
}

gboolean
bell_history_words_fit (const char *words,
                        const char *typed)
{
  g_autoptr (GPtrArray) wanted = split_typed (typed);

  for (guint i = 0; i < wanted->len; i++)
    {
      char *word = g_ptr_array_index (wanted, i);
      gboolean begins = g_str_has_suffix (word, "*");
      g_autofree char *needle = g_strdup_printf (" %.*s%s", (int) strlen (word) - (begins ? 1 : 0), word,
                                                 begins ? "" : " ");

      if (strstr (words, needle) == NULL)
        return FALSE;
    }
  return wanted->len > 0;
}
