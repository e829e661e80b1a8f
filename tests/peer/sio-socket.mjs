// SPDX-License-Identifier: GPL-3.0-or-later
// Names, queries, payloads, refusals and order: what the reference client's socket tests ask.
import assert from 'node:assert/strict';

import { run } from './harness.mjs';
import { connected, DEAD_URL, scenario } from './sio-cat.mjs';

for (const [place, nsp] of [['S:6', '/'], ['S:20', '/foo']])
  connected(`${place} the id is the server's for ${nsp}, and not the session's`, nsp, {}, async (cat, server) => {
    const { args } = await cat.ask('getId');
    const { id } = cat.all('connect')[0];

    assert.equal(id, args[0]);
    assert.ok(id);
    assert.notEqual(id, server.engines[0].id);
  });

connected('S:33 without a connection there is no id', '/', {}, async (cat) => {
  await cat.next('connect');
  cat.once('disconnect', { cmd: 'state' });
  cat.send({ cmd: 'disconnect' });
  assert.equal(cat.socket(await cat.next('state')).id, null);
});

connected('S:47 disconnect() while it opens is no error', '/', { autoConnect: false, timeout: 50 }, async (cat, server) => {
  cat.batch({ cmd: 'connect' }, { cmd: 'disconnect' });
  await cat.quiet('failed', 'connect_error', 'disconnect', 'connect');
  assert.equal((await cat.state()).state, 'idle');
  assert.equal(server.sockets.length, 0);
});

scenario('S:60 a connect_error when nobody listens', async (cat) => {
  cat.open(DEAD_URL, { timeout: 20000 });
  assert.equal((await cat.next('connect_error')).kind, 'network');
});

connected('S:89 a connect_error when opening takes too long', '/', { timeout: 2 }, async (cat) => {
  assert.equal((await cat.next('connect_error')).kind, 'timeout');
}, { handshake: 1000 });

connected('S:105 no connect_error once it is connected', '/', { reconnectionDelay: 1000 }, async (cat) => {
  cat.once('connect', { cmd: 'drop-transport' });
  await cat.next('disconnect');
  await cat.quiet('connect_error', 'failed');
});

connected('S:121 the id is another after it came back', '/', {}, async (cat) => {
  const { id } = await cat.next('connect');

  cat.once('reconnect_attempt', { cmd: 'state' });
  cat.send({ cmd: 'drop-transport' });
  assert.equal(cat.socket(await cat.next('state')).id, null);
  const again = await cat.next('connect');
  assert.ok(again.id);
  assert.notEqual(again.id, id);
  assert.equal(again.recovered, false);
});

function query(name, path, opts, check) {
  connected(name, path, opts, async (cat) => {
    const handshake = path.startsWith('/abc') ? (await cat.next('event', { name: 'handshake' })).args[0] : (await cat.ask('getHandshake')).args[0];

    check(handshake);
  });
}

query('S:171 a query by option', '/', { query: { e: 'f' } }, ({ query: got }) => assert.equal(got.e, 'f'));
query('S:186 a query in the address', '/?c=d', {}, ({ query: got }) => assert.equal(got.c, 'd'));
query('S:198 a query by option, of a namespace', '/abc', { query: { a: 'b' } }, ({ query: got }) => assert.equal(got.a, 'b'));
query('S:213 a query in the address, of a namespace', '/abc?b=c&d=e', {}, ({ query: got }) => assert.deepEqual([got.b, got.d], ['c', 'e']));
query('S:226 what a query means is kept', '/abc', { query: { '&a': '&=?a é' } }, ({ query: got }) => assert.equal(got['&a'], '&=?a é'));
query('REQ-04 both queries count, and the option wins', '/abc?a=1&b=2', { query: { b: '3', c: '4' } },
  ({ query: got }) => assert.deepEqual([got.a, got.b, got.c, got.EIO], ['1', '3', '4', '4']));

query('S:243 a payload', '/abc', { auth: { a: 'b', c: 'd' } }, ({ auth, query: got }) => {
  assert.deepEqual(auth, { a: 'b', c: 'd' });
  assert.equal(got.a, undefined);
});

query('S:260 a payload from a function', '/abc', { auths: [{ e: 'f' }] }, ({ auth, query: got }) => {
  assert.deepEqual(auth, { e: 'f' });
  assert.equal(got.e, undefined);
});

