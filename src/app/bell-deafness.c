/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-deafness.h"

#include "bell-deaf-bubble.h"
#include "bell-ear.h"
#include "bell-format-alarm.h"
#include "bell-shop-watch.h"

#define DEAF_VOLUME 1.0

struct _BellDeafness
{
  GObject parent_instance;

  /* Owned */
  BellShopWatch *watch;
  BellSettings *settings;
  BellAlarm *alarm;
  BellDeafBubble *bubble;
  BellClock *clock;
  GPtrArray *ears; /* of BellEar */

  guint timer;
  guint count;       /* of deaf shops */
  gint64 next_sound; /* boot time, 0: none any more */
  gboolean stopped;
};

typedef enum
{
  PROP_COUNT = 1,
  PROP_BUBBLES,
} BellDeafnessProperty;

enum
{
  SIGNAL_OPEN,
  N_SIGNALS
};

static GParamSpec *properties[PROP_BUBBLES + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellDeafness, bell_deafness, G_TYPE_OBJECT)

static gint64
get_seconds (BellDeafness *self,
             const char *setting)
{
  guint seconds;

  g_object_get (self->settings, setting, &seconds, NULL);
  return seconds * G_USEC_PER_SEC;
}

/* The bubble */

static char *
format_body (BellDeafness *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  BellEar *only = NULL;
  gint64 now = bell_clock_get_boot_us (self->clock);

  for (guint i = 0; i < self->ears->len; i++)
    {
      BellEar *ear = g_ptr_array_index (self->ears, i);

      if (!ear->deaf)
        continue;
      only = ear;
      g_ptr_array_add (names, (gpointer) bell_shop_get_name (ear->shop));
    }
  if (names->len == 1)
    return bell_format_deaf_shop (only->shop, bell_clock_get_wall_us (self->clock) - (now - only->unheard_since));
  g_ptr_array_add (names, NULL);
  return bell_format_deaf_shops ((const char *const *) names->pdata);
}

/* The decision */

static void
sound (BellDeafness *self,
       gint64 now)
{
  gint64 repeat = get_seconds (self, "deaf-repeat");
  g_autofree char *name = NULL;

  self->next_sound = repeat > 0 ? now + repeat : 0;
  g_object_get (self->settings, "deaf-sound", &name, NULL);
  if (*name != '\0')
    bell_alarm_play (self->alarm, name, DEAF_VOLUME);
}

/* TRUE: a shop became deaf just now. */
static gboolean
mark_deaf (BellDeafness *self,
           gint64 now)
{
  gint64 after = get_seconds (self, "deaf-after");
  gboolean fresh = FALSE;
  guint count = 0;

  for (guint i = 0; i < self->ears->len; i++)
    {
      BellEar *ear = g_ptr_array_index (self->ears, i);

      if (!ear->deaf && bell_ear_due_at (ear, after) <= now)
        ear->deaf = fresh = TRUE;
      count += ear->deaf;
    }
  if (count != self->count)
    {
      self->count = count;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
    }
  return fresh;
}

static void timer_cb (gpointer user_data);

/* One timer, of the nearest moment at which something happens by itself. */
static void
arm (BellDeafness *self,
     gint64 now)
{
  gint64 after = get_seconds (self, "deaf-after");
  gint64 next = self->next_sound != 0 ? self->next_sound : G_MAXINT64;

  for (guint i = 0; i < self->ears->len; i++)
    {
      const BellEar *ear = g_ptr_array_index (self->ears, i);

      if (!ear->deaf)
        next = MIN (next, bell_ear_due_at (ear, after));
    }
  bell_clock_clear (self->clock, &self->timer);
  if (next != G_MAXINT64)
    self->timer = bell_clock_add (self->clock, (MAX (next - now, 0) + 999) / 1000, timer_cb, self);
}

