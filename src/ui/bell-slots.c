/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-slots.h"

struct _BellSlots
{
  GObject parent_instance;

  GtkWidget *widget; /* borrowed */
  BellSlotsStep step;
  guint n;
  double margin;
  int chosen;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BellSlots, bell_slots, G_TYPE_OBJECT)

static void
choose (BellSlots *self,
        int slot)
{
  if (self->chosen == slot)
    return;
  self->chosen = slot;
  gtk_widget_queue_draw (self->widget);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Places */

static gboolean
is_mirrored (BellSlots *self)
{
  return gtk_widget_get_direction (self->widget) == GTK_TEXT_DIR_RTL;
}

double
bell_slots_get_width (BellSlots *self)
{
  return MAX (gtk_widget_get_width (self->widget) - self->margin, 1);
}

double
bell_slots_get_x (BellSlots *self,
                  guint slot,
                  guint n_wide)
{
  double each = bell_slots_get_width (self) / MAX (self->n, 1);

  if (is_mirrored (self))
    return bell_slots_get_width (self) - (slot + n_wide) * each;
  return self->margin + slot * each;
}

int
bell_slots_at (BellSlots *self,
               double x)
{
  double each = bell_slots_get_width (self) / MAX (self->n, 1);
  double along = is_mirrored (self) ? bell_slots_get_width (self) - x : x - self->margin;

  return along < 0 || self->n == 0 || along >= each * self->n ? -1 : (int) (along / each);
}

/* Hands and keys */

static void
on_motion (GtkEventControllerMotion *motion,
           double x,
           double y,
           BellSlots *self)
{
  choose (self, bell_slots_at (self, x));
}

static void
on_leave (GtkEventControllerMotion *motion,
          BellSlots *self)
{
  if (!gtk_widget_has_focus (self->widget))
    choose (self, -1);
}

static void
on_pressed (GtkGestureClick *click,
            int n_press,
            double x,
            double y,
            BellSlots *self)
{
  gtk_widget_grab_focus (self->widget);
  choose (self, bell_slots_at (self, x));
}

static void
go (BellSlots *self,
    gboolean forward)
{
  guint at = self->chosen >= 0 ? (guint) self->chosen : 0;

  if (self->n == 0)
    return;
  if (self->chosen < 0)
    choose (self, forward ? 0 : (int) self->n - 1);
  else if (self->step != NULL)
    choose (self, (int) MIN (self->step (self->widget, at, forward), self->n - 1));
  else if (forward)
    choose (self, (int) MIN (at + 1, self->n - 1));
  else
    choose (self, (int) (at > 0 ? at - 1 : 0));
}

static gboolean
on_key_pressed (GtkEventControllerKey *key,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                BellSlots *self)
{
  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      go (self, is_mirrored (self));
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      go (self, !is_mirrored (self));
      return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      choose (self, self->n > 0 ? 0 : -1);
      return TRUE;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      choose (self, (int) self->n - 1);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
on_focus_leave (GtkEventControllerFocus *focus,
                BellSlots *self)
{
  choose (self, -1);
}

/* GObject */

static void
bell_slots_class_init (BellSlotsClass *klass)
{
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
bell_slots_init (BellSlots *self)
{
  self->chosen = -1;
}

static void
add_controller (BellSlots *self,
                GtkEventController *controller)
{
  gtk_widget_add_controller (self->widget, controller);
}

BellSlots *
bell_slots_new (GtkWidget *widget,
                BellSlotsStep step)
{
  BellSlots *self = g_object_new (BELL_TYPE_SLOTS, NULL);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->widget = widget;
  self->step = step;
  g_signal_connect_object (motion, "motion", G_CALLBACK (on_motion), self, 0);
  g_signal_connect_object (motion, "leave", G_CALLBACK (on_leave), self, 0);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (on_key_pressed), self, 0);
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_focus_leave), self, 0);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, 0);
  add_controller (self, motion);
  add_controller (self, key);
  add_controller (self, focus);
  add_controller (self, GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_focusable (widget, TRUE);
  return self;
}

void
bell_slots_set_n (BellSlots *self,
                  guint n)
{
  self->n = n;
  if (self->chosen >= (int) n)
    choose (self, -1);
}

void
bell_slots_set_margin (BellSlots *self,
                       double start)
{
  self->margin = start;
}

double
bell_slots_get_margin (BellSlots *self)
{
  return self->margin;
}

int
bell_slots_get_chosen (BellSlots *self)
{
  return self->chosen;
}
