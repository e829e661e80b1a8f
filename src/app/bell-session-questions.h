/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bell-session-call.h"

G_BEGIN_DECLS

/* What more than one place asks in the name of who is signed in, with bell_session_call_async(). They take no data. */
extern const BellCall bell_question_user;   /* value: an OeUser */
extern const BellCall bell_question_events; /* value: a GPtrArray of OeEventInfo */

G_END_DECLS
