/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-history-row.h"

struct _BellHistoryRow
{
  GObject parent_instance;

  BellEntry *entry;
  gboolean begins_day;
};

typedef enum
{
  PROP_ENTRY = 1,
  PROP_BEGINS_DAY,
} BellHistoryRowProperty;

static GParamSpec *properties[PROP_BEGINS_DAY + 1];

G_DEFINE_FINAL_TYPE (BellHistoryRow, bell_history_row, G_TYPE_OBJECT)

static void
bell_history_row_get_property (GObject *object,
                               guint prop_id,
                               GValue *value,
                               GParamSpec *pspec)
{
  BellHistoryRow *self = BELL_HISTORY_ROW (object);

  switch ((BellHistoryRowProperty) prop_id)
    {
    case PROP_ENTRY:
      g_value_set_object (value, self->entry);
      break;
    case PROP_BEGINS_DAY:
      g_value_set_boolean (value, self->begins_day);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bell_history_row_finalize (GObject *object)
{
  g_clear_object (&BELL_HISTORY_ROW (object)->entry);
  G_OBJECT_CLASS (bell_history_row_parent_class)->finalize (object);
}

static void
bell_history_row_class_init (BellHistoryRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bell_history_row_get_property;
  object_class->finalize = bell_history_row_finalize;

  properties[PROP_ENTRY] = g_param_spec_object ("entry", NULL, NULL, BELL_TYPE_ENTRY, flags);
  properties[PROP_BEGINS_DAY] = g_param_spec_boolean ("begins-day", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bell_history_row_init (BellHistoryRow *self)
{
}

BellHistoryRow *
bell_history_row_new (void)
{
  return g_object_new (BELL_TYPE_HISTORY_ROW, NULL);
}

BellEntry *
bell_history_row_get_entry (BellHistoryRow *self)
{
  g_return_val_if_fail (BELL_IS_HISTORY_ROW (self), NULL);
  return self->entry;
}

gboolean
bell_history_row_get_begins_day (BellHistoryRow *self)
{
  g_return_val_if_fail (BELL_IS_HISTORY_ROW (self), FALSE);
  return self->begins_day;
}

void
bell_history_row_set_entry (BellHistoryRow *self,
                            BellEntry *entry)
{
  if (g_set_object (&self->entry, entry))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENTRY]);
}

void
bell_history_row_set_begins_day (BellHistoryRow *self,
                                 gboolean begins_day)
{
  if (self->begins_day == begins_day)
    return;
  self->begins_day = begins_day;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BEGINS_DAY]);
}
