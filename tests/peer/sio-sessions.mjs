// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions as the official server's own tests see them: refusals, restarts, recovery, namespaces made
// on demand; and what the reference's engine asks of headers and endings.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { onCleanup, run, WAIT } from './harness.mjs';
import { connected, scenario, transport } from './sio-cat.mjs';

const prepared = (func) => ({ prepare: ({ io }) => func(io) });

connected('SS:660 the server sees the query', '/?key1=1&key2=2', {}, async (cat) => {
  const { query } = (await cat.ask('getHandshake')).args[0];

  assert.deepEqual([query.key1, query.key2], ['1', '2']);
});

connected('SS:673 a namespace that joins later has the query of the session', '/?key1=1', {}, async (cat) => {
  cat.send({ cmd: 'nsp', name: '/abc', auth: { key2: '&=bb' } });
  const [{ query, auth }] = (await cat.next('event', { name: 'handshake' })).args;
  assert.equal(query.key1, '1');
  assert.deepEqual(auth, { key2: '&=bb' });
});

connected('SS:752 after a restart of the server events flow again', '/', {}, async (cat, server) => {
  await cat.next('connect');
  await server.stop();
  // A request that ends without an answer is an error; a WebSocket's end is an end.
  assert.match((await cat.next('disconnect')).reason, transport === 'polling' ? /^transport (close|error)$/ : /^transport close$/);
  cat.send({ cmd: 'emit', event: 'echo', args: ['kept'], ack: true, seq: 1 });
  await server.restart();
  await cat.next('connect', { recovered: false });
  assert.deepEqual((await cat.next('ack', { seq: 1 })).args, ['kept']);
});

connected('SS:893 a packet after the end is ignored', '/', {}, async (cat, server) => {
  const socket = await server.untilJoined();
  let heard = 0;

  await cat.next('connect');
  socket.on('late', () => heard++);
  cat.batch({ cmd: 'disconnect' }, { cmd: 'emit', event: 'late' });
  await server.untilClosed();
  assert.equal(heard, 0);
  assert.deepEqual(server.packets(), ['0', '1']);
});

connected('SS:1098 disconnect(true) ends every namespace', '/foo', {}, async (cat, server) => {
  cat.send({ cmd: 'nsp', name: '/asd' });
  await cat.next('connect');
  await cat.next('connect');
  (await server.untilJoined('/foo')).disconnect(true);
  await cat.next('close');
  assert.deepEqual(cat.all('disconnect').map(({ nsp }) => nsp).sort(), ['/asd', '/foo']);
  await server.untilClosed();
});

connected('REQ-56 the server\'s disconnect is final until connect()', '/', {}, async (cat, server) => {
  await cat.next('connect');
  (await server.untilJoined()).disconnect();
  await cat.next('disconnect', { reason: 'io server disconnect' });
  await cat.quiet('reconnect_attempt', 'connect');
  cat.send({ cmd: 'connect' });
  await cat.next('connect');
});

connected('SM:34 a refusal has its words', '/', {}, async (cat) => {
  const error = await cat.next('connect_error');

  assert.equal(error.message, 'Authentication error');
  assert.equal(error.data, undefined);
}, prepared((io) => io.use((_, next) => next(new Error('Authentication error')))));

connected('SM:55 and its data', '/', {}, async (cat) => {
  const error = await cat.next('connect_error');

  assert.equal(error.message, 'Authentication error');
  assert.deepEqual(error.data, { a: 'b', c: 3 });
}, prepared((io) => io.use((_, next) => next(Object.assign(new Error('Authentication error'), { data: { a: 'b', c: 3 } })))));

connected('SM:95 a middleware may take its time', '/', {}, async (cat) => {
  cat.emit('hi');
  await cat.next('connect');
  await cat.next('event', { name: 'hi' });
}, prepared((io) => io.use((_, next) => setTimeout(next, 60))));

connected('SM:175 namespaces have middleware of their own', '/chat', {}, async (cat) => {
  cat.send({ cmd: 'nsp', name: '/' });
  await cat.next('connect_error', { nsp: '/' });
  assert.equal(cat.all('connect', { nsp: '/chat' }).length, 1);
}, prepared((io) => {
  io.of('/chat').use((_, next) => next());
  io.use((_, next) => next(new Error('not here')));
}));

connected('SR:39 missed events follow when a session is taken up again', '/', {}, async (cat, server) => {
  const { id } = await cat.next('connect');
  const socket = await server.untilJoined();

  socket.emit('news', 1);
  await cat.next('event', { name: 'news' });
  cat.send({ cmd: 'drop-transport' });
  await server.untilClosed();
  server.io.emit('news', 2);
  server.io.emit('news', { $: 3 }, Buffer.of(1, 2));
  await cat.next('connect', { id, recovered: true });
  assert.deepEqual(cat.all('event', { name: 'news' }).map(({ args }) => args), [[1], [2], [{ $: 3 }, { $bin: 'AQI=' }]]);
});

