/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-history-model.h"
#include "bell-history-pages.h"

G_BEGIN_DECLS

struct _BellHistoryModel
{
  GObject parent_instance;

  /* Owned */
  BellHistory *history;
  BellInbox *inbox;
  BellHistoryFilter *filter;  /* (nullable) */
  BellHistoryPages *pages;    /* (nullable): not measured yet */
  GPtrArray *head;            /* of BellHistoryRow: what arrived since, oldest first */
  GCancellable *cancellable;  /* of what is under way for this filter */
  GPtrArray *finds;           /* of GTask that wait for the measure */
  gboolean measuring;
  gboolean stale;             /* something changed while it was measured */
  gboolean quiet;             /* it is measured only because of the length of the head */
  gint64 removed;             /* the one position that will be gone, -1: it is not that simple */
  char *trouble;
};

/* It is measured: what waited for that goes on. */
void bell_history_model_answer_finds (BellHistoryModel *self);

G_END_DECLS