static void
update (BellDeafness *self)
{
  gint64 now = bell_clock_get_boot_us (self->clock);
  g_autofree char *body = NULL;
  gboolean fresh;

  if (self->stopped)
    return;
  fresh = mark_deaf (self, now);
  if (self->count == 0)
    {
      self->next_sound = 0;
      bell_deaf_bubble_withdraw (self->bubble);
    }
  else if (fresh)
    {
      body = format_body (self);
      sound (self, now);
      bell_deaf_bubble_show (self->bubble, self->count, body);
    }
  else if (self->next_sound != 0 && now >= self->next_sound)
    {
      if (bell_alarm_get_silenced_until (self->alarm) == 0)
        sound (self, now);
      else
        self->next_sound = bell_alarm_get_silenced_until (self->alarm);
    }
  arm (self, now);
}

static void
timer_cb (gpointer user_data)
{
  BellDeafness *self = user_data;

  self->timer = 0;
  update (self);
}

/* The shops */

/* It names the shops, and of a single one the reason. */
static void
change_bubble (BellDeafness *self)
{
  g_autofree char *body = NULL;

  if (self->count == 0)
    return;
  body = format_body (self);
  bell_deaf_bubble_change (self->bubble, self->count, body);
}

static BellEar *
find_ear (BellDeafness *self,
          BellShop *shop)
{
  for (guint i = 0; i < self->ears->len; i++)
    {
      BellEar *ear = g_ptr_array_index (self->ears, i);

      if (ear->shop == shop)
        return ear;
    }
  return NULL;
}

/* Of one shop, at this moment. */
static void
follow_shop (BellDeafness *self,
             BellEar *ear)
{
  BellSessionState state = bell_session_get_state (bell_shop_get_session (ear->shop));
  gint64 now = bell_clock_get_boot_us (self->clock);
  gint64 after = get_seconds (self, "deaf-after");
  gint64 lost_since = bell_shop_get_canary (ear->shop)->lost_since;
  gint64 gap;

  if (state == BELL_SESSION_STOPPED)
    bell_ear_close (ear);
  else if (state != BELL_SESSION_ONLINE)
    bell_ear_fall_silent (ear, now, after);
  else if (lost_since != 0)
    bell_ear_miss (ear, now, bell_clock_get_wall_us (self->clock) - lost_since);
  else if ((gap = bell_ear_hear (ear, now, after)) > 0)
    bell_deaf_bubble_show_back (self->bubble, bell_shop_get_name (ear->shop), gap);
}

static void
on_changed (BellShopWatch *watch,
            BellShop *shop,
            BellDeafness *self)
{
  follow_shop (self, find_ear (self, shop));
  update (self);
  change_bubble (self);
}

static void
on_canary (BellShop *shop,
           GParamSpec *pspec,
           BellDeafness *self)
{
  if (!self->stopped && find_ear (self, shop) != NULL)
    on_changed (self->watch, shop, self);
}

static void
on_added (BellShopWatch *watch,
          BellShop *shop,
          BellDeafness *self)
{
  g_ptr_array_add (self->ears, bell_ear_new (shop));
  g_signal_connect_object (shop, "notify::canary-lost", G_CALLBACK (on_canary), self, 0);
  on_changed (watch, shop, self);
}

static void
on_removed (BellShopWatch *watch,
            BellShop *shop,
            BellDeafness *self)
{
  g_ptr_array_remove (self->ears, find_ear (self, shop));
  update (self);
  change_bubble (self);
}

static void
on_woke (BellPresence *presence,
         BellDeafness *self)
{
  gint64 now = bell_clock_get_boot_us (self->clock);

  for (guint i = 0; i < self->ears->len; i++)
    bell_ear_wake (g_ptr_array_index (self->ears, i), now);
  update (self);
}

static void
on_settings_changed (BellSettings *settings,
                     GParamSpec *pspec,
                     BellDeafness *self)
{
  update (self);
}

/* The bubble's news */

void
bell_deafness_acknowledge (BellDeafness *self)
{
  g_return_if_fail (BELL_IS_DEAFNESS (self));

  self->next_sound = 0;
  update (self);
}

