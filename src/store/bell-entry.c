/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-entry.h"

#include "bell-shared-text.h"

#include <string.h>

struct _BellEntry
{
  GObject parent_instance;

  gint64 id;
  char *title;
  char *body;
  char *entity;
  gint64 received;
  char *payload;
  guint64 digest; /* of the payload */
  gint64 acknowledged;

  /* Of a hundred thousand entries these are a handful of texts, which they share. */
  const char *shop;
  const char *kind;
  const char *marker;
  const char *status;
  const char *silenced;
  const char *acknowledged_how;

  gboolean ringing;
  gboolean let_go; /* the payload */
};

typedef enum
{
  PROP_ID = 1,
  PROP_ACKNOWLEDGED,
  PROP_ACKNOWLEDGED_HOW,
  PROP_SILENCED,
} BellEntryProperty;

static GParamSpec *properties[PROP_SILENCED + 1];

G_DEFINE_FINAL_TYPE (BellEntry, bell_entry, G_TYPE_OBJECT)

static void
bell_entry_get_property (GObject *object,
                         guint prop_id,
                         GValue *value,
                         GParamSpec *pspec)
{
  BellEntry *self = BELL_ENTRY (object);

  switch ((BellEntryProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_ACKNOWLEDGED:
      g_value_set_int64 (value, self->acknowledged);
      break;
    case PROP_ACKNOWLEDGED_HOW:
      g_value_set_string (value, self->acknowledged_how);
      break;
    case PROP_SILENCED:
      g_value_set_string (value, self->silenced);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* To tell payloads apart after they were let go; FNV-1a. */
static guint64
make_digest (const char *text)
{
  guint64 digest = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (; text != NULL && *text != '\0'; text++)
    digest = (digest ^ (guchar) *text) * G_GUINT64_CONSTANT (0x100000001b3);
  return digest;
}

static void
bell_entry_finalize (GObject *object)
{
  BellEntry *self = BELL_ENTRY (object);

  g_free (self->title);
  g_free (self->body);
  g_free (self->entity);
  g_free (self->payload);
  bell_shared_text_release (self->shop);
  bell_shared_text_release (self->kind);
  bell_shared_text_release (self->marker);
  bell_shared_text_release (self->status);
  bell_shared_text_release (self->silenced);
  bell_shared_text_release (self->acknowledged_how);
  G_OBJECT_CLASS (bell_entry_parent_class)->finalize (object);
}

static void
bell_entry_class_init (BellEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bell_entry_get_property;
  object_class->finalize = bell_entry_finalize;

  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_ACKNOWLEDGED] = g_param_spec_int64 ("acknowledged", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_ACKNOWLEDGED_HOW] = g_param_spec_string ("acknowledged-how", NULL, NULL, NULL, flags);
  properties[PROP_SILENCED] = g_param_spec_string ("silenced", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bell_entry_init (BellEntry *self)
{
}

BellEntry *
bell_entry_new (const char *shop,
                const char *kind,
                const char *marker,
                const char *title,
                const char *body,
                const char *entity,
                const char *status,
                gint64 received,
                const char *payload)
{
  BellEntry *self = g_object_new (BELL_TYPE_ENTRY, NULL);

  self->shop = bell_shared_text_get (shop);
  self->kind = bell_shared_text_get (kind);
  self->marker = bell_shared_text_get (marker);
  self->title = g_strdup (title);
  self->body = g_strdup (body);
  self->entity = g_strdup (entity);
  self->status = bell_shared_text_get (status);
  self->received = received;
  self->payload = g_strdup (payload);
  self->digest = make_digest (payload);
  return self;
}

gint64
bell_entry_get_id (BellEntry *self)
{
  return self->id;
}

const char *
bell_entry_get_shop (BellEntry *self)
{
  return self->shop;
}

const char *
bell_entry_get_kind (BellEntry *self)
{
  return self->kind;
}

const char *
bell_entry_get_marker (BellEntry *self)
{
  return self->marker;
}

const char *
bell_entry_get_title (BellEntry *self)
{
  return self->title;
}

const char *
bell_entry_get_body (BellEntry *self)
{
  return self->body;
}

const char *
bell_entry_get_entity (BellEntry *self)
{
  return self->entity;
}

const char *
bell_entry_get_status (BellEntry *self)
{
  return self->status;
}

gint64
bell_entry_get_received (BellEntry *self)
{
  return self->received;
}

const char *
bell_entry_get_payload (BellEntry *self)
{
  return self->payload;
}

gboolean
bell_entry_is_whole (BellEntry *self)
{
  return !self->let_go;
}

gboolean
bell_entry_has_same_payload (BellEntry *self,
                             BellEntry *other)
{
  if (self->payload != NULL && other->payload != NULL)
    return strcmp (self->payload, other->payload) == 0;
  return self->digest == other->digest;
}

gsize
bell_entry_get_payload_size (BellEntry *self)
{
  return self->payload != NULL ? strlen (self->payload) : 0;
}

gboolean
bell_entry_get_ringing (BellEntry *self)
{
  return self->ringing;
}

const char *
bell_entry_get_silenced (BellEntry *self)
{
  return self->silenced;
}

gint64
bell_entry_get_acknowledged (BellEntry *self)
{
  return self->acknowledged;
}

const char *
bell_entry_get_acknowledged_how (BellEntry *self)
{
  return self->acknowledged_how;
}

void
bell_entry_set_id (BellEntry *self,
                   gint64 id)
{
  if (self->id == id)
    return;
  self->id = id;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]);
}

void
bell_entry_set_acknowledged (BellEntry *self,
                             gint64 when,
                             const char *how)
{
  const char *old = self->acknowledged_how;

  self->acknowledged = when;
  self->acknowledged_how = bell_shared_text_get (how);
  bell_shared_text_release (old);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACKNOWLEDGED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACKNOWLEDGED_HOW]);
}

void
bell_entry_set_ringing (BellEntry *self,
                        gboolean ringing)
{
  self->ringing = ringing;
}

void
bell_entry_set_silenced (BellEntry *self,
                         const char *reason)
{
  if (g_strcmp0 (self->silenced, reason) == 0)
    return;
  bell_shared_text_release (self->silenced);
  self->silenced = bell_shared_text_get (reason);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SILENCED]);
}

void
bell_entry_let_payload_go (BellEntry *self)
{
  if (self->payload == NULL)
    return;
  g_clear_pointer (&self->payload, g_free);
  self->let_go = TRUE;
}
