/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A receiver as a process of its own, and this end of its one connection, read
 * and written without a main loop: what is measured is the other end. Every
 * wait ends the benchmark after a minute.
 */
typedef struct _BurstPeer BurstPeer;

/* argv: the program with its arguments; the URL to connect to is added. Returns when it has joined. */
BurstPeer *burst_peer_new (const char *const *argv);
void burst_peer_free (BurstPeer *peer); /* ends the process */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BurstPeer, burst_peer_free)

void burst_peer_send (BurstPeer *peer, const guint8 *frames, gsize length);

/* Sends text and waits for a message that begins with answer: everything sent before was taken by then. */
void burst_peer_ask (BurstPeer *peer, const char *text, const char *answer);

/* The processor time the process has used so far, all its threads, in µs. */
gint64 burst_peer_get_cpu_us (BurstPeer *peer);

/* A line of its /proc status, "VmRSS" or "VmHWM", in KiB. */
gint64 burst_peer_get_memory_kib (BurstPeer *peer, const char *name);

G_END_DECLS
