/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-format.h"
#include "bell-secrets.h"
#include "bell-test.h"
#include "oe-error-private.h"
#include "sio-error-private.h"

#include <string.h>

static const struct
{
  BellSessionState state;
  int heard_ago;
  int next_in;
  int deaf_for;
  const char *pill;
  const char *sentence; /* how it begins */
  BellRemedy remedy;
  gboolean strip;
  const char *style;
} states[] = {
  { BELL_SESSION_ONLINE, 4, -1, 0, "Online · 4 s", "Listening to Café.", BELL_REMEDY_NONE, FALSE, "success" },
  { BELL_SESSION_ONLINE, -1, -1, 0, "Online", "Listening to Café.", BELL_REMEDY_NONE, FALSE, "success" },
  { BELL_SESSION_SIGNING_IN, -1, -1, 0, "Signing in…", "Signing in to Café…", BELL_REMEDY_NONE, FALSE, "dim-label" },
  { BELL_SESSION_CONNECTING, -1, -1, 5, "Connecting…", "Connecting to Café…", BELL_REMEDY_NONE, FALSE, "dim-label" },
  { BELL_SESSION_CONNECTING, -1, -1, 60, "Cannot hear", "Café could not be heard since 14:02.", BELL_REMEDY_OPEN_SHOP, TRUE, "error" },
  { BELL_SESSION_WAITING, 9, 8, 9, "Back in 8 s", "Café does not answer. Next try in 8 seconds.", BELL_REMEDY_TRY_NOW, TRUE, "warning" },
  { BELL_SESSION_WAITING, 9, 1, 9, "Back in 1 s", "Café does not answer. Next try in 1 second.", BELL_REMEDY_TRY_NOW, TRUE, "warning" },
  { BELL_SESSION_WAITING, 9, -1, 9, "No answer", "Café does not answer.", BELL_REMEDY_TRY_NOW, TRUE, "warning" },
  { BELL_SESSION_WAITING, 99, 8, 99, "Cannot hear", "Café could not be heard since 14:02.", BELL_REMEDY_OPEN_SHOP, TRUE, "error" },
  { BELL_SESSION_OFFLINE, 9, 8, 9, "No network", "This computer has no network.", BELL_REMEDY_TRY_NOW, TRUE, "warning" },
  { BELL_SESSION_REFUSED, 9, 30, 99, "Refused", "Café refused the connection.", BELL_REMEDY_TRY_NOW, TRUE, "error" },
  { BELL_SESSION_EXPIRED, 9, -1, 99, "Signed out", "Café ended the sign-in.", BELL_REMEDY_SIGN_IN, TRUE, "error" },
  { BELL_SESSION_SIGNED_OUT, -1, -1, 0, "Signed out", "Nobody is signed in to Café.", BELL_REMEDY_SIGN_IN, TRUE, "error" },
  { BELL_SESSION_LOCKED, -1, -1, 99, "Keyring locked", "The password store of this computer is locked.", BELL_REMEDY_UNLOCK, TRUE, "warning" },
  { BELL_SESSION_STOPPED, 9, -1, 99, "Paused", "You paused Café.", BELL_REMEDY_RESUME, TRUE, "dim-label" },
};

static void
test_states (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      const BellGlance glance = { states[i].state,   "Café", NULL, states[i].heard_ago, states[i].next_in,
                                  states[i].deaf_for, "14:02" };
      g_autofree char *pill = bell_format_pill (&glance);
      g_autofree char *sentence = bell_format_sentence (&glance);

      g_assert_cmpstr (pill, ==, states[i].pill);
      if (!g_str_has_prefix (sentence, states[i].sentence))
        g_error ("“%s” does not begin with “%s”", sentence, states[i].sentence);
      g_assert_cmpint (bell_format_remedy (&glance), ==, states[i].remedy);
      g_assert_cmpint (bell_format_needs_strip (&glance), ==, states[i].strip);
      g_assert_cmpstr (bell_format_state_style (&glance), ==, states[i].style);
      g_assert_nonnull (bell_format_state_icon (&glance));
      if (states[i].remedy != BELL_REMEDY_NONE)
        g_assert_nonnull (bell_format_remedy_label (states[i].remedy));
    }
}

/* Each trouble has a sentence of its own, which ends like one and shows no code of ours. */
static void
test_errors (void)
{
  const struct
  {
    GQuark domain;
    int n;
  } domains[] = {
    { OE_ERROR, OE_ERROR_PROTOCOL + 1 },
    { SIO_ERROR, SIO_ERROR_CREDENTIALS + 1 },
    { BELL_SECRETS_ERROR, BELL_SECRETS_ERROR_FAILED + 1 },
  };

  for (guint d = 0; d < G_N_ELEMENTS (domains); d++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      for (int code = 0; code < domains[d].n; code++)
        {
          g_autoptr (GError) error = g_error_new_literal (domains[d].domain, code, "HTTP 418");
          char *sentence = bell_format_error (error);

          g_assert_true (g_str_has_suffix (sentence, "."));
          g_assert_null (strstr (sentence, "HTTP"));
          g_hash_table_add (seen, sentence);
        }
      /* On the sign-in page no two troubles read alike. */
      if (domains[d].domain == OE_ERROR)
        g_assert_cmpuint (g_hash_table_size (seen), ==, domains[d].n);
    }
}

