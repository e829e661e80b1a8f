/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "oe-error.h"

G_BEGIN_DECLS

/* What an OeError knows besides its code. */
typedef struct
{
  guint http_status;            /* 0: none */
  gint64 retry_after_ms;        /* -1: none */
  GTlsCertificateFlags tls_flags;
  gboolean has_server_words;
} OeErrorDetails;

#define OE_ERROR_DETAILS_INIT { 0, -1, 0, FALSE }

/* details: (nullable). message is cleaned (plain, one line, redacted, at most 300 characters). */
GError *oe_error_new (OeError code, const OeErrorDetails *details, const char *message);

G_END_DECLS
