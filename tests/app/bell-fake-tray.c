/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-fake-tray.h"

struct _BellFakeTray
{
  GObject parent_instance;

  guint n_shown;
  BellTrayState state;
  char *title;
  char *text;
  GPtrArray *menu;
};

enum
{
  PROP_PRESENT = 1,
};

static void tray_iface_init (BellTrayInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BellFakeTray, bell_fake_tray, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BELL_TYPE_TRAY, tray_iface_init))

static void
set_state (BellTray *tray,
           const BellTrayState *state)
{
  BellFakeTray *self = BELL_FAKE_TRAY (tray);

  self->n_shown++;
  g_free (self->title);
  g_free (self->text);
  self->state = *state;
  self->state.title = self->title = g_strdup (state->title);
  self->state.text = self->text = g_strdup (state->text);
}

static void
set_menu (BellTray *tray,
          GPtrArray *items)
{
  BellFakeTray *self = BELL_FAKE_TRAY (tray);

  g_clear_pointer (&self->menu, g_ptr_array_unref);
  self->menu = g_ptr_array_ref (items);
}

static void
tray_iface_init (BellTrayInterface *iface)
{
  iface->set_state = set_state;
  iface->set_menu = set_menu;
}

static void
get_property (GObject *object,
              guint prop_id,
              GValue *value,
              GParamSpec *pspec)
{
  g_value_set_boolean (value, TRUE);
}

static void
finalize (GObject *object)
{
  BellFakeTray *self = BELL_FAKE_TRAY (object);

  g_free (self->title);
  g_free (self->text);
  g_clear_pointer (&self->menu, g_ptr_array_unref);
  G_OBJECT_CLASS (bell_fake_tray_parent_class)->finalize (object);
}

static void
bell_fake_tray_class_init (BellFakeTrayClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = get_property;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  g_object_class_override_property (G_OBJECT_CLASS (klass), PROP_PRESENT, "present");
}

static void
bell_fake_tray_init (BellFakeTray *self)
{
}

BellFakeTray *
bell_fake_tray_new (void)
{
  return g_object_new (BELL_TYPE_FAKE_TRAY, NULL);
}

guint *
bell_fake_tray_n_shown (BellFakeTray *self)
{
  return &self->n_shown;
}

const BellTrayState *
bell_fake_tray_get_state (BellFakeTray *self)
{
  return &self->state;
}

const BellTrayItem *
bell_fake_tray_find (BellFakeTray *self,
                     const char *id)
{
  for (guint i = 0; self->menu != NULL && i < self->menu->len; i++)
    {
      const BellTrayItem *item = g_ptr_array_index (self->menu, i);

      if (g_strcmp0 (item->id, id) == 0)
        return item;
    }
  return NULL;
}

void
bell_fake_tray_choose (BellFakeTray *self,
                       const char *id,
                       const char *token)
{
  g_signal_emit_by_name (self, "menu-item", id, token);
}

void
bell_fake_tray_activate (BellFakeTray *self,
                         const char *token)
{
  g_signal_emit_by_name (self, "activate", 0, 0, token);
}
