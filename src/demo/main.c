/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib-unix.h>
#include <stdio.h>

#include "bell-json.h"
#include "demo-shop.h"

#define EXIT_USAGE 2

static const char description[] =
  "Serves a small OneEntry shop on 127.0.0.1 until it is ended: the Content API and\n"
  "the Socket.IO server side, with a new event every so often while somebody listens.\n"
  "Prints one line of JSON with url, appToken, login and password when it is ready.\n"
  "\n"
  "Exit status: 0 when ended by SIGINT or SIGTERM, 1 when it cannot serve, 2 for wrong usage.";

typedef struct
{
  int port;
  double every;
  char *user;
  char *password;
  char *cert;
  char *key;
  gboolean version;
} Options;

/* Returns FALSE with a sentence in *error when the command line makes no sense. */
static gboolean
parse_options (Options *options,
               int *argc,
               char ***argv,
               GError **error)
{
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &options->port, "Port to serve on, 0 takes any (default 0)", "N" },
    { "every", 0, 0, G_OPTION_ARG_DOUBLE, &options->every, "An event every so many seconds, 0 for none (default 10)", "SECONDS" },
    { "user", 0, 0, G_OPTION_ARG_STRING, &options->user, "Who can sign in (default till@example.com)", "LOGIN" },
    { "password", 0, 0, G_OPTION_ARG_STRING, &options->password, "With which password (default demo-bell)", "PASSWORD" },
    { "cert", 0, 0, G_OPTION_ARG_FILENAME, &options->cert, "Serve https with this certificate", "PEM" },
    { "key", 0, 0, G_OPTION_ARG_FILENAME, &options->key, "The certificate's private key", "PEM" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, "Show the version and exit", NULL },
    { NULL },
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;

  if (*argc > 1)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "Unexpected argument: %s", (*argv)[1]);
  else if (options->port < 0 || options->port > 65535)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--port takes a number from 0 to 65535");
  else if (!(options->every >= 0 && options->every <= 86400))
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--every takes seconds from 0 to 86400");
  else if ((options->cert == NULL) != (options->key == NULL))
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--cert and --key need each other");
  else
    return TRUE;
  return FALSE;
}

static void
print_ready (DemoShop *shop)
{
  JsonObject *object = json_object_new ();
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *line = NULL;

  json_object_set_string_member (object, "url", demo_shop_get_url (shop));
  json_object_set_string_member (object, "appToken", demo_shop_get_app_token (shop));
  json_object_set_string_member (object, "login", demo_shop_get_login (shop));
  json_object_set_string_member (object, "password", demo_shop_get_password (shop));
  json_node_take_object (node, object);
  line = bell_json_to_string (node);
  puts (line);
  fflush (stdout);
}

static gboolean
on_end (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
serve (const Options *options,
       GError **error)
{
  g_autoptr(DemoShop) shop = demo_shop_new (options->user != NULL ? options->user : "till@example.com",
                                            options->password != NULL ? options->password : "demo-bell");
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GTlsCertificate) certificate = NULL;
  guint interrupt, terminate;

  if (options->cert != NULL)
    {
      certificate = g_tls_certificate_new_from_files (options->cert, options->key, error);
      if (certificate == NULL)
        return FALSE;
    }
  if (!demo_shop_listen (shop, options->port, certificate, error))
    {
      g_prefix_error (error, "Cannot serve on port %d: ", options->port);
      return FALSE;
    }
  demo_shop_set_story (shop, (guint) (options->every * 1000));

  interrupt = g_unix_signal_add (SIGINT, on_end, loop);
  terminate = g_unix_signal_add (SIGTERM, on_end, loop);
  print_ready (shop);
  g_main_loop_run (loop);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  demo_shop_close (shop);
  return TRUE;
}

int
main (int argc,
      char **argv)
{
  Options options = { .every = 10 };
  g_autoptr(GError) error = NULL;
  int status = 0;

  g_set_prgname ("shopbell-demo-shop");
  if (!parse_options (&options, &argc, &argv, &error))
    status = EXIT_USAGE;
  else if (options.version)
    puts ("shopbell-demo-shop " BELL_VERSION);
  else if (!serve (&options, &error))
    status = 1;

  if (status != 0)
    fprintf (stderr, "shopbell-demo-shop: %s\n", error->message);
  g_free (options.user);
  g_free (options.password);
  g_free (options.cert);
  g_free (options.key);
  return status;
}
