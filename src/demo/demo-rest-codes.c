/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-rest.h"

#include "bell-json.h"

#define CODE_WAIT_US (30 * G_USEC_PER_SEC)

static gboolean
has_event (DemoShop *shop,
           const char *marker)
{
  JsonArray *events = json_object_get_array_member (json_node_get_object (shop->catalog), "events");

  for (guint i = 0; i < json_array_get_length (events); i++)
    if (g_strcmp0 (bell_json_get_string (json_array_get_object_element (events, i), "identifier"), marker) == 0)
      return TRUE;
  return FALSE;
}

/* "Sends" a code to the one user: whoever asks the shop for it, gets it (facts 2.3). */
void
demo_rest_generate_code (DemoRequest *request)
{
  DemoShop *shop = request->shop;
  const char *user = bell_json_get_string (request->body, "userIdentifier");
  const char *event = bell_json_get_string (request->body, "eventIdentifier");
  gint64 now = bell_clock_get_boot_us (shop->clock);

  if (user == NULL || *user == '\0' || event == NULL || *event == '\0')
    demo_rest_refuse (request, 400, "eventIdentifier should not be empty\n");
  else if (!has_event (shop, event))
    {
      g_autofree char *words = g_strdup_printf ("Event %s for form type send_code not found", event);

      demo_rest_refuse (request, 404, words);
    }
  else if (g_strcmp0 (user, shop->login) != 0)
    demo_rest_refuse (request, 404, "User not found");
  else if (shop->code != NULL && now - shop->code_made < CODE_WAIT_US)
    demo_rest_refuse (request, 400, "User already has a code");
  else
    {
      g_free (shop->code);
      shop->code = g_strdup_printf ("%06d", g_random_int_range (0, 1000000));
      shop->code_made = now;
      demo_rest_answer (request, 201, NULL);
    }
}
