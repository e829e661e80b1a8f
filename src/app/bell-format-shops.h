/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-clock.h"
#include "bell-format.h"
#include "bell-shop.h"

G_BEGIN_DECLS

/* How the shop stands now. Borrows from shop until bell_glance_clear() or until the shop changes. */
void bell_glance_init (BellGlance *glance, BellShop *shop, BellClock *clock);
void bell_glance_clear (BellGlance *glance);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BellGlance, bell_glance_clear)

/* How much a glance worries: 0 online; the shop with the most is the one to show. */
int bell_format_severity (const BellGlance *glance);

/* The position of the shop to show of several, -1: there is none. */
int bell_format_worst_shop (GListModel *shops, BellClock *clock);

/* Whether orders of any shop would be heard just now or soon: closing must be asked about then. */
gboolean bell_format_any_listening (GListModel *shops);

/* What the strip under the header bar is about; the first that fits. */
typedef enum
{
  BELL_STRIP_NONE,
  BELL_STRIP_SHOP,      /* bell_format_sentence() and the remedy of the worst shop */
  BELL_STRIP_NOT_SAVED, /* the history cannot be saved */
  BELL_STRIP_BACK,      /* a shop is heard again after a while */
  BELL_STRIP_APP_TOKEN, /* a shop's app token ends soon */
  BELL_STRIP_NOT_KEPT,  /* the sign-in is in memory only */
} BellStripKind;

BellStripKind bell_format_strip (const BellGlance *worst, const char *trouble, gboolean back, gboolean ending,
                                 gboolean tokens_saved);
char *bell_format_not_saved (const char *trouble);
char *bell_format_back (const char *shop, gint64 deaf_us);
char *bell_format_not_kept (const char *shop);
gboolean bell_format_back_matters (gint64 deaf_us); /* long enough that events may be missing */

/* What the inbox says where nothing waits: title, sentence and icon of the empty page. */
char *bell_format_calm_title (const BellGlance *worst, gboolean has_earlier);
char *bell_format_calm_sentence (const BellGlance *worst, gboolean has_earlier);
const char *bell_format_calm_icon (const BellGlance *worst);

G_END_DECLS
