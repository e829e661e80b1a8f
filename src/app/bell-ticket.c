/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-ticket.h"

#include "bell-facts.h"
#include "bell-format-entry.h"
#include "bell-format-fields.h"
#include "bell-json.h"
#include "oe-event-read.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_PAYLOAD (1024 * 1024)
#define MAX_PRODUCTS 100
#define MIN_COLUMNS 16
#define NARROW_MM 65
#define NARROW_COLUMNS 32
#define WIDE_COLUMNS 48

void
bell_ticket_line_free (BellTicketLine *line)
{
  g_free (line->text);
  g_free (line);
}

guint
bell_ticket_columns (double width_mm)
{
  return width_mm < NARROW_MM ? NARROW_COLUMNS : WIDE_COLUMNS;
}

/* Columns */

static guint
width_of (gunichar c)
{
  return g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
}

static guint
columns_of (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    n += width_of (g_utf8_get_char (p));
  return n;
}

/* The end of what fits into so many columns: behind the last blank in them, or, where a word is longer, within it. */
static const char *
find_break (const char *text,
            guint columns)
{
  const char *blank = NULL;
  guint n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      n += width_of (g_utf8_get_char (p));
      if (n > columns && *p == ' ')
        return p + 1;
      if (n > columns)
        return blank != NULL ? blank : p > text ? p : g_utf8_next_char (p);
      if (*p == ' ')
        blank = p + 1;
    }
  return text + strlen (text);
}

/* Adding lines */

/* Takes text. */
static void
add (GPtrArray *lines,
     BellTicketStyle style,
     char *text)
{
  BellTicketLine *line;

  if (lines->len >= BELL_TICKET_MAX_LINES)
    {
      g_free (text);
      return;
    }
  line = g_new0 (BellTicketLine, 1);
  line->style = style;
  line->text = text;
  g_ptr_array_add (lines, line);
}

static void
add_wrapped (GPtrArray *lines,
             BellTicketStyle style,
             const char *text,
             guint columns)
{
  while (*text != '\0' && lines->len < BELL_TICKET_MAX_LINES)
    {
      const char *end = find_break (text, columns);

      add (lines, style, g_strchomp (g_strndup (text, end - text)));
      text = end;
    }
}

static void
add_centred (GPtrArray *lines,
             const char *text,
             guint columns)
{
  const char *end = find_break (text, columns);
  g_autofree char *first = g_strchomp (g_strndup (text, end - text));
  guint left = (columns - MIN (columns_of (first), columns)) / 2;

  if (*first == '\0')
    return;
  add (lines, BELL_TICKET_BOLD, g_strdup_printf ("%*s%s", (int) left, "", first));
  add_wrapped (lines, BELL_TICKET_BOLD, end, columns);
}

/* "2 × Sourdough loaf          13.80": what stands left is wrapped, what stands right is on its first line. */
static void
add_pair (GPtrArray *lines,
          BellTicketStyle style,
          const char *left,
          const char *right,
          guint columns)
{
  guint taken = columns_of (right);
  guint room;
  const char *end;
  g_autofree char *first = NULL;

  if (taken == 0 || taken + 8 > columns)
    {
      add_wrapped (lines, style, left, columns);
      add_wrapped (lines, style, right, columns);
      return;
    }
  room = columns - taken - 1;
  end = find_break (left, room);
  first = g_strchomp (g_strndup (left, end - left));
  add (lines, style, g_strdup_printf ("%s%*s%s", first, (int) (columns - taken - columns_of (first)), "", right));
  add_wrapped (lines, style, end, room);
}

/* What was ordered */

static void
add_product (GPtrArray *lines,
             JsonNode *node,
             guint columns)
{
  JsonObject *product = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autofree char *title = oe_read_value (node);
  g_autofree char *quantity = oe_read_member (product, "quantity");
  g_autofree char *price = oe_read_member (product, "price");
  g_autofree char *left = NULL;

  if (title == NULL)
    title = oe_read_member (product, "title");
  if (title == NULL)
    return;
  left = quantity != NULL ? g_strdup_printf ("%s × %s", quantity, title) : g_strdup (title);
  add_pair (lines, BELL_TICKET_PLAIN, left, price != NULL ? price : "", columns);
}

