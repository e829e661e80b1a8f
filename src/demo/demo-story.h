/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "bell-clock.h"

G_BEGIN_DECLS

/*
 * DemoStory: a lively day in a small bakery. It goes on while somebody listens,
 * starts with an order, and begins anew when it is told, with new order numbers.
 */
typedef struct _DemoStory DemoStory;

/* payload: (transfer none). Called once per event. */
typedef void (*DemoStoryFunc) (const char *name, JsonNode *payload, gpointer user_data);

DemoStory *demo_story_new (BellClock *clock, DemoStoryFunc func, gpointer user_data);
void demo_story_free (DemoStory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoStory, demo_story_free)

void demo_story_set_every (DemoStory *self, guint every_ms); /* 0 stops */
void demo_story_set_audience (DemoStory *self, gboolean present);

G_END_DECLS
