/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sio-error.h"

G_BEGIN_DECLS

GError *sio_error_new (SioError code, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* body: what the answer said, of which at most 1 KiB is quoted, redacted. */
GError *sio_error_new_http (guint status, gint64 retry_after_ms, const void *body, gsize length);
GError *sio_error_new_tls (GTlsCertificateFlags flags, const char *message);
/* CONNECT_ERROR; data: (nullable): its JSON text. */
GError *sio_error_new_refused (const char *message, const char *data);
GError *sio_error_new_closed (guint close_code);

/* What GIO or libsoup said, as one of ours; never CANCELLED. (transfer full) */
GError *sio_error_from_io (const GError *error, GTlsCertificateFlags tls_flags);

G_END_DECLS