/* What the server said stands in the sentence; numbers and packaging made for programs do not. */
static void
test_refusal (void)
{
  const struct
  {
    int code;
    const char *message;
    const char *words; /* (nullable) */
  } refusals[] = {
    { SIO_ERROR_REFUSED, "Forbidden resource", "“Forbidden resource”" },
    { SIO_ERROR_REFUSED, "", NULL },
    { SIO_ERROR_TIMEOUT, "No answer within 20 s", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (SIO_ERROR, refusals[i].code, refusals[i].message);
      const BellGlance glance = { BELL_SESSION_REFUSED, "Café", error, 9, 30, 99, "14:02" };
      g_autofree char *sentence = bell_format_sentence (&glance);

      g_assert_nonnull (strstr (sentence, "Ask the shop’s owner"));
      if (refusals[i].words != NULL)
        g_assert_nonnull (strstr (sentence, refusals[i].words));
      else
        g_assert_null (strstr (sentence, "“"));
    }
}

/* What is wrong with a certificate has a sentence of its own, the same whichever channel saw it (revoked: by a stapled answer). */
static void
test_certificates (void)
{
  static const struct
  {
    GTlsCertificateFlags flags;
    const char *said;
  } cases[] = {
    { G_TLS_CERTIFICATE_REVOKED, "was revoked. Do not sign in" },
    { G_TLS_CERTIFICATE_REVOKED | G_TLS_CERTIFICATE_UNKNOWN_CA, "was revoked. Do not sign in" },
    { G_TLS_CERTIFICATE_BAD_IDENTITY, "belongs to another address" },
    { G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_UNKNOWN_CA, "has expired" },
    { G_TLS_CERTIFICATE_NOT_ACTIVATED, "is not valid yet" },
    { G_TLS_CERTIFICATE_UNKNOWN_CA, "is not trusted" },
  };
  g_autoptr (GError) plain = g_error_new_literal (G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, "Unacceptable certificate");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const OeErrorDetails details = { 0, -1, cases[i].flags, FALSE };
      g_autoptr (GError) asked = oe_error_new (OE_ERROR_TLS, &details, "Unacceptable certificate");
      g_autoptr (GError) listened = sio_error_from_io (plain, cases[i].flags);
      g_autofree char *when_asked = bell_format_error (asked);
      g_autofree char *when_listening = bell_format_error (listened);

      g_assert_error (listened, SIO_ERROR, SIO_ERROR_TLS);
      g_assert_nonnull (strstr (when_asked, cases[i].said));
      g_assert_cmpstr (when_listening, ==, when_asked);
    }
}

/* A pause that nobody here can end says whose it is. */
static void
test_paused_by (void)
{
  const BellGlance glance = { .state = BELL_SESSION_STOPPED, .shop = "Café", .paused_by = "/etc/shopbell/provision.conf" };
  g_autofree char *sentence = bell_format_sentence (&glance);

  g_assert_cmpstr (sentence, ==, "Café is paused and does not ring. Your administrator set this in "
                                 "/etc/shopbell/provision.conf.");
  g_assert_cmpint (bell_format_remedy (&glance), ==, BELL_REMEDY_RESUME);
}

static void
test_ages (void)
{
  static const struct
  {
    int seconds;
    const char *text;
  } ages[] = { { 0, "now" }, { 59, "now" }, { 60, "1 min" }, { 3599, "59 min" }, { 3600, "1 h" }, { 86400, "1 d" } };
  g_autofree char *calm = bell_format_waiting_title (0);
  g_autofree char *three = bell_format_waiting_title (3);

  for (guint i = 0; i < G_N_ELEMENTS (ages); i++)
    {
      g_autofree char *text = bell_format_age (ages[i].seconds);

      g_assert_cmpstr (text, ==, ages[i].text);
    }
  g_assert_cmpstr (calm, ==, "Shopbell");
  g_assert_cmpstr (three, ==, "(3) Shopbell");
}

/* "Cannot hear" comes when the settings say so, and without any after a minute. */
static void
test_deaf_after (void)
{
  BellGlance glance = { .state = BELL_SESSION_WAITING, .shop = "Café", .next_in = 8, .deaf_for = 59 };

  g_assert_false (bell_format_is_deaf (&glance));
  g_assert_cmpint (bell_format_deaf_in (&glance), ==, 1);
  glance.deaf_for = 60;
  g_assert_true (bell_format_is_deaf (&glance));
  glance.deaf_after = 300;
  g_assert_false (bell_format_is_deaf (&glance));
  g_assert_cmpint (bell_format_deaf_in (&glance), ==, 240);
  glance.deaf_for = 301;
  g_assert_true (bell_format_is_deaf (&glance));
  g_assert_cmpint (bell_format_deaf_in (&glance), ==, 0);
}

int
main (int argc,
      char **argv)
{
  bell_test_init (&argc, &argv);
  g_test_add_func ("/app/format/states", test_states);
  g_test_add_func ("/app/format/errors", test_errors);
  g_test_add_func ("/app/format/refusal", test_refusal);
  g_test_add_func ("/app/format/certificates", test_certificates);
  g_test_add_func ("/app/format/paused-by", test_paused_by);
  g_test_add_func ("/app/format/ages", test_ages);
  g_test_add_func ("/format/deaf-after", test_deaf_after);
  return g_test_run ();
}
