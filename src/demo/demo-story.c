/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-story.h"

#include "demo-resources.h"

#define FIRST_ORDER 1042
#define FIRST_MS 1500 /* somebody who tries the demo wants to see something at once */

struct _DemoStory
{
  BellClock *clock;
  DemoStoryFunc func;
  gpointer user_data;

  JsonNode *events; /* an array of { "name", "payload" } */
  guint next;       /* of events */
  gint64 next_order;

  guint every_ms;
  gboolean audience;
  gboolean begun;
  guint timer;
};

static void schedule (DemoStory *self);

static JsonNode *
load_events (void)
{
  g_autoptr(GBytes) bytes = g_resource_lookup_data (demo_get_resource (), "/io/github/shopbell/demo/data/story.json",
                                                    G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  return json_from_string (g_bytes_get_data (bytes, NULL), NULL);
}

static JsonNode *
next_payload (DemoStory *self,
              JsonObject *event)
{
  JsonNode *payload = json_node_copy (json_object_get_member (event, "payload"));
  JsonObject *object = json_node_get_object (payload);

  /* Copies share their inner objects: the order is numbered in a copy of its own. */
  if (json_object_has_member (object, "order"))
    {
      g_autofree char *text = json_to_string (payload, FALSE);

      json_node_unref (payload);
      payload = json_from_string (text, NULL);
      object = json_object_get_object_member (json_node_get_object (payload), "order");
      json_object_set_int_member (object, "id", self->next_order++);
    }
  return payload;
}

static void
on_time (gpointer user_data)
{
  DemoStory *self = user_data;
  JsonArray *events = json_node_get_array (self->events);
  JsonObject *event = json_array_get_object_element (events, self->next);
  g_autoptr(JsonNode) payload = next_payload (self, event);

  self->timer = 0;
  self->begun = TRUE;
  self->next = (self->next + 1) % json_array_get_length (events);
  schedule (self);
  self->func (json_object_get_string_member (event, "name"), payload, self->user_data);
}

static void
schedule (DemoStory *self)
{
  bell_clock_clear (self->clock, &self->timer);
  if (self->audience && self->every_ms > 0)
    self->timer = bell_clock_add (self->clock, self->begun ? self->every_ms : MIN (self->every_ms, FIRST_MS), on_time, self);
}

DemoStory *
demo_story_new (BellClock *clock,
                DemoStoryFunc func,
                gpointer user_data)
{
  DemoStory *self = g_new0 (DemoStory, 1);

  self->clock = g_object_ref (clock);
  self->func = func;
  self->user_data = user_data;
  self->events = load_events ();
  self->next_order = FIRST_ORDER;
  return self;
}

void
demo_story_free (DemoStory *self)
{
  bell_clock_clear (self->clock, &self->timer);
  g_object_unref (self->clock);
  json_node_unref (self->events);
  g_free (self);
}

void
demo_story_set_every (DemoStory *self,
                      guint every_ms)
{
  self->every_ms = every_ms;
  schedule (self);
}

void
demo_story_set_audience (DemoStory *self,
                         gboolean present)
{
  if (self->audience == present)
    return;
  self->audience = present;
  schedule (self);
}
