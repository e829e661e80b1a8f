/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-event-text.h"

#include "oe-event-read.h"
#include "oe-text.h"

#include "bell-json.h"
#include "bell-redact.h"

#include <string.h>

#define MAX_TITLE 200
#define MAX_BODY 500
#define MAX_ENTRIES 4 /* of a form, or of an event's attributes */

static const char *const names_of_people[] = { "name", "full_name", "fullName", "username", "user_name", "first_name",
                                               "firstName", NULL };
static const char *const names_of_mail[] = { "email", "e-mail", "mail", "email_reg", "login", NULL };

static JsonNode *
get_member (JsonObject *object,
            const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

/* People */

static char *
read_mail (JsonObject *payload)
{
  JsonObject *user = bell_json_get_object (payload, "user");
  char *mail = oe_read_member (bell_json_get_object (user, "notificationData"), "email");

  if (mail == NULL)
    mail = oe_read_member (user, "email");
  if (mail == NULL)
    mail = oe_read_attribute (get_member (user, "attributes"), names_of_mail);
  if (mail == NULL)
    mail = oe_read_member (payload, "email");
  return mail;
}

static char *
read_name (JsonObject *payload)
{
  JsonObject *user = bell_json_get_object (payload, "user");
  JsonObject *order = bell_json_get_object (payload, "order");
  char *name = oe_read_attribute (get_member (user, "attributes"), names_of_people);

  if (name == NULL)
    name = oe_read_member (user, "name");
  if (name == NULL)
    name = oe_read_attribute (get_member (user, "formData"), names_of_people);
  if (name == NULL)
    name = oe_read_attribute (get_member (order, "formData"), names_of_people);
  if (name == NULL)
    name = oe_read_attribute (get_member (order, "attributes"), names_of_people);
  return name;
}

static char *
read_person (JsonObject *payload)
{
  char *name = read_name (payload);

  return name != NULL ? name : read_mail (payload);
}

/* Titles */

/* "Order" and "1042", where there is a second word that may be shown. */
static char *
join (const char *first,
      const char *separator,
      const char *second)
{
  if (second == NULL || strstr (second, BELL_MASK) != NULL)
    return g_strdup (first);
  return g_strconcat (first, separator, second, NULL);
}

/* The thing's id, from {"order":{"id":1}} as well as {"order":1}. */
static char *
read_id (JsonObject *payload,
         const char *name)
{
  JsonObject *object = bell_json_get_object (payload, name);

  return object != NULL ? oe_read_member (object, "id") : oe_read_member (payload, name);
}

static char *
make_product_title (JsonObject *payload)
{
  JsonObject *product = bell_json_get_object (payload, "product");
  char *title = oe_read_member (product, "title");
  g_autofree char *id = NULL;

  if (title == NULL)
    title = oe_read_localized (product, "info", "title");
  if (title == NULL)
    title = oe_read_localized (product, "localizeInfos", "title");
  /* P8 does not say where its title stands. */
  if (title == NULL)
    title = oe_read_member (payload, "title");
  if (title != NULL)
    return title;
  id = read_id (payload, "product");
  return join ("Product", " ", id);
}

static char *
make_form_title (const OeEventWords *words)
{
  g_autofree char *about = words->marker != NULL ? oe_read_words (words->marker) : NULL;

  if (about == NULL)
    about = read_mail (words->payload);
  return join ("Form", ": ", about);
}

static char *
make_user_title (JsonObject *payload)
{
  g_autofree char *about = read_mail (payload);

  if (about == NULL)
    about = read_name (payload);
  if (about == NULL)
    about = oe_read_member (bell_json_get_object (payload, "user"), "identifier");
  if (about == NULL)
    about = read_id (payload, "user");
  return join ("User", " ", about);
}

static char *
make_other_title (const OeEventWords *words)
{
  char *title = words->marker != NULL ? oe_read_words (words->marker) : NULL;

  if (title == NULL)
    title = oe_read_member (words->payload, "title");
  return title != NULL ? title : g_strdup ("Event");
}

static char *
make_kind_title (const OeEventWords *words)
{
  g_autofree char *id = NULL;

  switch (words->kind)
    {
    case OE_KIND_ORDER:
      id = read_id (words->payload, "order");
      return join ("Order", " ", id);
    case OE_KIND_PRODUCT:
      return make_product_title (words->payload);
    case OE_KIND_FORM:
      return make_form_title (words);
    case OE_KIND_USER:
      return make_user_title (words->payload);
    case OE_KIND_MESSAGE:
      return oe_text_first_line (words->message, MAX_TITLE);
    case OE_KIND_OTHER:
    default:
      return make_other_title (words);
    }
}

char *
oe_event_make_title (const OeEventWords *words)
{
  g_autofree char *title = make_kind_title (words);
  g_autofree char *plain = oe_text_cut (title, MAX_TITLE);

  /* A message of markup only. */
  return *plain != '\0' ? g_steal_pointer (&plain) : make_other_title (words);
}

/* Bodies */

/* Takes fact, where there is one and no secret is in it. */
static void
add (GPtrArray *facts,
     char *fact)
{
  if (fact != NULL && *fact != '\0' && strstr (fact, BELL_MASK) == NULL)
    g_ptr_array_add (facts, fact);
  else
    g_free (fact);
}

/* How many pieces were ordered; a quantity nobody can count is one piece. */
static char *
count_items (JsonObject *order)
{
  JsonArray *products = bell_json_get_array (order, "products");
  gint64 n_items = 0;

  for (guint i = 0; products != NULL && i < json_array_get_length (products); i++)
    {
      JsonNode *node = json_array_get_element (products, i);
      JsonObject *product = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      gint64 quantity = bell_json_get_integer (product, "quantity", 1);

      n_items += quantity > 0 && quantity < G_MAXINT ? quantity : 1;
    }
  if (n_items == 0)
    return NULL;
  return n_items == 1 ? g_strdup ("1 item") : g_strdup_printf ("%" G_GINT64_FORMAT " items", n_items);
}

static void
add_order (GPtrArray *facts,
           JsonObject *payload)
{
  static const char *const sums[] = { "totalSum", "total", "sum", "amount", NULL };
  JsonObject *order = bell_json_get_object (payload, "order");

  add (facts, count_items (order));
  add (facts, oe_read_amount (order, sums));
  add (facts, oe_read_status_title (order));
  add (facts, read_person (payload));
}

static void
add_product (GPtrArray *facts,
             JsonObject *payload)
{
  static const char *const prices[] = { "price", NULL };
  JsonObject *product = bell_json_get_object (payload, "product");

  add (facts, oe_read_amount (product, prices));
  add (facts, oe_read_status_title (product));
}

static void
add_form (GPtrArray *facts,
          const OeEventWords *words)
{
  oe_read_entries (get_member (words->payload, "formData"), MAX_ENTRIES, facts);
  /* Without a marker the address is the title already. */
  if (words->marker != NULL)
    add (facts, read_mail (words->payload));
}

static void
add_user (GPtrArray *facts,
          JsonObject *payload)
{
  g_autofree char *mail = read_mail (payload);

  /* The address comes first; without one the name is the title already. */
  if (mail != NULL)
    add (facts, read_name (payload));
  add (facts, oe_read_status_title (bell_json_get_object (payload, "user")));
}

/* What follows the message's first line, which is the title. */
static void
add_rest_of_message (GPtrArray *facts,
                     const char *message)
{
  g_autofree char *first = oe_text_first_line (message, MAX_TITLE);
  g_autofree char *all = oe_text_plain (message, MAX_TITLE + MAX_BODY);

  if (g_str_has_prefix (all, first))
    add (facts, g_strdup (g_strchug (all + strlen (first))));
  else
    add (facts, g_steal_pointer (&all));
}

/* The plain members of a payload nobody knows (U11). */
static void
add_members (GPtrArray *facts,
             JsonObject *payload)
{
  static const char *const known[] = { "message", "attributes", "code", "title", NULL };
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (payload == NULL)
    return;
  json_object_iter_init_ordered (&iter, payload);
  while (facts->len < MAX_ENTRIES && json_object_iter_next_ordered (&iter, &name, &member))
    {
      g_autofree char *value = NULL;
      g_autofree char *label = NULL;

      if (!JSON_NODE_HOLDS_VALUE (member) || g_strv_contains (known, name))
        continue;
      value = oe_read_value (member);
      label = oe_read_words (name);
      if (value != NULL && label != NULL)
        add (facts, g_strdup_printf ("%s: %s", label, value));
    }
}

char *
oe_event_make_body (const OeEventWords *words)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *body = NULL;

  switch (words->kind)
    {
    case OE_KIND_ORDER:
      add_order (facts, words->payload);
      break;
    case OE_KIND_PRODUCT:
      add_product (facts, words->payload);
      break;
    case OE_KIND_FORM:
      add_form (facts, words);
      break;
    case OE_KIND_USER:
      add_user (facts, words->payload);
      break;
    case OE_KIND_MESSAGE:
      add_rest_of_message (facts, words->message);
      break;
    case OE_KIND_OTHER:
    default:
      add_members (facts, words->payload);
      break;
    }
  if (facts->len == 0 && words->kind != OE_KIND_MESSAGE)
    add (facts, oe_text_plain (words->message, MAX_BODY));
  if (facts->len < MAX_ENTRIES)
    oe_read_entries (get_member (words->payload, "attributes"), MAX_ENTRIES - facts->len, facts);
  g_ptr_array_add (facts, NULL);
  body = g_strjoinv (" · ", (char **) facts->pdata);
  return oe_text_cut (body, MAX_BODY);
}