static guint
add_products (GPtrArray *lines,
              BellEntry *entry,
              guint columns)
{
  const char *payload = bell_entry_get_payload (entry);
  g_autoptr (JsonNode) root = payload != NULL ? bell_json_parse (payload, strlen (payload), MAX_PAYLOAD, NULL) : NULL;
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonArray *products = bell_json_get_array (bell_json_get_object (object, bell_entry_get_kind (entry)), "products");
  guint n = products != NULL ? MIN (json_array_get_length (products), MAX_PRODUCTS) : 0;

  for (guint i = 0; i < n; i++)
    add_product (lines, json_array_get_element (products, i), columns);
  return n;
}

/* All but what the ticket has said already: the items, the total and the number. */
static void
add_fields (GPtrArray *lines,
            BellEntry *entry,
            guint columns)
{
  const char *const said[] = { _("Total"), _("Order number"), _("Price"), _("Product"), NULL };
  g_autoptr (GPtrArray) fields = bell_format_fields (bell_entry_get_payload (entry));

  for (guint i = 0; i < fields->len; i++)
    {
      BellField *field = g_ptr_array_index (fields, i);
      g_autofree char *text = NULL;

      if (g_strcmp0 (field->group, _("Items")) == 0 || (field->group == NULL && g_strv_contains (said, field->label)))
        continue;
      text = g_strdup_printf ("%s: %s", field->label, field->value);
      g_strdelimit (text, "\r\n\t", ' ');
      add_wrapped (lines, BELL_TICKET_PLAIN, text, columns);
    }
}

static void
add_rule (GPtrArray *lines)
{
  if (lines->len > 0 && ((BellTicketLine *) g_ptr_array_index (lines, lines->len - 1))->style != BELL_TICKET_RULE)
    add (lines, BELL_TICKET_RULE, g_strdup (""));
}

GPtrArray *
bell_ticket_new (BellEntry *entry,
                 const char *title,
                 const char *shop,
                 guint columns)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) bell_ticket_line_free);
  g_autofree char *moment = bell_format_moment (bell_entry_get_received (entry));
  g_autofree char *amount = NULL;
  g_auto (BellFacts) facts;

  columns = MAX (columns, MIN_COLUMNS);
  bell_facts_init_entry (&facts, entry);
  amount = bell_facts_dup (&facts, "amount");

  add_centred (lines, shop, columns);
  add_rule (lines);
  add_wrapped (lines, BELL_TICKET_BIG, title, columns / 2);
  add_wrapped (lines, BELL_TICKET_PLAIN, moment, columns);
  add_rule (lines);
  if (add_products (lines, entry, columns) > 0)
    add_rule (lines);
  if (amount != NULL)
    {
      /* TRANSLATORS: what an order costs */
      add_pair (lines, BELL_TICKET_BOLD, _("Total"), amount, columns);
      add_rule (lines);
    }
  add_fields (lines, entry, columns);
  return lines;
}

/* What goes wrong */

char *
bell_format_no_ticket (const char *title,
                       const char *printer,
                       BellTicketTrouble trouble,
                       const char *message)
{
  /* TRANSLATORS: the name of a printer that has none: the computer's usual one */
  const char *name = *printer != '\0' ? printer : _("the usual printer");

  switch (trouble)
    {
    case BELL_TICKET_NO_PRINTER:
      /* TRANSLATORS: an event's title and a printer's name */
      return g_strdup_printf (_("No ticket for %s: this computer has no printer “%s”. Change the rule."), title, name);
    case BELL_TICKET_TOO_LATE:
      /* TRANSLATORS: an event's title and a printer's name */
      return g_strdup_printf (_("No ticket for %s: “%s” does not answer."), title, name);
    case BELL_TICKET_TOO_MANY:
      /* TRANSLATORS: an event's title and a printer's name */
      return g_strdup_printf (_("No ticket for %s: too many wait for “%s”."), title, name);
    case BELL_TICKET_REFUSED:
    default:
      if (message == NULL)
        /* TRANSLATORS: an event's title and a printer's name */
        return g_strdup_printf (_("No ticket for %s: “%s” did not take it."), title, name);
      /* TRANSLATORS: an event's title, a printer's name, and the computer's own words */
      return g_strdup_printf (_("No ticket for %s: “%s” did not take it (%s)."), title, name, message);
    }
}
