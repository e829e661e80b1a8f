/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A demo shop whose moods a test turns: one command a line on standard input,
 * one "ok" or "what?" a line as the answer. Ends with its input.
 */
#include "demo-shop.h"

#include "bell-json.h"

#include <gio/gunixinputstream.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  DemoShop *shop;
  GDataInputStream *input;
  GMainLoop *loop;
} Control;

typedef void (*Setter) (DemoShop *shop, guint value);

static void
set_hide_providers (DemoShop *shop,
                    guint value)
{
  demo_shop_set_hide_providers (shop, value != 0);
}

static void
set_refuse_refresh (DemoShop *shop,
                    guint value)
{
  demo_shop_set_refuse_refresh (shop, value != 0);
}

static void
set_code_provider (DemoShop *shop,
                   guint value)
{
  demo_shop_set_code_provider (shop, value != 0);
}

static void
add_subscriptions (DemoShop *shop,
                   guint value)
{
  demo_shop_add_subscriptions (shop, "product_price_change", 10, value);
}

static void
revoke_access (DemoShop *shop,
               guint value)
{
  demo_shop_revoke_access (shop);
}

static void
drop_sockets (DemoShop *shop,
              guint value)
{
  demo_shop_drop_sockets (shop);
}

static const struct
{
  const char *name;
  Setter set;
} commands[] = {
  { "story", demo_shop_set_story },
  { "access-ttl", demo_shop_set_access_ttl },
  { "answer-delay", demo_shop_set_answer_delay },
  { "refuse-sockets", demo_shop_set_refuse_sockets },
  { "hide-providers", set_hide_providers },
  { "refuse-refresh", set_refuse_refresh },
  { "code-provider", set_code_provider },
  { "subscriptions", add_subscriptions },
  { "revoke", revoke_access },
  { "drop", drop_sockets },
};

/* "emit NAME JSON" */
static gboolean
emit (DemoShop *shop,
      const char *rest)
{
  g_auto (GStrv) words = g_strsplit (rest, " ", 2);
  g_autoptr (JsonNode) payload = NULL;

  if (g_strv_length (words) != 2)
    return FALSE;
  payload = bell_json_parse (words[1], strlen (words[1]), G_MAXSIZE, NULL);
  if (payload == NULL)
    return FALSE;
  demo_shop_emit (shop, words[0], payload);
  return TRUE;
}

static gboolean
obey (DemoShop *shop,
      const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 2);

  if (g_strcmp0 (words[0], "emit") == 0)
    return words[1] != NULL && emit (shop, words[1]);
  if (g_strcmp0 (words[0], "sockets") == 0)
    {
      printf ("%u\n", demo_shop_get_sockets (shop));
      return TRUE;
    }
  if (g_strcmp0 (words[0], "code") == 0)
    {
      printf ("%s\n", demo_shop_get_code (shop) != NULL ? demo_shop_get_code (shop) : "none");
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_strcmp0 (words[0], commands[i].name) == 0)
      {
        commands[i].set (shop, words[1] != NULL ? (guint) g_ascii_strtoull (words[1], NULL, 10) : 0);
        return TRUE;
      }
  return FALSE;
}

static void
read_line_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  Control *control = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (control->input, result, NULL, NULL);

  if (line == NULL)
    {
      g_main_loop_quit (control->loop);
      return;
    }
  puts (obey (control->shop, line) ? "ok" : "what?");
  fflush (stdout);
  g_data_input_stream_read_line_async (control->input, G_PRIORITY_DEFAULT, NULL, read_line_cb, control);
}

int
main (int argc,
      char **argv)
{
  g_autoptr (DemoShop) shop = demo_shop_new ("till@example.com", "demo-bell");
  g_autoptr (GInputStream) raw = g_unix_input_stream_new (0, FALSE);
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (raw);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  Control control = { shop, input, loop };

  if (!demo_shop_listen (shop, 0, NULL, &error))
    {
      fprintf (stderr, "demo-control: %s\n", error->message);
      return 1;
    }
  printf ("{\"url\":\"%s\",\"appToken\":\"%s\",\"login\":\"%s\",\"password\":\"%s\"}\n", demo_shop_get_url (shop),
          demo_shop_get_app_token (shop), demo_shop_get_login (shop), demo_shop_get_password (shop));
  fflush (stdout);
  g_data_input_stream_read_line_async (input, G_PRIORITY_DEFAULT, NULL, read_line_cb, &control);
  g_main_loop_run (loop);
  demo_shop_close (shop);
  return 0;
}
