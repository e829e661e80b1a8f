/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-parse.h"

#include "bell-test.h"
#include "oe-json.h"

static void
test_locales (void)
{
  static const struct
  {
    const char *json;
    gboolean fits;
  } cases[] = {
    { "[{'id':1,'shortCode':'en','code':'en_US'}]", TRUE }, { "[]", TRUE }, { "{'items':[{'code':'en_US'}],'total':1}", TRUE },
    { "{'hello':'world'}", FALSE }, { "[{'hello':'world'}]", FALSE }, { "[1]", FALSE }, { "'ok'", FALSE }, { "null", FALSE },
  };

  g_assert_false (oe_parse_locales (NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = oe_json (cases[i].json);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].json);
      g_assert_true (oe_parse_locales (node, &error) == cases[i].fits);
      if (!cases[i].fits)
        g_assert_error (error, OE_ERROR, OE_ERROR_NO_ONEENTRY);
    }
}

/* A list as "a:A b:B", so that tables can be read. */
static char *
describe_providers (GPtrArray *providers)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < providers->len; i++)
    {
      OeProvider *provider = g_ptr_array_index (providers, i);

      g_string_append_printf (text, "%s:%s:%s:%s%s ", provider->identifier, provider->title, provider->type,
                              provider->form_identifier, provider->is_check_code ? "!" : "");
    }
  return g_string_free (text, FALSE);
}

static void
test_providers (void)
{
  static const struct
  {
    const char *json;
    const char *providers; /* NULL: an error */
  } cases[] = {
    { "[{'localizeInfos':{'title':'Email'},'identifier':'email','type':'email','formIdentifier':'reg','isActive':true,'isCheckCode':true}]",
      "email:Email:email:reg! " },
    { "{'items':[{'identifier':'email','localizeInfos':{'de_DE':{'title':'Post'},'en_US':{'title':'Mail'}}}],'total':1}", "email:Mail::(null) " },
    { "[{'identifier':'email','localizeInfos':{'de_DE':{'title':'Post'}}}]", "email:Post::(null) " },
    { "[{'identifier':'a','isActive':false},{'identifier':'b','localizeInfos':null,'formIdentifier':null}]", "b:b::(null) " },
    { "[{'identifier':''},{'identifier':7},{'identifier':'a\\nb'},null,1,[],{},{'identifier':'c','isCheckCode':'yes'}]", "c:c::(null) " },
    { "[{'identifier':'x','localizeInfos':{'title':'<b>X</b>\\n'}}]", "x:X::(null) " },
    { "[]", "" },
    { "{}", NULL },
    { "true", NULL },
    { "{'items':null}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = oe_json (cases[i].json);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) providers = oe_parse_providers (node, "en_US", &error);
      g_autofree char *text = providers != NULL ? describe_providers (providers) : NULL;

      g_test_message ("%s", cases[i].json);
      g_assert_cmpstr (text, ==, cases[i].providers);
      if (cases[i].providers == NULL)
        g_assert_error (error, OE_ERROR, OE_ERROR_PROTOCOL);
    }
}

static char *
describe_fields (GPtrArray *fields)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < fields->len; i++)
    {
      OeField *field = g_ptr_array_index (fields, i);

      g_assert_true (field->is_login != field->is_password);
      g_string_append_printf (text, "%s%s=%s ", field->is_password ? "*" : "", field->marker, field->title);
    }
  return g_string_free (text, FALSE);
}