connected('SR:80 rooms and data are there again', '/', {}, async (cat, server) => {
  await cat.next('connect');
  const socket = await server.untilJoined();

  socket.join('room1');
  socket.data.foo = 'bar';
  cat.emit('hi');
  await cat.next('event', { name: 'hi' });
  cat.send({ cmd: 'drop-transport' });
  await cat.next('connect', { recovered: true });
  const again = await server.untilJoined('/', 2);
  assert.ok(again.rooms.has('room1'));
  assert.equal(again.data.foo, 'bar');
});

connected('SR:174 a session that the server does not know is a new one', '/', {}, async (cat, server) => {
  await cat.next('connect');
  cat.emit('hi');
  await cat.next('event', { name: 'hi' });
  await server.stop();
  await cat.next('disconnect');
  await server.restart();
  await cat.next('connect', { recovered: false });
});

connected('SR:198 without recovery nothing is recovered', '/', {}, async (cat) => {
  const { id } = await cat.next('connect');

  cat.emit('hi');
  await cat.next('event', { name: 'hi' });
  cat.send({ cmd: 'drop-transport' });
  assert.notEqual((await cat.next('connect', { recovered: false })).id, id);
}, { connectionStateRecovery: undefined });

connected('REQ-96 a session that was left is not taken up again', '/', {}, async (cat, server) => {
  await cat.next('connect');
  cat.emit('hi');
  await cat.next('event', { name: 'hi' });
  cat.batch({ cmd: 'disconnect' }, { cmd: 'connect' });
  await cat.next('connect', { recovered: false });
  assert.deepEqual(server.packets(1), ['0']);
});

connected('SH:60 a handshake that is allowed', '/', {}, async (cat) => {
  await cat.next('connect');
}, { allowRequest: (_, answer) => answer(null, true) });

connected('SH:74 a handshake that is not', '/', { reconnection: false }, async (cat) => {
  const error = await cat.next('connect_error');

  assert.equal(error.kind, 'http');
  // Engine.IO has a status of its own for each transport.
  assert.equal(error.status, transport === 'polling' ? 403 : 400);
}, { allowRequest: (_, answer) => answer(null, false) });

for (const [place, wait, answers] of [['ST:6 no answer', 20, false], ['ST:41 an answer', 20000, true]])
  connected(`${place} within the server's time`, '/', {}, async (cat, server) => {
    if (answers)
      cat.on('ask', { cmd: 'reply', args: [42] });
    await cat.next('connect');
    const outcome = await (await server.untilJoined()).timeout(wait).emitWithAck('ask').catch((error) => error);
    assert.equal(outcome instanceof Error ? 'late' : outcome, answers ? 42 : 'late');
  });

connected('ST:18 an answer after the server\'s time is no harm', '/', {}, async (cat, server) => {
  await cat.next('connect');
  const socket = await server.untilJoined();
  await assert.rejects(socket.timeout(10).emitWithAck('ask'));
  const { handle } = await cat.next('event', { name: 'ask' });
  cat.send({ cmd: 'reply', handle, args: [1] });
  await cat.next('replied', { sent: true });
  assert.deepEqual((await cat.ask('echo', 'on')).args, ['on']);
});

connected('NS:498 a namespace made on demand', '/dynamic-101', {}, async (cat) => {
  await cat.next('connect', { nsp: '/dynamic-101' });
  await cat.next('event', { name: 'hello', nsp: '/dynamic-101' });
}, prepared((io) => io.of(/^\/dynamic-\d+$/).on('connection', (socket) => socket.emit('hello'))));

connected('NS:567 a namespace that there is not', '/wrong', {}, async (cat) => {
  assert.equal((await cat.next('connect_error', { nsp: '/wrong' })).message, 'Invalid namespace');
}, prepared((io) => io.of(/^\/dynamic-\d+$/)));

connected('NS:141 every namespace ends with the transport', '/foo', { reconnectionDelay: 1000 }, async (cat, server) => {
  cat.send({ cmd: 'nsp', name: '/asd' });
  await cat.next('connect');
  await cat.next('connect');
  cat.send({ cmd: 'drop-transport' });
  // Their successors may be there before it: without a request that hangs, the server learns of it by its ping.
  await server.until(() => server.sockets.slice(0, 2).every(({ reason }) => reason), 'the end of both');
  await cat.next('close');
  assert.deepEqual(cat.all('disconnect').map(({ reason }) => reason), ['forced close', 'forced close']);
});

// The reference's engine

