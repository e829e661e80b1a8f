// SPDX-License-Identifier: GPL-3.0-or-later
// What the official server's own tests ask of a connection, with our client at the other end:
// arguments of every kind both ways, answers both ways, volatile events, large ones.
import assert from 'node:assert/strict';

import { run } from './harness.mjs';
import { connected } from './sio-cat.mjs';

const bytes = Buffer.from('asdfasdf');
const binary = { $bin: bytes.toString('base64') };

// server: called with each socket of "/".
function served(name, serve, func, opts = {}, options = {}) {
  connected(name, '/', opts, func, { ...options, prepare: ({ io }) => io.on('connection', serve) });
}

// Calls func when the server could send at once; while it changes over it cannot.
function whenWritable({ conn }, func) {
  if (conn.transport.name === 'websocket' && conn.transport.writable && conn.writeBuffer.length === 0)
    func();
  else
    setTimeout(whenWritable, 5, { conn }, func);
}

// Resolves with what the server's listener of "got" was called with, the reply function apart.
function got(server, event = 'got') {
  return server.untilJoined().then((socket) => new Promise((resolve) => socket.once(event, (...args) => resolve(args))));
}

served('SS:14 after a reconnect by hand a listener is called once', () => {}, async (cat) => {
  await cat.next('connect');
  cat.batch({ cmd: 'disconnect' }, { cmd: 'connect' });
  cat.on('hi', { cmd: 'state' });
  cat.emit('hi');
  await cat.next('event', { name: 'hi' });
  await cat.next('state');
  await cat.quiet('event', 'state');
  assert.equal(cat.all('event', { name: 'hi' }).length, 1);
});

served('SS:29 it gives up once when the server went away', () => {}, async (cat, server) => {
  await cat.next('connect');
  await server.stop();
  await cat.next('reconnect_failed');
  await cat.quiet('reconnect_failed', 'reconnect_attempt');
}, { reconnectionAttempts: 2 });

served('SS:45 the server gets every argument', () => {}, async (cat, server) => {
  const args = got(server);

  await cat.next('connect');
  cat.emit('got', 1, '2', [3], null, true, 1.5, { a: { b: [] } });
  assert.deepEqual(await args, [1, '2', [3], null, true, 1.5, { a: { b: [] } }]);
});

served('SS:105 the client gets every argument', (socket) => socket.emit('woot', 'tobi', 5, [null, false], { a: 1 }), async (cat) => {
  assert.deepEqual((await cat.next('event', { name: 'woot' })).args, ['tobi', 5, [null, false], { a: 1 }]);
});

served('SS:118 text in every alphabet', (socket) => ['てすと', 'Я Б Г Д Ж Й', '🔔'].forEach((word) => socket.emit('hoot', word)), async (cat) => {
  for (const word of ['てすと', 'Я Б Г Д Ж Й', '🔔'])
    assert.deepEqual((await cat.next('event', { name: 'hoot' })).args, [word]);
});

served('SS:138 binary data to the client', (socket) => socket.emit('randomBin', bytes), async (cat) => {
  assert.deepEqual((await cat.next('event', { name: 'randomBin' })).args, [binary]);
});

served('SS:160 data of several kinds to the client', (socket) => socket.emit('multiple', 1, '3', [4], bytes, [5, 'swag', { b: bytes }]),
  async (cat) => {
    assert.deepEqual((await cat.next('event', { name: 'multiple' })).args, [1, '3', [4], binary, [5, 'swag', { b: binary }]]);
  });

served('SS:185 binary data to the server', () => {}, async (cat, server) => {
  const args = got(server);

  await cat.next('connect');
  cat.emit('got', binary);
  assert.deepEqual(await args, [bytes]);
});

served('SS:200 data of several kinds to the server', () => {}, async (cat, server) => {
  const args = got(server);

  await cat.next('connect');
  cat.emit('got', 1, '3', [4], binary, [5, 'swag', { b: binary }]);
  assert.deepEqual(await args, [1, '3', [4], bytes, [5, 'swag', { b: bytes }]]);
});

// The server sends one packet at a time: what is volatile and comes behind one is dropped there.
served('SS:245 the server drops a volatile event behind another', (socket) => whenWritable(socket, () => {
  socket.emit('ev', 'data');
  socket.volatile.emit('ev', 'data');
}), async (cat) => {
  await cat.next('event', { name: 'ev' });
  await cat.quiet('event');
});

served('SS:287 a volatile event of the server', (socket) => whenWritable(socket, () => socket.volatile.emit('ev', 'data')), async (cat) => {
  await cat.next('event', { name: 'ev' });
});