static void
test_fields (void)
{
  static const struct
  {
    const char *json;
    const char *fields; /* NULL: an error */
  } cases[] = {
    { "{'attributes':[{'marker':'password','isPassword':true,'position':1},{'marker':'login','isLogin':true,'position':2,"
      "'localizeInfos':{'title':'Login'}},{'marker':'sign_up','type':'radioButton'}]}",
      "login=Login *password=password " },
    { "{'attributes':[{'marker':'phone','isLogin':true,'position':3},{'marker':'mail','isLogin':true,'position':'2'},"
      "{'marker':'pw','isPassword':true}]}",
      "mail=mail phone=phone *pw=pw " },
    { "{'attributes':[{'marker':'email_reg','localizeInfos':{'en_US':{'title':'E-mail'}}},{'marker':'password_reg'},{'marker':'name'}]}",
      "email_reg=E-mail *password_reg=password_reg " },
    { "{'attributes':[{'marker':'secret','additionalFields':{'type':{'value':'password'}}},{'marker':'user_login'}]}",
      "user_login=user_login *secret=secret " },
    { "{'attributes':[{'marker':'pass_auth','isLogin':false,'isPassword':null},{'marker':'email_auth'},{'marker':'pass_again'}]}",
      "email_auth=email_auth *pass_auth=pass_auth " },
    { "{'attributes':[null,1,{},{'marker':null}]}", "" },
    { "{'attributes':[]}", "" },
    { "{'attributes':{}}", NULL },
    { "[]", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = oe_json (cases[i].json);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) fields = oe_parse_fields (node, "en_US", &error);
      g_autofree char *text = fields != NULL ? describe_fields (fields) : NULL;

      g_test_message ("%s", cases[i].json);
      g_assert_cmpstr (text, ==, cases[i].fields);
      if (cases[i].fields == NULL)
        g_assert_error (error, OE_ERROR, OE_ERROR_PROTOCOL);
    }
}

static void
test_events (void)
{
  g_autoptr (JsonNode) node = oe_json ("{'items':[{'id':4,'identifier':'send_code','localizeInfos':{'title':'Code'}},"
                                       "{'identifier':'order_created'},{'id':5},null],'total':4}");
  g_autoptr (GPtrArray) events = oe_parse_events (node, "en_US", NULL);

  g_assert_cmpuint (events->len, ==, 2);
  g_assert_cmpstr (((OeEventInfo *) events->pdata[0])->title, ==, "Code");
  g_assert_cmpstr (((OeEventInfo *) events->pdata[1])->title, ==, "order_created");
  g_assert_null (oe_parse_events (NULL, "en_US", NULL));
}

static void
test_tokens (void)
{
  static const struct
  {
    const char *json; /* NULL: an empty body */
    int sign_in;      /* -1: tokens */
    int refresh;
    const char *refresh_token; /* after a refresh */
  } cases[] = {
    { "{'userIdentifier':'u','authProviderIdentifier':'other','accessToken':'a.b.c','refreshToken':'r'}", -1, -1, "r" },
    { "{'userIdentifier':7,'accessToken':'a','refreshToken':'r'}", -1, -1, "r" },
    { "{'accessToken':'a'}", -1, -1, "old" },
    { "{'accessToken':'a','refreshToken':null}", -1, -1, "old" },
    { "{'accessToken':''}", OE_ERROR_PROTOCOL, OE_ERROR_PROTOCOL, NULL },
    { "{'accessToken':'a\\r\\nx-evil: 1'}", OE_ERROR_PROTOCOL, OE_ERROR_PROTOCOL, NULL },
    { "{'accessToken':7}", OE_ERROR_PROTOCOL, OE_ERROR_PROTOCOL, NULL },
    { "{'hello':'world'}", OE_ERROR_NO_ONEENTRY, OE_ERROR_PROTOCOL, NULL },
    { "[]", OE_ERROR_NO_ONEENTRY, OE_ERROR_PROTOCOL, NULL },
    { NULL, OE_ERROR_PROTOCOL, OE_ERROR_PROTOCOL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = cases[i].json != NULL ? oe_json (cases[i].json) : NULL;
      g_autoptr (GError) sign_in_error = NULL;
      g_autoptr (GError) refresh_error = NULL;
      g_autoptr (OeTokens) signed_in = oe_parse_sign_in (node, "email", &sign_in_error);
      g_autoptr (OeTokens) refreshed = oe_parse_refresh (node, "email", "old", &refresh_error);

      g_test_message ("%s", cases[i].json);
      if (cases[i].sign_in >= 0)
        {
          g_assert_error (sign_in_error, OE_ERROR, cases[i].sign_in);
          g_assert_error (refresh_error, OE_ERROR, cases[i].refresh);
          continue;
        }
      g_assert_nonnull (signed_in);
      g_assert_cmpstr (signed_in->provider, ==, "email");
      g_assert_cmpstr (refreshed->refresh_token, ==, cases[i].refresh_token);
    }
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/oneentry/parse/locales", test_locales);
  g_test_add_func ("/oneentry/parse/providers", test_providers);
  g_test_add_func ("/oneentry/parse/fields", test_fields);
  g_test_add_func ("/oneentry/parse/events", test_events);
  g_test_add_func ("/oneentry/parse/tokens", test_tokens);
  return g_test_run ();
}
