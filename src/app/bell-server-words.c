/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bell-server-words.h"

#include "bell-redact.h"
#include "oe-answer.h"
#include "oe-error.h"
#include "sio-error.h"

#include <string.h>

/* Of "HTTP 403: …", what follows: JSON made for programs, or a line of plain text. */
static char *
read_body (const GError *error)
{
  const char *body = strstr (error->message, ": ");

  if (body == NULL)
    return NULL;
  body += strlen (": ");
  if (*body == '<')
    return NULL;
  return *body == '{' || *body == '[' ? oe_answer_dup_words (body) : bell_redact (body);
}

char *
bell_server_words_dup (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == OE_ERROR)
    return oe_error_has_server_words (error) ? g_strdup (error->message) : NULL;
  if (error->domain != SIO_ERROR)
    return NULL;
  if (sio_error_get_http_status (error) != 0)
    return read_body (error);
  return error->code == SIO_ERROR_REFUSED && *error->message != '\0' ? bell_redact (error->message) : NULL;
}
