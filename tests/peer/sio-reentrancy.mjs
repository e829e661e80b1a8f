// SPDX-License-Identifier: GPL-3.0-or-later
// REQ-70, 107: everything may be called inside every callback, the last unref included. One scenario a
// callback; in it one client a command, all of them through a life of every kind of event.
import assert from 'node:assert/strict';

import { run } from './harness.mjs';
import { scenario } from './sio-cat.mjs';
import { SioServer } from './sio-server.mjs';

const callbacks = ['open', 'connect', 'hi', 'any', 'outgoing', 'disconnect', 'close', 'reconnect_attempt', 'reconnect', 'failed',
  'connect_error', 'reconnect_failed'];
const commands = {
  'connect': { cmd: 'connect' },
  'disconnect': { cmd: 'disconnect' },
  'disconnect all': { cmd: 'disconnect', all: true },
  'disconnect, connect': [{ cmd: 'disconnect' }, { cmd: 'connect' }],
  'emit': { cmd: 'emit', event: 'hi' },
  'ask': { cmd: 'emit', event: 'echo', args: [1], ack: true },
  'nsp': { cmd: 'nsp', name: '/foo' },
  'nsp no': { cmd: 'nsp', name: '/no' },
  'drop': { cmd: 'drop-transport' },
  'reconnect': { cmd: 'reconnect' },
  'retry-now': { cmd: 'retry-now' },
  'net-changed': { cmd: 'net-changed' },
  'overdue': [{ cmd: 'emit', event: 'hi' }, { cmd: 'drop-transport' }, { cmd: 'emit', event: 'hi' }],
  'no reconnection': { cmd: 'set-reconnection', reconnection: false },
  'set-auth': { cmd: 'set-auth', auth: { a: 1 } },
  'off': { cmd: 'off' },
  'unref': { cmd: 'unref' },
};

// Who goes another way from there on.
const strays = new Set(['disconnect', 'disconnect all', 'disconnect, connect', 'drop', 'reconnect', 'no reconnection', 'unref']);

// A life: it opens, talks, is cut off, comes back, finds nobody, gives up.
async function live(cat, server, callback) {
  const names = Object.keys(commands);
  const all = (command) => names.map((client) => ({ ...command, client }));
  const told = (type, client) => cat.all(type).some((line) => line.client === client);
  const everyone = async (type) => {
    await cat.until(() => names.every((client) => told(type, client) || (strays.has(client) && told('handler', client))),
      `"${type}" of all clients that did not go another way`);
    await cat.quiet();
  };

  for (const client of names) {
    const list = [commands[client]].flat().map((command) => ({ ...command, client }));

    cat.send({ cmd: 'open', client, url: server.url(), opts: { autoConnect: false, reconnectionDelay: 5, randomizationFactor: 0, reconnectionAttempts: 3 } },
      { cmd: 'once', client, event: callback, do: list });
  }
  cat.send(...all({ cmd: 'connect' }));
  await everyone('connect');
  cat.send(...all({ cmd: 'emit', event: 'hi' }), ...all({ cmd: 'emit', event: 'unknown', ack: true }));
  await everyone('event');
  cat.send(...all({ cmd: 'drop-transport' }));
  await everyone('reconnect');
  await server.stop();
  await everyone('reconnect_failed');
}

// What is told of each client makes sense.
function check(lines, client) {
  const own = lines.filter((line) => line.client === client);
  const open = new Map();
  const acks = new Set();

  for (const { type, nsp, seq, id } of own) {
    if (type === 'connect' || type === 'disconnect') {
      assert.equal(open.get(nsp) ?? false, type === 'disconnect', `${client}: ${type} of ${nsp} twice`);
      open.set(nsp, type === 'connect');
    } else if (type === 'open' || type === 'close') {
      assert.equal(open.get('') ?? false, type === 'close', `${client}: ${type} twice`);
      open.set('', type === 'open');
    } else if (type === 'ack') {
      assert.ok(!acks.has(seq), `${client}: two answers to ${seq}`);
      acks.add(seq);
    }
    if (type === 'handler' && client === 'unref')
      assert.ok(own.slice(own.findIndex((line) => line.type === 'handler') + 1).every((line) => line.type === 'ack'), `${client}: ${id} goes on`);
  }
}

for (const callback of callbacks)
  scenario(`REQ-70 every command inside "${callback}"`, async (cat) => {
    const server = await SioServer.start({ allowRequest: (_, answer) => answer(null, true) });

    await live(cat, server, callback);
    const handled = cat.all('handler').map(({ client }) => client);

    assert.deepEqual(handled.sort(), Object.keys(commands).sort(), 'every handler runs once');
    for (const client of Object.keys(commands))
      check(cat.lines.map(({ json }) => json), client);
  });

await run();
