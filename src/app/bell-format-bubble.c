/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-format-bubble.h"

#include <glib/gi18n.h>

char *
bell_format_count_of_kind (OeKind kind,
                           guint n)
{
  switch (kind)
    {
    case OE_KIND_ORDER:
      return g_strdup_printf (ngettext ("%u order", "%u orders", n), n);
    case OE_KIND_PRODUCT:
      return g_strdup_printf (ngettext ("%u product", "%u products", n), n);
    case OE_KIND_FORM:
      return g_strdup_printf (ngettext ("%u form", "%u forms", n), n);
    case OE_KIND_USER:
      return g_strdup_printf (ngettext ("%u user", "%u users", n), n);
    case OE_KIND_MESSAGE:
      return g_strdup_printf (ngettext ("%u message", "%u messages", n), n);
    case OE_KIND_OTHER:
    default:
      return g_strdup_printf (ngettext ("%u other event", "%u other events", n), n);
    }
}

static gboolean
is_summary (const BellAnnouncement *announcement)
{
  return announcement->summary && bell_bundle_get_count (announcement->bundle) > 1;
}

static const char *
get_title (const BellAnnouncement *announcement)
{
  if (announcement->verdict != NULL)
    return announcement->verdict->title;
  return announcement->newest != NULL ? bell_entry_get_title (announcement->newest) : "";
}

/* The kind of all of them, -1: they are of several. */
static int
find_only_kind (const BellBundle *bundle)
{
  for (int kind = 0; kind < OE_N_KINDS; kind++)
    if (bell_bundle_get_of_kind (bundle, (OeKind) kind) > 0)
      return bell_bundle_get_of_kind (bundle, (OeKind) kind) == bell_bundle_get_count (bundle) ? kind : -1;
  return -1;
}

char *
bell_format_bubble_title (const BellAnnouncement *announcement)
{
  guint count = bell_bundle_get_count (announcement->bundle);

  if (is_summary (announcement))
    {
      int kind = find_only_kind (announcement->bundle);

      if (kind >= 0)
        return bell_format_count_of_kind ((OeKind) kind, count);
      return g_strdup_printf (ngettext ("%u event", "%u events", count), count);
    }
  if (announcement->times > 1)
    /* TRANSLATORS: an event's title, and how many times the same event came */
    return g_strdup_printf (_("%s ×%u"), get_title (announcement), announcement->times);
  return g_strdup (get_title (announcement));
}

static void
append_kinds (GString *text,
              const BellBundle *bundle)
{
  for (int kind = 0; kind < OE_N_KINDS; kind++)
    {
      guint n = bell_bundle_get_of_kind (bundle, (OeKind) kind);
      g_autofree char *count = n > 0 ? bell_format_count_of_kind ((OeKind) kind, n) : NULL;

      if (count != NULL)
        /* TRANSLATORS: between the items of a list: "9 orders, 3 products" */
        g_string_append_printf (text, "%s%s", text->len > 0 ? _(", ") : "", count);
    }
}

char *
bell_format_bubble_body (const BellAnnouncement *announcement)
{
  g_autoptr (GString) text = NULL;

  if (!is_summary (announcement))
    {
      if (announcement->verdict != NULL)
        return g_strdup (announcement->verdict->body);
      return g_strdup (announcement->newest != NULL ? bell_entry_get_body (announcement->newest) : "");
    }

  text = g_string_new (NULL);
  if (find_only_kind (announcement->bundle) < 0)
    append_kinds (text, announcement->bundle);
  if (announcement->newest != NULL)
    {
      if (text->len > 0)
        g_string_append (text, " · ");
      /* TRANSLATORS: of several events; %s is an event's title */
      g_string_append_printf (text, _("newest: %s"), get_title (announcement));
    }
  return g_strdup (text->str);
}