served('SS:332 of consecutive volatile events the first', (socket) => whenWritable(socket, () => {
  for (const n of [1, 2, 3])
    socket.volatile.emit('ev', n);
}), async (cat) => {
  assert.deepEqual((await cat.next('event', { name: 'ev' })).args, [1]);
  await cat.quiet('event');
});

served('SS:355 and so with binary data', (socket) => whenWritable(socket, () => {
  for (const n of [1, 2, 3])
    socket.volatile.emit('ev', Buffer.of(n));
}), async (cat) => {
  assert.deepEqual((await cat.next('event', { name: 'ev' })).args, [{ $bin: 'AQ==' }]);
  await cat.quiet('event');
});

served('SS:425 what follows a dropped volatile event arrives', (socket) => whenWritable(socket, () => {
  socket.emit('ev', 1);
  socket.volatile.emit('ev', 2);
  socket.emit('ev', 3);
}), async (cat) => {
  assert.deepEqual((await cat.next('event', { name: 'ev' })).args, [1]);
  assert.deepEqual((await cat.next('event', { name: 'ev' })).args, [3]);
});

for (const [place, args, answer] of [
  ['SS:462 an answer without arguments', [], []],
  ['SS:514 arguments and an answer', [1, 2], [1, 2]],
  ['SS:546 binary arguments and an answer', [binary], [1, 2]],
  ['SS:578 a binary answer', ['hi'], [binary]],
])
  served(`${place}, from the server`, (socket) => socket.on('ask', (...all) => {
    assert.deepEqual(all.slice(0, -1), args.map((arg) => (arg === binary ? bytes : arg)));
    all.at(-1)(...answer.map((arg) => (arg === binary ? bytes : arg)));
  }), async (cat) => {
    assert.deepEqual((await cat.ask('ask', ...args)).args, answer);
  });

for (const [place, args, answer] of [
  ['SS:500 an answer without arguments', [], []],
  ['SS:530 arguments and an answer', [1, 2], [5, { a: 'b' }]],
  ['SS:563 binary arguments and an answer', [bytes], [1]],
  ['SS:593 a binary answer', [], [binary]],
])
  served(`${place}, from the client`, (socket) => socket.emit('ask', ...args, (...got) => socket.emit('answered', got)), async (cat) => {
    cat.on('ask', { cmd: 'reply', args: answer });
    assert.deepEqual((await cat.next('event', { name: 'answered' })).args, [answer]);
  });

connected('SS:478 events to a namespace arrive at once and in order', '/chat', {}, async (cat, server) => {
  const { seen } = server;

  for (let n = 0; n < 10; n++)
    cat.emit('n', n);
  await server.until(() => seen.length === 10, 'ten events');
  assert.deepEqual(seen, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
}, { prepare: (server) => {
  server.seen = [];
  server.io.of('/chat').on('connection', (socket) => socket.on('n', (n) => {
    server.seen.push(n);
    server.watch.changed();
  }));
} });

served('SS:608 a server that awaits an answer', async (socket) => socket.emit('answered', await socket.emitWithAck('ask')), async (cat) => {
  cat.on('ask', { cmd: 'reply', args: [1] });
  assert.deepEqual((await cat.next('event', { name: 'answered' })).args, [1]);
});

// The limits of a message are the server's on its way in, and ours on its way out.
const large = 'x'.repeat(3 * 1024 * 1024);

served('SS:706 very large JSON both ways', (socket) => socket.on('big', (value, reply) => reply({ back: value.text })), async (cat) => {
  const { args } = await cat.ask('big', { text: large });

  assert.equal(args[0].back, large);
}, {}, { maxHttpBufferSize: 1e8 });

served('SS:729 very large binary data both ways', (socket) => socket.on('big', (value, reply) => reply(value)), async (cat) => {
  const { args } = await cat.ask('big', { $bin: Buffer.from(large).toString('base64') });

  assert.equal(Buffer.from(args[0].$bin, 'base64').toString(), large);
}, {}, { maxHttpBufferSize: 1e8 });

served('REQ-27 what the server would not take is refused here', () => {}, async (cat) => {
  await cat.next('connect');
  assert.equal((await cat.ask('echo', 'x'.repeat(1000001))).error.kind, 'too-big');
  assert.deepEqual((await cat.ask('echo', 'next')).args, ['next']);
  assert.equal(cat.all('disconnect').length, 0);
});

served('SS:855 an empty binary argument', (socket) => socket.emit('bin', Buffer.alloc(0)), async (cat) => {
  assert.deepEqual((await cat.next('event', { name: 'bin' })).args, [{ $bin: '' }]);
  assert.deepEqual((await cat.ask('echo', { $bin: '' })).args, [{ $bin: '' }]);
});

await run();