static void
on_activated (BellDeafBubble *bubble,
              const char *action,
              const char *token,
              BellDeafness *self)
{
  bell_deafness_acknowledge (self);
  if (g_strcmp0 (action, "acknowledge") != 0)
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, token);
}

void
bell_deafness_stop (BellDeafness *self)
{
  g_return_if_fail (BELL_IS_DEAFNESS (self));

  if (self->stopped)
    return;
  self->stopped = TRUE;
  bell_shop_watch_stop (self->watch);
  bell_clock_clear (self->clock, &self->timer);
  bell_deaf_bubble_withdraw (self->bubble);
}

guint
bell_deafness_get_count (BellDeafness *self)
{
  return self->count;
}

guint
bell_deafness_get_bubbles (BellDeafness *self)
{
  return bell_deaf_bubble_get_bubbles (self->bubble);
}

static void
on_bubbles (BellDeafness *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUBBLES]);
}

/* GObject */

static void
bell_deafness_get_property (GObject *object,
                            guint prop_id,
                            GValue *value,
                            GParamSpec *pspec)
{
  switch ((BellDeafnessProperty) prop_id)
    {
    case PROP_COUNT:
      g_value_set_uint (value, BELL_DEAFNESS (object)->count);
      break;
    case PROP_BUBBLES:
      g_value_set_uint (value, bell_deafness_get_bubbles (BELL_DEAFNESS (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_deafness_dispose (GObject *object)
{
  bell_deafness_stop (BELL_DEAFNESS (object));
  G_OBJECT_CLASS (bell_deafness_parent_class)->dispose (object);
}

static void
bell_deafness_finalize (GObject *object)
{
  BellDeafness *self = BELL_DEAFNESS (object);

  g_clear_pointer (&self->ears, g_ptr_array_unref);
  g_clear_object (&self->watch);
  g_clear_object (&self->settings);
  g_clear_object (&self->alarm);
  g_clear_object (&self->bubble);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (bell_deafness_parent_class)->finalize (object);
}

static void
bell_deafness_class_init (BellDeafnessClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bell_deafness_get_property;
  object_class->dispose = bell_deafness_dispose;
  object_class->finalize = bell_deafness_finalize;

  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_BUBBLES] = g_param_spec_uint ("bubbles", NULL, NULL, 0, 2, 0,
                                                G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
bell_deafness_init (BellDeafness *self)
{
  self->ears = g_ptr_array_new_with_free_func ((GDestroyNotify) bell_ear_free);
}

BellDeafness *
bell_deafness_new (GListModel *shops,
                   BellSettings *settings,
                   BellAlarm *alarm,
                   BellNotifier *notifier,
                   BellPresence *presence,
                   BellClock *clock)
{
  BellDeafness *self = g_object_new (BELL_TYPE_DEAFNESS, NULL);

  self->settings = g_object_ref (settings);
  self->alarm = g_object_ref (alarm);
  self->bubble = bell_deaf_bubble_new (settings, notifier);
  self->clock = g_object_ref (clock);
  self->watch = bell_shop_watch_new (shops);
  g_signal_connect_object (self->watch, "added", G_CALLBACK (on_added), self, 0);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (on_changed), self, 0);
  g_signal_connect_object (self->watch, "removed", G_CALLBACK (on_removed), self, 0);
  if (presence != NULL)
    g_signal_connect_object (presence, "woke", G_CALLBACK (on_woke), self, 0);
  g_signal_connect_object (settings, "notify::deaf-after", G_CALLBACK (on_settings_changed), self, 0);
  g_signal_connect_object (self->bubble, "activated", G_CALLBACK (on_activated), self, 0);
  g_signal_connect_object (self->bubble, "notify::bubbles", G_CALLBACK (on_bubbles), self, G_CONNECT_SWAPPED);
  bell_shop_watch_start (self->watch);
  return self;
}
