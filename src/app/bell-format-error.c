/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bell-format.h"

#include "bell-format-network.h"
#include "bell-secrets.h"
#include "oe-error.h"
#include "sio-error.h"

#include <glib/gi18n.h>

/* The server's own words, then what to do. */
static char *
quote (const GError *error,
       const char *format_words,
       const char *plain)
{
  if (!oe_error_has_server_words (error))
    return g_strdup (plain);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format_words, error->message);
#pragma GCC diagnostic pop
}

static char *
format_tls (GTlsCertificateFlags flags)
{
  if (flags & G_TLS_CERTIFICATE_REVOKED)
    return g_strdup (_("The certificate of this address was revoked. Do not sign in; tell the shop’s owner."));
  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return g_strdup (_("The certificate belongs to another address. Check the address; if it is right, tell the "
                       "shop’s owner."));
  if (flags & G_TLS_CERTIFICATE_EXPIRED)
    return g_strdup (_("The certificate of this address has expired. Check this computer’s date; if it is right, "
                       "tell the shop’s owner."));
  if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return g_strdup (_("The certificate of this address is not valid yet. Check this computer’s date."));
  return g_strdup (_("The certificate of this address is not trusted. If the shop uses a certificate authority of "
                     "its own, choose its file."));
}

static char *
format_rate_limited (const GError *error)
{
  gint64 wait = oe_error_get_retry_after_ms (error);
  int seconds = (int) CLAMP ((wait + 999) / 1000, 0, 86400);

  if (wait <= 0)
    return g_strdup (_("The shop asks to try less often. Wait a minute, then try again."));
  return g_strdup_printf (ngettext ("The shop asks to try less often. Try again in %d second.",
                                    "The shop asks to try less often. Try again in %d seconds.", seconds),
                          seconds);
}

static char *
format_certificate_wanted (void)
{
  return g_strdup (_("This shop wants a client certificate. Ask the shop’s owner for it, and choose its file in the "
                     "advanced network settings."));
}

/* A proxy that wants to know who asks, or does not know him, is another matter than one that says no. */
static char *
format_proxy (guint http_status)
{
  if (http_status == 407)
    return g_strdup (_("The proxy of this network wants a user and a password, or does not know the one it was "
                       "given. Ask whoever looks after the network, and type them with the proxy’s address in the "
                       "advanced network settings."));
  return g_strdup (_("The proxy of this network does not let Shopbell through. Ask whoever looks after the "
                     "network."));
}

static char *
format_page (void)
{
  return g_strdup (_("A web page answered in the shop’s place. If this network has a sign-in page, open a web browser "
                     "and sign in there; else check the address."));
}

static char *
format_oe_error (const GError *error)
{
  switch ((OeError) error->code)
    {
    case OE_ERROR_NETWORK:
      return g_strdup (_("No answer from this address. Check the address and this computer’s network, then try "
                         "again."));
    case OE_ERROR_TLS:
      return format_tls (oe_error_get_tls_flags (error));
    case OE_ERROR_CERTIFICATE_WANTED:
      return format_certificate_wanted ();
    case OE_ERROR_CERTIFICATE_REFUSED:
      return g_strdup (_("The shop does not accept the client certificate. Ask the shop’s owner for a new one."));
    case OE_ERROR_PROXY:
      return format_proxy (oe_error_get_http_status (error));
    case OE_ERROR_ADDRESS:
      return g_strdup (_("This is not an address Shopbell can use. It looks like https://name.oneentry.cloud."));
    case OE_ERROR_PAGE:
      return format_page ();
    case OE_ERROR_NO_ONEENTRY:
      return g_strdup (_("There is an answer from this address, but no OneEntry shop. Check the address."));
    case OE_ERROR_APP_TOKEN:
      return g_strdup (_("The shop does not accept this app token. Copy it again from the shop’s settings; it may "
                         "have ended."));
    case OE_ERROR_SIGN_IN:
      /* TRANSLATORS: %s is what the server said */
      return quote (error, _("The shop did not sign you in: “%s”. Check login and password."),
                    _("The shop did not sign you in. Check login and password."));
    case OE_ERROR_UNAUTHORIZED:
      return g_strdup (_("The shop no longer accepts this sign-in. Sign in again."));
    case OE_ERROR_FORBIDDEN:
      return quote (error, _("This account may not do that: “%s”. Ask the shop’s owner for the permission."),
                    _("This account may not do that. Ask the shop’s owner for the permission."));
    case OE_ERROR_NOT_FOUND:
      return quote (error, _("The shop does not have that: “%s”."), _("The shop does not have that."));
    case OE_ERROR_SESSION_OVER:
      return g_strdup (_("The shop ended the sign-in. Sign in again."));
    case OE_ERROR_RATE_LIMITED:
      return format_rate_limited (error);
    case OE_ERROR_SERVER:
      return g_strdup (_("The shop has a problem of its own. Try again in a few minutes."));
    case OE_ERROR_PROTOCOL:
    default:
      return g_strdup (_("The shop’s answer could not be understood. Try again; if it stays, tell the shop’s "
                         "owner."));
    }
}