connected('ET:272 headers of the caller, at every attempt', '/', { headers: { Authorization: 'Bearer A', 'X-Shop': 'one' } },
  async (cat, server) => {
    await cat.next('connect');
    cat.send({ cmd: 'drop-transport' });
    await cat.next('connect');
    for (const { headers } of server.engines) {
      assert.equal(headers.authorization, 'Bearer A');
      assert.equal(headers['x-shop'], 'one');
      assert.match(headers['user-agent'], /^sio-cat\/\d/);
      assert.equal(headers['sec-websocket-extensions'], undefined);
    }
    assert.doesNotMatch(cat.stdout, /Bearer A/);
  });

connected('EC:63 nothing is sent once it is closing', '/', {}, async (cat, server) => {
  cat.once('connect', { cmd: 'disconnect' }, { cmd: 'emit', event: 'hi' });
  await server.untilClosed();
  assert.deepEqual(server.packets(), ['0', '1']);
});

connected('EC:197 what was sent before the end arrives', '/', {}, async (cat, server) => {
  await cat.next('connect');
  cat.batch({ cmd: 'emit', event: 'a', args: [1] }, { cmd: 'emit', event: 'b', args: ['x'.repeat(100000)] }, { cmd: 'disconnect' });
  await server.untilClosed();
  assert.deepEqual(server.packets().map((packet) => packet.slice(0, 4)), ['0', '2["a', '2["b', '1']);
});

connected('ES:288 with its watchdog overdue it does not send', '/', {}, async (cat, server) => {
  await cat.next('connect');
  cat.batch({ cmd: 'expire-watchdog' }, { cmd: 'emit', event: 'hi' });
  await cat.next('disconnect', { reason: 'ping timeout' });
  await cat.next('event', { name: 'hi' });
  assert.deepEqual(server.packets(0), ['0']);
});

connected('E4:452 pings are answered', '/', {}, async (cat) => {
  await cat.next('connect');
  for (const end = Date.now() + WAIT; (await cat.state()).counters.pings < 3; await sleep(20))
    assert.ok(Date.now() < end, 'three pings');
  assert.equal(cat.all('disconnect').length, 0);
}, { pingInterval: 50, pingTimeout: 60000 });

connected('E4:482 the server closes the session', '/', {}, async (cat, server) => {
  await cat.next('connect');
  server.engines[0].engine.close();
  await cat.next('disconnect', { reason: 'transport close' });
  await cat.next('reconnect', { n: 1 });
  await cat.next('connect');
});

connected('ES:214 a message that the server would close for is refused here', '/', {}, async (cat) => {
  await cat.next('connect');
  assert.equal((await cat.ask('echo', 'x'.repeat(200))).error.kind, 'too-big');
  assert.deepEqual((await cat.ask('echo', 'x')).args, ['x']);
}, { maxHttpBufferSize: 100 });

scenario('ES:265 what the server says to a session it does not know', async (cat) => {
  const server = http.createServer();
  const refuse = (_, { socket = _.socket }) => socket.end(
    'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 41\r\n\r\n{"code":1,"message":"Session ID unknown"}');

  server.on('upgrade', refuse).on('request', refuse);

  await once(server.listen(0, '127.0.0.1'), 'listening');
  onCleanup(() => server.close());
  cat.open(`http://127.0.0.1:${server.address().port}/`, { reconnection: false });
  const error = await cat.next('connect_error');
  assert.equal(error.kind, 'http');
  assert.equal(error.status, 400);
  assert.equal(error.engineCode, 1);
  assert.match(error.message, /Session ID unknown/);
});

connected('REQ-110 secrets are in no line', '/?token=SECRET', { auth: { token: 'SECRET' }, headers: { Cookie: 'a=SECRET' } },
  async (cat, server) => {
    await cat.next('connect');
    await server.stop();
    await cat.next('failed');
    await cat.state();
    assert.doesNotMatch(cat.stdout, /SECRET/);
  });

connected('ES:39 a transport that there is not', '/', { transports: ['carrier-pigeon'] }, async (cat) => {
  assert.equal((await cat.next('error', { command: 'open' })).error.kind, 'invalid');
});

if (transport === 'websocket')
  connected('REQ-69 of a hundred broken sessions never two are open', '/', { reconnectionDelay: 1, stable: 0 }, async (cat, server) => {
    let most = 0;

    server.io.on('connection', () => { most = Math.max(most, server.io.engine.clientsCount); });
    for (let n = 0; n < 100; n++) {
      await cat.next('connect');
      server.engines.at(-1).engine.transport.socket.terminate();
    }
    await cat.next('connect');
    assert.equal(most, 1);
    assert.equal(server.io.engine.clientsCount, 1);
  }, { allowRequest: (_, answer) => answer(null, true) });

await run();
