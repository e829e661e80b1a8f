/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What one receiver took; medians over the rounds. */
typedef struct
{
  const char *key;   /* in the JSON */
  const char *label; /* in the table */
  gboolean measured;
  double cpu_us;   /* per event */
  double per_s;    /* events */
  double p50_us;   /* round trip */
  double p99_us;
  double rss_kib;  /* after the last burst */
  double peak_kib;
} BurstRow;

/* A table for people, with the ratios that are aimed at. */
void burst_report_print (const BurstRow *rows, guint n_rows, guint n_events, guint frame_bytes, const char *buildtype);

/* The same as JSON. */
gboolean burst_report_write (const BurstRow *rows, guint n_rows, guint n_events, guint frame_bytes,
                             const char *buildtype, const char *path, GError **error);

/* Sorts values; fraction 0.5: the median. */
double burst_report_quantile (double *values, guint n, double fraction);

G_END_DECLS