connected('REQ-48 the function is asked for every CONNECT', '/abc', { auths: [{ token: 'one' }, { token: 'two' }], delay: 5 }, async (cat) => {
  assert.equal((await cat.next('event', { name: 'handshake' })).args[0].auth.token, 'one');
  cat.send({ cmd: 'drop-transport' });
  assert.equal((await cat.next('event', { name: 'handshake' })).args[0].auth.token, 'two');
  assert.equal(cat.all('auth_wanted').length, 2);
  assert.doesNotMatch(cat.all('sent').map(({ frame }) => frame).join(), /one|two/);
});

connected('S:277 what a middleware refuses is a connect_error', '/no', {}, async (cat) => {
  const error = await cat.next('connect_error', { nsp: '/no' });

  assert.equal(error.kind, 'refused');
  assert.equal(error.message, 'Auth failed (custom namespace)');
});

connected('S:289 who was refused does not come back', '/no', {}, async (cat, server) => {
  cat.on('connect_error', { cmd: 'drop-transport' });
  await cat.next('connect_error');
  await cat.quiet('connect_error', 'reconnect_attempt');
  assert.equal((await cat.state()).state, 'stopped');
  assert.equal(server.engines.length, 1);
});

connected('S:311 disconnect() and connect() in one breath', '/', {}, async (cat, server) => {
  cat.once('connect', { cmd: 'disconnect' }, { cmd: 'connect' });
  await cat.next('disconnect');
  await cat.next('connect');
  await cat.quiet('disconnect', 'connect', 'connect_error');
  assert.equal(cat.all('disconnect').length, 1);
  assert.equal(server.sockets.filter(({ reason }) => reason === null).length, 1);
});

connected('S:335 names that are the library\'s', '/no', { autoConnect: false }, async (cat) => {
  for (const name of ['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener']) {
    cat.emit(name, 'goodbye');
    const { error } = await cat.next('error', { command: 'emit' });
    assert.equal(error.kind, 'invalid');
  }
  assert.equal(cat.socket(await cat.state(), '/no').buffered, 0);
});

connected('S:343 what waited goes before what is new', '/', { autoConnect: false }, async (cat, server) => {
  cat.once('connect', { cmd: 'emit', event: 'echo', args: ['second'], ack: true, seq: 2 });
  cat.batch({ cmd: 'emit', event: 'echo', args: ['first'], ack: true, seq: 1 }, { cmd: 'connect' });
  await cat.next('ack', { seq: 1 });
  await cat.next('ack', { seq: 2 });
  assert.deepEqual(server.packets().slice(1), ['20["echo","first"]', '21["echo","second"]']);
});

connected('S:365 an event and its answer', '/', {}, async (cat) => {
  assert.deepEqual((await cat.ask('echo', 123)).args, [123]);
});

connected('S:377 a volatile event without a connection is dropped', '/', { autoConnect: false }, async (cat, server) => {
  cat.batch({ cmd: 'emit', event: 'getId', ack: true, volatile: true, seq: 1 }, { cmd: 'emit', event: 'getId', ack: true, seq: 2 },
    { cmd: 'connect' });
  assert.ok((await cat.next('ack', { seq: 1 })).error);
  assert.ok((await cat.next('ack', { seq: 2 })).args);
  assert.equal(server.packets().length, 2);
});

connected('S:394 a volatile event behind unsent data is dropped', '/', {}, async (cat, server) => {
  cat.once('connect', { cmd: 'emit', event: 'getId', ack: true, seq: 1 }, { cmd: 'emit', event: 'getId', ack: true, volatile: true, seq: 2 });
  await cat.next('ack', { seq: 1 });
  await cat.caughtUp();
  assert.ok(cat.all('ack', { seq: 2 })[0]?.error);
  assert.equal(server.packets().length, 2);
});

connected('S:411 a volatile event is sent when all is quiet', '/', {}, async (cat) => {
  await cat.next('connect');
  // While it changes over it is not quiet.
  await cat.untilTransport('websocket');
  cat.send({ cmd: 'emit', event: 'getId', ack: true, volatile: true, seq: 1 });
  assert.ok((await cat.next('ack', { seq: 1 })).args);
});

connected('S:427 one listener for every event', '/abc', {}, async (cat) => {
  cat.on('any', { cmd: 'state' });
  const { name, args } = await cat.next('event');
  assert.equal(name, 'handshake');
  assert.equal(typeof args[0], 'object');
  await cat.next('handler', { on: 'any' });
});

await run();