static char *
format_sio_error (const GError *error)
{
  switch ((SioError) error->code)
    {
    case SIO_ERROR_TIMEOUT:
    case SIO_ERROR_NETWORK:
      return g_strdup (_("No answer from the shop."));
    case SIO_ERROR_TLS:
      if (sio_error_wants_certificate (error))
        return format_certificate_wanted ();
      return format_tls (sio_error_get_tls_flags (error));
    case SIO_ERROR_PROXY:
      return format_proxy (sio_error_get_http_status (error));
    case SIO_ERROR_HTTP:
      if (sio_error_get_http_status (error) >= 500)
        return g_strdup (_("The shop has a problem of its own."));
      if (sio_error_is_page (error))
        return format_page ();
      return g_strdup (_("The shop does not let Shopbell listen."));
    case SIO_ERROR_REFUSED:
      return g_strdup (_("The shop refused the connection."));
    case SIO_ERROR_UNSUPPORTED:
      return g_strdup (_("The shop’s server is too old for Shopbell, or no OneEntry."));
    case SIO_ERROR_CLOSED:
      return g_strdup (_("The shop closed the connection."));
    case SIO_ERROR_PARSE:
    case SIO_ERROR_TOO_BIG:
      return g_strdup (_("The shop sent something that could not be understood."));
    case SIO_ERROR_CREDENTIALS:
    case SIO_ERROR_DISCONNECTED:
    case SIO_ERROR_BUFFER_FULL:
    case SIO_ERROR_INVALID:
    default:
      return g_strdup (_("The shop cannot be reached."));
    }
}

static char *
format_secrets_error (const GError *error)
{
  switch ((BellSecretsError) error->code)
    {
    case BELL_SECRETS_ERROR_LOCKED:
      return g_strdup (_("The password store of this computer is locked. Unlock it to go on."));
    case BELL_SECRETS_ERROR_DISMISSED:
      return g_strdup (_("The password store stayed locked: its password was not given. Unlock it to go on."));
    case BELL_SECRETS_ERROR_FORGOTTEN:
      return g_strdup (_("The password store of this computer no longer has the sign-in: it may be another one than "
                         "before. Sign in again."));
    case BELL_SECRETS_ERROR_ABSENT:
      return g_strdup (_("This computer has no password store. You have to sign in after every start."));
    case BELL_SECRETS_ERROR_FAILED:
    default:
      return g_strdup (_("The password store of this computer does not work. You have to sign in after every "
                         "start."));
    }
}

char *
bell_format_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == OE_ERROR)
    return format_oe_error (error);
  if (error->domain == SIO_ERROR)
    return format_sio_error (error);
  if (error->domain == BELL_SECRETS_ERROR)
    return format_secrets_error (error);
  if (error->domain == BELL_NETWORK_ERROR)
    return bell_format_network_error (error);
  /* What is left is local. */
  return g_strdup (error->message);
}

gboolean
bell_format_error_is_telling (const GError *error)
{
  if (error->domain == OE_ERROR)
    return error->code != OE_ERROR_NETWORK;
  if (error->domain == BELL_NETWORK_ERROR)
    return TRUE;
  if (error->domain == SIO_ERROR)
    return error->code == SIO_ERROR_TLS || error->code == SIO_ERROR_PROXY || error->code == SIO_ERROR_HTTP ||
           error->code == SIO_ERROR_UNSUPPORTED;
  return FALSE;
}
