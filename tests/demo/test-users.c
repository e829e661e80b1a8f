/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-json.h"
#include "demo-client.h"

static DemoClient client;

#define AUTH "users-auth-providers/marker/email/users/auth"

static JsonNode *
decode_claims (const char *jwt)
{
  g_auto(GStrv) parts = g_strsplit (jwt, ".", -1);
  g_autofree char *padded = NULL;
  g_autofree guchar *text = NULL;
  gsize length;

  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  g_strdelimit (parts[1], "-", '+');
  g_strdelimit (parts[1], "_", '/');
  padded = g_strconcat (parts[1], &"==="[3 - (4 - strlen (parts[1]) % 4) % 4], NULL);
  text = g_base64_decode (padded, &length);
  return bell_json_parse ((char *) text, length, 10000, NULL);
}

static void
test_sign_in (void)
{
  g_autoptr(JsonNode) claims = NULL;
  JsonObject *object;
  gint64 issued;

  g_assert_cmpuint (demo_client_sign_in (&client, DEMO_LOGIN, DEMO_PASSWORD), ==, 201);
  object = demo_client_get_object (&client);
  g_assert_cmpstr (bell_json_get_string (object, "userIdentifier"), ==, DEMO_LOGIN);
  g_assert_cmpstr (bell_json_get_string (object, "authProviderIdentifier"), ==, "email");
  g_assert_true (g_regex_match_simple ("^[0-9]{13}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", client.refresh, 0, 0));

  claims = decode_claims (client.access);
  object = json_node_get_object (claims);
  issued = bell_json_get_integer (object, "iat", 0);
  g_assert_cmpint (bell_json_get_integer (object, "exp", 0), ==, issued + 3600);
  g_assert_cmpint (bell_json_get_integer (object, "id", 0), >, 0);
  g_assert_cmpstr (bell_json_get_string (object, "userIdentifier"), ==, DEMO_LOGIN);

  g_assert_cmpuint (demo_client_send (&client, "GET", "users/me?langCode=en_US", NULL), ==, 200);
  g_assert_cmpstr (bell_json_get_string (demo_client_get_object (&client), "identifier"), ==, DEMO_LOGIN);
}

static void
test_sign_in_refused (void)
{
  static const char *const bodies[] = {
    "{}",
    "{\"authData\":[{\"marker\":\"login\",\"value\":\"\"}]}",
    "{\"authData\":[7]}",
    "{\"authData\":[],\"formIdentifier\":\"reg\"}",
    "{\"authData\":[],\"langCode\":\"en_US\"}",
  };

  demo_client_sign_in (&client, DEMO_LOGIN, "wrong");
  demo_client_assert_refused (&client, 401, "Login or password is incorrect");
  demo_client_sign_in (&client, "somebody", DEMO_PASSWORD);
  demo_client_assert_refused (&client, 401, "Login or password is incorrect");
  demo_client_send (&client, "POST", "users-auth-providers/marker/phone/users/auth", "{\"authData\":[]}");
  demo_client_assert_refused (&client, 404, "Auth provider not found");

  /* The validation of a body complains by a list. */
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_assert_cmpuint (demo_client_send (&client, "POST", AUTH, bodies[i]), ==, 400);
      g_assert_cmpuint (json_array_get_length (bell_json_get_array (demo_client_get_object (&client), "message")), >, 0);
    }
  g_assert_cmpuint (demo_shop_get_n_requests (client.shop, "auth"), ==, 3 + G_N_ELEMENTS (bodies));
}

static void
test_refresh_rotates (void)
{
  g_autofree char *first = NULL;
  g_autofree char *first_access = NULL;

  demo_client_sign_in (&client, DEMO_LOGIN, DEMO_PASSWORD);
  first = g_strdup (client.refresh);
  first_access = g_strdup (client.access);

  g_assert_cmpuint (demo_client_refresh (&client, "email", first), ==, 201);
  g_assert_cmpstr (client.refresh, !=, first);
  g_assert_cmpstr (client.access, !=, first_access);
  g_assert_cmpuint (demo_client_send (&client, "GET", "users/me", NULL), ==, 200);
  g_assert_cmpuint (demo_shop_get_n_reused_refresh (client.shop), ==, 0);

  demo_client_refresh (&client, "email", first);
  demo_client_assert_refused (&client, 400, "Provided token is incorrect");
  g_assert_cmpuint (demo_shop_get_n_reused_refresh (client.shop), ==, 1);

  /* The session is found by its newest access token only. */
  g_free (client.access);
  client.access = g_steal_pointer (&first_access);
  demo_client_send (&client, "GET", "users/me", NULL);
  demo_client_assert_refused (&client, 401, "Unauthorized");
}

