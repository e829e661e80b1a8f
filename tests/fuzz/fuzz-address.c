/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Input: what somebody typed or pasted as their project's address. */
#include "fuzz.h"

#include "oe-address.h"
#include "oe-error.h"

#include <string.h>

static void
check_address (const char *address)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_HAS_PASSWORD, &error);
  g_autofree char *again = oe_address_normalize (address, NULL);
  const char *host;

  g_assert_no_error (error);
  for (const char *p = address; *p != '\0'; p++)
    g_assert_true (g_ascii_isgraph (*p));
  host = g_uri_get_host (uri);
  g_assert_cmpstr (host, !=, "");
  g_assert_null (g_uri_get_userinfo (uri));
  g_assert_cmpstr (g_uri_get_path (uri), ==, "");
  g_assert_null (g_uri_get_query (uri));
  g_assert_null (g_uri_get_fragment (uri));
  /* A password in the clear stays on this machine. */
  if (g_str_equal (g_uri_get_scheme (uri), "http"))
    {
      g_autoptr (GInetAddress) ip = g_inet_address_new_from_string (host);

      g_assert_true (ip != NULL ? g_inet_address_get_is_loopback (ip) : g_str_equal (host, "localhost"));
    }
  else
    g_assert_cmpstr (g_uri_get_scheme (uri), ==, "https");
  /* What comes out goes in again and stays. */
  g_assert_cmpstr (address, ==, again);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize size)
{
  g_autofree char *typed = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autofree char *address = oe_address_normalize (typed, &error);

  if (address != NULL)
    check_address (address);
  else
    {
      g_assert_error (error, OE_ERROR, OE_ERROR_ADDRESS);
      /* It may have been a password. */
      g_assert_true (strlen (typed) < 8 || strstr (error->message, typed) == NULL);
    }
  return 0;
}
