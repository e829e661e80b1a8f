// SPDX-License-Identifier: GPL-3.0-or-later
// Planned reconnects in the middle of a stream of events, judged by what the server believed: whatever it sent to a
// socket that it had, arrives once and in its order; and it never has two sessions of one client. Long-polling has
// two connections, and no order between them: there what the server says at the very last may be thrown away by it.
import assert from 'node:assert/strict';

import { run, test } from './harness.mjs';
import { SioCat } from './sio-cat.mjs';
import { SioServer } from './sio-server.mjs';

const RENEWALS = 20;
const EVERY = 2; // ms from event to event
const BETWEEN = 10; // events from one reconnect to the next, at least

// How often something is missing, however much at a time.
function holes(sent, arrived) {
  const known = new Set(arrived);

  return sent.filter((number, index) => !known.has(number) && known.has(sent[index - 1])).length;
}

// send(server, number): whether it was sent to anybody.
function renewed(name, transports, options, send) {
  const only = transports.length === 1 ? transports[0] : 'websocket';

  test(name, async () => {
    const cat = new SioCat();
    const server = await SioServer.start({ handshake: 0, ...options });
    const sent = [];
    let number = 0;
    let sessions = 0;

    server.io.engine.on('connection', () => { sessions = Math.max(sessions, server.io.engine.clientsCount); });
    cat.open(server.url(), { transports });
    await cat.next('connect');
    const timer = setInterval(() => {
      if (send(server, ++number))
        sent.push(number);
      server.watch.changed();
    }, EVERY);

    try {
      for (let i = 0; i < RENEWALS; i++) {
        const enough = sent.length + BETWEEN;

        await cat.untilTransport(only);
        await server.until(() => sent.length >= enough, 'more events');
        cat.send({ cmd: 'reconnect' });
        await cat.next('connect');
      }
    } finally {
      clearInterval(timer);
    }
    await cat.until(() => cat.all('event', { name: 'tick' }).some(({ args }) => args[0] === sent.at(-1)), 'the last event');
    const arrived = cat.all('event', { name: 'tick' }).map(({ args }) => args[0]);

    if (only === 'polling') {
      assert.deepEqual(arrived, sent.filter((number) => arrived.includes(number)), 'in order, and once');
      assert.ok(holes(sent, arrived) <= RENEWALS, `${holes(sent, arrived)} holes`);
    } else {
      assert.deepEqual(arrived, sent);
    }
    assert.equal(sessions, 1, 'sessions at a time');
    assert.ok(server.engines.length > RENEWALS, `${server.engines.length} connections`);
    await cat.quit();
  });
}

function toWhoIsThere(server, number) {
  const there = server.sockets.filter(({ reason }) => reason === null);

  there.forEach(({ socket }) => socket.emit('tick', number));
  return there.length > 0;
}

// Kept for whoever is away as well.
function toAll(server, number) {
  server.io.emit('tick', number);
  return true;
}

const forgetful = { connectionStateRecovery: undefined };

renewed('over a WebSocket', ['websocket'], forgetful, toWhoIsThere);
renewed('over long-polling', ['polling'], forgetful, toWhoIsThere);
renewed('over long-polling that is changed for a WebSocket', ['polling', 'websocket'], forgetful, toWhoIsThere);
renewed('over a WebSocket, from a server that repeats', ['websocket'], {}, toAll);

await run();
