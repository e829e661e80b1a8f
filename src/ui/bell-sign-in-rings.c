/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-sign-in-rings.h"

#include "bell-format.h"
#include "bell-spoken-name.h"

#include <glib/gi18n.h>

/* In the order in which they matter to a counter. */
static const OeKind kinds[] = { OE_KIND_ORDER, OE_KIND_FORM, OE_KIND_PRODUCT, OE_KIND_USER, OE_KIND_MESSAGE };
#define N_KINDS G_N_ELEMENTS (kinds)

struct _BellSignInRings
{
  AdwBin parent_instance;

  /* Template */
  AdwPreferencesGroup *group;

  AdwActionRow *rows[N_KINDS];
  GtkSwitch *switches[N_KINDS];
  gboolean filling; /* it is us who move the switches */

  /* Owned */
  BellContext *context; /* (nullable) */
  BellShop *shop;       /* (nullable) */
};

G_DEFINE_FINAL_TYPE (BellSignInRings, bell_sign_in_rings, ADW_TYPE_BIN)

/* The shop's rule for all of a kind, or the one that holds where there is none. */
static BellRule *
dup_rule (BellSignInRings *self,
          guint place)
{
  const char *kind = oe_kind_to_string (kinds[place]);
  BellRule *rule = bell_rules_find_for (bell_context_get_rules (self->context), bell_shop_get_id (self->shop),
                                        BELL_SCOPE_KIND, kind);

  return rule != NULL ? bell_rule_copy (rule) : bell_rule_new (BELL_SCOPE_KIND, kind);
}

static void
describe (BellSignInRings *self,
          guint place)
{
  adw_action_row_set_subtitle (self->rows[place], gtk_switch_get_active (self->switches[place])
                                                    ? _("Ring until somebody takes them")
                                                    : _("Show a quiet bubble"));
}

static void
on_switched (BellSignInRings *self,
             GParamSpec *pspec,
             GtkSwitch *widget)
{
  guint place = 0;
  g_autoptr (BellRule) rule = NULL;

  while (self->switches[place] != widget)
    place++;
  describe (self, place);
  if (self->filling || self->shop == NULL)
    return;
  rule = dup_rule (self, place);
  rule->announce = TRUE;
  rule->ring = gtk_switch_get_active (widget) ? BELL_RING_UNTIL_TAKEN : BELL_RING_SILENT;
  bell_rules_save (bell_context_get_rules (self->context), bell_shop_get_id (self->shop), rule);
}

void
bell_sign_in_rings_set_shop (BellSignInRings *self,
                             BellContext *context,
                             BellShop *shop)
{
  g_return_if_fail (BELL_IS_SIGN_IN_RINGS (self));

  g_set_object (&self->context, context);
  g_set_object (&self->shop, shop);
  self->filling = TRUE;
  for (guint i = 0; i < N_KINDS; i++)
    {
      g_autoptr (BellRule) rule = dup_rule (self, i);

      gtk_switch_set_active (self->switches[i], rule->announce && rule->ring != BELL_RING_SILENT);
      describe (self, i);
    }
  self->filling = FALSE;
}

static void
add_kind (BellSignInRings *self,
          guint place)
{
  const char *kind = oe_kind_to_string (kinds[place]);
  const char *title = bell_format_kind (kind);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *widget = gtk_switch_new ();
  /* TRANSLATORS: read aloud for a switch; %s is a kind of events, "Orders" */
  g_autofree char *name = g_strdup_printf (_("Ring for %s"), title);

  self->rows[place] = ADW_ACTION_ROW (row);
  self->switches[place] = GTK_SWITCH (widget);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  bell_spoken_name_set (widget, name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), bell_format_kind_icon (kind));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), widget);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), widget);
  g_signal_connect_swapped (widget, "notify::active", G_CALLBACK (on_switched), self);
  adw_preferences_group_add (self->group, row);
}

static void
bell_sign_in_rings_dispose (GObject *object)
{
  BellSignInRings *self = BELL_SIGN_IN_RINGS (object);

  g_clear_object (&self->shop);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), BELL_TYPE_SIGN_IN_RINGS);
  G_OBJECT_CLASS (bell_sign_in_rings_parent_class)->dispose (object);
}

static void
bell_sign_in_rings_class_init (BellSignInRingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bell_sign_in_rings_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, BELL_BASE_PATH "/bell-sign-in-rings.ui");
  gtk_widget_class_bind_template_child (widget_class, BellSignInRings, group);
}

static void
bell_sign_in_rings_init (BellSignInRings *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_KINDS; i++)
    add_kind (self, i);
}
