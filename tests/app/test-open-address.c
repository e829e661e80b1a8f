/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-open-address.h"
#include "bell-test.h"

#include <string.h>

#define BASE "https://cafe.example"
#define ORDERS BASE "/orders"

/* What a hostile shop may say of an order: none of it leaves its piece of the address. */
#define HOSTILE "../?x=1&y=#z/$\u00e9 {id}%2f@evil.example"
#define ESCAPED "..%2F%3Fx%3D1%26y%3D%23z%2F%24%C3%A9%20%7Bid%7D%252f%40evil.example"

static void
test_make (void)
{
  static const struct
  {
    const char *template;
    const char *expected;
  } cases[] = {
    { NULL, ORDERS },
    { "", ORDERS },
    { "https://admin.example/orders/{id}", "https://admin.example/orders/1042" },
    { "HTTPS://admin.example/?q={id}&m={marker}", "HTTPS://admin.example/?q=1042&m=order-created" },
    { "http://10.0.0.1:8080/{kind}/{status}#{id}", "http://10.0.0.1:8080/order/new#1042" },
    { "/orders?search={id}", BASE "/orders?search=1042" },
    { "/o/{order.phone|id}", BASE "/o/1042" },
    { "/o/{order.nothing|\"none yet\"}", BASE "/o/none%20yet" },
    { "/o/{order.note}/x", BASE "/o/" ESCAPED "/x" },
    { "/o/{order.dots}/x", BASE "/o/%2E%2E/x" },
    { "/same/for/all", BASE "/same/for/all" },
    /* Half an address leads nowhere. */
    { "https://admin.example/orders/{order.nothing}", ORDERS },
    /* What no setting should have let through. */
    { "//evil.example/{id}", ORDERS },
    { "javascript:alert({id})", ORDERS },
    { "file:///etc/passwd", ORDERS },
    { "{order.address}", ORDERS },
    { "https://", ORDERS },
    { "https:///{id}", ORDERS },
    { "https://a b.example/{id}", ORDERS },
  };
  g_autoptr (BellEntry) entry =
    bell_entry_new ("s", "order", "order-created", "Order 1042", "", "1042", "new", 0,
                    "{\"order\":{\"note\":\"" HOSTILE "\",\"dots\":\"..\",\"address\":\"file:///x\"}}");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (BellFacts) facts = { 0 };
      g_autofree char *address = NULL;

      bell_facts_init_entry (&facts, entry);
      address = bell_open_address_make (cases[i].template, BASE, &facts);
      g_assert_cmpstr (address, ==, cases[i].expected);
    }
}

/* No event, no field: the list. */
static void
test_without_event (void)
{
  g_autofree char *address = bell_open_address_make ("/orders/{id}", BASE, NULL);

  g_assert_cmpstr (address, ==, ORDERS);
}

static void
test_problems (void)
{
  static const struct
  {
    const char *template;
    const char *said; /* NULL: fine */
  } cases[] = {
    { "", NULL },
    { "/orders/{id}", NULL },
    { "https://admin.example/orders/{id}?m={marker}", NULL },
    { "http://[::1]:8080/{order.formData.phone|\"}\"}", NULL },
    { "admin.example/{id}", "must begin with https://" },
    { "ftp://admin.example/{id}", "must begin with https://" },
    { "javascript:alert(1)", "must begin with https://" },
    { "//admin.example/{id}", "must begin with https://" },
    { "https://{id}.example/", "before the address’s path" },
    { "https://{id}", "before the address’s path" },
    { "https://admin.example:{id}/", "before the address’s path" },
    { "/orders/{id", "has no “}”" },
    { "/orders/{}", "cannot be a field’s name" },
    { "https://", "not an address" },
    { "https:///{id}", "not an address" },
    { "/orders/ {id}", "not an address" },
    { "/orders/\001{id}", "not an address" },
    { "https://a b.example/", "not an address" },
  };
  g_autofree char *x = g_strnfill (600, 'x');
  g_autofree char *longer = g_strconcat ("/", x, NULL);
  g_autofree char *too_long = bell_open_address_dup_problem (longer);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *problem = bell_open_address_dup_problem (cases[i].template);

      if (cases[i].said == NULL ? problem != NULL : problem == NULL || strstr (problem, cases[i].said) == NULL)
        g_error ("%s: %s", cases[i].template, problem);
    }
  g_assert_nonnull (strstr (too_long, "longer than 500"));
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/app/open-address/make", test_make);
  g_test_add_func ("/app/open-address/without-event", test_without_event);
  g_test_add_func ("/app/open-address/problems", test_problems);
  return g_test_run ();
}
