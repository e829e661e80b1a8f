/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "oe-client.h"

G_BEGIN_DECLS

/**
 * OeKeeper:
 *
 * Keeps one account's tokens fresh. At most one refresh is in flight; everybody
 * who asks meanwhile gets its result. A new refresh token is handed to the save
 * function first, and the new access token is given out only when that has
 * answered, failed, or taken over 5 s.
 *
 * Property "tokens-saved" (notify): FALSE while the newest refresh token is in memory only.
 * Signal "refreshed": after every successful refresh, when the tokens are in use.
 */
#define OE_TYPE_KEEPER (oe_keeper_get_type ())
G_DECLARE_FINAL_TYPE (OeKeeper, oe_keeper, OE, KEEPER, GObject)

/* Saves tokens; must call oe_keeper_saved() later, exactly once, with the same serial. */
typedef void (*OeKeeperSaveFunc) (OeKeeper *keeper, OeTokens *tokens, guint serial, gpointer user_data);

OeKeeper *oe_keeper_new (OeClient *client, BellClock *clock);
void oe_keeper_set_save_func (OeKeeper *self, OeKeeperSaveFunc func, gpointer user_data, GDestroyNotify destroy);
void oe_keeper_saved (OeKeeper *self, guint serial, gboolean success);

/* Takes over tokens from a sign-in or from the keyring; access_token may be NULL there. Does not save. NULL forgets. */
void oe_keeper_set_tokens (OeKeeper *self, OeTokens *tokens);
OeTokens *oe_keeper_get_tokens (OeKeeper *self); /* (nullable) (transfer none) */
gboolean oe_keeper_get_tokens_saved (OeKeeper *self);

/*
 * Gives an access token (transfer full) that is believed valid: refreshes first when there is
 * none, when 60 s or 10 % of its life is left (whichever is smaller, by the server's
 * clock), or when refused_token (nullable) is the current one. Errors: OE_ERROR_SESSION_OVER
 * (the tokens are forgotten), or what kept the refresh from being answered. A refresh
 * whose answer was lost is tried once more.
 */
void oe_keeper_get_access_async (OeKeeper *self, const char *refused_token, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
char *oe_keeper_get_access_finish (OeKeeper *self, GAsyncResult *result, GError **error);

/* Ms until the access token should be refreshed, by the server's clock (0: now); -1 while unknown. */
gint64 oe_keeper_get_refresh_in_ms (OeKeeper *self);

/* Ends all waits; a refresh under way is cancelled. */
void oe_keeper_stop (OeKeeper *self);

G_END_DECLS
