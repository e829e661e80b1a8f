/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-redact.h"
#include "bell-test.h"

#include <string.h>

static void
test_masked (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "plain words stay", "plain words stay" },
    { "HTTP 400: {\"statusCode\":400,\"message\":\"no\"}", "HTTP 400: {\"statusCode\":400,\"message\":\"no\"}" },
    { "promo_code=SUMMER", "promo_code=SUMMER" },
    { "Authorization: Bearer abc.def\r\nHost: x", "Authorization: " BELL_MASK "\r\nHost: x" },
    { "x-app-token: secret", "x-app-token: " BELL_MASK },
    { "Cookie: a=b; c=d", "Cookie: " BELL_MASK },
    { "sent Bearer abc.def, then", "sent Bearer " BELL_MASK ", then" },
    { "/x?token=abc&y=1", "/x?token=" BELL_MASK "&y=1" },
    { "{\"password\":\"p\\\"q\",\"a\":1}", "{\"password\":" BELL_MASK ",\"a\":1}" },
    { "{\"refreshToken\": \"r\"}", "{\"refreshToken\": " BELL_MASK "}" },
    { "{\"code\":123456}", "{\"code\":" BELL_MASK "}" },
    { "got eyJhbGciOi.eyJpZCI6.c2ln here", "got " BELL_MASK " here" },
    { "1764000000000-123e4567-e89b-12d3-a456-426614174000", BELL_MASK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *masked = bell_redact (cases[i].text);

      g_assert_cmpstr (masked, ==, cases[i].expected);
    }
  g_assert_null (bell_redact (NULL));
}

static void
test_any_bytes (void)
{
  g_autofree char *masked = bell_redact ("\xff token=x \xc3");

  g_assert_true (g_utf8_validate (masked, -1, NULL));
  g_assert_null (strstr (masked, "=x"));
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/base/redact/masked", test_masked);
  g_test_add_func ("/base/redact/any-bytes", test_any_bytes);
  return g_test_run ();
}
