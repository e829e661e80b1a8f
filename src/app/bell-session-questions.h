/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-session-call.h"

G_BEGIN_DECLS

/* What more than one place asks in the name of who is signed in, with bell_session_call_async(). */
extern const BellCall bell_question_user;     /* value: an OeUser; takes no data */
extern const BellCall bell_question_events;   /* value: a GPtrArray of OeEventInfo; takes no data */
extern const BellCall bell_question_products; /* value: a GPtrArray of OeProduct; data: a GArray of gint64, their ids */

G_END_DECLS
