/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-types.h"

#include "oe-text.h"

#include "bell-test.h"

#define S G_USEC_PER_SEC

static char *
make_jwt (const char *claims)
{
  g_autofree char *base64 = g_base64_encode ((const guchar *) claims, strlen (claims));

  for (char *p = base64; *p != '\0'; p++)
    *p = *p == '+' ? '-' : *p == '/' ? '_' : *p == '=' ? '\0' : *p;
  return g_strdup_printf ("eyJhbGciOiJIUzI1NiJ9.%s.c2ln", base64);
}

static void
test_expiry (void)
{
  static const struct
  {
    const char *claims;
    gint64 expires;
    gint64 issued;
  } cases[] = {
    { "{\"iat\":1700000000,\"exp\":1700003600}", 1700003600, 1700000000 },
    { "{\"exp\":1700003600.5,\"name\":\"K\303\244se\"}", 1700003600, 0 },
    { "{\"iat\":1700000000}", 0, 1700000000 },
    { "{\"exp\":\"1700003600\"}", 0, 0 },
    { "{\"exp\":null,\"iat\":true}", 0, 0 },
    { "{\"exp\":-5}", 0, 0 },
    { "{\"exp\":1e300}", 0, 0 },
    { "{\"exp\":9223372036854775807}", 0, 0 },
    { "{\"exp\":[1]}", 0, 0 },
    { "[]", 0, 0 },
    { "1", 0, 0 },
    { "no JSON", 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *jwt = make_jwt (cases[i].claims);
      g_autoptr (OeTokens) tokens = oe_tokens_new ("user", "email", jwt, "refresh");

      g_test_message ("%s", cases[i].claims);
      g_assert_cmpint (oe_jwt_get_expiry_us (jwt) / S, ==, cases[i].expires);
      g_assert_cmpint (tokens->expires_us / S, ==, cases[i].expires);
      g_assert_cmpint (tokens->issued_us / S, ==, cases[i].issued);
    }
}

static void
test_no_jwt (void)
{
  static const char *const cases[] = { "", ".", "..", "a.b", "a.!!!.c", "opaque", "a.\xff\xff.c", "1732356000000-x" };

  g_assert_cmpint (oe_jwt_get_expiry_us (NULL), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (oe_jwt_get_expiry_us (cases[i]), ==, 0);
}

/* From the keyring there is a refresh token only. */
static void
test_tokens_of_nothing (void)
{
  g_autoptr (OeTokens) stored = oe_tokens_new (NULL, "email", NULL, "refresh");
  g_autoptr (OeTokens) short_lived = oe_tokens_new ("user", "email", "opaque", NULL);

  g_assert_null (stored->access_token);
  g_assert_cmpstr (stored->refresh_token, ==, "refresh");
  g_assert_cmpint (stored->expires_us, ==, 0);
  g_assert_null (short_lived->refresh_token);
}

static void
test_titles (void)
{
  g_autoptr (OeProvider) provider = oe_provider_new ("email", NULL, "email", NULL, TRUE);
  g_autoptr (OeField) field = oe_field_new ("login", "", TRUE, FALSE);
  g_autoptr (OeEventInfo) info = oe_event_info_new ("order_created", NULL);

  g_assert_cmpstr (provider->title, ==, "email");
  g_assert_cmpstr (field->title, ==, "login");
  g_assert_cmpstr (info->title, ==, "order_created");
}

static void
test_text (void)
{
  static const struct
  {
    const char *text;
    const char *plain;
    const char *first;
  } cases[] = {
    { NULL, "", "" },
    { "", "", "" },
    { "  two   words ", "two words", "two words" },
    { "one\ntwo", "one two", "one" },
    { "\n\n one\r\ntwo", "one two", "one" },
    { "<p>One</p><p>Two</p>", "One Two", "One" },
    { "One<br/>Two", "One Two", "One" },
    { "<b>b</b>old", "bold", "bold" },
    { "window, please <3 & a chair", "window, please <3 & a chair", "window, please <3 & a chair" },
    { "1 < 2 > 0", "1 < 2 > 0", "1 < 2 > 0" },
    { "&lt;b&gt; &amp;amp; &quot;q&quot; &apos;a&apos;", "<b> &amp; \"q\" 'a'", "<b> &amp; \"q\" 'a'" },
    { "&bogus; &", "&bogus; &", "&bogus; &" },
    { "a<script>alert('<b>')</script>b", "ab", "ab" },
    { "a<script>alert(1)", "a", "a" },
    { "a<!-- no -->b", "ab", "ab" },
    { "open <b and no end", "open <b and no end", "open <b and no end" },
    { "a\xe2\x80\xae" "b\xe2\x81\xa6" "c\x01" "d\x7f", "abcd", "abcd" },
    { "a\xe2\x80\xa8" "b", "a b", "a" },
    { "\xff", "\xef\xbf\xbd", "\xef\xbf\xbd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = oe_text_plain (cases[i].text, 100);
      g_autofree char *first = oe_text_first_line (cases[i].text, 100);

      g_test_message ("%u: %s", i, cases[i].plain);
      g_assert_cmpstr (plain, ==, cases[i].plain);
      g_assert_cmpstr (first, ==, cases[i].first);
    }
}

static void
test_as_typed (void)
{
  static const char *const cases[][2] = {
    { "", "" },
    { "Fish & Chips <b>large</b> &amp;", "Fish & Chips <b>large</b> &amp;" },
    { " a\tb\n c ", "a b c" },
    { "a\xe2\x80\xae" "b\xe2\x81\xa6" "c\x01" "d\x7f", "abcd" },
    { "\xff", "\xef\xbf\xbd" },
    { "1234567890123", "123456789…" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *typed = oe_text_as_typed (cases[i][0], i < 5 ? 100 : 10);

      g_assert_cmpstr (typed, ==, cases[i][1]);
    }
}

static void
test_cut (void)
{
  static const struct
  {
    const char *text;
    gsize max;
    const char *cut;
  } cases[] = {
    { "abc", 3, "abc" }, { "abcd", 3, "ab…" }, { "äöü", 3, "äöü" }, { "äöüß", 3, "äö…" },
    { "ab", 1, "…" },    { "a", 1, "a" },      { "", 1, "" },       { "abc", 0, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *cut = oe_text_cut (cases[i].text, cases[i].max);
      g_autofree char *plain = oe_text_plain (cases[i].text, cases[i].max);

      g_assert_cmpstr (cut, ==, cases[i].cut);
      g_assert_cmpstr (plain, ==, cases[i].cut);
    }
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/oneentry/types/expiry", test_expiry);
  g_test_add_func ("/oneentry/types/no-jwt", test_no_jwt);
  g_test_add_func ("/oneentry/types/tokens-of-nothing", test_tokens_of_nothing);
  g_test_add_func ("/oneentry/types/titles", test_titles);
  g_test_add_func ("/oneentry/text/plain", test_text);
  g_test_add_func ("/oneentry/text/as-typed", test_as_typed);
  g_test_add_func ("/oneentry/text/cut", test_cut);
  return g_test_run ();
}
