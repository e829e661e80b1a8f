/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Input: an event's name on the first line, behind it the JSON array of its
 * arguments. It is made into an event as it is, and once more with secrets put
 * wherever the shop's backend puts some.
 */
#include "fuzz.h"

#include "fuzz-plant.h"

#include "bell-json.h"
#include "oe-event.h"

#include <string.h>

#define MAX_SIZE (1024 * 1024)

static void
check_event (OeEvent *event)
{
  g_autofree char *args = bell_json_to_string (oe_event_get_args (event));

  g_assert_cmpint (oe_event_get_kind (event), >=, OE_KIND_ORDER);
  g_assert_cmpint (oe_event_get_kind (event), <=, OE_KIND_OTHER);
  g_assert_true (g_utf8_validate (oe_event_get_name (event), -1, NULL));
  g_assert_cmpstr (oe_event_get_title (event), !=, "");
  fuzz_assert_plain_line (oe_event_get_title (event), 200);
  fuzz_assert_plain_line (oe_event_get_body (event), 500);
  fuzz_assert_plain_line (oe_event_get_entity (event), 200);
  fuzz_assert_plain_line (oe_event_get_status (event), 200);
  /* It goes into the history, and comes out of it again. */
  g_assert_true (bell_json_check (args, strlen (args), G_MAXSIZE, NULL));
}

static void
assert_silent (const char *text)
{
  g_assert_true (text == NULL || !fuzz_plant_is_in (text));
}

static void
check_masked (const char *name,
              JsonNode *root,
              const guint8 *seed,
              gsize seed_size)
{
  g_autoptr (JsonArray) args = fuzz_plant_secrets (json_node_get_array (root), seed, seed_size);
  g_autoptr (OeEvent) event = oe_event_new (name, args);
  g_autofree char *masked = bell_json_to_string (oe_event_get_args (event));

  check_event (event);
  assert_silent (masked);
  assert_silent (oe_event_get_title (event));
  assert_silent (oe_event_get_body (event));
  assert_silent (oe_event_get_entity (event));
  assert_silent (oe_event_get_status (event));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize size)
{
  const guint8 *seed = data;
  gsize seed_size = size;
  g_autofree char *name = fuzz_take_line (&data, &size);
  g_autoptr (JsonNode) root = bell_json_parse ((const char *) data, size, MAX_SIZE, NULL);
  g_autoptr (OeEvent) event = NULL;

  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    return 0;
  event = oe_event_new (name, json_node_get_array (root));
  check_event (event);
  check_masked (name, root, seed, seed_size);
  return 0;
}
