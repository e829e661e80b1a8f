/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oe-error-private.h"

#include "oe-text.h"

#include "bell-redact.h"

#define MAX_MESSAGE 300 /* characters */

typedef struct
{
  OeErrorDetails details;
} OeErrorPrivate;

static void
oe_error_private_init (OeErrorPrivate *priv)
{
  priv->details = (OeErrorDetails) OE_ERROR_DETAILS_INIT;
}

static void
oe_error_private_copy (const OeErrorPrivate *src,
                       OeErrorPrivate *dest)
{
  *dest = *src;
}

static void
oe_error_private_clear (OeErrorPrivate *priv)
{
}

G_DEFINE_EXTENDED_ERROR (OeError, oe_error)

GError *
oe_error_new (OeError code,
              const OeErrorDetails *details,
              const char *message)
{
  /* Redacted before it is cut: half a token is no pattern any more. */
  g_autofree char *plain = oe_text_plain (message, MAX_MESSAGE * 8);
  g_autofree char *redacted = bell_redact (plain);
  g_autofree char *text = oe_text_cut (redacted, MAX_MESSAGE);
  GError *error = g_error_new_literal (OE_ERROR, code, text);

  if (details != NULL)
    oe_error_get_private (error)->details = *details;
  return error;
}

static const OeErrorDetails *
get_details (const GError *error)
{
  static const OeErrorDetails none = OE_ERROR_DETAILS_INIT;

  return error != NULL && error->domain == OE_ERROR ? &oe_error_get_private (error)->details : &none;
}

guint
oe_error_get_http_status (const GError *error)
{
  return get_details (error)->http_status;
}

gint64
oe_error_get_retry_after_ms (const GError *error)
{
  return get_details (error)->retry_after_ms;
}

GTlsCertificateFlags
oe_error_get_tls_flags (const GError *error)
{
  return get_details (error)->tls_flags;
}

gboolean
oe_error_has_server_words (const GError *error)
{
  return get_details (error)->has_server_words;
}
