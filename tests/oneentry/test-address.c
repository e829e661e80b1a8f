/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-address.h"

#include "oe-error.h"

#include "bell-test.h"

static const struct
{
  const char *typed;
  const char *address; /* NULL: refused */
} cases[] = {
  { "https://shop.oneentry.cloud", "https://shop.oneentry.cloud" },
  { "  shop.oneentry.cloud\n", "https://shop.oneentry.cloud" },
  { "shop.oneentry.cloud/", "https://shop.oneentry.cloud" },
  { "<https://shop.oneentry.cloud/>", "https://shop.oneentry.cloud" },
  { "“https://shop.oneentry.cloud/catalog/12”", "https://shop.oneentry.cloud" },
  { "\u00a0\u200bshop.oneentry.cloud\ufeff ", "https://shop.oneentry.cloud" },
  { "'https://shop.oneentry.cloud'\r\n", "https://shop.oneentry.cloud" },
  { "<>", NULL },
  { "HTTPS://Shop.OneEntry.Cloud/orders?tab=4#top", "https://shop.oneentry.cloud" },
  { "https://shop.oneentry.cloud:443/", "https://shop.oneentry.cloud" },
  { "https://shop.oneentry.cloud:8443/api", "https://shop.oneentry.cloud:8443" },
  { "shop.example:8443", "https://shop.example:8443" },
  { "shop.example/?next=https://other.example", "https://shop.example" },
  { "shop.example?q=1", "https://shop.example" },
  { "https://käse.example", "https://xn--kse-qla.example" },
  { "https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443" },
  { "2001:db8::1", "https://[2001:db8::1]" },
  { "http://::1/", "http://[::1]" },
  { "http://127.0.0.1:3000", "http://127.0.0.1:3000" },
  { "http://127.8.9.1/", "http://127.8.9.1" },
  { "http://127.0.0.1:80", "http://127.0.0.1" },
  { "http://localhost:3000/api", "http://localhost:3000" },
  { "http://[::1]:3000", "http://[::1]:3000" },
  { "localhost:3000", "https://localhost:3000" },
  { "https://shop.example?@other.example", "https://shop.example" },
  { NULL, NULL },
  { "", NULL },
  { "   ", NULL },
  { "https://", NULL },
  { "https:///path", NULL },
  { "http://shop.oneentry.cloud", NULL },
  { "http://localhost.example", NULL },
  { "http://127.0.0.1.example", NULL },
  { "http://10.0.0.1", NULL },
  { "https://user:secret@shop.example", NULL },
  { "https://user@shop.example", NULL },
  { "user@shop.example", NULL },
  { "ftp://shop.example", NULL },
  { "wss://shop.example", NULL },
  { "javascript:alert(1)", NULL },
  { "file:///etc/passwd", NULL },
  { "https://shop example", NULL },
  { "https://shop..example", NULL },
  { "https://.example", NULL },
  { "https://shop.example:0", NULL },
  { "https://shop.example:99999", NULL },
  { "https://shop.example:abc", NULL },
  { "https://shop.example\\@other.example", NULL },
  { "https://shop.example\r\nx-evil: 1", NULL },
  { "https://<b>shop</b>", NULL },
  { "\xff\xfe", NULL },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *address = oe_address_normalize (cases[i].typed, &error);

      g_test_message ("%u: %s", i, cases[i].typed != NULL ? cases[i].typed : "(null)");
      g_assert_cmpstr (address, ==, cases[i].address);
      if (cases[i].address == NULL)
        g_assert_error (error, OE_ERROR, OE_ERROR_ADDRESS);
      else
        g_assert_no_error (error);
      g_assert_false (error != NULL && strstr (error->message, "secret") != NULL);
    }
}

/* What comes out goes in again and stays. */
static void
test_stable (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *again = NULL;

      if (cases[i].address == NULL)
        continue;
      again = oe_address_normalize (cases[i].address, NULL);
      g_assert_cmpstr (again, ==, cases[i].address);
    }
}

static void
test_long (void)
{
  g_autofree char *typed = g_strnfill (1024 * 1024, 'a');
  g_autoptr (GError) error = NULL;

  g_assert_null (oe_address_normalize (typed, &error));
  g_assert_error (error, OE_ERROR, OE_ERROR_ADDRESS);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/oneentry/address/u25/table", test_table);
  g_test_add_func ("/oneentry/address/stable", test_stable);
  g_test_add_func ("/oneentry/address/long", test_long);
  return g_test_run ();
}
