/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "oe-error.h"

G_BEGIN_DECLS

/* What a request is for decides what a refusal means (facts 2.8). */
typedef enum
{
  OE_PURPOSE_READ,
  OE_PURPOSE_CHECK,
  OE_PURPOSE_SIGN_IN,
  OE_PURPOSE_REFRESH,
} OePurpose;

typedef struct
{
  guint status;
  const char *body; /* not NUL-terminated */
  gsize length;
  const char *content_type;    /* (nullable) */
  gint64 retry_after_ms;       /* -1: none */
  gboolean certificate_wanted; /* the server asked for a client certificate on the way */
  gboolean certificate_shown;  /* and got one */
  GPtrArray *secrets;          /* (nullable): texts that must not come back in an error */
} OeAnswer;

#define OE_ANSWER_MAX_SIZE (4 * 1024 * 1024)

/*
 * Judges an answer. TRUE for any 2xx (U28): *json is what it held, NULL for an
 * empty body. FALSE with an OeError otherwise. *is_json says whether the body
 * was JSON at all. A pure function.
 */
gboolean oe_answer_judge (const OeAnswer *answer, OePurpose purpose, JsonNode **json, gboolean *is_json, GError **error);

/* (transfer full) (nullable): what a refusal's body, JSON, says to people; NULL where it says nothing. */
char *oe_answer_dup_words (const char *body);

/* A Retry-After header in ms, at most a day; -1 without a usable one. now_us: Unix time, for dates. */
gint64 oe_answer_parse_retry_after (const char *value, gint64 now_us);

/* A Date header as Unix time in µs, 0 without a usable one. */
gint64 oe_answer_parse_date (const char *value);

G_END_DECLS
