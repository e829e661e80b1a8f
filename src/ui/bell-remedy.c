/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-remedy.h"

#include "bell-format-provision.h"
#include "bell-tooltip.h"

void
bell_remedy_offer (GtkButton *button,
                   BellRemedy remedy,
                   BellShop *shop)
{
  const char *locked_by = remedy == BELL_REMEDY_RESUME && shop != NULL ? bell_shop_get_paused_by (shop) : NULL;
  g_autofree char *reason = bell_format_locked (locked_by);

  gtk_widget_set_visible (GTK_WIDGET (button), remedy != BELL_REMEDY_NONE);
  if (remedy == BELL_REMEDY_NONE)
    return;
  gtk_button_set_label (button, bell_format_remedy_label (remedy));
  gtk_widget_set_sensitive (GTK_WIDGET (button), reason == NULL);
  bell_tooltip_set (GTK_WIDGET (button), reason);
  if (reason != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
open_admin (BellShop *shop,
            const char *page,
            GtkWidget *widget)
{
  g_autofree char *url = g_strconcat (bell_shop_get_url (shop), page, NULL);

  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (widget)), url, GDK_CURRENT_TIME);
}

void
bell_remedy_apply (BellRemedy remedy,
                   BellContext *context,
                   BellShop *shop,
                   GtkWidget *widget)
{
  switch (remedy)
    {
    case BELL_REMEDY_TRY_NOW:
    case BELL_REMEDY_UNLOCK:
      bell_session_retry_now (bell_shop_get_session (shop));
      break;
    case BELL_REMEDY_OPEN_SHOP:
      gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (widget)), bell_shop_get_orders_url (shop), GDK_CURRENT_TIME);
      break;
    case BELL_REMEDY_SIGN_IN:
      gtk_widget_activate_action (widget, "win.sign-in-again", "s", bell_shop_get_id (shop));
      break;
    case BELL_REMEDY_RESUME:
      bell_context_set_paused (context, shop, FALSE);
      break;
    case BELL_REMEDY_APP_TOKEN:
      gtk_widget_activate_action (widget, "win.show-shop", "s", bell_shop_get_id (shop));
      break;
    case BELL_REMEDY_OPEN_EVENTS:
      open_admin (shop, "/events", widget);
      break;
    case BELL_REMEDY_SUBSCRIPTIONS:
      gtk_widget_activate_action (widget, "win.show-subscriptions", "s", bell_shop_get_id (shop));
      break;
    case BELL_REMEDY_RULES:
      gtk_widget_activate_action (widget, "win.show-page", "s", "rules");
      break;
    case BELL_REMEDY_TEST:
    case BELL_REMEDY_NONE:
    default:
      break;
    }
}

gboolean
bell_remedy_can_pause (BellSessionState state)
{
  switch (state)
    {
    case BELL_SESSION_CONNECTING:
    case BELL_SESSION_ONLINE:
    case BELL_SESSION_WAITING:
    case BELL_SESSION_OFFLINE:
    case BELL_SESSION_REFUSED:
    case BELL_SESSION_LOCKED:
      return TRUE;
    case BELL_SESSION_SIGNED_OUT:
    case BELL_SESSION_SIGNING_IN:
    case BELL_SESSION_EXPIRED:
    case BELL_SESSION_STOPPED:
    default:
      return FALSE;
    }
}

void
bell_remedy_set_style (GtkWidget *widget,
                       const char *style)
{
  static const char *const styles[] = { "success", "warning", "error", "dim-label" };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (g_strcmp0 (styles[i], style) == 0)
      gtk_widget_add_css_class (widget, styles[i]);
    else
      gtk_widget_remove_css_class (widget, styles[i]);
}