static void
test_refresh_is_bound (void)
{
  demo_client_sign_in (&client, DEMO_LOGIN, DEMO_PASSWORD);
  demo_client_refresh (&client, "phone", client.refresh);
  demo_client_assert_refused (&client, 400, "Provided token is incorrect");

  client.device = "{\"fingerprint\":\"another\",\"deviceInfo\":{}}";
  demo_client_refresh (&client, "email", client.refresh);
  demo_client_assert_refused (&client, 400, "Provided token is incorrect");

  client.device = DEMO_DEVICE;
  demo_shop_set_refuse_refresh (client.shop, TRUE);
  demo_client_refresh (&client, "email", client.refresh);
  demo_client_assert_refused (&client, 400, "Provided token is incorrect");

  demo_shop_set_refuse_refresh (client.shop, FALSE);
  g_assert_cmpuint (demo_client_refresh (&client, "email", client.refresh), ==, 201);
}

static guint
count_sessions (void)
{
  g_assert_cmpuint (demo_client_send (&client, "GET", "users-auth-providers/marker/email/users/sessions", NULL), ==, 200);
  return json_array_get_length (demo_client_get_array (&client));
}

static void
test_sessions (void)
{
  g_autofree char *first = NULL;

  demo_client_sign_in (&client, DEMO_LOGIN, DEMO_PASSWORD);
  first = g_strdup (client.refresh);
  demo_client_sign_in (&client, DEMO_LOGIN, DEMO_PASSWORD);
  g_assert_cmpuint (count_sessions (), ==, 1);
  demo_client_refresh (&client, "email", first);
  demo_client_assert_refused (&client, 400, "Provided token is incorrect");

  client.device = "{\"fingerprint\":\"test-2\",\"deviceInfo\":{\"os\":\"BSD\"}}";
  demo_client_sign_in (&client, DEMO_LOGIN, DEMO_PASSWORD);
  g_assert_cmpuint (count_sessions (), ==, 2);

  g_assert_cmpuint (demo_client_send (&client, "POST", "users-auth-providers/marker/email/users/logout-all", NULL), ==, 201);
  demo_client_send (&client, "GET", "users/me", NULL);
  demo_client_assert_refused (&client, 401, "Unauthorized");
}

static void
test_logout (void)
{
  g_autofree char *body = NULL;

  demo_client_sign_in (&client, DEMO_LOGIN, DEMO_PASSWORD);
  body = g_strdup_printf ("{\"refreshToken\":\"%s\"}", client.refresh);
  g_assert_cmpuint (demo_client_send (&client, "POST", "users-auth-providers/marker/email/users/logout", body), ==, 201);
  g_assert_true (json_node_get_boolean (client.answer));
  demo_client_send (&client, "GET", "users/me", NULL);
  demo_client_assert_refused (&client, 401, "Unauthorized");
  demo_client_refresh (&client, "email", client.refresh);
  demo_client_assert_refused (&client, 400, "Provided token is incorrect");
}

static void
test_access_ends (void)
{
  demo_client_sign_in (&client, DEMO_LOGIN, DEMO_PASSWORD);
  demo_shop_revoke_access (client.shop);
  demo_client_send (&client, "GET", "users/me", NULL);
  demo_client_assert_refused (&client, 401, "Unauthorized");
  g_assert_cmpuint (demo_client_refresh (&client, "email", client.refresh), ==, 201);
  g_assert_cmpuint (demo_client_send (&client, "GET", "users/me", NULL), ==, 200);

  demo_shop_set_access_ttl (client.shop, 0);
  g_assert_cmpuint (demo_client_refresh (&client, "email", client.refresh), ==, 201);
  g_assert_cmpuint (demo_client_send (&client, "GET", "users/me", NULL), ==, 401);
}

static void
run (gconstpointer test)
{
  demo_client_set_up (&client);
  ((void (*) (void)) test) ();
  demo_client_tear_down (&client);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);

  g_test_add_data_func ("/demo/users/sign-in", test_sign_in, run);
  g_test_add_data_func ("/demo/users/sign-in-refused", test_sign_in_refused, run);
  g_test_add_data_func ("/demo/users/refresh-rotates", test_refresh_rotates, run);
  g_test_add_data_func ("/demo/users/refresh-is-bound", test_refresh_is_bound, run);
  g_test_add_data_func ("/demo/users/sessions", test_sessions, run);
  g_test_add_data_func ("/demo/users/logout", test_logout, run);
  g_test_add_data_func ("/demo/users/access-ends", test_access_ends, run);
  return g_test_run ();
}
